// Why a rule came out as it did, in the words of the catalogue.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <type_traits>

#include "words/words.hpp"

namespace crossbreak {

enum class ReasonCode : std::uint8_t;  // words/reasons.hpp

/// `value` and `limit` are absent where the rule compares no numbers.
struct Reason {
  ReasonCode code{};  ///< the rule and its outcome
  std::optional<double> value;
  std::optional<double> limit;
  Words words;
  bool operator==(const Reason&) const = default;
};

}  // namespace crossbreak
