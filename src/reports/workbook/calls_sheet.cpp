// Calls: one row per patient, for the technician, for print, and to be filed alone: what was run, when, by
// whom and with what stands above them, what was odd and what is to be done below.
#include <algorithm>

#include "reports/asked_alike.hpp"
#include "reports/release_words.hpp"
#include "reports/workbook/sheets.hpp"
#include "words/issues.hpp"
#include "words/joined.hpp"
#include "words/labels/common.hpp"
#include "words/labels/patients_page.hpp"
#include "words/labels/release.hpp"
#include "words/labels/table.hpp"
#include "words/labels/workbook.hpp"

namespace crossbreak::workbook {
namespace {

constexpr double name_width = 16;
constexpr double call_width = 15;
constexpr double text_width = 24;
constexpr double next_width = 28;
constexpr double flags_width = 24;
constexpr double reasons_width = 28;

std::string title(const Report& report) {
  std::vector<std::string> files;
  for (const ReportInput& input : report.inputs) {
    files.push_back(input.file);
  }
  return report.gene + "  " + joined(files, " + ");
}

/// "PC D2-8", and the file where runs were called together: each has its own PC.
std::string control_name(const ControlCall& control, const Layout& layout) {
  const Report& report = *layout.report;
  const std::string sample = control.sample.empty() ? layout.say(words_of(control.role)) : control.sample;
  return sample + ' ' + control.set +
         (has_several_runs(report) ? " (" + file_of_run(report, control.run) + ')' : "");
}

/// "Controls: 11 of 12 passed    × Failed: PC D2-8".
std::string controls_line(const Layout& layout) {
  const auto& controls = layout.report->calls.controls;
  const auto passed = std::count_if(controls.begin(), controls.end(), [](const ControlCall& control) {
    return control.outcome == ControlOutcome::Passed;
  });
  std::string line = layout.say(filled(table_labels.controls, field<"passed">(std::to_string(passed)),
                                       field<"all">(std::to_string(controls.size()))));
  for (const ControlOutcome outcome : {ControlOutcome::Failed, ControlOutcome::Warning,
                                       ControlOutcome::Missing, ControlOutcome::NotJudged}) {
    std::vector<std::string> names;
    for (const ControlCall& control : controls) {
      if (control.outcome == outcome) {
        names.push_back(control_name(control, layout));
      }
    }
    if (!names.empty()) {
      line += "    " + with_symbol(symbol_of(outcome), layout.say(label_of(outcome))) + ": " +
              joined(names, ", ");
    }
  }
  return line;
}

/// "● Deletion 1   ◆ Mixed 1   ...".
std::string counts_line(const Layout& layout) {
  std::string line;
  std::size_t reviews = 0;
  for (const PatientCall& patient : layout.report->calls.patients) {
    reviews += patient.review ? 1u : 0u;
  }
  for (const PatientCallState call :
       {PatientCallState::Deletion, PatientCallState::Mixed, PatientCallState::NotDetected,
        PatientCallState::Inconclusive, PatientCallState::Invalid, PatientCallState::Incomplete}) {
    const auto count =
        std::count_if(layout.report->calls.patients.begin(), layout.report->calls.patients.end(),
                      [&](const PatientCall& patient) { return patient.call == call; });
    line += with_symbol(symbol_of(call), layout.say(label_of(call))) + ": " + std::to_string(count) + "    ";
  }
  return line + layout.say(filled(calls_sheet_labels.to_look_at, field<"count">(std::to_string(reviews))));
}

std::vector<Heading> headings(const Report& report) {
  std::vector<Heading> all = {{words_of(common_labels.patient), name_width},
                              {words_of(common_labels.call), call_width},
                              {words_of(calls_sheet_labels.deletions), 11},
                              {capitalised(words_of(common_labels.look_at_it)), 11}};
  for (const ReportSet& set : report.sets) {
    all.push_back({{set.name + " Ct", set.name + " Ct"}, 11});
  }
  if (!report.reference.empty()) {
    all.push_back({{report.reference + " Ct", report.reference + " Ct"}, 11});
  }
  all.push_back({words_of(calls_sheet_labels.report_text), text_width});
  all.push_back({words_of(common_labels.next), next_width});
  all.push_back({words_of(common_labels.flags), flags_width});
  all.push_back({words_of(workbook_labels.reasons), reasons_width});
  return all;
}

void write_set(Sheet& sheet, Row row, Column column, const SetCall* set, const Layout& layout) {
  const SetResult result = set != nullptr ? set->result : SetResult::Missing;
  Style style = style_of(result);
  style.border = true;
  style.centred = true;
  if (set != nullptr && set->ct_mean) {
    const double cutoff = layout.report->ct_cutoff;
    sheet.number(row, column, set->ct_mean, ct_style(style, symbol_of(result), *set->ct_mean, cutoff));
  } else {
    sheet.text(row, column, with_symbol(symbol_of(result), layout.say(label_of(result))), style);
  }
}

void write_patient(Sheet& sheet, Row row, const PatientCall& patient, const PatientEvents& events,
                   const Layout& layout) {
  const Report& report = *layout.report;
  const Style plain = {.wrap = true, .border = true};
  Style call_style = style_of(patient.call);
  call_style.border = true;
  Column column = 0;
  const std::string name = patient_name(patient, layout.language);
  sheet.text(row, column++, name, {.bold = true, .wrap = true, .border = true});
  std::string call = with_symbol(symbol_of(patient.call), layout.say(label_of(patient.call)));
  if (const auto change = note_in_words(patient)) {
    call += layout.say(in_parentheses(layout.say(*change)));
    call_style.wrap = true;
  }
  sheet.text(row, column++, call, call_style);
  sheet.text(row, column++, joined(patient.deletions, ", "), call_style);
  Style review_style = patient.review ? style_of(WellState::Inconclusive) : plain;
  review_style.border = true;
  sheet.text(row, column++, patient.review ? layout.say(calls_sheet_labels.yes) : "", review_style);
  for (const ReportSet& wanted : report.sets) {
    const auto found = std::find_if(patient.sets.begin(), patient.sets.end(),
                                    [&](const SetCall& set) { return set.set == wanted.name; });
    write_set(sheet, row, column++, found != patient.sets.end() ? &*found : nullptr, layout);
  }
  if (!report.reference.empty()) {
    if (patient.reference) {
      SetCall reference = *patient.reference;
      write_set(sheet, row, column, &reference, layout);
      if (reference.result == SetResult::Positive) {
        // A reference gene is meant to amplify: nothing to point at.
        sheet.number(row, column, reference.ct_mean,
                     ct_style({.centred = true, .border = true}, symbol_of(ControlOutcome::Passed),
                              reference.ct_mean.value_or(0), report.ct_cutoff));
      }
    } else {
      sheet.text(row, column, layout.say(calls_sheet_labels.not_assessed), {.border = true, .ink = grey_ink});
    }
    ++column;
  }
  const std::vector<Words> changes = events.decisions_in_words(patient);
  const std::string text =
      layout.say(changes.empty() ? patient.text : in_parentheses(patient.text, joined_clauses(changes)));
  const std::string flags = flags_in_words(patient.flags, layout.language);
  const std::string reasons = telling_reasons_in_words(patient.reasons, layout.language);
  const std::string next = patient.next ? layout.say(*patient.next) : std::string();
  sheet.text(row, column++, text, plain);
  sheet.text(row, column++, next, plain);
  sheet.text(row, column++, flags, plain);
  sheet.text(row, column++, reasons, plain);
  sheet.height(row, height_of({{name, name_width - 3},
                               {call, call_width - 2},
                               {text, text_width - 2},
                               {next, next_width - 2},
                               {flags, flags_width - 2},
                               {reasons, reasons_width - 2}}));
}

/// "Status: final", with what it replaces and who signed.
std::string release_line(const Layout& layout) {
  std::string text;
  for (const Words& line : release_lines(*layout.report)) {
    text += (text.empty() ? "" : layout.say(separators.stop) + "  ") + layout.say(line);
  }
  return text;
}

/// "Run date: 2026-03-05T08:30:00Z   Operator: ..."; of several runs what each says, once.
std::string identity_line(const Layout& layout, std::string_view record_sha256) {
  const Report& report = *layout.report;
  std::string text;
  const auto add = [&](const Sentence& name, const std::string& said) {
    text += (text.empty() ? "" : "   ") + layout.say(name) + layout.say(separators.colon) +
            (said.empty() ? layout.say(common_labels.none) : said);
  };
  const auto of_runs = [&](std::string ReportInput::*member) {
    std::vector<std::string> said;
    for (const ReportInput& input : report.inputs)
      if (!(input.*member).empty() && std::find(said.begin(), said.end(), input.*member) == said.end())
        said.push_back(input.*member);
    return joined(said, ", ");
  };
  add(methods_sheet_labels.run_date, of_runs(&ReportInput::run_date));
  add(common_labels.operator_name, of_runs(&ReportInput::operator_name));
  add(common_labels.barcode, of_runs(&ReportInput::barcode));
  add(common_labels.panel, report.panel.id + ' ' + report.panel.version);
  add(common_labels.program, report.tool.name + ' ' + report.tool.version);
  add(patients_page_labels.record, std::string(record_sha256));
  return text;
}

/// Where and what, of each warning.
std::vector<std::string> warnings(const Layout& layout) {
  std::vector<std::string> lines;
  for (const Issue& issue : layout.report->calls.issues)
    if (issue.severity == Severity::Warning)
      lines.push_back((issue.place.empty() ? "" : issue.place + layout.say(separators.colon)) +
                      layout.say(issue.words));
  return lines;
}

/// Of controls and patients.
std::vector<std::string> next_steps(const Layout& layout) {
  std::vector<std::string> names;
  std::vector<Asked> steps;
  const auto add = [&](const std::string& of, const std::optional<Words>& next) {
    if (next) {
      ask(steps, layout.say(*next), names.size());
      names.push_back(of);
    }
  };
  for (const ControlCall& control : layout.report->calls.controls)
    add(control_name(control, layout), control.next);
  for (const PatientCall& patient : layout.report->calls.patients)
    add(patient_name(patient, layout.language), patient.next);
  std::vector<std::string> lines;
  for (const auto& [next, of] : steps) {
    const std::string who =
        joined(of, layout.say(separators.comma), [&](std::size_t name) { return names[name]; });
    lines.push_back(layout.say(filled(first_sheet_labels.next_step, field<"of">(who), field<"next">(next))));
  }
  return lines;
}

/// A text across all columns, on as many lines as it needs: none of it may be cut off.
void write_head(Sheet& sheet, Row row, const std::vector<Heading>& columns, const std::string& text,
                Style style) {
  double width = 0;
  for (const Heading& column : columns) {
    width += column.width;
  }
  style.wrap = true;
  sheet.merged_text(row, 0, static_cast<Column>(columns.size() - 1), text, style);
  sheet.height(row, height_of({{text, width}}, style.size));
}

/// A heading and its lines, or that there are none.
Row write_lines(Sheet& sheet, Row row, const std::vector<Heading>& columns, const Sentence& heading,
                const std::vector<std::string>& lines, const Layout& layout) {
  write_head(sheet, row++, columns, layout.say(heading), {.bold = true, .size = 11});
  for (const std::string& line : lines)
    write_head(sheet, row++, columns, line, {.size = 10});
  if (lines.empty())
    write_head(sheet, row++, columns, layout.say(common_labels.none), {.size = 10});
  return row;
}

}  // namespace

void write_calls_sheet(Book& book, const Layout& layout, std::string_view record_sha256) {
  const Report& report = *layout.report;
  Sheet& sheet = book.add_sheet(layout.say(calls_sheet_labels.sheet));
  const std::vector<Heading> columns = headings(report);
  const auto last_column = static_cast<Column>(columns.size() - 1);

  Row row = 0;
  if (report.laboratory)
    write_head(sheet, row++, columns, head_in_words(*report.laboratory, layout.language), {.size = 11});
  write_head(sheet, row++, columns, title(report), {.bold = true, .size = 14});
  Style status = style_of(report.calls.status);
  status.size = 12;
  write_head(sheet, row++, columns,
             layout.say(filled(calls_sheet_labels.status, field<"status">(label_of(report.calls.status)),
                               field<"controls">(controls_line(layout)))),
             status);
  write_head(sheet, row++, columns, release_line(layout), {.bold = true, .size = 11});
  write_head(sheet, row++, columns, counts_line(layout), {.size = 11});
  write_head(sheet, row++, columns, identity_line(layout, record_sha256), {.size = 10});
  write_head(sheet, row++, columns, layout.say(report.limits), {.size = 9, .ink = grey_ink});

  const Row header = row++;
  write_headings(sheet, header, columns, layout);
  const PatientEvents events(report);
  for (const PatientCall& patient : report.calls.patients) {
    write_patient(sheet, row++, patient, events, layout);
  }
  sheet.freeze(header + 1, 1);
  sheet.filter(header, row - 1, last_column);
  ++row;  // the filter ends at an empty row
  row = write_lines(sheet, row, columns, first_sheet_labels.warnings, warnings(layout), layout);
  write_lines(sheet, row, columns, first_sheet_labels.next_steps, next_steps(layout), layout);
  sheet.print_one_page_wide(header, true);
}

}  // namespace crossbreak::workbook
