#include "formats/sds1_table.hpp"

#include <fmt/format.h>
#include <utility>

#include "formats/delimited_text.hpp"
#include "formats/number_style.hpp"
#include "formats/text_encoding.hpp"
#include "formats/title_folding.hpp"
#include "formats/xls.hpp"
#include "formats/xlsx.hpp"
#include "formats/zip_archive.hpp"

namespace crossbreak {

FilePart sds1_part_of_titles(const SheetRow& row) {
  const auto title = [&](std::size_t column) { return folded_title(text_at(row, column)); };
  if (title(0) != "well")
    return FilePart::Whole;
  if (title(1) == "samplename" && title(2) == "detector")
    return FilePart::Results;
  if (title(1) == "detector" && title(2) == "reporterdye")
    return FilePart::Curves;
  return FilePart::Whole;
}

Sheets sds1_cells_of(const Source& source, const ReadOptions& options) {
  if (looks_like_xls(source))
    return read_xls(source);
  if (looks_like_zip(source.bytes))
    return read_xlsx(source);
  DecodedText decoded = decode_text(source, options.encoding);
  Sheets out;
  out.source = source.name;
  out.encoding = decoded.encoding;
  out.is_text = true;
  out.issues = std::move(decoded.issues);
  out.sheets.push_back(
      {.name = {},
       .rows = split_rows(source.name, decoded.text, detect_delimiter(decoded.text), *out.account)});
  return out;
}

void Sds1Table::fail(const SheetRow& row, std::optional<std::size_t> column, std::string_view message) const {
  throw error_at(*file, *sheet, row.line, column, message);
}

std::optional<std::size_t> Sds1Table::find_column(std::string_view folded) const {
  std::optional<std::size_t> found;
  for (std::size_t column = 0; column < titles().cells.size(); ++column) {
    if (folded_title(text_at(titles(), column)) != folded)
      continue;
    if (found)
      fail(titles(), column, fmt::format("the column '{}' stands twice", text_at(titles(), column)));
    found = column;
  }
  return found;
}

std::string Sds1Table::text(const SheetRow& row, std::optional<std::size_t> column) {
  return column && *column < row.cells.size() ? cell_text(row.cells[*column]) : std::string();
}

std::optional<double> Sds1Table::number(const SheetRow& row, std::optional<std::size_t> column) const {
  const std::string cell = text(row, column);
  if (trimmed(cell).empty())
    return std::nullopt;
  if (const auto* value = std::get_if<double>(&row.cells[*column]))
    return *value;
  const std::optional<double> value = parse_number(cell, file->decimal_mark);
  if (!value)
    fail(row, column, fmt::format("expected a number, found '{}'", cell));
  return value;
}

std::optional<Well> Sds1Table::find_well(const SheetRow& row, const Plate& plate) const {
  const std::string cell(trimmed(text(row, 0)));
  if (const std::optional<Well> named = parse_well(cell))
    return plate.contains(*named) ? named : std::nullopt;
  const std::optional<double> index = parse_number(cell, file->decimal_mark);
  if (!index || *index < 1 || *index > plate.size() || *index != static_cast<int>(*index))
    return std::nullopt;
  return well_at(static_cast<int>(*index) - 1, plate);
}

Well Sds1Table::well(const SheetRow& row, const Plate& plate) const {
  const std::optional<Well> found = find_well(row, plate);
  if (!found)
    fail(row, 0, fmt::format("expected a well of the plate, found '{}'", text(row, 0)));
  return *found;
}

void Sds1Table::expect_cells(const SheetRow& row, std::size_t count) const {
  if (file->is_text && row.cells.size() < count)
    fail(row, std::nullopt,
         fmt::format("the row ends after {} of {} cells: a cut file?", row.cells.size(), count));
}

int Sds1Table::decimals(const SheetRow& row, std::size_t column) const {
  const bool is_number = std::holds_alternative<double>(row.cells[column]);
  return decimals_of(text(row, column), is_number ? '.' : file->decimal_mark);
}

}  // namespace crossbreak
