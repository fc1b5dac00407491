// Where the time of `crossbreak call` goes: each stage on one .eds, as a Markdown table.
//
//   crossbreak_bench_call [RUN.eds] [REPETITIONS]
//
// Medians over the repetitions; the share of a stage is comparable between machines, its time is not.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <sys/resource.h>
#include <vector>

#include "assay/panel_reader.hpp"
#include "assay/profile_choice.hpp"
#include "assay/profile_reader.hpp"
#include "calling/call.hpp"
#include "curves/analysis.hpp"
#include "formats/format.hpp"
#include "formats/formats.hpp"
#include "record/record_writer.hpp"
#include "record/report.hpp"
#include "reports/calls_csv.hpp"
#include "reports/review_page.hpp"
#include "reports/workbook.hpp"

namespace fs = std::filesystem;
using namespace crossbreak;

namespace {

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cerr << path.string() << ": cannot be opened\n";
    std::exit(2);
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Times of one stage over the repetitions, in milliseconds.
using Times = std::vector<std::pair<std::string, std::vector<double>>>;

template <class Stage>
auto timed(Times& times, const std::string& name, Stage stage) {
  const auto start = std::chrono::steady_clock::now();
  auto result = stage();
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
  auto found =
      std::find_if(times.begin(), times.end(), [&](const auto& entry) { return entry.first == name; });
  if (found == times.end())
    found = times.insert(times.end(), {name, {}});
  found->second.push_back(taken.count());
  return result;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::vector<Profile> all_profiles(const fs::path& folder) {
  std::vector<ProfileFile> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".toml")
      files.push_back({.name = entry.path().filename().string(), .toml = content(entry.path())});
  return read_profiles(std::move(files));
}

}  // namespace

int main(int argc, char** argv) {
  const fs::path root = CROSSBREAK_SOURCE_DIR;
  const fs::path file = argc > 1 ? fs::path(argv[1]) : root / "sample_runs/deletions/deletions.eds";
  const int repetitions = argc > 2 ? std::atoi(argv[2]) : 21;
  const std::string bytes = content(file);
  const std::string panel_text = content(root / "primers/ikzf1_deletions.toml");

  Times times;
  std::size_t wells = 0;
  for (int i = 0; i < repetitions; ++i) {
    const Panel panel = timed(times, "panel", [&] { return read_panel("ikzf1_deletions.toml", panel_text); });
    const std::vector<Profile> profiles =
        timed(times, "profiles", [&] { return all_profiles(root / "instrument_profiles"); });
    Run run = timed(times, "read (.eds)", [&] {
      return read_run(sources_of_run({{.name = file.filename().string(), .bytes = bytes}}),
                      {.vocabulary = vocabulary_of(profiles), .encoding = {}});
    });
    const Profile* profile = profile_of(run, profiles);
    const std::vector<ChosenRules> rules = {rules_of(run, profile)};
    AssignedRun assigned = timed(times, "assignment",
                                 [&] { return assign_run({.run = std::move(run), .roles = {}}, panel, {}); });
    std::vector<Curve> curves = timed(times, "curves", [&] { return analyse_curves(assigned.run, {}); });
    const std::vector<AnalysedRun> analysed = {{.run = std::move(assigned.run), .curves = std::move(curves)}};
    const std::vector<CallInput> inputs = {
        {.analysed = analysed.data(), .assignments = std::move(assigned.assignments)}};
    Calls calls = timed(times, "calls", [&] { return call_patients(inputs, panel, {}); });
    wells = calls.wells.size();
    const std::vector<const Profile*> profile_list = {profile};
    const Report report = timed(times, "report", [&] {
      return build_report(analysed, profile_list, rules, panel, std::move(calls),
                          {.tool = {}, .with_curves = true});
    });
    timed(times, "xlsx", [&] { return write_workbook(report, Language::En, ""); });
    timed(times, "html", [&] { return write_review_page(report, Language::En); });
    timed(times, "json", [&] { return write_record(report); });
    timed(times, "csv", [&] { return write_calls_csv(report, false); });
  }

  double total = 0;
  for (const auto& [name, values] : times)
    total += median(values);
  std::cout << fmt::format("{}: {} wells and targets, median of {} repetitions\n\n", file.filename().string(),
                           wells, repetitions)
            << "| stage | ms | share |\n|---|---:|---:|\n";
  for (const auto& [name, values] : times)
    std::cout << fmt::format("| {} | {:.2f} | {:.1f} % |\n", name, median(values),
                             100 * median(values) / total);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::cout << fmt::format("| all | {:.2f} | 100 % |\n\npeak memory {:.1f} MiB\n", total,
                           static_cast<double>(usage.ru_maxrss) / 1024);
}
