#include "curves/verdict/shape_verdict.hpp"

#include <cmath>
#include <fmt/format.h>

#include "curves/ct/fit.hpp"

namespace crossbreak {

Objection no_because(std::string code, std::string en, std::string zh) {
  return {Amplified::No, {std::move(code), {std::move(en), std::move(zh)}}};
}

Objection unclear_because(std::string code, std::string en, std::string zh) {
  return {Amplified::Unclear, {std::move(code), {std::move(en), std::move(zh)}}};
}

std::string three_digits(double value) {
  return fmt::format("{:.3g}", value);
}

std::string percent(double share) {
  return fmt::format("{:.0f} %", 100 * share);
}

std::optional<Objection> passive_reference_falls(const Evidence& e) {
  const std::span<const double> reporter = e.context.reporter;
  const std::span<const double> passive = e.context.passive;
  const std::size_t from = static_cast<std::size_t>(e.shape.onset - 1);
  const std::size_t to = static_cast<std::size_t>(e.shape.top - 1);
  if (passive.size() != e.rn.size() || reporter.size() != e.rn.size() || to >= passive.size())
    return std::nullopt;
  const double fall = std::log(passive[from] / passive[to]);
  const double gain = std::log(reporter[to] / reporter[from]) + fall;
  if (!(gain > 0) || !(fall > e.limits.passive_share * gain))  // also where a logarithm has no value
    return std::nullopt;
  return no_because(
      "passive_reference_falls",
      fmt::format("{} of the rise in Rn is a fall of the passive reference", percent(fall / gain)),
      fmt::format("Rn上升的{}源于参比染料下降", percent(fall / gain)));
}

std::optional<Objection> far_below_target(const Evidence& e) {
  const std::optional<double>& usual = e.context.usual_rise;
  if (!usual || e.shape.rise >= e.limits.share_of_usual * *usual)
    return std::nullopt;
  const double share = e.shape.rise / *usual;
  return unclear_because(
      "far_below_target",
      fmt::format("rises {}, only {} of what this target usually does", three_digits(e.shape.rise),
                  percent(share)),
      fmt::format("上升{}，仅为该靶标通常水平的{}", three_digits(e.shape.rise), percent(share)));
}

namespace {

using Rule = std::optional<Objection> (*)(const Evidence&);

std::optional<Objection> too_few_readings(const Evidence& e) {
  if (e.shape.readings >= least_readings && 2 * e.shape.readings > static_cast<int>(e.rn.size()))
    return std::nullopt;
  return unclear_because(
      "too_few_readings",
      fmt::format("only {} readings in {} cycles: too few to judge", e.shape.readings, e.rn.size()),
      fmt::format("{1}个循环中仅有{0}个读数，不足以判读", e.shape.readings, e.rn.size()));
}

std::optional<Objection> all_equal(const Evidence& e) {
  if (e.shape.range > 0)
    return std::nullopt;
  return no_because("all_equal", "all readings are equal: no rise; check the detector",
                    "所有读数相同，无上升；请检查检测器");
}

/// A drift is smooth over the whole run; an amplification is not. Polynomials up to the third degree cover
/// the straight, accelerating and decelerating drifts that baselines show (Tichopad et al. 2003, Nucleic
/// Acids Res. 31:e122; Ruijter et al. 2009, ibid. 37:e45).
std::optional<Objection> drift_explains(const Evidence& e) {
  constexpr int cubic = 3;
  const Background& background = e.shape.background;
  if (background.residual_sd(cubic) > e.limits.drift_noise * e.shape.noise_sd)
    return std::nullopt;
  const double change = background.line_change;
  const double noise = e.shape.noise_sd;
  const auto reason = [&](std::string code, std::string_view kind_en, std::string_view kind_zh) {
    return no_because(std::move(code),
                      fmt::format("{} {} over {} cycles, {}: drift", change < 0 ? "falls" : "rises",
                                  three_digits(std::abs(change)), e.shape.cycles, kind_en),
                      fmt::format("{}个循环内{}{}，呈{}：漂移", e.shape.cycles, change < 0 ? "下降" : "上升",
                                  three_digits(std::abs(change)), kind_zh));
  };
  switch (background.best_degree()) {
    case 0:
      return no_because("flat", fmt::format("flat: noise of {} around a constant", three_digits(noise)),
                        fmt::format("平坦：仅有围绕常数的噪声（{}）", three_digits(noise)));
    case 1:
      return reason("linear_drift", "linear", "线性");
    case 2:
      return reason("quadratic_drift", "quadratic", "二次曲线");
    default:
      return reason("cubic_drift", "smooth and without a sharp bend", "平缓曲线、无明显拐点");
  }
}

/// A sigmoid on a straight drift against the cubic drift, by Akaike's criterion: a lead of 10 leaves the
/// loser essentially no support (Burnham and Anderson 2002, p. 70).
bool sigmoid_beats_drift(const Evidence& e) {
  const auto [range, shares] = shares_of_range(e.rn);
  const SigmoidFit fit = fit_sigmoid(shares, SigmoidForm::FourWithDrift);
  // A late rise leaves the plateau open and may not converge; its RSS is then an upper bound, which will do.
  if (fit.status == FitStatus::TooFewPoints || fit.status == FitStatus::NoRise)
    return false;
  constexpr int cubic = 3;
  // Of the readings alone: the cubic also went through the straight lines that bridge gaps.
  const double cubic_rss = e.shape.background.rss[cubic] * fit.points / e.shape.cycles;
  const double drift = aicc(cubic_rss, fit.points, cubic + 2);
  const double sigmoid = aicc(fit.rss * range * range, fit.points, 6);
  return drift - sigmoid >= e.limits.aicc_lead;
}

/// Detection and quantification limits of three and ten SD of the blank (Currie 1968, Anal. Chem.
/// 40:586-593); ours starts at five, since the rise was sought among all cycles.
std::optional<Objection> rise_in_noise(const Evidence& e) {
  const double noises = e.shape.rise / e.shape.noise_sd;
  if (noises >= e.limits.quantification)
    return std::nullopt;
  if (e.shape.rise <= 0)
    return no_because("no_rise", "never rises above the line of its background", "始终未升至背景线之上");
  const std::string en = fmt::format("rises {} from cycle {}, only {} times its noise",
                                     three_digits(e.shape.rise), e.shape.onset, three_digits(noises));
  const std::string zh = fmt::format("自第{}循环起上升{}，仅为噪声的{}倍", e.shape.onset,
                                     three_digits(e.shape.rise), three_digits(noises));
  return noises < e.limits.detection ? no_because("rise_in_noise", en, zh)
                                     : unclear_because("rise_near_noise", en, zh);
}

/// A rise means something only if it exceeds what the same curve did without amplification: drift, start
/// transient, falling baseline. The factor of two is ours: cross-talk and bends of a drift stay near one.
std::optional<Objection> no_more_than_before(const Evidence& e) {
  const double before = e.shape.range_before;
  if (e.shape.rise >= e.limits.stands_out * before)
    return std::nullopt;
  const std::string en = fmt::format("rises {} from cycle {}, after having moved by {} before",
                                     three_digits(e.shape.rise), e.shape.onset, three_digits(before));
  const std::string zh = fmt::format("自第{}循环起上升{}，而此前已变动{}", e.shape.onset,
                                     three_digits(e.shape.rise), three_digits(before));
  return e.shape.rise < e.limits.same_as_before * before ? no_because("rise_within_drift", en, zh)
                                                         : unclear_because("rise_near_drift", en, zh);
}

/// No polymerase more than doubles its product in a cycle, so that the front of an amplification takes three
/// cycles and more (Ruijter et al. 2009); a jump of the optics takes one.
std::optional<Objection> too_sudden(const Evidence& e) {
  if (e.shape.front_cycles >= e.limits.fast_cycles)
    return std::nullopt;
  const std::string en = fmt::format("rises tenfold within {} cycles up to cycle {}: faster than doubling",
                                     three_digits(e.shape.front_cycles), e.shape.steepest);
  const std::string zh = fmt::format("至第{1}循环止，{0}个循环内升高十倍：快于每循环倍增",
                                     three_digits(e.shape.front_cycles), e.shape.steepest);
  return e.shape.front_cycles < e.limits.step_cycles ? no_because("step", en, zh)
                                                     : unclear_because("sudden", en, zh);
}

/// Efficiencies of working assays lie at 0.8 to 1 (Bustin et al. 2009, Clin. Chem. 55:611-622; Ruijter et al.
/// 2009); at half of that and less a slow bend cannot be told from a drift.
std::optional<Objection> too_slow(const Evidence& e) {
  const double efficiency = e.shape.front_efficiency();
  if (efficiency >= e.limits.slow_efficiency)
    return std::nullopt;
  const std::string en = fmt::format("grows by only {} a cycle up to cycle {}: no clear exponential phase",
                                     percent(efficiency), e.shape.steepest);
  const std::string zh =
      fmt::format("至第{1}循环止每循环仅增长{0}：无明确的指数期", percent(efficiency), e.shape.steepest);
  return efficiency < e.limits.drift_efficiency ? no_because("slow_bend", en, zh)
                                                : unclear_because("slow_growth", en, zh);
}

/// The linear phase of an amplification bends into its plateau: a logistic of efficiency 0.5 keeps more than
/// three quarters of its largest slope for four cycles, but hydrolysis probes keep it longer: seven and eight
/// cycles in dilute standards of a real 7500 Fast plate (RNase P), which is why the limit is ten; the rated
/// sets give the same figures from 5 to 100. A background that has begun to rise (a seal that leaks, another
/// dye's light) goes straight on.
std::optional<Objection> straight_on(const Evidence& e) {
  const int cycles = e.shape.last - e.shape.steepest;
  if (e.shape.end_slope <= e.limits.straight_slope || cycles <= e.limits.straight_cycles)
    return std::nullopt;
  return unclear_because("straight_rise",
                         fmt::format("rises in a straight line for the last {} cycles: no plateau", cycles),
                         fmt::format("最后{}个循环呈直线上升，无平台期", cycles));
}

/// The product stays. A hook lowers the plateau (Isaac 2009, in Logan et al., Real-Time PCR, p. 39); a dip of
/// the passive reference or a bubble takes all of it back.
std::optional<Objection> not_kept(const Evidence& e) {
  if (e.shape.kept >= e.limits.kept)
    return std::nullopt;
  return no_because(
      "not_kept",
      fmt::format("rises {} up to cycle {}, but only {} of it is left at the end", three_digits(e.shape.rise),
                  e.shape.top, percent(std::max(e.shape.kept, 0.0))),
      fmt::format("至第{1}循环上升{0}，但末尾仅余{2}", three_digits(e.shape.rise), e.shape.top,
                  percent(std::max(e.shape.kept, 0.0))));
}

/// A line takes four readings (formats.md 1.1): with fewer, nothing tells the foot of the rise from a
/// transient.
std::optional<Objection> no_baseline(const Evidence& e) {
  if (e.shape.onset >= e.limits.baseline_cycles)
    return std::nullopt;
  return unclear_because("no_baseline", fmt::format("rises from cycle {}: no baseline before", e.shape.onset),
                         fmt::format("自第{}循环即上升，之前无基线", e.shape.onset));
}

std::vector<VerdictReason> reasons_for(const CurveShape& shape) {
  std::vector<VerdictReason> reasons;
  reasons.push_back({"rise",
                     {fmt::format("rises {} from cycle {}, {:.0f} times its noise", three_digits(shape.rise),
                                  shape.onset, shape.rise / shape.noise_sd),
                      fmt::format("自第{}循环起上升{}，为噪声的{:.0f}倍", shape.onset,
                                  three_digits(shape.rise), shape.rise / shape.noise_sd)}});
  reasons.push_back({"exponential_phase",
                     {fmt::format("exponential up to cycle {}, {} more a cycle", shape.steepest,
                                  percent(shape.front_efficiency())),
                      fmt::format("至第{}循环呈指数增长，每循环增加{}", shape.steepest,
                                  percent(shape.front_efficiency()))}});
  if (shape.end_slope > 0.5)
    reasons.push_back({"no_plateau", {"still rising at the last cycle", "最后循环仍在上升"}});
  else
    reasons.push_back({"plateau",
                       {fmt::format("levels off from cycle {}", shape.steepest),
                        fmt::format("自第{}循环起趋于平台", shape.steepest)}});
  return reasons;
}

}  // namespace

Verdict judge_shape(const Evidence& evidence) {
  for (const Rule rule : {too_few_readings, all_equal})
    if (auto objection = rule(evidence))
      return {objection->amplified, {std::move(objection->reason)}};

  std::vector<Objection> objections;
  for (const Rule rule : {rise_in_noise, no_more_than_before, not_kept, too_sudden, too_slow, straight_on,
                          no_baseline, passive_reference_falls, far_below_target})
    if (auto objection = rule(evidence))
      objections.push_back(std::move(*objection));
  // Only a rise against which nothing else is said may win over the drift by its fit.
  if (auto drift = drift_explains(evidence); drift && (!objections.empty() || !sigmoid_beats_drift(evidence)))
    return {Amplified::No, {std::move(drift->reason)}};
  return verdict_of(std::move(objections), [&] { return reasons_for(evidence.shape); });
}

}  // namespace crossbreak
