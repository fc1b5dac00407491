// The review file: events of reviewers, bound to one called record by its SHA-256.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/report.hpp"

namespace crossbreak {

inline constexpr std::string_view review_schema = "crossbreak/review/2";
inline constexpr std::string_view first_review_schema = "crossbreak/review/1";

/// A called record as it stands on the disk.
struct CalledRecord {
  std::string name;    ///< of its file, for messages
  std::string sha256;  ///< of its bytes
  Report report;
};

struct ReviewFile {
  std::string name;  ///< of the file, for messages; not written
  std::string record_sha256;
  std::vector<ReviewEvent> events;  ///< oldest first
  bool operator==(const ReviewFile&) const = default;
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
