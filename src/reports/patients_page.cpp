#include "reports/patients_page.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <set>
#include <vector>

#include "reports/call_rows.hpp"
#include "reports/csp_hash.hpp"
#include "reports/local_time.hpp"
#include "reports/metadata_words.hpp"
#include "reports/release_outcome.hpp"
#include "reports/release_words.hpp"
#include "reports/report_words.hpp"
#include "reports/review_page/markup.hpp"
#include "run/number_text.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"
#include "words/labels/metadata.hpp"
#include "words/labels/patients_page.hpp"
#include "words/labels/release.hpp"
#include "words/labels/workbook.hpp"

namespace crossbreak {
namespace {

using review_page::add;
using review_page::add_text;

/// A table's head stands on each sheet of paper that the table goes over, and what is fixed on every one:
/// a second sheet of a patient says whose it is, and that it is preliminary.
constexpr std::string_view style = R"(
body{font:10pt/1.35 "Noto Sans","Noto Sans CJK SC","Microsoft YaHei",Arial,sans-serif;color:#000;margin:0 auto;max-width:50em}
.page{width:100%;table-layout:fixed;border-collapse:collapse;margin-bottom:3em}
.page>thead>tr>td{border-bottom:1.5px solid #000;padding:0 0 .4em}
.page td,.page th,p,h1{overflow-wrap:anywhere}
.laboratory,.of{margin:0}
.laboratory{font-weight:bold}
.of{font-size:8pt}
h1{font-size:14pt;margin:.7em 0 .5em}
.call{border:2px solid #000;padding:.5em .8em;margin:.5em 0}
.call p{margin:.15em 0}
.call p:first-child{font-size:13pt;font-weight:bold}
.call .amended{font-weight:bold}
.facts,.results{width:100%;table-layout:fixed;border-collapse:collapse;margin:.5em 0;font-size:9pt}
.facts th{width:22%;text-align:left;vertical-align:top;font-weight:normal;color:#444;padding:.1em .8em .1em 0}
.facts td{vertical-align:top;padding:.1em 0}
.facts p{margin:0}
.results th{text-align:left;border-bottom:1px solid #000;padding:.15em .6em .15em 0}
.results td{vertical-align:top;border-bottom:1px solid #bbb;padding:.15em .6em .15em 0}
.results th:nth-child(2){width:12%}
.results th:nth-child(3){width:42%}
.results th:nth-child(4){width:16%}
.results .described td{padding-left:1.5em}
.facts tr,.results tr{break-inside:avoid}
.end{margin:.6em 0 0;text-align:center;font-size:8pt;break-before:avoid}
#watermark{position:fixed;top:42%;left:0;right:0;text-align:center;font-size:48pt;font-weight:bold;color:#000;opacity:.13;transform:rotate(-28deg);pointer-events:none}
@media print{body{max-width:none}.page{margin:0}.page+.page{break-before:page}}
)";

/// "sheet 2 of 7 of this file", which the browser counts, where it has margin boxes. None counts anew for
/// each patient: the end of a patient's report is marked instead.
std::string page_numbers(Language language) {
  const std::string content =
      in(language, filled(patients_page_labels.sheet_of_file, field<"page">("\" counter(page) \""),
                          field<"pages">("\" counter(pages) \"")));
  return "@page{margin:15mm 15mm 18mm;@bottom-right{content:\"" + content + "\";font:8pt sans-serif}}\n";
}

/// Lays out the page of one patient.
class Page {
 public:
  Page(const Report& report, Language language, std::string_view record_sha256)
      : report_(report),
        events_(report),
        noted_(report),
        language_(language),
        record_sha256_(record_sha256) {}

  void write(pugi::xml_node body, const PatientCall& patient) const {
    pugi::xml_node table = add(body, "table", {{"class", "page"}});
    write_head(add(add(add(table, "thead"), "tr"), "td"), patient);
    pugi::xml_node content = add(add(add(table, "tbody"), "tr"), "td");
    const auto gene = field<"gene">(report_.gene);
    add(content, "h1", {},
        say(report_.release.replaces ? filled(patients_page_labels.amended_title, gene)
                                     : filled(patients_page_labels.title, gene)));
    write_call(content, patient);
    pugi::xml_node facts = add(content, "table", {{"class", "facts"}});
    write_sample(facts, patient);
    if (told(patient))
      write_results(content, patient);
    facts = add(content, "table", {{"class", "facts"}});
    write_controls(facts, patient);
    write_method(facts);
    write_release(facts, patient);
    write_record(facts);
    add(content, "p", {{"class", "end"}},
        say(filled(patients_page_labels.end_of_report, field<"sample">(patient_name(patient, language_)))));
  }

 private:
  std::string say(const Words& words) const { return in(language_, words); }
  std::string say(const Sentence& words) const { return in(language_, words); }

  bool told(const PatientCall& patient) const {
    return outcome_of(patient, report_.release) == ReleaseOutcome::Released;
  }

  /// A line of a table of facts; nothing where there is nothing to tell.
  void fact(pugi::xml_node facts, const std::string& name, const std::vector<std::string>& lines) const {
    if (std::all_of(lines.begin(), lines.end(), [](const std::string& line) { return line.empty(); }))
      return;
    pugi::xml_node row = add(facts, "tr");
    add(row, "th", {{"scope", "row"}}, name);
    pugi::xml_node cell = add(row, "td");
    for (const std::string& line : lines)
      if (!line.empty())
        add(cell, "p", {}, line);
  }
  void fact(pugi::xml_node facts, const Sentence& name, const std::vector<std::string>& lines) const {
    fact(facts, say(name), lines);
  }

  /// Of each run of the patient what it says, each once.
  std::vector<std::string> of_runs(const PatientCall& patient, std::string ReportInput::*member) const {
    const std::set<std::size_t> runs = runs_of(patient, report_);
    std::vector<std::string> told;
    for (const ReportInput& input : report_.inputs)
      if (runs.contains(input.run) && std::find(told.begin(), told.end(), input.*member) == told.end())
        told.push_back(input.*member);
    return told;
  }

  void write_head(pugi::xml_node head, const PatientCall& patient) const {
    if (report_.laboratory)
      add(head, "p", {{"class", "laboratory"}}, head_in_words(*report_.laboratory, language_));
    const std::string colon = say(separators.colon);
    add(head, "p", {{"class", "of"}},
        say(wells_sheet_labels.sample) + colon + patient_name(patient, language_) +
            say(separators.semicolon) + joined(of_runs(patient, &ReportInput::file), " + "));
    add(head, "p", {{"class", "of status"}},
        say(release_labels.status) + colon + say(status_in_words(report_.release)) +
            say(separators.semicolon) + say(patients_page_labels.record) + ' ' + std::string(record_sha256_));
  }

  void write_call(pugi::xml_node content, const PatientCall& patient) const {
    const ReleaseOutcome outcome = outcome_of(patient, report_.release);
    Words text = patient.text;
    if (outcome == ReleaseOutcome::Withheld)
      text = words_of(patients_page_labels.withheld);
    else if (outcome == ReleaseOutcome::RepeatRequested)
      text = words_of(patients_page_labels.to_repeat);
    pugi::xml_node call = add(content, "div", {{"class", "call"}});
    const Language other = language_ == Language::En ? Language::Zh : Language::En;
    for (const Language language : {language_, other})
      add(call, "p", {{"lang", language == Language::En ? "en" : "zh-CN"}}, in(language, text));
    if (const std::optional<Words> note =
            outcome == ReleaseOutcome::Released ? note_in_words(patient) : std::nullopt)
      add(call, "p", {{"class", "changed"}}, say(*note));
    if (report_.release.replaces)
      add(call, "p", {{"class", "amended"}}, replaced_in_words(patient));
  }

  void write_sample(pugi::xml_node facts, const PatientCall& patient) const {
    fact(facts, wells_sheet_labels.sample, {patient_name(patient, language_)});
    if (const SampleMetadata* noted = noted_.of(patient)) {
      fact(facts, metadata_labels.specimen, {noted->specimen});
      fact(facts, metadata_labels.collected, {noted->collected});
      fact(facts, metadata_labels.received, {noted->received});
      fact(facts, metadata_labels.order, {noted->order});
      fact(facts, metadata_labels.requester, {noted->requester});
    }
    if (report_.metadata)
      fact(facts, metadata_labels.extraction_batch, {report_.metadata->extraction_batch});
    fact(facts, methods_sheet_labels.run_date, of_runs(patient, &ReportInput::run_date));
    fact(facts, methods_sheet_labels.instrument, of_runs(patient, &ReportInput::instrument));
    fact(facts, common_labels.operator_name, of_runs(patient, &ReportInput::operator_name));
    fact(facts, common_labels.barcode, of_runs(patient, &ReportInput::barcode));
  }

  std::string ct_text(const std::optional<double>& ct) const {
    return ct ? text_beside(*ct, report_.ct_cutoff) : std::string();
  }

  /// The gene that shows that there was DNA: positive would mean nothing to who reads the page.
  static Words reference_in_words(SetResult result) {
    if (result == SetResult::Positive)
      return label_of(ControlOutcome::Passed);
    return result == SetResult::Invalid ? label_of(ControlOutcome::Failed) : label_of(result);
  }

  void write_results(pugi::xml_node content, const PatientCall& patient) const {
    pugi::xml_node table = add(content, "table", {{"class", "results"}});
    pugi::xml_node titles = add(add(table, "thead"), "tr");
    for (const Sentence& title : {static_cast<const Sentence&>(patients_page_labels.deletion),
                                  static_cast<const Sentence&>(patients_page_labels.exons),
                                  static_cast<const Sentence&>(patients_page_labels.result),
                                  static_cast<const Sentence&>(controls_sheet_labels.ct_mean)})
      add(titles, "th", {{"scope", "col"}}, say(title));
    pugi::xml_node rows = add(table, "tbody");
    for (std::size_t i = 0; i < patient.sets.size(); ++i)
      write_set(rows, patient.sets[i], report_.sets.at(i), patient);
    if (patient.reference) {
      pugi::xml_node row = add(rows, "tr");
      add(row, "td", {},
          say(filled(patients_page_labels.reference_gene, field<"gene">(patient.reference->set))));
      add(row, "td");
      add(row, "td", {}, say(reference_in_words(patient.reference->result)));
      add(row, "td", {}, ct_text(patient.reference->ct_mean));
    }
  }

  void write_set(pugi::xml_node rows, const SetCall& call, const ReportSet& set,
                 const PatientCall& patient) const {
    const ReleaseOutcome outcome = outcome_of(call, patient, report_);
    const bool is_told = outcome == ReleaseOutcome::Released;
    Words result = is_told ? label_of(call.result) : label_of(outcome);
    if (const std::optional<Words> change = is_told ? change_in_words(call) : std::nullopt)
      result = in_parentheses(result, *change);
    pugi::xml_node row = add(rows, "tr");
    add(row, "td", {}, set.name);
    add(row, "td", {}, set.exons);
    add(row, "td", {}, say(result));
    add(row, "td", {}, is_told ? ct_text(call.ct_mean) : std::string());
    if (!is_told || call.result != SetResult::Positive || (!set.hgvs && !set.deletion_class))
      return;
    std::vector<std::string> described;
    if (set.hgvs)
      described.push_back(*set.hgvs);
    if (set.deletion_class)
      described.push_back(say(patients_page_labels.deletion_class) + say(separators.colon) +
                          say(*set.deletion_class));
    add(add(rows, "tr", {{"class", "described"}}), "td", {{"colspan", "4"}},
        joined(described, say(separators.semicolon)));
  }

  std::string control_in_words(const ControlCall& control) const {
    const ReleaseOutcome released = outcome_of(control, report_.release);
    const bool is_told = released == ReleaseOutcome::Released;
    Words outcome = is_told ? words_of(control.outcome) : words_of(released);
    if (is_told && control.ct_mean)
      outcome = filled(patients_page_labels.with_ct, field<"outcome">(outcome),
                       field<"ct">(ct_text(control.ct_mean)));
    return say(filled(patients_page_labels.of_set, field<"set">(control.set), field<"outcome">(outcome)));
  }

  /// A line a control of the patient's runs, with all its sets.
  void write_controls(pugi::xml_node facts, const PatientCall& patient) const {
    const std::set<std::size_t> runs = runs_of(patient, report_);
    struct Line {
      std::string name;
      std::vector<std::string> sets;
    };
    std::vector<Line> lines;
    for (const ControlCall& control : report_.calls.controls) {
      if (!runs.contains(control.run))
        continue;
      const std::string role = say(label_of(control.role));
      std::string name = control.sample.empty() ? role : control.sample;
      if (name != role)
        name = say(in_parentheses({name, name}, words_of(control.role)));
      if (runs.size() > 1)
        name += in(language_, in_parentheses(file_of_run(report_, control.run)));
      if (lines.empty() || lines.back().name != name)
        lines.push_back({.name = name, .sets = {}});
      lines.back().sets.push_back(control_in_words(control));
    }
    fact(facts, controls_sheet_labels.run, {say(words_of(report_.calls.status))});
    for (const Line& line : lines)
      fact(facts, line.name, {joined(line.sets, say(separators.semicolon))});
  }

  void write_lots(pugi::xml_node facts, const Sentence& kind, const std::vector<Lot>& lots) const {
    std::vector<std::string> lines;
    for (const Lot& lot : lots)
      lines.push_back(say(lot_in_words(lot)));
    fact(facts, kind, lines);
  }

  void write_method(pugi::xml_node facts) const {
    fact(facts, patients_page_labels.method,
         {say(filled(patients_page_labels.method_text,
                     field<"sets">(joined(report_.sets, ", ", &ReportSet::name)),
                     field<"panel">(report_.panel.id + ' ' + report_.panel.version),
                     field<"cutoff">(shortest_text(report_.ct_cutoff))))});
    if (report_.metadata) {
      write_lots(facts, metadata_labels.reagent, report_.metadata->reagents);
      write_lots(facts, metadata_labels.control, report_.metadata->controls);
      write_lots(facts, metadata_labels.standard, report_.metadata->standards);
    }
    fact(facts, patients_page_labels.sensitivity,
         {report_.sensitivity ? say(*report_.sensitivity) : say(patients_page_labels.no_sensitivity)});
    fact(facts, methods_sheet_labels.cannot_see, {say(report_.limits)});
  }

  std::string decision_in_words(const ReviewEvent& event, bool is_told) const {
    return say(filled(patients_page_labels.decision,
                      field<"action">(is_told ? action_in_words(event) : words_of(event.action)),
                      field<"name">(event.by), field<"time">(local_time(event.at, event.zone)),
                      field<"zone">(event.zone)));
  }

  /// What the record that this one replaces said of the patient, as far as it left the laboratory.
  std::string replaced_in_words(const PatientCall& patient) const {
    for (const ReplacedCall& change : report_.release.replaces->changes) {
      if (change.sample != patient.sample || change.repeat != patient.repeat)
        continue;
      Words old = words_of(change.old_outcome);
      if (change.old_outcome == ReleaseOutcome::Released) {
        old = words_of(change.old_call);
        if (!change.old_deletions.empty())
          old = in_parentheses(old, listed(change.old_deletions));
      }
      return say(filled(patients_page_labels.replaced_said, field<"old">(old)));
    }
    return say(patients_page_labels.replaced_same);
  }

  void write_release(pugi::xml_node facts, const PatientCall& patient) const {
    const Release& release = report_.release;
    std::vector<std::string> decisions;
    for (const ReviewEvent* event : events_.deciding(patient))
      decisions.push_back(decision_in_words(*event, told(patient)));
    if (decisions.empty())
      decisions.push_back(say(patients_page_labels.undecided));
    fact(facts, patients_page_labels.decisions, decisions);
    std::vector<std::string> signatures;
    for (const Signature& signature : release.signatures)
      signatures.push_back(
          say(filled(release_labels.signature, field<"meaning">(words_of(signature.meaning)),
                     field<"name">(signature.by), field<"time">(local_time(signature.at, signature.zone)),
                     field<"zone">(signature.zone))));
    signatures.push_back(signatures.empty() ? say(patients_page_labels.unsigned_yet)
                                            : say(identity_in_words(release)));
    fact(facts, release_labels.signatures, signatures);
    if (!release.replaces)
      return;
    fact(facts, patients_page_labels.replaces,
         {say(filled(patients_page_labels.replaced_record, field<"file">(release.replaces->file),
                     field<"sha256">(release.replaces->sha256))),
          say(filled(patients_page_labels.replaced_reason, field<"reason">(release.replaces->reason)))});
  }

  void write_record(pugi::xml_node facts) const {
    fact(facts, patients_page_labels.record, {std::string(record_sha256_)});
    fact(facts, common_labels.program, {report_.tool.name + ' ' + report_.tool.version});
  }

  const Report& report_;
  PatientEvents events_;
  NotedSamples noted_;
  Language language_;
  std::string_view record_sha256_;
};

}  // namespace

std::string write_patients_page(const Report& report, Language language, std::string_view record_sha256) {
  review_page::Fragment body;
  if (!is_released(report.release))
    add(body.root(), "div", {{"id", "watermark"}}, in(language, patients_page_labels.preliminary));
  const Page page(report, language, record_sha256);
  for (const PatientCall& patient : report.calls.patients)
    page.write(body.root(), patient);
  if (report.calls.patients.empty())
    add(body.root(), "p", {}, in(language, patients_page_labels.nobody));
  const std::string sheet = std::string(style) + ascii_css(page_numbers(language));
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; base-uri "
      "'none'; form-action 'none'\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}\n</body>\n"
      "</html>\n",
      language == Language::Zh ? "zh-CN" : "en", csp_hash(sheet),
      review_page::escaped(in(language, filled(patients_page_labels.title, field<"gene">(report.gene))) +
                           ' ' + joined(report.inputs, " + ", &ReportInput::file)),
      sheet, body.html());
}

}  // namespace crossbreak
