#include "formats/plate_map.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/sheet.hpp"
#include "formats/text_encoding.hpp"
#include "formats/title_folding.hpp"
#include "formats/xls.hpp"
#include "formats/xlsx.hpp"
#include "run/nearest.hpp"
#include "run/sha256.hpp"
#include "words/joined.hpp"
#include "words/plate_map_words.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view sheet_of_maps = "platemap";  // folded
constexpr std::string_view what_is_expected =
    "expected a row of titles with well and at least one of sample, target and role, or a grid whose first "
    "row "
    "numbers the columns 1, 2, 3 ...";

std::string text_of(const SheetRow& row, std::size_t column) {
  return column < row.cells.size() ? std::string(trimmed(cell_text(row.cells[column]))) : std::string();
}

std::vector<std::string> texts_of(const SheetRow& row) {
  std::vector<std::string> texts;
  for (std::size_t column = 0; column < row.cells.size(); ++column)
    texts.push_back(text_of(row, column));
  return texts;
}

/// Where the title stands among plate_map_titles.
std::optional<std::size_t> rank_of(const std::string& title) {
  const std::string folded = folded_title(title);
  for (std::size_t rank = 0; rank < plate_map_titles.size(); ++rank)
    if (folded_title(plate_map_titles[rank].second) == folded)
      return rank;
  return std::nullopt;
}

std::optional<PlateMapColumn> column_titled(const std::string& title) {
  const std::optional<std::size_t> rank = rank_of(title);
  return rank ? std::optional(plate_map_titles[*rank].first) : std::nullopt;
}

/// "Positive control", "positive-control" and "positive_control" are one.
std::string folded_role(std::string_view text) {
  std::string folded = folded_title(text);
  std::erase_if(folded, [](char c) { return c == '_' || c == '-'; });
  return folded;
}

std::optional<SampleRole> role_of(std::string_view text) {
  const std::string folded = folded_role(text);
  for (const auto& [role, code] : codes_of(SampleRole{}))
    if (folded_role(code) == folded)
      return role;
  for (const auto& [word, role] : plate_map_roles)
    if (folded_role(word) == folded)
      return role;
  return std::nullopt;
}

/// Reads one sheet, from its titles on.
class Reader {
 public:
  Reader(const Sheets& sheets, const Sheet& sheet) : sheets_(sheets), sheet_(sheet) {
    for (const SheetRow& row : sheet.rows)
      if (!is_blank(row))
        rows_.push_back(&row);
  }

  std::vector<PlateMapRow> read() {
    for (std::size_t start = 0; start < rows_.size(); ++start) {
      if (is_grid_header(*rows_[start]))
        return read_grids(start);
      if (const auto columns = columns_of(*rows_[start]))
        return read_list(*columns, start + 1);
    }
    refuse();
  }

 private:
  using Columns = std::map<PlateMapColumn, std::size_t>;

  [[noreturn]] void fail(const SheetRow& row, std::optional<std::size_t> column,
                         const std::string& message) const {
    const bool names_column = sheets_.is_text && column;  // of a spreadsheet the place does
    throw error_at(sheets_, sheet_, row.line, column,
                   (names_column ? "column " + std::to_string(*column + 1) + ": " : std::string()) + message);
  }

  [[noreturn]] void refuse() const {
    if (rows_.empty())
      throw FormatError(sheets_.source, std::string(what_is_expected) + ", found nothing");
    const std::vector<std::string> found = texts_of(*rows_.front());
    std::vector<std::string> titles;
    for (const auto& [column, title] : plate_map_titles)
      titles.emplace_back(title);
    for (std::size_t column = 0; column < found.size(); ++column)
      if (const auto nearest = nearest_name(folded_title(found[column]), titles);
          nearest && !rank_of(found[column]))
        fail(*rows_.front(), column,
             std::string(what_is_expected) + ", found '" + found[column] + "', did you mean '" + *nearest +
                 "'?");
    fail(*rows_.front(), std::nullopt,
         std::string(what_is_expected) + ", found '" + joined(found, ",") + "'");
  }

  /// The columns of a list; nothing where the row is not its titles.
  std::optional<Columns> columns_of(const SheetRow& row) const {
    std::map<PlateMapColumn, std::pair<std::size_t, std::size_t>> best;  // rank and column
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      const std::optional<std::size_t> rank = rank_of(text_of(row, column));
      if (!rank)
        continue;
      const auto [known, is_new] = best.emplace(plate_map_titles[*rank].first, std::pair(*rank, column));
      if (is_new)
        continue;
      if (known->second.first == *rank)
        fail(row, column, "the title '" + text_of(row, column) + "' stands here a second time");
      known->second = std::min(known->second, std::pair(*rank, column));
    }
    if (!best.contains(PlateMapColumn::Well) || best.size() < 2)
      return std::nullopt;
    Columns columns;
    for (const auto& [meaning, place] : best)
      columns.emplace(meaning, place.second);
    return columns;
  }

  std::vector<PlateMapRow> read_list(const Columns& columns, std::size_t first) {
    const SheetRow& titles = *rows_[first - 1];
    std::vector<PlateMapRow> rows;
    for (std::size_t i = first; i < rows_.size(); ++i) {
      const SheetRow& row = *rows_[i];
      for (std::size_t column = 0; column < row.cells.size(); ++column)
        if (text_of(titles, column).empty() && !text_of(row, column).empty())
          fail(row, column,
               "expected nothing under no title, found '" + text_of(row, column) +
                   "'; a cell that holds the delimiter needs quotes");
      rows.push_back(row_of(row, columns));
    }
    return rows;
  }

  PlateMapRow row_of(const SheetRow& row, const Columns& columns) const {
    const auto text = [&](PlateMapColumn column) {
      const auto found = columns.find(column);
      return found == columns.end() ? std::string() : text_of(row, found->second);
    };
    const std::size_t at = columns.at(PlateMapColumn::Well);
    const std::string name = text(PlateMapColumn::Well);
    const std::optional<Well> well = parse_well(name);
    if (!well)
      fail(row, at, "expected a well such as A1, found " + (name.empty() ? "nothing" : "'" + name + "'"));
    PlateMapRow mapped{.well = *well,
                       .sample = text(PlateMapColumn::Sample),
                       .target = text(PlateMapColumn::Target),
                       .role = {},
                       .place = place_of(sheets_, sheet_, row.line, std::nullopt)};
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

  /// "", 1, 2, 3 ...: how many columns; 0 where the row is none.
  static std::size_t columns_of_grid(const SheetRow& row) {
    std::size_t count = 0;
    while (text_of(row, count + 1) == std::to_string(count + 1))
      ++count;
    for (std::size_t column = count + 1; column < row.cells.size(); ++column)
      if (!text_of(row, column).empty())
        return 0;
    return count;
  }
  static bool is_grid_header(const SheetRow& row) { return columns_of_grid(row) >= 2; }

  /// Grids of samples, targets and roles, each under its title or, the first, without.
  std::vector<PlateMapRow> read_grids(std::size_t header) {
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
      while (header < rows_.size() && !is_grid_header(*rows_[header]))
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
    const std::string corner = text_of(titles, 0);
    if (const auto meaning = column_titled(corner); meaning && *meaning != PlateMapColumn::Well)
      return *meaning;
    if (header > start) {
      for (const std::string& text : texts_of(*rows_[header - 1]))
        if (const auto meaning = column_titled(text); meaning && *meaning != PlateMapColumn::Well)
          return *meaning;
    }
    if (!is_first)
      fail(titles, 0,
           "expected the title of a further grid (target or role), found " +
               (corner.empty() ? "nothing" : "'" + corner + "'"));
    return PlateMapColumn::Sample;
  }

  /// Returns the row behind the grid.
  std::size_t read_grid(PlateMapColumn meaning, std::size_t header,
                        std::map<Well, PlateMapRow>& wells) const {
    const std::size_t columns = columns_of_grid(*rows_[header]);
    std::size_t i = header + 1;
    for (int letter = 0; i < rows_.size(); ++i, ++letter) {
      const SheetRow& row = *rows_[i];
      const std::string label = text_of(row, 0);
      const std::optional<Well> first = parse_well(label + '1');
      if (!first || to_string(*first) != upper(label) + '1')
        break;
      if (first->row != letter)
        fail(row, 0,
             "expected row " + to_string(Well{letter, 0}).substr(0, 1) + " of the plate, found '" + label +
                 "'");
      read_cells(meaning, row, letter, columns, wells);
    }
    if (i == header + 1)
      fail(*rows_[header], 0, "expected rows A, B, C ... under the numbers of the columns, found none");
    return i;
  }

  void read_cells(PlateMapColumn meaning, const SheetRow& row, int letter, std::size_t columns,
                  std::map<Well, PlateMapRow>& wells) const {
    for (std::size_t column = 1; column < row.cells.size(); ++column) {
      const std::string text = text_of(row, column);
      if (text.empty())
        continue;
      if (column > columns)
        fail(row, column,
             "expected nothing right of column " + std::to_string(columns) + ", found '" + text + "'");
      const Well well{letter, static_cast<int>(column) - 1};
      PlateMapRow& mapped = wells[well];
      mapped.well = well;
      if (mapped.place.empty())
        mapped.place = place_of(sheets_, sheet_, row.line, column);
      if (meaning == PlateMapColumn::Sample)
        mapped.sample = text;
      else if (meaning == PlateMapColumn::Target)
        mapped.target = text;
      else
        mapped.role = read_role(row, column, text);
    }
  }

  static std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return text;
  }

  const Sheets& sheets_;
  const Sheet& sheet_;
  std::vector<const SheetRow*> rows_;
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

Sheets sheets_of(const Source& source) {
  if (looks_like_xlsx(source))
    return read_xlsx(source);
  if (looks_like_xls(source))
    return read_xls(source);
  DecodedText decoded = decode_text(source);
  Sheets sheets;
  sheets.source = source.name;
  sheets.encoding = std::move(decoded.encoding);
  sheets.is_text = true;
  sheets.issues = std::move(decoded.issues);
  sheets.sheets.push_back(
      {.name = {}, .rows = split_rows(source.name, decoded.text, delimiter_of(decoded.text))});
  return sheets;
}

const Sheet& sheet_with_map(const Sheets& sheets) {
  const auto named = std::find_if(sheets.sheets.begin(), sheets.sheets.end(), [](const Sheet& sheet) {
    return folded_title(sheet.name) == sheet_of_maps;
  });
  if (sheets.sheets.empty())
    throw FormatError(sheets.source, "expected a sheet with a plate map, found none");
  return named == sheets.sheets.end() ? sheets.sheets.front() : *named;
}

}  // namespace

PlateMap read_plate_map(const Source& source) {
  const Sheets sheets = sheets_of(source);
  PlateMap map{.name = source.name,
               .sha256 = sha256_hex(source.bytes),
               .rows = Reader(sheets, sheet_with_map(sheets)).read(),
               .issues = sheets.issues};
  check_rows(map.rows);
  return map;
}

}  // namespace crossbreak
