#include "curves/window_choice.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

Reaction reaction_with_settings() {
  Reaction reaction;
  reaction.target = "D4-7";
  reaction.settings.threshold = 0.3;
  reaction.settings.baseline = BaselineWindow{3, 20};
  return reaction;
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
  const Reaction reaction = reaction_with_settings();
  CurveSettings settings = settings_of_everybody();
  CHECK(choose_threshold(settings, reaction).value == 0.05);
  CHECK(choose_threshold(settings, reaction).source == ThresholdSource::CommandLine);
  CHECK(choose_window(settings, reaction).window == BaselineWindow{3, 5});
  CHECK(choose_window(settings, reaction).source == BaselineSource::CommandLine);

  settings.target_thresholds.clear();
  settings.target_baselines.clear();
  CHECK(choose_threshold(settings, reaction).value == 0.1);
  CHECK(choose_window(settings, reaction).window == BaselineWindow{3, 8});
}

TEST_CASE("the panel comes before the file, the file before the automatic rule") {
  const Reaction reaction = reaction_with_settings();
  CurveSettings settings;
  settings.panel_thresholds["D4-7"] = 0.2;
  settings.panel_baselines["D4-7"] = {3, 10};
  CHECK(choose_threshold(settings, reaction).value == 0.2);
  CHECK(choose_threshold(settings, reaction).source == ThresholdSource::Panel);
  CHECK(choose_window(settings, reaction).window == BaselineWindow{3, 10});
  CHECK(choose_window(settings, reaction).source == BaselineSource::Panel);

  CHECK(choose_threshold({}, reaction).value == 0.3);
  CHECK(choose_threshold({}, reaction).source == ThresholdSource::File);
  CHECK(choose_window({}, reaction).window == BaselineWindow{3, 20});
  CHECK(choose_window({}, reaction).source == BaselineSource::File);

  CHECK_FALSE(choose_threshold({}, Reaction{}).value.has_value());
  CHECK(choose_threshold({}, Reaction{}).source == ThresholdSource::Automatic);
}

TEST_CASE("a command line that asks for the file's or the automatic choice passes over the panel") {
  const Reaction reaction = reaction_with_settings();
  CurveSettings settings;
  settings.panel_thresholds["D4-7"] = 0.2;
  settings.panel_baselines["D4-7"] = {3, 10};
  settings.threshold = ThresholdChoice{};
  settings.baseline = BaselineChoice{};
  CHECK(choose_threshold(settings, reaction).value == 0.3);
  CHECK(choose_window(settings, reaction).window == BaselineWindow{3, 20});

  settings.threshold = ThresholdChoice{ThresholdChoice::Kind::Automatic, 0};
  settings.baseline = BaselineChoice{BaselineChoice::Kind::Automatic, {}};
  CHECK_FALSE(choose_threshold(settings, reaction).value.has_value());
  CHECK(choose_threshold(settings, reaction).source == ThresholdSource::Automatic);
  CHECK_FALSE(choose_window(settings, reaction).window.has_value());
  CHECK(choose_window(settings, reaction).source == BaselineSource::Automatic);
}
