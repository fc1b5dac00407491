// What stands beside a well, set or patient: the one catalogue of flags.
//
// A new flag is a value of Flag and its row in flag_catalogue, both in the alphabetical order of their codes:
// lists of flags are sorted, and a script sees them in that order.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "words/code.hpp"
#include "words/sentence.hpp"

namespace crossbreak {

enum class Flag : std::uint8_t {
  AmplificationWithoutCt,
  ContaminationNeighbour,
  ContaminationPositiveControl,
  CrossingWithoutAmplification,
  Crosstalk,
  DnaNotAssessed,
  InstrumentCallDiffers,
  InstrumentCrtContradicted,
  InstrumentCtContradicted,
  InstrumentCtDiffers,
  InvalidatedByControl,
  Jump,
  Late,
  ManyMixed,
  NearNtc,
  NegativeBlocked,
  NoNtc,
  NoPassiveReference,
  NoPositiveControl,
  NotTested,
  NtcHoldsDna,
  Omitted,
  OmittedWouldChange,
  PairMissing,
  PassiveReferenceDip,
  PassiveReferenceDipLate,
  PositiveControlFailed,
  QcNote,
  QcReview,
  ReferenceFailed,
  ReferenceMissing,
  Repeat,
  RepeatDiffers,
  Repeated,
  ReplicatesSplit,
  ReporterDiffers,
  RunIssue,
  SecondSetWeak,
  SetMissing,
  SpellingVariant,
  Spread,
  TaskStandard,
  ThresholdImplausible,
  ThresholdSensitive,
  ThresholdsDiffer,
  TooFewCycles,
  UnclearCurve,
  Unreadable,
};

struct FlagEntry {
  Flag flag;
  std::string_view code;
  bool asks_review;  ///< a person must look before the call is used; else it only says so
  Sentence words;
};

inline constexpr auto flag_catalogue = std::to_array<FlagEntry>({
    {Flag::AmplificationWithoutCt,
     "amplification_without_ct",
     true,
     {"amplification without Ct", "有扩增但无Ct值"}},
    {Flag::ContaminationNeighbour,
     "contamination_neighbour",
     true,
     {"late beside a strong well: contamination?", "偏晚且邻孔强阳性：疑似污染"}},
    {Flag::ContaminationPositiveControl,
     "contamination_positive_control",
     true,
     {"late, positive control strong: contamination?", "偏晚且阳性对照强阳性：疑似污染"}},
    {Flag::CrossingWithoutAmplification,
     "crossing_without_amplification",
     false,
     {"crosses the threshold without amplification", "无扩增但越过阈值线"}},
    {Flag::Crosstalk,
     "crosstalk",
     true,
     {"another dye of the well shows in this one", "同孔其他染料串扰至该染料"}},
    {Flag::DnaNotAssessed, "dna_not_assessed", false, {"DNA adequacy not assessed", "未评估DNA质量"}},
    {Flag::InstrumentCallDiffers,
     "instrument_call_differs",
     true,
     {"the instrument's Ct would change the call", "采用仪器Ct将改变判定"}},
    {Flag::InstrumentCrtContradicted,
     "instrument_crt_contradicted",
     true,
     {"the instrument's Crt says otherwise", "与仪器Crt不符"}},
    {Flag::InstrumentCtContradicted,
     "instrument_ct_contradicted",
     true,
     {"the file's Ct is not that of its curve", "文件中的Ct与其曲线不符"}},
    {Flag::InstrumentCtDiffers,
     "instrument_ct_differs",
     false,
     {"the instrument's Ct differs", "与仪器Ct不一致"}},
    {Flag::InvalidatedByControl,
     "invalidated_by_control",
     true,
     {"invalid by a control", "因对照不合格而无效"}},
    {Flag::Jump, "jump", true, {"the curve jumps: look at its Ct", "曲线有突变：请核对Ct"}},
    {Flag::Late, "late", true, {"late: repeat advised", "扩增偏晚：建议复查"}},
    {Flag::ManyMixed,
     "many_mixed",
     true,
     {"unusually many mixed patients on the plate", "本板混合型患者异常多"}},
    {Flag::NearNtc, "near_ntc", true, {"Ct near that of the NTC", "Ct接近无模板对照"}},
    {Flag::NegativeBlocked,
     "negative_blocked",
     true,
     {"negative, but the reference gene did not pass", "阴性，但内参基因不合格"}},
    {Flag::NoNtc, "no_ntc", true, {"a set without a usable NTC", "有引物组缺少可用的无模板对照"}},
    {Flag::NoPassiveReference,
     "no_passive_reference",
     true,
     {"no passive reference, which the panel requires", "无检测方案所要求的参比染料"}},
    {Flag::NoPositiveControl,
     "no_positive_control",
     true,
     {"a set without a usable positive control", "有引物组缺少可用的阳性对照"}},
    {Flag::NotTested, "not_tested", true, {"a set was not tested", "有引物组未检测"}},
    {Flag::NtcHoldsDna,
     "ntc_holds_dna",
     true,
     {"the NTC's reference gene would pass", "无模板对照的内参基因亦可合格"}},
    {Flag::Omitted, "omitted", false, {"a well was omitted by the operator", "有孔被操作者剔除"}},
    {Flag::OmittedWouldChange,
     "omitted_would_change",
     true,
     {"counting an omitted well would change the result", "计入被剔除的孔将改变结果"}},
    {Flag::PairMissing, "pair_missing", true, {"a primer pair has no usable well", "有引物对无可用孔"}},
    {Flag::PassiveReferenceDip,
     "passive_reference_dip",
     true,
     {"passive reference dips", "参比染料信号下降"}},
    {Flag::PassiveReferenceDipLate,
     "passive_reference_dip_late",
     false,
     {"passive reference dips late in the run", "运行后期参比染料信号下降"}},
    {Flag::PositiveControlFailed,
     "positive_control_failed",
     true,
     {"the set's positive control failed", "该引物组阳性对照不合格"}},
    {Flag::QcNote, "qc_note", false, {"a quality flag of the instrument", "仪器质控标记"}},
    {Flag::QcReview,
     "qc_review",
     true,
     {"a quality flag of the instrument that asks for review", "需复核的仪器质控标记"}},
    {Flag::ReferenceFailed, "reference_failed", true, {"reference gene failed", "内参基因不合格"}},
    {Flag::ReferenceMissing,
     "reference_missing",
     true,
     {"no usable reference gene well", "无可用内参基因孔"}},
    {Flag::Repeat, "repeat", false, {"repeat of a patient", "患者的复查"}},
    {Flag::RepeatDiffers, "repeat_differs", true, {"the patient's tests disagree", "患者各次检测结果不一致"}},
    {Flag::Repeated, "repeated", false, {"tested again on a later plate", "后续板上有复查"}},
    {Flag::ReplicatesSplit,
     "replicates_split",
     true,
     {"replicates disagree: repeat in triplicate", "复孔不一致：建议三复孔复查"}},
    {Flag::ReporterDiffers,
     "reporter_differs",
     true,
     {"another reporter dye than the panel's", "报告染料与检测方案不符"}},
    {Flag::RunIssue, "run_issue", true, {"what the run says asks for a look", "运行提示需复核"}},
    {Flag::SecondSetWeak,
     "second_set_weak",
     true,
     {"the second set is much weaker", "第二组引物信号明显偏弱"}},
    {Flag::SetMissing, "set_missing", true, {"no usable well of a set", "有引物组无可用孔"}},
    {Flag::SpellingVariant,
     "spelling_variant",
     true,
     {"perhaps one patient under two spellings", "疑似同一患者的不同写法"}},
    {Flag::Spread, "spread", false, {"replicate Ct far apart", "复孔Ct相差过大"}},
    {Flag::TaskStandard,
     "task_standard",
     true,
     {"task STANDARD: a patient?", "任务为STANDARD：请确认是否为患者"}},
    {Flag::ThresholdImplausible,
     "threshold_implausible",
     true,
     {"a threshold in the noise or near the plateau", "阈值位于噪声内或接近平台"}},
    {Flag::ThresholdSensitive,
     "threshold_sensitive",
     true,
     {"half or double the threshold would change it", "阈值减半或加倍将改变结果"}},
    {Flag::ThresholdsDiffer,
     "thresholds_differ",
     true,
     {"more than one threshold of a target", "同一靶标有多个阈值"}},
    {Flag::TooFewCycles, "too_few_cycles", true, {"too few cycles for a negative", "循环数不足以判为阴性"}},
    {Flag::UnclearCurve, "unclear_curve", true, {"unclear curve", "曲线形态不明确"}},
    {Flag::Unreadable, "unreadable", true, {"a well has no readable signal", "有孔无可读信号"}},
});

static_assert(std::is_sorted(flag_catalogue.begin(), flag_catalogue.end(),
                             [](const FlagEntry& a, const FlagEntry& b) { return a.code < b.code; }));
static_assert(std::all_of(flag_catalogue.begin(), flag_catalogue.end(),
                          [](const FlagEntry& entry) { return agrees_in_both_languages(entry.words); }));

constexpr auto codes_of(Flag) {
  CodeTable<Flag, flag_catalogue.size()> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = {flag_catalogue[i].flag, flag_catalogue[i].code};
  }
  return table;
}

constexpr const FlagEntry& entry_of(Flag flag) {
  return flag_catalogue[static_cast<std::size_t>(flag)];
}

inline Words words_of(Flag flag) {
  return words_of(entry_of(flag).words);
}

}  // namespace crossbreak
