// Labels of the patients' pages: one page a patient, for the patient's file.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

struct PatientsPageLabels {
  Label title = {"{gene} deletion test", "{gene}缺失检测"};
  Label amended_title = {"{gene} deletion test: amended report", "{gene}缺失检测：更正报告"};
  /// Across every page until the record is final.
  Label preliminary = {"Preliminary result", "初步结果"};
  Label withheld = {"No result is reported: it was withheld in review.", "不报告结果：审核后决定不发出。"};
  Label to_repeat = {"No result is reported: the test is to be repeated.", "不报告结果：需要复检。"};
  Label result = {"Result", "结果"};
  Label deletion = {"Kind of deletion", "缺失类型"};
  Label exons = {"Exons", "外显子"};
  Label deletion_class = {"Effect", "影响"};
  Label reference_gene = {"{gene} (reference gene)", "{gene}（内参基因）"};
  Label method = {"Method", "方法"};
  Label method_text = {
      "Real-time PCR across the breakpoints, a primer set for each deletion ({sets}), panel {panel}; "
      "positive: an amplification with a Ct below {cutoff}",
      "跨断裂点实时荧光PCR，每种缺失一个引物组（{sets}），检测方案{panel}；阳性：有扩增且Ct低于{cutoff}"};
  Label sensitivity = {"Sensitivity", "灵敏度"};
  Label no_sensitivity = {"not stated by the panel", "检测方案未注明"};
  Label with_ct = {"{outcome} (Ct {ct})", "{outcome}（Ct {ct}）"};
  Label of_set = {"{set} {outcome}", "{set} {outcome}"};
  Label decisions = {"Decided", "审核决定"};
  Label decision = {"{action} by {name}, {time} ({zone})", "{name}：{action}，{time}（{zone}）"};
  Label undecided = {"nothing decided yet", "尚未审核"};
  Label unsigned_yet = {"not signed yet", "尚未签署"};
  Label replaces = {"Replaces", "替代"};
  Label replaced_record = {"{file}, SHA-256 {sha256}", "{file}，SHA-256 {sha256}"};
  Label replaced_reason = {"Reason: {reason}", "原因：{reason}"};
  Label replaced_said = {"The replaced record said of this patient: {old}",
                         "被替代的记录对该患者的结论：{old}"};
  Label replaced_same = {"The replaced record said the same of this patient",
                         "被替代的记录对该患者的结论相同"};
  Label record = {"Record, SHA-256", "记录SHA-256"};
  /// Browsers count the sheets of the whole file, not those of a patient.
  Label sheet_of_file = {"sheet {page} of {pages} of this file", "本文件第{page}页，共{pages}页"};
  /// Where a patient's pages end, so that a sheet which is missing shows.
  Label end_of_report = {"End of the report of {sample}", "{sample}的报告到此结束"};
  Label nobody = {"The run has no patients.", "本次运行没有患者样本。"};
};
inline constexpr PatientsPageLabels patients_page_labels;

}  // namespace crossbreak
