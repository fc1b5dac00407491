// The stable names of enum values in records, CSV and on the command line. Import scripts branch on them:
// add, never rename.
//
// An enum with codes has a function codes_of(Enum) beside it, found by its argument: the table of its values
// in their order.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crossbreak {

template <class Enum, std::size_t N>
using CodeTable = std::array<std::pair<Enum, std::string_view>, N>;

/// Whether a table holds the values of its enum in their order, from the first, and no code twice.
template <class Enum>
consteval bool stands_in_order() {
  constexpr auto table = codes_of(Enum{});
  for (std::size_t place = 0; place < table.size(); ++place) {
    if (static_cast<std::size_t>(table[place].first) != place) {
      return false;
    }
    for (std::size_t before = 0; before < place; ++before) {
      if (table[before].second == table[place].second) {
        return false;
      }
    }
  }
  return true;
}

/// "not_detected" of PatientCallState::NotDetected, and so on.
template <class Enum>
constexpr std::string_view code_of(Enum value) {
  static_assert(stands_in_order<Enum>());
  constexpr auto table = codes_of(Enum{});
  return table[static_cast<std::size_t>(value)].second;
}

/// The value of a code; nothing for any other text.
template <class Enum>
constexpr std::optional<Enum> value_of(std::string_view code) {
  for (const auto& [value, candidate] : codes_of(Enum{})) {
    if (candidate == code) {
      return value;
    }
  }
  return std::nullopt;
}

/// The codes of several values, in their order.
template <class Enum>
std::vector<std::string> codes_of(const std::vector<Enum>& values) {
  std::vector<std::string> codes;
  for (const Enum value : values) {
    codes.emplace_back(code_of(value));
  }
  return codes;
}

}  // namespace crossbreak
