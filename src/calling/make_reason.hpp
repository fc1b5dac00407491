// Reasons in the words of their catalogue.
#pragma once

#include <initializer_list>
#include <optional>
#include <type_traits>

#include "calling/reason.hpp"
#include "words/reasons.hpp"

namespace crossbreak {

/// {value} and {limit} are filled from the numbers, every other field from `arguments`.
Reason reason_of(ReasonCode code, std::optional<double> value, std::optional<double> limit,
                 std::initializer_list<Argument> arguments);
/// The same of a rule that compared no numbers.
Reason reason_of(ReasonCode code, std::initializer_list<Argument> arguments);

/// make_reason(ReasonCode::R11Unreadable, field<"wells">(names)). Does not compile where the sentence asks
/// for a field that is not given.
template <FieldName... names>
Reason make_reason(std::type_identity_t<ReasonWith<names...>> reason, const Field<names>&... fields) {
  return reason_of(reason.code(), {fields.argument...});
}

/// The same with the numbers that the rule compared.
template <FieldName... names>
Reason make_reason(std::type_identity_t<ReasonWith<"value", "limit", names...>> reason,
                   std::optional<double> value, std::optional<double> limit, const Field<names>&... fields) {
  return reason_of(reason.code(), value, limit, {fields.argument...});
}

}  // namespace crossbreak
