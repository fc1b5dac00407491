// Full duplexed plates for tests of what depends on size: simulated, called.
#pragma once

#include "record/report.hpp"

namespace crossbreak {

/// Every well holds a set (FAM) and ALB (VIC), 45 cycles. A sample fills eight wells of a column: the four
/// sets D4-7, D4-8, D2-7, D2-8 in this order, two replicates each. Nine patients repeat along the plate, with
/// "/1", "/2" behind their names from the second time on; the last three samples are NTC, PC and NC.
///   1 2026-00417   deletion D4-7
///   2 2026-00418   not detected
///   3 2026-00421   mixed D4-7 + D2-8, the second set six cycles behind
///   4 2026-00422   not detected
///   5 王秀英 0425  inconclusive: of D2-7 one curve (E5) jumps and is unclear, the other is late
///   6 </script><img src=x onerror=alert(1)>   not detected
///   7 2026-00430   invalid: ALB failed
///   8 1-2          not detected, both wells of D2-8 (G8, H8) late
///   9 2026-00433   deletion D2-7
Report full_plate(Plate plate);

/// The plate of 96 wells with one, B1, whose passive reference reads near nothing: its Rn is hundreds of
/// times too high, and it is left out.
Report wild_plate();

/// Two plates of 96 wells called together, "plate 13.eds" the second: the first has D4-7 and D4-8 of every
/// sample, in the upper rows, the second D2-7 and D2-8, in the lower. The controls are on both; on the second
/// PC fails in D2-8.
Report two_plates();

}  // namespace crossbreak
