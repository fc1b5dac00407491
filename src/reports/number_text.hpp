// Numbers as text, whatever the locale.
#pragma once

#include <string>

namespace crossbreak {

/// The shortest text that reads back to the same double: "36", "0.1", "1e-20", "-0.0". Of a number that is
/// not finite: empty.
std::string shortest_text(double value);

/// Rounded for people: fixed_text(35.996, 2) is "36.00". Of a number that is not finite: empty.
std::string fixed_text(double value, int decimals);

}  // namespace crossbreak
