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
#include "formats/v2_kinds.hpp"
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
  V2Reader(std::span<const Sheets> files, const Vocabulary& vocabulary)
      : files_(files), vocabulary_(vocabulary), sheets_(files, vocabulary) {}

  Run read() {
    const Sheets& first = files_.front();
    run_.encoding = first.encoding;
    read_v2_header(first, run_);
    for (const Sheets& file : files_) {
      run_.issues.insert(run_.issues.begin(), file.issues.begin(), file.issues.end());
      if (&file != &first)
        join_v2_header(first, file, run_);
    }
    refuse_other_experiments();
    const std::optional<V2Table> setup = sheets_.find(V2Kind::Setup);
    const std::optional<V2Table> results = sheets_.find(V2Kind::Results);
    const std::optional<V2Table> amplification = sheets_.find(V2Kind::Amplification);
    const std::optional<V2Table> multicomponent = sheets_.find(V2Kind::Multicomponent);
    const std::optional<V2Table> raw = sheets_.find(V2Kind::Raw);
    const std::optional<V2Table> melt = sheets_.find(V2Kind::Melt);
    if (!setup && !results && !amplification && !multicomponent)
      throw FormatError(first.source,
                        "no sheet 'Sample Setup', 'Results' or 'Amplification Data'; found " + found());

    choose_plate({&setup, &results, &amplification, &multicomponent, &raw});
    if (setup)
      read_v2_setup(*setup, setup->source(), run_);
    if (results)
      read_v2_results(*results, results->source(), vocabulary_, v2_cycle_method(first), run_);
    if (amplification)
      read_v2_amplification(*amplification, run_);
    const std::optional<std::pair<int, int>> pcr_step = v2_pcr_step(first);
    if (multicomponent)
      read_v2_multicomponent(*multicomponent, pcr_step, run_);
    if (raw)
      read_v2_raw_data(*raw, pcr_step, run_);
    if (melt)
      read_v2_melt(*melt, run_);
    for (const Sheets& file : files_)
      refuse_cut_curves(file);
    if (results && files_.size() > 1)
      refuse_other_wells(*results);
    note_not_understood();
    finish();
    check_cts();
    return std::move(run_);
  }

 private:
  /// What has other wells or other targets than a run of this kind.
  void refuse_other_experiments() const {
    const std::string& source = files_.front().source;
    if (run_.instrument.block_type.find("OpenArray") != std::string::npos)
      throw FormatError(source,
                        "an OpenArray run, whose through-holes (A1a1) are no wells of a plate: not read");
    const auto has_title = [](const Sheet& sheet, std::string_view wanted) {
      return !sheet.rows.empty() &&
             std::any_of(sheet.rows.front().cells.begin(), sheet.rows.front().cells.end(),
                         [&](const Cell& cell) {
                           return folded_title(trimmed(cell_text(cell))) == folded_title(wanted);
                         });
    };
    const bool has_alleles = std::any_of(files_.begin(), files_.end(), [&](const Sheets& file) {
      return std::any_of(file.sheets.begin(), file.sheets.end(), [&](const Sheet& sheet) {
        return has_title(sheet, "SNP Assay Name") || has_title(sheet, "Allele1 Name");
      });
    });
    if (has_alleles || folded_title(run_.experiment_type).find("genotyping") != std::string::npos)
      throw FormatError(source, "a genotyping run, whose wells have alleles instead of targets: not read");
  }

  /// Curves in a file of their own are of the run only where each Ct of the results has one, and each of
  /// their targets a result. Wells that the results leave out may be unused ones.
  void refuse_other_wells(const V2Table& results) const {
    for (const Sheets& file : files_) {
      if (&file == &files_.front())
        continue;
      const bool has_curves = sheets_.file_of(V2Kind::Amplification) == &file;
      const bool has_dyes = sheets_.file_of(V2Kind::Multicomponent) == &file;
      const auto refuse = [&](const std::string& what) {
        throw FormatError(results.source(), fmt::format("not the results of {}: {}", file.source, what));
      };
      for (const Reaction& reaction : run_.reactions) {
        if (reaction.instrument.ct_status != CtStatus::Value)
          continue;
        const bool has_no_curve = reaction.rn.empty() && reaction.delta_rn.empty();
        const bool has_no_dye = std::none_of(run_.dyes.begin(), run_.dyes.end(),
                                             [&](const DyeTrace& dye) { return dye.well == *reaction.well; });
        if ((has_curves && has_no_curve) || (has_dyes && !has_curves && has_no_dye))
          refuse(fmt::format("{} {} has a Ct here and no curve there", to_string(*reaction.well),
                             reaction.target));
      }
      if (!has_curves)
        continue;
      const std::optional<V2Table> curves = sheets_.find(V2Kind::Amplification);
      std::set<std::pair<Well, std::string>> known;
      for (const Reaction& reaction : run_.reactions)
        known.emplace(*reaction.well, reaction.target);
      for (const SheetRow* row : curves->rows()) {
        const std::string target = curves->name(*row, Column::Target);
        const Well well = v2_well(*curves, *row, run_.plate);
        const bool has_value =
            curves->number_if_any(*row, Column::Rn) || curves->number_if_any(*row, Column::DeltaRn);
        if (!target.empty() && has_value && !known.contains({well, target}))
          refuse(fmt::format("{} {} has a curve there and no result here", to_string(well), target));
      }
    }
  }

  /// What the file says and nobody here understands is named, never left out in silence.
  void note_not_understood() {
    for (const Sheets& file : files_) {
      if (const std::vector<std::string> columns = columns_not_understood(file, vocabulary_);
          !columns.empty())
        run_.issues.push_back(make_issue(IssueCode::ColumnsNotUnderstood, file.source,
                                         field<"columns">(joined(columns, ", "))));
      if (const std::vector<std::string> sections = sections_not_understood(file); !sections.empty())
        run_.issues.push_back(make_issue(IssueCode::SectionsNotUnderstood, file.source,
                                         field<"sections">(joined(sections, ", "))));
    }
  }

  std::string found() const {
    return files_.front().sheets.empty() ? "none" : quoted_list(files_.front().sheets, &Sheet::name);
  }

  /// By the block type; without one the smallest of 96 and 384 wells that holds every well named.
  void choose_plate(std::initializer_list<const std::optional<V2Table>*> tables) {
    const std::string& block = run_.instrument.block_type;
    if (block.find("384") != std::string::npos)
      run_.plate = {.rows = 16, .columns = 24};
    else if (block.find("48") != std::string::npos)
      run_.plate = {.rows = 6, .columns = 8};
    if (block.find("96") != std::string::npos || run_.plate != Plate{})
      return;
    for (const std::optional<V2Table>* table : tables) {
      if (!*table)
        continue;
      for (const SheetRow* row : (*table)->rows())
        for (const Column field : {Column::Well, Column::WellPosition}) {
          const std::optional<Well> well = parse_well((*table)->text(*row, field));
          const std::optional<double> index = parse_number((*table)->text(*row, field), '.');
          if ((well && !Plate{}.contains(*well)) || (index && *index > Plate{}.size()))
            run_.plate = {.rows = 16, .columns = 24};
        }
    }
  }

  void finish() {
    std::stable_sort(run_.reactions.begin(), run_.reactions.end(),
                     [](const Reaction& a, const Reaction& b) { return a.well < b.well; });
    const std::string& source = files_.front().source;
    if (run_.reactions.empty() && !run_.dyes.empty())
      run_.issues.push_back(make_issue({IssueCode::SamplesMissing, "dyes"}, source));
    if (run_.cycles == 0) {
      const std::string software = v2_exporter(files_.front(), run_);
      run_.issues.push_back(software.empty() ? make_issue(IssueCode::CurvesMissing, source)
                                             : make_issue({IssueCode::CurvesMissing, "software"}, source,
                                                          field<"software">(software)));
      return;
    }
    if (!run_.dyes.empty())
      compare_plate_and_signals(source, run_);
    if (run_.passive_reference_status == PassiveReferenceStatus::NotStated)
      run_.issues.push_back(run_.dyes.empty()
                                ? make_issue(IssueCode::PassiveReferenceNotStated, source)
                                : make_issue({IssueCode::PassiveReferenceNotStated, "dyes"}, source));
    if (!run_.run_state.empty())
      run_.issues.push_back(make_issue({IssueCode::RunState, "not_started"}, source));
    check_curves();
    check_windows();
  }

  void add_issue(IssueWith<"wells", "cycles"> entry, const std::set<Well>& wells) {
    if (!wells.empty())
      run_.issues.push_back(make_issue(entry, files_.front().source, field<"wells">(well_list(wells)),
                                       field<"cycles">(std::to_string(run_.cycles))));
  }

  /// A text that ends inside a curve, with wells of the plate still to come, was cut off.
  void refuse_cut_curves(const Sheets& file) const {
    if (!file.is_text)
      return;
    const V2Table rows(file, file.sheets.back(), vocabulary_);
    const bool has_stages = v2_stage_column(rows).has_value();  // whose cycles begin again
    if (!rows.has(Column::Cycle) || has_stages || rows.rows().empty())
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

  std::span<const Sheets> files_;  ///< the one that names the outputs first
  const Vocabulary& vocabulary_;
  V2Sheets sheets_;
  Run run_;
};

/// Wells of several plates under one line of titles are several runs.
Sheets sheets_of(const Source& source, const ReadOptions& options) {
  Sheets sheets = read_export_sections(source, options);
  const std::vector<std::string> plates = v2_plates(sheets);
  if (options.run.empty() && plates.size() > 1)
    throw FormatError(source.name,
                      fmt::format("expected which plate is meant of {}: each is a run", quoted_list(plates)));
  return options.run.empty() ? std::move(sheets) : only_plate(std::move(sheets), options.run);
}

Run read(std::span<const Source> sources, const ReadOptions& options) {
  std::vector<Sheets> files;
  for (const Source& source : sources)
    files.push_back(sheets_of(source, options));
  for (std::size_t i = 1; i < files.size(); ++i) {
    const FilePart part = v2_part(files[i], options.vocabulary);
    if (v2_part(files.front(), options.vocabulary) != FilePart::Results ||
        (part != FilePart::Curves && part != FilePart::Dyes))
      throw FormatError(
          sources[i].name,
          "an export of v2 software is a run of its own, but for curves beside results without");
  }
  return V2Reader(files, options.vocabulary).read();
}

FilePart part(const Source& source) {
  try {
    return v2_part(export_sections_of(source, {}), {});
  } catch (const FormatError&) {
    return FilePart::Whole;  // its reader says what is wrong with it
  }
}

std::vector<std::string> runs(const Source& source, const ReadOptions& options) {
  Sheets sheets = export_sections_of(source, options);
  std::vector<std::string> plates = v2_plates(sheets);
  if (plates.size() > 1)
    settle_number_style(sheets);  // what is wrong with all is said once
  return plates.empty() ? std::vector<std::string>(1) : plates;
}

/// --format may ask for a container that the file is not.
template <bool (*IsContainer)(const Source&)>
Run read_workbook(std::span<const Source> sources, const ReadOptions& options) {
  if (!sources.empty() && !IsContainer(sources.front()))
    throw FormatError(sources.front().name,
                      "expected a workbook of the layout asked for, found another kind of file");
  return read(sources, options);
}

/// One layout in another container.
consteval Format v2_export(std::string_view name, std::string_view description,
                           bool (*recognises)(const Source&),
                           Run (*read_container)(std::span<const Source>, const ReadOptions&)) {
  return {.name = name,
          .description = description,
          .recognises = recognises,
          .read = read_container,
          .part = part,
          .curves_name = "Amplification Data",
          .runs = runs};
}

}  // namespace

Run read_v2_sheets(const Sheets& sheets, const Vocabulary& vocabulary) {
  return V2Reader({&sheets, 1}, vocabulary).read();
}

constinit const Format v2_text =
    v2_export("v2-text", "text or csv export of 7500 v2.x, StepOne and QuantStudio software",
              looks_like_text_sections, read);
constinit const Format v2_xls =
    v2_export("v2-xls", "xls export of 7500 v2.x, StepOne and QuantStudio software", looks_like_xls,
              read_workbook<looks_like_xls>);
constinit const Format v2_xlsx =
    v2_export("v2-xlsx", "xlsx export of 7500 v2.x, StepOne and QuantStudio software", looks_like_xlsx,
              read_workbook<looks_like_xlsx>);

}  // namespace crossbreak
