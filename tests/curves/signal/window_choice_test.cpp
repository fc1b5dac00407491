#include "curves/signal/window_choice.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

const std::string target = "D4-7";

FileSettings settings_of_the_file() {
  FileSettings file;
  file.threshold = 0.3;
  file.baseline = BaselineWindow{3, 20};
  return file;
}

CurveSettings settings_of_everybody() {
  CurveSettings settings;
  settings.panel_thresholds["D4-7"] = 0.2;
  settings.panel_baselines["D4-7"] = {3, 10};
  settings.threshold = ThresholdChoice{ThresholdChoice::Kind::Value, 0.1};
  settings.baseline = BaselineChoice{BaselineChoice::Kind::Window, {3, 8}};
  settings.target_thresholds["D4-7"] = {ThresholdChoice::Kind::Value, 0.05};
  settings.target_baselines["D4-7"] = {BaselineChoice::Kind::Window, {3, 5}};
  return settings;
}

}  // namespace

TEST_CASE("the command line comes first, its choice for the target before that for all") {
  const FileSettings file = settings_of_the_file();
  CurveSettings settings = settings_of_everybody();
  CHECK(choose_threshold(settings, target, file).value == 0.05);
  CHECK(choose_threshold(settings, target, file).source == ThresholdSource::CommandLine);
  CHECK(choose_window(settings, target, file).window == BaselineWindow{3, 5});
  CHECK(choose_window(settings, target, file).source == BaselineSource::CommandLine);

  settings.target_thresholds.clear();
  settings.target_baselines.clear();
  CHECK(choose_threshold(settings, target, file).value == 0.1);
  CHECK(choose_window(settings, target, file).window == BaselineWindow{3, 8});
}

TEST_CASE("the panel comes before the file, the file before the automatic rule") {
  const FileSettings file = settings_of_the_file();
  CurveSettings settings;
  settings.panel_thresholds["D4-7"] = 0.2;
  settings.panel_baselines["D4-7"] = {3, 10};
  CHECK(choose_threshold(settings, target, file).value == 0.2);
  CHECK(choose_threshold(settings, target, file).source == ThresholdSource::Panel);
  CHECK(choose_window(settings, target, file).window == BaselineWindow{3, 10});
  CHECK(choose_window(settings, target, file).source == BaselineSource::Panel);

  CHECK(choose_threshold({}, target, file).value == 0.3);
  CHECK(choose_threshold({}, target, file).source == ThresholdSource::File);
  CHECK(choose_window({}, target, file).window == BaselineWindow{3, 20});
  CHECK(choose_window({}, target, file).source == BaselineSource::File);

  CHECK_FALSE(choose_threshold({}, target, {}).value.has_value());
  CHECK(choose_threshold({}, target, {}).source == ThresholdSource::Automatic);
}

TEST_CASE("a command line that asks for the file's or the automatic choice passes over the panel") {
  const FileSettings file = settings_of_the_file();
  CurveSettings settings;
  settings.panel_thresholds["D4-7"] = 0.2;
  settings.panel_baselines["D4-7"] = {3, 10};
  settings.threshold = ThresholdChoice{};
  settings.baseline = BaselineChoice{};
  CHECK(choose_threshold(settings, target, file).value == 0.3);
  CHECK(choose_window(settings, target, file).window == BaselineWindow{3, 20});

  settings.threshold = ThresholdChoice{ThresholdChoice::Kind::Automatic, 0};
  settings.baseline = BaselineChoice{BaselineChoice::Kind::Automatic, {}};
  CHECK_FALSE(choose_threshold(settings, target, file).value.has_value());
  CHECK(choose_threshold(settings, target, file).source == ThresholdSource::Automatic);
  CHECK_FALSE(choose_window(settings, target, file).window.has_value());
  CHECK(choose_window(settings, target, file).source == BaselineSource::Automatic);
}
