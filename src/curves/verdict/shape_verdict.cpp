#include "curves/verdict/shape_verdict.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "curves/ct/fit.hpp"
#include "curves/limits.hpp"
#include "curves/verdict/late_front.hpp"
#include "curves/verdict/standstill.hpp"
#include "ieee/elementary.hpp"

namespace crossbreak {

std::optional<Objection> passive_reference_falls(const Evidence& e) {
  const std::span<const double> reporter = e.context.reporter;
  const std::span<const double> passive = e.context.passive;
  const std::size_t from = static_cast<std::size_t>(e.shape.onset - 1);
  const std::size_t to = static_cast<std::size_t>(e.shape.top - 1);
  if (passive.size() != e.rn.size() || reporter.size() != e.rn.size() || to >= passive.size())
    return std::nullopt;
  const double fall = ieee::log(passive[from] / passive[to]);
  const double gain = ieee::log(reporter[to] / reporter[from]) + fall;
  if (!(gain > 0) || !(fall > limits::passive_share * gain))  // also where a logarithm has no value
    return std::nullopt;
  return no_because(EvidenceCode::PassiveReferenceFalls, field<"share">(percent(fall / gain)));
}

std::optional<Objection> far_below_target(const Evidence& e) {
  const std::optional<double>& usual = e.context.usual_rise;
  if (!usual || e.shape.rise >= limits::share_of_usual * *usual)
    return std::nullopt;
  return unclear_because(EvidenceCode::FarBelowTarget, field<"rise">(three_digits(e.shape.rise)),
                         field<"share">(percent(e.shape.rise / *usual)));
}

std::optional<Objection> too_sudden(const Evidence& e) {
  const double growth = e.shape.front_growth();
  if (growth <= limits::fast_growth)
    return std::nullopt;
  const bool is_in_noise = e.shape.rise < limits::quantification * e.shape.noise_sd;  // which is said already
  const auto lead_above = [&](double limit) {
    return is_in_noise ? limits::aicc_lead
                       : faster_front_lead(e.rn, e.shape, limit).value_or(limits::aicc_lead);
  };
  const bool seems_step = growth > limits::step_growth;
  const double least_lead = growth > limits::sudden_growth ? limits::substantial_lead : limits::aicc_lead;
  if (!seems_step && lead_above(limits::fast_growth) < least_lead)
    return std::nullopt;
  const bool is_step = lead_above(limits::step_growth) >= (seems_step ? 0 : limits::aicc_lead);
  return no_or_unclear(is_step, EvidenceCode::Step, EvidenceCode::Sudden,
                       field<"cycles">(three_digits(e.shape.front_cycles)),
                       field<"cycle">(std::to_string(e.shape.steepest)));
}

VerdictReason rise_in_words(double rise, int onset, double noise_sd) {
  return because(EvidenceCode::Rise, field<"rise">(three_digits(rise)), field<"cycle">(std::to_string(onset)),
                 field<"times">(rounded(rise / noise_sd)));
}

namespace {

std::optional<Objection> too_few_readings(const Evidence& e) {
  if (e.shape.readings >= limits::least_readings && 2 * e.shape.readings > static_cast<int>(e.rn.size()))
    return std::nullopt;
  return unclear_because(EvidenceCode::TooFewReadings, field<"readings">(std::to_string(e.shape.readings)),
                         field<"cycles">(std::to_string(e.rn.size())));
}

/// A detector that stands still or is clipped once the baseline begins tells nothing of the well.
std::optional<Objection> all_equal(const Evidence& e) {
  const Standstill end = standstill_of(e);
  if (end.cycle > limits::baseline_cycles)
    return std::nullopt;
  return unclear_because(EvidenceCode::AllEqual, field<"cycle">(std::to_string(end.cycle)));
}

/// A rise is one only where it stands out from the noise of the readings.
std::optional<Objection> rise_in_noise(const Evidence& e) {
  const double noises = e.shape.rise / e.shape.noise_sd;
  if (noises >= limits::quantification)
    return std::nullopt;
  if (e.shape.rise <= 0)
    return no_because(EvidenceCode::NoRise);
  return no_or_unclear(noises < limits::detection, EvidenceCode::RiseInNoise, EvidenceCode::RiseNearNoise,
                       field<"rise">(three_digits(e.shape.rise)),
                       field<"cycle">(std::to_string(e.shape.onset)), field<"times">(three_digits(noises)));
}

/// A rise means something only if it exceeds what the same curve did without amplification: drift, start
/// transient, falling baseline.
std::optional<Objection> no_more_than_before(const Evidence& e) {
  const double before = e.shape.range_before;
  if (e.shape.rise >= limits::stands_out * before)
    return std::nullopt;
  return no_or_unclear(e.shape.rise < limits::same_as_before * before, EvidenceCode::RiseWithinDrift,
                       EvidenceCode::RiseNearDrift, field<"rise">(three_digits(e.shape.rise)),
                       field<"cycle">(std::to_string(e.shape.onset)), field<"before">(three_digits(before)));
}

/// The product stays, but its light may fall: a hook, a seal that opens late. What fell back after the front
/// of an amplification is for a person to judge; what jumped up and back is a bubble or a dip.
std::optional<Objection> not_kept(const Evidence& e) {
  if (e.shape.kept >= limits::kept)
    return std::nullopt;
  const bool is_no = e.shape.kept < limits::hardly_kept && e.shape.front_cycles < limits::whole_front;
  return no_or_unclear(is_no, EvidenceCode::NotKept, EvidenceCode::FallsBack,
                       field<"rise">(three_digits(e.shape.rise)), field<"cycle">(std::to_string(e.shape.top)),
                       field<"share">(percent(std::max(e.shape.kept, 0.0))));
}

/// Far below the efficiency of a working assay a slow bend cannot be told from a drift.
std::optional<Objection> too_slow(const Evidence& e) {
  const double efficiency = e.shape.front_efficiency();
  if (efficiency >= limits::slow_efficiency)
    return std::nullopt;
  return no_or_unclear(efficiency < limits::drift_efficiency, EvidenceCode::SlowBend,
                       EvidenceCode::SlowGrowth, field<"growth">(percent(efficiency)),
                       field<"cycle">(std::to_string(e.shape.steepest)));
}

/// The linear phase of an amplification bends into its plateau. A background that has begun to rise (a seal
/// that leaks, another dye's light) goes straight on.
std::optional<Objection> straight_on(const Evidence& e) {
  const int cycles = e.shape.last - e.shape.steepest;
  if (e.shape.end_slope <= limits::straight_slope || cycles <= limits::straight_cycles)
    return std::nullopt;
  return unclear_because(EvidenceCode::StraightRise, field<"cycles">(std::to_string(cycles)));
}

/// Without a baseline nothing tells the foot of the rise from a transient.
std::optional<Objection> no_baseline(const Evidence& e) {
  if (e.shape.onset >= limits::baseline_cycles)
    return std::nullopt;
  return unclear_because(EvidenceCode::NoBaseline, field<"cycle">(std::to_string(e.shape.onset)));
}

/// A drift is smooth over the whole run; an amplification is not.
std::optional<Objection> drift_explains(const Evidence& e) {
  const Background& background = e.shape.background;
  if (background.residual_sd(limits::drift_degree) > limits::drift_noise * e.shape.noise_sd)
    return std::nullopt;
  using Drift = EvidenceWith<"change", "cycles">;
  const auto drift = [&](Drift rising, Drift falling) {
    return no_because<"change", "cycles">(background.line_change < 0 ? falling : rising,
                                          field<"change">(three_digits(std::abs(background.line_change))),
                                          field<"cycles">(std::to_string(e.shape.cycles)));
  };
  switch (background.best_degree()) {
    case 0:
      return no_because(EvidenceCode::Flat, field<"noise">(three_digits(e.shape.noise_sd)));
    case 1:
      return drift(EvidenceCode::LinearDrift, {EvidenceCode::LinearDrift, "falling"});
    case 2:
      return drift(EvidenceCode::QuadraticDrift, {EvidenceCode::QuadraticDrift, "falling"});
    default:
      return drift(EvidenceCode::CubicDrift, {EvidenceCode::CubicDrift, "falling"});
  }
}

/// A sigmoid on a straight drift against the cubic drift, by Akaike's criterion.
bool sigmoid_beats_drift(const Evidence& e) {
  const auto [range, shares] = shares_of_range(e.rn);
  const SigmoidFit fit = fit_sigmoid(shares, SigmoidForm::FourWithDrift);
  // A late rise leaves the plateau open and may not converge; its RSS is then an upper bound, which will do.
  if (fit.status == FitStatus::TooFewPoints || fit.status == FitStatus::NoRise)
    return false;
  // Of the readings alone: the cubic also went through the straight lines that bridge gaps.
  constexpr int degree = limits::drift_degree;
  const double drift_rss = e.shape.background.rss[degree] * fit.points / e.shape.cycles;
  constexpr int sigmoid_parameters = parameter_count(SigmoidForm::FourWithDrift) + 1;  // variance
  const double drift = aicc(drift_rss, fit.points, degree + 2);
  const double sigmoid = aicc(fit.rss * range * range, fit.points, sigmoid_parameters);
  return drift - sigmoid >= limits::aicc_lead;
}

// Why each rule stands where it does is told in README.md, what its limits rest on in limits.hpp.
constexpr std::array rules{
    ShapeRule{"too few readings", ShapeRule::Weight::Settles, too_few_readings},
    ShapeRule{"all equal", ShapeRule::Weight::Settles, all_equal},
    ShapeRule{"rise in noise", ShapeRule::Weight::Objects, rise_in_noise},
    ShapeRule{"no more than before", ShapeRule::Weight::Objects, no_more_than_before},
    ShapeRule{"not kept", ShapeRule::Weight::Objects, not_kept},
    ShapeRule{"too sudden", ShapeRule::Weight::Objects, too_sudden},
    ShapeRule{"too slow", ShapeRule::Weight::Objects, too_slow},
    ShapeRule{"straight on", ShapeRule::Weight::Objects, straight_on},
    ShapeRule{"no baseline", ShapeRule::Weight::Objects, no_baseline},
    ShapeRule{"passive reference falls", ShapeRule::Weight::Objects, passive_reference_falls},
    ShapeRule{"far below target", ShapeRule::Weight::Objects, far_below_target},
    ShapeRule{"drift explains", ShapeRule::Weight::Outweighs, drift_explains},
};

std::vector<VerdictReason> reasons_for(const CurveShape& shape) {
  const std::string steepest = std::to_string(shape.steepest);
  std::vector<VerdictReason> reasons;
  reasons.push_back(rise_in_words(shape.rise, shape.onset, shape.noise_sd));
  reasons.push_back(because(EvidenceCode::ExponentialPhase, field<"cycle">(steepest),
                            field<"growth">(percent(shape.front_efficiency()))));
  if (shape.end_slope > limits::still_rising)
    reasons.push_back(because(EvidenceCode::NoPlateau));
  else
    reasons.push_back(because(EvidenceCode::Plateau, field<"cycle">(steepest)));
  return reasons;
}

}  // namespace

std::span<const ShapeRule> shape_rules() {
  return rules;
}

Verdict judge_shape(const Evidence& evidence) {
  std::vector<Objection> objections;
  for (const ShapeRule& rule : rules) {
    std::optional<Objection> objection = rule.ask(evidence);
    if (!objection)
      continue;
    if (rule.weight == ShapeRule::Weight::Objects)
      objections.push_back(std::move(*objection));
    else if (rule.weight == ShapeRule::Weight::Settles || !objections.empty() ||
             !sigmoid_beats_drift(evidence))
      return {objection->amplified, {std::move(objection->reason)}};
  }
  return verdict_of(std::move(objections), [&] { return reasons_for(evidence.shape); });
}

}  // namespace crossbreak
