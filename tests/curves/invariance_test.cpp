// What must not change a result: the unit and offset of Rn, and the gain of an optical channel.
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <rapidcheck.h>
#include <vector>

#include <doctest/doctest.h>

#include "curves/analysis.hpp"
#include "curves/curve_shapes.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;

namespace {

/// A curve anywhere between flat and plateau, with drift and noise; one in four with a spike, a jump or up to
/// three missing reads.
std::vector<double> random_rn() {
  const auto in = [](double low, double high) {
    return low + (high - low) * *rc::gen::inRange(0, 100001) / 100000.0;
  };
  const Shape shape{.lower = in(0.2, 3),
                    .height = *rc::gen::weightedElement<double>({{1, 0.0}, {3, 0.3}, {6, 3.0}}),
                    .midpoint = in(8, 45),
                    .width = in(0.8, 3),
                    .drift = in(-0.005, 0.02),
                    .cycles = *rc::gen::inRange(15, 61)};
  std::vector<double> rn = shape.rn();
  std::mt19937 random(*rc::gen::inRange(0u, 1000000u));
  std::uniform_real_distribution<double> noise(-0.005, 0.005);
  for (double& value : rn)
    value += noise(random);
  const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(rn.size())));
  const int oddity = *rc::gen::inRange(0, 12);
  const double jump = in(-1, 1);
  for (std::size_t i = at; i < rn.size(); ++i)
    if ((oddity == 0 && i == at) || oddity == 1)
      rn[i] += jump;
    else if (oddity == 2 && i < at + 3)
      rn[i] = std::numeric_limits<double>::quiet_NaN();
  return rn;
}

Run run_of_rn(const std::vector<double>& rn, double threshold, BaselineWindow window) {
  Run run;
  run.inputs = {{.name = "curves.csv", .sha256 = {}}};
  Reaction reaction;
  reaction.well = Well{0, 0};
  reaction.rn = rn;
  reaction.settings.threshold = threshold;
  reaction.settings.baseline = window;
  run.reactions = {reaction};
  return run;
}

/// Equal, and missing in the same places.
bool same_values(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

bool within(const std::optional<double>& a, const std::optional<double>& b, double tolerance) {
  return a.has_value() == b.has_value() && (!a || std::abs(*a - *b) <= tolerance);
}

/// Dyes of a plate of one target; every well has its own passive reference.
Run run_of_dyes(const std::vector<std::vector<double>>& curves, double gain) {
  Run run;
  run.inputs = {{.name = "plate.eds", .sha256 = {}}};
  run.passive_reference_status = PassiveReferenceStatus::Dye;
  run.passive_reference = "ROX";
  for (std::size_t i = 0; i < curves.size(); ++i) {
    Reaction reaction;
    reaction.well = Well{0, static_cast<int>(i)};
    reaction.target = "D4-7";
    reaction.reporter = "FAM";
    run.reactions.push_back(reaction);
    std::vector<double> fam;
    std::vector<double> rox;
    for (std::size_t c = 0; c < curves[i].size(); ++c) {
      const double passive = 400000 + 20000 * static_cast<double>(i) + 137.5 * static_cast<double>(c % 7);
      rox.push_back(gain * passive);
      fam.push_back(gain * (curves[i][c] * passive));
    }
    run.dyes.push_back({.well = *reaction.well, .dye = "FAM", .signal = fam});
    run.dyes.push_back({.well = *reaction.well, .dye = "ROX", .signal = rox});
  }
  return run;
}

std::vector<EvidenceCode> codes(const Curve& curve) {
  std::vector<EvidenceCode> result;
  for (const VerdictReason& reason : curve.verdict.reasons)
    result.push_back(reason.code);
  return result;
}

void check_same_results(const Curve& a, const Curve& b) {
  RC_ASSERT(same_values(a.rn, b.rn));
  RC_ASSERT(same_values(a.delta_rn, b.delta_rn));
  RC_ASSERT(a.baseline.has_value() == b.baseline.has_value());
  RC_ASSERT(!a.baseline || a.baseline->window == b.baseline->window);
  RC_ASSERT(a.threshold == b.threshold);
  RC_ASSERT(a.ct_status == b.ct_status);
  RC_ASSERT(a.ct == b.ct);
  RC_ASSERT(a.ct_half_threshold == b.ct_half_threshold);
  RC_ASSERT(a.ct_double_threshold == b.ct_double_threshold);
  RC_ASSERT(a.ct_sdm == b.ct_sdm);
  RC_ASSERT(a.ct_cy0 == b.ct_cy0);
  RC_ASSERT(a.efficiency == b.efficiency);
  RC_ASSERT(a.verdict.amplified == b.verdict.amplified);
  RC_ASSERT(codes(a) == codes(b));
}

}  // namespace

TEST_CASE("with window and threshold given, Rn -> a Rn + b with T -> a T leaves Ct and the verdict") {
  CHECK(rc::check([] {
    const std::vector<double> rn = random_rn();
    const double a = std::exp(*rc::gen::inRange(-3000, 3001) / 1000.0);  // 0.05 to 20
    const double b = *rc::gen::inRange(-10000, 10001) / 1000.0;
    const double threshold = *rc::gen::inRange(20, 1000) / 1000.0;
    const BaselineWindow window{3, *rc::gen::inRange(4, static_cast<int>(rn.size()))};
    std::vector<double> moved = rn;
    for (double& value : moved)
      value = a * value + b;

    for (const CtRule rule : {CtRule::Cubic, CtRule::Linear}) {
      CurveSettings settings;
      settings.ct_rule = rule;
      const Curve before = analyse_curves(run_of_rn(rn, threshold, window), settings).front();
      const Curve after = analyse_curves(run_of_rn(moved, a * threshold, window), settings).front();
      RC_TAG(before.ct ? "with Ct" : "without Ct");
      RC_ASSERT(before.ct_status == after.ct_status);
      RC_ASSERT(within(before.ct, after.ct, 1e-9));
      RC_ASSERT(within(before.ct_half_threshold, after.ct_half_threshold, 1e-9));
      RC_ASSERT(within(before.ct_double_threshold, after.ct_double_threshold, 1e-9));
      RC_ASSERT(before.crossings == after.crossings);
      RC_ASSERT(before.verdict.amplified == after.verdict.amplified);
      RC_ASSERT(codes(before) == codes(after));
    }
  }));
}

TEST_CASE(
    "multiplying reporter and passive reference by one constant changes nothing, automatic rules included") {
  CHECK(rc::check([] {
    std::vector<std::vector<double>> curves;
    for (int i = 0; i < 3; ++i)
      curves.push_back(random_rn());
    const double gain = *rc::gen::element(0.5, 2.0, 1024.0, 1.0 / 65536, 3.0, 0.7, 1e-3, 12345.678);
    for (const auto rule : {AutomaticRule::Abi7500V2, AutomaticRule::QuantStudio, AutomaticRule::Own}) {
      CurveSettings settings;
      settings.automatic_rule = rule;
      const std::vector<Curve> before = analyse_curves(run_of_dyes(curves, 1.0), settings);
      const std::vector<Curve> after = analyse_curves(run_of_dyes(curves, gain), settings);
      RC_ASSERT(before.size() == 3u);
      for (std::size_t i = 0; i < before.size(); ++i)
        check_same_results(before[i], after[i]);
    }
  }));
}
