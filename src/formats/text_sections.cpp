// Text and csv exports of the 7500 v2.x, StepOne and QuantStudio software.
//
//   * Block Type = 96fast                <- header, "Block Type,96fast,,," once a spreadsheet saved it
//   * Passive Reference = ROX
//                                        <- blank line
//   [Results]                            <- section; absent in csv files of one section
//   Well  Sample Name  ...  Cт           <- column titles
//   A1    patient 7    ...  25.301
//                                        <- blank line
//   Analysis Type = Singleplex           <- more header below the Results
//
// Worked out from QuantStudio and ViiA 7 exports; 7500 v2 writes the same grammar (formats.md section 2),
// no sample seen.
#include "formats/text_sections.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "formats/delimited_text.hpp"
#include "formats/number_style.hpp"
#include "formats/text_encoding.hpp"
#include "formats/title_folding.hpp"

namespace crossbreak {
namespace {

using KeyValue = std::pair<std::string, std::string>;

// The line as it was before its cells were parted, without the empty cells a spreadsheet pads it with.
std::string whole_line(const SheetRow& row, char delimiter) {
  std::size_t used = row.cells.size();
  while (used > 0 && trimmed(text_at(row, used - 1)).empty())
    --used;
  std::string line;
  for (std::size_t i = 0; i < used; ++i) {
    line += i == 0 ? "" : std::string(1, delimiter);
    line += text_at(row, i);
  }
  return std::string(trimmed(line));
}

KeyValue split_at_equals(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos)
    return {std::string(trimmed(line)), ""};
  return {std::string(trimmed(line.substr(0, equals))), std::string(trimmed(line.substr(equals + 1)))};
}

bool is_section_line(std::string_view line) {
  return line.size() > 2 && line.front() == '[' && line.back() == ']';
}

bool is_column_line(const SheetRow& row) {
  return row.cells.size() > 1 && folded_title(text_at(row, 0)) == "well";
}

// Walks over the rows of the file and hands each to the header or to a sheet.
class SectionReader {
 public:
  SectionReader(Sheets& out, char delimiter) : out_(out), delimiter_(delimiter) {}

  void take(SheetRow row) {
    if (is_blank(row)) {
      below_table_ = !out_.sheets.empty() && !out_.sheets.back().rows.empty();
      return;
    }
    const std::string line = whole_line(row, delimiter_);
    if (is_section_line(line))
      begin_section(line.substr(1, line.size() - 2), row.line);
    else if (line.starts_with('*'))
      out_.header.push_back(split_at_equals(std::string_view(line).substr(1)));
    else if (out_.sheets.empty() && !is_column_line(row))
      out_.header.push_back(header_cells(row, line));
    else if (below_table_ && is_assignment(row, line))
      out_.header.push_back(split_at_equals(line));
    else
      take_table_row(std::move(row));
  }

 private:
  void begin_section(std::string name, int line) {
    for (const auto& [sheet, first_line] : seen_)
      if (sheet == name)
        throw FormatError(out_.source, line,
                          fmt::format("section [{}] stands twice, first in line {}", name, first_line));
    seen_.emplace_back(name, line);
    out_.sheets.push_back({.name = std::move(name), .rows = {}});
    below_table_ = false;
  }

  // "Block Type,96fast,,,": what a spreadsheet makes of the header.
  KeyValue header_cells(const SheetRow& row, const std::string& line) const {
    if (row.cells.size() < 2 || text_at(row, 0).find('=') != std::string_view::npos)
      return split_at_equals(line);
    const std::size_t mark = line.find(delimiter_);
    const std::string_view value = mark == std::string::npos ? std::string_view()
                                                             : std::string_view(line).substr(mark + 1);
    return {std::string(trimmed(text_at(row, 0))), std::string(trimmed(value))};
  }

  // "Analysis Type = Singleplex", alone in its row: not a row of the table, whatever stands in it.
  static bool is_assignment(const SheetRow& row, const std::string& line) {
    const bool alone = std::all_of(row.cells.begin() + 1, row.cells.end(), [](const Cell& cell) {
      const auto* text = std::get_if<std::string>(&cell);
      return !text || trimmed(*text).empty();
    });
    return alone && line.find('=') != std::string::npos;
  }

  void take_table_row(SheetRow row) {
    if (out_.sheets.empty())
      out_.sheets.push_back({.name = {}, .rows = {}});
    out_.sheets.back().rows.push_back(std::move(row));
  }

  Sheets& out_;
  char delimiter_;
  bool below_table_ = false;  ///< a blank line has ended the rows of the current section
  std::vector<std::pair<std::string, int>> seen_;
};

}  // namespace

Sheets read_text_sections(const Source& source, const ReadOptions& options) {
  DecodedText decoded = decode_text(source, options.encoding);
  Sheets out;
  out.source = source.name;
  out.encoding = decoded.encoding;
  out.is_text = true;
  out.issues = std::move(decoded.issues);

  const char delimiter = detect_delimiter(decoded.text);
  SectionReader reader(out, delimiter);
  for (SheetRow& row : split_rows(source.name, decoded.text, delimiter))
    reader.take(std::move(row));

  const NumberStyle style = decide_number_style(out);
  out.decimal_mark = style.decimal_mark;
  for (Issue& issue : issues_of(style, source.name))
    out.issues.push_back(std::move(issue));
  return out;
}

bool looks_like_text_sections(const Source& source) {
  const std::string text = text_beginning(source);
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", start), text.size());
    std::string_view line = std::string_view(text).substr(start, end - start);
    start = end + 1;
    if (line.starts_with('"'))
      line.remove_prefix(1);
    if (line.starts_with("* ") && line.find('=') != std::string_view::npos)
      return true;
    if (is_section_line(line.substr(0, line.find_first_of("\t,;\""))))
      return true;
    const std::string folded = folded_title(line);
    if (folded.starts_with("well") && folded.find("targetname") != std::string::npos)
      return true;
  }
  return false;
}

}  // namespace crossbreak
