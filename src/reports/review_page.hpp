// The review page: one HTML file to see every curve behind every call.
#pragma once

#include <string>

#include "record/report.hpp"

namespace crossbreak {

/// The review page's bytes, one HTML file. Throws ReportError for a report without curves.
std::string write_review_page(const Report& report, Language language);

}  // namespace crossbreak
