// Tab, comma and semicolon separated text as rows of cells that remember their line.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "formats/input_account.hpp"
#include "formats/sheet.hpp"

namespace crossbreak {

/// The delimiter of the first line whose first cell is "Well", the column line of every layout read
/// here; without such a line the one of tab, semicolon and comma that occurs most, tab where none does.
char detect_delimiter(std::string_view utf8);

/// One row per line; LF, CRLF and CR all end a line. A blank line is a row without cells. Cells hold text
/// or nothing, blanks at either end included. A cell that starts with a double quote ends with one, holds
/// the delimiter and line ends as they are, and doubles the quotes inside.
/// Throws FormatError with the line where a quote is opened and never closed, or closed inside a cell, and
/// for more cells than the account has left: that of the input where the text is a part of it.
std::vector<SheetRow> split_rows(std::string_view source_name, std::string_view utf8, char delimiter,
                                 InputAccount& account);
std::vector<SheetRow> split_rows(std::string_view source_name, std::string_view utf8, char delimiter);

/// A row whose cells are pieces of a text.
struct TextRow {
  int line = 0;
  std::vector<std::string_view> cells;
};

/// Moved and never copied: cells are pieces of `unquoted` too.
struct TextRows {
  TextRows() = default;
  TextRows(TextRows&&) = default;
  TextRows& operator=(TextRows&&) = default;

  std::vector<TextRow> rows;
  std::deque<std::string>
      unquoted;  ///< cells that stand otherwise in the text: with doubled quotes and the like
};

/// The same rows for a table that is read and not kept: `utf8` must outlive them.
TextRows split_text(std::string_view source_name, std::string_view utf8, char delimiter);

/// Every cell of the row is empty or blanks.
bool is_blank(const SheetRow& row);
/// Some cell of the row is more than blanks.
bool has_text(const TextRow& row);

/// The text of a cell; empty where the row is shorter, the cell is empty or holds no text.
std::string_view text_at(const SheetRow& row, std::size_t column);
std::string_view text_at(const TextRow& row, std::size_t column);

/// Without blanks and tabs at either end.
std::string_view trimmed(std::string_view text);

}  // namespace crossbreak
