#include "reports/report_words.hpp"

#include <cassert>

namespace crossbreak {

Words capitalised(Words words) {
  if (!words.en.empty() && words.en.front() >= 'a' && words.en.front() <= 'z') {
    words.en.front() = static_cast<char>(words.en.front() - 'a' + 'A');
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

}  // namespace crossbreak
