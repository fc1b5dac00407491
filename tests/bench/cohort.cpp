// What a study of many patients takes: statistics and each output, for 1000 and for 10,000, as a Markdown
// table.
//
//   crossbreak_bench_cohort
//
// The ratio of the two is comparable between machines, the times are not.
#include <array>
#include <chrono>
#include <cstdint>
#include <fmt/format.h>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "cohort/results.hpp"
#include "reports/cohort_json.hpp"
#include "reports/cohort_page.hpp"
#include "reports/cohort_report.hpp"
#include "reports/cohort_workbook.hpp"

using namespace crossbreak;

namespace {

constexpr std::size_t variables = 9;

Study study() {
  Study study;
  for (std::size_t i = 0; i < variables; ++i)
    study.variables.emplace_back().name = "v" + std::to_string(i);
  study.groups = 0;
  for (const char* name : {"efs", "os", "cir"})
    study.endpoints.emplace_back().name = name;
  study.endpoints.back().competing_column = "death";
  std::vector<std::optional<std::size_t>> all = {std::nullopt};
  for (std::size_t i = 0; i < variables; ++i)
    all.emplace_back(i);
  for (std::size_t endpoint = 0; endpoint < 2; ++endpoint)
    study.models.push_back({.endpoint = endpoint, .variables = all});
  return study;
}

/// The numbers of Numerical Recipes' quick generator: no cohort, but one without order.
class Draw {
 public:
  double operator()() {
    state_ = state_ * 1664525U + 1013904223U;
    return static_cast<double>(state_) / 4294967296.0;
  }

 private:
  std::uint32_t state_ = 1;
};

JoinedPatients patients(std::size_t count) {
  Draw draw;
  JoinedPatients joined;
  for (std::size_t i = 0; i < count; ++i) {
    StudyPatient& patient = joined.patients.emplace_back();
    patient.deleted = draw() < 0.35;
    if (patient.deleted)
      patient.deletions = {"D4-7"};
    for (std::size_t v = 0; v < variables; ++v)
      patient.clinical.values.emplace_back(draw() < 0.4 ? 1 : 0);
    for (int endpoint = 0; endpoint < 3; ++endpoint)
      patient.clinical.endpoints.push_back(
          CompetingFollowUp{120 * draw(), draw() < 0.3 ? Ending::Event : Ending::Censored});
  }
  return joined;
}

template <class Stage>
double milliseconds(Stage stage) {
  const auto start = std::chrono::steady_clock::now();
  stage();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

std::vector<double> times_of(std::size_t count) {
  const Study asked = study();
  const JoinedPatients joined = patients(count);
  CohortResults results;
  CohortReport report;
  std::string text;
  std::vector<double> times = {milliseconds([&] { results = results_of(asked, joined); })};
  report = cohort_report(asked, {}, joined, results, {}, {}, {});
  for (const auto& write : std::vector<std::function<std::string()>>{
           [&] { return write_cohort_json(report); }, [&] { return write_cohort_page(report, Language::En); },
           [&] { return write_cohort_workbook(report, Language::En); }})
    times.push_back(milliseconds([&] { text = write(); }));
  return times;
}

}  // namespace

int main() {
  constexpr std::array<const char*, 4> names = {"statistics", "json", "html", "xlsx"};
  const std::vector<double> few = times_of(1000);
  const std::vector<double> many = times_of(10000);
  std::cout << "| stage | 1000, ms | 10,000, ms | ratio |\n|---|---|---|---|\n";
  for (std::size_t i = 0; i < names.size(); ++i)
    std::cout << fmt::format("| {} | {:.0f} | {:.0f} | {:.1f} |\n", names[i], few[i], many[i],
                             many[i] / few[i]);
}
