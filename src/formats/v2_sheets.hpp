// A run as the sheets of a 7500 v2 export: what read_v2_sheets takes apart.
#pragma once

#include "formats/sheet.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// `Sample Setup`, `Amplification Data`, `Multicomponent Data` and `Results`, without those that would be
/// empty; the first row of each holds the titles. Numbers, booleans and texts keep their kind.
/// Throws std::invalid_argument for a reaction without well and for a text with a tab or a line end.
Sheets v2_sheets_of(const Run& run);

}  // namespace crossbreak
