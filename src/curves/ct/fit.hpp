// Sigmoids fitted to one curve of readings, with start values from the data and a status that can say no.
#pragma once

#include <span>

#include "curves/ct/levenberg_marquardt.hpp"
#include "curves/ct/sigmoid.hpp"

namespace crossbreak {

enum class FitStatus {
  Converged,
  TooFewPoints,   ///< readings present <= parameters of the form
  NoRise,         ///< all readings equal, or the best curve falls
  OutsideCycles,  ///< of n cycles: width above n: nobody saw it
  NoConvergence,  ///< iteration limit, or no step helps, as where the midpoint would leave 1 to 2 n
};

/// The best curve found. A converged fit is not yet a detection: see verdict.hpp.
struct SigmoidFit {
  SigmoidParameters curve;  ///< means something only if Converged
  FitStatus status = FitStatus::TooFewPoints;
  double rss = 0;  ///< residual sum of squares, unit of the signal squared
  int points = 0;  ///< readings present
};

/// signal[i] was read in cycle i + 1; anything not finite is missing and left out. Any scale and offset will
/// do: raw readings, Rn, delta Rn around zero. residual_sd = sqrt(RSS / (points - parameters)).
SigmoidFit fit_sigmoid(std::span<const double> signal, SigmoidForm form, const FitOptions& options = {});

/// The same from start values that are given, in the unit of the signal, such as a fit of a simpler form or
/// of more of the curve. `start.upper` and `start.lower` differ; what the form has not is not looked at.
SigmoidFit fit_sigmoid_from(const SigmoidParameters& start, std::span<const double> signal, SigmoidForm form,
                            const FitOptions& options = {});

}  // namespace crossbreak
