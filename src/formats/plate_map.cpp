#include "formats/plate_map.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "formats/format_error.hpp"
#include "formats/plate_map_cells.hpp"
#include "formats/plate_map_grid.hpp"
#include "formats/plate_map_list.hpp"
#include "formats/plate_map_sheet.hpp"
#include "formats/plate_map_titles.hpp"
#include "formats/title_folding.hpp"
#include "run/input_limits.hpp"
#include "run/make_issue.hpp"
#include "run/nearest.hpp"
#include "run/sha256.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view what_is_expected =
    "expected a row of titles with well and at least one of sample, target and role, or a grid whose first "
    "row "
    "numbers the columns 1, 2, 3 ...";

[[noreturn]] void refuse(const PlateMapCells& cells) {
  if (cells.rows().empty())
    throw FormatError(cells.source(), std::string(what_is_expected) + ", found nothing");
  const auto all = [](std::size_t) { return true; };
  const auto none = [](std::size_t) { return false; };
  cells.check_odd_cells(0, all, none);
  const std::vector<std::string> found = map_texts(*cells.rows().front());
  std::vector<std::string> titles;
  for (const auto& [column, title] : plate_map_titles)
    titles.emplace_back(title);
  for (std::size_t column = 0; column < found.size(); ++column)
    if (const auto nearest = nearest_name(folded_title(found[column]), titles);
        nearest && !column_titled(found[column]))
      cells.fail(*cells.rows().front(), column,
                 std::string(what_is_expected) + ", found '" + found[column] + "', did you mean '" +
                     *nearest + "'?");
  cells.fail(*cells.rows().front(), std::nullopt,
             std::string(what_is_expected) + ", found '" + joined(found, ",") + "'");
}

/// From the titles of a list or the numbers of a grid on.
PlateMapList rows_of(const PlateMapCells& cells) {
  for (std::size_t start = 0; start < cells.rows().size(); ++start) {
    const SheetRow& row = *cells.rows()[start];
    if (is_grid_header(row))
      return {.rows = read_plate_map_grids(cells, start), .unused = {}};
    if (const auto columns = list_columns_of(cells, row))
      return read_plate_map_list(cells, *columns, start + 1);
  }
  refuse(cells);
}

void check_names(const std::vector<PlateMapRow>& rows) {
  for (const PlateMapRow& row : rows)
    for (const std::string* name : {&row.sample, &row.target})
      if (name->size() > most_name_bytes)
        throw FormatError(row.place, std::string("expected the name of a ") +
                                         (name == &row.sample ? "sample" : "target") + " of at most " +
                                         std::to_string(most_name_bytes) + " bytes, found " +
                                         std::to_string(name->size()));
}

/// Every well once: one row per well and target, or one for all targets of the well.
void check_rows(const std::vector<PlateMapRow>& rows) {
  std::map<Well, std::map<std::string, std::string>> seen;  // place by target
  for (const PlateMapRow& row : rows) {
    std::map<std::string, std::string>& targets = seen[row.well];
    const auto clash = std::find_if(targets.begin(), targets.end(), [&](const auto& other) {
      return other.first == row.target || other.first.empty() || row.target.empty();
    });
    if (clash != targets.end())
      throw FormatError(row.place,
                        "well " + to_string(row.well) + " is described twice, first at " + clash->second);
    if (targets.size() == most_targets_of_well)
      throw FormatError(row.place, "expected at most " + std::to_string(most_targets_of_well) +
                                       " targets of well " + to_string(row.well) + ", found more");
    targets.emplace(row.target, row.place);
  }
}

PlateMap plate_map_of(const Source& source, const std::optional<std::string>& encoding) {
  const Sheets sheets = plate_map_sheets_of(source, encoding);
  PlateMapList read = rows_of(PlateMapCells(sheets, sheet_with_map(sheets)));
  PlateMap map{.name = source.name,
               .sha256 = sha256_hex(source.bytes),
               .rows = std::move(read.rows),
               .issues = sheets.issues};
  if (!read.unused.empty())
    map.issues.push_back(make_issue(IssueCode::PlateMapColumnsUnused, source.name, field<"file">(source.name),
                                    field<"columns">(joined(read.unused))));
  check_names(map.rows);
  check_rows(map.rows);
  return map;
}

}  // namespace

PlateMap read_plate_map(const Source& source, const std::optional<std::string>& encoding) {
  return within_memory(source.name, [&] { return plate_map_of(source, encoding); });
}

}  // namespace crossbreak
