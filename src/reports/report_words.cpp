#include "reports/report_words.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>

#include "run/ascii.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

namespace crossbreak {

Words capitalised(Words words) {
  if (!words.en.empty()) {
    words.en.front() = upper_case(words.en.front());
  }
  return words;
}

std::string_view symbol_of(PatientCallState call) {
  switch (call) {
    case PatientCallState::Deletion:
      return "●";
    case PatientCallState::Mixed:
      return "◆";
    case PatientCallState::NotDetected:
      return "○";
    case PatientCallState::Inconclusive:
      return "?";
    case PatientCallState::Invalid:
      return "×";
    case PatientCallState::Incomplete:
      return "…";
  }
  assert(false);
  return {};
}

std::string_view symbol_of(SetResult result) {
  switch (result) {
    case SetResult::Positive:
      return "●";
    case SetResult::Negative:
      return "○";
    case SetResult::Inconclusive:
      return "?";
    case SetResult::Invalid:
      return "×";
    case SetResult::Missing:
      return "…";
  }
  assert(false);
  return {};
}

std::string_view symbol_of(WellState state) {
  switch (state) {
    case WellState::Positive:
      return "●";
    case WellState::Negative:
      return "○";
    case WellState::Late:
      return "◔";
    case WellState::Inconclusive:
      return "?";
    case WellState::LeftOut:
      return "…";
  }
  assert(false);
  return {};
}

std::string_view symbol_of(ControlOutcome outcome) {
  switch (outcome) {
    case ControlOutcome::Passed:
      return "✓";
    case ControlOutcome::Warning:
      return "!";
    case ControlOutcome::Failed:
      return "×";
    case ControlOutcome::Missing:
    case ControlOutcome::NotJudged:
      return "…";
  }
  assert(false);
  return {};
}

std::string patient_name(const PatientCall& patient, Language language) {
  if (patient.repeat == 0) {
    return patient.sample;
  }
  return in(language, filled(common_labels.repeat, field<"sample">(patient.sample),
                             field<"number">(std::to_string(patient.repeat))));
}

std::string reasons_in_words(const std::vector<Reason>& reasons, Language language) {
  return sentences_of(reasons, language, [](const Reason& reason) { return reason.words; });
}

std::string telling_reasons_in_words(const std::vector<Reason>& reasons, Language language) {
  std::vector<Reason> telling;
  std::copy_if(reasons.begin(), reasons.end(), std::back_inserter(telling),
               [](const Reason& reason) { return !entry_of(reason.code).only_confirms; });
  return reasons_in_words(telling, language);
}

std::set<std::size_t> failed_wells(const Calls& calls) {
  std::set<std::size_t> wells;
  for (const ControlCall& control : calls.controls) {
    if (control.outcome != ControlOutcome::Failed) {
      continue;
    }
    // A blank fails by what amplifies; a positive control by what does not, or as a whole where all of it is
    // late.
    const bool is_blank = control.role != SampleRole::PositiveControl;
    std::vector<std::size_t> by;
    std::copy_if(control.wells.begin(), control.wells.end(), std::back_inserter(by), [&](std::size_t i) {
      const WellState state = calls.wells[i].state;
      return state != WellState::LeftOut && (state == WellState::Positive) == is_blank;
    });
    wells.insert(by.empty() ? control.wells.begin() : by.begin(),
                 by.empty() ? control.wells.end() : by.end());
  }
  for (std::size_t i = 0; i < calls.wells.size(); ++i) {
    const std::vector<Flag>& flags = calls.wells[i].flags;
    if (std::binary_search(flags.begin(), flags.end(), Flag::ReferenceFailed)) {
      wells.insert(i);
    }
  }
  return wells;
}

}  // namespace crossbreak
