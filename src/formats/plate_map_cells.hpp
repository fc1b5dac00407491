// The cells of a plate map's sheet as people see them: what a list and a grid are both made of. What cannot
// be what people see is refused with its place.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/sheet.hpp"
#include "run/plate_map.hpp"
#include "words/plate_map_words.hpp"

namespace crossbreak {

/// Without blanks at either end; empty where the row ends before.
std::string map_text(const SheetRow& row, std::size_t column);
std::vector<std::string> map_texts(const SheetRow& row);

bool is_of_days(PlateMapColumn meaning);

/// Whether the title may mean a specimen.
bool is_specimen_title(const std::string& title);

/// In words, for messages: "day of receipt".
std::string what_it_is(PlateMapColumn meaning);

/// Takes over what the laboratory notes of the row's sample, or of the run, and where it stands.
void note(PlateMapRow& row, PlateMapColumn meaning, std::string said, std::string at);

/// Of one sheet; sheets and sheet must outlive it.
class PlateMapCells {
 public:
  PlateMapCells(const Sheets& sheets, const Sheet& sheet);
  PlateMapCells(const PlateMapCells&) = delete;  // the rows point into it
  PlateMapCells& operator=(const PlateMapCells&) = delete;

  /// Those that are not blank, with merged cells filled.
  const std::vector<const SheetRow*>& rows() const { return rows_; }
  const std::vector<MergedCells>& merged() const { return sheet_.merged; }
  const std::string& source() const { return sheets_.source; }

  /// "map.csv:2: column 1", "map.xlsx: plate map!A2".
  std::string place(int line, std::optional<std::size_t> column) const;
  /// Throw FormatError.
  [[noreturn]] void fail(int line, std::optional<std::size_t> column, const std::string& message) const;
  [[noreturn]] void fail(const SheetRow& row, std::optional<std::size_t> column,
                         const std::string& message) const;

  using IsColumn = std::function<bool(std::size_t)>;
  /// Throws at a cell behind the line, in a column that is used, of which people see something else than
  /// what is read. Days are read as they are shown.
  void check_odd_cells(int line, const IsColumn& is_used, const IsColumn& is_of_days) const;

  /// Throws for a number of which spreadsheets keep or show too few digits to be a name.
  void check_number(const SheetRow& row, std::size_t column) const;

  /// What a column says in a row: a day as ISO 8601, whatever its spelling; anything else as it stands.
  std::string said_at(const SheetRow& row, std::size_t column, PlateMapColumn meaning) const;

  /// As ISO 8601; throws for what is no day.
  std::string day_at(const SheetRow& row, std::size_t column, const std::string& what) const;

  /// What `text` of the cell means; throws for what is no role.
  SampleRole role_at(const SheetRow& row, std::size_t column, const std::string& text,
                     const SheetRow& titles = {}) const;

  void charge_text(std::size_t bytes) const;

 private:
  std::string number_at(int line, std::size_t column) const;

  const Sheets& sheets_;
  const Sheet& sheet_;
  std::vector<SheetRow> filled_;
  std::vector<const SheetRow*> rows_;
  std::map<std::pair<int, std::size_t>, const OddCell*> odd_at_;  ///< by line and column
};

}  // namespace crossbreak
