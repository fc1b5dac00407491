// The study in sample_runs/cohort/: its plates, called, and its clinical table give the paper's tables.
#include "simulate/sample_study.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

#include "cohort/clinical_table.hpp"
#include "cohort/joined_patients.hpp"
#include "cohort/results.hpp"
#include "cohort/study_reader.hpp"
#include "pipeline/call.hpp"
#include "pipeline/shipped_settings.hpp"

using namespace crossbreak;
using crossbreak::testing::sample_run;
using crossbreak::testing::shipped_settings;

namespace {

struct PaperRow {
  const char* variable;
  std::array<int, 4> with;
  double by_deletion;  ///< chi-square of Table 1; MRD3 as it follows from the counts; 0: the paper has no
                       ///< such row
  double by_group;     ///< of Table 2
};
const std::vector<PaperRow> paper = {
    {"male", {10, 16, 20, 27}, 0.011, 4.785},   {"wbc", {14, 12, 14, 12}, 7.866, 8.760},
    {"ldh", {11, 9, 18, 17}, 0.052, 0.717},     {"cd20", {9, 9, 14, 15}, 0.293, 0.471},
    {"mrd1", {12, 18, 13, 14}, 12.667, 14.702}, {"mrd2", {7, 11, 9, 12}, 2.822, 4.556},
    {"mrd3", {7, 10, 11, 9}, 2.528, 3.225},     {"remission", {18, 17, 38, 36}, 1.977, 2.633},
    {"ph", {12, 14, 11, 9}, 13.545, 13.751},    {"relapse", {16, 8, 16, 14}, 0, 10.164},
    {"death", {14, 7, 14, 10}, 0, 10.085}};

struct PaperRatio {
  const char* variable;
  double efs;
  double os;
};
const std::vector<PaperRatio> fourth_table = {
    {"age_above_35", 1.365, 1.875}, {"wbc", 1.423, 1.268},  {"deleted", 1.744, 2.036},
    {"cd20", 1.725, 1.325},         {"mrd1", 1.200, 0.971}, {"mrd2", 1.353, 1.403},
    {"mrd3", 1.718, 1.152},         {"ph", 1.127, 1.070},   {"transplant", 0.637, 0.515}};

std::string plate_file(std::size_t plate) {
  return "cohort/plates/plate_" + std::string(plate < 10 ? "0" : "") + std::to_string(plate) + ".eds";
}

/// What the plates of the sample study say, each called as a run of its own.
const std::vector<SampleCall>& calls_of_plates() {
  static const std::vector<SampleCall> calls = [] {
    std::vector<SampleCall> all;
    for (std::size_t plate = 1; plate <= 24; ++plate) {
      CAPTURE(plate);
      const Report report = call_runs({sample_run(plate_file(plate))}, shipped_settings());
      CHECK(report.calls.status == RunStatus::Valid);
      for (const PatientCall& patient : report.calls.patients)
        all.push_back({patient.sample, patient.call, patient.deletions});
    }
    return all;
  }();
  return calls;
}

struct SampleStudy {
  Study study;
  CohortResults results;
};

/// Of the files beside the plates.
SampleStudy study_with(const std::vector<SampleCall>& calls) {
  const Source file = sample_run("cohort/study.toml");
  Study study = read_study(file.name, file.bytes);
  const ClinicalTable table = read_clinical_table(sample_run("cohort/clinical.csv"), study);
  const JoinedPatients joined = join_patients(table, calls);
  CHECK(joined.left_out.empty());
  CohortResults results = results_of(study, joined);
  return {std::move(study), std::move(results)};
}

std::size_t place_of(const Study& study, const std::string& name) {
  const auto found = std::find_if(study.variables.begin(), study.variables.end(),
                                  [&](const StudyVariable& variable) { return variable.name == name; });
  REQUIRE(found != study.variables.end());
  return static_cast<std::size_t>(found - study.variables.begin());
}

const CharacteristicRow& row_of(const CharacteristicTable& table, std::size_t variable) {
  const auto found = std::find_if(table.rows.begin(), table.rows.end(),
                                  [&](const CharacteristicRow& row) { return row.variable == variable; });
  REQUIRE(found != table.rows.end());
  return *found;
}

void check_tables(const SampleStudy& sample) {
  const CohortResults& results = sample.results;
  CHECK(results.patients == 142);
  CHECK(results.deleted == 50);
  REQUIRE(results.by_deletion.groups.size() == 2);
  CHECK(results.by_deletion.groups[0].patients == 92);
  REQUIRE(results.by_group);
  REQUIRE(results.by_group->groups.size() == 4);
  constexpr std::array<int, 4> sizes = {24, 26, 47, 45};
  for (std::size_t i = 0; i < sizes.size(); ++i)
    CHECK(results.by_group->groups[i].patients == sizes[i]);
  for (const PaperRow& row : paper) {
    CAPTURE(std::string(row.variable));
    const std::size_t variable = place_of(sample.study, row.variable);
    const CharacteristicRow& first = row_of(results.by_deletion, variable);
    CHECK(first.yes == std::vector<int>{row.with[2] + row.with[3], row.with[0] + row.with[1]});
    if (row.by_deletion > 0)
      CHECK(std::abs(first.chi_squared.value().statistic - row.by_deletion) < 0.0005);
    const CharacteristicRow& second = row_of(*results.by_group, variable);
    CHECK(second.yes == std::vector<int>(row.with.begin(), row.with.end()));
    CHECK(std::abs(second.chi_squared.value().statistic - row.by_group) < 0.0005);
  }
  const AnalysisOfVariance anova = row_of(*results.by_group, place_of(sample.study, "age")).anova.value();
  CHECK(std::abs(anova.f - 1.654) < 0.0005);
  CHECK(std::abs(anova.p - 0.180) < 0.0005);
}

void check_ratios(const SampleStudy& sample) {
  REQUIRE(sample.results.models.size() == 2);
  for (const bool of_efs : {true, false}) {
    const ModelResult& result = sample.results.models[of_efs ? 0 : 1];
    const StudyModel& model = sample.study.models[result.model];
    CHECK(sample.study.endpoints[model.endpoint].name == (of_efs ? "efs" : "os"));
    REQUIRE(result.fit.status == CoxStatus::Fitted);
    REQUIRE(result.fit.terms.size() == fourth_table.size());
    for (std::size_t i = 0; i < fourth_table.size(); ++i) {
      const PaperRatio& row = fourth_table[i];
      CAPTURE(std::string(row.variable));
      CHECK((model.variables[i] ? sample.study.variables[*model.variables[i]].name : deleted_variable) ==
            row.variable);
      CHECK(result.fit.terms[i].lower <= (of_efs ? row.efs : row.os));
      CHECK(result.fit.terms[i].upper >= (of_efs ? row.efs : row.os));
    }
  }
  CHECK(sample.results.models[1].fit.events == 45);
  CHECK(sample.results.models[1].doubts ==
        std::vector<CohortDoubt>{CohortDoubt::FewEvents, CohortDoubt::ImmortalTime});
}

}  // namespace

TEST_CASE("the sample study's plates and table give the paper's counts and cover its hazard ratios") {
  const std::vector<SampleCall>& calls = calls_of_plates();
  CHECK(calls.size() == 142);
  const SampleStudy sample = study_with(calls);
  check_tables(sample);
  check_ratios(sample);
  std::map<std::string, int> kinds;
  for (const DeletionKind& kind : sample.results.kinds)
    kinds[kind.name] = kind.patients;
  CHECK(kinds == std::map<std::string, int>{{"", 13}, {"D2-7", 10}, {"D2-8", 3}, {"D4-7", 22}, {"D4-8", 2}});
  for (const OutcomeComparison& outcome : sample.results.outcomes)
    if (const std::string& endpoint = sample.study.endpoints[outcome.endpoint].name;
        endpoint == "dfs" || endpoint == "cir")
      CHECK(outcome.left_out == 33);  // without remission
}

TEST_CASE("the calls of the sample study's plates are its truth") {
  std::map<std::string, std::set<std::string>> called;
  for (const SampleCall& call : calls_of_plates()) {
    REQUIRE(call.call);
    CHECK((*call.call == PatientCallState::NotDetected) == call.deletions.empty());
    called[call.sample] = {call.deletions.begin(), call.deletions.end()};
  }
  std::map<std::string, std::set<std::string>> truth;
  std::istringstream lines(sample_run("cohort/truth.csv").bytes);
  std::string line;
  REQUIRE(std::getline(lines, line));
  CHECK(line == "patient,plate,D4-7,D4-8,D2-7,D2-8");
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    std::string sample, plate, copies;
    std::getline(std::getline(cells, sample, ','), plate, ',');
    std::set<std::string>& sets = truth[sample];
    for (const char* set : {"D4-7", "D4-8", "D2-7", "D2-8"}) {
      std::getline(cells, copies, ',');
      if (copies != "0")
        sets.insert(set);
    }
  }
  CHECK(truth.size() == 142);
  CHECK(called == truth);
}

TEST_CASE("each file of the sample study says that it is simulated") {
  for (const PlateDesign& plate : paper_cohort({.layout = CohortLayout::SingleDye}, 1).plates)
    CHECK(plate.experiment.starts_with("Simulated"));
  CHECK(sample_run("cohort/clinical.csv").bytes.starts_with("Simulated patient,"));
  CHECK(sample_run("cohort/study.toml").bytes.starts_with("# Simulated"));
}
