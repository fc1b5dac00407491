#include "curves/recovered/recover.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "curves/ct/ct.hpp"
#include "curves/curve_shapes.hpp"
#include "curves/signal/automatic_baseline.hpp"
#include "curves/signal/baseline.hpp"
#include "words/issues.hpp"

using namespace crossbreak;

namespace {

constexpr BaselineWindow used_window{3, 12};

double float32(double value) {
  return static_cast<double>(static_cast<float>(value));
}

// A reaction as the instrument exports it: Rn, delta Rn over `used_window` and Ct in full digits, no
// settings.
Reaction exported(int column, const std::string& target, double threshold, CtRule rule = CtRule::Cubic,
                  BaselineWindow window = used_window) {
  Reaction reaction;
  reaction.well = Well{0, column};
  reaction.target = target;
  const test::Shape shape{.midpoint = 22 + 1.3 * column, .drift = 0.001};
  for (const double value : shape.rn()) {
    const auto cycle = static_cast<double>(reaction.rn.size() + 1);
    reaction.rn.push_back(float32(value + 0.003 * std::sin(cycle * cycle * (column + 1))));
  }
  for (const double value : subtract_baseline(reaction.rn, *fit_baseline(reaction.rn, window)))
    reaction.delta_rn.push_back(float32(value));
  const auto ct = threshold_cycle(rule, reaction.rn, reaction.delta_rn, threshold).ct;
  reaction.instrument.ct_status = ct ? CtStatus::Value : CtStatus::Undetermined;
  reaction.instrument.ct = ct;
  return reaction;
}

Run run_of(std::vector<Reaction> reactions) {
  Run run;
  run.inputs = {{.name = "plate.xls", .sha256 = {}}};
  run.cycles = 40;
  run.reactions = std::move(reactions);
  return run;
}

Run two_targets() {
  return run_of({exported(0, "D4-7", 0.2), exported(1, "D4-7", 0.2), exported(2, "D4-7", 0.2),
                 exported(3, "ALB", 0.3), exported(4, "ALB", 0.3)});
}

std::vector<std::string> texts(const RecoveredSettings& recovered) {
  std::vector<std::string> out;
  for (const std::vector<Issue>& issues : recovered.issues)
    for (const Issue& issue : issues)
      out.push_back(std::string(code_of(issue.code)) + " " + issue.place + ": " + issue.words.en);
  return out;
}

void set_all(Run& run, double threshold, BaselineWindow window) {
  for (Reaction& reaction : run.reactions) {
    reaction.settings.threshold = threshold;
    reaction.settings.baseline = window;
  }
}

}  // namespace

TEST_CASE("a file that is silent about its settings proves them by its own numbers, without a word") {
  const Run run = two_targets();
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  for (std::size_t i = 0; i < run.reactions.size(); ++i) {
    CAPTURE(i);
    CHECK(recovered.recovered_threshold[i]);
    CHECK(recovered.recovered_baseline[i]);
    CHECK(recovered.settings[i].threshold.value() == doctest::Approx(i < 3 ? 0.2 : 0.3).epsilon(1e-6));
    CHECK(recovered.settings[i].baseline == used_window);
  }
  CHECK(texts(recovered).empty());
}

TEST_CASE("settings that explain the file's numbers are kept as they stand") {
  Run run = two_targets();
  for (Reaction& reaction : run.reactions) {
    reaction.settings.threshold = reaction.target == "ALB" ? 0.3 : 0.2;
    reaction.settings.baseline = used_window;
  }
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  for (std::size_t i = 0; i < run.reactions.size(); ++i)
    CHECK(recovered.settings[i] == run.reactions[i].settings);
  CHECK(recovered.recovered_threshold == std::vector(5, false));
  CHECK(recovered.recovered_baseline == std::vector(5, false));
  CHECK(texts(recovered).empty());
}

TEST_CASE("one target's threshold and window in all rows are replaced where they are false, and told") {
  Run run = two_targets();
  set_all(run, 0.3, {3, 10});
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  CHECK(recovered.settings[0].threshold.value() == doctest::Approx(0.2).epsilon(1e-6));
  CHECK(recovered.settings[3].threshold == 0.3);
  CHECK(recovered.recovered_threshold == std::vector{true, true, true, false, false});
  CHECK(recovered.recovered_baseline == std::vector(5, true));
  REQUIRE(texts(recovered).size() == 6);
  CHECK(texts(recovered)[0] ==
        "baseline_recovered plate.xls: A1: The file's baseline window 3-10 does not give its own delta Rn; "
        "3-12 does "
        "and was used.");
  CHECK(texts(recovered)[1] ==
        "threshold_recovered plate.xls: D4-7: The file's threshold 0.3 gives 0 of the target's 3 Ct; "
        "0.2 gives 3 "
        "and was used.");
}

TEST_CASE("one edited Ct in eleven does not stand against the proof, one in four does") {
  for (const int wells : {11, 4}) {
    CAPTURE(wells);
    std::vector<Reaction> reactions;
    for (int column = 0; column < wells; ++column)
      reactions.push_back(exported(column, "ALB", 0.2));
    *reactions[1].instrument.ct += 1;
    Run run = run_of(std::move(reactions));
    set_all(run, 0.25, used_window);
    const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
    CHECK(recovered.settings[0].threshold.value() == doctest::Approx(wells == 11 ? 0.2 : 0.25).epsilon(1e-6));
    CHECK(recovered.recovered_threshold[0] == (wells == 11));
  }
}

TEST_CASE("a false threshold stands in a target that has no Ct to check it by, and is told") {
  Run run = two_targets();
  for (std::size_t i = 3; i < 5; ++i)
    run.reactions[i].instrument = {.ct_status = CtStatus::Undetermined,
                                   .ct = {},
                                   .ct_mean = {},
                                   .ct_sd = {},
                                   .ct_decimals = {},
                                   .crt_status = CtStatus::Absent,
                                   .crt = {},
                                   .amp_status = {}};
  set_all(run, 0.05, used_window);
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  CHECK(recovered.settings[0].threshold.value() == doctest::Approx(0.2).epsilon(1e-6));
  CHECK(recovered.settings[3].threshold == 0.05);
  CHECK_FALSE(recovered.recovered_threshold[3]);
  CHECK(texts(recovered).back() ==
        "threshold_false plate.xls: ALB: The file's threshold 0.05 is false for another target, and "
        "this one has no Ct to check it by: kept.");
}

TEST_CASE("Ct that were interpolated linearly prove that rule and leave the threshold of every target") {
  Run run = run_of({exported(0, "D4-7", 0.2, CtRule::Linear), exported(1, "D4-7", 0.2, CtRule::Linear),
                    exported(2, "D2-8", 0.2, CtRule::Linear), exported(3, "ALB", 0.2, CtRule::Linear)});
  set_all(run, 0.2, used_window);
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(recovered.settings[i] == run.reactions[i].settings);
  CHECK(recovered.ct_rules == std::vector(4, CtRule::Linear));
  CHECK(texts(recovered) ==
        std::vector<std::string>{"ct_rule_recovered plate.xls: At the file's threshold, linear interpolation "
                                 "gives 4 of 4 Ct, cubic interpolation gives 0: the former was used."});
}

TEST_CASE("a target's own Ct may prove the other rule for it alone") {
  std::vector<Reaction> reactions;
  for (int column = 0; column < 6; ++column)
    reactions.push_back(
        exported(column, column < 3 ? "ALB" : "D4-7", 0.2, column < 3 ? CtRule::Cubic : CtRule::Linear));
  Run run = run_of(std::move(reactions));
  set_all(run, 0.2, used_window);
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  CHECK(recovered.ct_rules[0] == CtRule::Cubic);
  CHECK(recovered.ct_rules[3] == CtRule::Linear);
  CHECK(recovered.recovered_threshold == std::vector(6, false));
  REQUIRE(texts(recovered).size() == 1);
  CHECK(texts(recovered)[0].starts_with("ct_rule_recovered plate.xls: D4-7: "));
}

TEST_CASE("two Ct prove nothing, and a threshold near them is kept without a word") {
  Run run = run_of({exported(0, "ALB", 0.2, CtRule::Linear), exported(1, "ALB", 0.2, CtRule::Linear)});
  set_all(run, 0.2, used_window);
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  CHECK(recovered.settings[0].threshold == 0.2);
  CHECK(recovered.ct_rules[0] == CtRule::Cubic);
  CHECK(texts(recovered).empty());
}

TEST_CASE("a file that is silent about its threshold may prove it by the other rule") {
  const Run run = run_of({exported(0, "ALB", 0.3, CtRule::Linear), exported(1, "ALB", 0.3, CtRule::Linear),
                          exported(2, "ALB", 0.3, CtRule::Linear), exported(3, "ALB", 0.3, CtRule::Linear)});
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  CHECK(recovered.settings[0].threshold.value() == doctest::Approx(0.3).epsilon(1e-6));
  CHECK(recovered.ct_rules == std::vector(4, CtRule::Linear));
  CHECK(
      texts(recovered) ==
      std::vector<std::string>{"ct_rule_recovered plate.xls: ALB: By linear interpolation, the threshold 0.3 "
                               "gives 4 of the target's 4 Ct, and none gives most of them by cubic "
                               "interpolation: both were used."});
}

TEST_CASE("Ct rounded to three decimals keep the threshold that gives them") {
  Run run = run_of({exported(0, "ALB", 0.2), exported(1, "ALB", 0.2), exported(2, "ALB", 0.2)});
  set_all(run, 0.2, used_window);
  for (Reaction& reaction : run.reactions) {
    reaction.instrument.ct = float32(std::round(*reaction.instrument.ct * 1000) / 1000);
    reaction.instrument.ct_decimals = 3;
  }
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  CHECK(recovered.settings[0].threshold == 0.2);
  CHECK(recovered.recovered_threshold == std::vector(3, false));
  CHECK(recovered.ct_rules[0] == CtRule::Cubic);
  CHECK(texts(recovered).empty());
}

TEST_CASE("without delta Rn in the file its Ct prove the windows that were used, automatic or set by hand") {
  for (const bool by_hand : {false, true}) {
    CAPTURE(by_hand);
    std::vector<Reaction> reactions;
    std::vector<BaselineWindow> used;
    for (int column = 0; column < 4; ++column) {
      const Reaction raw = exported(column, "ALB", 0.2);
      used.push_back(by_hand ? BaselineWindow{4, 9}
                             : automatic_window(AutomaticRule::Abi7500V2, raw.rn).value());
      reactions.push_back(exported(column, "ALB", 0.2, CtRule::Cubic, used.back()));
      reactions.back().delta_rn.clear();
    }
    Run run = run_of(std::move(reactions));
    set_all(run, 0.2, {5, 15});
    const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic, AutomaticRule::Abi7500V2);
    for (std::size_t i = 0; i < 4; ++i) {
      CHECK(recovered.settings[i].threshold == 0.2);
      CHECK(recovered.settings[i].baseline == used[i]);
    }
    CHECK(recovered.baseline_by_ct == std::vector(4, true));
    CHECK(recovered.recovered_threshold == std::vector(4, false));
    const std::string head =
        "baseline_recovered plate.xls: ALB: With the file's threshold 0.2 its own windows give "
        "0 of the target's 4 Ct, the ";
    CHECK(texts(recovered) ==
          std::vector<std::string>{head + (by_hand ? "window 4-9 gives 4: it was used."
                                                   : "automatic windows 4: these were used.")});
  }
}

TEST_CASE("the placeholder 1-40 gives way to the window that was used") {
  Run run = two_targets();
  for (Reaction& reaction : run.reactions)
    reaction.settings.baseline = BaselineWindow{1, 40};
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  for (const FileSettings& settings : recovered.settings)
    CHECK(settings.baseline == used_window);
}

TEST_CASE("an export analysed again with another threshold is found by its Ct") {
  Run run = run_of({exported(0, "ALB", 0.45), exported(1, "ALB", 0.45), exported(2, "ALB", 0.45)});
  set_all(run, 0.2, used_window);
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  CHECK(recovered.settings[0].threshold.value() == doctest::Approx(0.45).epsilon(1e-6));
  CHECK(texts(recovered) == std::vector<std::string>{
                                "threshold_recovered plate.xls: ALB: The file's threshold 0.2 gives 0 of the "
                                "target's 3 Ct; 0.45 gives 3 and was used."});
}

TEST_CASE("Ct that do not match the curves are told, and move no threshold") {
  Run run = two_targets();
  for (std::size_t i = 0; i < run.reactions.size(); ++i)
    run.reactions[i].instrument.ct = 20 + 3.7 * std::cos(static_cast<double>(3 * i));
  CHECK(texts(recover_settings(run, CtRule::Cubic)) ==
        std::vector<std::string>{
            "ct_not_from_curves plate.xls: D4-7: No threshold gives most of the target's 3 Ct: "
            "the Ct in the file may not belong to its curves.",
            "ct_not_from_curves plate.xls: ALB: No threshold gives most of the target's 2 Ct: "
            "the Ct in the file may not belong to its curves."});
  set_all(run, 0.2, used_window);
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  CHECK(recovered.settings[0].threshold == 0.2);
  CHECK_FALSE(recovered.recovered_threshold[0]);
  CHECK(texts(recovered) ==
        std::vector<std::string>{
            "threshold_false plate.xls: D4-7: The file's threshold 0.2 gives 0 of the target's 3 Ct and lies "
            "further than half a cycle from 3; no other setting is proven by them: kept.",
            "threshold_false plate.xls: ALB: The file's threshold 0.2 gives 0 of the target's 2 Ct and lies "
            "further than half a cycle from 2; no other setting is proven by them: kept."});
}

TEST_CASE("wells without amplification do not stand against the file's threshold") {
  Run run = two_targets();
  set_all(run, 0.2, used_window);
  run.reactions.resize(3);
  run.reactions[1].instrument.ct = 5.5;
  run.reactions[1].instrument.amp_status = "No Amp";
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  CHECK(recovered.settings[0].threshold == 0.2);
  CHECK(texts(recovered).empty());
}

TEST_CASE("rounded Rn and omitted wells are left as they are") {
  Run run = two_targets();
  for (Reaction& reaction : run.reactions) {
    reaction.rn_decimals = 3;
    reaction.omitted = true;
  }
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  CHECK(recovered.recovered_baseline == std::vector(5, false));
  CHECK(recovered.recovered_threshold == std::vector(5, false));
  CHECK(recover_settings(Run{}, CtRule::Cubic).settings.empty());
}

TEST_CASE(
    "a threshold that is not above zero is none: the Ct prove another, or the automatic rule finds one") {
  Run run = two_targets();
  set_all(run, 0, used_window);
  run.reactions[4].instrument = {};
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  CHECK(recovered.settings[0].threshold.value() == doctest::Approx(0.2).epsilon(1e-6));
  CHECK_FALSE(recovered.settings[3].threshold.has_value());
  CHECK(texts(recovered) ==
        std::vector<std::string>{
            "threshold_not_finite plate.xls: The threshold of 'D4-7' is not above zero and is not used.",
            "threshold_not_finite plate.xls: The threshold of 'ALB' is not above zero and is not used."});
}
