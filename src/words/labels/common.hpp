// Labels that several outputs show.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

struct CommonLabels {
  // On the plate
  Label file = {"File", "文件"};
  Label plate = {"Plate", "孔板"};
  Label well = {"Well", "孔"};
  Label wells = {"Wells", "孔"};
  Label patient = {"Patient", "患者"};
  Label patients = {"Patients", "患者"};
  Label control = {"Control", "对照"};
  Label controls = {"Controls", "对照"};
  Label target = {"Target", "靶标"};
  Label set = {"Set", "引物组"};
  Label reporter = {"Reporter", "报告染料"};
  Label role = {"Role", "样本类型"};
  // What was measured
  Label curves = {"Curves", "曲线"};
  Label cycle = {"Cycle", "循环"};
  Label ct = {"Ct", "Ct"};
  Label instrument_ct = {"Instrument's Ct", "仪器Ct"};
  Label instrument_flags = {"Instrument's flags", "仪器标记"};
  Label second_derivative_maximum = {"Second-derivative maximum", "二阶导数最大值"};
  Label cy0 = {"Cy0", "Cy0"};
  Label threshold = {"Threshold", "阈值"};
  // What was made of it
  Label state = {"State", "状态"};
  Label call = {"Call", "判定结果"};
  Label flags = {"Flags", "标记"};
  Label next = {"Next step", "下一步"};
  Label look_at_it = {"look at it", "需复核"};
  Label makes_set_invalid = {"makes results of this set invalid", "该引物组结果无效"};
  Label issues = {"Notes on the run", "运行提示"};
  Label repeat = {"{sample} (repeat {number})", "{sample}（第{number}次复查）"};
  // By what
  Label program = {"Program", "程序"};
  Label panel = {"Panel", "检测方案"};
  Label profile = {"Instrument profile", "仪器配置"};
  Label ct_rule = {"Ct rule", "Ct规则"};
  Label automatic_rule = {"Automatic baseline and threshold", "自动基线与阈值"};
  Label operator_name = {"Operator", "操作者"};
  Label barcode = {"Barcode", "条码"};
  Label none = {"none", "无"};
};
inline constexpr CommonLabels common_labels;

/// What stands between the parts of a line.
struct Separators {
  Label comma = {", ", "，"};
  Label semicolon = {"; ", "；"};
  Label colon = {": ", "："};
  Label stop = {". ", "。"};
};
inline constexpr Separators separators;

}  // namespace crossbreak
