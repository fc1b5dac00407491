// Exports of the SDS v1.x software of the 7500 and 7300: Results and Delta Rn, two files that make one run.
#pragma once

#include <string>

#include "formats/format.hpp"

namespace crossbreak {

/// Reads Results and Delta Rn as text, csv, xls or xlsx: two files in either order, both tables in one
/// workbook, or one of them alone, which an Issue says ("curves_missing", "samples_missing").
extern const Format sds1_export;

/// Whether a text begins as SDS v1.x documents do, whatever it exports: "Document Name: ...", "SDS v1.3.1".
/// Never throws.
bool names_sds1(const Source& source);

struct Sds1Csv {
  std::string results;
  std::string delta_rn;
};

/// The run as the two csv files of SDS v1.3: Ct to 2 decimals, its SD to 3, delta Rn to 6. What the layout
/// has no place for (Rn, dyes, settings, Ct means, flags) is left out. Every reaction needs a well; the run
/// date is written in words where it is ISO 8601, without its zone.
Sds1Csv write_sds1_csv(const Run& run);

}  // namespace crossbreak
