#include "curves/recovered/recovered_window.hpp"

#include <cmath>
#include <utility>

#include "curves/signal/baseline.hpp"

namespace crossbreak {

namespace {

constexpr double rounding = 0x1p-23;  // of float32, both halves of a unit and a margin of two
constexpr int cycles_per_contradiction =
    20;  // an arbitrary choice: real files have one edited cycle in fifty

}  // namespace

std::optional<WindowFit> window_fit(std::span<const double> rn, std::span<const double> delta_rn,
                                    BaselineWindow window) {
  const std::optional<Baseline> baseline = fit_baseline(rn, window);
  if (!baseline || rn.size() != delta_rn.size())
    return std::nullopt;
  WindowFit fit{.window = window, .contradicting_cycles = {}};
  const std::size_t allowed = rn.size() / cycles_per_contradiction;
  bool agrees_somewhere = false;
  for (std::size_t i = 0; i < rn.size(); ++i) {
    if (!std::isfinite(rn[i]) || !std::isfinite(delta_rn[i]))
      continue;
    const int cycle = static_cast<int>(i) + 1;
    const double expected = rn[i] - baseline_at(*baseline, cycle);
    if (std::abs(expected - delta_rn[i]) <= rounding * (std::abs(rn[i]) + std::abs(delta_rn[i])))
      agrees_somewhere = true;
    else if (fit.contradicting_cycles.size() == allowed)
      return std::nullopt;
    else
      fit.contradicting_cycles.push_back(cycle);
  }
  return agrees_somewhere ? std::optional(fit) : std::nullopt;
}

std::optional<WindowFit> recovered_window(std::span<const double> rn, std::span<const double> delta_rn) {
  std::optional<WindowFit> found;
  const int cycles = static_cast<int>(rn.size());
  for (int start = 1; start <= cycles; ++start) {
    for (int end = start; end <= cycles; ++end) {
      std::optional<WindowFit> fit = window_fit(rn, delta_rn, {start, end});
      if (!fit)
        continue;
      if (found)
        return std::nullopt;
      found = std::move(fit);
    }
  }
  return found;
}

}  // namespace crossbreak
