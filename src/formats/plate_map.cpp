#include "formats/plate_map.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

#include "formats/cell_number_format.hpp"
#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/plate_map_sheet.hpp"
#include "formats/plate_map_titles.hpp"
#include "formats/title_folding.hpp"
#include "run/calendar_day.hpp"
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

/// Of lots and of their last days; arbitrary: a plate has some ten lots.
constexpr std::size_t most_lot_columns = 200;

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
    case PlateMapColumn::SampleOrSpecimen:
      return "sample";
    case PlateMapColumn::Target:
      return "target";
    case PlateMapColumn::Specimen:
      return "type of specimen";
    case PlateMapColumn::Collected:
      return "day of collection";
    case PlateMapColumn::Received:
      return "day of receipt";
    case PlateMapColumn::Order:
    case PlateMapColumn::OrderOrOther:
      return "order number";
    case PlateMapColumn::Requester:
      return "requesting unit";
    case PlateMapColumn::ExtractionBatch:
      return "extraction batch";
    case PlateMapColumn::Role:
    case PlateMapColumn::RoleOrSpecimen:
      break;
  }
  return "role";
}

/// What a column notes of the row's sample.
std::string SampleMetadata::*noted_by(PlateMapColumn meaning) {
  switch (meaning) {
    case PlateMapColumn::Specimen:
      return &SampleMetadata::specimen;
    case PlateMapColumn::Collected:
      return &SampleMetadata::collected;
    case PlateMapColumn::Received:
      return &SampleMetadata::received;
    case PlateMapColumn::Requester:
      return &SampleMetadata::requester;
    default:
      return &SampleMetadata::order;
  }
}

/// Takes over what the laboratory notes of the row's sample, or of the run, and where it stands.
void note(PlateMapRow& row, PlateMapColumn meaning, std::string said, std::string at) {
  if (said.empty())
    return;
  const bool is_of_run = meaning == PlateMapColumn::ExtractionBatch;
  (is_of_run ? row.extraction_batch : row.noted.*noted_by(meaning)) = std::move(said);
  (is_of_run ? row.extraction_batch_at : row.noted_at.*noted_by(meaning)) = std::move(at);
}

bool is_of_days(PlateMapColumn meaning) {
  return meaning == PlateMapColumn::Collected || meaning == PlateMapColumn::Received;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::vector<SheetRow> rows_of_map(const Sheets& sheets, const Sheet& sheet) {
  const auto filled =
      std::count_if(sheet.rows.begin(), sheet.rows.end(), [](const SheetRow& row) { return !is_blank(row); });
  sheets.account->charge(Taken::PlateMapRows, static_cast<std::uint64_t>(filled), sheets.source, sheet.name);
  return filled_rows(sheets, sheet);
}

/// Reads one sheet, from its titles on.
class Reader {
 public:
  Reader(const Sheets& sheets, const Sheet& sheet)
      : sheets_(sheets), sheet_(sheet), filled_(rows_of_map(sheets, sheet)) {
    for (const SheetRow& row : filled_)
      rows_.push_back(&row);
    for (const OddCell& odd : sheet.odd_cells)
      odd_at_.insert_or_assign({odd.line, odd.column}, &odd);
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
  using LotColumns = std::map<std::size_t, LotTitle>;

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
    const auto all = [](std::size_t) { return true; };
    const auto none = [](std::size_t) { return false; };
    check_odd_cells(0, all, none);
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
  /// what is read. Days are read as they are shown.
  template <class IsUsed, class IsOfDays>
  void check_odd_cells(int line, IsUsed is_used, IsOfDays is_of_days) const {
    for (const OddCell& odd : sheet_.odd_cells) {
      if (odd.line <= line || !is_used(odd.column) || (is_of_days(odd.column) && !date_shown(odd).empty()))
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
    bool has_lots = false;
    for (std::size_t column = 0; column < row.cells.size(); ++column)
      has_lots = has_lots || lot_titled(text_of(row, column));
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
    if (candidates.size() < 2 && !has_lots)
      return std::nullopt;
    for (const auto& [meaning, columns] : candidates)
      for (const std::size_t column : columns)
        if (!seen.emplace(folded_title(text_of(row, column)), column).second)
          fail(row, column, "the title '" + text_of(row, column) + "' stands here a second time");
    return candidates;
  }

  /// Titles that mean two things, as what the other columns and the rows say.
  Candidates told_apart(Candidates candidates, std::size_t first) const {
    using enum PlateMapColumn;
    const auto take = [&](PlateMapColumn open) {
      std::vector<std::size_t> columns = std::move(candidates[open]);
      candidates.erase(open);
      return columns;
    };
    const auto every = [&](std::size_t column, const auto& is_so) {
      return !is_empty(column, first) && std::all_of(rows_.begin() + static_cast<std::ptrdiff_t>(first),
                                                     rows_.end(), [&](const SheetRow* row) {
                                                       const std::string text = text_of(*row, column);
                                                       return text.empty() || is_so(text);
                                                     });
    };
    const bool has_sample = candidates.contains(Sample);
    for (const std::size_t column : take(SampleOrSpecimen))
      candidates[has_sample && every(column, is_specimen) ? Specimen : Sample].push_back(column);
    const bool has_role = candidates.contains(Role);
    const auto is_no_role = [](const std::string& text) { return !role_of(text); };
    for (const std::size_t column : take(RoleOrSpecimen))
      candidates[every(column, is_specimen) || (has_role && every(column, is_no_role)) ? Specimen : Role]
          .push_back(column);
    const bool notes_samples = std::any_of(candidates.begin(), candidates.end(), [](const auto& candidate) {
      return is_noted(candidate.first) && candidate.first != ExtractionBatch &&
             candidate.first != OrderOrOther;
    });
    for (const std::size_t column : take(OrderOrOther))
      if (notes_samples)
        candidates[Order].push_back(column);
    for (auto& [meaning, columns] : candidates)
      std::sort(columns.begin(), columns.end());
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
      if (said_at(*rows_[i], one, meaning) != said_at(*rows_[i], other, meaning))
        fail(*rows_[i], other,
             "'" + text_of(titles, one) + "' and '" + text_of(titles, other) + "' could both be the " +
                 what_it_is(meaning) + ", and differ here ('" + text_of(*rows_[i], one) + "' and '" +
                 text_of(*rows_[i], other) +
                 "'); give the one that is not meant another title, such as 'note'" +
                 (is_specimen_title(text_of(titles, one)) || is_specimen_title(text_of(titles, other))
                      ? ", or 'specimen type' if it says what was taken"
                      : ""));
  }

  static bool is_specimen_title(const std::string& title) {
    const auto meaning = column_titled(title);
    return meaning == PlateMapColumn::SampleOrSpecimen || meaning == PlateMapColumn::RoleOrSpecimen;
  }

  std::vector<PlateMapRow> read_list(const Candidates& titled, std::size_t first) {
    const SheetRow& titles = *rows_[first - 1];
    const Candidates candidates = told_apart(titled, first);
    const LotColumns lots = lots_of(titles);
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
    const auto is_used = [&](std::size_t column) { return is_candidate(column) || lots.contains(column); };
    check_odd_cells(titles.line, is_used, [&](std::size_t column) {
      const auto lot = lots.find(column);
      if (lot != lots.end())
        return lot->second.is_expiry;
      return std::any_of(candidates.begin(), candidates.end(), [&](const auto& candidate) {
        return is_of_days(candidate.first) &&
               std::find(candidate.second.begin(), candidate.second.end(), column) != candidate.second.end();
      });
    });
    const Columns columns = chosen(candidates, first);
    check_merged(columns, titles.line);
    for (std::size_t column = 0; column < titles.cells.size(); ++column)
      if (!is_empty(column, first) && (!is_used(column) || is_other_number(columns, column, first)))
        unused_.push_back(text_of(titles, column));
    std::vector<PlateMapRow> rows;
    for (std::size_t i = first; i < rows_.size(); ++i) {
      PlateMapRow row = row_of(*rows_[i], columns, titles);
      row.lots = lots_in(*rows_[i], lots, row, titles);
      rows.push_back(std::move(row));
    }
    return rows;
  }

  LotColumns lots_of(const SheetRow& titles) const {
    LotColumns lots;
    for (std::size_t column = 0; column < titles.cells.size(); ++column)
      if (auto lot = lot_titled(text_of(titles, column)))
        lots.emplace(column, std::move(*lot));
    if (lots.size() > most_lot_columns)
      fail(titles, std::nullopt,
           "expected at most " + std::to_string(most_lot_columns) + " columns of lots and expiries, found " +
               std::to_string(lots.size()));
    return lots;
  }

  /// What a column says in a row: a day as ISO 8601, whatever its spelling; anything else as it stands.
  std::string said_at(const SheetRow& row, std::size_t column, PlateMapColumn meaning) const {
    return is_of_days(meaning) ? day_at(row, column, what_it_is(meaning)) : text_of(row, column);
  }

  std::string day_at(const SheetRow& row, std::size_t column, const std::string& what) const {
    std::string text = text_of(row, column);
    if (const auto odd = odd_at_.find({row.line, column}); odd != odd_at_.end())
      text = date_shown(*odd->second);
    if (text.empty())
      return text;
    if (const std::optional<std::string> day = day_of(half_width(text)))
      return *day;
    fail(row, column, "expected a day such as 2026-03-31 as " + what + ", found '" + text + "'");
  }

  /// The lots that a row names, each with its last day of use. That of a control or standard in general has
  /// the name of the well's sample.
  std::vector<PlateMapLot> lots_in(const SheetRow& row, const LotColumns& columns, const PlateMapRow& mapped,
                                   const SheetRow& titles) const {
    std::vector<PlateMapLot> lots;
    std::map<std::pair<LotKind, std::string>, std::size_t> lot_named;  // the first of a kind and name
    const bool has_name = !mapped.sample.empty() && mapped.role && *mapped.role != SampleRole::Unknown;
    const auto name_of = [&](const LotTitle& title) {
      return title.is_general && has_name ? mapped.sample : title.name;
    };
    for (const auto& [column, title] : columns) {
      if (title.is_expiry || text_of(row, column).empty())
        continue;
      check_number(row, column);
      sheets_.account->charge(Taken::TextBytes, title.name.size(), sheets_.source, sheet_.name);
      lot_named.emplace(std::pair(title.kind, folded_title(name_of(title))), lots.size());
      lots.push_back({.kind = title.kind,
                      .lot = {.name = name_of(title), .lot = text_of(row, column), .expiry = {}},
                      .place = place(row.line, column)});
    }
    for (const auto& [column, title] : columns) {
      if (!title.is_expiry || text_of(row, column).empty())
        continue;
      const auto lot = lot_named.find({title.kind, folded_title(name_of(title))});
      if (lot == lot_named.end())
        fail(row, column,
             "'" + text_of(titles, column) + "' is of a lot that the row does not name; expected it under '" +
                 title.name + " lot'");
      lots[lot->second].lot.expiry = day_at(row, column, "last day of use");
      lots[lot->second].expiry_place = place(row.line, column);
    }
    return lots;
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

  PlateMapRow row_of(const SheetRow& row, const Columns& columns, const SheetRow& titles) const {
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
    for (const auto& [meaning, column] : columns)
      if (meaning == PlateMapColumn::Sample || meaning == PlateMapColumn::Target ||
          (is_noted(meaning) && !is_of_days(meaning)))
        check_number(row, column);
    PlateMapRow mapped{.well = *well,
                       .sample = text(PlateMapColumn::Sample),
                       .target = text(PlateMapColumn::Target),
                       .role = {},
                       .place = place(row.line, at)};
    if (const std::string role = text(PlateMapColumn::Role); !role.empty())
      mapped.role = read_role(row, columns.at(PlateMapColumn::Role), role, titles);
    for (const auto& [meaning, column] : columns)
      if (is_noted(meaning))
        note(mapped, meaning, said_at(row, column, meaning), place(row.line, column));
    return mapped;
  }

  SampleRole read_role(const SheetRow& row, std::size_t column, const std::string& text,
                       const SheetRow& titles = {}) const {
    if (const std::optional<SampleRole> role = role_of(text))
      return *role;
    std::vector<std::string> names;
    for (const auto& [role, code] : codes_of(SampleRole{}))
      names.emplace_back(code);
    const std::optional<std::string> nearest = nearest_name(text, names);
    fail(row, column,
         "unknown role '" + text + "'" + (nearest ? "; did you mean '" + *nearest + "'?" : "") +
             " (roles: " + joined(names) + ")" +
             (is_specimen_title(text_of(titles, column))
                  ? "; a column that says what was taken is titled 'specimen type'"
                  : ""));
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
    check_odd_cells(
        rows_[header]->line, [](std::size_t) { return true; }, [](std::size_t) { return false; });
    std::map<Well, PlateMapRow> wells;
    std::map<PlateMapColumn, int> seen;  // line
    std::size_t start = 0;               // of what stands above the grid
    while (header < rows_.size()) {
      const SheetRow& titles = *rows_[header];
      const PlateMapColumn meaning = decided(meaning_of_grid(start, header, seen.empty()), seen);
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
        if (const auto meaning = column_titled(text);
            meaning && *meaning != PlateMapColumn::Well && (!is_noted(*meaning) || is_alone(above)))
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
      else if (meaning == PlateMapColumn::Role)
        mapped.role = read_role(row, column, text);
      else
        note(mapped, meaning, said_at(row, column, meaning), place(row.line, column));
    }
  }

  const Sheets& sheets_;
  const Sheet& sheet_;
  std::vector<SheetRow> filled_;
  std::vector<const SheetRow*> rows_;
  std::map<std::pair<int, std::size_t>, const OddCell*> odd_at_;  ///< by line and column
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
    if (targets.size() == most_targets_of_well)
      throw FormatError(row.place, "expected at most " + std::to_string(most_targets_of_well) +
                                       " targets of well " + to_string(row.well) + ", found more");
    targets.emplace(row.target, row.place);
  }
}

PlateMap plate_map_of(const Source& source, const std::optional<std::string>& encoding) {
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

}  // namespace

PlateMap read_plate_map(const Source& source, const std::optional<std::string>& encoding) {
  return within_memory(source.name, [&] { return plate_map_of(source, encoding); });
}

}  // namespace crossbreak
