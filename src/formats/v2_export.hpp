// Exports of the 7500 v2.x and StepOne software, and those of QuantStudio and ViiA 7 as far as they share
// the vocabulary: text, csv, xls and xlsx.
#pragma once

#include <string>

#include "formats/format.hpp"
#include "formats/sheet.hpp"

namespace crossbreak {

extern const Format v2_text;  ///< text and csv
extern const Format v2_xls;
extern const Format v2_xlsx;

/// Gives sheets their meaning. `Sample Setup`, `Results`, `Amplification Data`, `Multicomponent Data`,
/// `Raw Data` and `Melt Curve Raw Data` are read, other sheets passed over. An export without curves is
/// readable: it has `cycles` 0 and the issue "curves_missing". Throws FormatError.
Run read_v2_sheets(const Sheets& sheets, const Vocabulary& vocabulary);

/// The run as the 7500 v2.x software exports it, `Sample Setup`, `Amplification Data`, `Multicomponent
/// Data` and `Results`; numbers of text and csv have three decimals, those of xlsx all their digits. The
/// same run gives the same bytes. Melt curves, filters and the cycling program have no place in these.
/// Throws std::invalid_argument for a run that they cannot hold: a reaction without well, a name with a
/// line end.
std::string write_v2_text(const Run& run);
std::string write_v2_csv(const Run& run);
std::string write_v2_xlsx(const Run& run);
/// The text as QuantStudio software exports it: wells as numbers and positions, `CT`, `Delta Rn`.
std::string write_quantstudio_text(const Run& run);

}  // namespace crossbreak
