// Controls: what each was meant to show, and what it showed.
#include "reports/workbook/sheets.hpp"
#include "words/joined.hpp"
#include "words/labels/common.hpp"
#include "words/labels/workbook.hpp"

namespace crossbreak::workbook {
namespace {

constexpr double name_width = 16;
constexpr double run_width = 22;
constexpr double wells_width = 20;
constexpr double next_width = 40;
constexpr double reasons_width = 60;

const std::vector<Heading>& headings() {
  static const std::vector<Heading> all = {
      {words_of(controls_sheet_labels.outcome), 18},
      {words_of(common_labels.control), name_width},
      {words_of(common_labels.role), 18},
      {words_of(common_labels.set), 10},
      {words_of(controls_sheet_labels.run), run_width},
      {words_of(controls_sheet_labels.ct_mean), 10},
      {words_of(common_labels.wells), wells_width},
      {words_of(controls_sheet_labels.consequence), 34},
      {words_of(common_labels.next), next_width},
      {words_of(workbook_labels.reasons), reasons_width},
  };
  return all;
}

std::string wells_of(const ControlCall& control, const Calls& calls) {
  return joined(control.wells, ", ", [&](std::size_t well) { return to_string(calls.wells[well].well); });
}

void write_control(Sheet& sheet, Row row, const ControlCall& control, const Layout& layout) {
  const Report& report = *layout.report;
  const Style plain = {.wrap = true, .border = true};
  Style outcome = style_of(control.outcome);
  outcome.border = true;
  Column column = 0;
  sheet.text(row, column++, with_symbol(symbol_of(control.outcome), layout.say(label_of(control.outcome))),
             outcome);
  sheet.text(row, column++, control.sample, plain);
  sheet.text(row, column++, layout.say(label_of(control.role)), plain);
  sheet.text(row, column++, control.set, plain);
  const std::string run = file_of_run(report, control.run);
  sheet.text(row, column++, run, plain);
  const Style number = {.centred = true, .border = true};
  sheet.number(row, column++, control.ct_mean,
               control.ct_mean ? ct_style(number, "", *control.ct_mean, report.ct_cutoff) : number);
  const std::string wells = wells_of(control, report.calls);
  sheet.text(row, column++, wells, plain);
  sheet.text(row, column++, control.invalidates ? "! " + layout.say(common_labels.makes_set_invalid) : "",
             control.invalidates ? outcome : plain);
  const std::string next = control.next ? layout.say(*control.next) : std::string();
  sheet.text(row, column++, next, plain);
  const std::string reasons = reasons_in_words(control.reasons, layout.language);
  sheet.text(row, column++, reasons, plain);
  sheet.height(row, height_of({{control.sample, name_width - 2},
                               {run, run_width - 2},
                               {wells, wells_width - 2},
                               {next, next_width - 2},
                               {reasons, reasons_width - 2}}));
}

}  // namespace

void write_controls_sheet(Book& book, const Layout& layout) {
  Sheet& sheet = book.add_sheet(layout.say(common_labels.controls));
  write_headings(sheet, 0, headings(), layout);
  Row row = 1;
  for (const ControlCall& control : layout.report->calls.controls) {
    write_control(sheet, row++, control, layout);
  }
  sheet.freeze(1, 2);
  sheet.filter(0, row - 1, static_cast<Column>(headings().size() - 1));
  sheet.print_one_page_wide(0, true);
}

}  // namespace crossbreak::workbook
