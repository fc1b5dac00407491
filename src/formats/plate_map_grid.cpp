#include "formats/plate_map_grid.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "formats/plate_map_sheet.hpp"
#include "formats/plate_map_titles.hpp"
#include "formats/title_folding.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

/// Of the numbers on a plate: "", 1, 2, 3 ..., with the letters of the rows under the first cell.
struct Grid {
  std::size_t letters = 0;  ///< the column in which the letters stand
  std::size_t columns = 0;
};

/// "1" and "01" are column 1.
bool is_column(const std::string& text, std::size_t number) {
  const std::string digits = half_width(text);
  return digits == std::to_string(number) || digits == '0' + std::to_string(number);
}

/// Nothing where the row does not number the columns of a grid, two at least.
std::optional<Grid> grid_of(const SheetRow& row) {
  std::size_t first = 1;
  while (first < row.cells.size() && !is_column(map_text(row, first), 1))
    ++first;
  for (std::size_t column = 0; column + 1 < first; ++column)
    if (!map_text(row, column).empty())
      return std::nullopt;
  Grid grid{.letters = first - 1, .columns = 0};
  while (is_column(map_text(row, first + grid.columns), grid.columns + 1))
    ++grid.columns;
  for (std::size_t column = first + grid.columns; column < row.cells.size(); ++column)
    if (!map_text(row, column).empty())
      return std::nullopt;
  return grid.columns >= 2 ? std::optional(grid) : std::nullopt;
}

class GridReader {
 public:
  explicit GridReader(const PlateMapCells& cells) : cells_(cells) {}

  std::vector<PlateMapRow> read(std::size_t header) const {
    cells_.check_odd_cells(
        cells_.rows()[header]->line, [](std::size_t) { return true; }, [](std::size_t) { return false; });
    std::map<Well, PlateMapRow> wells;
    std::map<PlateMapColumn, int> seen;  // line
    std::size_t start = 0;               // of what stands above the grid
    while (header < cells_.rows().size()) {
      const SheetRow& titles = *cells_.rows()[header];
      const PlateMapColumn meaning = decided(meaning_of_grid(start, header, seen.empty()), seen);
      if (const auto [first, is_new] = seen.emplace(meaning, titles.line); !is_new)
        cells_.fail(titles, 0,
                    "a second grid of the same kind, the first is in line " + std::to_string(first->second));
      start = read_grid(meaning, header, wells);
      header = start;
      while (header < cells_.rows().size() && !grid_of(*cells_.rows()[header]))
        ++header;
      if (header == cells_.rows().size() && start < header)
        cells_.fail(*cells_.rows()[start], std::nullopt,
                    "expected a row of the grid that begins with its letter, or another grid, found '" +
                        joined(map_texts(*cells_.rows()[start]), ",") + "'");
    }
    std::vector<PlateMapRow> rows;
    for (auto& [well, row] : wells)
      rows.push_back(std::move(row));
    return rows;
  }

 private:
  /// Of a title that means two things what it means above a grid.
  static PlateMapColumn decided(PlateMapColumn meaning, const std::map<PlateMapColumn, int>& seen) {
    using enum PlateMapColumn;
    if (meaning == SampleOrSpecimen)
      return seen.contains(Sample) ? Specimen : Sample;
    if (meaning == RoleOrSpecimen)
      return Role;
    return meaning == OrderOrOther ? Order : meaning;
  }

  /// The grid's title stands in its corner or in the row above.
  PlateMapColumn meaning_of_grid(std::size_t start, std::size_t header, bool is_first) const {
    const SheetRow& titles = *cells_.rows()[header];
    const std::size_t letters = grid_of(titles)->letters;
    const std::string corner = map_text(titles, letters);
    if (const auto meaning = column_titled(corner)) {
      if (*meaning != PlateMapColumn::Well)
        return *meaning;
    } else if (folded_title(corner) != "row" && corner.find_first_not_of("\\/<>-|* ") != std::string::npos) {
      refuse_title(titles, letters, corner);
    }
    if (header > start) {
      const SheetRow& above = *cells_.rows()[header - 1];
      for (const std::string& text : map_texts(above))
        if (const auto meaning = column_titled(text);
            meaning && *meaning != PlateMapColumn::Well && (!is_noted(*meaning) || is_alone(above)))
          return *meaning;
      for (std::size_t column = 0; column < above.cells.size(); ++column)
        if (title_near(map_text(above, column)) || is_lone_word(above, column))
          refuse_title(above, column, map_text(above, column));
    }
    if (!is_first)
      cells_.fail(titles, letters,
                  "expected the title of a further grid (target or role), found " +
                      (corner.empty() ? "nothing" : "'" + corner + "'"));
    return PlateMapColumn::Sample;
  }

  /// "Concentration" says what a grid holds, "Plate of week 47" does not.
  static bool is_lone_word(const SheetRow& row, std::size_t column) {
    const std::string text = map_text(row, column);
    return is_alone(row) && !text.empty() && text.find_first_of(" 0123456789") == std::string::npos &&
           !is_name_of_map_sheet(text);
  }

  /// Whether the row has one text.
  static bool is_alone(const SheetRow& row) {
    return std::count_if(row.cells.begin(), row.cells.end(),
                         [](const Cell& cell) { return !without_blanks(cell_text(cell)).empty(); }) == 1;
  }

  [[noreturn]] void refuse_title(const SheetRow& row, std::size_t column, const std::string& title) const {
    const auto near = title_near(title);
    cells_.fail(row, column,
                "expected what the grid says, sample, target or role, found '" + title + "'" +
                    (near ? "; did you mean '" + std::string(near->title) + "'?" : ""));
  }

  /// The row of the plate that a letter names.
  static std::optional<int> row_named(const std::string& label) {
    const std::string letter = half_width(label);
    const std::optional<Well> first = letter.size() == 1 ? parse_well(letter + '1') : std::nullopt;
    return first ? std::optional(first->row) : std::nullopt;
  }

  /// Returns the row behind the grid.
  std::size_t read_grid(PlateMapColumn meaning, std::size_t header,
                        std::map<Well, PlateMapRow>& wells) const {
    const Grid grid = *grid_of(*cells_.rows()[header]);
    std::size_t i = header + 1;
    for (int letter = 0; i < cells_.rows().size(); ++i, ++letter) {
      const SheetRow& row = *cells_.rows()[i];
      const std::string label = map_text(row, grid.letters);
      const std::optional<int> named = row_named(label);
      if (!named)
        break;
      if (*named != letter)
        cells_.fail(row, grid.letters,
                    "expected row " + to_string(Well{letter, 0}).substr(0, 1) + " of the plate, found '" +
                        label + "'");
      read_cells(meaning, row, letter, grid, wells);
    }
    if (i == header + 1)
      cells_.fail(*cells_.rows()[header], grid.letters,
                  "expected rows A, B, C ... under the numbers of the columns, found none");
    return i;
  }

  void read_cells(PlateMapColumn meaning, const SheetRow& row, int letter, const Grid& grid,
                  std::map<Well, PlateMapRow>& wells) const {
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      const std::string text = map_text(row, column);
      if (text.empty() || column == grid.letters)
        continue;
      if (column < grid.letters)
        cells_.fail(row, column, "expected nothing left of the letters of the rows, found '" + text + "'");
      if (column > grid.letters + grid.columns) {
        if (row_named(text) == letter)  // the letters stand on both sides
          continue;
        cells_.fail(
            row, column,
            "expected nothing right of column " + std::to_string(grid.columns) + ", found '" + text + "'");
      }
      cells_.check_number(row, column);
      const Well well{letter, static_cast<int>(column - grid.letters) - 1};
      PlateMapRow& mapped = wells[well];
      mapped.well = well;
      if (mapped.place.empty())
        mapped.place = cells_.place(row.line, column);
      if (meaning == PlateMapColumn::Sample)
        mapped.sample = text;
      else if (meaning == PlateMapColumn::Target)
        mapped.target = text;
      else if (meaning == PlateMapColumn::Role)
        mapped.role = cells_.role_at(row, column, text);
      else
        note(mapped, meaning, cells_.said_at(row, column, meaning), cells_.place(row.line, column));
    }
  }

  const PlateMapCells& cells_;
};

}  // namespace

bool is_grid_header(const SheetRow& row) {
  return grid_of(row).has_value();
}

std::vector<PlateMapRow> read_plate_map_grids(const PlateMapCells& cells, std::size_t header) {
  return GridReader(cells).read(header);
}

}  // namespace crossbreak
