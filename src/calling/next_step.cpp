#include "calling/next_step.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calling/wells.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

/// What reasons stand on: the wells and controls of all runs.
struct Plates {
  std::span<const WellCall> wells;
  std::span<const ControlCall> controls;
};

/// One reason, and what it stands on.
struct Asking {
  const Reason* reason;
  std::vector<std::string> sets;
  std::vector<std::size_t> wells;
};

Advice advice_of(const Asking& asking) {
  return entry_of(asking.reason->code).advice;
}

void ask(std::vector<Asking>& all, const Reason& reason, const std::vector<std::string>& sets,
         const std::vector<std::size_t>& wells) {
  if (entry_of(reason.code).advice == Advice::None)
    return;
  const auto place = static_cast<std::size_t>(
      std::find_if(all.begin(), all.end(),
                   [&](const Asking& asking) { return asking.reason->code == reason.code; }) -
      all.begin());
  if (place == all.size())
    all.push_back({&reason, {}, {}});
  Asking& asking = all[place];
  for (const std::string& set : sets)
    if (std::find(asking.sets.begin(), asking.sets.end(), set) == asking.sets.end())
      asking.sets.push_back(set);
  asking.wells.insert(asking.wells.end(), wells.begin(), wells.end());
}

void ask_for_set(std::vector<Asking>& all, const SetCall& set, std::span<const WellCall> wells) {
  const std::vector<std::string> name(1, set.set);
  for (const Reason& reason : set.reasons)
    ask(all, reason, name, set.wells);
  for (const std::size_t i : set.wells) {
    const std::vector<std::size_t> well(1, i);
    for (const Reason& reason : wells[i].reasons)
      ask(all, reason, name, well);
  }
}

/// Negatives that the reference gene blocks ask for what its own reason asks for: new DNA helps nobody where
/// the NTC holds DNA, or where the patient has no reference well.
void ask_as_reference(std::vector<Asking>& all, const PatientCall& patient) {
  const auto blocked = std::find_if(all.begin(), all.end(), [](const Asking& asking) {
    return asking.reason->code == ReasonCode::R7NegativeBlocked;
  });
  if (blocked == all.end() || !patient.reference)
    return;
  const auto is_cause = [](const Reason& reason) {
    return reason.code == ReasonCode::R21NearNtc || reason.code == ReasonCode::R7NoWell;
  };
  const std::vector<Reason>& reasons = patient.reference->reasons;
  const auto cause = std::find_if(reasons.begin(), reasons.end(), is_cause);
  if (cause != reasons.end())
    blocked->reason = &*cause;
}

/// All that a patient's reasons ask for, those of the sets and wells first: they know where.
std::vector<Asking> asked_of(const PatientCall& patient, std::span<const WellCall> wells) {
  std::vector<Asking> all;
  for (const SetCall& set : patient.sets)
    ask_for_set(all, set, wells);
  if (patient.reference)
    ask_for_set(all, *patient.reference, wells);
  std::vector<std::size_t> deleted;
  for (const SetCall& set : patient.sets)
    if (set.result == SetResult::Positive)
      deleted.insert(deleted.end(), set.wells.begin(), set.wells.end());
  for (const Reason& reason : patient.reasons) {
    const auto same = std::find_if(all.begin(), all.end(),
                                   [&](const Asking& asking) { return asking.reason->code == reason.code; });
    const auto with_code = std::count_if(patient.reasons.begin(), patient.reasons.end(),
                                         [&](const Reason& other) { return other.code == reason.code; });
    if (same == all.end())
      ask(all, reason, patient.deletions, deleted);
    else if (with_code == 1)
      same->reason = &reason;  // of the whole patient: it names all sets
  }
  ask_as_reference(all, patient);
  return all;
}

/// The reason of the control that makes a patient's set fail, with its wells: more than the set's own says.
/// A record may hold a set that none of its controls makes fail.
Words told_by_control(const Asking& asking, const Plates& plates) {
  const auto makes_it_fail = [&](const ControlCall& control) {
    return control.outcome == ControlOutcome::Failed && control.set == asking.sets.front() &&
           control.run == plates.wells[asking.wells.front()].run;
  };
  const auto failed = asking.wells.empty() || asking.sets.empty()
                          ? plates.controls.end()
                          : std::find_if(plates.controls.begin(), plates.controls.end(), makes_it_fail);
  if (failed == plates.controls.end() || failed->reasons.empty())
    return asking.reason->words;
  const ControlCall& control = *failed;
  const Reason& why = control.reasons.back();
  if (entry_of(why.code).sentence.en.find("{wells}") != std::string_view::npos)
    return why.words;
  const std::string wells = names_of(plates.wells, control.wells);
  return {why.words.en + " (" + wells + ")", why.words.zh + "（" + wells + "）"};
}

bool is_of_control(ReasonCode code) {
  using enum ReasonCode;
  return code == R4SetInvalid || code == R6SetInvalid || code == R5NegativeInvalid ||
         code == R5PositiveInconclusive;
}

/// What asks for sets once more.
bool is_repeat(Advice advice) {
  return advice == Advice::RepeatSets || advice == Advice::RepeatTriplicate || advice == Advice::TestSets ||
         advice == Advice::RepeatApart || advice == Advice::RepeatWithControls || advice == Advice::NewDna ||
         advice == Advice::RepeatLonger;
}

/// Whoever repeats one set repeats the others too that need it: the patient's sets of all reasons that ask
/// for a repeat, in their order; those of the reason that asks for most where it asks for none.
std::vector<std::string> sets_to_name(std::span<const Asking> all, const Asking& most,
                                      const PatientCall& patient) {
  std::vector<std::string> sets;
  for (const SetCall& set : patient.sets)
    if (std::any_of(all.begin(), all.end(), [&](const Asking& asking) {
          return is_repeat(advice_of(asking)) &&
                 std::find(asking.sets.begin(), asking.sets.end(), set.set) != asking.sets.end();
        }))
      sets.push_back(set.set);
  return is_repeat(advice_of(most)) && !sets.empty() ? sets : most.sets;
}

/// Of a patient, or of a control (null).
std::optional<Words> sentence_of(std::span<const Asking> all, const Plates& plates,
                                 const PatientCall* patient) {
  const auto most = std::max_element(
      all.begin(), all.end(), [](const Asking& a, const Asking& b) { return advice_of(a) < advice_of(b); });
  if (most == all.end())
    return std::nullopt;
  const Words why = is_of_control(most->reason->code) ? told_by_control(*most, plates) : most->reason->words;
  return advised(advice_of(*most),
                 listed(patient == nullptr ? most->sets : sets_to_name(all, *most, *patient)),
                 names_of(plates.wells, most->wells), why);
}

bool is_plain(const ControlCall& control) {
  return control.outcome == ControlOutcome::Passed || control.outcome == ControlOutcome::NotJudged;
}

}  // namespace

void tell_next_step(PatientCall& patient, std::span<const WellCall> wells,
                    std::span<const ControlCall> controls) {
  if (patient.review)
    patient.next =
        sentence_of(asked_of(patient, wells), Plates{.wells = wells, .controls = controls}, &patient);
}

void tell_next_steps(Judgement& judgement) {
  for (PatientCall& patient : judgement.patients)
    tell_next_step(patient, judgement.wells, judgement.controls);
  const Plates plates = {.wells = judgement.wells, .controls = judgement.controls};
  for (ControlCall& control : judgement.controls) {
    if (is_plain(control))
      continue;
    const std::vector<std::string> set(1, control.set);
    std::vector<Asking> all;
    for (const Reason& reason : control.reasons)
      ask(all, reason, set, control.wells);
    control.next = sentence_of(all, plates, nullptr);
  }
}

}  // namespace crossbreak
