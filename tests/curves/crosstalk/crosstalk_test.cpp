#include "curves/crosstalk/crosstalk.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "curves/analysis.hpp"
#include "curves/curve_shapes.hpp"
#include "words/evidence.hpp"
#include "words/issues.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;

namespace {

std::vector<double> sum(std::vector<double> a, const std::vector<double>& b, double share) {
  for (std::size_t i = 0; i < a.size(); ++i)
    a[i] += share * b[i];
  return a;
}

/// A rise of 3 Rn that crosses 0.2 some four cycles before `midpoint`.
std::vector<double> rise_at(double midpoint) {
  return Shape{.lower = 0, .height = 3, .midpoint = midpoint, .width = 1.5}.rn();
}

/// Duplexed wells: a set in FAM, ALB in another dye. Thresholds 0.2, baselines 3-15.
struct Duplex {
  Run run;

  Duplex() {
    run.inputs = {{.name = "plate.eds", .sha256 = {}}};
    run.cycles = 40;
  }
  Reaction& add(int column, const std::string& sample, const std::string& target, const std::string& dye,
                std::vector<double> signal) {
    Reaction reaction;
    reaction.well = Well{0, column};
    reaction.sample = sample;
    reaction.target = target;
    reaction.reporter = dye;
    const auto seed = static_cast<double>(run.reactions.size() + 1);
    for (std::size_t i = 0; i < signal.size(); ++i)
      reaction.rn.push_back(2 + signal[i] +
                            0.003 * std::sin(seed * 13.7 * static_cast<double>((i + 1) * (i + 1))));
    reaction.settings.threshold = 0.2;
    reaction.settings.baseline = BaselineWindow{3, 15};
    return run.reactions.emplace_back(std::move(reaction));
  }
  /// ALB at `midpoint`, and in FAM `share` of it so many cycles late, on what FAM shows by itself.
  void add_well(int column, const std::string& sample, double midpoint, double share, double lag = 0,
                const std::vector<double>& own = std::vector<double>(40, 0.0),
                const std::string& dye = "VIC") {
    add(column, sample, "D4-7", "FAM", sum(own, rise_at(midpoint + lag), share));
    add(column, sample, "ALB", dye, rise_at(midpoint));
  }
  std::vector<Curve> curves(const CurveSettings& settings = {}) const {
    return analyse_curves(run, settings);
  }
};

int crosstalk_issues(const std::vector<Curve>& curves) {
  int count = 0;
  for (const Curve& curve : curves)
    for (const Issue& issue : curve.issues)
      count += issue.code == IssueCode::Crosstalk;
  return count;
}

}  // namespace

TEST_CASE("a copy of another dye's rise is unclear, whatever the rest of the plate shows") {
  Duplex plate;
  plate.add_well(0, "P", 25, 0.1);
  const std::vector<Curve> curves = plate.curves();
  CHECK(curves[0].verdict.amplified == Amplified::Unclear);
  REQUIRE(curves[0].verdict.reasons.size() == 1);
  CHECK(curves[0].verdict.reasons[0].code == EvidenceCode::Crosstalk);
  CHECK(curves[0].verdict.reasons[0].words ==
        Words{"9.9 % of the rise of VIC in this well explains it: crosstalk into FAM",
              "本孔VIC上升信号的9.9 %即可解释该曲线：串扰至FAM"});
  REQUIRE(curves[0].crosstalk);
  CHECK(curves[0].crosstalk->state == CrosstalkState::Copy);
  CHECK(curves[0].crosstalk->from == 1);
  CHECK(curves[0].crosstalk->share == doctest::Approx(0.1).epsilon(0.01));
  CHECK(curves[0].crosstalk->lag <= 0.1);
  CHECK_FALSE(curves[0].crosstalk->plate_share);
  CHECK(curves[0].ct);  // as the instrument reads it
  CHECK_FALSE(curves[0].ct_without_crosstalk);
  CHECK(curves[1].verdict.amplified == Amplified::Yes);
  CHECK_FALSE(curves[1].crosstalk);
  CHECK(crosstalk_issues(curves) == 0);
}

TEST_CASE("a copy that lags is told with its lag, and tells no share of the plate") {
  Duplex plate;
  for (int i = 0; i < 4; ++i)
    plate.add_well(i, std::string(1, static_cast<char>('P' + i)), 24 + i, 0.12, 3.5);
  const std::vector<Curve> curves = plate.curves();
  for (std::size_t i = 0; i < curves.size(); i += 2) {
    CHECK(curves[i].verdict.amplified == Amplified::Unclear);
    REQUIRE(curves[i].crosstalk);
    CHECK(std::abs(curves[i].crosstalk->lag - 3.5) < 0.2);
    CHECK_FALSE(curves[i].crosstalk->plate_share);
  }
  CHECK(curves[0].verdict.reasons[0].words.en.find(" cycles later: crosstalk into FAM") != std::string::npos);
  CHECK(crosstalk_issues(curves) == 0);
}

TEST_CASE("three prompt copies of two samples tell the share of the plate, once") {
  Duplex plate;
  plate.add_well(0, "P", 24, 0.1);
  plate.add_well(1, "P", 24.2, 0.1);
  plate.add_well(2, "Q", 27, 0.1);
  plate.add_well(3, "R", 26, 0.2);  // a copy, but not of the plate's share
  const std::vector<Curve> curves = plate.curves();
  for (const std::size_t i : {0U, 2U, 4U}) {
    CHECK(curves[i].crosstalk->state == CrosstalkState::PlateCopy);
    CHECK(curves[i].crosstalk->plate_share.value() == doctest::Approx(0.1).epsilon(0.02));
    CHECK(curves[i].verdict.amplified == Amplified::Unclear);
  }
  CHECK(curves[6].crosstalk->state == CrosstalkState::Copy);
  REQUIRE(crosstalk_issues(curves) == 1);
  const Issue& issue = curves[0].issues.back();
  CHECK(issue.code == IssueCode::Crosstalk);
  CHECK(issue.words.en == "VIC shows in FAM at 10 % (A1, A2, A3, A4): calibrate the dyes of the instrument.");
  CHECK(issue.place == "plate.eds");
  CHECK(issue.severity == Severity::Warning);
}

TEST_CASE("copies of one sample, too few wells, and omitted wells tell no share of the plate") {
  Duplex one_sample;
  Duplex two_wells;
  Duplex omitted;
  for (int i = 0; i < 3; ++i) {
    one_sample.add_well(i, "P", 24 + i, 0.1);
    if (i < 2)
      two_wells.add_well(i, i == 0 ? "P" : "Q", 24 + i, 0.1);
    omitted.add_well(i, i == 0 ? "P" : "Q", 24 + i, 0.1);
  }
  omitted.run.reactions[4].omitted = true;
  for (const Duplex* plate : {&one_sample, &two_wells, &omitted}) {
    const std::vector<Curve> curves = plate->curves();
    CHECK(crosstalk_issues(curves) == 0);
    for (std::size_t i = 0; i < curves.size(); i += 2) {
      CHECK(curves[i].crosstalk->state == CrosstalkState::Copy);
      CHECK_FALSE(curves[i].crosstalk->plate_share);
    }
  }
}

TEST_CASE("each pair of dyes has a share of its own") {
  Duplex plate;
  for (int i = 0; i < 3; ++i) {
    plate.add_well(i, i == 0 ? "P" : "Q", 24 + i, 0.1);
    plate.add_well(3 + i, i == 0 ? "R" : "S", 24 + i, 0.25, 0, std::vector<double>(40, 0.0), "JOE");
  }
  const std::vector<Curve> curves = plate.curves();
  CHECK(curves[0].crosstalk->plate_share.value() == doctest::Approx(0.1).epsilon(0.02));
  CHECK(curves[6].crosstalk->plate_share.value() == doctest::Approx(0.25).epsilon(0.02));
  CHECK(crosstalk_issues(curves) == 2);
}

TEST_CASE("a product of its own is read without the plate's crosstalk, and keeps its Ct beside it") {
  for (const double midpoint : {20.0, 30.0, 36.5}) {
    CAPTURE(midpoint);
    Duplex plate;
    Duplex clean;
    for (int i = 0; i < 3; ++i) {
      plate.add_well(i, i == 0 ? "P" : "Q", 24 + i, 0.15);
      clean.add_well(i, i == 0 ? "P" : "Q", 24 + i, 0);
    }
    plate.add_well(3, "R", 25, 0.15, 0, rise_at(midpoint));
    clean.add_well(3, "R", 25, 0, 0, rise_at(midpoint));
    const Curve with = plate.curves()[6];
    const Curve without = clean.curves()[6];
    REQUIRE(with.crosstalk);
    CHECK(with.crosstalk->state == CrosstalkState::OwnProduct);
    CHECK(with.crosstalk->from == 7);
    REQUIRE(without.ct);
    REQUIRE(with.ct_without_crosstalk);
    CHECK(std::abs(*with.ct_without_crosstalk - *without.ct) < 0.1);
    CHECK(std::abs(*with.ct_half_threshold - *without.ct_half_threshold) < 0.15);
    CHECK(std::abs(*with.ct_double_threshold - *without.ct_double_threshold) < 0.1);
    CHECK(*with.ct <= *with.ct_without_crosstalk + 0.01);
    CHECK(with.verdict.reasons.back().code == EvidenceCode::CrosstalkTakenAway);
    CHECK_FALSE(without.crosstalk);
  }
}

TEST_CASE("without crosstalk on the plate a product beside the reference gene is left alone") {
  for (const double midpoint : {18.0, 22.0, 27.0, 33.0})
    for (const double height : {1.0, 2.0}) {
      CAPTURE(midpoint);
      CAPTURE(height);
      Duplex plate;
      plate.add(0, "P", "D4-7", "FAM",
                Shape{.lower = 0, .height = height, .midpoint = midpoint, .width = 1.9}.rn());
      plate.add(0, "P", "ALB", "VIC", rise_at(25));
      const std::vector<Curve> curves = plate.curves();
      CHECK(curves[0].verdict.amplified == Amplified::Yes);
      CHECK_FALSE(curves[0].crosstalk);
      CHECK_FALSE(curves[0].ct_without_crosstalk);
    }
}

TEST_CASE("wells of one dye, and wells beside one another, show no crosstalk") {
  Duplex plate;
  plate.add_well(0, "P", 25, 0.1, 0, std::vector<double>(40, 0.0), "FAM");
  plate.add(1, "Q", "D4-7", "FAM", sum(std::vector<double>(40, 0.0), rise_at(25), 0.1));
  plate.add(2, "Q", "ALB", "VIC", rise_at(25));
  for (const Curve& curve : plate.curves())
    CHECK_FALSE(curve.crosstalk);
}

TEST_CASE("a file that names no dyes is told apart by its targets") {
  Duplex plate;
  plate.add_well(0, "P", 25, 0.1);
  for (Reaction& reaction : plate.run.reactions)
    reaction.reporter.clear();
  const std::vector<Curve> curves = plate.curves();
  REQUIRE(curves[0].crosstalk);
  CHECK(curves[0].verdict.reasons[0].words.en ==
        "9.9 % of the rise of ALB in this well explains it: crosstalk into D4-7");
}

TEST_CASE("a dip of the passive reference moves all dyes, and hides no copy") {
  Duplex plate;
  plate.add_well(0, "P", 25, 0.1);
  Run run = plate.run;
  run.passive_reference_status = PassiveReferenceStatus::Dye;
  run.passive_reference = "ROX";
  std::vector<double> rox(40, 10000);
  rox[26] = rox[27] = rox[28] = 6000;
  for (Reaction& reaction : run.reactions) {
    DyeTrace trace{.well = *reaction.well, .dye = reaction.reporter, .signal = {}};
    for (const double rn : reaction.rn)
      trace.signal.push_back(10000 * rn);
    run.dyes.push_back(std::move(trace));
    reaction.rn.clear();
  }
  run.dyes.push_back({.well = Well{0, 0}, .dye = "ROX", .signal = rox});
  const std::vector<Curve> curves = analyse_curves(run, {});
  REQUIRE(curves[0].crosstalk);
  CHECK(curves[0].crosstalk->share == doctest::Approx(0.1).epsilon(0.02));
  CHECK(curves[0].verdict.amplified == Amplified::Unclear);
}

TEST_CASE("every limit is a setting") {
  Duplex plate;
  for (int i = 0; i < 3; ++i)
    plate.add_well(i, i == 0 ? "P" : "Q", 24 + i, 0.1);
  const auto first = [&](const CrosstalkLimits& limits) {
    CurveSettings settings;
    settings.crosstalk = limits;
    return plate.curves(settings)[0];
  };
  CHECK(first({}).crosstalk->state == CrosstalkState::PlateCopy);
  CHECK(first({.wells = 4}).crosstalk->state == CrosstalkState::Copy);
  CHECK(first({.samples = 3}).crosstalk->state == CrosstalkState::Copy);
  CHECK(first({.margin = 0}).crosstalk->state == CrosstalkState::Copy);
  CHECK_FALSE(first({.max_share = 0.09}).crosstalk);
  CHECK_FALSE(first({.noise = 0.1}).crosstalk);
  CHECK(first({.max_share = 0.09}).verdict.amplified == Amplified::Yes);
}
