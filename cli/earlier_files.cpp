#include "earlier_files.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string_view>
#include <utility>

#include "command.hpp"
#include "formats/zip_archive.hpp"
#include "release_files.hpp"
#include "review_guard.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "words/joined.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

/// Nothing of what is no file, or cannot be read.
std::optional<std::string> readable_bytes(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error))
    return std::nullopt;
  try {
    return bytes_there(path);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

/// Files of this format name the record that they show.
bool names_its_record(const std::string& format) {
  return format != "json" && format != "csv";
}

bool names(const OutputPath& report, const std::string& record_sha256) {
  std::optional<std::string> bytes = readable_bytes(report.path);
  if (!bytes || report.format != "xlsx")
    return bytes && bytes->find(record_sha256) != std::string::npos;
  const Source book{.name = text_of(report.path.filename()), .bytes = *std::move(bytes)};
  try {
    return ZipArchive(book).read("xl/sharedStrings.xml").find(record_sha256) != std::string::npos;
  } catch (const FormatError&) {  // it is none of ours, and names nothing
    return false;
  }
}

bool has_curves(const std::string& record) {
  const nlohmann::json parsed = nlohmann::json::parse(record, nullptr, false);
  return parsed.is_object() && parsed.contains("curves");
}

/// As a shell takes it for one word.
std::string shell_word(const std::string& text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view("-_./+:,@%=").find(c) != std::string_view::npos;
  };
  const std::string start = text.starts_with('-') ? "./" : "";  // else it is an option
  if (std::all_of(text.begin(), text.end(), is_plain))
    return start + text;
  std::string word = "'" + start;
  for (const char c : text)
    word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + '\'';
}

std::string listed_paths(const std::vector<fs::path>& paths) {
  return joined(paths, ", ", [](const fs::path& path) { return text_of(path); });
}

}  // namespace

EarlierFiles earlier_files(const fs::path& record, const std::vector<Output>& outputs,
                           const std::string& of) {
  const auto output_at = [&](const fs::path& path) {
    const auto found = std::find_if(outputs.begin(), outputs.end(),
                                    [&](const Output& output) { return output.path == path; });
    return found == outputs.end() ? nullptr : &*found;
  };
  const auto is_left_there = [&](const fs::path& path) {
    std::error_code error;
    return !output_at(path) && fs::is_regular_file(path, error);
  };
  OutputChoice beside;
  beside.folder = record.parent_path();
  const std::string run = run_of_record(record);
  const std::vector<OutputPath> reports = all_output_paths(beside, record, run);
  std::vector<fs::path> released = released_paths(beside, record, run);
  std::erase_if(released, [&](const fs::path& path) { return !is_left_there(path); });
  if (released.empty() && std::none_of(reports.begin(), reports.end(),
                                       [&](const OutputPath& report) { return is_left_there(report.path); }))
    return {};

  const Output* written_record = output_at(record);
  const std::string& now = written_record ? written_record->bytes : of;
  const bool is_known = !now.empty();
  const std::optional<std::string> before = readable_bytes(record);
  if (is_known && before == now)
    return {};
  const std::string sha256 = is_known ? sha256_hex(now) : "";
  const bool with_curves = is_known && has_curves(now);
  const auto tells = [&](const std::string& format) {  // a page names the record with its curves
    return is_known && names_its_record(format) && (format != "html" || with_curves);
  };
  const auto replaces_another = [&](const OutputPath& report) {
    const Output* output = output_at(report.path);
    const std::optional<std::string> there = output ? readable_bytes(report.path) : std::nullopt;
    return there && *there != output->bytes && !(tells(report.format) && names(report, sha256));
  };
  const bool is_another =
      (is_known && before) || std::any_of(reports.begin(), reports.end(), replaces_another);
  EarlierFiles earlier;
  for (const OutputPath& report : reports) {
    const bool is_earlier =
        is_left_there(report.path) && (tells(report.format) ? !names(report, sha256) : is_another);
    if (is_earlier) {
      earlier.files.push_back(report.path);
      earlier.formats.push_back(report.format);
    }
    if (is_earlier || output_at(report.path))
      earlier.all_formats.push_back(report.format);
  }
  if (is_another || (is_known && !says_reviewed(now)))  // what was not reviewed has released nothing
    earlier.released = std::move(released);
  earlier.record_gives_them =
      written_record &&
      (std::none_of(earlier.formats.begin(), earlier.formats.end(), needs_curves) || with_curves);
  return earlier;
}

std::string record_to_compare(const Report& report, const OutputChoice& choice, const fs::path& record) {
  std::error_code error;
  return choice.formats.contains("json") || !fs::exists(record, error) ? std::string()
                                                                       : record_text(report, choice);
}

std::vector<std::string> lines_of(const EarlierFiles& earlier, const fs::path& record,
                                  const OutputChoice& choice, const std::string& otherwise) {
  std::vector<std::string> lines;
  if (!earlier.files.empty()) {
    std::string again = "by " + otherwise + " with --formats " + joined(earlier.all_formats, ",");
    if (earlier.record_gives_them) {
      again = "by: crossbreak report " + shell_word(text_of(record)) + " --formats " +
              joined(earlier.formats, ",");
      const bool has_csv =
          std::find(earlier.formats.begin(), earlier.formats.end(), "csv") != earlier.formats.end();
      again += choice.language == Language::Zh ? " --lang zh" : "";
      again += choice.byte_order_mark && has_csv ? " --csv-bom" : "";
    }
    lines.push_back(listed_paths(earlier.files) + ": of an earlier call, not of this one; made again " +
                    again);
  }
  if (!earlier.released.empty())
    lines.push_back(
        listed_paths(earlier.released) +
        ": of an earlier record, which was released; 'crossbreak review sign' writes those of this "
        "one once it is final");
  return lines;
}

void tell_earlier(std::ostream& err, const EarlierFiles& earlier, const fs::path& record,
                  const OutputChoice& choice, const std::string& otherwise) {
  for (const std::string& line : lines_of(earlier, record, choice, otherwise))
    err << "crossbreak: " << printable(line) << '\n';
}

}  // namespace crossbreak::cli
