// Wells: every number of every well, one row for each well and target.
#include <algorithm>

#include "record/record.hpp"
#include "reports/workbook/sheets.hpp"
#include "words/joined.hpp"
#include "words/labels/common.hpp"
#include "words/labels/workbook.hpp"

namespace crossbreak::workbook {
namespace {

constexpr double file_width = 18;
constexpr double sample_width = 16;
constexpr double target_width = 13;
constexpr double state_width = 18;
constexpr double flags_width = 30;
constexpr double reasons_width = 56;
constexpr Column printed_columns = 13;  // up to the reasons: more would be too small to read on paper

const std::vector<Heading>& headings() {
  static const std::vector<Heading> all = {
      {words_of(common_labels.file), file_width},
      {words_of(common_labels.well), 6},
      {words_of(wells_sheet_labels.sample), sample_width},
      {words_of(common_labels.target), target_width},
      {words_of(common_labels.set), 8},
      {words_of(common_labels.role), 16},
      {words_of(common_labels.state), state_width},
      {words_of(common_labels.ct), 8},
      {words_of(wells_sheet_labels.ct_status), 13},
      {words_of(common_labels.instrument_ct), 13},
      {words_of(common_labels.threshold), 10},
      {words_of(common_labels.flags), flags_width},
      {words_of(workbook_labels.reasons), reasons_width},
      {words_of(wells_sheet_labels.amplification), 13},
      {words_of(wells_sheet_labels.evidence), 60},
      {words_of(wells_sheet_labels.instrument_ct_status), 13},
      {words_of(common_labels.instrument_flags), 24},
      {words_of(wells_sheet_labels.threshold_from), 13},
      {words_of(wells_sheet_labels.window_start), 8},
      {words_of(wells_sheet_labels.window_end), 8},
      {words_of(wells_sheet_labels.window_from), 13},
      {words_of(common_labels.second_derivative_maximum), 12},
      {words_of(common_labels.cy0), 9},
      {words_of(wells_sheet_labels.efficiency), 10},
      {words_of(wells_sheet_labels.task), 12},
      {words_of(common_labels.reporter), 9},
      {words_of(wells_sheet_labels.quencher), 9},
  };
  return all;
}

std::string instrument_flags(const WellCall& well) {
  return joined(well.instrument_flags, ", ", [](const QcFlag& flag) { return flag.name + '=' + flag.value; });
}

std::string evidence(const WellCall& well, Language language) {
  return sentences_of(well.verdict_reasons, language,
                      [](const VerdictReason& reason) { return reason.words; });
}

/// Writes cells from left to right.
struct RowWriter {
  Sheet* sheet;
  Row row;
  Column column = 0;

  void text(std::string_view words, const Style& style = {}) { sheet->text(row, column++, words, style); }
  void number(const std::optional<double>& value, const Style& style = {}) {
    sheet->number(row, column++, value, style);
  }
};

Style ct_cell(const std::optional<double>& ct, const Layout& layout) {
  return ct ? ct_style({.centred = true}, "", *ct, layout.report->ct_cutoff) : Style{};
}

/// "● Positive", and behind it where a control or reference gene failed by this well: no colour says it
/// alone.
std::string state_text(const WellCall& well, bool failed, const Layout& layout) {
  const std::string state = with_symbol(symbol_of(well.state), layout.say(label_of(well.state)));
  const ControlOutcome outcome = ControlOutcome::Failed;
  return failed ? state + "  " + with_symbol(symbol_of(outcome), layout.say(words_of(outcome))) : state;
}

void write_well(Sheet& sheet, Row row, const WellCall& well, bool failed, const ReportCurve* curve,
                const Layout& layout) {
  const std::string flags = flags_in_words(well.flags, layout.language);
  const std::string reasons = reasons_in_words(well.reasons, layout.language);
  RowWriter cells{&sheet, row};
  const std::string& file = layout.report->inputs[well.input].file;
  cells.text(file, {.wrap = true});
  cells.text(to_string(well.well), {.bold = true});
  cells.text(well.sample, {.wrap = true});
  cells.text(well.target, {.wrap = true});
  cells.text(well.set);
  cells.text(layout.say(label_of(well.role)));
  cells.text(state_text(well, failed, layout), style_of_well(well, *layout.report, failed));
  cells.number(well.ct, ct_cell(well.ct, layout));
  cells.text(layout.say(label_of(well.ct_status)));
  cells.number(well.ct_instrument, ct_cell(well.ct_instrument, layout));
  cells.number(well.threshold, {.centred = true, .number_format = "0.0####"});
  cells.text(flags, {.wrap = true});
  cells.text(reasons, {.wrap = true});
  cells.text(layout.say(label_of(well.amplified)));
  cells.text(evidence(well, layout.language));
  cells.text(layout.say(label_of(well.ct_instrument_status)));
  cells.text(instrument_flags(well));
  cells.text(well.threshold_source ? layout.say(label_of(*well.threshold_source)) : "");
  cells.number(well.baseline ? std::optional<double>(well.baseline->start) : std::nullopt);
  cells.number(well.baseline ? std::optional<double>(well.baseline->end) : std::nullopt);
  cells.text(well.baseline_source ? layout.say(label_of(*well.baseline_source)) : "");
  cells.number(curve != nullptr ? curve->ct_sdm : std::nullopt, {.number_format = "0.00"});
  cells.number(curve != nullptr ? curve->ct_cy0 : std::nullopt, {.number_format = "0.00"});
  cells.number(curve != nullptr ? curve->efficiency : std::nullopt, {.number_format = "0.00"});
  cells.text(well.task);
  cells.text(well.reporter);
  cells.text(well.quencher);
  sheet.height(row, height_of({{file, file_width},
                               {well.sample, sample_width},
                               {well.target, target_width},
                               {flags, flags_width},
                               {reasons, reasons_width}}));
}

}  // namespace

void write_wells_sheet(Book& book, const Layout& layout) {
  const Report& report = *layout.report;
  const std::vector<WellCall>& wells = report.calls.wells;
  Sheet& sheet = book.add_sheet(layout.say(common_labels.wells));
  const Row header = 1;
  write_headings(sheet, header, headings(), layout);
  Row row = header + 1;
  const std::set<std::size_t> failed = failed_wells(report.calls);
  for (std::size_t i = 0; i < wells.size(); ++i) {
    write_well(sheet, row++, wells[i], failed.contains(i), report.has_curves ? &report.curves[i] : nullptr,
               layout);
  }

  const std::size_t rows = row - header - 1;
  if (rows != wells.size()) {
    throw ReportError("the workbook has " + std::to_string(rows) + " rows for " +
                      std::to_string(wells.size()) + " wells");
  }
  const auto last_column = static_cast<Column>(headings().size() - 1);
  sheet.merged_text(0, 0, printed_columns - 1,
                    layout.say(filled(wells_sheet_labels.checked, field<"count">(std::to_string(rows)))),
                    {.ink = grey_ink});
  sheet.freeze(header + 1, 3);
  sheet.filter(header, std::max(row - 1, header), last_column);
  sheet.print_one_page_wide(header, true);
  sheet.print_area(std::max(row - 1, header), printed_columns - 1);
}

}  // namespace crossbreak::workbook
