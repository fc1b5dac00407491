// A reviewed record and what lies beside it, written so that a program that is ended at any moment leaves the
// old state or the new one, and the next command completes the rest. The order: what is to be written, the
// record beside its place, the audit, the record in its place (which commits), reports and released files.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "files.hpp"
#include "outputs.hpp"
#include "pipeline/laboratory.hpp"
#include "record/report.hpp"
#include "release/audit.hpp"

namespace crossbreak::cli {

/// The files of one record.
class ReleaseFiles {
 public:
  /// Of RUN.calls.json. Keeps other commands out of its folder, which must exist, while it lives, and
  /// completes what an interrupted one left there. Throws OutputError, and VerificationError where what is
  /// left would release a record that does not check with these people.
  ReleaseFiles(const std::filesystem::path& record, Laboratory people, bool people_are_trusted);

  const std::filesystem::path& record() const { return record_; }
  const std::filesystem::path& audit() const { return audit_; }
  const std::string& run() const { return run_; }
  bool has_completed() const { return has_completed_; }  ///< an earlier command's work

  /// The audit file; nothing where it is missing. Throws InputError, VerificationError.
  std::optional<Audit> read_audit_file() const;

  /// The language of a page that lies beside the record, else of the workbook; nothing where there is
  /// neither.
  std::optional<Language> language_there() const;

  /// Which reports lie beside the record, and whether the CSV among them begins with a byte-order mark.
  OutputChoice choice_there() const;

  /// Writes record and audit, then the reports of `choice` (but for the record among them), those that lie
  /// there anew, and, of a record that is final or amended, what is released. Reports and released files that
  /// this record does not make are removed: they tell of an earlier one. `expected` is what the record's file
  /// held when it was read; nothing: there was none. Throws OutputError; where the audit is in its place by
  /// then, the message says so, and the next command writes the rest.
  std::vector<std::filesystem::path> write(const std::optional<std::string>& expected,
                                           const std::string& record, const std::string& audit,
                                           const OutputChoice& choice);

 private:
  /// What is written behind a record, and what is removed.
  struct Reports {
    std::vector<Output> made;
    std::vector<std::filesystem::path> stale;
  };

  void complete();
  void check_releasable(const std::string& record) const;
  std::set<std::string> formats_there() const;
  std::filesystem::path report_path(const std::string& format) const;
  Reports reports_of(const std::string& record, const OutputChoice& choice) const;
  void write_reports(const Reports& reports) const;
  void put(const std::filesystem::path& path, const std::string& next, const std::string& bytes) const;
  void put_in_place(const std::filesystem::path& path, const std::string& next) const;
  void remove_traces() const;

  Laboratory people_;
  bool people_are_trusted_;
  std::filesystem::path record_;
  std::filesystem::path folder_;
  std::string run_;
  std::filesystem::path audit_;
  std::filesystem::path pending_;  ///< there while something is not written whole
  HeldFolder held_;
  bool has_completed_ = false;
};

/// What lies beside RUN.calls.json while it is not written whole.
std::filesystem::path pending_of(const std::filesystem::path& record);

/// Whether an interrupted review command, or one that runs, has not written the record whole: ReleaseFiles
/// completes that.
bool is_unfinished(const std::filesystem::path& record);

/// Whether a review command left it so. A file of that name may be somebody else's.
bool was_begun(const std::filesystem::path& record);

/// The records of a folder of which that is so, in order of their names.
std::vector<std::filesystem::path> unfinished_records(const std::filesystem::path& folder);

/// Throws InputError where the record cannot be read, unless it is unfinished and may not be there yet. What
/// a killed call left of it is put in place first.
void check_readable(const std::filesystem::path& record);

/// "plate" of "plate.calls.json".
std::string run_of_record(const std::filesystem::path& record);

/// The bytes of a file, which may be empty; nothing where it is missing. Throws InputError.
std::optional<std::string> bytes_there(const std::filesystem::path& path);

}  // namespace crossbreak::cli
