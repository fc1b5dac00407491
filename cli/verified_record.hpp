// A reviewed record that is read and checked. Shared by review sign, amend and verify.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/laboratory.hpp"
#include "record/report.hpp"
#include "release/audit.hpp"
#include "release/record_text.hpp"
#include "release_files.hpp"

namespace crossbreak::cli {

struct VerifiedRecord {
  RecordText text;
  Report report;
  Audit audit;
  std::vector<std::string>
      files_checked;  ///< inputs, plate map, replaced record, panel and profile beside it
  std::vector<std::string> files_missing;  ///< named by the record, and not beside it
};

/// Throws InputError, UndecidedError for a preliminary record, and VerificationError that names the first
/// thing that does not match. `people_are_trusted`: `people` were named, not found.
VerifiedRecord read_verified(const ReleaseFiles& files, const Laboratory& people, bool people_are_trusted);

}  // namespace crossbreak::cli
