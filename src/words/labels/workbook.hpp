// Labels of the workbook, sheet by sheet.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

struct WorkbookLabels {
  Label title = {"{gene} calls", "{gene}判定结果"};
  Label reasons = {"Reasons", "理由"};
  Label cut = {"cut", "已截断"};
};
inline constexpr WorkbookLabels workbook_labels;

struct CallsSheetLabels {
  Label sheet = {"Calls", "判定结果"};
  Label status = {"{status}.   {controls}", "{status}。   {controls}"};
  Label to_look_at = {"! To look at: {count}", "! 需复核：{count}"};
  Label deletions = {"Deletions", "缺失"};
  Label report_text = {"Report text", "报告文字"};
  Label yes = {"! yes", "! 是"};
  Label not_assessed = {"not assessed", "未评估"};
};
inline constexpr CallsSheetLabels calls_sheet_labels;

/// With which the first sheet can be filed alone.
struct FirstSheetLabels {
  Label warnings = {"Warnings", "警告"};
  Label next_steps = {"Next steps", "下一步"};
  Label next_step = {"{of}: {next}", "{of}：{next}"};
};
inline constexpr FirstSheetLabels first_sheet_labels;

struct WellsSheetLabels {
  Label sample = {"Sample", "样本"};
  Label ct_status = {"Ct status", "Ct状态"};
  Label amplification = {"Amplification", "有无扩增"};
  Label evidence = {"Evidence", "曲线判断"};
  Label instrument_ct_status = {"Instrument's Ct status", "仪器Ct状态"};
  Label threshold_from = {"Threshold from", "阈值来源"};
  Label window_start = {"Window start", "基线起点"};
  Label window_end = {"Window end", "基线终点"};
  Label window_from = {"Window from", "基线来源"};
  Label efficiency = {"Efficiency", "扩增效率"};
  Label task = {"Task", "任务"};
  Label quencher = {"Quencher", "淬灭基团"};
  Label checked = {"Wells and targets read and called: {count}; rows below: {count} (checked).",
                   "共读取并判定{count}个孔/靶标，下列{count}行（已核对）。"};
};
inline constexpr WellsSheetLabels wells_sheet_labels;

struct ControlsSheetLabels {
  Label outcome = {"Outcome", "结论"};
  Label run = {"Run", "运行"};
  Label ct_mean = {"Ct (mean)", "Ct（均值）"};
  Label consequence = {"Consequence", "影响"};
};
inline constexpr ControlsSheetLabels controls_sheet_labels;

struct CurvesSheetLabels {
  Label linear_block = {"ΔRn, one column for each well and target", "ΔRn，每个孔/靶标一列"};
  Label logarithmic_block = {"ΔRn of 0.001 and above, for the logarithmic charts",
                             "ΔRn（0.001及以上），用于对数图"};
  Label threshold_of_set = {"Threshold {set}", "阈值 {set}"};
  Label logarithmic_chart = {"{title}, logarithmic", "{title}（对数）"};
  Label legend = {
      "Orange: positive patient. Green: positive control, reference gene. Black: failed control or reference "
      "gene. Pink, dashed: late or unclear. Grey: negative or left out. Blue, dashed: threshold. Numbers "
      "from "
      "row {row}",
      "橙色：阳性患者；绿色：阳性对照、内参基因；黑色：不合格的对照或内参基因；粉色虚线：偏晚或不明确；"
      "灰色：阴性或不计入；蓝色虚线：阈值。数据自此行起：{row}"};
};
inline constexpr CurvesSheetLabels curves_sheet_labels;

struct PlateSheetLabels {
  Label failed = {"Control or reference gene failed", "对照或内参基因不合格"};
  Label legend = {"Numbers: Ct; the darker, the earlier. Blue: reference gene.",
                  "数字：Ct，颜色越深越早；蓝色：内参基因。"};
};
inline constexpr PlateSheetLabels plate_sheet_labels;

struct MethodsSheetLabels {
  Label sheet = {"Methods", "方法"};
  Label cannot_see = {"What the test cannot see", "检测的局限"};
  Label limits = {"Limits", "局限"};
  Label rules = {"Rules", "规则"};
  Label no_profile = {"none describes this instrument", "无对应配置"};
  Label ct_cutoff = {"Positive below Ct", "阳性判断值：Ct低于"};
  Label inputs = {"Inputs", "输入文件"};
  Label layout = {"Layout", "文件格式"};
  Label instrument = {"Instrument", "仪器"};
  Label software = {"Software", "软件"};
  Label run_date = {"Run date", "运行时间"};
  Label passive_reference = {"Passive reference", "参比染料"};
  Label settings = {"Thresholds and baseline windows used", "所用阈值与基线窗口"};
  Label setting = {"threshold {threshold}, window {window}", "阈值 {threshold}，基线窗口 {window}"};
  Label counts = {"Counts", "计数"};
  Label wells_in_and_out = {"Wells and targets, in and out", "孔/靶标（读入与列出）"};
};
inline constexpr MethodsSheetLabels methods_sheet_labels;

}  // namespace crossbreak
