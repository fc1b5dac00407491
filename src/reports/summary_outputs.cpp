// A summary as text, CSV and Excel.
#include "reports/report_words.hpp"
#include "reports/summary.hpp"
#include "reports/workbook/book.hpp"
#include "reports/wrapped_text.hpp"
#include "run/csv_cell.hpp"
#include "run/number_text.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

std::string percent(const std::optional<double>& share) {
  return share ? fixed_text(100 * *share, 1) + " %" : "-";
}

std::string share_text(const Proportion& proportion, Language language) {
  const std::string count = std::to_string(proportion.count);
  const std::string of = std::to_string(proportion.of);
  const std::string share = percent(proportion.share);
  const std::string low = percent(proportion.low);
  const std::string high = percent(proportion.high);
  return in(language, {count + " of " + of + ", " + share + " (95 % CI " + low + " to " + high + ")",
                       count + "/" + of + "，" + share + "（95 %置信区间" + low + "～" + high + "）"});
}

std::string call_text(const RepeatedPatient::Call& call, Language language) {
  std::string text = in(language, words_of(call.call));
  for (const std::string& deletion : call.deletions) {
    text += ' ' + deletion;
  }
  const std::string date = call.run_date.empty() ? "" : in(language, {", ", "，"}) + call.run_date;
  return text + in(language, {" (" + call.file + date + ')', "（" + call.file + date + "）"});
}

/// The name of a part: a set, or "mixed".
std::string part_name(const std::string& name, Language language) {
  return name == "mixed" ? in(language, words_of(PatientCallState::Mixed)) : name;
}

std::string number_cell(const std::optional<double>& number) {
  return number ? shortest_text(*number) : std::string();
}

std::string csv_row(std::string_view row, std::string_view name, const Proportion& proportion) {
  return csv_line({std::string(row), csv_cell(name), std::to_string(proportion.count),
                   std::to_string(proportion.of), number_cell(proportion.share), number_cell(proportion.low),
                   number_cell(proportion.high), "", ""});
}

/// What stands in every row that counts.
struct SheetRow {
  std::string name;
  Proportion proportion;
};

void write_row(workbook::Sheet& sheet, workbook::Row row, const SheetRow& content) {
  const workbook::Style percentage = {.number_format = "0.0%"};
  sheet.text(row, 0, content.name);
  sheet.number(row, 1, static_cast<double>(content.proportion.count));
  sheet.number(row, 2, static_cast<double>(content.proportion.of));
  sheet.number(row, 3, content.proportion.share, percentage);
  sheet.number(row, 4, content.proportion.low, percentage);
  sheet.number(row, 5, content.proportion.high, percentage);
}

/// Of all patients; without an interval, which would say nothing for a state of the procedure.
Proportion plain_count(std::size_t count, std::size_t of) {
  Proportion proportion;
  proportion.count = count;
  proportion.of = of;
  return proportion;
}

}  // namespace

std::string write_summary_text(const Summary& summary, Language language) {
  const auto say = [language](const Words& words) { return in(language, words); };
  constexpr std::size_t name_columns = 14;
  const std::string patients = std::to_string(summary.patients);
  const std::string records = std::to_string(summary.records);
  std::string text =
      printable(summary.gene) +
      say({": " + patients + " patients in " + records + (summary.records == 1 ? " record" : " records") +
               ", each counted once by its latest run\n\n",
           "：" + records + "份记录中的" + patients + "名患者，每名患者按最近一次运行计一次\n\n"});
  for (const auto& [state, code] : codes_of(PatientCallState{})) {
    text +=
        "  " + padded(say(label_of(state)), name_columns) + std::to_string(summary.states.at(state)) + '\n';
  }
  text += say({"\nWith a deletion, of the patients with a result: ", "\n检出缺失，占有结果的患者："}) +
          share_text(summary.deleted, language) + '\n';
  for (const auto& [name, proportion] : summary.parts) {
    text += "  " + padded(printable(part_name(name, language)), name_columns) +
            share_text(proportion, language) + '\n';
  }
  if (!summary.repeated.empty()) {
    text += say({"\nCalled more than once; the last call counts\n", "\n多次检测的患者；以最后一次为准\n"});
  }
  for (const RepeatedPatient& patient : summary.repeated) {
    text += "  " + printable(patient.sample) + '\n';
    for (const RepeatedPatient::Call& call : patient.calls) {
      text += "    " + printable(call_text(call, language)) + '\n';
    }
  }
  text += say({"\nIntervals: Wilson score, 95 %.\n", "\n区间：Wilson计分法，95 %。\n"});
  for (const Words& limits : summary.limits) {
    text += '\n' + wrapped(printable(say(limits)), "");
  }
  return text;
}

std::string write_summary_csv(const Summary& summary) {
  std::string csv = std::string(summary_csv_header) + '\n';
  for (const auto& [state, code] : codes_of(PatientCallState{})) {
    csv += csv_row("state", code, plain_count(summary.states.at(state), summary.patients));
  }
  csv += csv_row("prevalence", "deleted", summary.deleted);
  for (const auto& [name, proportion] : summary.parts) {
    csv += csv_row("part", name, proportion);
  }
  for (const RepeatedPatient& patient : summary.repeated) {
    for (const RepeatedPatient::Call& call : patient.calls) {
      csv += csv_line({"repeat", csv_cell(patient.sample), "", "", "", "", "",
                       std::string(code_of(call.call)), csv_cell(call.file)});
    }
  }
  for (const Words& limits : summary.limits) {
    csv += csv_line({"limits", csv_cell(limits.en), "", "", "", "", "", "", ""});
  }
  return csv;
}

std::string write_summary_workbook(const Summary& summary, Language language) {
  const auto say = [language](const Words& words) { return in(language, words); };
  workbook::Book book(summary.gene + " summary", "");
  workbook::Sheet& sheet = book.add_sheet(say({"Summary", "汇总"}));
  const workbook::Style bold = {.bold = true};
  workbook::Row row = 0;
  const std::string patients = std::to_string(summary.patients);
  const std::string records = std::to_string(summary.records);
  sheet.text(
      row++, 0,
      summary.gene + say({": " + patients + " patients in " + records +
                              " records, each counted once by its latest run. Intervals: Wilson score, 95 %.",
                          "：" + records + "份记录中的" + patients +
                              "名患者，每名患者按最近一次运行计一次。区间：Wilson计分法，95 %。"}));
  const Words titles[] = {{"", ""},          {"Patients", "患者"}, {"Of", "总数"},
                          {"Share", "比例"}, {"Low", "下限"},      {"High", "上限"}};
  for (workbook::Column column = 0; column < std::size(titles); ++column) {
    sheet.text(row, column, say(titles[column]), bold);
  }
  ++row;
  for (const auto& [state, code] : codes_of(PatientCallState{})) {
    write_row(sheet, row++, {say(label_of(state)), plain_count(summary.states.at(state), summary.patients)});
  }
  ++row;
  write_row(sheet, row++,
            {say({"With a deletion, of those with a result", "检出缺失（占有结果者）"}), summary.deleted});
  for (const auto& [name, proportion] : summary.parts) {
    write_row(sheet, row++, {part_name(name, language), proportion});
  }
  if (!summary.repeated.empty()) {
    ++row;
    sheet.text(row++, 0,
               say({"Called more than once; the last call counts", "多次检测的患者；以最后一次为准"}), bold);
  }
  for (const RepeatedPatient& patient : summary.repeated) {
    for (const RepeatedPatient::Call& call : patient.calls) {
      sheet.text(row, 0, patient.sample);
      sheet.text(row++, 1, call_text(call, language));
    }
  }
  for (const Words& limits : summary.limits) {
    sheet.merged_text(++row, 0, 5, say(limits), {.wrap = true});
    sheet.height(row, 60);  // for four lines of the 95 characters that the columns hold
  }
  sheet.width(0, 0, 40);
  sheet.width(1, 5, 11);
  sheet.print_one_page_wide(std::nullopt, false);
  return book.finish();
}

}  // namespace crossbreak
