// What people read of the settings of [rules]: values and the table in primers/README.md. The settings
// themselves stand in rules.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "assay/rules.hpp"

namespace crossbreak {

/// In the order that people read them.
std::span<const RuleSetting> rule_settings();

/// As a panel file writes it: 36.0, "negative", ["BADROX", "AMPNC"]. The default is that of Rules{}.
std::string value_text(const RuleSetting& setting, const Rules& rules);

/// As a panel file writes a number that may have a fraction: 36.0, 0.25.
std::string toml_number(double number);

/// The table of [rules] in primers/README.md, a line each.
std::string rule_settings_page();

}  // namespace crossbreak
