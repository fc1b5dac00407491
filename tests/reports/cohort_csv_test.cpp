#include "reports/cohort_csv.hpp"

#include <algorithm>
#include <sstream>

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

/// Eight patients: one variable, one number, an endpoint without a competing event and one with.
Study study() {
  Study study;
  study.variables.emplace_back().name = "wbc";
  StudyVariable& age = study.variables.emplace_back();
  age.name = "age";
  age.kind = StudyVariable::Kind::Number;
  study.endpoints.emplace_back().name = "os";
  StudyEndpoint& relapse = study.endpoints.emplace_back();
  relapse.name = "cir";
  relapse.competing_column = "Death in remission";
  study.rate_months = 3;
  study.models.push_back({.endpoint = 0, .variables = {0, std::nullopt}});
  return study;
}

JoinedPatients patients() {
  JoinedPatients joined;
  const std::vector<int> wbc = {1, 0, 1, 0, 1, 0, 0, 1};
  const std::vector<Ending> endings = {Ending::Event, Ending::Event,    Ending::Competing, Ending::Event,
                                       Ending::Event, Ending::Censored, Ending::Event,     Ending::Censored};
  for (std::size_t i = 0; i < wbc.size(); ++i) {
    StudyPatient& patient = joined.patients.emplace_back();
    patient.deleted = i < 3 || i == 5;
    if (patient.deleted)
      patient.deletions = {"D4-7"};
    patient.clinical.values = {wbc[i], 30.0 + static_cast<double>(i)};
    const double time = static_cast<double>(i + 1);
    patient.clinical.endpoints = {
        CompetingFollowUp{time, endings[i] == Ending::Censored ? Ending::Censored : Ending::Event},
        CompetingFollowUp{time, endings[i]}};
  }
  joined.left_out = {{"=1+1", LeftOut::NotInTable}, {"P9", LeftOut::Inconclusive}};
  return joined;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream rest(text);
  for (std::string line; std::getline(rest, line);)
    lines.push_back(line);
  return lines;
}

std::vector<std::string> lines_of(const Study& asked, const JoinedPatients& joined,
                                  const std::string& start) {
  std::vector<std::string> lines = lines_of(write_cohort_csv(asked, joined, results_of(asked, joined)));
  std::erase_if(lines, [&](const std::string& line) { return !line.starts_with(start); });
  return lines;
}

}  // namespace

TEST_CASE("every row of a study's table has the columns of its first line") {
  const std::vector<std::string> lines =
      lines_of(write_cohort_csv(study(), patients(), results_of(study(), patients())));
  CHECK(lines.front() == cohort_csv_header);
  CHECK(lines.size() > 30);
  const auto commas = std::count(lines.front().begin(), lines.front().end(), ',');
  for (const std::string& line : lines) {
    CAPTURE(line);
    CHECK(std::count(line.begin(), line.end(), ',') == commas);
  }
}

TEST_CASE("counts, shares, means and tests stand in rows of their own") {
  CHECK(lines_of(study(), patients(), "prevalence,")
            .front()
            .starts_with("prevalence,,deleted,,4,8,0.5,,,0.2152"));
  const std::vector<std::string> wbc = lines_of(study(), patients(), "by_deletion,,wbc,");
  REQUIRE(wbc.size() == 4);
  CHECK(wbc[0] == "by_deletion,,wbc,not_deleted,2,4,0.5,,,,,,,");
  CHECK(wbc[1] == "by_deletion,,wbc,deleted,2,4,0.5,,,,,,,");
  CHECK(wbc[2] == "by_deletion,,wbc,chi_squared,,,,,,,,0,1,1");
  CHECK(wbc[3].starts_with("by_deletion,,wbc,fisher,,,,,,,,,,"));
  const std::vector<std::string> age = lines_of(study(), patients(), "by_deletion,,age,");
  REQUIRE(age.size() == 3);
  CHECK(age[1].starts_with("by_deletion,,age,deleted,,4,32,2.16"));
  CHECK(age[2].starts_with("by_deletion,,age,anova,,,,,,,,"));
}

TEST_CASE("rates stand beside their tests, survival and incidence alike") {
  const std::vector<std::string> survival = lines_of(study(), patients(), "rate,os,deleted,");
  REQUIRE(survival.size() == 3);
  CHECK(survival[0].starts_with("rate,os,deleted,not_deleted,3,4,1,,0,,,"));
  CHECK(survival[1].starts_with("rate,os,deleted,deleted,3,4,0.25,,0.2165"));
  CHECK(survival[2].starts_with("rate,os,deleted,log_rank,,,,,,,,"));
  const std::vector<std::string> incidence = lines_of(study(), patients(), "rate,cir,deleted,");
  REQUIRE(incidence.size() == 3);
  CHECK(incidence[1].starts_with("rate,cir,deleted,deleted,2,4,0.5,,"));
  CHECK(incidence[2].starts_with("rate,cir,deleted,gray,,,,,,,,"));
}

TEST_CASE("a model has its hazard ratios and tests, or says why it has none") {
  const std::vector<std::string> fitted = lines_of(study(), patients(), "cox,os,");
  REQUIRE(fitted.size() == 7);
  CHECK(fitted[0].starts_with("cox,os,wbc,,6,8,"));
  CHECK(fitted[1].starts_with("cox,os,wbc,proportional_hazards,6,8,,,,,,"));
  CHECK(fitted[2].starts_with("cox,os,deleted,,6,8,"));
  CHECK(fitted[4].starts_with("cox,os,,likelihood_ratio,6,8,,,,,,"));
  CHECK(fitted[6].starts_with("cox,os,,concordance,6,8,0."));
  JoinedPatients alike = patients();
  for (StudyPatient& patient : alike.patients)
    patient.clinical.values[0] = 1;
  CHECK(lines_of(study(), alike, "cox,os,") == std::vector<std::string>{"cox,os,wbc,constant,6,8,,,,,,,,"});
}

TEST_CASE("who is left out is listed with the reason, and no name runs in a spreadsheet") {
  CHECK(lines_of(study(), patients(), "left_out,") ==
        std::vector<std::string>{"left_out,,'=1+1,not_in_table,,,,,,,,,,",
                                 "left_out,,P9,inconclusive,,,,,,,,,,"});
}
