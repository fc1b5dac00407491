// Comma, semicolon or tab separated; quotes as in CSV:
//
//   "Cycle","F1.1","F1.2"      <- titles, each once; wells (A1, B12) or any names
//   1,2.9959,2.9613            <- cycles count from 1 without gaps
//   2,2.9871,                  <- an empty cell, NA or NaN: no value
//
// The layout of published amplification data; no instrument writes it.
#include "formats/curve_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>

#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/input_account.hpp"
#include "formats/number_style.hpp"
#include "formats/text_encoding.hpp"

namespace crossbreak {
namespace {

bool recognises(const Source& source) {
  std::string text = text_beginning(source, 64);
  std::string_view start = text;
  if (start.starts_with('"'))
    start.remove_prefix(1);
  constexpr std::string_view title = "cycle";
  for (const char wanted : title) {
    if (start.empty() || (start.front() | 0x20) != wanted)
      return false;
    start.remove_prefix(1);
  }
  while (start.starts_with(' '))
    start.remove_prefix(1);
  return !start.empty() && std::string_view("\",;\t").find(start.front()) != std::string_view::npos;
}

char delimiter_of(std::string_view text) {
  const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
  const auto count = [&](char c) { return std::count(first.begin(), first.end(), c); };
  const char* best = std::max_element(std::begin(",;\t"), std::end(",;\t") - 1,
                                      [&](char a, char b) { return count(a) < count(b); });
  return *best;
}

bool is_missing(std::string_view text) {
  return text.empty() || text == "NA" || text == "NaN" || text == "nan";
}

void read_titles(const Source& source, const TextRow& titles, Run& run) {
  std::set<std::string> seen;
  bool all_wells = true;
  for (std::size_t column = 1; column < titles.cells.size(); ++column) {
    Reaction reaction;
    reaction.sample = text_at(titles, column);
    if (trimmed(reaction.sample).empty())
      throw FormatError(source.name, titles.line, "column " + std::to_string(column + 1) + " has no title");
    if (!seen.insert(reaction.sample).second)
      throw FormatError(source.name, titles.line, "the title '" + reaction.sample + "' stands there twice");
    reaction.well = parse_well(trimmed(reaction.sample));
    all_wells = all_wells && reaction.well.has_value();
    run.reactions.push_back(std::move(reaction));
  }
  if (run.reactions.empty())
    throw FormatError(source.name, titles.line, "no curve beside the column Cycle");
  std::set<Well> wells;
  for (Reaction& reaction : run.reactions) {
    if (!all_wells) {
      reaction.well.reset();
      continue;
    }
    if (!wells.insert(*reaction.well).second)
      throw FormatError(source.name, titles.line,
                        "the well " + to_string(*reaction.well) + " stands there twice");
    if (!run.plate.contains(*reaction.well))
      run.plate = {.rows = 16, .columns = 24};
  }
}

Run read(std::span<const Source> sources, const ReadOptions& options) {
  if (sources.size() != 1)
    throw FormatError(sources.empty() ? "" : sources[1].name, "a curve table is a run of its own");
  const Source& source = sources.front();
  DecodedText decoded = decode_text(source, options.encoding);
  TextRows text = split_text(source.name, decoded.text, delimiter_of(decoded.text));
  std::vector<TextRow>& rows = text.rows;
  std::erase_if(rows, [](const TextRow& row) { return !has_text(row); });
  if (rows.empty())
    throw FormatError(source.name, "the file is empty");

  Run run;
  run.encoding = decoded.encoding;
  run.issues = std::move(decoded.issues);
  InputAccount account;
  const std::size_t curves = rows.front().cells.size();
  account.charge(Taken::Curves, curves, source.name);
  account.charge(Taken::Readings, std::uint64_t{curves} * rows.size(), source.name);
  read_titles(source, rows.front(), run);
  std::vector<NumberCell> numbers;
  std::size_t most = 0;
  for (const TextRow& row : rows)
    most += row.cells.size();
  numbers.reserve(most);
  for (std::size_t row = 1; row < rows.size(); ++row)
    for (std::size_t column = 1; column < rows[row].cells.size(); ++column)
      numbers.push_back({.text = text_at(rows[row], column), .line = rows[row].line});
  const NumberStyle style = decide_number_style(source.name, numbers);
  for (Issue& issue : issues_of(style, source.name))
    run.issues.push_back(std::move(issue));

  for (std::size_t row = 1; row < rows.size(); ++row) {
    const TextRow& cells = rows[row];
    const std::string_view cycle = trimmed(text_at(cells, 0));
    if (parse_number(cycle, style.decimal_mark) != static_cast<double>(row))
      throw FormatError(source.name, cells.line,
                        "expected cycle " + std::to_string(row) + ", found '" + std::string(cycle) + "'");
    if (cells.cells.size() > rows.front().cells.size())
      throw FormatError(source.name, cells.line, "the row has more cells than there are titles");
    for (std::size_t column = 1; column < rows.front().cells.size(); ++column) {
      const std::string_view reading = trimmed(text_at(cells, column));
      const std::optional<double> value = is_missing(reading) ? std::numeric_limits<double>::quiet_NaN()
                                                              : parse_number(reading, style.decimal_mark);
      if (!value)
        throw FormatError(source.name, cells.line, "expected a number, found '" + std::string(reading) + "'");
      run.reactions[column - 1].rn.push_back(*value);
    }
  }
  run.cycles = static_cast<int>(rows.size()) - 1;
  if (run.cycles == 0)
    throw FormatError(source.name, rows.front().line, "no cycles below the titles");
  std::stable_sort(run.reactions.begin(), run.reactions.end(),
                   [](const Reaction& a, const Reaction& b) { return a.well < b.well; });
  return run;
}

}  // namespace

constinit const Format curve_table{"curve-table", "plain table: first column Cycle, one column a curve",
                                   recognises, read};

}  // namespace crossbreak
