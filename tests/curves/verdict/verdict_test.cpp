// The rules one by one, on curves of which the answer is plain. Hard curves and rates: hard_curves_test.cpp.
#include "curves/verdict/verdict.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <rapidcheck.h>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "curves/because.hpp"
#include "curves/limits.hpp"
#include "curves/verdict/hard_curves.hpp"
#include "curves/verdict/model_verdict.hpp"
#include "curves/verdict/shape_verdict.hpp"
#include "words/evidence.hpp"

using namespace crossbreak;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// A fixed ripple of about 0.005 stands in for noise, so that the words never flicker.
double ripple(int cycle) {
  return 0.007 * std::sin(2.7 * cycle) * std::cos(1.1 * cycle * cycle);
}

template <typename Function>
std::vector<double> curve(int cycles, Function of_cycle) {
  std::vector<double> rn;
  for (int c = 1; c <= cycles; ++c)
    rn.push_back(of_cycle(static_cast<double>(c)) + ripple(c));
  return rn;
}

double logistic(double cycle, double midpoint, double width = 1.6) {
  return 1 / (1 + std::exp(-(cycle - midpoint) / width));
}

Verdict judged(const std::vector<double>& rn, CurveContext context = {}) {
  const CurveShape shape = measure_shape(rn);
  const Verdict by_shape = judge(rn, shape, context);
  RiseModels models;
  context.models = open_question(rn, by_shape, shape, models);
  return context.models ? judge(rn, shape, context) : by_shape;
}

std::vector<double> with_noise(std::vector<double> rn, double sd, unsigned seed) {
  hard_curves::Random random(seed);
  for (double& reading : rn)
    reading += sd * hard_curves::normal(random);
  return rn;
}

std::vector<std::string> codes(const Verdict& verdict) {
  std::vector<std::string> all;
  for (const VerdictReason& reason : verdict.reasons)
    all.emplace_back(code_of(reason.code));
  return all;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("an ordinary amplification is a yes, and says what speaks for it in both languages") {
  const Verdict verdict = judged(curve(40, [](double c) { return 0.5 + 2 * logistic(c, 26); }));
  CHECK(verdict.amplified == Amplified::Yes);
  REQUIRE(codes(verdict) == Codes{"rise", "exponential_phase", "plateau"});
  CHECK(verdict.reasons[0].words.en == "rises 1.94 from cycle 19, 657 times its noise");
  CHECK(verdict.reasons[0].words.zh == "自第19循环起上升1.94，为噪声的657倍");
  CHECK(verdict.reasons[1].words.en == "exponential up to cycle 25, 92 % more a cycle");
  CHECK(verdict.reasons[1].words.zh == "至第25循环呈指数增长，每循环增加92 %");
  CHECK(verdict.reasons[2].words.en == "levels off from cycle 25");
  CHECK(verdict.reasons[2].words.zh == "自第25循环起趋于平台");
}

TEST_CASE("a late amplification without plateau is a yes that says so") {
  const Verdict verdict = judged(curve(40, [](double c) { return 0.5 + 2 * logistic(c, 40.5); }));
  CHECK(verdict.amplified == Amplified::Yes);
  CHECK(codes(verdict) == Codes{"rise", "exponential_phase", "no_plateau"});
}

TEST_CASE("a curve that a drift explains is a no, and names the drift") {
  const auto only_reason = [](const std::vector<double>& rn) {
    const Verdict verdict = judged(rn);
    CHECK(verdict.amplified == Amplified::No);
    REQUIRE(verdict.reasons.size() == 1);
    return verdict.reasons[0];
  };
  CHECK(only_reason(curve(40, [](double) { return 0.5; })).code == EvidenceCode::Flat);
  const VerdictReason up = only_reason(curve(40, [](double c) { return 0.5 + 0.01 * c; }));
  CHECK(up.code == EvidenceCode::LinearDrift);
  CHECK(up.words.en == "rises 0.393 over 40 cycles, linear: drift");
  CHECK(up.words.zh == "40个循环内上升0.393，呈线性：漂移");
  const VerdictReason down = only_reason(curve(40, [](double c) { return 0.5 - 0.01 * c; }));
  CHECK(down.words.en == "falls 0.386 over 40 cycles, linear: drift");
  CHECK(down.words.zh == "40个循环内下降0.386，呈线性：漂移");
  CHECK(only_reason(curve(40, [](double c) { return 0.5 + 0.0003 * c * c; })).code ==
        EvidenceCode::QuadraticDrift);
  CHECK(only_reason(curve(40, [](double c) { return 0.5 + 0.00001 * c * c * c; })).code ==
        EvidenceCode::CubicDrift);
}

TEST_CASE("a start transient that slows down is a no") {
  const Verdict verdict =
      judged(curve(40, [](double c) { return 0.5 + 0.3 * (1 - std::exp(-c / 3)) + 0.002 * c; }));
  CHECK(verdict.amplified == Amplified::No);
}

TEST_CASE("a rise no larger than the climb before it is a no, up to twice that, or proven, unclear") {
  const auto late_rise = [](double height) {
    return judged(curve(40, [height](double c) { return 0.5 + 0.006 * c + height * logistic(c, 34); }));
  };
  CHECK(late_rise(0.03).amplified == Amplified::No);
  CHECK(late_rise(0.10).amplified == Amplified::Unclear);
  CHECK(codes(late_rise(0.10)) == Codes{"rise_near_drift"});
  CHECK(late_rise(0.25).amplified == Amplified::Unclear);
  CHECK(codes(late_rise(0.25)) == Codes{"rise_near_drift"});
  CHECK(late_rise(0.60).amplified == Amplified::Yes);
}

TEST_CASE("a step, a spike and a bump are a no") {
  const Verdict step = judged(curve(40, [](double c) { return c > 20 ? 1.0 : 0.5; }));
  CHECK(step.amplified == Amplified::No);
  CHECK(codes(step) == Codes{"step"});

  const Verdict spike = judged(curve(40, [](double c) { return c == 22 ? 3.0 : 0.5; }));
  CHECK(spike.amplified == Amplified::No);
  CHECK(codes(spike) == Codes{"flat"});

  const Verdict bump =
      judged(curve(40, [](double c) { return 0.5 + logistic(c, 18) * (1 - logistic(c, 30)); }));
  CHECK(bump.amplified == Amplified::Unclear);
  CHECK(codes(bump) == Codes{"falls_back"});
}

TEST_CASE(
    "after the front of an amplification, falling back is never a denial: less than 0.7 kept is unclear") {
  const auto falling_to = [](double share) {
    return judged(curve(40, [share](double c) {
      return 0.5 + 2 * logistic(c, 24) * (1 - (1 - share) * std::clamp((c - 30) / 4, 0.0, 1.0));
    }));
  };
  for (const double share : {0.0, 0.05, 0.1, 0.3, 0.5, 0.6}) {
    CAPTURE(share);
    CHECK(falling_to(share).amplified == Amplified::Unclear);
    CHECK(codes(falling_to(share)) == Codes{"falls_back"});
  }
  CHECK(falling_to(0.8).amplified == Amplified::Yes);
  CHECK(falling_to(1).amplified == Amplified::Yes);

  const Verdict bubble = judged(curve(40, [](double c) { return c > 20 && c < 28 ? 2.0 : 0.5; }));
  CHECK(bubble.amplified == Amplified::No);
}

TEST_CASE("a front that grows more than 2.3-fold a cycle is unclear, more than 3.2-fold a no") {
  const auto of_growth = [](double growth) {
    return judged(
        curve(40, [growth](double c) { return 0.5 + 2 * logistic(c, 26.4, 1 / std::log(growth)); }));
  };
  CHECK(of_growth(1.9).amplified == Amplified::Yes);
  CHECK(of_growth(2.0).amplified == Amplified::Yes);
  CHECK(of_growth(2.7).amplified == Amplified::Unclear);
  CHECK(codes(of_growth(2.7)) == Codes{"sudden"});
  CHECK(of_growth(4.5).amplified == Amplified::No);
  CHECK(codes(of_growth(4.5)) == Codes{"step"});
}

TEST_CASE("beside its target, a bend near the end is unclear, and a late amplification is a yes") {
  CurveContext beside;
  beside.target = {.plateau = 3.0, .start = 0.5, .start_spread = 0.05};
  const auto rise = [](auto shape) { return curve(40, [shape](double c) { return 0.5 + shape(c); }); };
  const auto amplification = rise([](double c) { return 3 * logistic(c, 38, 1.5); });
  const auto quadratic = rise([](double c) { return 0.03 * std::pow(std::max(c - 31, 0.0), 2); });
  CHECK(judged(quadratic).amplified == Amplified::Yes);
  CHECK(judged(amplification, beside).amplified == Amplified::Yes);
  CHECK(judged(quadratic, beside).amplified == Amplified::Unclear);

  beside.target->plateau = 0.5;
  const Verdict past = judged(amplification, beside);
  CHECK(past.amplified == Amplified::Unclear);
  CHECK(codes(past) == Codes{"rises_past_target"});
}

TEST_CASE("a drift that climbs half as far as its target's amplifications is unclear, a lower one a no") {
  CurveContext beside;
  beside.target = {.plateau = 6.0, .start = 0.5, .start_spread = 0.5};
  const auto line = [](double climb) {
    return curve(40, [climb](double c) { return 0.5 + climb * c / 39; });
  };
  const Verdict high = judged(line(3.3), beside);
  CHECK(high.amplified == Amplified::Unclear);
  REQUIRE(codes(high) == Codes{"drifts_like_target"});
  CHECK(high.reasons[0].words.en ==
        "climbs 3.3 over 40 cycles as a drift does, but 55 % of what this target usually rises");
  CHECK(judged(line(3.3)).amplified == Amplified::No);
  CHECK(judged(line(2.7), beside).amplified == Amplified::No);
  CHECK(judged(line(-3.3), beside).amplified == Amplified::No);
  CHECK(judged(curve(40, [](double c) { return c < 20 ? 0.5 : 5.5; }), beside).amplified == Amplified::No);

  int hidden = 0;
  for (unsigned seed = 1; seed <= 50; ++seed) {
    // A rise of ten noise SD, through which a drift passes as well.
    const std::vector<double> rn =
        with_noise(curve(40, [](double c) { return 0.5 + 6 * logistic(c, 27); }), 0.6, seed);
    hidden += judged(rn).amplified == Amplified::No;
    CHECK(judged(rn, beside).amplified != Amplified::No);
  }
  CHECK(hidden >= 1);
}

TEST_CASE("a well that stands at its target's plateau from the start is unclear, an empty one is a no") {
  CurveContext beside;
  beside.target = {.plateau = 3.0, .start = 0.5, .start_spread = 0.05};
  const Verdict full = judged(curve(40, [](double) { return 3.4; }), beside);
  CHECK(full.amplified == Amplified::Unclear);
  CHECK(codes(full) == Codes{"saturated"});
  CHECK(judged(curve(40, [](double c) { return 0.5 + 3 * logistic(c, 3); }), beside).amplified ==
        Amplified::Unclear);
  CHECK(judged(curve(40, [](double) { return 0.6; }), beside).amplified == Amplified::No);
}

TEST_CASE("a hook after the plateau stays a yes") {
  const Verdict verdict = judged(
      curve(40, [](double c) { return 0.5 + 2 * logistic(c, 15) - (c > 20 ? 0.03 * (c - 20) : 0.0); }));
  CHECK(verdict.amplified == Amplified::Yes);
}

TEST_CASE("growth far below half a doubling is unclear, and goes on in a straight line is unclear") {
  const Verdict slow = judged(curve(45, [](double c) { return 0.5 + 2 * logistic(c, 30, 3.6); }));
  CHECK(slow.amplified == Amplified::Unclear);
  CHECK(codes(slow) == Codes{"slow_growth"});

  const Verdict straight =
      judged(curve(45, [](double c) { return 0.5 + 0.2 * 1.6 * std::log1p(std::exp((c - 25) / 1.6)); }));
  CHECK(straight.amplified == Amplified::Unclear);
  CHECK(codes(straight) == Codes{"straight_rise"});
}

TEST_CASE("a rise without any baseline before it is unclear") {
  const Verdict verdict = judged(curve(40, [](double c) { return 0.5 + 2 * logistic(c, 8); }));
  CHECK(verdict.amplified == Amplified::Unclear);
  CHECK(codes(verdict) == Codes{"no_baseline"});
}

TEST_CASE("equal readings are unclear, too few readings are unclear, and an empty curve does no harm") {
  const Verdict equal = judged(std::vector<double>(40, 0.7));
  CHECK(equal.amplified == Amplified::Unclear);
  CHECK(codes(equal) == Codes{"all_equal"});
  std::vector<double> clipped(40, 6.0);
  clipped[0] = 2;
  clipped[1] = 4;
  CHECK(codes(judged(clipped)) == Codes{"all_equal"});
  CHECK(codes(judged({})) == Codes{"no_curve"});
  CHECK(codes(judged(std::vector<double>(40, missing))) == Codes{"too_few_readings"});
  std::vector<double> gappy = curve(40, [](double c) { return 0.5 + 2 * logistic(c, 26); });
  for (std::size_t i = 0; i < 24; ++i)
    gappy[i] = missing;
  const Verdict few = judged(gappy);
  CHECK(few.amplified == Amplified::Unclear);
  CHECK(few.reasons[0].words.en == "only 16 readings in 40 cycles: too few to judge");
}

TEST_CASE("missing cycles neither hide an amplification nor make one") {
  std::vector<double> rise = curve(40, [](double c) { return 0.5 + 2 * logistic(c, 26); });
  std::vector<double> drift = curve(40, [](double c) { return 0.5 + 0.01 * c; });
  for (const std::size_t i : {0u, 1u, 8u, 23u, 24u, 25u, 39u})
    rise[i] = drift[i] = missing;
  CHECK(judged(rise).amplified == Amplified::Yes);
  CHECK(judged(drift).amplified == Amplified::No);
}

TEST_CASE("a rise in Rn that is a fall of the passive reference is a no") {
  const std::vector<double> reporter = curve(40, [](double) { return 1000; });
  const std::vector<double> passive = curve(40, [](double c) { return 2000 * (1 - 0.6 * logistic(c, 30)); });
  std::vector<double> rn;
  for (std::size_t i = 0; i < reporter.size(); ++i)
    rn.push_back(reporter[i] / passive[i]);
  const Verdict verdict = judged(
      rn, {.reporter = reporter, .passive = passive, .usual_rise = {}, .models = {}, .jump_at_ct = {}});
  CHECK(verdict.amplified == Amplified::No);
  REQUIRE(codes(verdict) == Codes{"passive_reference_falls"});
  CHECK(verdict.reasons[0].words.en == "100 % of the rise in Rn is a fall of the passive reference");
}

TEST_CASE("a rise far below what the target usually does is unclear") {
  const std::vector<double> rn = curve(40, [](double c) { return 0.5 + 0.1 * logistic(c, 26); });
  CHECK(judged(rn, {.reporter = {}, .passive = {}, .usual_rise = 1.5, .models = {}, .jump_at_ct = {}})
            .amplified == Amplified::Yes);
  const Verdict verdict =
      judged(rn, {.reporter = {}, .passive = {}, .usual_rise = 4.0, .models = {}, .jump_at_ct = {}});
  CHECK(verdict.amplified == Amplified::Unclear);
  CHECK(codes(verdict) == Codes{"far_below_target"});
}

TEST_CASE("the usual rise of a target is a median of three or more") {
  const std::vector<double> rises{2.0, 9.0, 3.0};
  CHECK(usual_rise(rises) == 3.0);
  CHECK(usual_rise(std::span(rises).first(2)) == std::nullopt);
}

TEST_CASE("an amplification that noise hides from its shape is a yes by the comparison of models") {
  int yes = 0, no = 0, by_models = 0;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    // A rise of twenty noise SD: plain to the eye, but not five readings in a row show its slope.
    const Verdict verdict =
        judged(with_noise(curve(40, [](double c) { return 0.5 + 0.6 * logistic(c, 24); }), 0.03, seed));
    yes += verdict.amplified == Amplified::Yes;
    no += verdict.amplified == Amplified::No;
    if (codes(verdict) == Codes{"rise", "sigmoid"}) {
      ++by_models;
      CHECK(verdict.reasons[1].words.en ==
            "a sigmoid on its background explains the curve; no drift, kink or step does");
    }
  }
  MESSAGE(yes << " yes, of which " << by_models << " by models, and " << no << " no, of 200");
  CHECK(yes >= 185);
  CHECK(no <= 4);
  CHECK(by_models >= 20);
}

TEST_CASE("an amplification stands out from a start that falls, and from one that falls further is unclear") {
  const auto after_fall = [](double fall) {
    return judged(
        curve(40, [fall](double c) { return 0.5 + fall * std::exp(-c / 6) + 1.5 * logistic(c, 26); }));
  };
  CHECK(after_fall(1.2).amplified == Amplified::Yes);
  const Verdict verdict = after_fall(4);
  CHECK(verdict.amplified == Amplified::Unclear);
  REQUIRE(codes(verdict) == Codes{"rises_after_fall"});
  CHECK(verdict.reasons[0].words.en.find("but its background falls by") != std::string::npos);
}

TEST_CASE("an amplification on a background that climbs as far is unclear, on one that climbs little a yes") {
  const auto on_climb = [](double slope, double height) {
    return judged(curve(40, [=](double c) { return 0.5 + slope * c + height * logistic(c, 32); }));
  };
  CHECK(on_climb(0.01, 1.2).amplified == Amplified::Yes);
  const Verdict verdict = on_climb(0.055, 1.2);
  CHECK(verdict.amplified == Amplified::Unclear);
  REQUIRE(codes(verdict) == Codes{"rise_near_drift"});
  CHECK(verdict.reasons[0].words.en.find(", after having moved by 1.") != std::string::npos);
  CHECK(on_climb(0.055, 0).amplified == Amplified::No);
  // A front that is doubtful by itself as well is no more than the climb.
  const Verdict slow =
      judged(curve(40, [](double c) { return 0.5 + 0.055 * c + 0.5 * logistic(c, 24, 3.2); }));
  CHECK(slow.amplified == Amplified::No);
}

TEST_CASE("a kink late in the run is unclear, since it explains the curve as well as a late amplification") {
  int yes = 0;
  for (unsigned seed = 1; seed <= 100; ++seed) {
    const double at = 26 + 0.06 * seed;
    const Verdict verdict = judged(
        with_noise(curve(40, [at](double c) { return 0.5 + 0.04 * std::max(c - at, 0.0); }), 0.005, seed));
    yes += verdict.amplified == Amplified::Yes;
  }
  CHECK(yes <= 2);
}

TEST_CASE("a rise beside a jump is for a person to judge, and a jump alone is not") {
  const auto jumping = [](double height) {
    return judged(
        curve(40, [height](double c) { return 0.5 + height * logistic(c, 30) + (c >= 15 ? 0.8 : 0.0); }));
  };
  CHECK(jumping(0).amplified == Amplified::No);
  const Verdict verdict = jumping(1);
  CHECK(verdict.amplified == Amplified::Unclear);
  REQUIRE(codes(verdict) == Codes{"rise_beside_step"});
  CHECK(verdict.reasons[0].words.en.find("at cycle 15, and beside that rises") != std::string::npos);
}

TEST_CASE("a dip of the passive reference hides no amplification, and makes none") {
  const auto dipping = [](double height) {
    const std::vector<double> reporter =
        curve(40, [height](double c) { return 0.5 + height * logistic(c, 30); });
    std::vector<double> passive(40, 1.0);
    for (const std::size_t i : {14u, 15u, 16u})
      passive[i] = 0.3;
    std::vector<double> rn;
    for (std::size_t i = 0; i < reporter.size(); ++i)
      rn.push_back(reporter[i] / passive[i]);
    return judged(
        rn, {.reporter = reporter, .passive = passive, .usual_rise = {}, .models = {}, .jump_at_ct = {}});
  };
  CHECK(dipping(0).amplified == Amplified::No);
  const Verdict verdict = dipping(1);
  CHECK(verdict.amplified == Amplified::Unclear);
  REQUIRE(codes(verdict) == Codes{"rise_beside_dip"});
  CHECK(verdict.reasons[0].words.en.find("the passive reference dips, and the reporter alone rises") == 0);
}

TEST_CASE("a Rn + b leaves the verdict and its reasons' codes unchanged") {
  CHECK(rc::check([] {
    hard_curves::Random random(static_cast<unsigned>(*rc::gen::inRange(1, 1000000)));
    const hard_curves::Setting s = hard_curves::setting(random, *rc::gen::inRange(15, 61));
    std::vector<double> rn = hard_curves::background(random, s);
    if (*rc::gen::arbitrary<bool>())
      hard_curves::amplify(rn, s, hard_curves::between(random, 8, s.cycles));
    const double drift = hard_curves::between(random, -0.01, 0.01);
    hard_curves::add(rn, [drift](double c) { return drift * c; });
    // Powers of two, so that no rounding of the product stands between the two curves. A larger offset would
    // bring readings within the last digits in which an instrument keeps them.
    const double a = std::ldexp(1.0, *rc::gen::inRange(-10, 20));
    const double b = a * 0.125 * *rc::gen::inRange(-80, 80);
    std::vector<double> moved = rn;
    for (double& reading : moved)
      reading = a * reading + b;
    const Verdict one = judged(rn);
    const Verdict other = judged(moved);
    RC_ASSERT(one.amplified == other.amplified);
    RC_ASSERT(codes(one) == codes(other));
  }));
}

TEST_CASE("the stages stand in their order, and none but the models makes a yes") {
  std::vector<std::string> names;
  for (const VerdictStage& stage : verdict_stages()) {
    CAPTURE(stage.name);
    names.emplace_back(stage.name);
    CHECK_FALSE(stage.why.empty());
    CHECK((stage.judge != nullptr));
  }
  CHECK(names == std::vector<std::string>{"unreadable", "shape", "models", "stands still", "beside a jump",
                                          "beside a dip", "late bend", "drifts like the target", "saturated",
                                          "Ct of a jump", "Ct of a drift"});
}

TEST_CASE("what cannot be read stays unclear, whatever later stages would say") {
  const std::vector<double> rn = curve(40, [](double c) { return 0.5 + 2 * logistic(c, 26); });
  const VerdictReason lost = because(EvidenceCode::SignalLost);
  CurveContext context;
  context.unreadable = &lost;
  const Verdict verdict = judge(rn, measure_shape(rn), context);
  CHECK(verdict.amplified == Amplified::Unclear);
  CHECK(codes(verdict) == Codes{"signal_lost"});
  CHECK(codes(judge({}, measure_shape({}))) == Codes{"no_curve"});
}

TEST_CASE("README.md explains every stage and every rule, with the limits in force") {
  std::ifstream file(std::string(CROSSBREAK_SOURCE_DIR) + "/src/curves/verdict/README.md");
  REQUIRE(file);
  const std::string readme{std::istreambuf_iterator<char>(file), {}};
  const auto is_told = [&readme](const std::string& text) {
    CAPTURE(text);
    CHECK(readme.find(text) != std::string::npos);
  };
  for (const VerdictStage& stage : verdict_stages()) {
    std::string overturned;
    for (const Amplified amplified : stage.overturns)
      overturned += (overturned.empty() ? "*" : ", *") + std::string(code_of(amplified)) + '*';
    const std::string first_word = stage.is_final ? "(first word, and the last)" : "(first word)";
    is_told("| " + std::string(stage.name) + " | " + (overturned.empty() ? first_word : overturned) + " |");
  }
  for (const ShapeRule& rule : shape_rules())
    is_told("| " + std::string(rule.name) + " |");
  const auto text = [](double value) {
    std::ostringstream out;
    out << value;
    return out.str();
  };
  using namespace limits;
  is_told("below " + text(detection) + " noise SD | below " + text(quantification) + " |");
  is_told("less than " + text(100 * hardly_kept) + " % is left at the end, and the front took under " +
          text(whole_front) + " cycles | under " + text(100 * kept) + " % |");
  is_told("more than " + text(step_growth) + "-fold a cycle | more than " + text(fast_growth) + "-fold |");
  is_told("grow by " + text(100 * slow_efficiency) + " to " + text(100 * (fast_growth - 1)) + " % a cycle");
  is_told("above " + text(above_plateau) + " usual plateaus");
  is_told("under " + text(100 * drift_efficiency) + " % a cycle | under " + text(100 * slow_efficiency) +
          " % |");
  is_told("after " + text(straight_cycles) + " cycles |");
  is_told("before cycle " + text(baseline_cycles) + " |");
  is_told("under " + text(100 * share_of_usual) + " % of what the target usually rises");
}
