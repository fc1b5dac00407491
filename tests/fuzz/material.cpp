#include "material.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "assay/panel_reader.hpp"
#include "assay/profile_reader.hpp"
#include "formats/rdml.hpp"
#include "formats/v2_export.hpp"
#include "harness.hpp"
#include "pipeline/analyse.hpp"
#include "pipeline/call.hpp"
#include "record/record_writer.hpp"
#include "reports/tidy_csv.hpp"
#include "run/sha256.hpp"

namespace crossbreak::fuzz {
namespace {

/// A patient and a control, a duplex each. Few cycles, and so many copies that the patient amplifies in them:
/// what readers take is short, and a mutation hits something.
constexpr std::string_view small_design = R"([plate]
experiment = "Small plate"
run_started = "2024-03-04T08:30:00Z"
cycles = 15
[[target]]
name = "D4-7"
[[target]]
name = "ALB"
reporter = "VIC"
[layout]
reactions = [["D4-7", "ALB"]]
[[sample]]
name = "P1"
copies = { "D4-7" = 400000000, ALB = 900000000 }
[[sample]]
name = "NTC"
role = "ntc"
)";

/// What can be called: two patients and three controls.
constexpr std::string_view called_design = R"([plate]
experiment = "Called plate"
run_started = "2024-03-04T08:30:00Z"
cycles = 40
[[target]]
name = "D4-7"
[[target]]
name = "ALB"
reporter = "VIC"
[layout]
reactions = [["D4-7", "ALB"]]
[[sample]]
name = "P1"
copies = { "D4-7" = 2000, ALB = 9000 }
[[sample]]
name = "P2"
copies = { ALB = 9000 }
[[sample]]
name = "NTC"
role = "ntc"
[[sample]]
name = "NC"
role = "negative_control"
copies = { ALB = 9000 }
[[sample]]
name = "PC"
role = "positive_control"
copies = { "D4-7" = 2000 }
)";

Run run_of(std::string_view design) {
  return simulate_run(read_plate_design("PLATE.toml", design), 1).run;
}

std::string tidy_of(const Run& run) {
  return write_tidy_csv(analyse_run({.run = run, .profile = nullptr, .rules = rules_of(run, nullptr)}, {}));
}

std::vector<Profile> shipped_profiles() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(CROSSBREAK_SOURCE_DIR "/instrument_profiles"))
    if (entry.path().extension() == ".toml")
      names.insert(entry.path().filename().string());
  std::vector<ProfileFile> files;
  for (const std::string& name : names)
    files.push_back({.name = name, .toml = project_text("instrument_profiles/" + name)});
  return read_profiles(std::move(files));
}

}  // namespace

std::string project_text(const std::string& path) {
  std::ifstream file(CROSSBREAK_SOURCE_DIR "/" + path, std::ios::binary);
  if (!file)
    broken(path + " cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

const Run& small_run() {
  static const Run run = run_of(small_design);
  return run;
}

std::vector<SimulatedFile> small_files(const SimulatedLayout& layout) {
  return layout.is_sds1 ? simulated_files(read_plate_design("PLATE.toml", small_design), 1, layout).files
                        : layout.write(small_run());
}

const std::vector<std::string>& small_run_files() {
  static const std::vector<std::string> files = [] {
    std::vector<std::string> made;
    for (const SimulatedLayout& layout : simulated_layouts())
      for (SimulatedFile& file : small_files(layout))
        made.push_back(std::move(file.bytes));
    made.push_back(write_rdml(small_run()));
    made.push_back(tidy_of(small_run()));
    return made;
  }();
  return files;
}

const std::vector<std::string>& called_run_files() {
  static const Run run = run_of(called_design);
  static const std::vector<std::string> files = {write_v2_text(run), write_rdml(run), tidy_of(run)};
  return files;
}

const CallSettings& shipped_settings() {
  static const CallSettings settings = [] {
    CallSettings made;
    made.panel = read_panel("ikzf1_deletions.toml", project_text("primers/ikzf1_deletions.toml"));
    made.run.profiles = shipped_profiles();
    return made;
  }();
  return settings;
}

const Vocabulary& shipped_vocabulary() {
  static const Vocabulary vocabulary = vocabulary_of(shipped_settings().run.profiles);
  return vocabulary;
}

const CalledRecord& small_record() {
  static const CalledRecord record = [] {
    const Source export_of_run = {.name = "plate.txt", .bytes = called_run_files().front()};
    CalledRecord made = {
        .name = "plate.calls.json", .sha256 = {}, .report = call_runs({export_of_run}, shipped_settings())};
    made.sha256 = sha256_hex(write_record(made.report));
    return made;
  }();
  return record;
}

std::string with_sections(const std::string& text, const std::vector<std::string>& names) {
  std::string kept;
  bool is_wanted = true;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const std::string line = text.substr(begin, end - begin);
    if (line.starts_with('['))
      is_wanted = std::any_of(names.begin(), names.end(),
                              [&](const std::string& name) { return line.starts_with('[' + name + ']'); });
    if (is_wanted)
      kept += line;
    begin = end;
  }
  return kept;
}

}  // namespace crossbreak::fuzz
