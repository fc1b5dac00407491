#include "reports/report_words.hpp"

#include <cassert>

namespace crossbreak {

const std::string& in(Language language, const Words& words) {
  return language == Language::En ? words.en : words.zh;
}

Words capitalised(Words words) {
  if (!words.en.empty() && words.en.front() >= 'a' && words.en.front() <= 'z') {
    words.en.front() = static_cast<char>(words.en.front() - 'a' + 'A');
  }
  return words;
}

Words label_of_ct_rule(const std::string& rule) {
  return rule == "cubic" ? Words{"cubic interpolation", "三次插值"}
                         : Words{"linear interpolation", "线性插值"};
}

Words label_of_automatic_rule(const std::string& rule) {
  if (rule == "abi7500-v2")
    return {"as the 7500 software 2.x", "同7500软件2.x"};
  return rule == "quantstudio" ? Words{"as the QuantStudio software", "同QuantStudio软件"}
                               : Words{"our own rule", "本程序规则"};
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
  const std::string number = std::to_string(patient.repeat);
  return patient.sample +
         (language == Language::En ? " (repeat " + number + ")" : "（第" + number + "次复查）");
}

std::string reasons_in_words(const std::vector<Reason>& reasons, Language language) {
  return sentences_of(reasons, language, [](const Reason& reason) { return reason.words; });
}

}  // namespace crossbreak
