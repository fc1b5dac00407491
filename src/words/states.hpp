// How a state is named in records and called inside a sentence, said once beside its enum:
//
//   constexpr auto states_of(RunStatus) { return std::to_array<StateEntry<RunStatus>>({{RunStatus::Valid, ...
//
// gives code_of(), value_of() and words_of().
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "words/code.hpp"
#include "words/sentence.hpp"

namespace crossbreak {

template <class Enum>
struct StateEntry {
  Enum value;
  std::string_view code;
  Sentence words;  ///< as it stands inside a sentence: "left out"
};

template <class Enum>
concept HasStates = requires {
  states_of(Enum{});
};

template <HasStates Enum>
constexpr auto codes_of(Enum) {
  constexpr auto states = states_of(Enum{});
  CodeTable<Enum, states.size()> table{};
  for (std::size_t i = 0; i < states.size(); ++i) {
    table[i] = {states[i].value, states[i].code};
  }
  return table;
}

template <HasStates Enum>
Words words_of(Enum value) {
  static_assert(stands_in_order<Enum>());
  constexpr auto states = states_of(Enum{});
  return words_of(states[static_cast<std::size_t>(value)].words);
}

}  // namespace crossbreak
