// Reads and writes review files.
#pragma once

#include <string>
#include <string_view>

#include "record/report.hpp"
#include "record/review_file.hpp"

namespace crossbreak {

inline constexpr std::string_view first_review_schema = "crossbreak/review/1";

/// A called record as it stands on the disk.
struct CalledRecord {
  std::string name;    ///< of its file, for messages
  std::string sha256;  ///< of its bytes
  Report report;
};

/// Reads crossbreak/review/2, and /1 of the review page, whose decisions become events with ids made of their
/// content. Throws ReportError with file and place for what is no review file, VerificationError where the
/// file was made on another record, or an event says what no event can.
ReviewFile read_review_file(std::string_view name, std::string_view json, const CalledRecord& called);

/// JSON with a final line end. Same file, same bytes.
std::string write_review_file(const ReviewFile& file);

/// Whether a text is a time as events have it: "2026-03-06T08:15:30Z".
bool is_utc_time(std::string_view text);

}  // namespace crossbreak
