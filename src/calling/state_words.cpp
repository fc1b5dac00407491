#include "calling/state_words.hpp"

#include <cassert>

namespace crossbreak {

Words words_of(WellState state) {
  switch (state) {
    case WellState::Negative:
      return {"negative", "阴性"};
    case WellState::Positive:
      return {"positive", "阳性"};
    case WellState::Late:
      return {"late", "偏晚"};
    case WellState::Inconclusive:
      return {"inconclusive", "可疑"};
    case WellState::LeftOut:
      return {"left out", "不计入"};
  }
  assert(false);
  return {};
}

// A missing result is 无结果, never 缺失: that is the word for a deletion.
Words words_of(SetResult result) {
  switch (result) {
    case SetResult::Positive:
      return {"positive", "阳性"};
    case SetResult::Negative:
      return {"negative", "阴性"};
    case SetResult::Inconclusive:
      return {"inconclusive", "可疑"};
    case SetResult::Invalid:
      return {"invalid", "无效"};
    case SetResult::Missing:
      return {"no result", "无结果"};
  }
  assert(false);
  return {};
}

Words words_of(PatientCallState call) {
  switch (call) {
    case PatientCallState::Deletion:
      return {"deletion", "检出缺失"};
    case PatientCallState::Mixed:
      return {"mixed", "混合型"};
    case PatientCallState::NotDetected:
      return {"not detected", "未检出"};
    case PatientCallState::Inconclusive:
      return {"inconclusive", "可疑"};
    case PatientCallState::Invalid:
      return {"invalid", "无效"};
    case PatientCallState::Incomplete:
      return {"incomplete", "不完整"};
  }
  assert(false);
  return {};
}

Words words_of(SampleRole role) {
  switch (role) {
    case SampleRole::Unknown:
      return {"patient", "患者"};
    case SampleRole::Standard:
      return {"standard", "标准品"};
    case SampleRole::PositiveControl:
      return {"positive control", "阳性对照"};
    case SampleRole::NegativeControl:
      return {"negative control", "阴性对照"};
    case SampleRole::Ntc:
      return {"NTC", "无模板对照"};
  }
  assert(false);
  return {};
}

Words words_of(ControlOutcome outcome) {
  switch (outcome) {
    case ControlOutcome::Passed:
      return {"passed", "合格"};
    case ControlOutcome::Warning:
      return {"warning", "警告"};
    case ControlOutcome::Failed:
      return {"failed", "不合格"};
    case ControlOutcome::Missing:
      return {"not on the plate", "板上未设"};
    case ControlOutcome::NotJudged:
      return {"not judged", "未判定"};
  }
  assert(false);
  return {};
}

Words words_of(RunStatus status) {
  switch (status) {
    case RunStatus::Valid:
      return {"run valid", "运行有效"};
    case RunStatus::ValidWithWarnings:
      return {"run valid, with warnings", "运行有效，有警告"};
    case RunStatus::Invalid:
      return {"run invalid", "运行无效"};
  }
  assert(false);
  return {};
}

Words call_in_words(const PatientCall& patient) {
  Words words = words_of(patient.call);
  std::string deletions;
  for (const std::string& deletion : patient.deletions)
    deletions += (deletions.empty() ? "" : ", ") + deletion;
  if (!deletions.empty())
    words = {words.en + " (" + deletions + ")", words.zh + "（" + deletions + "）"};
  return words;
}

}  // namespace crossbreak
