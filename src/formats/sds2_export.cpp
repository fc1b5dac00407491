// Tabs; two kinds:
//
//   SDS 2.3 RQ Results  1.2                               <- the software, what the table is
//   Filename  Study.sdm                                   <- header: key, value
//   Run DateTime  Fri May 15 17:10:28 BST 2009            <- one for each plate
//                                                         <- blank line
//   #  Plate  Pos  Flag  Sample  Detector  Task  Ct  ...  <- several plates under one line of titles
//   1  P1     A1   Passed  S1    ALB       Target  11.46
//                                                         <- blank line; below it other tables
//
//   SDS 2.2.2  AQ Results  1.0
//   Filename  Plate 1
//
//   Sample Information
//
//   Well  Sample Name  Detector Name  Reporter  Task  Ct  ...  Baseline Type  Baseline Start  Baseline Stop
//     Threshold Type  Threshold
//   268   S1           ALB            VIC       Unknown  28.28  ...  Manual  3  15  Manual  0.1
//
// In place of a name of the plate there may be that of its file. Based on two real exports of relative
// quantification (SDS 2.1, two plates; 2.3, 384 wells); absolute quantification by description.
#include "formats/sds2_export.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/number_style.hpp"
#include "formats/sheet.hpp"
#include "formats/text_encoding.hpp"
#include "formats/title_folding.hpp"
#include "formats/v2_export.hpp"
#include "formats/v2_kinds.hpp"
#include "run/make_issue.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

std::string text_of(const SheetRow& row, std::size_t column) {
  return column < row.cells.size() ? std::string(trimmed(cell_text(row.cells[column]))) : std::string();
}

/// Titles that v2 exports have in other words. Those of the second kind hold "Automatic" or "Manual".
constexpr std::pair<std::string_view, std::string_view> renamed[] = {{"#", ""},
                                                                     {"Pos", "Well Position"},
                                                                     {"Sample", "Sample Name"},
                                                                     {"Detector", "Target Name"},
                                                                     {"Detector Name", "Target Name"},
                                                                     {"Ct Avg", "Ct Mean"},
                                                                     {"Ct StdDev", "Ct SD"},
                                                                     {"Qty Mean", "Quantity Mean"},
                                                                     {"Qty StdDev", "Quantity SD"},
                                                                     {"Baseline Stop", "Baseline End"},
                                                                     {"Threshold", "Ct Threshold"}};
constexpr std::pair<std::string_view, std::string_view> types[] = {
    {"Baseline Type", "Automatic Baseline"}, {"Threshold Type", "Automatic Ct Threshold"}};

std::optional<std::string_view> other_title(
    std::span<const std::pair<std::string_view, std::string_view>> table, const std::string& title) {
  for (const auto& [from, to] : table)
    if (folded_title(title) == folded_title(from))
      return to;
  return std::nullopt;
}

/// Gives the table the titles of a v2 export, which one reader gives meaning.
void rename_columns(Sheet& sheet) {
  SheetRow& titles = sheet.rows.front();
  for (std::size_t column = 0; column < titles.cells.size(); ++column) {
    const std::string title = text_of(titles, column);
    if (const auto other = other_title(renamed, title))
      titles.cells[column] = std::string(*other);
    const auto automatic = other_title(types, title);
    if (!automatic)
      continue;
    titles.cells[column] = std::string(*automatic);
    for (auto row = sheet.rows.begin() + 1; row != sheet.rows.end(); ++row) {
      if (const std::string type = folded_title(text_of(*row, column)); type == "manual")
        row->cells[column] = std::string("false");
      else if (type.starts_with("auto"))
        row->cells[column] = std::string("true");
    }
  }
}

/// Where the column of plates is empty, the files that the plates lay in tell them apart.
void name_plates(Sheet& sheet) {
  std::optional<std::size_t> plate;
  std::optional<std::size_t> file;
  SheetRow& titles = sheet.rows.front();
  for (std::size_t column = 0; column < titles.cells.size(); ++column) {
    const std::string title = folded_title(text_of(titles, column));
    if (title == "plate" || title == "plateid")
      plate = column;
    else if (title == "filename")
      file = column;
  }
  const bool has_plates =
      plate && std::any_of(sheet.rows.begin() + 1, sheet.rows.end(),
                           [&](const SheetRow& row) { return !text_of(row, *plate).empty(); });
  if (has_plates || !file)
    return;
  if (plate)
    titles.cells[*plate] = Cell();
  titles.cells[*file] = std::string("Plate");
}

bool is_titles(const SheetRow& row) {
  std::set<std::string> titles;
  for (std::size_t column = 0; column < row.cells.size(); ++column)
    titles.insert(folded_title(text_of(row, column)));
  return (titles.contains("well") || titles.contains("pos")) && titles.contains("ct") &&
         (titles.contains("detector") || titles.contains("detectorname"));
}

struct Export {
  Sheets sheets;
  std::vector<std::string> below;  ///< first cells of what stands below the table
};

Export read_export(const Source& source, const ReadOptions& options) {
  DecodedText decoded = decode_text(source, options.encoding);
  Export out;
  out.sheets.source = source.name;
  out.sheets.encoding = decoded.encoding;
  out.sheets.is_text = true;
  out.sheets.issues = std::move(decoded.issues);
  std::vector<SheetRow> rows = split_rows(source.name, decoded.text, detect_delimiter(decoded.text));
  const auto titles = std::find_if(rows.begin(), rows.end(), is_titles);
  if (titles == rows.end())
    throw FormatError(
        source.name,
        "an export of SDS 2.x without a table of results (Well or Pos, Detector and Ct): not read");
  const std::string first = text_of(rows.front(), 0);
  const std::size_t version_end = first.find_first_not_of("0123456789.", std::string_view("SDS ").size());
  out.sheets.header.emplace_back("Software Name and Version", first.substr(0, version_end));
  constexpr std::pair<std::string_view, std::string_view> keys[] = {{"Filename", "Experiment File Name"},
                                                                    {"Assay Type", "Experiment Type"},
                                                                    {"Operator", "Experiment User Name"},
                                                                    {"PlateID", "Experiment Barcode"}};
  std::set<std::string> dates;
  for (auto row = rows.begin(); row != titles; ++row) {
    if (const auto key = other_title(keys, text_of(*row, 0)))
      out.sheets.header.emplace_back(std::string(*key), text_of(*row, 1));
    if (folded_title(text_of(*row, 0)) == "rundatetime")
      dates.insert(text_of(*row, 1));
  }
  if (dates.size() == 1)  // of several plates which date is whose is not said
    out.sheets.header.emplace_back("Run Start Date/Time", *dates.begin());
  const auto end = std::find_if(titles, rows.end(), is_blank);
  for (auto row = end; row != rows.end(); ++row)
    if (!is_blank(*row) && row != rows.begin() && is_blank(*(row - 1)))
      out.below.push_back(text_of(*row, 0));
  Sheet table{.name = "Results", .rows = {}};
  table.rows.assign(std::make_move_iterator(titles), std::make_move_iterator(end));
  name_plates(table);
  rename_columns(table);
  out.sheets.sheets.push_back(std::move(table));
  settle_number_style(out.sheets);
  return out;
}

Run read(std::span<const Source> sources, const ReadOptions& options) {
  if (sources.size() != 1)
    throw FormatError(sources.empty() ? "" : sources[1].name, "an export of SDS 2.x is a run of its own");
  Export found = read_export(sources.front(), options);
  const std::vector<std::string> plates = v2_plates(found.sheets);
  if (options.run.empty() && plates.size() > 1)
    throw FormatError(sources.front().name,
                      fmt::format("expected which plate is meant of {}: each is a run", quoted_list(plates)));
  if (!options.run.empty())
    found.sheets = only_plate(std::move(found.sheets), options.run);
  Run run = read_v2_sheets(found.sheets, options.vocabulary);
  std::erase_if(run.issues, [](const Issue& issue) { return issue.code == IssueCode::CurvesMissing; });
  run.issues.push_back(make_issue({IssueCode::CurvesMissing, "sds2"}, found.sheets.source));
  if (!found.below.empty())
    run.issues.push_back(make_issue(IssueCode::SectionsNotUnderstood, found.sheets.source,
                                    field<"sections">(joined(found.below, ", "))));
  return run;
}

std::vector<std::string> runs(const Source& source, const ReadOptions& options) {
  std::vector<std::string> plates = v2_plates(read_export(source, options).sheets);
  return plates.empty() ? std::vector<std::string>(1) : plates;
}

bool recognises(const Source& source) {
  const std::string beginning = text_beginning(source, 200);
  const std::string first = beginning.substr(0, beginning.find_first_of("\r\n"));
  return first.starts_with("SDS 2.") && first.find("Results") != std::string::npos;
}

}  // namespace

constinit const Format sds2_export{.name = "sds-v2",
                                   .description = "table of results of SDS 2.x (7900HT), text; no curves",
                                   .recognises = recognises,
                                   .read = read,
                                   .runs = runs};

}  // namespace crossbreak
