// The baseline window behind a delta Rn that a file gives beside its Rn.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "run/run.hpp"

namespace crossbreak {

/// A window and how well it explains a curve's delta Rn.
struct WindowFit {
  BaselineWindow window;
  std::vector<int> contradicting_cycles;  ///< where Rn minus delta Rn is another value; counted from 1
};

/// Whether the window's line (or mean, for three cycles or fewer) is the baseline that was subtracted, that
/// is Rn minus delta Rn. `rn` and `delta_rn` are equally long and in full digits, that is float32: at every
/// cycle the two must agree within 2^-23 (|rn| + |delta_rn|), the rounding of both. Numbers that somebody
/// edited do not: up to one cycle in twenty may contradict and is told. Missing cycles are left out.
std::optional<WindowFit> window_fit(std::span<const double> rn, std::span<const double> delta_rn,
                                    BaselineWindow window);

/// The one window of all that fits; nothing where none or more than one does.
std::optional<WindowFit> recovered_window(std::span<const double> rn, std::span<const double> delta_rn);

}  // namespace crossbreak
