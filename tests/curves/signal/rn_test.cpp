#include "curves/signal/rn.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "issue_lines.hpp"
#include "words/evidence.hpp"
#include "words/issues.hpp"

using namespace crossbreak;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// One FAM reaction in A1 with a reporter of 300 a cycle and the passive reference given.
Run run_with_rox(std::vector<double> rox) {
  Run run;
  run.inputs = {{.name = "plate.eds", .sha256 = {}}};
  run.passive_reference_status = PassiveReferenceStatus::Dye;
  run.passive_reference = "ROX";
  run.reactions.resize(1);
  run.reactions[0].well = Well{0, 0};
  run.reactions[0].target = "D4-7";
  run.reactions[0].reporter = "FAM";
  run.dyes = {{.well = {0, 0}, .dye = "FAM", .signal = std::vector<double>(rox.size(), 300.0)},
              {.well = {0, 0}, .dye = "ROX", .signal = std::move(rox)}};
  return run;
}

NormalisedReporter normalise(const Run& run) {
  return normalised_reporter(run, run.reactions[0], usual_passive_reference(run), 35);
}

}  // namespace

TEST_CASE("Rn is reporter over passive reference, kept as float32") {
  const NormalisedReporter signal = normalise(run_with_rox({900, 901, 899}));
  CHECK(signal.rn == std::vector<double>{static_cast<float>(300.0 / 900), static_cast<float>(300.0 / 901),
                                         static_cast<float>(300.0 / 899)});
  CHECK(signal.reporter == std::vector<double>{300, 300, 300});
  CHECK(signal.passive == std::vector<double>{900, 901, 899});
  CHECK(signal.issues.empty());
}

TEST_CASE("without passive reference Rn is the reporter, without a word") {
  Run run = run_with_rox({900, 900});
  run.passive_reference_status = PassiveReferenceStatus::None;
  run.passive_reference.clear();
  const NormalisedReporter signal = normalise(run);
  CHECK(signal.rn == std::vector<double>{300, 300});
  CHECK(signal.passive.empty());
  CHECK(signal.issues.empty());
}

TEST_CASE("where the file is silent on the passive reference Rn is the reporter; the reader has told of it") {
  Run run = run_with_rox({900, 900});
  run.passive_reference_status = PassiveReferenceStatus::NotStated;
  run.passive_reference.clear();
  const NormalisedReporter signal = normalise(run);
  CHECK(signal.rn == std::vector<double>{300, 300});
  CHECK(signal.issues.empty());
}

TEST_CASE(
    "a cycle with a near-zero passive reference has the instrument's Rn, but the well is not readable") {
  const std::string near_zero =
      "warning passive_reference_near_zero | plate.eds: A1 | The passive reference ROX is near zero in cycle "
      "3: the well is not readable.";
  for (const double bad : {0.0, -3.0, 1.0, 44.9}) {
    CAPTURE(bad);
    const NormalisedReporter signal = normalise(run_with_rox({900, 900, bad, 900, 900, 900, 900}));
    REQUIRE(signal.rn.size() == 7);
    if (bad > 0)
      CHECK(signal.rn[2] == static_cast<float>(300.0 / bad));
    else
      CHECK(std::isnan(signal.rn[2]));
    CHECK(signal.rn[3] == static_cast<float>(300.0 / 900));
    REQUIRE(signal.unreadable);
    CHECK(signal.unreadable->code == EvidenceCode::PassiveReferenceNearZero);
    REQUIRE_FALSE(signal.issues.empty());
    CHECK(issue_line(signal.issues[0]) == near_zero);
  }
}

TEST_CASE("a read of the passive reference that is missing is a gap in Rn, and an issue says so") {
  const NormalisedReporter signal = normalise(run_with_rox({900, 900, missing, 900, 900, 900, 900}));
  REQUIRE(signal.rn.size() == 7);
  CHECK(std::isnan(signal.rn[2]));
  CHECK_FALSE(signal.unreadable);
  CHECK(issue_lines(signal.issues) ==
        std::vector<std::string>{"warning passive_reference_missing | plate.eds: A1 | The passive reference "
                                 "ROX is missing in cycle 3: no Rn there."});
}

TEST_CASE("a well without passive reference on a plate that has it is not readable") {
  Run run = run_with_rox({900, 901, 899, 900});
  run.reactions.push_back(run.reactions[0]);
  run.reactions[1].well = Well{0, 1};
  for (const auto& rox : {std::vector<double>{0.3, 0.3, 0.3, 0.3}, {-0.3, 0.2, 0.4, -0.1}, {0, 0, 0, 0}}) {
    CAPTURE(rox[0]);
    Run plate = run;
    plate.dyes.push_back({.well = {0, 1}, .dye = "FAM", .signal = {300, 300, 300, 300}});
    plate.dyes.push_back({.well = {0, 1}, .dye = "ROX", .signal = rox});
    const NormalisedReporter signal =
        normalised_reporter(plate, plate.reactions[1], usual_passive_reference(plate), 35);
    CHECK(signal.rn.empty() == (rox[0] == 0));
    REQUIRE(signal.unreadable);
    REQUIRE_FALSE(signal.issues.empty());
    CHECK(issue_line(signal.issues[0]) ==
          "warning passive_reference_near_zero | plate.eds: A2 | The passive reference ROX is near zero in "
          "cycles 1-4: the well is not readable.");
  }
}

TEST_CASE("a plate whose passive reference is noise everywhere is not readable") {
  const NormalisedReporter signal = normalise(run_with_rox({0.4, -0.2, 0.3, 0.6, -0.1, 0.2}));
  REQUIRE(signal.unreadable);
  REQUIRE_FALSE(signal.issues.empty());
  CHECK(signal.issues[0].code == IssueCode::PassiveReferenceNearZero);
}

TEST_CASE("a reporter that falls to nothing leaves a well that is not readable, passive reference or not") {
  Run run = run_with_rox(std::vector<double>(40, 900.0));
  for (std::size_t i = 19; i < 40; ++i)
    run.dyes[0].signal[i] = 14.9;
  for (const auto status : {PassiveReferenceStatus::Dye, PassiveReferenceStatus::None}) {
    run.passive_reference_status = status;
    const NormalisedReporter signal = normalise(run);
    REQUIRE(signal.unreadable);
    CHECK(signal.unreadable->code == EvidenceCode::SignalLost);
    CHECK(issue_lines(signal.issues) ==
          std::vector<std::string>{"warning signal_lost | plate.eds: A1 | The reporter FAM falls to nothing "
                                   "in cycles 20-40: the well is not readable."});
  }
}

TEST_CASE("the passive reference dips where it falls by more than a tenth below its own median") {
  std::vector<double> rox(40, 900.0);
  rox[4] = 811;  // 0.901
  rox[36] = 809;
  CHECK(passive_dips(rox) == std::vector<int>{37});
  CHECK(passive_dips({}).empty());
}

TEST_CASE("a dip of the passive reference is a note after cycle 35 and a warning before") {
  std::vector<double> rox(40, 900.0);
  rox[36] = rox[37] = 700;
  const NormalisedReporter late = normalise(run_with_rox(rox));
  CHECK(issue_lines(late.issues) ==
        std::vector<std::string>{"note passive_reference_dip | plate.eds: A1 | The passive reference ROX "
                                 "falls by more than a tenth in cycles 37-38."});
  CHECK(late.rn[36] == static_cast<float>(300.0 / 700));
  rox[9] = 700;
  const NormalisedReporter early = normalise(run_with_rox(rox));
  REQUIRE(early.issues.size() == 1);
  CHECK(early.issues[0].severity == Severity::Warning);
  CHECK(early.issues[0].words.en ==
        "The passive reference ROX falls by more than a tenth in 3 cycles between 10 and 38.");
}

TEST_CASE("a dye that the well lacks gives no Rn, never the bare reporter; the reader has told of it") {
  Run run = run_with_rox({900, 900});
  run.reactions[0].reporter = "VIC";
  const NormalisedReporter without_reporter = normalise(run);
  CHECK(without_reporter.reporter.empty());
  CHECK(without_reporter.rn.empty());
  CHECK(without_reporter.issues.empty());

  run = run_with_rox({900, 900});
  run.dyes.pop_back();
  const NormalisedReporter without_reference = normalise(run);
  CHECK(without_reference.reporter == std::vector<double>{300, 300});
  CHECK(without_reference.rn.empty());
  CHECK(without_reference.issues.empty());
}

TEST_CASE("a file without dyes gives no signal and no issue") {
  Run run = run_with_rox({900, 900});
  run.dyes.clear();
  const NormalisedReporter signal = normalise(run);
  CHECK(signal.rn.empty());
  CHECK(signal.reporter.empty());
  CHECK(signal.issues.empty());
}
