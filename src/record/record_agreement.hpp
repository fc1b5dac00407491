// What the parts of a record must agree in, wherever each of them stands alone as it may.
#pragma once

#include "record/json_place.hpp"
#include "record/report.hpp"

namespace crossbreak {

/// Throws ReportError with file and place where a name is none that a panel may have, an index points to no
/// well, a call contradicts the results of its sets, a status its controls, or a curve the call beside it.
void check_agreement(const Place& root, const Report& report);

}  // namespace crossbreak
