#include "batch/batch_report.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "reports/csp_hash.hpp"
#include "reports/report_words.hpp"
#include "reports/review_page/markup.hpp"
#include "reports/workbook/book.hpp"
#include "run/csv_cell.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"
#include "words/labels/batch.hpp"
#include "words/labels/common.hpp"
#include "words/labels/workbook.hpp"

namespace crossbreak {
namespace {

std::vector<std::string> plate_cells(const BatchPlate& plate) {
  std::vector<std::string> cells = {"crossbreak/batch-csv/1", "plate", csv_cell(plate.name),
                                    csv_cell(joined(plate.files, ";")), csv_cell(joined(plate.second, ";"))};
  if (plate.result) {
    const BatchResult& result = *plate.result;
    cells.insert(cells.end(), {csv_cell(result.run_date), std::string(code_of(result.status)),
                               csv_cell(plate.problem), std::to_string(count_of(result))});
    for (const std::size_t count : result.patients)
      cells.push_back(std::to_string(count));
    cells.insert(cells.end(),
                 {csv_cell(joined(result.controls, ";",
                                  [](const BatchControl& control) { return in_words(control).en; })),
                  std::to_string(result.to_look_at.size()), csv_cell(result.page)});
  } else {
    cells.insert(cells.end(), {"", "", csv_cell(plate.problem)});
  }
  cells.resize(22);
  return cells;
}

std::vector<std::string> patient_cells(const BatchPlate& plate, const BatchPatient& patient) {
  std::vector<std::string> cells = {"crossbreak/batch-csv/1", "patient", csv_cell(plate.name)};
  cells.resize(18);
  cells.insert(cells.end(), {csv_cell(patient.sample), std::string(code_of(patient.call)),
                             csv_cell(joined(patient.deletions, ";")), joined(codes_of(patient.flags), ";")});
  return cells;
}

std::string why(const BatchPatient& patient, Language language) {
  if (patient.flags.empty())
    return in(language, patient.next);
  return sentences_of(patient.flags, language, [](Flag flag) { return words_of(flag); });
}

std::string failed_controls(const BatchResult& result, Language language) {
  return sentences_of(result.controls, language,
                      [](const BatchControl& control) { return in_words(control); });
}

Words counted(std::span<const BatchPlate> plates) {
  std::size_t called = 0;
  std::size_t patients = 0;
  for (const BatchPlate& plate : plates) {
    called += plate.result ? 1U : 0U;
    patients += plate.result ? count_of(*plate.result) : 0U;
  }
  return filled(batch_labels.counted, field<"plates">(std::to_string(plates.size())),
                field<"called">(std::to_string(called)),
                field<"problems">(std::to_string(plates.size() - called)),
                field<"patients">(std::to_string(patients)));
}

Words state_of(const BatchPlate& plate) {
  return plate.result ? label_of(plate.result->status) : capitalised(words_of(batch_labels.not_called));
}

constexpr std::string_view style = R"(
body{font:14px/1.4 "Noto Sans","Noto Sans CJK SC","Microsoft YaHei",Arial,sans-serif;color:#000;margin:1em auto;max-width:85em;padding:0 1em}
table{border-collapse:collapse;width:100%}
th{text-align:left;border-bottom:2px solid #000;padding:.2em .6em .2em 0}
td{vertical-align:top;border-bottom:1px solid #bbb;padding:.2em .6em .2em 0;overflow-wrap:anywhere}
nav{margin:.6em 0}
td p{margin:0}
)";

constexpr std::string_view script = R"(
"use strict";
const data = JSON.parse(document.getElementById("batch").textContent);
const at_a_time = 50;
const body = document.querySelector("tbody");
const search = document.getElementById("search");
const only = document.getElementById("only");
let first = 0;
function cell(row, texts) {
  const made = row.appendChild(document.createElement("td"));
  for (const text of texts) made.appendChild(document.createElement("p")).textContent = text;
  return made;
}
function draw() {
  const word = search.value.toLowerCase();
  const chosen = data.plates.filter((plate) => (!only.checked || plate.look)
    && (word === "" || [plate.name, plate.date, plate.state, ...plate.said].join("\n").toLowerCase().includes(word)));
  first = Math.max(0, Math.min(first, Math.floor((chosen.length - 1) / at_a_time) * at_a_time));
  const last = Math.min(first + at_a_time, chosen.length);
  body.replaceChildren();
  for (const plate of chosen.slice(first, last)) {
    const row = body.appendChild(document.createElement("tr"));
    const name = cell(row, []);
    const shown = name.appendChild(document.createElement(plate.page ? "a" : "span"));
    shown.textContent = plate.name;
    if (plate.page) shown.href = plate.page.split("/").map(encodeURIComponent).join("/");
    cell(row, [plate.date]);
    cell(row, [plate.state]);
    cell(row, plate.said);
  }
  document.getElementById("shown").textContent = data.shown.replace("{first}", chosen.length ? first + 1 : 0)
    .replace("{last}", last).replace("{all}", chosen.length);
  document.getElementById("earlier").disabled = first === 0;
  document.getElementById("later").disabled = last === chosen.length;
}
function turn(by) { first += by; draw(); }
document.getElementById("earlier").addEventListener("click", () => turn(-at_a_time));
document.getElementById("later").addEventListener("click", () => turn(at_a_time));
for (const control of [search, only]) control.addEventListener("input", () => { first = 0; draw(); });
draw();
)";

nlohmann::json json_of(const BatchPlate& plate, Language language) {
  std::vector<std::string> said;
  if (!plate.problem.empty())
    said.push_back(valid_utf8(plate.problem));
  const BatchResult result = plate.result.value_or(BatchResult{});
  if (plate.result) {
    said.push_back(in(language, in_words(result)));
    if (!result.controls.empty())
      said.push_back(valid_utf8(failed_controls(result, language)));
  }
  for (const BatchPatient& patient : result.to_look_at) {
    const std::string reason = why(patient, language);
    said.push_back(valid_utf8(patient.sample + in(language, separators.colon) +
                              in(language, words_of(patient.call)) +
                              (patient.deletions.empty() ? "" : ' ' + joined(patient.deletions)) +
                              (reason.empty() ? "" : in(language, separators.semicolon) + reason)));
  }
  return {{"name", valid_utf8(plate.name)},         {"date", valid_utf8(result.run_date.substr(0, 10))},
          {"state", in(language, state_of(plate))}, {"said", said},
          {"page", valid_utf8(result.page)},        {"look", needs_look(plate)}};
}

}  // namespace

std::string write_batch_csv(std::span<const BatchPlate> plates) {
  std::string csv = std::string(batch_csv_header) + '\n';
  for (const BatchPlate& plate : plates) {
    csv += csv_line(plate_cells(plate));
    if (plate.result)
      for (const BatchPatient& patient : plate.result->to_look_at)
        csv += csv_line(patient_cells(plate, patient));
  }
  return csv;
}

std::string write_batch_workbook(std::span<const BatchPlate> plates, Language language) {
  const auto say = [language](const auto& words) { return in(language, words); };
  workbook::Book book(say(batch_labels.title), "");
  const workbook::Style bold = {.bold = true};
  workbook::Sheet& sheet = book.add_sheet(say(batch_labels.plates_sheet));
  sheet.text(0, 0, say(counted(plates)));
  workbook::Column column = 0;
  for (const Sentence& title : {Sentence(common_labels.plate), Sentence(methods_sheet_labels.run_date),
                                Sentence(common_labels.state), Sentence(common_labels.patients)})
    sheet.text(1, column++, say(title), bold);
  for (const auto& [state, code] : codes_of(PatientCallState{}))
    sheet.text(1, column++, say(label_of(state)), bold);
  for (const Sentence& title :
       {Sentence(batch_labels.failed), Sentence(batch_labels.patients_sheet), Sentence(batch_labels.problem),
        Sentence(batch_labels.files), Sentence(batch_labels.also)})
    sheet.text(1, column++, say(title), bold);
  workbook::Sheet& patients = book.add_sheet(say(batch_labels.patients_sheet));
  column = 0;
  for (const Sentence& title : {Sentence(common_labels.plate), Sentence(common_labels.patient),
                                Sentence(common_labels.call), Sentence(batch_labels.why)})
    patients.text(0, column++, say(title), bold);
  workbook::Row row = 2;
  workbook::Row patient_row = 1;
  for (const BatchPlate& plate : plates) {
    sheet.text(row, 0, plate.name);
    sheet.text(row, 2, say(state_of(plate)));
    if (plate.result) {
      const BatchResult& result = *plate.result;
      sheet.text(row, 1, result.run_date.substr(0, 10));
      sheet.number(row, 3, static_cast<double>(count_of(result)));
      column = 4;
      for (const std::size_t count : result.patients)
        sheet.number(row, column++, static_cast<double>(count));
      sheet.text(row, 10, failed_controls(result, language));
      sheet.number(row, 11, static_cast<double>(result.to_look_at.size()));
      for (const BatchPatient& patient : result.to_look_at) {
        patients.text(patient_row, 0, plate.name);
        patients.text(patient_row, 1, patient.sample);
        patients.text(
            patient_row, 2,
            say(label_of(patient.call)) + (patient.deletions.empty() ? "" : ' ' + joined(patient.deletions)));
        patients.text(patient_row++, 3, why(patient, language));
      }
    }
    sheet.text(row, 12, plate.problem);
    sheet.text(row, 13, joined(plate.files, " + "));
    sheet.text(row++, 14, joined(plate.second, " + "));
  }
  sheet.width(0, 0, 34);
  sheet.width(1, 2, 14);
  sheet.width(10, 14, 26);
  sheet.freeze(2, 1);
  sheet.filter(1, std::max(row, workbook::Row{3}) - 1, 14);
  sheet.print_one_page_wide(1, true);
  patients.width(0, 1, 30);
  patients.width(2, 2, 18);
  patients.width(3, 3, 70);
  patients.freeze(1, 0);
  patients.print_one_page_wide(0, false);
  return book.finish();
}

std::string write_batch_page(std::span<const BatchPlate> plates, Language language) {
  const auto say = [language](const auto& words) { return review_page::escaped(in(language, words)); };
  nlohmann::json data = {{"shown", in(language, batch_labels.shown)}, {"plates", nlohmann::json::array()}};
  for (const BatchPlate& plate : plates)
    data["plates"].push_back(json_of(plate, language));
  // ASCII, and no text in it ends the element that holds it.
  std::string json;
  for (const char letter : data.dump(-1, ' ', true))
    json += letter == '<' ? std::string("\\u003c") : std::string(1, letter);
  return fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; script-src "
      "{}; "
      "base-uri 'none'; form-action 'none'\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
      "<h1>{}</h1>\n<p>{}</p>\n<noscript><p>{}</p></noscript>\n"
      "<nav><label>{} <input id=\"search\" type=\"search\"></label> "
      "<label><input id=\"only\" type=\"checkbox\"> {}</label> "
      "<button id=\"earlier\">{}</button> <button id=\"later\">{}</button> <span id=\"shown\"></span></nav>\n"
      "<table><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody></tbody></table>\n"
      "<script type=\"application/json\" id=\"batch\">{}</script>\n<script>{}</script>\n</body>\n</html>\n",
      language == Language::Zh ? "zh-CN" : "en", csp_hash(style), csp_hash(script), say(batch_labels.title),
      style, say(batch_labels.title), say(counted(plates)), say(batch_labels.needs_script),
      say(batch_labels.search), say(batch_labels.only_troubled), say(batch_labels.earlier),
      say(batch_labels.later), say(common_labels.plate), say(methods_sheet_labels.run_date),
      say(common_labels.state), say(common_labels.patients), json, script);
}

}  // namespace crossbreak
