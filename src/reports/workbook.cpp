#include "reports/workbook.hpp"

#include "record/record.hpp"
#include "reports/workbook/sheets.hpp"
#include "words/labels/workbook.hpp"

namespace crossbreak {
namespace {

/// When the (first) run was made: the workbook knows no other time.
std::string run_date(const Report& report) {
  for (const ReportInput& input : report.inputs) {
    if (workbook::utc_seconds(input.run_date)) {
      return input.run_date;
    }
  }
  return {};
}

}  // namespace

std::string write_workbook(const Report& report, Language language, std::string_view record_sha256) {
  if (!report.has_curves) {
    throw ReportError(
        (report.inputs.empty() ? "" : report.inputs.front().file + ": ") +
        "the record holds no curves, and the workbook has charts of them; take json and csv alone "
        "(--formats json,csv), or call the run again without --no-curves");
  }
  const workbook::Layout layout{&report, language};
  workbook::Book book(layout.say(filled(workbook_labels.title, field<"gene">(report.gene))),
                      run_date(report));
  workbook::write_calls_sheet(book, layout, record_sha256);
  workbook::write_wells_sheet(book, layout);
  workbook::write_controls_sheet(book, layout);
  workbook::write_curves_sheet(book, layout);
  workbook::write_plate_sheet(book, layout);
  workbook::write_methods_sheet(book, layout);
  return book.finish();
}

}  // namespace crossbreak
