#include "curves/verdict/disturbed_verdict.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "curves/because.hpp"
#include "curves/limits.hpp"
#include "curves/signal/issues.hpp"
#include "curves/signal/rn.hpp"
#include "curves/verdict/objection.hpp"
#include "curves/verdict/shape_verdict.hpp"
#include "words/cycles.hpp"

namespace crossbreak {

std::optional<Verdict> rise_beside_step(const Evidence& e, const Verdict&) {
  const std::optional<Step> step = find_step(e.rn, limits::step_noises * e.shape.noise_sd);
  if (!step)
    return std::nullopt;
  const std::vector<double> level = without_step(e.rn, *step);
  const CurveShape shape = measure_shape(level);
  if (judge_shape({level, shape, e.context}).amplified != Amplified::Yes)
    return std::nullopt;
  return Verdict{
      Amplified::Unclear,
      {because(EvidenceCode::RiseBesideStep, field<"height">(three_digits(step->height)),
               field<"cycle">(std::to_string(step->cycle)), field<"rise">(three_digits(shape.rise)),
               field<"from">(std::to_string(shape.onset)))}};
}

std::optional<Verdict> rise_beside_dip(const Evidence& e, const Verdict&) {
  if (e.context.reporter.size() != e.rn.size() || passive_dips(e.context.passive).empty())
    return std::nullopt;
  const CurveShape shape = measure_shape(e.context.reporter);
  const CurveContext alone;
  if (judge_shape({e.context.reporter, shape, alone}).amplified != Amplified::Yes)
    return std::nullopt;
  return Verdict{Amplified::Unclear,
                 {because(EvidenceCode::RiseBesideDip, field<"rise">(three_digits(shape.rise)),
                          field<"cycle">(std::to_string(shape.onset)))}};
}

std::optional<Verdict> jump_makes_ct(const Evidence& e, const Verdict&) {
  if (!e.context.jump_at_ct)
    return std::nullopt;
  const auto& [jump, ct] = *e.context.jump_at_ct;
  const bool crosses = jump.height > 0 && ct > jump.cycle - 1 - limits::cubic_overshoot &&
                       ct < jump.cycle + limits::cubic_overshoot;
  if (!crosses)
    return std::nullopt;
  return Verdict{Amplified::Unclear,
                 {because(EvidenceCode::CtOfJump, field<"height">(three_digits(jump.height)),
                          field<"cycle">(std::to_string(jump.cycle)))}};
}

std::optional<Verdict> drift_makes_ct(const Evidence& e, const Verdict&) {
  if (!e.context.collapsed_window)
    return std::nullopt;
  const auto& [own, ct, own_ct] = *e.context.collapsed_window;
  if (own_ct && std::abs(*own_ct - ct) <= limits::window_shift)
    return std::nullopt;
  return Verdict{Amplified::Unclear,
                 {because(EvidenceCode::CtOfCollapsedWindow, field<"ct">(ct_in_words(ct)),
                          field<"own">(text_of(own)), field<"own_ct">(ct_in_words(own_ct)))}};
}

}  // namespace crossbreak
