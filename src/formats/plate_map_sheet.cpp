#include "formats/plate_map_sheet.hpp"

#include <algorithm>
#include <array>

#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/plate_map_titles.hpp"
#include "formats/text_encoding.hpp"
#include "formats/xls.hpp"
#include "formats/xlsx.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

/// The delimiter that parts the first line which has any into most cells.
char delimiter_of(std::string_view text) {
  constexpr std::array<char, 3> delimiters = {',', ';', '\t'};
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", start), text.size());
    const std::string_view line = text.substr(start, end - start);
    const auto count = [&](char delimiter) { return std::count(line.begin(), line.end(), delimiter); };
    const char most = *std::max_element(delimiters.begin(), delimiters.end(),
                                        [&](char a, char b) { return count(a) < count(b); });
    if (count(most) > 0)
      return most;
    start = end + 1;
  }
  return ',';
}

/// Whether every byte above ASCII belongs to a pair of GB2312 (both from 0xA1 on), which other encodings make
/// by chance only.
bool is_all_gb2312(std::string_view bytes) {
  const auto is_high = [&](std::size_t at) { return at < bytes.size() && (bytes[at] & 0x80) != 0; };
  const auto value = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (!is_high(i))
      continue;
    if (value(i) < 0xA1 || value(i) > 0xF7 || !is_high(i + 1) || value(i + 1) < 0xA1)
      return false;
    ++i;
  }
  return true;
}

bool has_mark(std::string_view bytes) {
  return bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

bool looks_like_ods(std::string_view bytes) {
  constexpr std::size_t beginning = 200;  // the mimetype is the first member, stored as it is
  return bytes.starts_with("PK") &&
         bytes.substr(0, beginning).find("opendocument.spreadsheet") != std::string_view::npos;
}

}  // namespace

Sheets plate_map_sheets_of(const Source& source, const std::optional<std::string>& encoding) {
  if (looks_like_xlsx(source))
    return read_xlsx(source);
  if (looks_like_xls(source))
    return read_xls(source);
  if (looks_like_ods(source.bytes))
    throw FormatError(source.name, "an OpenDocument spreadsheet (.ods); save it as .xlsx or .csv");
  DecodedText decoded = decode_text(source, has_mark(source.bytes) ? std::nullopt : encoding);
  if (!decoded.issues.empty() && decoded.encoding == "GB18030" && is_all_gb2312(source.bytes))
    decoded.issues = {
        make_issue({IssueCode::EncodingGuessed, "gb2312"}, source.name, field<"encoding">(decoded.encoding))};
  Sheets sheets;
  sheets.source = source.name;
  sheets.encoding = std::move(decoded.encoding);
  sheets.is_text = true;
  sheets.issues = std::move(decoded.issues);
  sheets.sheets.push_back(
      {.name = {},
       .rows = split_rows(source.name, decoded.text, delimiter_of(decoded.text), *sheets.account)});
  return sheets;
}

const Sheet& sheet_with_map(const Sheets& sheets) {
  if (sheets.sheets.empty())
    throw FormatError(sheets.source, "expected a sheet with a plate map, found none");
  const auto named = std::find_if(sheets.sheets.begin(), sheets.sheets.end(),
                                  [](const Sheet& sheet) { return is_name_of_map_sheet(sheet.name); });
  return named == sheets.sheets.end() ? sheets.sheets.front() : *named;
}

std::vector<SheetRow> filled_rows(const Sheets& sheets, const Sheet& sheet) {
  std::vector<SheetRow> rows = sheet.rows;
  std::size_t width = 0;
  for (const SheetRow& row : rows)
    width = std::max(width, row.cells.size());
  for (const MergedCells& merged : sheet.merged) {
    const auto first = std::lower_bound(rows.begin(), rows.end(), merged.first_line,
                                        [](const SheetRow& row, int line) { return row.line < line; });
    if (first == rows.end() || first->line != merged.first_line || merged.first_column >= first->cells.size())
      continue;
    const Cell value = first->cells[merged.first_column];
    if (std::holds_alternative<std::monostate>(value) || column_titled(cell_text(value)))
      continue;
    const std::size_t text_bytes = cell_text(value).size();
    const std::size_t behind = std::min(merged.last_column + 1, std::max(width, merged.first_column + 1));
    for (auto row = first; row != rows.end() && row->line <= merged.last_line; ++row) {
      const std::size_t filled = behind - merged.first_column;
      sheets.account->charge(Taken::Cells, filled, sheets.source, sheet.name);
      sheets.account->charge(Taken::TextBytes, filled * text_bytes, sheets.source, sheet.name);
      if (row->cells.size() < behind)
        row->cells.resize(behind);
      for (std::size_t column = merged.first_column; column < behind; ++column)
        row->cells[column] = value;
    }
  }
  std::erase_if(rows, is_blank);
  return rows;
}

}  // namespace crossbreak
