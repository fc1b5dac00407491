// What a verdict is made of: the evidence on one curve, objections to an amplification, and the verdict on
// the shape of the curve alone.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "curves/curve.hpp"
#include "curves/verdict/evidence.hpp"

namespace crossbreak {

/// A rule says what it found against an amplification; nothing when it has no objection.
struct Objection {
  Amplified amplified = Amplified::Unclear;  ///< No or Unclear
  VerdictReason reason;
};

Objection no_because(std::string code, std::string en, std::string zh);
Objection unclear_because(std::string code, std::string en, std::string zh);

/// Three significant digits: for reading, not for computing.
std::string three_digits(double value);
std::string percent(double share);

/// The gravest objections decide; a yes needs none.
template <typename ReasonsForYes>
Verdict verdict_of(std::vector<Objection> objections, ReasonsForYes reasons_for_yes) {
  if (objections.empty())
    return {Amplified::Yes, reasons_for_yes()};
  Verdict verdict;
  for (const Objection& objection : objections)
    verdict.amplified = std::min(verdict.amplified, objection.amplified);
  for (Objection& objection : objections)
    if (objection.amplified == verdict.amplified)
      verdict.reasons.push_back(std::move(objection.reason));
  return verdict;
}

/// The verdict on the shape of the curve alone.
Verdict judge_shape(const Evidence& evidence);

/// Rn also rises when the passive reference falls.
std::optional<Objection> passive_reference_falls(const Evidence& evidence);

/// The plateau of a target depends little on its input (Ruijter et al. 2009, Nucleic Acids Res. 37:e45, where
/// curves of one target share their shape); a far smaller rise is cross-talk, or too late to tell.
std::optional<Objection> far_below_target(const Evidence& evidence);

}  // namespace crossbreak
