// A report with every state in it, for tests of the writers. Not a plate that anybody measured.
#pragma once

#include "record/report.hpp"

namespace crossbreak {

/// One plate, one well per sample and set, in columns: rows A-D are the four sets, row E is ALB.
///   1 00123          deletion D4-7
///   2 3E5            mixed D4-7 + D2-8, review
///   3 1-2            not detected
///   4 =1+1           inconclusive: D2-7 unclear
///   5 张三 <b>&"';   invalid: ALB failed
///   6 @SUM(A1)       incomplete: D4-8 is missing (its well was omitted)
///   7 -7             not detected, D2-8 late
///   8 NTC   9 PC (fails in D2-8)   10 NC
Report example_report();

}  // namespace crossbreak
