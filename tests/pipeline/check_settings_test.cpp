#include "pipeline/check_settings.hpp"

#include <doctest/doctest.h>

#include "message_of.hpp"
#include "pipeline/settings_error.hpp"

using namespace crossbreak;

namespace {

Run run_of(const std::string& file, int cycles, const std::vector<std::string>& targets) {
  Run run;
  run.inputs = {{.name = file, .sha256 = {}}};
  run.cycles = cycles;
  for (const std::string& target : targets)
    run.reactions.emplace_back().target = target;
  return run;
}

BaselineChoice window(int start, int end) {
  return {.kind = BaselineChoice::Kind::Window, .window = {.start = start, .end = end}};
}

template <typename Check>
std::string refusal(Check check) {
  return tests::message_of<SettingsError>(check);
}

}  // namespace

TEST_CASE("a layout or an encoding that nobody knows is refused") {
  CHECK(refusal([] { check_format(std::nullopt); }) == "nothing thrown");
  CHECK(refusal([] { check_format("eds-7500"); }) == "nothing thrown");
  CHECK(refusal([] { check_format("eds-75"); }).find("eds-7500") != std::string::npos);
  CHECK(refusal([] { check_encoding(std::nullopt); }) == "nothing thrown");
  CHECK(refusal([] { check_encoding("GB18030"); }) == "nothing thrown");
  CHECK(refusal([] { check_encoding("Latin-9"); }).starts_with("--encoding: "));
}

TEST_CASE("a plate map that names samples belongs to one plate") {
  PlateMap map{.name = "map.csv", .sha256 = {}, .rows = {PlateMapRow{}}, .issues = {}};
  CHECK(refusal([&] { check_plate_map(map, 2); }) == "nothing thrown");
  map.rows.front().sample = "P1";
  CHECK(refusal([&] { check_plate_map(map, 1); }) == "nothing thrown");
  CHECK(refusal([&] { check_plate_map(map, 2); }) ==
        "--plate-map: map.csv names samples, so it belongs to one plate; found 2 runs to call");
  map.rows.front().sample.clear();
  map.rows.front().noted.specimen = "bone marrow";
  CHECK(refusal([&] { check_plate_map(map, 2); }) ==
        "--plate-map: map.csv notes something of samples, so it belongs to one plate; found 2 runs to call");
}

TEST_CASE("a window behind the last cycle of a run that it is for is refused") {
  const Run first = run_of("a.eds", 40, {"X"});
  const Run second = run_of("b.eds", 35, {"Y"});
  const Run silent = run_of("c.eds", 0, {"X"});
  const std::vector<const Run*> runs = {&first, &second, &silent};
  RunSettings settings;
  settings.baseline = window(3, 35);
  CHECK(refusal([&] { check_windows(settings, runs); }) == "nothing thrown");
  settings.baseline = window(3, 36);
  CHECK(refusal([&] { check_windows(settings, runs); }) ==
        "--baseline 3-36: b.eds has 35 cycles; give a window within 1-35");
  settings.baseline = BaselineChoice{};
  settings.target_baselines["X"] = window(3, 38);
  CHECK(refusal([&] { check_windows(settings, runs); }) == "nothing thrown");
  settings.target_baselines["X"] = window(3, 41);
  CHECK(refusal([&] { check_windows(settings, runs); }) ==
        "--baseline X=3-41: a.eds has 40 cycles; give a window within 1-40");
}

TEST_CASE("a target that no run has is refused with the nearest") {
  const Run first = run_of("a.eds", 40, {"D4-7", "ALB"});
  const Run second = run_of("b.eds", 40, {"D2-7"});
  const std::vector<const Run*> runs = {&first, &second};
  CallSettings settings;
  settings.run.target_thresholds["D2-7"] = {};
  settings.run.target_baselines["ALB"] = {};
  settings.options.target_sets["D4-7"] = "D4-8";
  settings.options.usual_targets["Set Z"] = "D4-7";
  CHECK(refusal([&] { check_targets(settings, runs); }) == "nothing thrown");
  settings.options.target_sets["D4_7"] = "D4-7";
  CHECK(refusal([&] { check_targets(settings, runs); }) ==
        "--target: no run has a target 'D4_7', did you mean 'D4-7'? The targets are 'ALB', 'D2-7', 'D4-7'");
  settings.run.target_thresholds["Erythropoietin"] = {};
  CHECK(refusal([&] { check_targets(settings, runs); }) ==
        "--threshold or --baseline: no run has a target 'Erythropoietin'. The targets are 'ALB', 'D2-7', "
        "'D4-7'");
}
