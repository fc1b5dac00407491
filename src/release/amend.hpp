// Amending: another record in the place of a final one, which stays as it is.
#pragma once

#include <string>

#include "record/report.hpp"
#include "release/review_file.hpp"

namespace crossbreak {

/// A final or amended record that has been verified.
struct FinalRecord {
  std::string file;    ///< name without folder
  std::string sha256;  ///< of its bytes
  Report report;
};

/// The final record's events and those of `review`, applied to the called record behind it; or those of
/// `review` alone, where `called` was called anew from that one without some wells. Names, hashes and
/// replaces the final one, tells what of each patient changed, and has no signature yet. Throws
/// SigningRefused where the record is not final, the reason is empty, the review adds nothing, or leaves out
/// a well that `called` counts; VerificationError where `called` is neither of the two; and as
/// apply_events().
Report amended(const FinalRecord& final_record, const CalledRecord& called, const ReviewFile& review,
               const std::string& reason);

}  // namespace crossbreak
