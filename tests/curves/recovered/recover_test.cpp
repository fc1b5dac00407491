#include "curves/recovered/recover.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "curves/ct/ct.hpp"
#include "curves/curve_shapes.hpp"
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
Reaction exported(int column, const std::string& target, double threshold) {
  Reaction reaction;
  reaction.well = Well{0, column};
  reaction.target = target;
  const test::Shape shape{.midpoint = 22 + 1.3 * column, .drift = 0.001};
  for (const double value : shape.rn()) {
    const auto cycle = static_cast<double>(reaction.rn.size() + 1);
    reaction.rn.push_back(float32(value + 0.003 * std::sin(cycle * cycle * (column + 1))));
  }
  for (const double value : subtract_baseline(reaction.rn, *fit_baseline(reaction.rn, used_window)))
    reaction.delta_rn.push_back(float32(value));
  const auto ct = threshold_cycle(CtRule::Cubic, reaction.rn, reaction.delta_rn, threshold).ct;
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
  run.reactions[2].instrument.ct = *run.reactions[2].instrument.ct + 1;  // one Ct that nothing explains
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
        "0.2 gives 2 "
        "and was used.");
}

TEST_CASE("a false threshold does not stand in a target that has no Ct to check it by") {
  Run run = two_targets();
  for (std::size_t i = 3; i < 5; ++i)
    run.reactions[i].instrument = {.ct_status = CtStatus::Undetermined,
                                   .ct = {},
                                   .ct_mean = {},
                                   .ct_sd = {},
                                   .ct_decimals = {},
                                   .amp_status = {}};
  set_all(run, 0.05, used_window);
  const RecoveredSettings recovered = recover_settings(run, CtRule::Cubic);
  CHECK_FALSE(recovered.settings[3].threshold);
  CHECK_FALSE(recovered.recovered_threshold[3]);
  CHECK(texts(recovered).back() ==
        "threshold_false plate.xls: ALB: The file's threshold 0.05 is false for another target, and "
        "this one has "
        "no Ct to check it by: passed over.");
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

TEST_CASE("Ct that do not match the curves take the threshold's proof away, and are told") {
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
  CHECK_FALSE(recovered.settings[0].threshold);
  CHECK(texts(recovered)[0] ==
        "threshold_false plate.xls: D4-7: The file's threshold 0.2 gives 0 of its 3 Ct, and no other "
        "one gives most "
        "of them: passed over.");
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
