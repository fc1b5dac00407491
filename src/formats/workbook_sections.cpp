#include "formats/workbook_sections.hpp"

#include <utility>

#include "formats/export_sections.hpp"
#include "formats/number_style.hpp"
#include "formats/text_sections.hpp"
#include "formats/xls.hpp"
#include "formats/xlsx.hpp"
#include "formats/zip_archive.hpp"

namespace crossbreak {
namespace {

Sheets workbook_sections_of(const Source& source) {
  Sheets workbook = looks_like_xls(source) ? read_xls(source) : read_xlsx(source);
  Sheets out;
  out.source = workbook.source;
  out.issues = std::move(workbook.issues);
  out.dates_from_1904 = workbook.dates_from_1904;
  out.account = workbook.account;

  ExportSections sections(out, '\t');
  for (Sheet& sheet : workbook.sheets) {
    sections.begin_sheet(sheet.name);
    int line = 0;
    for (SheetRow& row : sheet.rows) {
      if (row.line > line + 1)
        sections.take({.line = line + 1, .cells = {}});  // a workbook leaves blank rows out
      line = row.line;
      sections.take(std::move(row));
    }
  }
  return out;
}

}  // namespace

Sheets read_workbook_sections(const Source& source) {
  Sheets out = workbook_sections_of(source);
  settle_number_style(out);
  return out;
}

Sheets export_sections_of(const Source& source, const ReadOptions& options) {
  if (looks_like_xls(source) || looks_like_zip(source.bytes))
    return workbook_sections_of(source);
  return text_sections_of(source, options);
}

Sheets read_export_sections(const Source& source, const ReadOptions& options) {
  Sheets out = export_sections_of(source, options);
  settle_number_style(out);
  return out;
}

}  // namespace crossbreak
