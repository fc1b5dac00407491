#include "cohort/results.hpp"

#include <array>
#include <cmath>

#include <doctest/doctest.h>

using namespace crossbreak;
using doctest::Approx;

namespace {

/// The paper's four groups: deleted with chemotherapy and with transplant, not deleted likewise.
constexpr std::array<int, 4> sizes = {24, 26, 47, 45};

struct PaperRow {
  const char* name;
  std::array<int, 4> with;
  double by_deletion;  ///< chi-square of Table 1; MRD3 as it follows from the counts
  double by_group;     ///< of Table 2
};
const std::vector<PaperRow> paper = {
    {"male", {10, 16, 20, 27}, 0.011, 4.785},   {"WBC", {14, 12, 14, 12}, 7.866, 8.760},
    {"LDH", {11, 9, 18, 17}, 0.052, 0.717},     {"CD20", {9, 9, 14, 15}, 0.293, 0.471},
    {"MRD1", {12, 18, 13, 14}, 12.667, 14.702}, {"MRD2", {7, 11, 9, 12}, 2.822, 4.556},
    {"MRD3", {7, 10, 11, 9}, 2.528, 3.225},     {"complete remission", {18, 17, 38, 36}, 1.977, 2.633},
    {"Ph", {12, 14, 11, 9}, 13.545, 13.751}};

/// The paper's characteristics, whether transplanted, age; one endpoint with a competing event and one
/// without.
Study study() {
  Study study;
  for (const PaperRow& row : paper) {
    StudyVariable& variable = study.variables.emplace_back();
    variable.name = row.name;
  }
  study.variables.emplace_back().name = "transplant";
  study.groups = paper.size();
  StudyVariable& age = study.variables.emplace_back();
  age.name = "age";
  age.kind = StudyVariable::Kind::Number;
  study.endpoints.emplace_back().name = "os";
  StudyEndpoint& relapse = study.endpoints.emplace_back();
  relapse.name = "cir";
  relapse.competing_column = "Death in remission";
  study.models.push_back({.endpoint = 0, .variables = {paper.size(), std::nullopt}});
  return study;
}

/// Patients whose counts are the paper's. Times differ from patient to patient; every third has the event.
JoinedPatients patients() {
  JoinedPatients joined;
  for (std::size_t group = 0; group < sizes.size(); ++group)
    for (int i = 0; i < sizes[group]; ++i) {
      StudyPatient& patient = joined.patients.emplace_back();
      patient.deleted = group < 2;
      if (patient.deleted)
        patient.deletions =
            i % 5 == 0 ? std::vector<std::string>{"D2-7", "D4-7"} : std::vector<std::string>{"D4-7"};
      for (const PaperRow& row : paper)
        patient.clinical.values.emplace_back(i < row.with[group] ? 1 : 0);
      patient.clinical.values.emplace_back(group % 2 == 1 ? 1 : 0);
      patient.clinical.values.emplace_back(20 + i % 30);
      const double time = 1 + (i * 7) % 50 + 0.1 * static_cast<double>(group);
      patient.clinical.endpoints.push_back(
          CompetingFollowUp{time, i % 3 == 0 ? Ending::Event : Ending::Censored});
      patient.clinical.endpoints.push_back(CompetingFollowUp{time, static_cast<Ending>(i % 3)});
    }
  return joined;
}

const CharacteristicRow& row_of(const CharacteristicTable& table, std::size_t variable) {
  const auto found = std::find_if(table.rows.begin(), table.rows.end(),
                                  [&](const CharacteristicRow& row) { return row.variable == variable; });
  REQUIRE(found != table.rows.end());
  return *found;
}

}  // namespace

TEST_CASE("142 patients with the paper's counts give the paper's first and second table") {
  const CohortResults results = results_of(study(), patients());
  CHECK(results.patients == 142);
  CHECK(results.deleted == 50);
  CHECK(std::abs(results.prevalence.value().share - 0.352) < 0.0005);
  REQUIRE(results.by_deletion.groups.size() == 2);
  CHECK(results.by_deletion.groups[0].patients == 92);
  CHECK(results.by_deletion.groups[1].patients == 50);
  REQUIRE(results.by_group);
  REQUIRE(results.by_group->groups.size() == 4);
  for (std::size_t i = 0; i < sizes.size(); ++i)
    CHECK(results.by_group->groups[i].patients == sizes[i]);
  for (std::size_t i = 0; i < paper.size(); ++i) {
    CAPTURE(std::string(paper[i].name));
    const CharacteristicRow& first = row_of(results.by_deletion, i);
    const std::array<int, 4>& with = paper[i].with;
    CHECK(first.yes == std::vector<int>{with[2] + with[3], with[0] + with[1]});
    CHECK(first.yes[0] + first.no[0] == 92);
    CHECK(std::abs(first.chi_squared.value().statistic - paper[i].by_deletion) < 0.0005);
    CHECK_FALSE(first.fisher_p);
    const CharacteristicRow& second = row_of(*results.by_group, i);
    CHECK(second.yes == std::vector<int>(with.begin(), with.end()));
    CHECK(std::abs(second.chi_squared.value().statistic - paper[i].by_group) < 0.0005);
    CHECK(second.chi_squared->degrees_of_freedom == 3);
  }
  CHECK(row_of(results.by_deletion, paper.size() + 1).anova.value().between_degrees == 1);
  CHECK(results.by_group->rows.size() == paper.size() + 1);  // what parts the groups is no row of theirs
}

TEST_CASE("deletions are counted by kind, several as one kind, each with its interval") {
  const CohortResults results = results_of(study(), patients());
  REQUIRE(results.kinds.size() == 2);
  CHECK(results.kinds[0].name == "D4-7");
  CHECK(results.kinds[0].patients == 39);
  CHECK(results.kinds[1].name.empty());
  CHECK(results.kinds[1].patients == 11);
  CHECK(results.kinds[1].of_all.lower < 11.0 / 142);
  CHECK(results.kinds[1].of_all.upper > 11.0 / 142);
}

TEST_CASE("no endpoint is compared by what became of the patients later") {
  Study asked = study();
  asked.variables[0].column = "Relapse";
  asked.variables[1].column = "death  in remission";  // columns are found so too
  asked.endpoints[1].event_column = "Relapse";
  const CohortResults results = results_of(asked, patients());
  CHECK(results.outcomes.size() == 2 * (1 + paper.size() - 2 + 1 + 1));
  for (const OutcomeComparison& outcome : results.outcomes)
    CHECK(outcome.variable.value_or(paper.size()) >= 2);
  CHECK(results.by_deletion.rows.size() == study().variables.size());  // they are counted all the same
}

TEST_CASE("each endpoint is compared by the deletion, each answer and the four groups") {
  const CohortResults results = results_of(study(), patients());
  CHECK(results.outcomes.size() == 2 * (1 + paper.size() + 1 + 1));
  const OutcomeComparison& by_deletion = results.outcomes.front();
  CHECK(by_deletion.by_deletion);
  CHECK_FALSE(by_deletion.variable);
  REQUIRE(by_deletion.groups.size() == 2);
  CHECK(by_deletion.groups[0].group.deleted == false);
  CHECK(by_deletion.groups[0].survival.patients == 92);
  CHECK(by_deletion.groups[1].survival.patients == 50);
  REQUIRE(by_deletion.log_rank);
  CHECK(by_deletion.log_rank->degrees_of_freedom == 1);
  CHECK(by_deletion.log_rank->groups[1].observed == by_deletion.groups[1].survival.events);
  REQUIRE(by_deletion.groups[0].rate);
  CHECK(by_deletion.groups[0].rate->time == 36);
  CHECK(by_deletion.groups[0].rate->survival == survival_at(by_deletion.groups[0].survival, 36)->survival);
  CHECK_FALSE(by_deletion.gray);
  const OutcomeComparison& last = results.outcomes.back();
  CHECK(last.endpoint == 1);
  CHECK(last.by_deletion);
  CHECK(last.variable == paper.size());
  REQUIRE(last.gray);
  CHECK(last.gray->degrees_of_freedom == 3);
  CHECK_FALSE(last.log_rank);
  CHECK(last.groups[3].incidence.patients == 45);
  CHECK(last.groups[3].incidence.competing == 15);
}

TEST_CASE("a model knows the deletion, and says of few events and of immortal time") {
  const CohortResults results = results_of(study(), patients());
  REQUIRE(results.models.size() == 1);
  const ModelResult& model = results.models[0];
  CHECK(model.fit.status == CoxStatus::Fitted);
  CHECK(model.fit.terms.size() == 2);
  CHECK(model.fit.events == 48);
  CHECK(model.doubts == std::vector<CohortDoubt>{CohortDoubt::ImmortalTime});
  Study more = study();
  more.models[0].variables = {0, 1, 2, 3, 4};
  CHECK(results_of(more, patients()).models[0].doubts == std::vector<CohortDoubt>{CohortDoubt::FewEvents});
}

TEST_CASE("what is missing is in no test and is counted") {
  JoinedPatients joined = patients();
  joined.patients[0].clinical.values[1] = std::nullopt;             // WBC
  joined.patients[1].clinical.values[paper.size()] = std::nullopt;  // transplant
  joined.patients[2].clinical.endpoints[0] = std::nullopt;
  const CohortResults results = results_of(study(), joined);
  CHECK(row_of(results.by_deletion, 1).missing == 1);
  CHECK(row_of(results.by_deletion, 1).yes[1] + row_of(results.by_deletion, 1).no[1] == 49);
  CHECK(results.by_group->left_out == 1);
  CHECK(results.by_group->groups[0].patients == 23);
  CHECK(results.outcomes.front().left_out == 1);
  CHECK(results.models[0].fit.left_out == 2);
  CHECK(results.models[0].fit.patients == 140);
}

TEST_CASE("a small expected count brings Fisher's test") {
  JoinedPatients joined = patients();
  for (StudyPatient& patient : joined.patients)
    patient.clinical.values[0] = 0;
  for (const std::size_t one : {0UL, 1UL, 2UL, 60UL})
    joined.patients[one].clinical.values[0] = 1;
  const CohortResults results = results_of(study(), joined);
  const CharacteristicRow& row = row_of(results.by_deletion, 0);
  CHECK(row.chi_squared.value().smallest_expected < 5);
  CHECK(row.fisher_p.value() == Approx(*fisher_exact({{1, 91}, {3, 47}})));
}

TEST_CASE("nobody and a single patient have tables without tests") {
  const CohortResults nobody = results_of(study(), {});
  CHECK(nobody.patients == 0);
  CHECK_FALSE(nobody.prevalence);
  CHECK(nobody.kinds.empty());
  CHECK_FALSE(row_of(nobody.by_deletion, 0).chi_squared);
  CHECK(nobody.models[0].fit.status == CoxStatus::NoPatients);
  JoinedPatients one;
  one.patients.push_back(patients().patients.front());
  const CohortResults single = results_of(study(), one);
  CHECK(single.patients == 1);
  CHECK_FALSE(single.outcomes.front().log_rank);
  CHECK(single.models[0].fit.status == CoxStatus::Constant);
}

TEST_CASE("ten thousand patients give the results of as many") {
  JoinedPatients joined;
  const JoinedPatients some = patients();
  for (std::size_t i = 0; i < 10000; ++i)
    joined.patients.push_back(some.patients[i % some.patients.size()]);
  const CohortResults results = results_of(study(), joined);
  CHECK(results.patients == 10000);
  CHECK(results.models[0].fit.patients == 10000);
}
