// The Excel workbook: Calls, Wells, Controls, Curves, Plate, Methods.
#pragma once

#include <string>
#include <string_view>

#include "record/report.hpp"

namespace crossbreak {

/// The workbook's bytes; the same for the same report, whatever the locale, time zone and clock. The hash is
/// that of the record's file. Throws ReportError for a report without curves.
std::string write_workbook(const Report& report, Language language, std::string_view record_sha256);

}  // namespace crossbreak
