// Words that people, and spreadsheets, write into names and texts, in the spelling that names are compared
// in: lower case and half width.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "words/roles.hpp"

namespace crossbreak {

/// A word for deletion around a target's exons: "del(2-7)". Longer words before those that begin them.
inline constexpr auto deletion_words =
    std::to_array<std::string_view>({"deletion", "delta", "del", "缺失", "d"});

/// What no text for a patient may say, because the test sees only its own deletions.
inline constexpr auto overstating_words =
    std::to_array<std::string_view>({"wild type", "wild-type", "wildtype", "normal", "negative"});
inline constexpr auto overstating_words_zh = std::to_array<std::string_view>({"野生型", "正常", "阴性"});

/// A word that names a control whatever the panel, in the spelling that control_names.hpp compares in:
/// without blanks and marks.
struct ControlWord {
  std::string_view text;
  SampleRole role = SampleRole::Ntc;
  std::size_t digits = 2;  ///< at most so many may stand behind it: longer numbers are patients'
};

/// What laboratories write on the wells of their controls: names seen on real plates and in public bug
/// reports of other programs ("Neg.Con", "CPOS", "H2O"). A panel's own list goes first. Behind PC two digits
/// are a set
/// ("PC47"), which only a panel can know.
inline constexpr auto control_words = std::to_array<ControlWord>({
    {"ntc", SampleRole::Ntc},
    {"notemplate", SampleRole::Ntc},
    {"h2o", SampleRole::Ntc},
    {"water", SampleRole::Ntc},
    {"blank", SampleRole::Ntc},
    {"空白", SampleRole::Ntc},
    {"水", SampleRole::Ntc},
    {"nc", SampleRole::NegativeControl},
    {"neg", SampleRole::NegativeControl},
    {"negative", SampleRole::NegativeControl},
    {"阴性", SampleRole::NegativeControl},
    {"pc", SampleRole::PositiveControl, 1},
    {"pos", SampleRole::PositiveControl},
    {"positive", SampleRole::PositiveControl},
    {"阳性", SampleRole::PositiveControl},
});

/// What may stand on either side of a control word: CNEG, PosCon, 阳性对照.
inline constexpr auto control_additions =
    std::to_array<std::string_view>({"c", "con", "ctrl", "control", "对照", "质控"});

struct MonthName {
  std::string_view name;
  int number;
};

/// English, then what German and French spreadsheets write otherwise.
inline constexpr auto month_names = std::to_array<MonthName>({
    {"jan", 1},  {"feb", 2},  {"mar", 3},  {"apr", 4},  {"may", 5},  {"jun", 6},  {"jul", 7},  {"aug", 8},
    {"sep", 9},  {"oct", 10}, {"nov", 11}, {"dec", 12}, {"mrz", 3},  {"mai", 5},  {"okt", 10}, {"dez", 12},
    {"janv", 1}, {"févr", 2}, {"avr", 4},  {"juin", 6}, {"juil", 7}, {"août", 8}, {"déc", 12},
});

/// Behind the numbers of a Chinese date: 2025年2月7日.
inline constexpr std::string_view year_sign = "年";
inline constexpr std::string_view month_sign = "月";
inline constexpr auto day_signs = std::to_array<std::string_view>({"日", "号"});

}  // namespace crossbreak
