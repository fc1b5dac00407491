#include "formats/plate_map.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

#include "formats/format_error.hpp"
#include "formats/plate_map_sheet.hpp"
#include "formats/plate_map_titles.hpp"
#include "formats/title_folding.hpp"
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

std::string text_of(const SheetRow& row, std::size_t column) {
  return column < row.cells.size() ? std::string(without_blanks(cell_text(row.cells[column])))
                                   : std::string();
}

std::vector<std::string> texts_of(const SheetRow& row) {
  std::vector<std::string> texts;
  for (std::size_t column = 0; column < row.cells.size(); ++column)
    texts.push_back(text_of(row, column));
  return texts;
}

std::string what_it_is(PlateMapColumn meaning) {
  switch (meaning) {
    case PlateMapColumn::Well:
      return "well";
    case PlateMapColumn::Sample:
      return "sample";
    case PlateMapColumn::Target:
      return "target";
    case PlateMapColumn::Role:
      break;
  }
  return "role";
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Reads one sheet, from its titles on.
class Reader {
 public:
  Reader(const Sheets& sheets, const Sheet& sheet)
      : sheets_(sheets), sheet_(sheet), filled_(filled_rows(sheets, sheet)) {
    for (const SheetRow& row : filled_)
      rows_.push_back(&row);
  }

  std::vector<PlateMapRow> read() {
    for (std::size_t start = 0; start < rows_.size(); ++start) {
      if (grid_of(*rows_[start]))
        return read_grids(start);
      if (const auto columns = columns_of(*rows_[start]))
        return read_list(*columns, start + 1);
    }
    refuse();
  }

  /// Titles of a list whose columns say nothing that is used.
  const std::vector<std::string>& unused() const { return unused_; }

 private:
  using Columns = std::map<PlateMapColumn, std::size_t>;
  using Candidates = std::map<PlateMapColumn, std::vector<std::size_t>>;

  /// Of the numbers on a plate: "", 1, 2, 3 ..., with the letters of the rows under the first cell.
  struct Grid {
    std::size_t letters = 0;  ///< the column in which the letters stand
    std::size_t columns = 0;
  };

  /// "map.csv:2: column 1", "map.xlsx: plate map!A2".
  std::string place(int line, std::optional<std::size_t> column) const {
    const bool names_column = sheets_.is_text && column;  // of a spreadsheet the place does
    return place_of(sheets_, sheet_, line, column) +
           (names_column ? ": column " + std::to_string(*column + 1) : std::string());
  }
  [[noreturn]] void fail(int line, std::optional<std::size_t> column, const std::string& message) const {
    throw FormatError(place(line, column), message);
  }
  [[noreturn]] void fail(const SheetRow& row, std::optional<std::size_t> column,
                         const std::string& message) const {
    fail(row.line, column, message);
  }

  [[noreturn]] void refuse() const {
    if (rows_.empty())
      throw FormatError(sheets_.source, std::string(what_is_expected) + ", found nothing");
    check_odd_cells(0, [](std::size_t) { return true; });
    const std::vector<std::string> found = texts_of(*rows_.front());
    std::vector<std::string> titles;
    for (const auto& [column, title] : plate_map_titles)
      titles.emplace_back(title);
    for (std::size_t column = 0; column < found.size(); ++column)
      if (const auto nearest = nearest_name(folded_title(found[column]), titles);
          nearest && !column_titled(found[column]))
        fail(*rows_.front(), column,
             std::string(what_is_expected) + ", found '" + found[column] + "', did you mean '" + *nearest +
                 "'?");
    fail(*rows_.front(), std::nullopt,
         std::string(what_is_expected) + ", found '" + joined(found, ",") + "'");
  }

  /// Throws at a cell behind the line, in a column that is used, of which people see something else than
  /// what is read.
  template <class IsUsed>
  void check_odd_cells(int line, IsUsed is_used) const {
    for (const OddCell& odd : sheet_.odd_cells) {
      if (odd.line <= line || !is_used(odd.column))
        continue;
      switch (odd.kind) {
        case OddCell::Kind::ShownDifferently:
          fail(odd.line, odd.column,
               "found the number " + number_at(odd.line, odd.column) + ", which the sheet shows " +
                   odd.shown + "; format the cell as text and write into it what is meant");
        case OddCell::Kind::NoResult:
          fail(odd.line, odd.column,
               "a formula without a result; open the file in a spreadsheet program and save it, or write the "
               "value itself into the cell");
        case OddCell::Kind::Error:
          fail(odd.line, odd.column, "the cell shows the error " + odd.shown);
      }
    }
  }

  std::string number_at(int line, std::size_t column) const {
    for (const SheetRow& row : sheet_.rows)
      if (row.line == line)
        return text_of(row, column);
    return {};
  }

  /// Throws for a number of which spreadsheets keep or show too few digits to be a name.
  void check_number(const SheetRow& row, std::size_t column) const {
    constexpr double too_many_digits = 1e15;
    const double* number = column < row.cells.size() ? std::get_if<double>(&row.cells[column]) : nullptr;
    if (number != nullptr && (std::floor(*number) != *number || std::abs(*number) >= too_many_digits))
      fail(row, column,
           "found the number " + text_of(row, column) +
               ", of which a spreadsheet may have changed digits; format the cell as text and write into it "
               "what is meant");
  }

  /// The columns of a list that could be meant; nothing where the row is not its titles.
  std::optional<Candidates> columns_of(const SheetRow& row) const {
    Candidates candidates;
    std::map<std::string, std::size_t> seen;
    for (std::size_t column = 0; column < row.cells.size(); ++column)
      if (const auto meaning = column_titled(text_of(row, column)))
        candidates[*meaning].push_back(column);
    if (!candidates.contains(PlateMapColumn::Well))
      return std::nullopt;
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      const std::string title = text_of(row, column);
      if (const auto near = title_near(title); near && near->meaning != PlateMapColumn::Well)
        fail(row, column,
             "the title '" + title + "' is not known; did you mean '" + std::string(near->title) +
                 "'? Give a column that says something else another title");
    }
    if (candidates.size() < 2)
      return std::nullopt;
    for (const auto& [meaning, columns] : candidates)
      for (const std::size_t column : columns)
        if (!seen.emplace(folded_title(text_of(row, column)), column).second)
          fail(row, column, "the title '" + text_of(row, column) + "' stands here a second time");
    return candidates;
  }

  bool is_empty(std::size_t column, std::size_t first) const {
    return std::all_of(rows_.begin() + static_cast<std::ptrdiff_t>(first), rows_.end(),
                       [&](const SheetRow* row) { return text_of(*row, column).empty(); });
  }

  /// Whether the column has a well in every row that has anything there.
  bool holds_wells(std::size_t column, std::size_t first) const {
    return !is_empty(column, first) && std::all_of(rows_.begin() + static_cast<std::ptrdiff_t>(first),
                                                   rows_.end(), [&](const SheetRow* row) {
                                                     const std::string text = text_of(*row, column);
                                                     return text.empty() || parse_well(half_width(text));
                                                   });
  }

  /// One column for each meaning. Throws where several are meant and differ.
  Columns chosen(const Candidates& candidates, std::size_t first) const {
    Columns columns;
    for (const auto& [meaning, all] : candidates) {
      std::vector<std::size_t> left = all;
      if (meaning == PlateMapColumn::Well &&
          std::any_of(all.begin(), all.end(), [&](std::size_t column) { return holds_wells(column, first); }))
        std::erase_if(left, [&](std::size_t column) { return !holds_wells(column, first); });
      if (left.size() > 1)
        std::erase_if(left, [&](std::size_t column) { return is_empty(column, first); });
      if (left.empty())
        left = {all.front()};
      for (const std::size_t other : left)
        check_same(meaning, left.front(), other, first);
      columns.emplace(meaning, left.front());
    }
    return columns;
  }

  void check_same(PlateMapColumn meaning, std::size_t one, std::size_t other, std::size_t first) const {
    const SheetRow& titles = *rows_[first - 1];
    for (std::size_t i = first; i < rows_.size(); ++i)
      if (text_of(*rows_[i], one) != text_of(*rows_[i], other))
        fail(*rows_[i], other,
             "'" + text_of(titles, one) + "' and '" + text_of(titles, other) + "' could both be the " +
                 what_it_is(meaning) + ", and differ here ('" + text_of(*rows_[i], one) + "' and '" +
                 text_of(*rows_[i], other) +
                 "'); give the one that is not meant another title, such as 'note'");
  }

  std::vector<PlateMapRow> read_list(const Candidates& candidates, std::size_t first) {
    const SheetRow& titles = *rows_[first - 1];
    for (std::size_t i = first; i < rows_.size(); ++i)
      for (std::size_t column = 0; column < rows_[i]->cells.size(); ++column)
        if (text_of(titles, column).empty() && !text_of(*rows_[i], column).empty())
          fail(*rows_[i], column,
               "expected nothing under no title, found '" + text_of(*rows_[i], column) +
                   "'; a cell that holds the delimiter needs quotes");
    const auto is_candidate = [&](std::size_t column) {
      return std::any_of(candidates.begin(), candidates.end(), [&](const auto& candidate) {
        return std::find(candidate.second.begin(), candidate.second.end(), column) != candidate.second.end();
      });
    };
    check_odd_cells(titles.line, is_candidate);
    const Columns columns = chosen(candidates, first);
    check_merged(columns, titles.line);
    for (std::size_t column = 0; column < titles.cells.size(); ++column)
      if (!is_empty(column, first) && (!is_candidate(column) || is_other_number(columns, column, first)))
        unused_.push_back(text_of(titles, column));
    std::vector<PlateMapRow> rows;
    for (std::size_t i = first; i < rows_.size(); ++i)
      rows.push_back(row_of(*rows_[i], columns));
    return rows;
  }

  /// Whether a column titled as the wells' counts them in another way.
  bool is_other_number(const Columns& columns, std::size_t column, std::size_t first) const {
    return column_titled(text_of(*rows_[first - 1], column)) == PlateMapColumn::Well &&
           holds_wells(columns.at(PlateMapColumn::Well), first) && !holds_wells(column, first);
  }

  /// A name is never a target: cells merged over both are refused.
  void check_merged(const Columns& columns, int titles) const {
    for (const MergedCells& merged : sheet_.merged) {
      const auto covered = std::count_if(columns.begin(), columns.end(), [&](const auto& column) {
        return column.second >= merged.first_column && column.second <= merged.last_column;
      });
      if (covered > 1 && merged.last_line > titles)
        fail(std::max(merged.first_line, titles + 1), merged.first_column,
             "cells are merged over several columns; merge them within one");
    }
  }

  PlateMapRow row_of(const SheetRow& row, const Columns& columns) const {
    const auto text = [&](PlateMapColumn column) {
      const auto found = columns.find(column);
      return found == columns.end() ? std::string() : text_of(row, found->second);
    };
    const std::size_t at = columns.at(PlateMapColumn::Well);
    const std::string name = text(PlateMapColumn::Well);
    const std::optional<Well> well = parse_well(half_width(name));
    if (!well)
      fail(row, at,
           "expected a well such as A1, found " + (name.empty() ? "nothing" : "'" + name + "'") +
               (is_number(name) ? "; a number does not say whether wells count along rows or columns" : ""));
    for (const PlateMapColumn meaning : {PlateMapColumn::Sample, PlateMapColumn::Target})
      if (const auto found = columns.find(meaning); found != columns.end())
        check_number(row, found->second);
    PlateMapRow mapped{.well = *well,
                       .sample = text(PlateMapColumn::Sample),
                       .target = text(PlateMapColumn::Target),
                       .role = {},
                       .place = place(row.line, at)};
    if (const std::string role = text(PlateMapColumn::Role); !role.empty())
      mapped.role = read_role(row, columns.at(PlateMapColumn::Role), role);
    return mapped;
  }

  SampleRole read_role(const SheetRow& row, std::size_t column, const std::string& text) const {
    if (const std::optional<SampleRole> role = role_of(text))
      return *role;
    std::vector<std::string> names;
    for (const auto& [role, code] : codes_of(SampleRole{}))
      names.emplace_back(code);
    const std::optional<std::string> nearest = nearest_name(text, names);
    fail(row, column,
         "unknown role '" + text + "'" + (nearest ? "; did you mean '" + *nearest + "'?" : "") +
             " (roles: " + joined(names) + ")");
  }

  /// "1" and "01" are column 1.
  static bool is_column(const std::string& text, std::size_t number) {
    const std::string digits = half_width(text);
    return digits == std::to_string(number) || digits == '0' + std::to_string(number);
  }

  /// Nothing where the row does not number the columns of a grid, two at least.
  static std::optional<Grid> grid_of(const SheetRow& row) {
    std::size_t first = 1;
    while (first < row.cells.size() && !is_column(text_of(row, first), 1))
      ++first;
    for (std::size_t column = 0; column + 1 < first; ++column)
      if (!text_of(row, column).empty())
        return std::nullopt;
    Grid grid{.letters = first - 1, .columns = 0};
    while (is_column(text_of(row, first + grid.columns), grid.columns + 1))
      ++grid.columns;
    for (std::size_t column = first + grid.columns; column < row.cells.size(); ++column)
      if (!text_of(row, column).empty())
        return std::nullopt;
    return grid.columns >= 2 ? std::optional(grid) : std::nullopt;
  }

  /// Grids of samples, targets and roles, each under its title or, the first, without.
  std::vector<PlateMapRow> read_grids(std::size_t header) {
    check_odd_cells(rows_[header]->line, [](std::size_t) { return true; });
    std::map<Well, PlateMapRow> wells;
    std::map<PlateMapColumn, int> seen;  // line
    std::size_t start = 0;               // of what stands above the grid
    while (header < rows_.size()) {
      const SheetRow& titles = *rows_[header];
      const PlateMapColumn meaning = meaning_of_grid(start, header, seen.empty());
      if (const auto [first, is_new] = seen.emplace(meaning, titles.line); !is_new)
        fail(titles, 0,
             "a second grid of the same kind, the first is in line " + std::to_string(first->second));
      start = read_grid(meaning, header, wells);
      header = start;
      while (header < rows_.size() && !grid_of(*rows_[header]))
        ++header;
      if (header == rows_.size() && start < header)
        fail(*rows_[start], std::nullopt,
             "expected a row of the grid that begins with its letter, or another grid, found '" +
                 joined(texts_of(*rows_[start]), ",") + "'");
    }
    std::vector<PlateMapRow> rows;
    for (auto& [well, row] : wells)
      rows.push_back(std::move(row));
    return rows;
  }

  /// The grid's title stands in its corner or in the row above.
  PlateMapColumn meaning_of_grid(std::size_t start, std::size_t header, bool is_first) const {
    const SheetRow& titles = *rows_[header];
    const std::size_t letters = grid_of(titles)->letters;
    const std::string corner = text_of(titles, letters);
    if (const auto meaning = column_titled(corner)) {
      if (*meaning != PlateMapColumn::Well)
        return *meaning;
    } else if (folded_title(corner) != "row" && corner.find_first_not_of("\\/<>-|* ") != std::string::npos) {
      refuse_title(titles, letters, corner);
    }
    if (header > start) {
      const SheetRow& above = *rows_[header - 1];
      for (const std::string& text : texts_of(above))
        if (const auto meaning = column_titled(text); meaning && *meaning != PlateMapColumn::Well)
          return *meaning;
      for (std::size_t column = 0; column < above.cells.size(); ++column)
        if (title_near(text_of(above, column)) || is_lone_word(above, column))
          refuse_title(above, column, text_of(above, column));
    }
    if (!is_first)
      fail(titles, letters,
           "expected the title of a further grid (target or role), found " +
               (corner.empty() ? "nothing" : "'" + corner + "'"));
    return PlateMapColumn::Sample;
  }

  /// "Concentration" says what a grid holds, "Plate of week 47" does not.
  static bool is_lone_word(const SheetRow& row, std::size_t column) {
    const std::string text = text_of(row, column);
    const auto filled = std::count_if(row.cells.begin(), row.cells.end(), [](const Cell& cell) {
      return !without_blanks(cell_text(cell)).empty();
    });
    return filled == 1 && !text.empty() && text.find_first_of(" 0123456789") == std::string::npos &&
           !is_name_of_map_sheet(text);
  }

  [[noreturn]] void refuse_title(const SheetRow& row, std::size_t column, const std::string& title) const {
    const auto near = title_near(title);
    fail(row, column,
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
    const Grid grid = *grid_of(*rows_[header]);
    std::size_t i = header + 1;
    for (int letter = 0; i < rows_.size(); ++i, ++letter) {
      const SheetRow& row = *rows_[i];
      const std::string label = text_of(row, grid.letters);
      const std::optional<int> named = row_named(label);
      if (!named)
        break;
      if (*named != letter)
        fail(row, grid.letters,
             "expected row " + to_string(Well{letter, 0}).substr(0, 1) + " of the plate, found '" + label +
                 "'");
      read_cells(meaning, row, letter, grid, wells);
    }
    if (i == header + 1)
      fail(*rows_[header], grid.letters,
           "expected rows A, B, C ... under the numbers of the columns, found none");
    return i;
  }

  void read_cells(PlateMapColumn meaning, const SheetRow& row, int letter, const Grid& grid,
                  std::map<Well, PlateMapRow>& wells) const {
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      const std::string text = text_of(row, column);
      if (text.empty() || column == grid.letters)
        continue;
      if (column < grid.letters)
        fail(row, column, "expected nothing left of the letters of the rows, found '" + text + "'");
      if (column > grid.letters + grid.columns) {
        if (row_named(text) == letter)  // the letters stand on both sides
          continue;
        fail(row, column,
             "expected nothing right of column " + std::to_string(grid.columns) + ", found '" + text + "'");
      }
      check_number(row, column);
      const Well well{letter, static_cast<int>(column - grid.letters) - 1};
      PlateMapRow& mapped = wells[well];
      mapped.well = well;
      if (mapped.place.empty())
        mapped.place = place(row.line, column);
      if (meaning == PlateMapColumn::Sample)
        mapped.sample = text;
      else if (meaning == PlateMapColumn::Target)
        mapped.target = text;
      else
        mapped.role = read_role(row, column, text);
    }
  }

  const Sheets& sheets_;
  const Sheet& sheet_;
  std::vector<SheetRow> filled_;
  std::vector<const SheetRow*> rows_;
  std::vector<std::string> unused_;
};

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
    targets.emplace(row.target, row.place);
  }
}

}  // namespace

PlateMap read_plate_map(const Source& source, const std::optional<std::string>& encoding) {
  const Sheets sheets = plate_map_sheets_of(source, encoding);
  Reader reader(sheets, sheet_with_map(sheets));
  PlateMap map{.name = source.name,
               .sha256 = sha256_hex(source.bytes),
               .rows = reader.read(),
               .issues = sheets.issues};
  if (!reader.unused().empty())
    map.issues.push_back(make_issue(IssueCode::PlateMapColumnsUnused, source.name, field<"file">(source.name),
                                    field<"columns">(joined(reader.unused()))));
  check_rows(map.rows);
  return map;
}

}  // namespace crossbreak
