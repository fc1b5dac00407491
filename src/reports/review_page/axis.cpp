#include "reports/review_page/axis.hpp"

#include <algorithm>
#include <cmath>

#include "ieee/elementary.hpp"
#include "reports/review_page/layout.hpp"
#include "run/number_text.hpp"

namespace crossbreak::review_page {
namespace {

namespace plot = layout::plot;
using layout::range::margin;
using layout::range::million;

std::string tick_text(double value, int decimals) {
  if (std::abs(value) >= 1e12) {
    return shortest_text(value);
  }
  if (std::abs(value) >= million) {
    return tick_text(value / million, decimals + 6) + "M";
  }
  std::string text = fixed_text(value + 0.0, decimals);
  if (decimals > 0) {
    text.erase(text.find_last_not_of('0') + 1);
    text.erase(text.find_last_not_of('.') + 1);
  }
  return text;
}

std::size_t cycles_of(const Report& report) {
  std::size_t cycles = layout::axis::fewest_cycles;
  for (const ReportCurve& curve : report.curves) {
    cycles = std::max({cycles, curve.reporter.size(), curve.rn.size(), curve.delta_rn.size()});
  }
  return cycles;
}

}  // namespace

void Range::take(const Range& other) {
  low = std::min(low, other.low);
  high = std::max(high, other.high);
}

Range range_of(std::span<const double> values) {
  Range range;
  for (const double value : values) {
    if (std::isfinite(value)) {
      range.take({value, value});
    }
  }
  return range;
}

double Axis::y(double value) const {
  const double reach = range.high - range.low;
  const double share = (value - (range.low - margin * reach)) / (reach + 2 * margin * reach);
  return plot::bottom - share * (plot::bottom - plot::top);
}

double Axis::x(double cycle) const {
  return plot::left + (cycle - 1) / static_cast<double>(cycles - 1) * (plot::right - plot::left);
}

double Axis::pixel() const {
  const double reach = range.is_empty() ? 0 : range.high - range.low;
  return (1 + 2 * margin) * reach / (plot::bottom - plot::top);
}

std::vector<Tick> Axis::ticks() const {
  const double reach = range.high - range.low;
  const double low = range.low - margin * reach;
  const double high = range.high + margin * reach;
  const double rough = (high - low) / layout::range::ticks;
  const double exponent = std::floor(ieee::log10(rough));
  const double power = ieee::pow(10, exponent);
  if (!std::isnormal(power)) {
    return {};  // readings at the edge of what numbers hold
  }
  const auto factor = std::ranges::find_if(layout::range::factors.begin(), layout::range::factors.end() - 1,
                                           [&](int candidate) { return candidate * power >= rough; });
  const double step = *factor * power;
  const int decimals = std::max(0, static_cast<int>(-exponent));
  std::vector<Tick> ticks;
  const double first = std::ceil(low / step);
  for (int i = 0; i <= 2 * layout::range::ticks; ++i) {
    const double value = (first + i) * step;
    if (value <= high + step * layout::range::rounding) {
      ticks.push_back({value, tick_text(value, decimals)});
    }
  }
  return ticks;
}

Axis axis_of(const Report& report) {
  std::vector<Range> ranges;
  Range drawn;
  Range sound;
  for (std::size_t i = 0; i < report.curves.size(); ++i) {
    const Range range = range_of(report.curves[i].delta_rn);
    const WellCall& well = report.calls.wells[i];
    drawn.take(range);
    if (well.amplified == Amplified::Yes && well.state != WellState::LeftOut) {
      sound.take(range);
    }
    ranges.push_back(range);
  }
  const Range usual = sound.is_empty() ? drawn : sound;
  const double reach = layout::range::widening * (usual.high - usual.low);
  Axis axis;
  axis.cycles = cycles_of(report);
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (ranges[i].is_empty()) {
      continue;
    }
    if (ranges[i].low >= usual.low - reach && ranges[i].high <= usual.high + reach) {
      axis.range.take(ranges[i]);
    } else {
      axis.beyond.push_back(i);
    }
  }
  if (axis.range.low == axis.range.high) {
    axis.range = {axis.range.low - 1, axis.range.high + 1};
  }
  return axis;
}

}  // namespace crossbreak::review_page
