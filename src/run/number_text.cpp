#include "run/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace crossbreak {

std::string shortest_text(double value) {
  if (!std::isfinite(value)) {
    return {};
  }
  if (value == 0) {
    return std::signbit(value) ? "-0.0" : "0";  // "-0" would read back as the integer 0
  }
  std::array<char, 32> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

std::string readable_text(double value) {
  constexpr std::size_t short_enough = 6;
  constexpr int digits = 4;
  const std::string shortest = shortest_text(value);
  if (shortest.size() <= short_enough) {
    return shortest;
  }
  std::array<char, 32> text;
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, digits).ptr;
  return {text.data(), end};
}

std::string fixed_text(double value, int decimals) {
  if (!std::isfinite(value)) {
    return {};
  }
  std::array<char, 400> text;  // DBL_MAX has 309 digits before the point
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals).ptr;
  return {text.data(), end};
}

int decimals_beside(double value, double limit) {
  constexpr int most = 17;  // more digits than a double has
  for (int decimals = 2; decimals < most; ++decimals) {
    const std::string text = fixed_text(value, decimals);
    double shown = 0;
    std::from_chars(text.data(), text.data() + text.size(), shown);
    if ((shown < limit) == (value < limit) && (shown > limit) == (value > limit)) {
      return decimals;
    }
  }
  return most;
}

std::string text_beside(double value, double limit) {
  return fixed_text(value, decimals_beside(value, limit));
}

}  // namespace crossbreak
