// The settings of [rules]: every limit and choice of the rules that a laboratory may change, said once. The
// reader of panels, `crossbreak panel` and the table in primers/README.md are made from it.
//
// A new setting is a member of Rules (panel.hpp) with its default and a row in rule_settings.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "assay/panel.hpp"

namespace crossbreak {

enum class Rule : std::uint8_t;  // words/reasons.hpp

/// Both ends belong to it.
template <class Number>
struct Range {
  Number least;
  Number greatest;
};

// What lies outside these is a slip of the pen, not an assay: arbitrary, wide on purpose.
inline constexpr Range<double> ct_limit_range{10, 60};  ///< of a cut-off or a control's limit
inline constexpr Range<int> cycle_range{1, 100};        ///< of a run's cycles

struct NumberSetting {
  double Rules::*member;
  Range<double> range;
};

struct WholeNumberSetting {
  int Rules::*member;
  Range<int> range;
};

struct ListSetting {
  std::vector<std::string> Rules::*member;
};

/// A value of an enum.
struct ChoiceSetting {
  std::span<const std::string_view> codes;
  std::size_t (*chosen)(const Rules&);  ///< place in `codes`
  void (*choose)(Rules&, std::size_t);
};

struct RuleSetting {
  std::string_view key;
  std::variant<NumberSetting, WholeNumberSetting, ListSetting, ChoiceSetting> value;
  Rule rule;
  std::string_view meaning;  ///< as in primers/README.md
  std::string_view source;   ///< what the default rests on, or "arbitrary"
};

/// In the order that people read them.
std::span<const RuleSetting> rule_settings();

/// As a panel file writes it: 36.0, "negative", ["BADROX", "AMPNC"]. The default is that of Rules{}.
std::string value_text(const RuleSetting& setting, const Rules& rules);

/// As a panel file writes a number that may have a fraction: 36.0, 0.25.
std::string toml_number(double number);

/// The table of [rules] in primers/README.md, a line each.
std::string rule_settings_page();

}  // namespace crossbreak
