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

/// The final record's events and those of `review`, applied to the called record behind it, or to another
/// call of the same run files: without some wells, with wells that were left out before, or by another panel,
/// plate map or role. On another call the final record's events stand where they are on what is called as
/// before and not all who decided so decide anew in `review`; the rest is decided by `review`. Names, hashes
/// and replaces the final one, tells what of each patient changed, and has no signature yet. Throws
/// SigningRefused where the record is not final, the reason is empty, the review adds nothing, or leaves out
/// a well that `called` counts; VerificationError where `called` is of other run files; and as
/// apply_events().
Report amended(const FinalRecord& final_record, const CalledRecord& called, const ReviewFile& review,
               const std::string& reason);

/// Throws VerificationError where an amendment under this policy asks for fewer signatures than the final
/// record did, or for no keys where that did.
void check_policy_of_amendment(const SigningPolicy& policy, const FinalRecord& final_record);

}  // namespace crossbreak
