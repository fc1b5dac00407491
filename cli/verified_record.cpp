#include "verified_record.hpp"

#include <algorithm>

#include "assay/assay_error.hpp"
#include "assay/panel_reader.hpp"
#include "assay/profile_reader.hpp"
#include "command.hpp"
#include "pipeline/laboratory_reader.hpp"
#include "record/record.hpp"
#include "record/record_reader.hpp"
#include "release/release_error.hpp"
#include "release/verify.hpp"
#include "run/sha256.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

Report read_reviewed(const RecordText& text) {
  try {
    return read_record(text.name(), text.text());
  } catch (const ReportError& error) {
    throw VerificationError(error.what());
  }
}

/// A panel or profile beside the record that calls itself as the record's does.
std::optional<NamedFile> same_identity(const Report& report, const Source& file,
                                       const CommonColumns* common) {
  try {
    const Panel panel = read_panel(file.name, file.bytes);
    if (panel.id == report.panel.id && panel.version == report.panel.version)
      return NamedFile{file.name, report.panel.sha256};
    return std::nullopt;
  } catch (const AssayError&) {  // no panel: a profile perhaps
  }
  if (common == nullptr || report.profile.id.empty())
    return std::nullopt;
  try {
    const Profile profile = read_profile(file.name, file.bytes, *common);
    if (profile.id == report.profile.id && profile.version == report.profile.version)
      return NamedFile{file.name, report.profile.sha256};
  } catch (const AssayError&) {  // neither
  }
  return std::nullopt;
}

std::optional<CommonColumns> common_columns_in(const fs::path& folder) {
  const fs::path path = folder / path_of(common_columns_name);
  std::error_code error;
  if (!fs::is_regular_file(path, error))
    return std::nullopt;
  return read_common_columns(text_of(path), read_file(path).bytes);
}

void check_assay_files(const Report& report, const fs::path& folder, VerifiedRecord& record) {
  const std::optional<CommonColumns> common = common_columns_in(folder);
  std::vector<fs::path> tables;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".toml" && entry.path().filename() != path_of(laboratory_file_name) &&
        entry.path().filename() != path_of(common_columns_name))
      tables.push_back(entry.path());
  std::sort(tables.begin(), tables.end());
  for (const fs::path& path : tables) {
    const Source source = read_file(path);
    const std::optional<NamedFile> expected = same_identity(report, source, common ? &*common : nullptr);
    if (!expected)
      continue;
    const bool is_profile =
        expected->sha256 == report.profile.sha256 && expected->sha256 != report.panel.sha256;
    check_file(*expected, text_of(path), is_profile ? source.bytes + common->bytes : source.bytes);
    record.files_checked.push_back(expected->file);
  }
}

}  // namespace

std::optional<CalledRecord> find_called(const fs::path& record, const std::string& sha256,
                                        const std::optional<std::string>& named, const fs::path& other) {
  std::vector<fs::path> places;
  if (named) {
    places.push_back(path_of(*named));
  } else {
    const fs::path folder = whole_path(record).parent_path();
    const fs::path beside = whole_path(other).parent_path();
    for (const fs::path& place : {beside, folder.parent_path(), beside.parent_path()})
      places.push_back(place / record.filename());
  }
  for (const fs::path& place : places) {
    std::error_code error;
    if (!named && !fs::is_regular_file(place, error))
      continue;
    const Source source = read_file(place);
    if (const std::string found = sha256_hex(source.bytes); found == sha256)
      return CalledRecord{
          .name = text_of(place), .sha256 = sha256, .report = read_record(text_of(place), source.bytes)};
    else if (named)
      throw VerificationError(*named + ": expected the called record with the SHA-256 " + sha256 +
                              ", found " + found);
  }
  return std::nullopt;
}

VerifiedRecord read_verified(const ReleaseFiles& files, const Laboratory& people, bool people_are_trusted) {
  const Source source = read_file(files.record());
  const std::optional<Audit> audit = files.read_audit_file();
  RecordText text(text_of(files.record()), source.bytes);
  Report report = read_reviewed(text);
  verify(text, report.release, {.audit = audit, .people = people, .people_are_trusted = people_are_trusted});
  VerifiedRecord record{.text = std::move(text),
                        .report = std::move(report),
                        .audit = *audit,
                        .files_checked = {},
                        .files_missing = {}};
  const fs::path folder = files.record().parent_path();
  for (const NamedFile& named : files_named(record.report)) {
    const fs::path path = folder / path_of(named.file);
    std::error_code error;
    // An amended record has the name of the one that it replaces.
    if (!fs::exists(path, error) || path == files.record()) {
      record.files_missing.push_back(named.file);
      continue;
    }
    check_file(named, text_of(path), read_file(path).bytes);
    record.files_checked.push_back(named.file);
  }
  check_assay_files(record.report, folder.empty() ? path_of(".") : folder, record);
  return record;
}

}  // namespace crossbreak::cli
