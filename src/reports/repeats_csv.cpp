#include "reports/repeats_csv.hpp"

#include <algorithm>

#include "reports/call_rows.hpp"
#include "run/csv_cell.hpp"
#include "words/joined.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t triplicate = 3;

bool is_about(const ReviewSubject& subject, const PatientCall& patient) {
  return subject.sample == patient.sample && subject.repeat == patient.repeat;
}

/// Whether the run holds wells of the patient.
bool is_in_run(const PatientCall& patient, std::size_t run, const Report& report) {
  return std::any_of(patient.sets.begin(), patient.sets.end(), [&](const SetCall& set) {
    return std::any_of(set.wells.begin(), set.wells.end(),
                       [&](std::size_t well) { return report.calls.wells[well].run == run; });
  });
}

/// The events that ask for a repeat of the patient and stand: of its own, else of its run.
std::vector<const ReviewEvent*> asking_events(const PatientCall& patient, const Report& report) {
  std::vector<const ReviewEvent*> own;
  std::vector<const ReviewEvent*> of_run;
  for (const Decision& decision : report.release.decisions) {
    if (decision.action != ReviewAction::Repeat)
      continue;
    const ReviewSubject& subject = decision.subject;
    const bool about_patient = is_about(subject, patient);
    const bool about_run =
        !subject.sample && !subject.control && !subject.well && is_in_run(patient, subject.run, report);
    if (!about_patient && !about_run)
      continue;
    for (const ReviewEvent& event : report.release.events)
      if (std::find(decision.events.begin(), decision.events.end(), event.id) != decision.events.end())
        (about_patient ? own : of_run).push_back(&event);
  }
  return own.empty() ? of_run : own;
}

/// The sets asked for, in the panel's order; all where none is named.
std::vector<std::string> asked_sets(const std::vector<const ReviewEvent*>& events, const Report& report) {
  const auto is_asked = [&](const std::string& set) {
    return std::any_of(events.begin(), events.end(), [&](const ReviewEvent* event) {
      return std::any_of(event->sets.begin(), event->sets.end(),
                         [&](const ReviewedSet& asked) { return asked.set == set; });
    });
  };
  std::vector<std::string> all;
  std::vector<std::string> asked;
  for (const ReportSet& set : report.sets) {
    all.push_back(set.name);
    if (is_asked(set.name))
      asked.push_back(set.name);
  }
  return asked.empty() ? all : asked;
}

/// What each event says, each once.
std::string said(const std::vector<const ReviewEvent*>& events, std::string (*of)(const ReviewEvent&)) {
  std::vector<std::string> texts;
  for (const ReviewEvent* event : events)
    if (const std::string text = of(*event);
        !text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end())
      texts.push_back(text);
  return csv_cell(joined(texts, ";"));
}

/// What the reasons ask for that the patient's next step is made of: the most.
Advice advice_of(const PatientCall& patient, const Calls& calls) {
  Advice most = Advice::None;
  const auto consider = [&](const std::vector<Reason>& reasons) {
    for (const Reason& reason : reasons)
      most = std::max(most, entry_of(reason.code).advice);
  };
  const auto consider_set = [&](const SetCall& set) {
    consider(set.reasons);
    for (const std::size_t well : set.wells)
      consider(calls.wells[well].reasons);
  };
  consider(patient.reasons);
  std::for_each(patient.sets.begin(), patient.sets.end(), consider_set);
  if (patient.reference)
    consider_set(*patient.reference);
  return most;
}

std::size_t replicates(const PatientCall& patient, const std::vector<std::string>& sets, const Calls& calls) {
  const Advice advice = advice_of(patient, calls);
  if (patient.next && (advice == Advice::RepeatTriplicate || advice == Advice::RepeatWithControls))
    return triplicate;
  std::size_t most = 1;
  for (const SetCall& set : patient.sets)
    if (std::find(sets.begin(), sets.end(), set.set) != sets.end())
      most = std::max(most, set.wells.size());
  return most;
}

}  // namespace

std::string write_repeats_csv(const Report& report, bool byte_order_mark) {
  std::string csv = (byte_order_mark ? "\xEF\xBB\xBF" : "") + std::string(repeats_csv_header) + '\n';
  for (const PatientCall& patient : report.calls.patients) {
    if (patient.outcome != ReleaseOutcome::RepeatRequested)
      continue;
    const std::vector<const ReviewEvent*> events = asking_events(patient, report);
    const std::vector<std::string> sets = asked_sets(events, report);
    const CallRow row = row_of_patient(patient, report, repeats_csv_schema);
    csv += csv_line({row.schema, row.sample, std::to_string(patient.repeat + 1), csv_cell(joined(sets, ";")),
                     said(events,
                          [](const ReviewEvent& event) {
                            return event.code ? std::string(code_of(*event.code)) : std::string();
                          }),
                     said(events, [](const ReviewEvent& event) { return event.words; }),
                     std::to_string(replicates(patient, sets, report.calls)), row.next, row.source,
                     row.sha256, row.run_date, row.plate_barcode, csv_cell(report.release.of)});
  }
  return csv;
}

}  // namespace crossbreak
