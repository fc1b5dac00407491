#include "release_files.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "record/json_text.hpp"
#include "record/record_reader.hpp"
#include "release/record_text.hpp"
#include "release/release_error.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

fs::path beside(const fs::path& path, const char* ending) {
  fs::path other = path;
  other += ending;
  return other;
}

/// How the reports are wanted, for whoever completes them.
std::string text_of_choice(const OutputChoice& choice) {
  JsonText json;
  json.begin_object(JsonText::Layout::OneLine);
  json.field("formats", std::vector<std::string>(choice.formats.begin(), choice.formats.end()));
  json.field("lang", choice.language == Language::Zh ? "zh" : "en");
  json.field("csv_bom", choice.byte_order_mark);
  json.end_object();
  return std::move(json).finish();
}

/// Without reports where the text was not written by us.
OutputChoice choice_of_text(const std::string& text) {
  OutputChoice choice;
  const nlohmann::json told = nlohmann::json::parse(text, nullptr, false);
  if (!told.is_object())
    return choice;
  try {
    choice.formats = told.at("formats").get<std::set<std::string>>();
    choice.language = told.at("lang") == "zh" ? Language::Zh : Language::En;
    choice.byte_order_mark = told.at("csv_bom").get<bool>();
  } catch (const nlohmann::json::exception&) {
    choice.formats.clear();
  }
  return choice;
}

std::optional<std::string> content(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error))
    return std::nullopt;
  if (fs::is_regular_file(path, error) && fs::file_size(path, error) == 0)
    return std::string();
  return read_file(path).bytes;
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

}  // namespace

std::string run_of_record(const fs::path& record) {
  std::string name = stem_of(record);
  if (constexpr std::string_view ending = ".calls"; name.ends_with(ending))
    name.resize(name.size() - ending.size());
  return name;
}

ReleaseFiles::ReleaseFiles(const fs::path& record)
    : record_(record),
      folder_(record.has_parent_path() ? record.parent_path() : path_of(".")),
      run_(run_of_record(record)),
      audit_(folder_ / path_of(run_ + ".audit.jsonl")),
      next_record_(beside(record_, ".next")),
      next_audit_(beside(audit_, ".next")),
      pending_(beside(record_, ".pending")),
      lock_(folder_) {
  if (!lock_.held())
    throw OutputError(text_of(folder_) + ": another command is writing here; wait until it has ended");
  complete();
}

std::optional<Audit> ReleaseFiles::read_audit_file() const {
  const std::optional<std::string> text = content(audit_);
  if (!text)
    return std::nullopt;
  return read_audit(text_of(audit_), *text);
}

std::set<std::string> ReleaseFiles::formats_there() const {
  std::set<std::string> formats;
  OutputChoice one;
  for (const char* format : {"xlsx", "html", "csv"}) {
    one.formats = {format};
    std::error_code error;
    if (fs::exists(output_paths(one, record_, run_).front(), error))
      formats.insert(format);
  }
  return formats;
}

void ReleaseFiles::put(const fs::path& path, const std::string& bytes) const {
  if (const std::optional<std::string> why = write_to_disk(path, bytes))
    throw OutputError(text_of(path) + ": cannot be written: " + *why);
}

void ReleaseFiles::rename(const fs::path& from, const fs::path& to) const {
  std::error_code error;
  fs::rename(from, to, error);
  if (error)
    throw OutputError(text_of(to) + ": cannot be replaced: " + error.message());
  sync_folder(folder_);
}

/// Reports that an ended program was writing beside their places, as name_beside() calls them.
void ReleaseFiles::remove_halves() const {
  std::error_code ignored;
  std::vector<fs::path> halves;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, ignored)) {
    const std::string name = text_of(entry.path().filename());
    const std::size_t part = name.rfind(".part");
    if (name.starts_with(run_ + '.') && part != std::string::npos &&
        name.find_first_not_of("0123456789", part + 5) == std::string::npos)
      halves.push_back(entry.path());
  }
  for (const fs::path& half : halves)
    fs::remove(half, ignored);
}

/// `pending_` last: while it is there, the others may be.
void ReleaseFiles::remove_traces() const {
  std::error_code ignored;
  fs::remove(next_record_, ignored);
  fs::remove(next_audit_, ignored);
  fs::remove(beside(pending_, ".next"), ignored);
  fs::remove(pending_, ignored);
}

void ReleaseFiles::complete() {
  std::error_code error;
  if (!fs::exists(pending_, error)) {
    fs::remove(beside(pending_, ".next"), error);
    return;
  }
  const HeldInterruption until_it_is_whole;
  remove_halves();
  if (const std::optional<std::string> next = content(next_record_)) {
    const std::optional<Audit> audit = read_audit_file();
    const std::optional<AuditEnd> end = audit_end_of(*next);
    if (end && audit && audit->end() == end)
      rename(next_record_, record_);
  }
  if (fs::exists(record_, error)) {
    write_files(reports_of(read_file(record_).bytes, choice_of_text(content(pending_).value_or(""))));
    has_completed_ = true;
  }
  remove_traces();
}

std::vector<Output> ReleaseFiles::reports_of(const std::string& record, const OutputChoice& choice) const {
  const Report report = read_record(text_of(record_), record);
  OutputChoice reports = choice;
  reports.folder.clear();
  reports.formats.erase("json");
  std::vector<Output> outputs = render(report, reports, record_, run_);
  for (Output& output : render_released(report, reports, record_, run_))
    outputs.push_back(std::move(output));
  return outputs;
}

std::vector<fs::path> ReleaseFiles::write(const std::optional<std::string>& expected,
                                          const std::string& record, const std::string& audit,
                                          const OutputChoice& choice) {
  const std::vector<Output> reports = reports_of(record, choice);  // or nothing is written
  const HeldInterruption until_all_is_whole;
  try {
    put(beside(pending_, ".next"), text_of_choice(choice));
    rename(beside(pending_, ".next"), pending_);
    put(next_record_, record);
    put(next_audit_, audit);
    if (content(record_) != expected)  // where the file system knows no locks
      throw OutputError(text_of(record_) + ": another command has written it meanwhile; try again");
    rename(next_audit_, audit_);
  } catch (const OutputError&) {
    remove_traces();
    throw;
  }
  rename(next_record_, record_);
  try {
    write_files(reports);
  } catch (const OutputError& error) {
    throw OutputError(std::string(error.what()) +
                      "; the record is written, and the next 'crossbreak review' "
                      "command on it writes the rest");
  }
  remove_traces();
  std::vector<fs::path> written = {record_, audit_};
  for (const Output& report : reports)
    written.push_back(report.path);
  return written;
}

}  // namespace crossbreak::cli
