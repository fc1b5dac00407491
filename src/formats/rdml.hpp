// RDML, the exchange format of real-time PCR data (Lefever et al. 2009, Nucleic Acids Res. 37:2065-2069):
// 1.0 to 1.4 in.
#pragma once

#include <string>
#include <string_view>

#include "formats/format.hpp"

namespace crossbreak {

/// RDML keeps one fluorescence a cycle and target, and no passive reference: it becomes Rn, or delta Rn where
/// backgroundDeterminationMethod says "baseline subtracted". A baseline line (bgFluor, bgFluorSlp) gives
/// delta Rn beside Rn; quantFluor is the threshold. Ct that are negative, no number, or the number of cycles
/// and more are Undetermined.
extern const Format rdml;

/// The task as an RDML type of sample: "unkn", "ntc", "std" and what else RDML knows; empty where it has
/// none.
std::string rdml_type_of_task(std::string_view task);

}  // namespace crossbreak
