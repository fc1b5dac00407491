#include "release_files.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "command.hpp"
#include "formats/zip_archive.hpp"
#include "record/json_text.hpp"
#include "record/record_reader.hpp"
#include "release/record_text.hpp"
#include "release/release_error.hpp"
#include "release/verify.hpp"
#include "reports/release_words.hpp"
#include "run/sha256.hpp"
#include "words/labels/workbook.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

constexpr std::string_view before_place = ".next";
constexpr std::string_view pending_ending = ".pending";
constexpr std::size_t id_digits = 32;

/// random_id() gave it, and it may be a part of names.
bool is_id(std::string_view text) {
  return text.size() == id_digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// What such names of the place begin with.
fs::path start_before(const fs::path& place) {
  fs::path start = with_room_for(before_place.size() + id_digits, place);
  start += before_place;
  return start;
}

/// The name that record or audit has until it is in its place: one that nobody can guess, beside the place
/// behind a link.
fs::path name_before(const fs::path& path, const std::string& id) {
  fs::path name = start_before(place_of(path));
  name += id;
  return name;
}

/// Files of such names for that place.
std::vector<fs::path> left_before(const fs::path& place) {
  std::vector<fs::path> left;
  const std::string start = text_of(start_before(place.filename()));
  std::error_code none_there;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(place.has_parent_path() ? place.parent_path() : path_of("."), none_there))
    if (const std::string name = text_of(entry.path().filename());
        name.starts_with(start) && is_id(std::string_view(name).substr(start.size())) &&
        !entry.is_directory(none_there))
      left.push_back(entry.path());
  return left;
}

/// What is being written, for whoever completes it.
struct Pending {
  std::string record_sha256;
  std::string next;  ///< random_id() of the names that record and audit have until they are in place
  OutputChoice choice;
};

std::string text_of_pending(const Pending& pending) {
  JsonText json;
  json.begin_object(JsonText::Layout::OneLine);
  json.field("record", pending.record_sha256);
  json.field("next", pending.next);
  json.field("formats",
             std::vector<std::string>(pending.choice.formats.begin(), pending.choice.formats.end()));
  json.field("lang", pending.choice.language == Language::Zh ? "zh" : "en");
  json.field("csv_bom", pending.choice.byte_order_mark);
  json.end_object();
  return std::move(json).finish();
}

/// Nothing where the text was not written by us.
std::optional<Pending> read_pending(const std::string& text) {
  const nlohmann::json told = nlohmann::json::parse(text, nullptr, false);
  if (!told.is_object())
    return std::nullopt;
  try {
    Pending pending{.record_sha256 = told.at("record").get<std::string>(),
                    .next = told.at("next").get<std::string>(),
                    .choice = {}};
    if (!is_id(pending.next))
      return std::nullopt;
    pending.choice.formats = told.at("formats").get<std::set<std::string>>();
    pending.choice.language = told.at("lang") == "zh" ? Language::Zh : Language::En;
    pending.choice.byte_order_mark = told.at("csv_bom").get<bool>();
    return pending;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

/// Where the record says that its audit ends; nothing where the text is no whole record.
std::optional<AuditEnd> audit_end_of(const std::string& text) {
  const nlohmann::json record = nlohmann::json::parse(text, nullptr, false);
  if (!record.is_object() || !record.contains("audit") || !record.at("audit").is_object())
    return std::nullopt;
  try {
    return AuditEnd{.lines = record.at("audit").at("lines").get<std::size_t>(),
                    .sha256 = record.at("audit").at("sha256").get<std::string>()};
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// As much of a file as says what it is; empty where it cannot be read.
std::string start_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes(256, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

std::optional<Language> language_of_page(const std::string& start) {
  constexpr std::string_view attribute = "<html lang=\"";
  const std::size_t found = start.find(attribute);
  if (found == std::string::npos)
    return std::nullopt;
  return start.substr(found + attribute.size()).starts_with("zh") ? Language::Zh : Language::En;
}

/// As its first sheet is called.
std::optional<Language> language_of_workbook(const fs::path& path) {
  try {
    const Source source = read_file(path);
    const std::string book = ZipArchive(source).read("xl/workbook.xml");
    constexpr std::string_view sheet = "<sheet name=\"";
    const std::size_t first = book.find(sheet);
    const Words calls = words_of(calls_sheet_labels.sheet);
    for (const Language language : {Language::En, Language::Zh})
      if (first != std::string::npos &&
          std::string_view(book).substr(first + sheet.size()).starts_with(in(language, calls) + '"'))
        return language;
  } catch (const std::runtime_error&) {  // it is none of ours, and tells nothing
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> bytes_there(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error))
    return std::nullopt;
  if (fs::is_regular_file(path, error) && fs::file_size(path, error) == 0)
    return std::string();
  return read_file(path).bytes;
}

std::string run_of_record(const fs::path& record) {
  std::string name = stem_of(record);
  if (constexpr std::string_view ending = ".calls"; name.ends_with(ending))
    name.resize(name.size() - ending.size());
  return name;
}

fs::path pending_of(const fs::path& record) {
  fs::path pending = with_room_for(pending_ending.size(), record);
  pending += pending_ending;
  return pending;
}

bool is_unfinished(const fs::path& record) {
  std::error_code error;
  return fs::exists(pending_of(record), error);
}

bool was_begun(const fs::path& record) {
  try {
    const std::optional<std::string> text = bytes_there(pending_of(record));
    return text && read_pending(*text);
  } catch (const InputError&) {  // a folder, for instance
    return false;
  }
}

std::vector<fs::path> unfinished_records(const fs::path& folder) {
  constexpr std::string_view record_ending = ".calls.json";
  std::set<fs::path> records;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    std::string name = text_of(entry.path().filename());
    if (name.ends_with(pending_ending))  // of a record that is not there yet
      name.resize(name.size() - pending_ending.size());
    if (name.ends_with(record_ending) && was_begun(folder / path_of(name)))
      records.insert(folder / path_of(name));
  }
  return {records.begin(), records.end()};
}

void check_readable(const fs::path& record) {
  complete_replaced_in(record.parent_path());
  if (!is_unfinished(record))
    read_file(record);
}

ReleaseFiles::ReleaseFiles(const fs::path& record, Laboratory people, bool people_are_trusted)
    : people_(std::move(people)),
      people_are_trusted_(people_are_trusted),
      record_(record),
      folder_(record.has_parent_path() ? record.parent_path() : path_of(".")),
      run_(run_of_record(record)),
      audit_(folder_ / path_of(run_ + ".audit.jsonl")),
      pending_(pending_of(record_)),
      held_(folder_) {
  complete();
}

std::optional<Audit> ReleaseFiles::read_audit_file() const {
  const std::optional<std::string> text = bytes_there(audit_);
  if (!text)
    return std::nullopt;
  return read_audit(text_of(audit_), *text);
}

fs::path ReleaseFiles::report_path(const std::string& format) const {
  OutputChoice one;
  one.formats = {format};
  return output_paths(one, record_, run_).front();
}

std::set<std::string> ReleaseFiles::formats_there() const {
  std::set<std::string> formats;
  for (const char* format : {"xlsx", "html", "csv", "patients"}) {
    std::error_code error;
    if (fs::exists(report_path(format), error))
      formats.insert(format);
  }
  return formats;
}

std::optional<Language> ReleaseFiles::language_there() const {
  const std::set<std::string> formats = formats_there();
  for (const char* page : {"html", "patients"})
    if (formats.contains(page))
      if (const std::optional<Language> language = language_of_page(start_of(report_path(page))))
        return language;
  if (formats.contains("xlsx"))
    return language_of_workbook(report_path("xlsx"));
  return std::nullopt;
}

OutputChoice ReleaseFiles::choice_there() const {
  OutputChoice choice;
  choice.formats = formats_there();
  choice.byte_order_mark =
      choice.formats.contains("csv") && start_of(report_path("csv")).starts_with(byte_order_mark);
  return choice;
}

/// As whoever may read what it replaces may read it.
void ReleaseFiles::put(const fs::path& path, const std::string& next, const std::string& bytes) const {
  const fs::path beside = name_before(path, next);
  if (const std::optional<std::string> why = write_private(beside, bytes))
    throw OutputError(text_of(path) + ": cannot be written: " + *why);
  std::error_code error;  // a file system without permissions keeps none
  const fs::file_status replaced = fs::status(path, error);
  fs::permissions(beside, fs::exists(replaced) ? replaced.permissions() : new_file_permissions(), error);
}

void ReleaseFiles::put_in_place(const fs::path& path, const std::string& next) const {
  const fs::path place = place_of(path);
  std::error_code error;
  fs::rename(name_before(path, next), place, error);
  if (error)
    throw OutputError(text_of(path) + ": cannot be replaced: " + error.message());
  sync_folder(place.has_parent_path() ? place.parent_path() : path_of("."));
}

/// `pending_` last: while it is there, the others may be.
void ReleaseFiles::remove_traces() const {
  std::error_code ignored;
  for (const fs::path& path : {record_, audit_})
    for (const fs::path& left : left_before(place_of(path)))
      fs::remove(left, ignored);
  if (!fs::is_directory(fs::symlink_status(pending_, ignored)))
    fs::remove(pending_, ignored);
}

void ReleaseFiles::complete() {
  std::error_code error;
  remove_left_beside({pending_});
  if (!is_unfinished(record_))
    return;
  const HeldInterruption until_it_is_whole;
  const std::optional<Pending> pending = read_pending(bytes_there(pending_).value_or(""));
  const auto is_pending = [&](const std::optional<std::string>& record) {
    return pending && record && sha256_hex(*record) == pending->record_sha256;
  };
  std::optional<std::string> next;
  if (pending)
    if (const fs::path path = name_before(record_, pending->next);
        fs::is_regular_file(fs::symlink_status(path, error)))
      next = bytes_there(path);
  if (is_pending(next)) {
    const std::optional<Audit> audit = read_audit_file();
    const std::optional<AuditEnd> end = audit_end_of(*next);
    if (end && audit && audit->end() == end)
      put_in_place(record_, pending->next);
  }
  if (const std::optional<std::string> record = bytes_there(record_);
      is_pending(record)) {  // or its reports were not touched
    check_releasable(*record);
    write_reports(reports_of(*record, pending->choice));
    has_completed_ = true;
  }
  remove_traces();
}

/// Whoever can write the folder can write what seems to be left of a command: nothing is released by it.
void ReleaseFiles::check_releasable(const std::string& record) const {
  const std::string name = text_of(record_);
  const Release release = read_record(name, record).release;
  if (is_released(release))
    verify(RecordText(name, record), release,
           {.audit = read_audit_file(), .people = people_, .people_are_trusted = people_are_trusted_});
}

ReleaseFiles::Reports ReleaseFiles::reports_of(const std::string& record, const OutputChoice& choice) const {
  const Report report = read_record(text_of(record_), record);
  OutputChoice wanted = choice;
  wanted.folder.clear();
  wanted.formats.erase("json");
  wanted.record_is_there = true;
  Reports reports;
  for (const std::string& format : formats_there()) {
    if (report.has_curves || !needs_curves(format))
      wanted.formats.insert(format);
    else if (!wanted.formats.contains(format))
      reports.stale.push_back(report_path(format));
  }
  reports.made = render(report, wanted, record_, run_);
  for (Output& output : render_released(report, wanted, record_, run_))
    reports.made.push_back(std::move(output));
  if (!is_released(report.release))
    for (fs::path& path : released_paths(wanted, record_, run_))
      reports.stale.push_back(std::move(path));
  return reports;
}

void ReleaseFiles::write_reports(const Reports& reports) const {
  for (const fs::path& path : reports.stale) {
    std::error_code error;
    fs::remove(path, error);
    if (error)
      throw OutputError(text_of(path) +
                        ": tells of an earlier record and cannot be removed: " + error.message());
  }
  write_files(reports.made, ReadOnly::IsReplaced);  // which was looked at before anything was written
  sync_folder(folder_);
}

std::vector<fs::path> ReleaseFiles::write(const std::optional<std::string>& expected,
                                          const std::string& record, const std::string& audit,
                                          const OutputChoice& choice) {
  const Reports reports = reports_of(record, choice);  // or nothing is written
  std::vector<fs::path> replaced = {record_, audit_};
  for (const Output& output : reports.made)
    replaced.push_back(output.path);
  check_replaceable(replaced, choice.read_only);
  const HeldInterruption until_all_is_whole;
  const std::string next = random_id();
  write_files(
      {{.path = pending_,
        .bytes = text_of_pending({.record_sha256 = sha256_hex(record), .next = next, .choice = choice})}},
      ReadOnly::IsReplaced);
  try {
    put(record_, next, record);
    put(audit_, next, audit);
    if (bytes_there(record_) != expected)  // where the file system knows no locks
      throw OutputError(text_of(record_) + ": another command has written it meanwhile; try again");
    put_in_place(audit_, next);
  } catch (const OutputError&) {
    remove_traces();
    throw;
  }
  try {
    put_in_place(record_, next);
    write_reports(reports);
  } catch (const OutputError& error) {
    throw OutputError(
        std::string(error.what()) +
        "; it is in the audit, and the next 'crossbreak review' command on the record writes the rest");
  }
  remove_traces();
  std::vector<fs::path> written = {record_, audit_};
  for (const Output& report : reports.made)
    written.push_back(report.path);
  return written;
}

}  // namespace crossbreak::cli
