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

/// The final record's events and those of `review`, applied to the called record behind it; it names, hashes
/// and replaces the final one and has no signature yet. Throws SigningRefused where the record is not final,
/// the reason is empty, or the review adds nothing; VerificationError and UndecidedError as apply_events()
/// does.
Report amended(const FinalRecord& final_record, const CalledRecord& called, const ReviewFile& review,
               const std::string& reason);

}  // namespace crossbreak
