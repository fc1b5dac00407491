#include "calling/words.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "calling/call.hpp"
#include "run/number_text.hpp"

namespace crossbreak {
namespace {

struct ReasonWords {
  std::string_view rule;
  std::string_view outcome;
  std::string_view en;
  std::string_view zh;
};

constexpr auto reason_table = std::to_array<ReasonWords>({
    // A well
    {"R1", "positive", "genuine amplification, Ct {value} below {limit}",
     "扩增曲线典型，Ct {value}，低于{limit}"},
    {"R2", "late", "genuine amplification, but Ct {value} is not below {limit}: late, repeat advised",
     "扩增曲线典型，但Ct {value}不低于{limit}：扩增偏晚，建议复查"},
    {"R3", "no_amplification", "no amplification", "无扩增"},
    {"R3", "crossing_ignored", "no amplification, although the signal crosses the threshold at Ct {value}",
     "无扩增，虽然信号在Ct {value}处越过阈值线"},
    {"R3", "no_ct", "genuine amplification, but no Ct: look at the curve",
     "扩增曲线典型，但无Ct值：请查看曲线"},
    {"R3", "unclear_early", "unclear curve with Ct {value} below {limit}: look at the curve",
     "曲线形态不明确，Ct {value}，低于{limit}：请查看曲线"},
    {"R3", "unclear_without_threshold", "unclear curve, and no threshold to read a Ct at: look at the curve",
     "曲线形态不明确，且无阈值可用于读取Ct：请查看曲线"},
    {"R3", "unclear_late", "unclear curve without a Ct below {limit}: negative, look at the curve",
     "曲线形态不明确，且无低于{limit}的Ct值：判为阴性，请查看曲线"},
    {"R8", "omitted", "omitted by the operator: left out", "操作者已剔除该孔：不计入"},
    {"R8", "unreadable", "no readable signal: left out", "无可读信号：不计入"},
    {"R12", "well_flip", "at {which} threshold the well would be {state}",
     "阈值取{which}时，该孔将判为{state}"},
    {"R13", "agrees", "the instrument's Ct agrees within {limit} cycles",
     "与仪器Ct一致，相差不超过{limit}个循环"},
    {"R13", "agrees_undetermined", "no Ct, as the instrument says", "未测出Ct，与仪器一致"},
    {"R13", "differs",
     "the instrument says {instrument}, we say {ours}: {value} cycles apart, more than {limit}",
     "仪器结果为{instrument}，本程序为{ours}：相差{value}个循环，超过{limit}"},
    {"R13", "status_differs", "the instrument says {instrument}, we say {ours}",
     "仪器结果为{instrument}，本程序为{ours}"},
    {"R13", "other_settings", "the instrument's Ct rests on other settings: compared by the call only",
     "仪器Ct采用其他分析设置：仅比较判定结果"},
    {"R14", "reporter_differs", "reporter {found}, where the panel says {expected}",
     "报告染料为{found}，而检测方案规定为{expected}"},
    {"R15", "review", "the instrument's flag {flag}: look at the well", "仪器质控标记{flag}：请查看该孔"},
    {"R15", "note", "the instrument's flag {flag}", "仪器质控标记{flag}"},
    // The reference gene
    {"R7", "passed", "reference gene Ct {value}, not above {limit}", "内参基因Ct {value}，不高于{limit}"},
    {"R7", "above_limit", "reference gene Ct {value} above {limit}: DNA not adequate",
     "内参基因Ct {value}，高于{limit}：DNA质量不合格"},
    {"R7", "no_amplification", "reference gene without amplification: DNA not adequate",
     "内参基因无扩增：DNA质量不合格"},
    {"R7", "no_ct", "reference gene without a usable Ct: DNA adequacy not shown",
     "内参基因无可用Ct值：无法证明DNA质量合格"},
    {"R7", "no_well", "no usable reference gene well, though the plate has them: DNA adequacy not shown",
     "本板设有内参基因，但该样本无可用内参基因孔：无法证明DNA质量合格"},
    {"R7", "not_assessed", "no reference gene on the plate: DNA adequacy not assessed",
     "本板无内参基因：未评估DNA质量"},
    {"R7", "negative_blocked", "negative, but the reference gene did not pass: invalid",
     "结果为阴性，但内参基因不合格：无效"},
    // A set
    {"R8", "positive", "positive in {count} of {count} usable wells", "可用孔{count}/{count}为阳性"},
    {"R8", "negative", "negative in {count} of {count} usable wells", "可用孔{count}/{count}为阴性"},
    {"R8", "inconclusive", "inconclusive in {count} of {count} usable wells", "可用孔{count}/{count}为可疑"},
    {"R8", "split", "replicates disagree ({states}): repeat in triplicate",
     "复孔结果不一致（{states}）：建议做三复孔复查"},
    {"R8", "missing", "no usable well", "无可用孔"},
    {"R8", "pair_missing", "negative, but primer pair {pair} has no usable well",
     "结果为阴性，但引物对{pair}无可用孔"},
    {"R11", "not_tested", "not tested", "未检测"},
    {"R11", "negative_unreadable", "negative, but no readable signal in {wells}: no result",
     "结果为阴性，但{wells}无可读信号：无结果"},
    {"R2", "late_negative", "late in {count} of {count} usable wells: negative by the rule, repeat advised",
     "可用孔{count}/{count}扩增偏晚：按规则判为阴性，建议复查"},
    {"R2", "late_inconclusive",
     "late in {count} of {count} usable wells: inconclusive by the panel's rule, repeat advised",
     "可用孔{count}/{count}扩增偏晚：按检测方案的规则判为可疑，建议复查"},
    {"R9", "within", "replicate Ct within {value} cycles of each other, limit {limit}",
     "复孔Ct相差{value}个循环，限值{limit}"},
    {"R9", "spread", "replicate Ct {value} cycles apart, more than {limit}",
     "复孔Ct相差{value}个循环，超过{limit}"},
    {"R4", "set_invalid", "{sample} was positive in {set}: the set is invalid on this plate",
     "{sample}在{set}中为阳性：本板该引物组无效"},
    {"R4", "set_without_control", "the plate has no usable NTC for {set}, which the panel requires: invalid",
     "本板{set}缺少检测方案所要求的可用无模板对照：无效"},
    {"R6", "set_invalid", "{sample} was positive in {set}: the set is invalid on this plate",
     "{sample}在{set}中为阳性：本板该引物组无效"},
    {"R5", "set_without_control",
     "the plate has no usable positive control for {set}, which the panel requires: invalid",
     "本板{set}缺少检测方案所要求的可用阳性对照：无效"},
    {"R5", "negative_invalid", "negative, but positive control {sample} failed in {set}: invalid",
     "结果为阴性，但阳性对照{sample}在{set}中不合格：无效"},
    {"R5", "positive_inconclusive", "positive, but positive control {sample} failed in {set}: inconclusive",
     "结果为阳性，但阳性对照{sample}在{set}中不合格：可疑"},
    // A control
    {"R4", "passed", "no-template control {sample} negative in {set}", "无模板对照{sample}在{set}中为阴性"},
    {"R4", "positive", "no-template control {sample} positive in {set} ({wells})",
     "无模板对照{sample}在{set}中为阳性（{wells}）"},
    {"R4", "late", "no-template control {sample} late in {set} ({wells})",
     "无模板对照{sample}在{set}中扩增偏晚（{wells}）"},
    {"R4", "inconclusive", "no-template control {sample} inconclusive in {set} ({wells})",
     "无模板对照{sample}在{set}中可疑（{wells}）"},
    {"R4", "missing", "no usable NTC for {set} on this plate", "本板{set}缺少可用的无模板对照"},
    {"R4", "reference_positive",
     "no-template control {sample} positive in the reference gene {set} ({wells}): DNA in the reagents",
     "无模板对照{sample}的内参基因{set}为阳性（{wells}）：试剂中有DNA"},
    {"R5", "passed", "positive control {sample} positive in {set}, Ct {value} not above {limit}",
     "阳性对照{sample}在{set}中为阳性，Ct {value}，不高于{limit}"},
    {"R5", "above_limit", "positive control {sample} in {set}: Ct {value} above {limit}",
     "阳性对照{sample}在{set}中Ct {value}，高于{limit}"},
    {"R5", "not_positive", "positive control {sample} in {set}: {result}",
     "阳性对照{sample}，{set}：{result}"},
    {"R5", "missing", "no usable positive control for {set} on this plate", "本板{set}缺少可用的阳性对照"},
    {"R5", "not_listed", "{sample} need not be positive in {set}: not judged",
     "{sample}在{set}中无需为阳性：不作判定"},
    {"R6", "passed", "negative control {sample} negative in {set}", "阴性对照{sample}在{set}中为阴性"},
    {"R6", "positive", "negative control {sample} positive in {set} ({wells})",
     "阴性对照{sample}在{set}中为阳性（{wells}）"},
    {"R6", "late", "negative control {sample} late in {set} ({wells})",
     "阴性对照{sample}在{set}中扩增偏晚（{wells}）"},
    {"R6", "inconclusive", "negative control {sample} inconclusive in {set} ({wells})",
     "阴性对照{sample}在{set}中可疑（{wells}）"},
    {"R6", "reference_passed", "negative control {sample}: reference gene {set} passed",
     "阴性对照{sample}：内参基因{set}合格"},
    {"R6", "reference_failed", "negative control {sample}: reference gene {set} failed",
     "阴性对照{sample}：内参基因{set}不合格"},
    // A patient
    {"R10", "deletion", "one positive set: {sets}", "1组引物阳性：{sets}"},
    {"R10", "mixed",
     "{count} positive sets: {sets}; two deleted alleles or subclones, or contamination: a second look",
     "{count}组引物阳性：{sets}；可能为两个等位基因缺失、亚克隆或污染：请复核"},
    {"R11", "not_detected", "all {count} sets valid and negative", "{count}组引物均有效且为阴性"},
    {"R11", "inconclusive", "inconclusive in {sets}", "{sets}可疑"},
    {"R11", "invalid", "invalid in {sets}", "{sets}无效"},
    {"R11", "incomplete", "no result in {sets}", "{sets}无结果"},
    {"R11", "unreadable", "no readable signal in {wells}: left out", "{wells}无可读信号：不计入"},
    {"R11", "beside", "not plainly negative beside the deletion: {sets}",
     "除检出的缺失外，{sets}并非明确阴性"},
    {"R12", "stands", "the call stands at half and at double the threshold", "阈值减半或加倍时，判定不变"},
    {"R12", "flips", "at {which} threshold the call would be {call}", "阈值取{which}时，判定将为{call}"},
    {"R12", "set_flips", "at {which} threshold the set would be {result}",
     "阈值取{which}时，该引物组将为{result}"},
    {"R13", "call_stands", "the call stands with the instrument's Ct", "采用仪器Ct时，判定不变"},
    {"R13", "call_differs", "with the instrument's Ct the call would be {call}",
     "采用仪器Ct时，判定将为{call}"},
    {"R13", "set_differs", "with the instrument's Ct the set would be {result}",
     "采用仪器Ct时，该引物组将为{result}"},
    {"contamination", "neighbour",
     "{well} late (Ct {value}), beside strong {wells}: may be a neighbour's template",
     "{well}扩增偏晚（Ct {value}），邻孔{wells}为强阳性：可能为邻孔污染"},
    {"contamination", "positive_control",
     "{well} late (Ct {value}), and the set's positive control is strong ({wells})",
     "{well}扩增偏晚（Ct {value}），且该引物组阳性对照为强阳性（{wells}）：可能为污染"},
    {"contamination", "second_set_weak",
     "{set} ({wells}) is {value} cycles later than {strongest}, at least {limit}",
     "{set}（{wells}）比{strongest}晚{value}个循环，达到限值{limit}"},
    {"contamination", "many_mixed",
     "{count} of {patients} patients of the plate are mixed ({wells}), share {value} above {limit}",
     "本板{patients}名患者中{count}名为混合型（{wells}），比例{value}，高于{limit}"},
    {"spelling", "variant", "may be the same patient as '{other}': never merged",
     "可能与“{other}”为同一患者：未合并"},
    {"repeat", "first", "tested again: the repeats stand beside this call", "该患者有复查：复查结果并列显示"},
    {"repeat", "later", "repeat number {count} of this patient", "该患者的第{count}次复查"},
    {"repeat", "differs", "the patient's tests disagree: {calls}", "该患者各次检测结果不一致：{calls}"},
});

struct FlagWords {
  std::string_view code;
  bool asks_review;
  std::string_view en;
  std::string_view zh;
};

constexpr FlagWords flag_table[] = {
    {"amplification_without_ct", true, "amplification without Ct", "有扩增但无Ct值"},
    {"contamination_neighbour", true, "late beside a strong well: contamination?",
     "偏晚且邻孔强阳性：疑似污染"},
    {"contamination_positive_control", true, "late, positive control strong: contamination?",
     "偏晚且阳性对照强阳性：疑似污染"},
    {"crossing_without_amplification", false, "crosses the threshold without amplification",
     "无扩增但越过阈值线"},
    {"dna_not_assessed", false, "DNA adequacy not assessed", "未评估DNA质量"},
    {"instrument_call_differs", true, "the instrument's Ct would change the call", "采用仪器Ct将改变判定"},
    {"instrument_ct_differs", false, "the instrument's Ct differs", "与仪器Ct不一致"},
    {"invalidated_by_control", true, "invalid by a control", "因对照不合格而无效"},
    {"jump", true, "the curve jumps: look at its Ct", "曲线有突变：请核对Ct"},
    {"late", true, "late: repeat advised", "扩增偏晚：建议复查"},
    {"many_mixed", true, "unusually many mixed patients on the plate", "本板混合型患者异常多"},
    {"negative_blocked", true, "negative, but the reference gene did not pass", "阴性，但内参基因不合格"},
    {"not_tested", true, "a set was not tested", "有引物组未检测"},
    {"omitted", false, "a well was omitted by the operator", "有孔被操作者剔除"},
    {"pair_missing", true, "a primer pair has no usable well", "有引物对无可用孔"},
    {"passive_reference_dip", true, "passive reference dips", "参比染料信号下降"},
    {"passive_reference_dip_late", false, "passive reference dips late in the run",
     "运行后期参比染料信号下降"},
    {"positive_control_failed", true, "the set's positive control failed", "该引物组阳性对照不合格"},
    {"qc_note", false, "a quality flag of the instrument", "仪器质控标记"},
    {"qc_review", true, "a quality flag of the instrument that asks for review", "需复核的仪器质控标记"},
    {"reference_failed", true, "reference gene failed", "内参基因不合格"},
    {"reference_missing", true, "no usable reference gene well", "无可用内参基因孔"},
    {"repeat", false, "repeat of a patient", "患者的复查"},
    {"repeat_differs", true, "the patient's tests disagree", "患者各次检测结果不一致"},
    {"repeated", false, "tested again on a later plate", "后续板上有复查"},
    {"replicates_split", true, "replicates disagree: repeat in triplicate", "复孔不一致：建议三复孔复查"},
    {"reporter_differs", true, "another reporter dye than the panel's", "报告染料与检测方案不符"},
    {"second_set_weak", true, "the second set is much weaker", "第二组引物信号明显偏弱"},
    {"set_missing", true, "no usable well of a set", "有引物组无可用孔"},
    {"spelling_variant", true, "perhaps one patient under two spellings", "疑似同一患者的不同写法"},
    {"spread", false, "replicate Ct far apart", "复孔Ct相差过大"},
    {"threshold_sensitive", false, "half or double the threshold would change it",
     "阈值减半或加倍将改变结果"},
    {"unclear_curve", true, "unclear curve", "曲线形态不明确"},
    {"unreadable", true, "a well has no readable signal", "有孔无可读信号"},
};

const FlagWords* find_flag(std::string_view code) {
  const auto* found = std::find_if(std::begin(flag_table), std::end(flag_table),
                                   [&](const FlagWords& f) { return f.code == code; });
  return found == std::end(flag_table) ? nullptr : found;
}

}  // namespace

Reason make_reason(std::string_view rule, std::string_view outcome, std::optional<double> value,
                   std::optional<double> limit, std::initializer_list<Argument> arguments) {
  const auto found = std::find_if(reason_table.begin(), reason_table.end(), [&](const ReasonWords& entry) {
    return entry.rule == rule && entry.outcome == outcome;
  });
  const ReasonWords& entry = reason_table.at(static_cast<std::size_t>(found - reason_table.begin()));
  Words words;
  words.en = entry.en;
  words.zh = entry.zh;
  if (value)
    words = filled(words, {{"value", limit ? text_beside(*value, *limit) : fixed_text(*value, 2)}});
  if (limit)
    words = filled(words, {{"limit", shortest_text(*limit)}});
  return {.rule = std::string(rule),
          .value = value,
          .limit = limit,
          .outcome = std::string(outcome),
          .words = filled(words, arguments)};
}

bool flag_asks_review(std::string_view code) {
  const FlagWords* found = find_flag(code);
  return found == nullptr || found->asks_review;
}

Words flag_words(std::string_view code) {
  const FlagWords* found = find_flag(code);
  if (found == nullptr)
    return {std::string(code), std::string(code)};
  return {std::string(found->en), std::string(found->zh)};
}

}  // namespace crossbreak
