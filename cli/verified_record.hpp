// A reviewed record that is read and checked. Shared by review sign, amend and verify.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/laboratory.hpp"
#include "record/report.hpp"
#include "release/audit.hpp"
#include "release/record_text.hpp"
#include "release/review_file.hpp"
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

/// The called record with this SHA-256 and the same file name as `record`: `named`, else the one beside
/// `other`, in the folder above the record's or in that above `other`; nothing where none of them is it.
/// Throws InputError, and VerificationError where `named` is another record.
std::optional<CalledRecord> find_called(const std::filesystem::path& record, const std::string& sha256,
                                        const std::optional<std::string>& named,
                                        const std::filesystem::path& other);

/// Throws InputError, UndecidedError for a preliminary record, and VerificationError that names the first
/// thing that does not match. `people_are_trusted`: `people` were named, not found.
VerifiedRecord read_verified(const ReleaseFiles& files, const Laboratory& people, bool people_are_trusted);

}  // namespace crossbreak::cli
