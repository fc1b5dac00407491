#include "reports/repeats_csv.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "calling/sample_names.hpp"
#include "reports/call_rows.hpp"
#include "reports/release_words.hpp"
#include "run/csv_cell.hpp"
#include "words/joined.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t triplicate = 3;

/// The sets asked for, in the panel's order, and the reference gene behind them; all sets where none is
/// named.
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
  if (is_asked(report.reference))
    asked.push_back(report.reference);
  return asked.empty() ? all : asked;
}

/// What each event says, each once.
std::string said(const std::vector<const ReviewEvent*>& events, std::string (*of)(const ReviewEvent&)) {
  std::vector<std::string> texts;
  std::set<std::string> seen;
  for (const ReviewEvent* event : events)
    if (const std::string text = of(*event); !text.empty() && seen.insert(text).second)
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

bool is_same_well(const WellCall& a, const WellCall& b) {
  return a.run == b.run && a.well == b.well;
}

/// How many wells the reference gene had for itself, beside no set.
std::size_t wells_apart(const SetCall& reference, const PatientCall& patient, const Calls& calls) {
  const auto is_beside_a_set = [&](std::size_t well) {
    return std::any_of(patient.sets.begin(), patient.sets.end(), [&](const SetCall& set) {
      return std::any_of(set.wells.begin(), set.wells.end(), [&](std::size_t other) {
        return is_same_well(calls.wells[well], calls.wells[other]);
      });
    });
  };
  const auto beside = std::count_if(reference.wells.begin(), reference.wells.end(), is_beside_a_set);
  return reference.wells.size() - static_cast<std::size_t>(beside);
}

std::size_t replicates(const PatientCall& patient, const std::vector<std::string>& sets, const Calls& calls) {
  const Advice advice = advice_of(patient, calls);
  if (patient.next && (advice == Advice::RepeatTriplicate || advice == Advice::RepeatWithControls))
    return triplicate;
  const auto is_asked = [&](const SetCall& set) {
    return std::find(sets.begin(), sets.end(), set.set) != sets.end();
  };
  std::size_t most = 1;
  for (const SetCall& set : patient.sets)
    if (is_asked(set))
      most = std::max(most, set.wells.size());
  if (patient.reference && is_asked(*patient.reference))
    most = std::max(most, wells_apart(*patient.reference, patient, calls));
  return most;
}

/// All tests of one patient that are to be repeated.
using Tests = std::vector<const PatientCall*>;

/// By sample, in the order of the patients.
std::vector<Tests> tests_to_repeat(const Report& report) {
  std::vector<Tests> all;
  std::map<std::string, std::size_t> places;  // by folded names
  for (const PatientCall& patient : report.calls.patients) {
    if (patient.outcome != ReleaseOutcome::RepeatRequested)
      continue;
    const auto [same, is_new] = places.emplace(folded_sample_name(patient.sample), all.size());
    if (is_new)
      all.emplace_back();
    all[same->second].push_back(&patient);
  }
  return all;
}

/// Of each sample, by its folded name: above that of each test that the record holds of the patient.
std::map<std::string, int> numbers_of_next(const Report& report) {
  std::map<std::string, int> numbers;
  for (const PatientCall& patient : report.calls.patients) {
    int& number = numbers.emplace(folded_sample_name(patient.sample), 1).first->second;
    number = std::max(number, patient.repeat + 1);
  }
  return numbers;
}

/// One test in the place of several, with all their wells and next steps: for what a row says of its runs.
PatientCall together(const Tests& tests) {
  PatientCall all = *tests.front();
  for (const PatientCall* test : tests) {
    if (test == tests.front())
      continue;
    for (std::size_t i = 0; i < all.sets.size(); ++i)
      all.sets[i].wells.insert(all.sets[i].wells.end(), test->sets[i].wells.begin(),
                               test->sets[i].wells.end());
    if (test->reference) {
      SetCall& reference = all.reference ? *all.reference : all.reference.emplace();
      reference.wells.insert(reference.wells.end(), test->reference->wells.begin(),
                             test->reference->wells.end());
    }
    if (!all.next)
      all.next = test->next;
    else if (test->next && all.next->en.find(test->next->en) == std::string::npos)
      all.next = Words{all.next->en + ' ' + test->next->en, all.next->zh + test->next->zh};
  }
  return all;
}

std::string row_of(const Tests& tests, const PatientEvents& decided, int number, const Report& report) {
  std::vector<const ReviewEvent*> events;
  for (const PatientCall* test : tests)
    for (const ReviewEvent* event : decided.deciding(*test))
      events.push_back(event);
  const std::vector<std::string> sets = asked_sets(events, report);
  std::size_t most = 1;
  for (const PatientCall* test : tests)
    most = std::max(most, replicates(*test, sets, report.calls));
  const CallRow row = row_of_patient(together(tests), report, repeats_csv_schema);
  return csv_line({row.schema, row.sample, std::to_string(number), csv_cell(joined(sets, ";")),
                   said(events,
                        [](const ReviewEvent& event) {
                          return event.code ? std::string(code_of(*event.code)) : std::string();
                        }),
                   said(events, [](const ReviewEvent& event) { return event.words; }), std::to_string(most),
                   row.next, row.source, row.sha256, row.run_date, row.plate_barcode,
                   csv_cell(report.release.of)});
}

}  // namespace

std::string write_repeats_csv(const Report& report, bool byte_order_mark) {
  std::string csv = (byte_order_mark ? "\xEF\xBB\xBF" : "") + std::string(repeats_csv_header) + '\n';
  const PatientEvents decided(report);
  const std::map<std::string, int> numbers = numbers_of_next(report);
  for (const Tests& tests : tests_to_repeat(report))
    csv += row_of(tests, decided, numbers.at(folded_sample_name(tests.front()->sample)), report);
  return csv;
}

}  // namespace crossbreak
