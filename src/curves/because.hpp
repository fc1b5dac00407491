// Evidence for and against an amplification, in the words of its catalogue.
#pragma once

#include <initializer_list>
#include <type_traits>

#include "curves/curve.hpp"
#include "words/evidence.hpp"

namespace crossbreak {

/// The entry's code and sentence.
VerdictReason reason_of(const EvidenceEntry& entry, std::initializer_list<Argument> arguments);

/// because(EvidenceCode::Plateau, field<"cycle">("25")), or {EvidenceCode::LinearDrift, "falling"} for a
/// variant. Does not compile where the sentence asks for a field that is not given.
template <FieldName... names>
VerdictReason because(std::type_identity_t<EvidenceWith<names...>> evidence, const Field<names>&... fields) {
  return reason_of(evidence.entry(), {fields.argument...});
}

}  // namespace crossbreak
