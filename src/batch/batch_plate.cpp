#include "batch/batch_plate.hpp"

#include <algorithm>
#include <numeric>

#include "words/labels/batch.hpp"
#include "words/labels/common.hpp"
#include "words/labels/counts.hpp"

namespace crossbreak {
namespace {

std::vector<Flag> reasons_to_look(const PatientCall& patient) {
  std::vector<Flag> asking;
  std::copy_if(patient.flags.begin(), patient.flags.end(), std::back_inserter(asking),
               [](Flag flag) { return entry_of(flag).asks_review; });
  return asking.empty() ? patient.flags : asking;
}

Words joined_by(const Sentence& between, const Words& first, const Words& second) {
  return {first.en + std::string(between.en) + second.en, first.zh + std::string(between.zh) + second.zh};
}

}  // namespace

BatchResult result_of(const Report& report, std::string page) {
  BatchResult result{.run_date = report.inputs.empty() ? "" : report.inputs.front().run_date,
                     .status = report.calls.status,
                     .patients = {},
                     .controls = {},
                     .to_look_at = {},
                     .page = std::move(page)};
  for (const ControlCall& control : report.calls.controls)
    if (control.outcome == ControlOutcome::Failed || control.invalidates)
      result.controls.push_back(
          {.sample = control.sample, .role = control.role, .set = control.set, .outcome = control.outcome});
  for (const PatientCall& patient : report.calls.patients) {
    ++result.patients[static_cast<std::size_t>(patient.call)];
    if (patient.review)
      result.to_look_at.push_back({.sample = patient.sample,
                                   .call = patient.call,
                                   .deletions = patient.deletions,
                                   .flags = reasons_to_look(patient),
                                   .next = patient.flags.empty() && patient.next ? *patient.next : Words{}});
  }
  return result;
}

std::size_t count_of(const BatchResult& result) {
  return std::accumulate(result.patients.begin(), result.patients.end(), std::size_t{0});
}

bool needs_look(const BatchPlate& plate) {
  return !plate.problem.empty() || !plate.result || plate.result->status != RunStatus::Valid ||
         !plate.result->controls.empty() || !plate.result->to_look_at.empty();
}

Words in_words(const BatchControl& control) {
  const Words name = control.sample.empty() ? words_of(control.role) : Words{control.sample, control.sample};
  const Words outcome = words_of(control.outcome);
  return {name.en + ' ' + control.set + ' ' + outcome.en, name.zh + ' ' + control.set + ' ' + outcome.zh};
}

Words in_words(const BatchResult& result) {
  const std::size_t patients = count_of(result);
  Words who = counted(count_labels.patients, patients);
  std::vector<Words> calls;
  for (const auto& [state, code] : codes_of(PatientCallState{}))
    if (const std::size_t count = result.patients[static_cast<std::size_t>(state)]; count > 0)
      calls.push_back(filled(batch_labels.of_call, field<"count">(std::to_string(count)),
                             field<"call">(words_of(state))));
  if (!calls.empty())
    who = joined_by(separators.colon, who, listed(calls));
  std::vector<Words> parts = {words_of(result.status), who};
  if (!result.controls.empty())
    parts.push_back(
        filled(batch_labels.failed_controls, field<"count">(std::to_string(result.controls.size()))));
  if (!result.to_look_at.empty())
    parts.push_back(
        filled(batch_labels.to_look_at, field<"count">(std::to_string(result.to_look_at.size()))));
  return joined_clauses(parts);
}

}  // namespace crossbreak
