#include "reports/report_words.hpp"

#include <cassert>

namespace crossbreak {

const std::string& in(Language language, const Words& words) {
  return language == Language::En ? words.en : words.zh;
}

Words label_of(PatientCallState call) {
  switch (call) {
    case PatientCallState::Deletion:
      return {"Deletion", "检出缺失"};
    case PatientCallState::Mixed:
      return {"Mixed", "混合型"};
    case PatientCallState::NotDetected:
      return {"Not detected", "未检出"};
    case PatientCallState::Inconclusive:
      return {"Inconclusive", "可疑"};
    case PatientCallState::Invalid:
      return {"Invalid", "无效"};
    case PatientCallState::Incomplete:
      return {"Incomplete", "不完整"};
  }
  assert(false);
  return {};
}

// A missing result is 无结果, never 缺失: that is the word for a deletion.
Words label_of(SetResult result) {
  switch (result) {
    case SetResult::Positive:
      return {"Positive", "阳性"};
    case SetResult::Negative:
      return {"Negative", "阴性"};
    case SetResult::Inconclusive:
      return {"Inconclusive", "可疑"};
    case SetResult::Invalid:
      return {"Invalid", "无效"};
    case SetResult::Missing:
      return {"No result", "无结果"};
  }
  assert(false);
  return {};
}

Words label_of(WellState state) {
  switch (state) {
    case WellState::Positive:
      return {"Positive", "阳性"};
    case WellState::Negative:
      return {"Negative", "阴性"};
    case WellState::Late:
      return {"Late", "延迟"};
    case WellState::Inconclusive:
      return {"Inconclusive", "可疑"};
    case WellState::LeftOut:
      return {"Left out", "未纳入"};
  }
  assert(false);
  return {};
}

Words label_of(SampleRole role) {
  switch (role) {
    case SampleRole::Unknown:
      return {"Patient", "患者"};
    case SampleRole::Standard:
      return {"Standard", "标准品"};
    case SampleRole::PositiveControl:
      return {"Positive control", "阳性质控"};
    case SampleRole::NegativeControl:
      return {"Negative control", "阴性DNA质控"};
    case SampleRole::Ntc:
      return {"NTC", "无模板对照"};
  }
  assert(false);
  return {};
}

Words label_of(ControlOutcome outcome) {
  switch (outcome) {
    case ControlOutcome::Passed:
      return {"Passed", "通过"};
    case ControlOutcome::Warning:
      return {"Warning", "警告"};
    case ControlOutcome::Failed:
      return {"Failed", "失败"};
    case ControlOutcome::Missing:
      return {"Not on the plate", "板上未设"};
    case ControlOutcome::NotJudged:
      return {"Not judged", "未判定"};
  }
  assert(false);
  return {};
}

Words label_of(RunStatus status) {
  switch (status) {
    case RunStatus::Valid:
      return {"Run valid", "运行有效"};
    case RunStatus::ValidWithWarnings:
      return {"Run valid, with warnings", "运行有效，有警告"};
    case RunStatus::Invalid:
      return {"Run invalid", "运行无效"};
  }
  assert(false);
  return {};
}

Words label_of(Amplified amplified) {
  switch (amplified) {
    case Amplified::Yes:
      return {"Yes", "是"};
    case Amplified::No:
      return {"No", "否"};
    case Amplified::Unclear:
      return {"Unclear", "不明确"};
  }
  assert(false);
  return {};
}

Words label_of(CtStatus status) {
  switch (status) {
    case CtStatus::Value:
      return {"Value", "有值"};
    case CtStatus::Undetermined:
      return {"Undetermined", "未测出"};
    case CtStatus::Absent:
      return {"Not given", "未给出"};
  }
  assert(false);
  return {};
}

Words label_of(ThresholdSource source) {
  switch (source) {
    case ThresholdSource::CommandLine:
      return {"Command line", "命令行"};
    case ThresholdSource::Panel:
      return {"Panel", "引物面板"};
    case ThresholdSource::File:
      return {"File", "文件"};
    case ThresholdSource::Recovered:
      return {"Recovered", "由数据推得"};
    case ThresholdSource::Automatic:
      return {"Automatic", "自动"};
  }
  assert(false);
  return {};
}

Words label_of(BaselineSource source) {
  switch (source) {
    case BaselineSource::CommandLine:
      return {"Command line", "命令行"};
    case BaselineSource::Panel:
      return {"Panel", "引物面板"};
    case BaselineSource::File:
      return {"File", "文件"};
    case BaselineSource::FileDeltaRn:
      return {"ΔRn of the file", "文件中的ΔRn"};
    case BaselineSource::Recovered:
      return {"Recovered", "由数据推得"};
    case BaselineSource::Automatic:
      return {"Automatic", "自动"};
  }
  assert(false);
  return {};
}

Words label_of_ct_rule(const std::string& rule) {
  return rule == "cubic" ? Words{"cubic", "三次插值"} : Words{"linear", "线性插值"};
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
  std::string text;
  for (const Reason& reason : reasons) {
    text += text.empty() ? "" : language == Language::En ? "; " : "；";
    text += in(language, reason.words);
  }
  return text;
}

}  // namespace crossbreak
