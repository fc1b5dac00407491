#include "formats/v2_unread.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "formats/title_folding.hpp"
#include "formats/v2_kinds.hpp"
#include "formats/v2_table.hpp"
#include "formats/workbook_sections.hpp"

namespace crossbreak {
namespace {

/// Sheets that are understood and have no place in a run: what was computed for other purposes than a Ct.
constexpr auto other_sheets = std::to_array<std::string_view>(
    {"Melt Curve Result", "Standard Curve", "Standard Curve Result", "Reagent Information", "Gene Expression",
     "RQ", "RQ Result", "Relative Quantification", "Biogroup Analysis Result", "BioGroup Analysis Result",
     "Biological Group Result", "Technical Replicate Analysis Result", "Biological Replicate Analysis Result",
     "Replicate Group Result", "Replicate Results", "RQ Replicate Group Result", "Well Call"});

/// Columns that are understood and have no place in a run.
constexpr auto other_columns = std::to_array<std::string_view>({"Sample Color",
                                                                "Biogroup Name",
                                                                "Biogroup Color",
                                                                "Target Color",
                                                                "Sample Type",
                                                                "Sample Code",
                                                                "Custom Color",
                                                                "Tm",
                                                                "Tm1",
                                                                "Tm2",
                                                                "Tm3",
                                                                "Tm4",
                                                                "Tm5",
                                                                "Cq Conf",
                                                                "Cq Confidence",
                                                                "Amp Score",
                                                                "Curve Quality",
                                                                "Result Quality Issues",
                                                                "RQ",
                                                                "RQ Min",
                                                                "RQ Max",
                                                                "Rq",
                                                                "Rq Min",
                                                                "Rq Max",
                                                                "Delta Ct",
                                                                "Delta Ct Mean",
                                                                "Delta Ct SD",
                                                                "Delta Ct SE",
                                                                "Delta Delta Ct",
                                                                "Adjusted Ct Mean",
                                                                "Crt",
                                                                "Crt Mean",
                                                                "Crt SD",
                                                                "Crt Threshold",
                                                                "Automatic Crt Threshold",
                                                                "Delta Crt",
                                                                "Delta Crt Mean",
                                                                "Delta Crt SE",
                                                                "Delta Delta Crt",
                                                                "EQ.Ct",
                                                                "EQ.Ct Mean",
                                                                "EQ.Ct SD",
                                                                "Delta EQ.Ct",
                                                                "Y-Intercept",
                                                                "R2",
                                                                "Slope",
                                                                "Efficiency",
                                                                "Custom1",
                                                                "Custom2",
                                                                "Custom3",
                                                                "Custom4",
                                                                "Custom5",
                                                                "Custom6",
                                                                "Outlier",
                                                                "Expected",
                                                                "Number of Replicates",
                                                                "Ct SE",
                                                                "Cq SE",
                                                                "Analysis Type",
                                                                "Endogenous Control",
                                                                "Reference",
                                                                "ROX Signal",
                                                                "Plate",
                                                                "PlateID",
                                                                "Plate Name",
                                                                "RQ SE",
                                                                "Confidence",
                                                                "Instrument",
                                                                "Filename",
                                                                "Tm1 Temp"});

template <typename Names>
bool is_one_of(const Names& names, std::string_view name) {
  const std::string folded = folded_title(name);
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view known) { return folded_title(known) == folded; });
}

bool is_of_wells(std::string_view name) {
  const std::optional<V2Kind> kind = v2_kind_named(name);
  return kind == V2Kind::Setup || kind == V2Kind::Results;
}

bool is_of_signals(std::string_view name) {
  const std::optional<V2Kind> kind = v2_kind_named(name);
  return kind == V2Kind::Multicomponent || kind == V2Kind::Raw;
}

/// A field of the vocabulary is no promise that its values become part of a run.
bool is_read(const V2Table& table, std::size_t column, const Vocabulary& vocabulary) {
  if (const auto field = table.field_of(column))
    return *field != Column::QuantityMean && *field != Column::QuantitySd;
  if (vocabulary.qc_flags.contains(table.titles()[column]))
    return true;
  return std::all_of(table.rows().begin(), table.rows().end(), [&](const SheetRow* row) {
    const std::string value = table.text_at(*row, column);  // a flag, or nothing
    return value.empty() || value == "Y" || value == "N";
  });
}

}  // namespace

std::vector<std::string> columns_not_understood(const Sheets& sheets, const Vocabulary& vocabulary) {
  std::vector<std::string> columns;
  std::set<std::string> seen;
  for (const Sheet& sheet : sheets.sheets) {
    if (sheet.rows.empty() || !(sheet.name.empty() || is_of_wells(sheet.name) || is_of_signals(sheet.name)))
      continue;
    const V2Table table(sheets, sheet, vocabulary);
    const bool has_signals = table.has(Column::Cycle);  // each further column of numbers is one
    for (std::size_t column = 0; column < table.titles().size(); ++column) {
      const std::string& title = table.titles()[column];
      if (!title.empty() && !(has_signals && table.holds_numbers(column)) && !table.field_of(column) &&
          !is_one_of(other_columns, title) && !is_read(table, column, vocabulary) &&
          seen.insert(title).second)
        columns.push_back(title);
    }
  }
  return columns;
}

std::vector<std::string> sections_not_understood(const Sheets& sheets) {
  std::vector<std::string> sections;
  for (const Sheet& sheet : sheets.sheets)
    if (!sheet.name.empty() && !sheet.rows.empty() && !v2_kind_named(sheet.name) &&
        !is_one_of(other_sheets, sheet.name))
      sections.push_back(sheet.name);
  return sections;
}

std::vector<std::string> unread_columns(const Source& source, const ReadOptions& options) {
  const Sheets sheets = read_export_sections(source, options);
  std::vector<std::string> unread;
  std::set<std::string> seen;
  for (const Sheet& sheet : sheets.sheets) {
    if (sheet.rows.empty() || !is_of_wells(sheet.name))
      continue;
    const V2Table table(sheets, sheet, options.vocabulary);
    for (std::size_t column = 0; column < table.titles().size(); ++column) {
      const std::string& title = table.titles()[column];
      if (!title.empty() && !is_read(table, column, options.vocabulary) && seen.insert(title).second)
        unread.push_back(title);
    }
  }
  return unread;
}

}  // namespace crossbreak
