#include "verified_record.hpp"

#include <algorithm>

#include "assay/assay_error.hpp"
#include "assay/panel_reader.hpp"
#include "assay/profile_reader.hpp"
#include "command.hpp"
#include "data_files.hpp"
#include "pipeline/laboratory_reader.hpp"
#include "record/record.hpp"
#include "record/record_reader.hpp"
#include "release/release_error.hpp"
#include "release/verify.hpp"
#include "reports/release_words.hpp"
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
                                       const CommonColumns& common) {
  try {
    const Panel panel = read_panel(file.name, file.bytes);
    if (panel.id == report.panel.id && panel.version == report.panel.version)
      return NamedFile{file.name, report.panel.sha256};
    return std::nullopt;
  } catch (const AssayError&) {  // no panel: a profile perhaps
  }
  if (report.profile.id.empty())
    return std::nullopt;
  try {
    const Profile profile = read_profile(file.name, file.bytes, common);
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
  const std::optional<CommonColumns> beside = common_columns_in(folder);
  const CommonColumns common = beside ? *beside : load_common_columns();
  std::vector<fs::path> tables;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".toml" && entry.path().filename() != path_of(laboratory_file_name) &&
        entry.path().filename() != path_of(common_columns_name))
      tables.push_back(entry.path());
  std::sort(tables.begin(), tables.end());
  for (const fs::path& path : tables) {
    const Source source = read_file(path);
    const std::optional<NamedFile> expected = same_identity(report, source, common);
    if (!expected)
      continue;
    const bool is_profile =
        expected->sha256 == report.profile.sha256 && expected->sha256 != report.panel.sha256;
    if (is_profile && !beside) {  // its hash is of both
      record.files_missing.emplace_back(common_columns_name);
      continue;
    }
    check_file(*expected, text_of(path), is_profile ? source.bytes + common.bytes : source.bytes);
    record.files_checked.push_back(expected->file);
  }
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The cell, or the part of a quoted one, in which `line` begins to differ from `other`.
std::string differing_cell(std::string_view line, std::string_view other) {
  const auto at = static_cast<std::size_t>(
      std::mismatch(line.begin(), line.end(), other.begin(), other.end()).first - line.begin());
  const std::size_t comma = at == 0 ? std::string_view::npos : line.rfind(',', at - 1);
  const std::size_t start = comma == std::string_view::npos ? 0 : comma + 1;
  return "'" + std::string(line.substr(start, line.find(',', at) - start)) + "'";
}

/// "line 3: expected 'negative', found 'positive'" of two texts that differ; `expected` is whole lines.
std::string first_difference(std::string_view expected, std::string_view found) {
  for (std::size_t number = 1;; ++number) {
    const std::string_view wanted = expected.substr(0, expected.find('\n'));
    const std::string_view given = found.substr(0, found.find('\n'));
    const std::string place = "line " + std::to_string(number) + ": expected ";
    if (expected.empty())
      return place + "the end of the file, found another line";
    if (found.empty())
      return place + "another line, found the end of the file";
    if (wanted != given)
      return place + differing_cell(wanted, given) + ", found " + differing_cell(given, wanted);
    if (given.size() == found.size())
      return place + "a line end, found none";
    expected.remove_prefix(wanted.size() + 1);
    found.remove_prefix(given.size() + 1);
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
    complete_replaced_in(place.parent_path());
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
  // What the record makes may have the name of what it was made from: both plates are called plate.eds.
  std::vector<fs::path> own = released_paths({}, files.record(), files.run());
  own.push_back(files.record());  // an amended record has the name of the one that it replaces
  const auto is_own = [&](const fs::path& path) {
    return std::any_of(own.begin(), own.end(),
                       [&](const fs::path& made) { return made.filename() == path.filename(); });
  };
  for (const NamedFile& named : files_named(record.report)) {
    const fs::path path = folder / path_of(named.file);
    std::error_code error;
    if (!fs::exists(path, error) || is_own(path)) {
      record.files_missing.push_back(named.file);
      continue;
    }
    check_file(named, text_of(path), read_file(path).bytes);
    record.files_checked.push_back(named.file);
  }
  check_assay_files(record.report, folder.empty() ? path_of(".") : folder, record);
  return record;
}

ReleasedFiles compare_released(const ReleaseFiles& files, const Report& report) {
  if (!is_released(report.release))
    check_nothing_released(files, report.release.status);
  ReleasedFiles released;
  for (Output& output : render_released(report, {}, files.record(), files.run())) {
    released.names.push_back(text_of(output.path.filename()));
    const std::optional<std::string> bytes = bytes_there(output.path);
    std::string difference;
    if (!bytes) {
      difference = "expected the file that the record makes, found none";
    } else {
      const bool is_marked = bytes->starts_with(byte_order_mark);
      const std::string_view found = std::string_view(*bytes).substr(is_marked ? byte_order_mark.size() : 0);
      if (found == output.bytes)
        continue;
      difference = first_difference(output.bytes, found);
      if (is_marked)
        output.bytes.insert(0, byte_order_mark);
    }
    if (released.difference.empty())
      released.difference = text_of(output.path) + ": " + difference;
    released.differing.push_back(std::move(output));
  }
  return released;
}

void check_nothing_released(const ReleaseFiles& files, RecordStatus status) {
  for (const fs::path& path : released_paths({}, files.record(), files.run())) {
    std::error_code error;
    if (fs::exists(path, error))
      throw VerificationError(text_of(path) + ": expected no such file beside a record that is " +
                              std::string(code_of(status)) +
                              ", which releases nothing; take it away, and trust nothing of it");
  }
}

}  // namespace crossbreak::cli
