// Full duplexed plates for tests of what depends on size: no plate that anybody measured.
#pragma once

#include "record/report.hpp"

namespace crossbreak {

/// Every well holds a set (FAM) and ALB (VIC), 45 cycles, dyes given. A sample fills eight wells of a column:
/// four sets, two replicates. Sixteen stories repeat along the plate: a deletion, a mixed patient, a split
/// of replicates, a failed reference, a late well, hostile and Chinese names; the last three samples are NTC,
/// PC (fails in D2-8) and NC.
Report full_plate(Plate plate);

/// The plate of 96 wells with one, B1 in D4-7, that lost its passive reference and was left out: Rn leaps a
/// thousandfold where ROX falls to nothing.
Report wild_plate();

/// Two plates of 96 wells called together, "plate 13.eds" the second: the same controls on both, and each
/// patient with wells on both.
Report two_plates();

}  // namespace crossbreak
