// A run as one tidy CSV for data frames: one row a well, target and cycle, what is the well's repeated in
// each.
#pragma once

#include <string>

#include "curves/curve.hpp"

namespace crossbreak {

/// The columns of formats/tidy_table.hpp, which reads it back. UTF-8 with LF; numbers in the fewest digits
/// that read back exactly; an empty cell where there is no value. A well and target without curve has one
/// row, without cycle. Throws ReportError where two reactions of a well have one target, sample and dye.
std::string write_tidy_csv(const AnalysedRun& analysed);

}  // namespace crossbreak
