#include "release/amend.hpp"

#include <array>

#include "release/apply.hpp"
#include "release/sign.hpp"
#include "release/standing.hpp"
#include "run/utf8.hpp"

namespace crossbreak {

Report amended(const FinalRecord& final_record, const CalledRecord& called, const ReviewFile& review,
               const std::string& reason) {
  const Release& before = final_record.report.release;
  if (before.status != RecordStatus::Final && before.status != RecordStatus::Amended)
    throw SigningRefused(final_record.file + ": expected a final record, found one that is " +
                         std::string(code_of(before.status)) +
                         ": it is not released yet, and 'crossbreak review apply' makes it anew");
  if (reason.find_first_not_of(" \t") == std::string::npos || printable(reason) != reason)
    throw SigningRefused("expected the reason of the amendment in words on one line, found '" +
                         printable(reason) + "'");
  const std::array<ReviewFile, 2> files = {
      ReviewFile{.name = final_record.file, .record_sha256 = before.of, .events = before.events}, review};
  std::vector<ReviewEvent> events = merge_events(files);
  if (events.size() == before.events.size())
    throw SigningRefused(review.name + ": adds no event to those of " + final_record.file);
  Report report = apply_events(called, std::move(events));
  report.release.replaces =
      Replaced{.file = final_record.file, .sha256 = final_record.sha256, .reason = reason};
  return report;
}

}  // namespace crossbreak
