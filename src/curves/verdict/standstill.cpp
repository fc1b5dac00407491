#include "curves/verdict/standstill.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "curves/limits.hpp"
#include "curves/signal/standing_end.hpp"
#include "curves/verdict/objection.hpp"

namespace crossbreak {

Standstill standstill_of(std::span<const double> readings) {
  struct Reading {
    int cycle;
    double value;
  };
  std::vector<Reading> finite;
  for (std::size_t i = 0; i < readings.size(); ++i)
    if (std::isfinite(readings[i]))
      finite.push_back({static_cast<int>(i + 1), readings[i]});
  if (finite.empty())
    return {};
  std::size_t first = 0;
  for (const int standing = static_cast<int>(standing_from(readings)) + 1; finite[first].cycle < standing;)
    ++first;
  const auto is_lower = [&](const Reading& other) {
    return other.value < finite.back().value && !is_same_reading(other.value, finite.back().value);
  };
  Standstill end{.cycle = first == 0 ? 1 : finite[first].cycle,
                 .readings = static_cast<int>(finite.size() - first),
                 .is_floor = std::ranges::none_of(finite, is_lower)};
  double sum = 0, smallest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i <= first; ++i) {
    const double change = std::abs(finite[i].value - finite[i - 1].value);
    sum += change;
    if (!is_same_reading(finite[i].value, finite[i - 1].value))
      smallest = std::min(smallest, change);
  }
  if (first > 0)
    end.steps = sum / static_cast<double>(first) / smallest;
  return end;
}

Standstill standstill_of(const Evidence& e) {
  const Standstill of_rn = standstill_of(e.rn);
  if (e.context.reporter.size() != e.rn.size())
    return of_rn;
  const Standstill of_reporter = standstill_of(e.context.reporter);
  return of_reporter.readings < of_rn.readings ? of_rn : of_reporter;
}

std::optional<Verdict> stands_still(const Evidence& e, const Verdict&) {
  const Standstill end = standstill_of(e);
  if (end.is_floor || end.readings < limits::standing_readings || end.steps < limits::standing_steps)
    return std::nullopt;
  return Verdict{Amplified::Unclear,
                 {because(EvidenceCode::AllEqual, field<"cycle">(std::to_string(end.cycle)))}};
}

}  // namespace crossbreak
