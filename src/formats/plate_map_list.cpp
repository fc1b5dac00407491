#include "formats/plate_map_list.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "formats/plate_map_titles.hpp"
#include "formats/title_folding.hpp"

namespace crossbreak {
namespace {

/// Of lots and of their last days; arbitrary: a plate has some ten lots.
constexpr std::size_t most_lot_columns = 200;

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

using Columns = std::map<PlateMapColumn, std::size_t>;
using Candidates = PlateMapCandidates;
using LotColumns = std::map<std::size_t, LotTitle>;

class ListReader {
 public:
  explicit ListReader(const PlateMapCells& cells) : cells_(cells) {}

  PlateMapList read(const Candidates& titled, std::size_t first) const {
    const SheetRow& titles = *cells_.rows()[first - 1];
    const Candidates candidates = told_apart(titled, first);
    const LotColumns lots = lots_of(titles);
    for (std::size_t i = first; i < cells_.rows().size(); ++i)
      for (std::size_t column = 0; column < cells_.rows()[i]->cells.size(); ++column)
        if (map_text(titles, column).empty() && !map_text(*cells_.rows()[i], column).empty())
          cells_.fail(*cells_.rows()[i], column,
                      "expected nothing under no title, found '" + map_text(*cells_.rows()[i], column) +
                          "'; a cell that holds the delimiter needs quotes");
    std::set<std::size_t> all_candidates;
    std::set<std::size_t> of_days;
    for (const auto& [meaning, places] : candidates) {
      all_candidates.insert(places.begin(), places.end());
      if (is_of_days(meaning))
        of_days.insert(places.begin(), places.end());
    }
    const auto is_used = [&](std::size_t column) {
      return all_candidates.contains(column) || lots.contains(column);
    };
    cells_.check_odd_cells(titles.line, is_used, [&](std::size_t column) {
      const auto lot = lots.find(column);
      return lot != lots.end() ? lot->second.is_expiry : of_days.contains(column);
    });
    const Columns columns = chosen(candidates, first);
    check_merged(columns, titles.line);
    PlateMapList list;
    for (std::size_t column = 0; column < titles.cells.size(); ++column)
      if (!is_empty(column, first) && (!is_used(column) || is_other_number(columns, column, first)))
        list.unused.push_back(map_text(titles, column));
    for (std::size_t i = first; i < cells_.rows().size(); ++i) {
      PlateMapRow row = row_of(*cells_.rows()[i], columns, titles);
      row.lots = lots_in(*cells_.rows()[i], lots, row, titles);
      list.rows.push_back(std::move(row));
    }
    return list;
  }

 private:
  /// Titles that mean two things, as what the other columns and the rows say.
  Candidates told_apart(Candidates candidates, std::size_t first) const {
    using enum PlateMapColumn;
    const auto take = [&](PlateMapColumn open) {
      std::vector<std::size_t> columns = std::move(candidates[open]);
      candidates.erase(open);
      return columns;
    };
    const auto every = [&](std::size_t column, const auto& is_so) {
      return !is_empty(column, first) &&
             std::all_of(cells_.rows().begin() + static_cast<std::ptrdiff_t>(first), cells_.rows().end(),
                         [&](const SheetRow* row) {
                           const std::string text = map_text(*row, column);
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
    return std::all_of(cells_.rows().begin() + static_cast<std::ptrdiff_t>(first), cells_.rows().end(),
                       [&](const SheetRow* row) { return map_text(*row, column).empty(); });
  }

  /// Whether the column has a well in every row that has anything there.
  bool holds_wells(std::size_t column, std::size_t first) const {
    return !is_empty(column, first) && std::all_of(cells_.rows().begin() + static_cast<std::ptrdiff_t>(first),
                                                   cells_.rows().end(), [&](const SheetRow* row) {
                                                     const std::string text = map_text(*row, column);
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
    const SheetRow& titles = *cells_.rows()[first - 1];
    for (std::size_t i = first; i < cells_.rows().size(); ++i)
      if (cells_.said_at(*cells_.rows()[i], one, meaning) !=
          cells_.said_at(*cells_.rows()[i], other, meaning))
        cells_.fail(
            *cells_.rows()[i], other,
            "'" + map_text(titles, one) + "' and '" + map_text(titles, other) + "' could both be the " +
                what_it_is(meaning) + ", and differ here ('" + map_text(*cells_.rows()[i], one) + "' and '" +
                map_text(*cells_.rows()[i], other) +
                "'); give the one that is not meant another title, such as 'note'" +
                (is_specimen_title(map_text(titles, one)) || is_specimen_title(map_text(titles, other))
                     ? ", or 'specimen type' if it says what was taken"
                     : ""));
  }

  LotColumns lots_of(const SheetRow& titles) const {
    LotColumns lots;
    for (std::size_t column = 0; column < titles.cells.size(); ++column)
      if (auto lot = lot_titled(map_text(titles, column)))
        lots.emplace(column, std::move(*lot));
    if (lots.size() > most_lot_columns)
      cells_.fail(titles, std::nullopt,
                  "expected at most " + std::to_string(most_lot_columns) +
                      " columns of lots and expiries, found " + std::to_string(lots.size()));
    return lots;
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
      if (title.is_expiry || map_text(row, column).empty())
        continue;
      cells_.check_number(row, column);
      cells_.charge_text(title.name.size());
      lot_named.emplace(std::pair(title.kind, folded_title(name_of(title))), lots.size());
      lots.push_back({.kind = title.kind,
                      .lot = {.name = name_of(title), .lot = map_text(row, column), .expiry = {}},
                      .place = cells_.place(row.line, column)});
    }
    for (const auto& [column, title] : columns) {
      if (!title.is_expiry || map_text(row, column).empty())
        continue;
      const auto lot = lot_named.find({title.kind, folded_title(name_of(title))});
      if (lot == lot_named.end())
        cells_.fail(row, column,
                    "'" + map_text(titles, column) +
                        "' is of a lot that the row does not name; expected it under '" + title.name +
                        " lot'");
      lots[lot->second].lot.expiry = cells_.day_at(row, column, "last day of use");
      lots[lot->second].expiry_place = cells_.place(row.line, column);
    }
    return lots;
  }

  /// Whether a column titled as the wells' counts them in another way.
  bool is_other_number(const Columns& columns, std::size_t column, std::size_t first) const {
    return column_titled(map_text(*cells_.rows()[first - 1], column)) == PlateMapColumn::Well &&
           holds_wells(columns.at(PlateMapColumn::Well), first) && !holds_wells(column, first);
  }

  /// A name is never a target: cells merged over both are refused.
  void check_merged(const Columns& columns, int titles) const {
    for (const MergedCells& merged : cells_.merged()) {
      const auto covered = std::count_if(columns.begin(), columns.end(), [&](const auto& column) {
        return column.second >= merged.first_column && column.second <= merged.last_column;
      });
      if (covered > 1 && merged.last_line > titles)
        cells_.fail(std::max(merged.first_line, titles + 1), merged.first_column,
                    "cells are merged over several columns; merge them within one");
    }
  }

  PlateMapRow row_of(const SheetRow& row, const Columns& columns, const SheetRow& titles) const {
    const auto text = [&](PlateMapColumn column) {
      const auto found = columns.find(column);
      return found == columns.end() ? std::string() : map_text(row, found->second);
    };
    const std::size_t at = columns.at(PlateMapColumn::Well);
    const std::string name = text(PlateMapColumn::Well);
    const std::optional<Well> well = parse_well(half_width(name));
    if (!well)
      cells_.fail(
          row, at,
          "expected a well such as A1, found " + (name.empty() ? "nothing" : "'" + name + "'") +
              (is_number(name) ? "; a number does not say whether wells count along rows or columns" : ""));
    for (const auto& [meaning, column] : columns)
      if (meaning == PlateMapColumn::Sample || meaning == PlateMapColumn::Target ||
          (is_noted(meaning) && !is_of_days(meaning)))
        cells_.check_number(row, column);
    PlateMapRow mapped{.well = *well,
                       .sample = text(PlateMapColumn::Sample),
                       .target = text(PlateMapColumn::Target),
                       .role = {},
                       .place = cells_.place(row.line, at)};
    if (const std::string role = text(PlateMapColumn::Role); !role.empty())
      mapped.role = cells_.role_at(row, columns.at(PlateMapColumn::Role), role, titles);
    for (const auto& [meaning, column] : columns)
      if (is_noted(meaning))
        note(mapped, meaning, cells_.said_at(row, column, meaning), cells_.place(row.line, column));
    return mapped;
  }

  const PlateMapCells& cells_;
};

}  // namespace

std::optional<PlateMapCandidates> list_columns_of(const PlateMapCells& cells, const SheetRow& row) {
  PlateMapCandidates candidates;
  std::map<std::string, std::size_t> seen;
  bool has_lots = false;
  for (std::size_t column = 0; column < row.cells.size(); ++column)
    has_lots = has_lots || lot_titled(map_text(row, column));
  for (std::size_t column = 0; column < row.cells.size(); ++column)
    if (const auto meaning = column_titled(map_text(row, column)))
      candidates[*meaning].push_back(column);
  if (!candidates.contains(PlateMapColumn::Well))
    return std::nullopt;
  for (std::size_t column = 0; column < row.cells.size(); ++column) {
    const std::string title = map_text(row, column);
    if (const auto near = title_near(title); near && near->meaning != PlateMapColumn::Well)
      cells.fail(row, column,
                 "the title '" + title + "' is not known; did you mean '" + std::string(near->title) +
                     "'? Give a column that says something else another title");
  }
  if (candidates.size() < 2 && !has_lots)
    return std::nullopt;
  for (const auto& [meaning, columns] : candidates)
    for (const std::size_t column : columns)
      if (!seen.emplace(folded_title(map_text(row, column)), column).second)
        cells.fail(row, column, "the title '" + map_text(row, column) + "' stands here a second time");
  return candidates;
}

PlateMapList read_plate_map_list(const PlateMapCells& cells, const PlateMapCandidates& columns,
                                 std::size_t first) {
  return ListReader(cells).read(columns, first);
}

}  // namespace crossbreak
