// The rows of a CSV that the program wrote, by the titles of their columns.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "formats/delimited_text.hpp"

namespace crossbreak {

using Row = std::map<std::string, std::string>;  // cell by title

/// The rows below the titles. Cells are as they stand.
inline std::vector<Row> rows_of(const std::string& csv) {
  std::vector<SheetRow> lines = split_rows("made.csv", csv, ',');
  REQUIRE_FALSE(lines.empty());
  std::vector<std::string> titles;
  for (std::size_t i = 0; !text_at(lines[0], i).empty(); ++i)
    titles.emplace_back(text_at(lines[0], i));
  std::vector<Row> rows;
  for (std::size_t line = 1; line < lines.size(); ++line) {
    if (is_blank(lines[line]))
      continue;
    Row row;
    for (std::size_t i = 0; i < titles.size(); ++i)
      row[titles[i]] = text_at(lines[line], i);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// That of a sample's set, or the overall one where `set` is empty.
inline Row row_of(const std::string& csv, const std::string& sample, const std::string& set) {
  for (Row& row : rows_of(csv))
    if (row["sample"] == sample && row["set"] == set)
      return row;
  FAIL("no row of " << sample << ' ' << set);
  return {};
}

}  // namespace crossbreak
