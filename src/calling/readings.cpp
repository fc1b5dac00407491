#include "calling/readings.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "curves/signal/standing_end.hpp"

namespace crossbreak {
namespace {

/// Readings in a row that may be missing: the front of an amplification takes three cycles and more (Ruijter
/// et al. 2009, Nucleic Acids Res. 37:e45), so that two that are missing hide none.
constexpr std::size_t longest_gap = 2;
/// Readings that are the same at the end of a run: fewer may be alike by rounding. Arbitrary.
constexpr std::size_t least_frozen = 5;
/// Of the readings before them at most this share may equal the one before; more, and the file gives too few
/// digits to tell. Arbitrary.
constexpr double coarse_share = 0.25;

/// How many readings stand before the first gap that is too long; 0: there is none.
std::size_t readings_before_gap(const std::vector<double>& values) {
  std::size_t end = 0;  // behind the last finite reading
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i]))
      continue;
    if (end > 0 && i - end > longest_gap)
      return end;
    end = i + 1;
  }
  return end;
}

/// How many of the first `count` readings move; all where the rest do not stand still.
std::size_t readings_that_move(const std::vector<double>& rn, std::size_t count) {
  const std::size_t moving = standing_from(std::span(rn).first(count)) + 1;
  if (count < least_frozen + moving - 1)
    return count;
  std::size_t alike = 0;
  for (std::size_t i = 1; i < moving; ++i)
    alike += is_same_reading(rn[i], rn[i - 1]) ? 1U : 0U;
  return static_cast<double>(alike) > coarse_share * static_cast<double>(moving) ? count : moving;
}

}  // namespace

int last_telling_cycle(const Curve& curve) {
  if (curve.unreadable)
    return 0;
  const std::size_t count = readings_before_gap(curve.delta_rn);
  return static_cast<int>(curve.rn.size() < count ? count : readings_that_move(curve.rn, count));
}

}  // namespace crossbreak
