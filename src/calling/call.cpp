#include "calling/call.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "assay/patient_text.hpp"
#include "calling/call_error.hpp"
#include "calling/contamination.hpp"
#include "calling/issues.hpp"
#include "calling/make_reason.hpp"
#include "calling/next_step.hpp"
#include "calling/omitted.hpp"
#include "calling/patients.hpp"
#include "calling/roles.hpp"
#include "calling/run_doubts.hpp"
#include "calling/sample_names.hpp"
#include "calling/sensitivity.hpp"
#include "calling/target_signals.hpp"
#include "calling/wells.hpp"
#include "run/person_name.hpp"
#include "run/run_identity.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

/// " [Run002]" of "plates.rdml [Run002]": one run of a file that holds several. Two copies of a file that is
/// only called so are still told by their readings.
std::string run_in_name(const std::string& name) {
  const std::size_t start = name.find(" [");
  return start == std::string::npos || !name.ends_with(']') ? std::string() : name.substr(start);
}

/// A plate given twice, in one layout or in two, would pass for a repeat of all its patients.
void check_distinct(std::span<const CallInput> inputs) {
  std::map<std::pair<std::string, std::string>, std::string> seen;  // file name by hash and run
  for (const CallInput& input : inputs) {
    for (const InputFile& file : input.analysed->run.inputs) {
      const auto [other, first] = seen.emplace(std::pair(file.sha256, run_in_name(file.name)), file.name);
      if (!first && !file.sha256.empty())
        throw CallError(file.name + ": the same content as " + other->second + "; give each plate once");
    }
  }
  std::vector<RunIdentity> before;
  for (const CallInput& input : inputs) {
    const Run& run = input.analysed->run;
    const RunIdentity identity = identity_of(run);
    for (std::size_t i = 0; i < before.size(); ++i)
      if (are_one_run(before[i], identity))
        throw CallError(source_name(run) + ": the same run as " + source_name(inputs[i].analysed->run) +
                        ", by its plate and its readings; give each plate once");
    before.push_back(identity);
  }
}

void check_roles_across_plates(std::span<const WellCall> wells, std::span<const CallInput> inputs) {
  std::map<std::string, const WellCall*> seen;
  for (const WellCall& well : wells) {
    const auto [other, first] = seen.emplace(folded_sample_name(well.sample), &well);
    const WellCall& before = *other->second;
    if (first || before.role == well.role)
      continue;
    throw CallError(source_name(inputs[well.run].analysed->run) + ": " + to_string(well.well) + ": sample '" +
                    well.sample + "' is " + std::string(code_of(well.role)) + " here and " +
                    std::string(code_of(before.role)) + " in " +
                    source_name(inputs[before.run].analysed->run) + ": " + to_string(before.well));
  }
}

/// Each plate was checked before its curves were computed (callable.hpp); here the plates against each other.
void check_barcodes_across_plates(std::span<const WellCall> wells, std::span<const CallInput> inputs) {
  std::map<std::string, std::pair<std::string, const WellCall*>> seen;  // person by barcode
  for (const WellCall& well : wells) {
    const std::optional<BarcodedName> name = barcoded_name(well.sample);
    if (well.role != SampleRole::Unknown || !name)
      continue;
    const auto [other, first] = seen.emplace(name->barcode, std::pair(name->person, &well));
    const auto& [person, before] = other->second;
    if (first || person == name->person)
      continue;
    throw CallError(source_name(inputs[well.run].analysed->run) + ": " + to_string(well.well) +
                    ": the barcode '" + name->barcode + "' stands on two patients: '" + well.sample +
                    "' here and '" + before->sample + "' in " +
                    source_name(inputs[before->run].analysed->run) + ": " + to_string(before->well));
  }
}

/// Runs in the order they were made, where all of them give an ISO date; else in the order given, which
/// an issue says where a patient has repeats.
std::vector<std::size_t> plate_order(std::span<const CallInput> inputs) {
  std::vector<std::size_t> order(inputs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto made = [&](std::size_t run) { return std::string_view(run_date(inputs[run].analysed->run)); };
  if (std::all_of(inputs.begin(), inputs.end(),
                  [](const CallInput& input) { return is_dated(input.analysed->run); }))
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return made(a).substr(0, 19) < made(b).substr(0, 19);
    });
  return order;
}

void note_spellings(Judgement& judgement) {
  const auto spellings = spellings_of(judgement.patients);
  for (PatientCall& patient : judgement.patients) {
    for (const std::string& other : spellings.at(folded_look(patient.sample))) {
      if (other == patient.sample)
        continue;
      patient.reasons.push_back(make_reason(ReasonCode::SpellingVariant, field<"other">(other)));
      add_flag(patient.flags, Flag::SpellingVariant);
    }
  }
}

void note_repeats(Judgement& judgement) {
  std::map<std::string, std::vector<PatientCall*>> tests;
  for (PatientCall& patient : judgement.patients)
    tests[patient.sample].push_back(&patient);
  for (const auto& [sample, calls] : tests) {
    if (calls.size() < 2)
      continue;
    std::vector<Words> words;
    std::transform(calls.begin(), calls.end(), std::back_inserter(words),
                   [](const PatientCall* call) { return call_in_words(*call); });
    const bool differ =
        std::any_of(calls.begin(), calls.end(), [&first = *calls.front()](const PatientCall* call) {
          return call->call != first.call || call->deletions != first.deletions;
        });
    for (PatientCall* call : calls) {
      const bool later = call->repeat > 0;
      if (later)
        call->reasons.push_back(
            make_reason(ReasonCode::RepeatLater, field<"count">(std::to_string(call->repeat))));
      else
        call->reasons.push_back(make_reason(ReasonCode::RepeatFirst));
      add_flag(call->flags, later ? Flag::Repeat : Flag::Repeated);
      if (!differ)
        continue;
      call->reasons.push_back(make_reason(ReasonCode::RepeatDiffers, field<"calls">(joined_clauses(words))));
      add_flag(call->flags, Flag::RepeatDiffers);
    }
  }
}

/// What the wells say of their task, the patient says once.
void note_tasks(Judgement& judgement) {
  const std::vector<WellCall>& wells = judgement.wells;
  const auto is_standard = [&](std::size_t i) {
    return std::binary_search(wells[i].flags.begin(), wells[i].flags.end(), Flag::TaskStandard);
  };
  const auto has_standard = [&](const SetCall& set) {
    return std::any_of(set.wells.begin(), set.wells.end(), is_standard);
  };
  for (PatientCall& patient : judgement.patients) {
    bool found = std::any_of(patient.sets.begin(), patient.sets.end(), has_standard);
    if (patient.reference)
      found |= has_standard(*patient.reference);
    if (!found)
      continue;
    patient.reasons.push_back(make_reason(ReasonCode::RoleTaskStandard));
    add_flag(patient.flags, Flag::TaskStandard);
  }
}

void finish(PatientCall& patient, const Panel& panel) {
  patient.text = filled_text(panel, panel.texts.at(std::string(code_of(patient.call))), patient.deletions);
  patient.review = patient.review || std::any_of(patient.flags.begin(), patient.flags.end(),
                                                 [](Flag flag) { return entry_of(flag).asks_review; });
}

void add_unused_roles(std::span<const CallInput> inputs, const CallOptions& options,
                      std::vector<Issue>& issues) {
  std::vector<const Run*> runs;
  std::transform(inputs.begin(), inputs.end(), std::back_inserter(runs),
                 [](const CallInput& input) { return &input.analysed->run; });
  const std::string all = joined(runs, " + ", [](const Run* run) { return source_name(*run); });
  const std::vector<Issue> unused = unused_roles(runs, options, all);
  issues.insert(issues.end(), unused.begin(), unused.end());
}

RunStatus status_of(const Calls& calls) {
  if (std::any_of(calls.controls.begin(), calls.controls.end(),
                  [](const ControlCall& c) { return c.invalidates; }))
    return RunStatus::Invalid;
  const bool warned =
      std::any_of(calls.controls.begin(), calls.controls.end(),
                  [](const ControlCall& c) {
                    return c.outcome == ControlOutcome::Warning || c.outcome == ControlOutcome::Missing;
                  }) ||
      std::any_of(calls.issues.begin(), calls.issues.end(),
                  [](const Issue& issue) { return issue.severity == Severity::Warning; });
  return warned ? RunStatus::ValidWithWarnings : RunStatus::Valid;
}

}  // namespace

Calls call_patients(std::span<const CallInput> inputs, const Panel& panel, const CallOptions& options) {
  check_distinct(inputs);
  Calls calls;
  std::size_t first_input = 0;
  for (std::size_t run = 0; run < inputs.size(); ++run) {
    std::vector<WellCall> wells = call_wells(inputs[run], run, first_input, panel);
    calls.wells.insert(calls.wells.end(), wells.begin(), wells.end());
    first_input += inputs[run].analysed->run.inputs.size();
  }
  check_roles_across_plates(calls.wells, inputs);
  check_barcodes_across_plates(calls.wells, inputs);
  const std::vector<std::size_t> order = plate_order(inputs);

  const TargetSignals signals = target_signals(inputs, panel.rules);
  Judgement judgement = judge(std::move(calls.wells), order, panel);
  note_sensitivity(judgement, signals, order, panel);
  note_omitted(judgement, order, panel);
  note_run_doubts(inputs, signals, judgement, panel);
  const std::map<std::size_t, Reason> many_mixed = note_contamination(judgement, panel);
  note_spellings(judgement);
  note_repeats(judgement);
  note_tasks(judgement);
  for (PatientCall& patient : judgement.patients)
    finish(patient, panel);
  tell_next_steps(judgement);
  calls.wells = std::move(judgement.wells);
  calls.controls = std::move(judgement.controls);
  calls.patients = std::move(judgement.patients);
  calls.issues = issues_of(inputs, calls, panel, options, many_mixed);
  add_unused_roles(inputs, options, calls.issues);
  calls.status = status_of(calls);
  return calls;
}

}  // namespace crossbreak
