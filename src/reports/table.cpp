#include "reports/table.hpp"

#include <algorithm>
#include <vector>

#include "calling/call.hpp"
#include "reports/number_text.hpp"
#include "reports/report_words.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t line_columns = 100;
constexpr std::size_t widest_name = 28;

/// ANSI SGR codes. What a colour says, a symbol or word beside it says too.
enum class Ink { Plain, Bold, Red, Green, Yellow, Magenta };

std::string inked(std::string_view text, Ink ink, bool colour) {
  if (!colour || ink == Ink::Plain) {
    return std::string(text);
  }
  constexpr std::string_view codes[] = {"", "1", "1;31", "32", "1;33", "1;35"};
  return "\x1b[" + std::string(codes[static_cast<std::size_t>(ink)]) + 'm' + std::string(text) + "\x1b[0m";
}

Ink ink_of(PatientCallState call) {
  switch (call) {
    case PatientCallState::Deletion:
      return Ink::Red;
    case PatientCallState::Mixed:
      return Ink::Magenta;
    case PatientCallState::NotDetected:
      return Ink::Green;
    case PatientCallState::Inconclusive:
    case PatientCallState::Invalid:
    case PatientCallState::Incomplete:
      break;
  }
  return Ink::Yellow;
}

Ink ink_of(SetResult result) {
  if (result == SetResult::Positive) {
    return Ink::Red;
  }
  return result == SetResult::Negative ? Ink::Plain : Ink::Yellow;
}

/// ASCII, because terminals disagree on the width of the prettier ones.
std::string_view mark_of(SetResult result) {
  switch (result) {
    case SetResult::Positive:
      return "+";
    case SetResult::Negative:
      return "-";
    case SetResult::Inconclusive:
      return "?";
    case SetResult::Invalid:
      return "X";
    case SetResult::Missing:
      break;
  }
  return ".";
}

struct Cell {
  std::string text;
  Ink ink = Ink::Plain;
};

Cell set_cell(const SetCall& set, double ct_cutoff) {
  std::string text(mark_of(set.result));
  if (set.ct_mean) {
    text += ' ' + ct_text(*set.ct_mean, ct_cutoff);
  }
  return {text, ink_of(set.result)};
}

std::string upper_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

std::string joined(const std::vector<std::string>& items, std::string_view between) {
  std::string text;
  for (const std::string& item : items) {
    text += (text.empty() ? "" : std::string(between)) + item;
  }
  return text;
}

Cell call_cell(const PatientCall& patient) {
  std::string text = upper_case(label_of(patient.call).en);
  if (!patient.deletions.empty()) {
    text += ' ' + joined(patient.deletions, " + ");
  }
  return {text + (patient.review ? "  ! review" : ""), ink_of(patient.call)};
}

const SetCall* find_set(const PatientCall& patient, const std::string& name) {
  const auto found = std::find_if(patient.sets.begin(), patient.sets.end(),
                                  [&](const SetCall& set) { return set.set == name; });
  return found == patient.sets.end() ? nullptr : &*found;
}

std::vector<Cell> header(const Report& report) {
  std::vector<Cell> cells = {{"Patient", Ink::Bold}};
  for (const ReportSet& set : report.sets) {
    cells.push_back({set.name, Ink::Bold});
  }
  if (!report.reference.empty()) {
    cells.push_back({report.reference, Ink::Bold});
  }
  cells.push_back({"Call", Ink::Bold});
  cells.push_back({"Flags", Ink::Bold});
  return cells;
}

std::vector<Cell> row(const PatientCall& patient, const Report& report) {
  const std::string name = printable(patient_name(patient, Language::En));
  std::vector<Cell> cells = {{padded(name, std::min(display_width(name), widest_name)), Ink::Bold}};
  for (const ReportSet& set : report.sets) {
    const SetCall* call = find_set(patient, set.name);
    cells.push_back(call != nullptr ? set_cell(*call, report.ct_cutoff) : Cell{"."});
  }
  if (!report.reference.empty()) {
    cells.push_back(patient.reference ? set_cell(*patient.reference, report.ct_cutoff) : Cell{"."});
    cells.back().ink = Ink::Plain;  // a reference gene is meant to amplify
  }
  cells.push_back(call_cell(patient));
  cells.push_back({joined(patient.flags, ", "), Ink::Plain});
  return cells;
}

std::string lines_of(const std::vector<std::vector<Cell>>& rows, bool colour) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& cells : rows) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(cells[i].text));
    }
  }
  std::string text;
  for (const auto& cells : rows) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::size_t blanks = widths[i] - display_width(cells[i].text) + 2;
      line += inked(cells[i].text, cells[i].ink, colour) + std::string(blanks, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

/// The text in lines of at most `line_columns`, broken at blanks, each indented by `indent`, the second and
/// later ones by two columns more.
std::string wrapped(std::string_view text, std::string indent) {
  std::string out;
  std::string line = indent;
  for (bool first = true; !text.empty(); first = false) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (!first && display_width(line) + 1 + display_width(word) > line_columns) {
      out += line + '\n';
      line = indent + "  ";
    } else if (!first) {
      line += ' ';
    }
    line += word;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + line + '\n';
}

std::string title(const Report& report, bool colour) {
  std::vector<std::string> files;
  for (const ReportInput& input : report.inputs) {
    files.push_back(printable(input.file));
  }
  const RunStatus status = report.calls.status;
  const Ink ink = status == RunStatus::Invalid ? Ink::Red
                  : status == RunStatus::Valid ? Ink::Green
                                               : Ink::Yellow;
  return report.gene + ", " + joined(files, " + ") + ", panel " + printable(report.panel.id) + ' ' +
         printable(report.panel.version) + ", " + report.tool.name + ' ' + report.tool.version + '\n' +
         inked(upper_case(label_of(status).en), ink, colour) + '\n';
}

/// Controls that passed stand on one line; each other one has a line that says why.
std::string controls(const Calls& calls, bool colour) {
  std::size_t passed = 0;
  std::string troubled;
  for (const ControlCall& control : calls.controls) {
    if (control.outcome == ControlOutcome::Passed) {
      ++passed;
      continue;
    }
    const Ink ink = control.outcome == ControlOutcome::Failed ? Ink::Red : Ink::Yellow;
    const std::string name = control.sample.empty() ? label_of(control.role).en : printable(control.sample);
    troubled +=
        "  " + name + ' ' + control.set + ": " +
        inked(upper_case(label_of(control.outcome).en), ink, colour) +
        (control.reasons.empty() ? "" : ", " + printable(reasons_in_words(control.reasons, Language::En))) +
        '\n';
  }
  return "\nControls: " + std::to_string(passed) + " of " + std::to_string(calls.controls.size()) +
         " passed\n" + troubled;
}

/// Why a person must look: the flags that ask for it, then the reasons, without those that only confirm the
/// call.
std::string why_to_look(const PatientCall& patient) {
  std::vector<std::string> sentences;
  for (const std::string& flag : patient.flags) {
    if (flag_asks_review(flag)) {
      sentences.push_back(flag_words(flag).en);
    }
  }
  for (const Reason& reason : patient.reasons) {
    const bool confirms = reason.outcome == "stands" || reason.outcome == "call_stands";
    if (!confirms) {
      sentences.push_back(reason.words.en);
    }
  }
  return joined(sentences, "; ");
}

std::string reviews(const Calls& calls) {
  std::string text;
  for (const PatientCall& patient : calls.patients) {
    if (patient.review) {
      text += wrapped(
          "! " + printable(patient_name(patient, Language::En)) + ": " + printable(why_to_look(patient)),
          "  ");
    }
  }
  return text.empty() ? text : "\nLook at these before using the calls\n" + text;
}

std::string issues(const Calls& calls) {
  std::string text;
  for (const Issue& issue : calls.issues) {
    const bool warning = issue.severity == Issue::Severity::Warning;
    text += wrapped(
        (warning ? "warning: " : "note: ") + printable(issue.place) + ": " + printable(issue.words.en), "  ");
  }
  return text.empty() ? text : "\nIssues\n" + text;
}

}  // namespace

std::string write_table(const Report& report, bool colour) {
  std::vector<std::vector<Cell>> rows = {header(report)};
  for (const PatientCall& patient : report.calls.patients) {
    rows.push_back(row(patient, report));
  }
  return title(report, colour) + '\n' + lines_of(rows, colour) +
         "\n+ positive   - negative   ? inconclusive   X invalid   . no result   Ct: mean of the wells that "
         "amplified\n" +
         controls(report.calls, colour) + reviews(report.calls) + issues(report.calls) +
         (report.limits.en.empty() ? "" : '\n' + wrapped(printable(report.limits.en), ""));
}

}  // namespace crossbreak
