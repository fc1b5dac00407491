// The baseline window that the instrument's software chooses by itself, recovered from its own files.
//
// Evidence: 7500 v2.x and StepOne v2.x: 425 of 425 amplified wells; QuantStudio 3, 6, 7: 470 of 472
// (both over files with stored windows, Rn to float32).
#pragma once

#include <optional>
#include <span>

#include "curves/settings.hpp"

namespace crossbreak {

/// The second derivative of Rn at a cycle, Rn per cycle squared: the five-point regression slope,
/// (-2, -1, 0, 1, 2) / 10, applied twice, (4, 4, 1, -4, -10, -4, 1, 4, 4) / 100 over cycles k-4 .. k+4.
/// Nothing where one of the nine is missing.
std::optional<double> second_derivative(std::span<const double> rn, int cycle);

/// The cycle, counted from 1, within [first, last] at which the second derivative of Rn is largest; the first
/// of equals. Nothing where no cycle there has a second derivative.
std::optional<int> second_derivative_maximum(std::span<const double> rn, int first, int last);

/// The window for a well that has grown; nothing where the curve is too short (nine cycles) or too gappy.
///
/// Abi7500V2, with m the second-derivative maximum: from k = m - 1 downwards while Rn[k + 1] - Rn[k] > 0.01;
/// then [3, k], or [1, 2] where k < 3. The data pin the constant between 0.00982 and 0.01006, in Rn; without
/// passive reference the software applies the same number to the raw signal.
///
/// QuantStudio, m within 5 .. n-5: from k = m downwards while g[k] - median(g[3 .. m-4]) > 0.005, g being the
/// central difference; then [3, max(k, 3)].
///
/// Own: as Abi7500V2, but the rise must exceed the background's usual slope (QuantStudio's median) by 0.8 %
/// of the range above that slope instead of 0.01 Rn, so that neither unit, offset nor drift of the signal
/// matters. 0.01 Rn is 0.4 % of a usual plateau of 2.5 Rn; 0.8 % is the middle of 0.2 to 1.6 %, over which
/// the replicates of the 13 public dilution sets scatter alike, and never more than with either instrument's
/// rule (geometric mean at four dilutions 0.196 against 0.231 and 0.198, median SD 0.239 against 0.240 and
/// 0.241, linearity 0.0265 against 0.0271 and 0.0271).
std::optional<BaselineWindow> automatic_window(AutomaticRule rule, std::span<const double> rn);

/// Our own window for a well without growth, all families: [3, n - 1], or all of a shorter curve. What the
/// software does there was not recovered; such a well has no Ct.
BaselineWindow flat_window(int cycles);

}  // namespace crossbreak
