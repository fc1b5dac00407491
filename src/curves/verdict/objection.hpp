// Objections to an amplification, and the verdict that they make together.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "curves/because.hpp"
#include "curves/curve.hpp"

namespace crossbreak {

/// What a rule found against an amplification.
struct Objection {
  Amplified amplified = Amplified::Unclear;  ///< No or Unclear
  VerdictReason reason;
};

template <FieldName... names>
Objection no_because(std::type_identity_t<EvidenceWith<names...>> evidence, const Field<names>&... fields) {
  return {Amplified::No, because<names...>(evidence, fields...)};
}

template <FieldName... names>
Objection unclear_because(std::type_identity_t<EvidenceWith<names...>> evidence,
                          const Field<names>&... fields) {
  return {Amplified::Unclear, because<names...>(evidence, fields...)};
}

/// One measure with two limits: beyond the second it denies what it only doubts before.
template <FieldName... names>
Objection no_or_unclear(bool is_no, std::type_identity_t<EvidenceWith<names...>> for_no,
                        std::type_identity_t<EvidenceWith<names...>> for_unclear,
                        const Field<names>&... fields) {
  return is_no ? no_because<names...>(for_no, fields...) : unclear_because<names...>(for_unclear, fields...);
}

/// Three significant digits: for reading, not for computing.
std::string three_digits(double value);
std::string percent(double share);
/// To the next whole number.
std::string rounded(double value);

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

}  // namespace crossbreak
