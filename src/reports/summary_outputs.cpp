// A summary as text, CSV and Excel.
#include <algorithm>

#include "reports/report_words.hpp"
#include "reports/summary.hpp"
#include "reports/workbook/book.hpp"
#include "reports/wrapped_text.hpp"
#include "run/csv_cell.hpp"
#include "run/number_text.hpp"
#include "run/utf8.hpp"
#include "words/labels/common.hpp"
#include "words/labels/counts.hpp"
#include "words/labels/summary.hpp"

namespace crossbreak {
namespace {

std::string percent(const std::optional<double>& share) {
  return share ? fixed_text(100 * *share, 1) + " %" : "-";
}

std::string share_text(const Proportion& proportion, Language language) {
  return in(language,
            filled(summary_labels.share, field<"count">(std::to_string(proportion.count)),
                   field<"of">(std::to_string(proportion.of)), field<"share">(percent(proportion.share)),
                   field<"low">(percent(proportion.low)), field<"high">(percent(proportion.high))));
}

std::string call_text(const RepeatedPatient::Call& call, Language language) {
  std::string text = in(language, words_of(call.call));
  for (const std::string& deletion : call.deletions) {
    text += ' ' + deletion;
  }
  const std::string date = call.run_date.empty() ? "" : in(language, separators.comma) + call.run_date;
  return text + in(language, in_parentheses(call.file + date));
}

/// How many patients in how many records, without a stop.
Words what_is_counted(const std::string& gene, const Summary& summary) {
  return filled(summary_labels.counted, field<"gene">(gene),
                field<"patients">(counted(count_labels.patients, summary.patients)),
                field<"records">(counted(count_labels.records, summary.records)));
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

std::vector<Words> provisos(const Summary& summary) {
  std::vector<Words> said;
  const auto tell = [&](const FilledBy<"count">& sentence, std::size_t count) {
    if (count > 0)
      said.push_back(filled(sentence, field<"count">(std::to_string(count))));
  };
  if (!summary.statuses.empty())
    said.push_back(filled(summary_labels.statuses, field<"states">(statuses_in_words(summary.statuses))));
  const bool all_released =
      std::none_of(summary.statuses.begin(), summary.statuses.end(), [](const auto& status_and_count) {
        return status_and_count.first == RecordStatus::Preliminary ||
               status_and_count.first == RecordStatus::Reviewed;
      });
  if (!summary.any_released)
    said.push_back(words_of(summary_labels.none_released));
  else if (!all_released)
    said.push_back(words_of(summary_labels.some_released));
  tell(summary_labels.unreleased, summary.unreleased);
  tell(summary_labels.superseded, summary.superseded);
  for (const auto& [outcome, count] : summary.left_out) {
    if (outcome == ReleaseOutcome::RepeatRequested)
      tell(summary_labels.to_repeat, count);
    else
      tell(summary_labels.withheld, count);
  }
  return said;
}

std::string write_summary_text(const Summary& summary, Language language) {
  const auto say = [language](const auto& words) { return in(language, words); };
  constexpr std::size_t name_columns = 14;
  const std::string gene = printable(summary.gene);
  std::string text = say(what_is_counted(gene, summary)) + '\n';
  for (const Words& proviso : provisos(summary))
    text += say(proviso) + '\n';
  text += '\n';
  for (const auto& [state, code] : codes_of(PatientCallState{})) {
    text +=
        "  " + padded(say(label_of(state)), name_columns) + std::to_string(summary.states.at(state)) + '\n';
  }
  text += '\n' + say(summary_labels.with_deletion) + say(separators.colon) +
          share_text(summary.deleted, language) + '\n';
  for (const auto& [name, proportion] : summary.parts) {
    text += "  " + padded(printable(part_name(name, language)), name_columns) +
            share_text(proportion, language) + '\n';
  }
  if (!summary.repeated.empty()) {
    text += '\n' + say(summary_labels.called_again) + '\n';
  }
  for (const RepeatedPatient& patient : summary.repeated) {
    text += "  " + printable(patient.sample) + '\n';
    for (const RepeatedPatient::Call& call : patient.calls) {
      text += "    " + printable(call_text(call, language)) + '\n';
    }
  }
  text += '\n' + say(summary_labels.intervals) + '\n';
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
  for (const auto& [status, count] : summary.patients_by_status) {
    csv += csv_row("status", code_of(status), plain_count(count, summary.patients));
  }
  for (const auto& [outcome, count] : summary.left_out) {
    csv += csv_row("left_out", code_of(outcome), plain_count(count, count));
  }
  return csv;
}

std::string write_summary_workbook(const Summary& summary, Language language) {
  const auto say = [language](const auto& words) { return in(language, words); };
  workbook::Book book(summary.gene + " summary", "");
  workbook::Sheet& sheet = book.add_sheet(say(summary_labels.sheet));
  const workbook::Style bold = {.bold = true};
  workbook::Row row = 0;
  sheet.text(
      row++, 0,
      say(what_is_counted(summary.gene, summary)) + say(separators.stop) + say(summary_labels.intervals));
  for (const Words& proviso : provisos(summary))
    sheet.text(row++, 0, say(proviso));
  const Sentence titles[] = {{},
                             common_labels.patients,
                             summary_labels.of,
                             summary_labels.share_title,
                             summary_labels.low,
                             summary_labels.high};
  workbook::Column column = 0;
  for (const Sentence& title : titles) {
    sheet.text(row, column++, say(title), bold);
  }
  ++row;
  for (const auto& [state, code] : codes_of(PatientCallState{})) {
    write_row(sheet, row++, {say(label_of(state)), plain_count(summary.states.at(state), summary.patients)});
  }
  ++row;
  write_row(sheet, row++, {say(summary_labels.with_deletion_row), summary.deleted});
  for (const auto& [name, proportion] : summary.parts) {
    write_row(sheet, row++, {part_name(name, language), proportion});
  }
  if (!summary.repeated.empty()) {
    ++row;
    sheet.text(row++, 0, say(summary_labels.called_again), bold);
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
