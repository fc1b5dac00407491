#include "curves/verdict/objection.hpp"

#include <fmt/format.h>

namespace crossbreak {

std::string three_digits(double value) {
  return fmt::format("{:.3g}", value);
}

std::string percent(double share) {
  return fmt::format("{:.0f} %", 100 * share);
}

std::string rounded(double value) {
  return fmt::format("{:.0f}", value);
}

}  // namespace crossbreak
