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

/// RUN.released.csv and RUN.repeats.csv beside the record.
struct ReleasedFiles {
  std::vector<std::string> names;  ///< those that the record makes
  std::vector<Output> differing;   ///< as the record makes them: the files beside it are others or missing
  std::string difference;          ///< the first one: file, line, what was wanted and what was found
};

/// Compares them with what the record makes, a byte-order mark left aside. Throws VerificationError where
/// they lie beside a record that releases nothing.
ReleasedFiles compare_released(const ReleaseFiles& files, const Report& report);

/// Throws VerificationError where such a file lies beside a record of this status, which releases nothing.
void check_nothing_released(const ReleaseFiles& files, RecordStatus status);

}  // namespace crossbreak::cli
