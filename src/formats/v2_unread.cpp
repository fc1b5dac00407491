#include "formats/v2_unread.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "formats/v2_table.hpp"
#include "formats/workbook_sections.hpp"

namespace crossbreak {
namespace {

constexpr std::array<std::string_view, 2> sheets_of_wells = {"Sample Setup", "Results"};

/// A field of the vocabulary is no promise that its values become part of a run.
bool is_read(const V2Table& table, std::size_t column, const Vocabulary& vocabulary) {
  if (const auto field = table.field_of(column))
    return *field != Column::QuantityMean && *field != Column::QuantitySd;
  if (vocabulary.qc_flags.contains(table.titles()[column]))
    return true;
  return std::all_of(table.rows().begin(), table.rows().end(), [&](const SheetRow* row) {
    const std::string value = table.text_at(*row, column);  // a flag, or nothing
    return value.empty() || value == "Y" || value == "N";
  });
}

}  // namespace

std::vector<std::string> unread_columns(const Source& source, const ReadOptions& options) {
  const Sheets sheets = read_export_sections(source, options);
  std::vector<std::string> unread;
  for (const Sheet& sheet : sheets.sheets) {
    if (sheet.rows.empty() ||
        std::find(sheets_of_wells.begin(), sheets_of_wells.end(), sheet.name) == sheets_of_wells.end())
      continue;
    const V2Table table(sheets, sheet, options.vocabulary);
    for (std::size_t column = 0; column < table.titles().size(); ++column) {
      const std::string& title = table.titles()[column];
      if (!title.empty() && !is_read(table, column, options.vocabulary) &&
          std::find(unread.begin(), unread.end(), title) == unread.end())
        unread.push_back(title);
    }
  }
  return unread;
}

}  // namespace crossbreak
