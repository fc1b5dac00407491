// The background line under a curve, over a window of cycles that is given.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "curves/curve.hpp"

namespace crossbreak {

/// The ordinary least-squares line of Rn over the window where it holds four readings or more, else their
/// mean, as the instrument's software does (7500 v2.x, StepOne v2.x, QuantStudio; with it
/// the Ct of nine .eds files come out, see ct/ct.hpp). Missing cycles are left out. Nothing where the window
/// holds no reading or does not lie within the curve. Computed in float64 about the window's centre.
std::optional<Baseline> fit_baseline(std::span<const double> rn, BaselineWindow window);

/// The baseline's value at a cycle, which counts from 1.
double baseline_at(const Baseline& baseline, double cycle);

/// Rn minus the baseline, extrapolated to all cycles; NaN stays NaN.
std::vector<double> subtract_baseline(std::span<const double> rn, const Baseline& baseline);

/// Residual standard deviation of Rn about the baseline within its window, with the degrees of freedom that
/// the line (two) or the mean (one) leaves; NaN where it leaves none.
double residual_sd(std::span<const double> rn, const Baseline& baseline);

}  // namespace crossbreak
