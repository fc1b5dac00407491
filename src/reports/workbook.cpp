#include "reports/workbook.hpp"

#include "reports/record.hpp"
#include "reports/workbook/sheets.hpp"

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

std::string write_workbook(const Report& report, Language language) {
  if (!report.has_curves) {
    throw ReportError("no workbook without curves: the record was written with --no-curves");
  }
  const workbook::Layout layout{&report, language};
  workbook::Book book(report.gene + " calls", run_date(report));
  workbook::write_calls_sheet(book, layout);
  workbook::write_wells_sheet(book, layout);
  workbook::write_controls_sheet(book, layout);
  workbook::write_curves_sheet(book, layout);
  workbook::write_plate_sheet(book, layout);
  workbook::write_methods_sheet(book, layout);
  return book.finish();
}

}  // namespace crossbreak
