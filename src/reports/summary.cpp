#include "reports/summary.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "record/record.hpp"
#include "reports/workbook/book.hpp"
#include "statistics/proportion.hpp"
#include "words/labels/summary.hpp"

namespace crossbreak {
namespace {

/// One call of a patient, with what decides which call is the latest.
struct DatedCall {
  std::optional<std::int64_t> run_seconds;  ///< of the latest of the patient's runs
  std::size_t record = 0;
  int repeat = 0;
  const PatientCall* patient = nullptr;
  RepeatedPatient::Call listed;
};

/// The date of the latest run that holds the patient's wells; of the record's runs where it has none.
std::string run_date_of(const PatientCall& patient, const Report& report) {
  std::string latest;
  const auto consider = [&](const ReportInput& input) {
    const auto seconds = workbook::utc_seconds(input.run_date);
    const auto latest_seconds = workbook::utc_seconds(latest);
    if (seconds && (!latest_seconds || *seconds > *latest_seconds)) {
      latest = input.run_date;
    }
  };
  for (const SetCall& set : patient.sets) {
    for (const std::size_t well : set.wells) {
      consider(report.inputs[report.calls.wells[well].input]);
    }
  }
  if (latest.empty()) {
    std::for_each(report.inputs.begin(), report.inputs.end(), consider);
  }
  return latest;
}

void check_same_panel(const Report& report, const Report& first, const std::string& file,
                      const std::string& first_file) {
  const bool same_sets = std::equal(
      report.sets.begin(), report.sets.end(), first.sets.begin(), first.sets.end(),
      [](const ReportSet& a, const ReportSet& b) { return a.name == b.name && a.exons == b.exons; });
  if (report.gene != first.gene || !same_sets) {
    throw ReportError(file + ": called with other primer sets than " + first_file +
                      ": their patients cannot be counted together");
  }
}

/// What leaves the laboratory of a patient, or would: nothing of what a reviewer holds back.
bool counts(const PatientCall& patient, CountedRecords counted) {
  return patient.outcome ? *patient.outcome == ReleaseOutcome::Released : counted == CountedRecords::Any;
}

/// The calls of each patient, oldest first; none for one whose calls are all held back, whom `left_out` then
/// has with the last outcome.
std::map<std::string, std::vector<DatedCall>> calls_by_sample(
    std::span<const SummaryInput> inputs, CountedRecords counted,
    std::map<std::string, ReleaseOutcome>& left_out) {
  std::map<std::string, std::vector<DatedCall>> calls;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Report& report = *inputs[i].report;
    check_same_panel(report, *inputs.front().report, inputs[i].file, inputs.front().file);
    for (const PatientCall& patient : report.calls.patients) {
      if (!counts(patient, counted)) {
        left_out[patient.sample] = patient.outcome.value_or(ReleaseOutcome::Withheld);
        continue;
      }
      const std::string date = run_date_of(patient, report);
      calls[patient.sample].push_back({workbook::utc_seconds(date),
                                       i,
                                       patient.repeat,
                                       &patient,
                                       {inputs[i].file, date, patient.call, patient.deletions}});
    }
  }
  for (auto& [sample, of_sample] : calls) {
    // Where one date of this patient is missing, dates cannot order the calls: the order given does.
    const bool dated = std::all_of(of_sample.begin(), of_sample.end(),
                                   [](const DatedCall& call) { return call.run_seconds.has_value(); });
    std::stable_sort(of_sample.begin(), of_sample.end(), [dated](const DatedCall& a, const DatedCall& b) {
      const auto key = [dated](const DatedCall& call) {
        return std::tuple(dated ? *call.run_seconds : 0, call.record, call.repeat);
      };
      return key(a) < key(b);
    });
  }
  std::erase_if(left_out,
                [&](const auto& sample_and_outcome) { return calls.contains(sample_and_outcome.first); });
  return calls;
}

/// Preliminary, reviewed, released; a record that claims to be final and was not found to be is none of them.
enum class Stage { Preliminary, Reviewed, Released, Unproven };

Stage stage_of(const SummaryInput& input) {
  switch (input.report->release.status) {
    case RecordStatus::Preliminary:
      return Stage::Preliminary;
    case RecordStatus::Reviewed:
      return Stage::Reviewed;
    case RecordStatus::Final:
    case RecordStatus::Amended:
      break;
  }
  return input.is_released ? Stage::Released : Stage::Unproven;
}

/// Whether `later` says itself that it was made from `record`, or takes its place.
bool names(const SummaryInput& later, const SummaryInput& record) {
  const Report& report = *later.report;
  return !record.sha256.empty() &&
         (report.release.of == record.sha256 || report.origin.before == record.sha256 ||
          (report.release.replaces && report.release.replaces->sha256 == record.sha256));
}

/// Whether both are of one call, or of one that was called anew without some wells: one of them counts.
bool are_of_one_call(const SummaryInput& a, const SummaryInput& b) {
  const Release& one = a.report->release;
  const Release& other = b.report->release;
  const std::optional<std::string>& before_a = a.report->origin.before;
  const std::optional<std::string>& before_b = b.report->origin.before;
  return (!one.of.empty() && one.of == other.of) || (before_a && before_a == before_b) ||
         (before_a && before_a == other.of) || (before_b && before_b == one.of) ||
         (one.replaces && other.replaces && one.replaces->sha256 == other.replaces->sha256);
}

/// Whether a record between the later one and what it takes the place of was not given, and the later one has
/// all events of the other, and more. Of two in the place of one record neither follows the other.
bool follows_through_others(const SummaryInput& later, const SummaryInput& earlier,
                            std::span<const SummaryInput> all) {
  const SummaryInput* record = &later;
  const std::optional<Replaced>& beside = earlier.report->release.replaces;
  while (record->report->release.replaces) {
    if (beside && beside->sha256 == record->report->release.replaces->sha256)
      return false;
    const auto before = std::find_if(all.begin(), all.end(), [&](const SummaryInput& other) {
      return other.sha256 == record->report->release.replaces->sha256;
    });
    if (before == all.end()) {
      const std::vector<ReviewEvent>& events = later.report->release.events;
      const std::vector<ReviewEvent>& fewer = earlier.report->release.events;
      return events.size() > fewer.size() &&
             std::all_of(fewer.begin(), fewer.end(), [&](const ReviewEvent& event) {
               return std::find(events.begin(), events.end(), event) != events.end();
             });
    }
    record = &*before;
  }
  return false;
}

/// Which records another of them takes the place of. Throws UnknownSuccession.
std::vector<bool> superseded_of(std::span<const SummaryInput> records) {
  std::vector<bool> superseded;
  for (const SummaryInput& record : records)
    superseded.push_back(std::any_of(records.begin(), records.end(),
                                     [&](const SummaryInput& later) { return names(later, record); }));
  const std::vector<bool> by_name = superseded;
  for (std::size_t a = 0; a < records.size(); ++a)
    for (std::size_t b = a + 1; b < records.size(); ++b) {
      if (by_name[a] || by_name[b] || !are_of_one_call(records[a], records[b]))
        continue;
      if (records[a].sha256 == records[b].sha256 || follows_through_others(records[a], records[b], records))
        superseded[b] = true;
      else if (follows_through_others(records[b], records[a], records))
        superseded[a] = true;
      else
        throw UnknownSuccession(std::min(records[a].file, records[b].file) + " and " +
                                std::max(records[a].file, records[b].file) +
                                ": are of one call, and neither tells that it takes the place of the other: "
                                "give the one that counts");
    }
  return superseded;
}

/// Those that count; `summary` is told what does not.
std::vector<SummaryInput> counted_inputs(std::span<const SummaryInput> inputs, CountedRecords counted,
                                         Summary& summary) {
  std::vector<SummaryInput> chosen;
  std::copy_if(inputs.begin(), inputs.end(), std::back_inserter(chosen), [&](const SummaryInput& input) {
    return counted == CountedRecords::Any || input.is_released;
  });
  summary.unreleased = inputs.size() - chosen.size();
  const std::vector<bool> superseded = superseded_of(chosen);
  std::vector<SummaryInput> left;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (!superseded[i])
      left.push_back(chosen[i]);
  summary.superseded = chosen.size() - left.size();
  return left;
}

}  // namespace

bool have_mixed_states(std::span<const SummaryInput> inputs) {
  return std::any_of(inputs.begin(), inputs.end(),
                     [&](const SummaryInput& input) { return stage_of(input) != stage_of(inputs.front()); });
}

std::map<RecordStatus, std::size_t> statuses_of(std::span<const SummaryInput> inputs) {
  std::map<RecordStatus, std::size_t> statuses;
  for (const SummaryInput& input : inputs) {
    ++statuses[input.report->release.status];
  }
  return statuses;
}

Words statuses_in_words(const std::map<RecordStatus, std::size_t>& records) {
  std::vector<Words> parts;
  for (const auto& [status, count] : records) {
    parts.push_back(filled(summary_labels.records_of_status, field<"count">(std::to_string(count)),
                           field<"status">(words_of(status))));
  }
  return listed(parts);
}

Proportion wilson_proportion(std::size_t count, std::size_t of) {
  Proportion proportion;
  proportion.count = count;
  proportion.of = of;
  if (const auto interval = wilson_interval(static_cast<int>(count), static_cast<int>(of))) {
    proportion.share = interval->share;
    proportion.low = interval->lower;
    proportion.high = interval->upper;
  }
  return proportion;
}

Summary summarise(std::span<const SummaryInput> given, CountedRecords counted) {
  Summary summary;
  const std::vector<SummaryInput> inputs = counted_inputs(given, counted, summary);
  summary.records = inputs.size();
  if (!given.empty()) {
    summary.gene = given.front().report->gene;
  }
  summary.statuses = statuses_of(inputs);
  summary.any_released =
      std::any_of(inputs.begin(), inputs.end(), [](const SummaryInput& input) { return input.is_released; });
  for (const auto& [state, code] : codes_of(PatientCallState{})) {
    summary.states[state] = 0;
  }
  if (inputs.empty()) {
    return summary;
  }
  const Report& first = *inputs.front().report;

  for (const SummaryInput& input : inputs) {
    const Words& limits = input.report->limits;
    if (!limits.en.empty() &&
        std::find(summary.limits.begin(), summary.limits.end(), limits) == summary.limits.end()) {
      summary.limits.push_back(limits);
    }
  }

  std::map<std::string, std::size_t> single;  // patients with this one deletion
  std::map<std::string, ReleaseOutcome> held_back;
  for (const auto& [sample, calls] : calls_by_sample(inputs, counted, held_back)) {
    const PatientCall& latest = *calls.back().patient;
    ++summary.patients;
    ++summary.patients_by_status[inputs[calls.back().record].report->release.status];
    ++summary.states[latest.call];
    if (latest.call == PatientCallState::Deletion && !latest.deletions.empty()) {
      ++single[latest.deletions.front()];
    }
    if (calls.size() > 1) {
      RepeatedPatient repeated{sample, {}};
      for (const DatedCall& call : calls) {
        repeated.calls.push_back(call.listed);
      }
      summary.repeated.push_back(std::move(repeated));
    }
  }

  for (const auto& [sample, outcome] : held_back) {
    ++summary.left_out[outcome];
  }
  const std::size_t mixed = summary.states[PatientCallState::Mixed];
  const std::size_t deleted = summary.states[PatientCallState::Deletion] + mixed;
  summary.deleted = wilson_proportion(deleted, deleted + summary.states[PatientCallState::NotDetected]);
  for (const ReportSet& set : first.sets) {
    summary.parts.emplace_back(set.name, wilson_proportion(single[set.name], deleted));
  }
  summary.parts.emplace_back("mixed", wilson_proportion(mixed, deleted));
  return summary;
}

std::vector<SampleCall> counted_calls(std::span<const SummaryInput> given, CountedRecords counted) {
  Summary summary;
  const std::vector<SummaryInput> inputs = counted_inputs(given, counted, summary);
  std::vector<SampleCall> calls;
  std::map<std::string, ReleaseOutcome> held_back;
  for (const auto& [sample, of_sample] : calls_by_sample(inputs, counted, held_back)) {
    calls.push_back({sample, of_sample.back().patient->call, of_sample.back().patient->deletions});
  }
  for (const auto& [sample, outcome] : held_back) {
    calls.push_back({sample, std::nullopt, {}});
  }
  std::sort(calls.begin(), calls.end(),
            [](const SampleCall& a, const SampleCall& b) { return a.sample < b.sample; });
  return calls;
}

}  // namespace crossbreak
