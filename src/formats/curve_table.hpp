// A plain table of curves: first column Cycle, one column a curve.
#pragma once

#include "formats/format.hpp"

namespace crossbreak {

/// Every column becomes a Reaction whose `sample` is the column title and whose `rn` is the column; all are
/// of the one target "". Where every title is a well, `well` is set too. A missing cell is NaN. There is no
/// passive reference: what the columns hold is taken as it stands.
extern const Format curve_table;

}  // namespace crossbreak
