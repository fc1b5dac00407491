// The Excel workbook: Calls, Wells, Controls, Curves, Plate, Methods.
#pragma once

#include <string>

#include "record/report.hpp"

namespace crossbreak {

/// The workbook's bytes; the same for the same report, whatever the locale, time zone and clock.
/// Throws ReportError for a report without curves.
std::string write_workbook(const Report& report, Language language);

}  // namespace crossbreak
