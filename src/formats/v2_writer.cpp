// Writes what v2_export.cpp reads; the layouts are described there.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <stdexcept>

#include "formats/v2_export.hpp"
#include "formats/v2_sheets.hpp"
#include "formats/xml_characters.hpp"
#include "formats/zip_archive.hpp"

namespace crossbreak {
namespace {

std::string shortest(double value) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

// --- text and csv -----------------------------------------------------------------------------------

struct TextStyle {
  char delimiter;
  std::string_view true_word;
  std::string_view false_word;
};

/// Counts, and quantities of any size, as they are; all else with three decimals, as the software has it.
std::string number_text(double value, std::string_view title) {
  for (const char* whole : {"Cycle", "Baseline Start", "Baseline End", "Quantity"})
    if (title == whole)
      return shortest(value);
  return fmt::format("{:.3f}", value);
}

std::string quoted_where_needed(std::string text, char delimiter) {
  if (text.find(delimiter) == std::string::npos && text.find('"') == std::string::npos)
    return text;
  for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2)
    text.insert(at, 1, '"');
  return '"' + text + '"';
}

std::string text_of(const Cell& cell, std::string_view title, const TextStyle& style) {
  if (const double* value = std::get_if<double>(&cell))
    return number_text(*value, title);
  if (const bool* value = std::get_if<bool>(&cell))
    return std::string(*value ? style.true_word : style.false_word);
  return quoted_where_needed(cell_text(cell), style.delimiter);
}

std::string write_sections(const Sheets& sheets, const TextStyle& style) {
  std::string text;
  for (const auto& [key, value] : sheets.header)
    text += quoted_where_needed("* " + key + " = " + value, style.delimiter) + '\n';
  for (const Sheet& sheet : sheets.sheets) {
    text += "\n[" + sheet.name + "]\n";
    const std::vector<Cell>& titles = sheet.rows.front().cells;
    for (const SheetRow& row : sheet.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        text += (i == 0 ? "" : std::string(1, style.delimiter)) +
                text_of(row.cells[i], cell_text(titles[i]), style);
      text += '\n';
    }
  }
  return text;
}

/// "A1" becomes 1 and A1; titles become those of QuantStudio software.
void name_as_quantstudio(Sheets& sheets, const Plate& plate) {
  constexpr std::pair<std::string_view, std::string_view> renamed[] = {{"C\xD1\x82", "CT"},
                                                                       {"C\xD1\x82 Mean", "Ct Mean"},
                                                                       {"C\xD1\x82 SD", "Ct SD"},
                                                                       {"\xCE\x94Rn", "Delta Rn"}};
  sheets.header.emplace_back("Quantification Cycle Method", "Ct");
  for (Sheet& sheet : sheets.sheets) {
    for (SheetRow& row : sheet.rows) {
      const bool is_titles = &row == &sheet.rows.front();
      const std::optional<Well> well = parse_well(cell_text(row.cells.front()));
      row.cells.insert(row.cells.begin() + 1, is_titles ? Cell("Well Position") : row.cells.front());
      if (well)
        row.cells.front() = std::to_string(well->row * plate.columns + well->column + 1);
      for (Cell& cell : row.cells)
        for (const auto& [from, to] : renamed)
          if (is_titles && cell_text(cell) == from)
            cell = std::string(to);
    }
  }
}

// --- xlsx ---------------------------------------------------------------------------------------------
// By hand instead of by libxlsxwriter, which prints 16 digits in the process's locale and goes through
// temporary files: an export must carry its numbers exactly.

std::string escaped(std::string_view text) {
  if (!xml_can_hold(text) || text.find_first_of("\t\r\n") != std::string_view::npos)
    throw std::invalid_argument("cannot be exported: '" + std::string(text) +
                                "' holds a control character, or one that XML cannot");
  std::string out;
  for (const char c : text) {
    out += c == '&'   ? "&amp;"
           : c == '<' ? "&lt;"
           : c == '>' ? "&gt;"
           : c == '"' ? "&quot;"
                      : std::string(1, c);
  }
  return out;
}

std::string xlsx_cell(const Cell& cell, const std::string& reference) {
  if (const double* value = std::get_if<double>(&cell))
    return "<c r=\"" + reference + "\"><v>" + shortest(*value) + "</v></c>";
  if (const bool* value = std::get_if<bool>(&cell))
    return "<c r=\"" + reference + "\" t=\"b\"><v>" + (*value ? '1' : '0') + "</v></c>";
  if (const std::string* text = std::get_if<std::string>(&cell))
    return "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + escaped(*text) +
           "</t></is></c>";
  return {};
}

const std::string declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const std::string main_namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const std::string relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const std::string package = "http://schemas.openxmlformats.org/package/2006/";

/// The header in two columns, a blank row, the table.
std::string xlsx_sheet(const Sheets& sheets, const Sheet& sheet) {
  std::string rows;
  int line = 0;
  const auto add = [&](const std::vector<Cell>& cells) {
    ++line;
    rows += "<row r=\"" + std::to_string(line) + "\">";
    for (std::size_t i = 0; i < cells.size(); ++i)
      rows += xlsx_cell(cells[i], cell_reference(line, i));
    rows += "</row>";
  };
  for (const auto& [key, value] : sheets.header)
    add({Cell(key), value.empty() ? Cell() : Cell(value)});
  if (line > 0)
    ++line;
  for (const SheetRow& row : sheet.rows)
    add(row.cells);
  return declaration + "<worksheet xmlns=\"" + main_namespace + "\"><sheetData>" + rows +
         "</sheetData></worksheet>";
}

}  // namespace

std::string write_v2_text(const Run& run) {
  return write_sections(v2_sheets_of(run), {.delimiter = '\t', .true_word = "true", .false_word = "false"});
}

std::string write_v2_csv(const Run& run) {
  return write_sections(v2_sheets_of(run), {.delimiter = ',', .true_word = "TRUE", .false_word = "FALSE"});
}

std::string write_quantstudio_text(const Run& run) {
  Sheets sheets = v2_sheets_of(run);
  name_as_quantstudio(sheets, run.plate);
  return write_sections(sheets, {.delimiter = '\t', .true_word = "true", .false_word = "false"});
}

std::string write_v2_xlsx(const Run& run) {
  const Sheets sheets = v2_sheets_of(run);
  const std::string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  std::string types = declaration + "<Types xmlns=\"" + package +
                      "content-types\"><Default Extension=\"rels\" "
                      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                      "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" +
                      type + "sheet.main+xml\"/>";
  std::string workbook =
      declaration + "<workbook xmlns=\"" + main_namespace + "\" xmlns:r=\"" + relationships + "\"><sheets>";
  std::string links = declaration + "<Relationships xmlns=\"" + package + "relationships\">";
  std::vector<ZipMember> members;
  for (std::size_t i = 0; i < sheets.sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    const std::string part = "worksheets/sheet" + number + ".xml";
    types += "<Override PartName=\"/xl/" + part + "\" ContentType=\"" + type + "worksheet+xml\"/>";
    workbook += "<sheet name=\"" + sheets.sheets[i].name + "\" sheetId=\"" + number + "\" r:id=\"rId" +
                number + "\"/>";
    links += "<Relationship Id=\"rId" + number + "\" Type=\"" + relationships + "/worksheet\" Target=\"" +
             part + "\"/>";
    members.push_back({.name = "xl/" + part, .bytes = xlsx_sheet(sheets, sheets.sheets[i])});
  }
  const std::string root_links = declaration + "<Relationships xmlns=\"" + package +
                                 "relationships\"><Relationship Id=\"rId1\" Type=\"" + relationships +
                                 "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
  members.insert(members.begin(),
                 {{.name = "[Content_Types].xml", .bytes = types + "</Types>"},
                  {.name = "_rels/.rels", .bytes = root_links},
                  {.name = "xl/workbook.xml", .bytes = workbook + "</sheets></workbook>"},
                  {.name = "xl/_rels/workbook.xml.rels", .bytes = links + "</Relationships>"}});
  return write_zip(members);
}

}  // namespace crossbreak
