// The names of the rules.
#pragma once

#include <cstdint>

#include "words/states.hpp"

namespace crossbreak {

/// The rules, by the names that laboratories call them by.
enum class Rule : std::uint8_t {
  R1,
  R2,
  R3,
  R4,
  R5,
  R6,
  R7,
  R8,
  R9,
  R10,
  R11,
  R12,
  R13,
  R14,
  R15,
  R18,
  R19,
  R20,
  R21,
  R22,
  R23,
  R24,
  R25,
  R26,
  R27,
  Contamination,
  Issue,
  Repeat,
  Spelling,
  Role
};

constexpr auto states_of(Rule) {
  return std::to_array<StateEntry<Rule>>({{Rule::R1, "R1", {"R1", "R1"}},
                                          {Rule::R2, "R2", {"R2", "R2"}},
                                          {Rule::R3, "R3", {"R3", "R3"}},
                                          {Rule::R4, "R4", {"R4", "R4"}},
                                          {Rule::R5, "R5", {"R5", "R5"}},
                                          {Rule::R6, "R6", {"R6", "R6"}},
                                          {Rule::R7, "R7", {"R7", "R7"}},
                                          {Rule::R8, "R8", {"R8", "R8"}},
                                          {Rule::R9, "R9", {"R9", "R9"}},
                                          {Rule::R10, "R10", {"R10", "R10"}},
                                          {Rule::R11, "R11", {"R11", "R11"}},
                                          {Rule::R12, "R12", {"R12", "R12"}},
                                          {Rule::R13, "R13", {"R13", "R13"}},
                                          {Rule::R14, "R14", {"R14", "R14"}},
                                          {Rule::R15, "R15", {"R15", "R15"}},
                                          {Rule::R18, "R18", {"R18", "R18"}},
                                          {Rule::R19, "R19", {"R19", "R19"}},
                                          {Rule::R20, "R20", {"R20", "R20"}},
                                          {Rule::R21, "R21", {"R21", "R21"}},
                                          {Rule::R22, "R22", {"R22", "R22"}},
                                          {Rule::R23, "R23", {"R23", "R23"}},
                                          {Rule::R24, "R24", {"R24", "R24"}},
                                          {Rule::R25, "R25", {"R25", "R25"}},
                                          {Rule::R26, "R26", {"R26", "R26"}},
                                          {Rule::R27, "R27", {"R27", "R27"}},
                                          {Rule::Contamination, "contamination", {"contamination", "污染"}},
                                          {Rule::Issue, "issue", {"issue", "运行提示"}},
                                          {Rule::Repeat, "repeat", {"repeat", "复查"}},
                                          {Rule::Spelling, "spelling", {"spelling", "样本名写法"}},
                                          {Rule::Role, "role", {"role", "样本类型"}}});
}

}  // namespace crossbreak
