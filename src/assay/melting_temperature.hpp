// Melting temperature of a primer by nearest neighbours.
#pragma once

#include <string_view>

namespace crossbreak {

struct DuplexConditions {
  double sodium_molar = 0.05;     ///< Na+, mol/l, > 0
  double strands_molar = 250e-9;  ///< total of both strands, C_T, mol/l, > 0
};

/// In deg C, of the sequence (5'->3', only A C G T, at least two) with its exact complement:
///
///     Tm = dH / (dS + R ln(C_T / 4)) - 273.15,   dS = dS(1 M) + 0.368 (length - 1) ln[Na+]
///
/// with the unified parameters of SantaLucia 1998, Proc. Natl. Acad. Sci. USA 95:1460-1465, table 2 and
/// equations 3 and 8. For strands that are not their own complement: primers.
double melting_temperature_c(std::string_view sequence, const DuplexConditions& conditions = {});

}  // namespace crossbreak
