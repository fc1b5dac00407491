#include "curves/verdict/standstill.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "curves/limits.hpp"
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
  std::size_t first = finite.size() - 1;
  while (first > 0 && finite[first - 1].value == finite.back().value)
    --first;
  const auto is_lower = [&](const Reading& other) { return other.value < finite.back().value; };
  Standstill end{.cycle = first == 0 ? 1 : finite[first].cycle,
                 .readings = static_cast<int>(finite.size() - first),
                 .is_floor = std::ranges::none_of(finite, is_lower)};
  double sum = 0, smallest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i <= first; ++i) {
    const double change = std::abs(finite[i].value - finite[i - 1].value);
    sum += change;
    if (change > 0)
      smallest = std::min(smallest, change);
  }
  if (first > 0)
    end.steps = sum / static_cast<double>(first) / smallest;
  return end;
}

std::span<const double> detected(const Evidence& e) {
  return e.context.reporter.size() == e.rn.size() ? e.context.reporter : e.rn;
}

std::optional<Verdict> stands_still(const Evidence& e, const Verdict&) {
  const Standstill end = standstill_of(detected(e));
  if (end.is_floor || end.readings < limits::standing_readings || end.steps < limits::standing_steps)
    return std::nullopt;
  return Verdict{Amplified::Unclear,
                 {because(EvidenceCode::AllEqual, field<"cycle">(std::to_string(end.cycle)))}};
}

}  // namespace crossbreak
