// The review page: one HTML file to see every curve behind every call.
#pragma once

#include <optional>
#include <string>

#include "record/report.hpp"

namespace crossbreak {

/// Whether the record that the page shows is written beside it, whole: decisions are made on that record, by
/// its SHA-256, and without it there would be nothing to apply them to.
enum class RecordBeside { Whole, None };

/// The review page's bytes, one HTML file. `record_sha256` is that of write_record(report), computed where it
/// is not given. Throws ReportError for a report without curves.
std::string write_review_page(const Report& report, Language language,
                              RecordBeside record = RecordBeside::Whole,
                              std::optional<std::string> record_sha256 = {});

}  // namespace crossbreak
