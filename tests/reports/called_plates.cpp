#include "called_plates.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

#include "assay/panel_reader.hpp"
#include "assay/profile_choice.hpp"
#include "assay/profile_reader.hpp"
#include "calling/plate_map_application.hpp"
#include "pipeline/call.hpp"
#include "run/sha256.hpp"
#include "simulate/simulated_run.hpp"

namespace crossbreak {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t seed = 1;

std::string project_file(const fs::path& path) {
  std::ifstream file(fs::path(CROSSBREAK_SOURCE_DIR) / path, std::ios::binary);
  if (!file)
    throw std::runtime_error(path.string() + " cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

CallSettings shipped_settings() {
  std::set<fs::path> paths;  // in the order of their names
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::path(CROSSBREAK_SOURCE_DIR) / "instrument_profiles"))
    if (entry.path().extension() == ".toml")
      paths.insert(entry.path());
  std::vector<ProfileFile> profiles;
  for (const fs::path& path : paths)
    profiles.push_back({.name = path.filename().string(), .toml = project_file(path)});
  CallSettings settings;
  settings.run.profiles = read_profiles(std::move(profiles));
  settings.panel = read_panel("ikzf1_deletions.toml", project_file("primers/ikzf1_deletions.toml"));
  return settings;
}

bool spoils_passive_reference(Oddity oddity) {
  return oddity == Oddity::RoxDip || oddity == Oddity::NoRox;
}

/// The plate as a reader would hand it on, with the quality flags of an export.
Run run_of(const DesignedPlate& plate) {
  Run run = simulate_run(plate.design, seed).run;
  run.inputs = {{.name = plate.file, .sha256 = sha256_hex(plate.file)}};
  run.format = "eds-7500";
  run.issues = plate.reading_issues;
  std::set<Well> badrox;
  for (const DesignWell& well : plate.design.wells)
    if (spoils_passive_reference(well.oddity))
      badrox.insert(well.well);
  for (Reaction& reaction : run.reactions)
    reaction.flags = {{"BADROX", badrox.contains(*reaction.well) ? "Y" : "N"}, {"EXPFAIL", "N"}};
  return run;
}

PreparedRun prepared(const DesignedPlate& plate, const CallSettings& settings) {
  Run run = run_of(plate);
  const Profile* const profile = profile_of(run, settings.run.profiles);
  ChosenRules rules = rules_of(run, profile);
  return {
      .assigned = assign_run(apply_plate_map(std::move(run), settings.map), settings.panel, settings.options),
      .profile = profile,
      .rules = std::move(rules),
      .error = nullptr};
}

}  // namespace

double copies_at(double ct) {
  return std::exp2(CurveModel{}.one_copy_ct - ct);
}

std::vector<DesignTarget> designed_targets() {
  std::vector<DesignTarget> targets;
  for (const std::string set : {"D4-7", "D4-8", "D2-7", "D2-8"})
    targets.push_back({.name = "IKZF1_" + set, .set = set, .model = {}});
  CurveModel reference;
  reference.plateau = 4.0;
  reference.background = 1.8;
  targets.push_back({.name = "ALB", .set = "ALB", .reporter = "VIC", .model = reference});
  return targets;
}

void add_bubble(DesignWell& well) {
  well.oddity = Oddity::Step;
  well.oddity_cycle = 28;
  well.oddity_size = 2.0;
}

Report called(const std::vector<DesignedPlate>& plates) {
  static const CallSettings settings = shipped_settings();
  std::vector<PreparedRun> runs;
  for (const DesignedPlate& plate : plates)
    runs.push_back(prepared(plate, settings));
  return call_prepared(std::move(runs), settings);
}

}  // namespace crossbreak
