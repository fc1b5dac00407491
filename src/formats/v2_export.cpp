// As text; in workbooks the header is two columns and each section a sheet of the same name:
//
//   * Block Type = 96fast
//   * Experiment Run End Time = Not Started
//   * Instrument Type = sds7500fast
//   * Passive Reference = ROX
//
//   [Sample Setup]
//   Well  Sample Name  ...  Target Name  Target Color  Task  Reporter  Quencher  Quantity  ...
//   A1    P1                D4-7                       UNKNOWN  FAM    TAMRA        <- a row per target
//
//   [Amplification Data]
//   Well  Cycle  Target Name  Rn  ΔRn
//
//   [Results]
//   Well  Sample Name  Target Name  Task  Reporter  Quencher  Cт  Cт Mean  ...      <- a Cyrillic te
//
// Based on a real 7500 Fast v2.0 workbook and real QuantStudio and ViiA 7 exports. No text or csv of a
// 7500 v2 was seen: that branch rests on descriptions and on QuantStudio's.
#include "formats/v2_export.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/number_style.hpp"
#include "formats/plate_and_signals.hpp"
#include "formats/text_sections.hpp"
#include "formats/title_folding.hpp"
#include "formats/v2_header.hpp"
#include "formats/v2_reactions.hpp"
#include "formats/v2_signals.hpp"
#include "formats/v2_table.hpp"
#include "formats/v2_unread.hpp"
#include "formats/workbook_sections.hpp"
#include "formats/xls.hpp"
#include "formats/xlsx.hpp"
#include "run/make_issue.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

class V2Reader {
 public:
  V2Reader(const Sheets& sheets, const Vocabulary& vocabulary) : sheets_(sheets), vocabulary_(vocabulary) {}

  Run read() {
    run_.encoding = sheets_.encoding;
    run_.issues = sheets_.issues;
    read_v2_header(sheets_, run_);
    refuse_other_experiments();
    const Sheet* setup =
        sheet("Sample Setup", {Column::Target, Column::Task, Column::Reporter}, {Column::Ct, Column::Cycle});
    const Sheet* results = named("Technical Analysis Result");  // as QuantStudio 7 Flex calls it
    if (results == nullptr || named("Results") != nullptr)
      results = sheet("Results", {Column::Target, Column::Ct}, {Column::Cycle});
    const Sheet* amplification = sheet("Amplification Data", {Column::Cycle, Column::DeltaRn}, {});
    const Sheet* multicomponent = named("Multicomponent Data");
    const Sheet* raw = named("Raw Data");
    const Sheet* melt = named("Melt Curve Raw Data");
    if (setup == nullptr && results == nullptr && amplification == nullptr)
      throw FormatError(sheets_.source,
                        "no sheet 'Sample Setup', 'Results' or 'Amplification Data'; found " + found());

    refuse_several_plates({setup, results, amplification, multicomponent, raw});
    choose_plate({setup, results, amplification, multicomponent, raw});
    if (setup != nullptr)
      read_v2_setup(table(*setup), sheets_.source, run_);
    if (results != nullptr)
      read_v2_results(table(*results), sheets_.source, vocabulary_, run_);
    if (amplification != nullptr)
      read_v2_amplification(table(*amplification), sheets_.source, run_);
    if (multicomponent != nullptr)
      read_v2_multicomponent(table(*multicomponent), sheets_.source, run_);
    if (raw != nullptr)
      read_v2_raw_data(table(*raw), sheets_.source, run_);
    if (melt != nullptr)
      read_v2_melt(table(*melt), run_);
    refuse_cut_curves();
    note_not_understood();
    finish();
    check_cts();
    return std::move(run_);
  }

 private:
  V2Table table(const Sheet& sheet) const { return {sheets_, sheet, vocabulary_}; }

  const Sheet* named(std::string_view name) const {
    const auto has_name = [&](const Sheet& sheet) {
      return folded_title(sheet.name) == folded_title(name) && !sheet.rows.empty();
    };
    const auto found = std::find_if(sheets_.sheets.begin(), sheets_.sheets.end(), has_name);
    if (found == sheets_.sheets.end())
      return nullptr;
    if (const auto again = std::find_if(found + 1, sheets_.sheets.end(), has_name);
        again != sheets_.sheets.end())
      throw FormatError(
          sheets_.source,
          fmt::format("the sheets '{}' and '{}' are one by name: which one counts cannot be told",
                      found->name, again->name));
    return &*found;
  }

  bool has_titles(const Sheet& sheet, const std::vector<Column>& fields) const {
    if (sheet.rows.empty())
      return false;
    std::vector<std::string> titles;
    for (const Cell& cell : sheet.rows.front().cells)
      titles.emplace_back(trimmed(cell_text(cell)));
    const std::vector<std::optional<Column>> meant = meanings_of(titles, vocabulary_).fields;
    return std::all_of(fields.begin(), fields.end(), [&](Column field) {
      return std::find(meant.begin(), meant.end(), field) != meant.end();
    });
  }

  bool has_any_title(const Sheet& sheet, const std::vector<Column>& fields) const {
    return std::any_of(fields.begin(), fields.end(),
                       [&](Column field) { return has_titles(sheet, {field}); });
  }

  /// The sheet of that name, or the one without a name that has its columns. A sheet under another name
  /// with its columns is an error: it was renamed, and guessing is not for us.
  const Sheet* sheet(std::string_view name, const std::vector<Column>& fields,
                     const std::vector<Column>& none_of) const {
    if (const Sheet* sheet = named(name))
      return sheet;
    for (const Sheet& sheet : sheets_.sheets) {
      if (!has_titles(sheet, {Column::Well}) || !has_titles(sheet, fields) || has_any_title(sheet, none_of))
        continue;
      if (sheet.name.empty())
        return &sheet;
      if (!is_known_name(sheet.name))
        throw FormatError(
            sheets_.source,
            fmt::format("no sheet '{}', but '{}' has its columns: give it its name back", name, sheet.name));
    }
    return nullptr;
  }

  static bool is_known_name(const std::string& name) { return is_v2_sheet(name); }

  /// What has other wells or other targets than a run of this kind.
  void refuse_other_experiments() const {
    if (run_.instrument.block_type.find("OpenArray") != std::string::npos)
      throw FormatError(sheets_.source,
                        "an OpenArray run, whose through-holes (A1a1) are no wells of a plate: not read");
    const auto has_title = [](const Sheet& sheet, std::string_view wanted) {
      return !sheet.rows.empty() &&
             std::any_of(sheet.rows.front().cells.begin(), sheet.rows.front().cells.end(),
                         [&](const Cell& cell) {
                           return folded_title(trimmed(cell_text(cell))) == folded_title(wanted);
                         });
    };
    const bool has_alleles =
        std::any_of(sheets_.sheets.begin(), sheets_.sheets.end(), [&](const Sheet& sheet) {
          return has_title(sheet, "SNP Assay Name") || has_title(sheet, "Allele1 Name");
        });
    if (has_alleles || folded_title(run_.experiment_type).find("genotyping") != std::string::npos)
      throw FormatError(sheets_.source,
                        "a genotyping run, whose wells have alleles instead of targets: not read");
  }

  /// Wells of several plates under one line of titles are several runs.
  void refuse_several_plates(std::initializer_list<const Sheet*> sheets) const {
    for (const Sheet* sheet : sheets) {
      if (sheet == nullptr)
        continue;
      const V2Table rows = table(*sheet);
      const auto title =
          std::find_if(rows.titles().begin(), rows.titles().end(), [](const std::string& each) {
            return folded_title(each) == "plate" || folded_title(each) == "plateid";
          });
      if (title == rows.titles().end())
        continue;
      const auto column = static_cast<std::size_t>(title - rows.titles().begin());
      std::set<std::string> plates;
      for (const SheetRow* row : rows.rows())
        plates.insert(rows.text_at(*row, column));
      if (plates.size() > 1)
        throw rows.title_error(
            fmt::format("the column '{}' names {} plates ({}): each is a run, give each in a file "
                        "of its own",
                        *title, plates.size(), joined(plates, ", ")));
    }
  }

  /// What the file says and nobody here understands is named, never left out in silence.
  void note_not_understood() {
    if (const std::vector<std::string> columns = columns_not_understood(sheets_, vocabulary_);
        !columns.empty())
      run_.issues.push_back(make_issue(IssueCode::ColumnsNotUnderstood, sheets_.source,
                                       field<"columns">(joined(columns, ", "))));
    if (const std::vector<std::string> sections = sections_not_understood(sheets_); !sections.empty())
      run_.issues.push_back(make_issue(IssueCode::SectionsNotUnderstood, sheets_.source,
                                       field<"sections">(joined(sections, ", "))));
  }

  std::string found() const {
    return sheets_.sheets.empty() ? "none" : quoted_list(sheets_.sheets, &Sheet::name);
  }

  /// By the block type; without one the smallest of 96 and 384 wells that holds every well named.
  void choose_plate(std::initializer_list<const Sheet*> sheets) {
    const std::string& block = run_.instrument.block_type;
    if (block.find("384") != std::string::npos)
      run_.plate = {.rows = 16, .columns = 24};
    else if (block.find("48") != std::string::npos)
      run_.plate = {.rows = 6, .columns = 8};
    if (block.find("96") != std::string::npos || run_.plate != Plate{})
      return;
    for (const Sheet* sheet : sheets) {
      if (sheet == nullptr)
        continue;
      const V2Table rows = table(*sheet);
      for (const SheetRow* row : rows.rows())
        for (const Column field : {Column::Well, Column::WellPosition}) {
          const std::optional<Well> well = parse_well(rows.text(*row, field));
          const std::optional<double> index = parse_number(rows.text(*row, field), '.');
          if ((well && !Plate{}.contains(*well)) || (index && *index > Plate{}.size()))
            run_.plate = {.rows = 16, .columns = 24};
        }
    }
  }

  void finish() {
    std::stable_sort(run_.reactions.begin(), run_.reactions.end(),
                     [](const Reaction& a, const Reaction& b) { return a.well < b.well; });
    if (run_.cycles == 0) {
      run_.issues.push_back(make_issue(IssueCode::CurvesMissing, sheets_.source));
      return;
    }
    if (!run_.dyes.empty())
      compare_plate_and_signals(sheets_.source, run_);
    if (run_.passive_reference_status == PassiveReferenceStatus::NotStated)
      run_.issues.push_back(run_.dyes.empty()
                                ? make_issue(IssueCode::PassiveReferenceNotStated, sheets_.source)
                                : make_issue({IssueCode::PassiveReferenceNotStated, "dyes"}, sheets_.source));
    if (!run_.run_state.empty())
      run_.issues.push_back(make_issue({IssueCode::RunState, "not_started"}, sheets_.source));
    check_curves();
    check_windows();
  }

  void add_issue(IssueWith<"wells", "cycles"> entry, const std::set<Well>& wells) {
    if (!wells.empty())
      run_.issues.push_back(make_issue(entry, sheets_.source, field<"wells">(well_list(wells)),
                                       field<"cycles">(std::to_string(run_.cycles))));
  }

  /// A text that ends inside a curve, with wells of the plate still to come, was cut off.
  void refuse_cut_curves() const {
    if (!sheets_.is_text)
      return;
    const V2Table rows = table(sheets_.sheets.back());
    if (!rows.has(Column::Cycle) || rows.rows().empty())
      return;
    std::set<Well> seen;
    int cycles = 0;
    for (const SheetRow* row : rows.rows()) {
      seen.insert(v2_well(rows, *row, run_.plate));
      cycles = std::max(cycles, rows.whole_number(*row, Column::Cycle).value_or(0));
    }
    const SheetRow& last = *rows.rows().back();
    const int cycle = rows.whole_number(last, Column::Cycle).value_or(0);
    for (const Reaction& reaction : run_.reactions)
      if (cycle < cycles && !seen.contains(*reaction.well))
        throw rows.error(
            last, Column::Cycle,
            fmt::format("the file ends at cycle {} of {}, before {}: it was cut off; export or copy "
                        "it again",
                        cycle, cycles, to_string(*reaction.well)));
  }

  /// Other software writes the number of cycles for Undetermined; no instrument finds that Ct exactly.
  void check_cts() {
    std::set<Well> at_the_end;
    for (Reaction& reaction : run_.reactions) {
      InstrumentResult& result = reaction.instrument;
      if (run_.cycles > 0 && result.ct == static_cast<double>(run_.cycles)) {
        at_the_end.insert(*reaction.well);
        result.ct_status = CtStatus::Undetermined;
        result.ct.reset();
      }
    }
    add_issue(IssueCode::CtEqualsCycles, at_the_end);
  }

  /// Readings that are not there: the curves of a damaged or edited file.
  void check_curves() {
    std::set<Well> without_curve;
    std::set<Well> incomplete;
    const bool any = std::any_of(run_.reactions.begin(), run_.reactions.end(), [](const Reaction& reaction) {
      return !reaction.rn.empty() || !reaction.delta_rn.empty();
    });
    for (const Reaction& reaction : run_.reactions) {
      if (reaction.rn.empty() && reaction.delta_rn.empty())
        without_curve.insert(*reaction.well);
      else if (has_gap(reaction.rn) || has_gap(reaction.delta_rn))
        incomplete.insert(*reaction.well);
    }
    std::set<Well> incomplete_dyes;
    for (const DyeTrace& trace : run_.dyes)
      if (has_gap(trace.signal))
        incomplete_dyes.insert(trace.well);
    if (any)
      add_issue(IssueCode::CurveMissing, without_curve);
    add_issue(IssueCode::CurveIncomplete, incomplete);
    add_issue(IssueCode::DyesIncomplete, incomplete_dyes);
  }

  static bool has_gap(const std::vector<double>& signal) {
    return std::any_of(signal.begin(), signal.end(), [](double value) { return std::isnan(value); });
  }

  void check_windows() {
    std::set<Well> odd;
    for (Reaction& reaction : run_.reactions) {
      const std::optional<BaselineWindow>& window = reaction.settings.baseline;
      if (window && (window->start < 1 || window->end < window->start || window->end > run_.cycles)) {
        odd.insert(*reaction.well);
        reaction.settings.baseline.reset();
      }
    }
    add_issue({IssueCode::BaselineWindow, "wells"}, odd);
  }

  const Sheets& sheets_;
  const Vocabulary& vocabulary_;
  Run run_;
};

Run read(std::span<const Source> sources, const ReadOptions& options) {
  if (sources.size() != 1)
    throw FormatError(sources.empty() ? "" : sources[1].name, "an export of v2 software is a run of its own");
  return read_v2_sheets(read_export_sections(sources.front(), options), options.vocabulary);
}

/// --format may ask for a container that the file is not.
template <bool (*IsContainer)(const Source&)>
Run read_workbook(std::span<const Source> sources, const ReadOptions& options) {
  if (!sources.empty() && !IsContainer(sources.front()))
    throw FormatError(sources.front().name,
                      "expected a workbook of the layout asked for, found another kind of file");
  return read(sources, options);
}

}  // namespace

Run read_v2_sheets(const Sheets& sheets, const Vocabulary& vocabulary) {
  return V2Reader(sheets, vocabulary).read();
}

constinit const Format v2_text{"v2-text", "text or csv export of 7500 v2.x, StepOne and QuantStudio software",
                               looks_like_text_sections, read};
constinit const Format v2_xls{"v2-xls", "xls export of 7500 v2.x, StepOne and QuantStudio software",
                              looks_like_xls, read_workbook<looks_like_xls>};
constinit const Format v2_xlsx{"v2-xlsx", "xlsx export of 7500 v2.x, StepOne and QuantStudio software",
                               looks_like_xlsx, read_workbook<looks_like_xlsx>};

}  // namespace crossbreak
