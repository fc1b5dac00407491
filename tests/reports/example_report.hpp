// A report with every state of a patient in it, for tests of the writers: a simulated plate, called.
#pragma once

#include "record/report.hpp"

namespace crossbreak {

/// One plate, one well per sample and set, in columns: rows A-D are the sets D2-7, D2-8, D4-7 and D4-8, row E
/// is ALB. Its reader guessed an encoding.
///   1 00123          deletion D4-7
///   2 3E5            mixed D4-7 + D2-8, the second set six cycles behind
///   3 1-2            not detected
///   4 =1+1           inconclusive: the curve of D2-7 (A4) jumps and is unclear
///   5 张三 <b>&"';   invalid: ALB failed
///   6 @SUM(A1)       incomplete: D4-8 is missing (its well, D6, was omitted)
///   7 -7             not detected, D2-8 late
///   8 NTC   9 PC   10 NC (a read is missing in A10, cycle 5)
///  11 00124          incomplete: D4-8 was not tested, there is no such well
Report example_report();

/// The same plate with a positive control that fails in D2-8, which makes the run invalid and no negative of
/// that set stand.
Report failed_control();

}  // namespace crossbreak
