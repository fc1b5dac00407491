// The curve of one reaction, from the number of template molecules in the well.
#pragma once

#include <vector>

namespace crossbreak {

/// Numbers of one assay. Defaults follow a real TaqMan plate of a 7500 Fast (background, rise, drift and
/// noise of Rn), the Ct of one copy a published one (15 copies: mean Ct 36.5).
struct CurveModel {
  double one_copy_ct = 40.4;  ///< Ct of one molecule at efficiency 1
  double efficiency = 1.0;    ///< in (0, 1]; 1 doubles every cycle
  double plateau = 6.0;       ///< rise in Rn, > 0
  double plateau_cv = 0.05;   ///< between wells
  double width = 2.0;  ///< cycles; 1/ln(1 + efficiency) is a logistic, more approaches the plateau slower
  double background = 2.3;         ///< Rn in cycle 1
  double background_cv = 0.01;     ///< between wells
  double drift = 0.002;            ///< Rn per cycle
  double drift_sd = 0.001;         ///< between wells
  double creep = 0.0;              ///< Rn gained by the last cycle, with the square of the cycle
  double creep_sd = 0.0;           ///< between wells; a well's creep is never below 0 unless `creep` is
  double noise_sd = 0.0025;        ///< Rn, each read
  double noise_relative = 0.0005;  ///< of the signal, each read
};

/// What a well with `molecules` reads in cycle 1, 2, ... `cycles` above its background, without noise. 0
/// molecules: zero throughout.
///
///     f(c) = plateau * (1 + exp(-(c - midpoint) / width))^-s,   s = width * ln(1 + efficiency)
///
/// (Richards 1959, J. Exp. Bot. 10:290-301): far below the midpoint it grows by 1 + efficiency a cycle. The
/// midpoint is such that the second-derivative maximum of n molecules lies at
///
///     ct(n) = (one_copy_ct * ln 2 - ln n) / ln(1 + efficiency).
///
/// That is where a plate crosses the instrument's automatic threshold, within 0.3 cycles: its software looks
/// one cycle behind the maximum, but smooths the derivative over nine cycles, which puts the maximum of an
/// asymmetric curve early, and takes the lowest well. Wells whose maximum lies beyond the fifth cycle from
/// the end lower the threshold of their target, and with it every Ct: the software's own doing.
std::vector<double> noiseless_rise(const CurveModel& model, double plateau, double molecules, int cycles);

/// ct(n) above; molecules > 0.
double expected_ct(const CurveModel& model, double molecules);

}  // namespace crossbreak
