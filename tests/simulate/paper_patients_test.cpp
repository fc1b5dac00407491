#include "simulate/paper_patients.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <doctest/doctest.h>

#include "statistics/analysis_of_variance.hpp"
#include "statistics/contingency.hpp"
#include "statistics/cox.hpp"

using namespace crossbreak;

namespace {

/// Deleted patients lie anywhere among the others.
std::vector<PaperPatient> patients_of(std::uint64_t seed) {
  std::vector<bool> deleted(142);
  for (std::size_t i = 0; i < 50; ++i)
    deleted[i * 2 + 7] = true;
  return paper_patients(deleted, seed);
}

bool has(const PaperPatient& patient, PaperTrait trait) {
  return patient.has.at(static_cast<std::size_t>(trait));
}

struct PaperRow {
  const char* name;
  bool (*holds)(const PaperPatient& patient);
  std::array<int, 4> with;
  double chi_squared;
};
/// The paper's Table 2.
const std::vector<PaperRow> second_table = {
    {"male", [](const PaperPatient& p) { return has(p, PaperTrait::Male); }, {10, 16, 20, 27}, 4.785},
    {"WBC", [](const PaperPatient& p) { return has(p, PaperTrait::Wbc); }, {14, 12, 14, 12}, 8.760},
    {"LDH", [](const PaperPatient& p) { return has(p, PaperTrait::Ldh); }, {11, 9, 18, 17}, 0.717},
    {"CD20", [](const PaperPatient& p) { return has(p, PaperTrait::Cd20); }, {9, 9, 14, 15}, 0.471},
    {"MRD1", [](const PaperPatient& p) { return has(p, PaperTrait::Mrd1); }, {12, 18, 13, 14}, 14.702},
    {"MRD2", [](const PaperPatient& p) { return has(p, PaperTrait::Mrd2); }, {7, 11, 9, 12}, 4.556},
    {"MRD3", [](const PaperPatient& p) { return has(p, PaperTrait::Mrd3); }, {7, 10, 11, 9}, 3.225},
    {"remission", [](const PaperPatient& p) { return p.remission; }, {18, 17, 38, 36}, 2.633},
    {"Ph", [](const PaperPatient& p) { return has(p, PaperTrait::Ph); }, {12, 14, 11, 9}, 13.751},
    {"relapse", [](const PaperPatient& p) { return p.relapse; }, {16, 8, 16, 14}, 10.164},
    {"death", [](const PaperPatient& p) { return p.death; }, {14, 7, 14, 10}, 10.085}};

constexpr std::array<int, 4> sizes = {24, 26, 47, 45};

/// The paper's Table 4.
struct PaperRatio {
  bool (*holds)(const PaperPatient& patient);
  double efs;
  double os;
};
const std::vector<PaperRatio> fourth_table = {
    {[](const PaperPatient& p) { return p.age > 35; }, 1.365, 1.875},
    {[](const PaperPatient& p) { return has(p, PaperTrait::Wbc); }, 1.423, 1.268},
    {[](const PaperPatient& p) { return p.deleted(); }, 1.744, 2.036},
    {[](const PaperPatient& p) { return has(p, PaperTrait::Cd20); }, 1.725, 1.325},
    {[](const PaperPatient& p) { return has(p, PaperTrait::Mrd1); }, 1.200, 0.971},
    {[](const PaperPatient& p) { return has(p, PaperTrait::Mrd2); }, 1.353, 1.403},
    {[](const PaperPatient& p) { return has(p, PaperTrait::Mrd3); }, 1.718, 1.152},
    {[](const PaperPatient& p) { return has(p, PaperTrait::Ph); }, 1.127, 1.070},
    {[](const PaperPatient& p) { return p.transplant(); }, 0.637, 0.515}};

}  // namespace

TEST_CASE("patients of any seed have the counts of the paper's second table") {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    CAPTURE(seed);
    const std::vector<PaperPatient> patients = patients_of(seed);
    REQUIRE(patients.size() == 142);
    std::array<int, 4> counted{};
    for (std::size_t i = 0; i < patients.size(); ++i) {
      ++counted.at(patients[i].group);
      CHECK(patients[i].deleted() == (i >= 7 && i <= 105 && i % 2 == 1));
    }
    CHECK(counted == sizes);
    for (const PaperRow& row : second_table) {
      CAPTURE(std::string(row.name));
      std::array<int, 4> with{};
      for (const PaperPatient& patient : patients)
        with.at(patient.group) += row.holds(patient);
      CHECK(with == row.with);
      Counts counts;
      for (std::size_t group = 0; group < sizes.size(); ++group)
        counts.push_back({with.at(group), sizes.at(group) - with.at(group)});
      CHECK(std::abs(chi_squared(counts).value().statistic - row.chi_squared) < 0.0005);
    }
  }
}

TEST_CASE("ages are what the paper prints of each group, and F is 1.654 with p 0.180") {
  constexpr std::array<double, 4> means = {32.3, 29.7, 33.2, 30.1};
  constexpr std::array<double, 4> deviations = {8.3, 6.3, 8.7, 7.9};
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    CAPTURE(seed);
    std::array<std::vector<double>, 4> ages;
    for (const PaperPatient& patient : patients_of(seed)) {
      ages.at(patient.group).push_back(patient.age);
      CHECK(patient.age >= 18);
    }
    std::array<GroupSummary, 4> summaries;
    for (std::size_t group = 0; group < ages.size(); ++group) {
      summaries.at(group) = summary_of(ages.at(group));
      CHECK(std::abs(summaries.at(group).mean - means.at(group)) < 0.05);
      CHECK(std::abs(summaries.at(group).sd - deviations.at(group)) < 0.05);
    }
    const AnalysisOfVariance anova = one_way_anova(summaries).value();
    CHECK(std::abs(anova.f - 1.654) < 0.0005);
    CHECK(std::abs(anova.p - 0.180) < 0.0005);
  }
}

TEST_CASE("each 95 % interval covers the hazard ratio that the times were drawn with") {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    CAPTURE(seed);
    std::vector<CoxPatient> efs;
    std::vector<CoxPatient> os;
    for (const PaperPatient& patient : patients_of(seed)) {
      std::vector<std::optional<double>> covariates;
      for (const PaperRatio& row : fourth_table)
        covariates.emplace_back(row.holds(patient) ? 1 : 0);
      efs.push_back({{patient.efs_tenths / 10.0, patient.efs_event}, covariates});
      os.push_back({{patient.os_tenths / 10.0, patient.death}, covariates});
    }
    const CoxFit of_efs = fit_cox(efs);
    const CoxFit of_os = fit_cox(os);
    CHECK(of_os.events == 45);
    REQUIRE(of_efs.terms.size() == fourth_table.size());
    REQUIRE(of_os.terms.size() == fourth_table.size());
    for (std::size_t i = 0; i < fourth_table.size(); ++i) {
      CAPTURE(i);
      CHECK(of_efs.terms[i].lower <= fourth_table[i].efs);
      CHECK(of_efs.terms[i].upper >= fourth_table[i].efs);
      CHECK(of_os.terms[i].lower <= fourth_table[i].os);
      CHECK(of_os.terms[i].upper >= fourth_table[i].os);
    }
  }
}

TEST_CASE("what happens to a patient happens in its order") {
  int died_in_remission = 0;
  for (const PaperPatient& patient : patients_of(1)) {
    CHECK(patient.efs_tenths >= 10);
    CHECK(patient.efs_tenths <= patient.os_tenths);
    CHECK(patient.os_tenths <= 720);
    CHECK((patient.efs_event || !patient.death));     // who died has had an event
    CHECK((patient.efs_event || patient.remission));  // so has who reached no remission
    CHECK((patient.remission || !patient.relapse));   // who relapsed had been in remission
    CHECK((patient.efs_event || !patient.relapse));
    CHECK((patient.efs_event || patient.efs_tenths == patient.os_tenths));
    CHECK((patient.death || patient.os_tenths >= 240));  // followed for two years at least
    CHECK((!patient.remission || patient.remission_tenths <= patient.efs_tenths));
    if (patient.died_in_remission()) {
      ++died_in_remission;
      CHECK(patient.death);
      CHECK(patient.efs_tenths == patient.os_tenths);
    }
  }
  CHECK(died_in_remission > 0);  // relapse has a competing event
}

TEST_CASE("numbers lie on the side of the cut-point that the count asks for, and differ between seeds") {
  const std::vector<PaperPatient> patients = patients_of(1);
  for (const PaperPatient& patient : patients)
    for (std::size_t i = 0; i < paper_characteristics().size(); ++i) {
      const PaperCharacteristic& characteristic = paper_characteristics()[i];
      if (!characteristic.is_number())
        continue;
      CHECK((patient.values[i] >= characteristic.yes_from) == patient.has[i]);
      CHECK(patient.values[i] >= characteristic.no_from);
      CHECK(patient.values[i] <= characteristic.most);
    }
  const auto times_of = [](const std::vector<PaperPatient>& all) {
    std::vector<int> times;
    for (const PaperPatient& patient : all)
      times.push_back(patient.os_tenths);
    return times;
  };
  CHECK(times_of(patients) == times_of(patients_of(1)));
  CHECK(times_of(patients) != times_of(patients_of(2)));
}
