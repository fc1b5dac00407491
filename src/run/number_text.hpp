// Numbers as text, whatever the locale.
#pragma once

#include <string>

namespace crossbreak {

/// The shortest text that reads back to the same double: "36", "0.1", "1e-20", "-0.0". Of a number that is
/// not finite: empty.
std::string shortest_text(double value);

/// For people: the shortest text where it is short, else four significant digits: "36", "0.2", "0.0157".
std::string readable_text(double value);

/// Rounded for people: fixed_text(35.996, 2) is "36.00". Of a number that is not finite: empty.
std::string fixed_text(double value, int decimals);

/// Decimals that show a number beside its limit: two, and as many more as it takes to stay below it, at it or
/// above it when rounded, so that 35.999, which is positive, is never shown as 36.00.
int decimals_beside(double value, double limit);

/// fixed_text(value, decimals_beside(value, limit)).
std::string text_beside(double value, double limit);

}  // namespace crossbreak
