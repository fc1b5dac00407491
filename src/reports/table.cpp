#include "reports/table.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "calling/calls.hpp"
#include "reports/asked_alike.hpp"
#include "reports/release_words.hpp"
#include "reports/report_words.hpp"
#include "reports/wrapped_text.hpp"
#include "run/ascii.hpp"
#include "run/number_text.hpp"
#include "run/utf8.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/joined.hpp"
#include "words/labels/common.hpp"
#include "words/labels/release.hpp"
#include "words/labels/table.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

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

/// "plate.eds: A1" with the well beside it.
bool has_one_well(const Issue& issue) {
  return issue.wells.size() == 1 && issue.place.ends_with(": " + to_string(issue.wells.front()));
}

/// "plate.eds" of such a place.
std::string_view file_of(const Issue& issue) {
  return std::string_view(issue.place).substr(0, issue.place.rfind(": "));
}

struct Cell {
  std::string text;
  Ink ink = Ink::Plain;
};

Cell set_cell(const SetCall& set, double ct_cutoff) {
  std::string text(mark_of(set.result));
  if (set.ct_mean) {
    text += ' ' + text_beside(*set.ct_mean, ct_cutoff);
  }
  return {text, ink_of(set.result)};
}

const SetCall* find_set(const PatientCall& patient, const std::string& name) {
  const auto found = std::find_if(patient.sets.begin(), patient.sets.end(),
                                  [&](const SetCall& set) { return set.set == name; });
  return found == patient.sets.end() ? nullptr : &*found;
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

/// The parts of the table, in the order in which they are read.
class Table {
 public:
  Table(const Report& report, Language language, bool colour)
      : report_(&report), language_(language), colour_(colour) {}

  std::string title() const;
  std::string release() const;
  std::string patients() const;
  std::string legend() const;
  std::string controls() const;
  std::string reviews() const;
  std::string changes() const;
  std::string issues() const;
  std::string limits() const;

 private:
  const std::string& say(const Words& words) const { return in(language_, words); }
  std::string say(const Sentence& sentence) const { return in(language_, sentence); }
  /// The state in capitals, where the language has them.
  template <class State>
  std::string shout(State state) const {
    return upper_case(say(label_of(state)));
  }
  Cell call_cell(const PatientCall& patient) const;
  std::vector<Cell> header() const;
  std::vector<Cell> row(const PatientCall& patient) const;
  std::string flags_of(const PatientCall& patient) const;
  std::string plate_of(const ControlCall& control) const;
  std::string why_to_look(const PatientCall& patient) const;
  std::string look(const PatientCall& patient) const;

  const Report* report_;
  Language language_;
  bool colour_;
};

std::string Table::title() const {
  std::vector<std::string> files;
  for (const ReportInput& input : report_->inputs) {
    files.push_back(printable(input.file));
  }
  const RunStatus status = report_->calls.status;
  const Ink ink = status == RunStatus::Invalid ? Ink::Red
                  : status == RunStatus::Valid ? Ink::Green
                                               : Ink::Yellow;
  const std::string panel = printable(report_->panel.id) + ' ' + printable(report_->panel.version);
  const Words title =
      filled(table_labels.title, field<"gene">(report_->gene), field<"files">(joined(files, " + ")),
             field<"panel">(panel), field<"program">(report_->tool.name + ' ' + report_->tool.version));
  return printable(say(title)) + '\n' + inked(shout(status), ink, colour_) + '\n';
}

/// How far the record is on its way to a released result, and who answers for it.
std::string Table::release() const {
  std::string text;
  for (const Words& line : release_lines(*report_)) {
    text += wrapped(printable(say(line)), "");
  }
  return text;
}

Cell Table::call_cell(const PatientCall& patient) const {
  std::string text = shout(patient.call);
  if (!patient.deletions.empty()) {
    text += ' ' + joined(patient.deletions, " + ");
  }
  if (const auto change = note_in_words(patient)) {
    text += say(in_parentheses(say(*change)));
  }
  return {text + (patient.review ? "  ! " + say(common_labels.look_at_it) : std::string()),
          ink_of(patient.call)};
}

std::vector<Cell> Table::header() const {
  std::vector<Cell> cells = {{say(common_labels.patient), Ink::Bold}};
  for (const ReportSet& set : report_->sets) {
    cells.push_back({set.name, Ink::Bold});
  }
  if (!report_->reference.empty()) {
    cells.push_back({report_->reference, Ink::Bold});
  }
  cells.push_back({say(common_labels.call), Ink::Bold});
  cells.push_back({say(common_labels.flags), Ink::Bold});
  return cells;
}

/// The codes that scripts know, which are English; in Chinese what they mean.
std::string Table::flags_of(const PatientCall& patient) const {
  if (language_ == Language::En) {
    return joined(codes_of(patient.flags), ", ");
  }
  std::vector<std::string> words;
  for (const Flag flag : patient.flags) {
    words.push_back(words_of(flag).zh);
  }
  return joined(words, separators.semicolon.zh);
}

std::vector<Cell> Table::row(const PatientCall& patient) const {
  const std::string name = printable(patient_name(patient, language_));
  std::vector<Cell> cells = {{padded(name, std::min(display_width(name), widest_name)), Ink::Bold}};
  for (const ReportSet& set : report_->sets) {
    const SetCall* call = find_set(patient, set.name);
    cells.push_back(call != nullptr ? set_cell(*call, report_->ct_cutoff) : Cell{"."});
  }
  if (!report_->reference.empty()) {
    cells.push_back(patient.reference ? set_cell(*patient.reference, report_->ct_cutoff) : Cell{"."});
    cells.back().ink = Ink::Plain;  // a reference gene is meant to amplify
  }
  cells.push_back(call_cell(patient));
  cells.push_back({flags_of(patient), Ink::Plain});
  return cells;
}

std::string Table::patients() const {
  std::vector<std::vector<Cell>> rows = {header()};
  for (const PatientCall& patient : report_->calls.patients) {
    rows.push_back(row(patient));
  }
  return '\n' + lines_of(rows, colour_);
}

std::string Table::legend() const {
  return '\n' + say(table_labels.legend) + '\n';
}

/// " (plate.eds)" where several plates each have their own NTC.
std::string Table::plate_of(const ControlCall& control) const {
  if (!has_several_runs(*report_)) {
    return {};
  }
  return say(in_parentheses(printable(file_of_run(*report_, control.run))));
}

/// A positive control in a set that it need not be positive in: nothing is asked of it there.
bool is_of_no_set(const ControlCall& control) {
  return control.outcome == ControlOutcome::NotJudged &&
         std::any_of(control.reasons.begin(), control.reasons.end(),
                     [](const Reason& reason) { return reason.code == ReasonCode::R5NotListed; });
}

/// Controls that passed stand on one line; each other one has a line that says why.
std::string Table::controls() const {
  std::size_t passed = 0;
  std::size_t judged = 0;
  std::string troubled;
  for (const ControlCall& control : report_->calls.controls) {
    if (is_of_no_set(control)) {
      continue;
    }
    ++judged;
    if (control.outcome == ControlOutcome::Passed) {
      ++passed;
      continue;
    }
    const Ink ink = control.outcome == ControlOutcome::Failed ? Ink::Red : Ink::Yellow;
    const std::string name = control.sample.empty() ? say(label_of(control.role)) : printable(control.sample);
    const std::string why =
        printable(control.next ? say(*control.next) : reasons_in_words(control.reasons, language_));
    troubled += "  " + name + ' ' + control.set + plate_of(control) + say(separators.colon) +
                inked(shout(control.outcome), ink, colour_) +
                (why.empty() ? "" : say(control.next ? separators.stop : separators.comma) + why) + '\n';
  }
  return '\n' +
         say(filled(table_labels.controls, field<"passed">(std::to_string(passed)),
                    field<"all">(std::to_string(judged)))) +
         '\n' + troubled;
}

/// Why a person must look: the flags that ask for it.
std::string Table::why_to_look(const PatientCall& patient) const {
  std::vector<std::string> words;
  for (const Flag flag : patient.flags) {
    if (entry_of(flag).asks_review) {
      words.push_back(say(words_of(flag)));
    }
  }
  return joined(words, say(separators.semicolon));
}

/// What to do, and why in brackets; explain has the whole chain.
std::string Table::look(const PatientCall& patient) const {
  const std::string why = why_to_look(patient);
  if (!patient.next) {
    return why;
  }
  return why.empty() ? say(*patient.next) : say(*patient.next) + say(in_parentheses(why));
}

/// Patients who are asked the same, for a control's sake, stand on one line.
std::string Table::reviews() const {
  const std::vector<PatientCall>& patients = report_->calls.patients;
  std::vector<Asked> looks;
  for (std::size_t i = 0; i < patients.size(); ++i) {
    if (patients[i].review) {
      ask(looks, look(patients[i]), i);
    }
  }
  std::string text;
  for (const auto& [what, of] : looks) {
    const std::string names = joined(of, say(separators.comma), [&](std::size_t patient) {
      return printable(patient_name(patients[patient], language_));
    });
    text += wrapped("! " + names + say(separators.colon) + printable(what), "  ");
  }
  return text.empty() ? text : '\n' + say(table_labels.reviews) + '\n' + text;
}

std::string Table::changes() const {
  std::string text;
  const PatientEvents events(*report_);
  for (const PatientCall& patient : report_->calls.patients) {
    for (const Words& change : events.decisions_in_words(patient)) {
      text += wrapped(
          printable(patient_name(patient, language_)) + say(separators.colon) + printable(say(change)), "  ");
    }
  }
  return text.empty() ? text : '\n' + say(release_labels.changes) + '\n' + text;
}

/// Wells of which the same is said share a line.
std::string Table::issues() const {
  std::vector<std::pair<std::string, const Issue*>> lines;  // place, and what is said there
  std::map<std::tuple<IssueCode, std::string_view, std::string_view, std::string_view>, std::size_t> of_wells;
  for (const Issue& issue : report_->calls.issues) {
    if (has_one_well(issue)) {
      const auto [same, is_new] =
          of_wells.emplace(std::tuple(issue.code, std::string_view(issue.words.en),
                                      std::string_view(issue.words.zh), file_of(issue)),
                           lines.size());
      if (!is_new) {
        lines[same->second].first += say(separators.comma) + to_string(issue.wells.front());
        continue;
      }
    }
    lines.emplace_back(issue.place, &issue);
  }
  std::string text;
  for (const auto& [place, issue] : lines) {
    text += wrapped(say(words_of(issue->severity)) + say(separators.colon) + printable(place) +
                        say(separators.colon) + printable(say(issue->words)),
                    "  ");
  }
  return text.empty() ? text : '\n' + say(table_labels.issues) + '\n' + text;
}

std::string Table::limits() const {
  const std::string& words = say(report_->limits);
  return words.empty() ? words : '\n' + wrapped(printable(words), "");
}

}  // namespace

std::string write_table(const Report& report, Language language, bool colour) {
  const Table table(report, language, colour);
  return table.title() + table.release() + table.patients() + table.legend() + table.controls() +
         table.changes() + table.reviews() + table.issues() + table.limits();
}

}  // namespace crossbreak
