// What a file that a run was written into says of itself, and what it cannot hold.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

/// Parts of a run that a layout has no place for.
struct LossLabels {
  Label not_held = {"{file} has no place for: {losses}.", "{file}未能包含：{losses}。"};
  Label filters = {"raw readings of the filters (traces: {count})", "滤光片原始读数（{count}条）"};
  Label dyes = {"readings that no target uses ({dyes}; traces: {count})",
                "未用于任何靶标的读数（{dyes}；{count}条）"};
  Label melts = {"melt curves (traces: {count})", "熔解曲线（{count}条）"};
  Label program = {"the cycling program", "循环程序"};
  Label state = {"the state of the run ('{state}')", "运行状态（“{state}”）"};
  Label ended = {"the end of the run ({time})", "运行结束时间（{time}）"};
  Label columns = {"columns of the export that are not read ({columns})",
                   "导出文件中未读取的列（{columns}）"};
  Label roles = {"roles of the plate map (entries: {count})", "孔板布局表中的样本类型（{count}项）"};
  Label flags = {"flags of the instrument that occur twice ({wells})", "重复出现的仪器标记（{wells}）"};
  Label unnamed = {"targets without a name, or of one name, in one well ({wells})",
                   "同一孔内未命名或重名的靶标（{wells}）"};
  Label blanks = {"blanks at the ends of names ({wells})", "名称首尾的空格（{wells}）"};
  Label characters = {"characters of names that no cell can hold, such as control characters ({wells})",
                      "名称中单元格无法容纳的字符，如控制字符（{wells}）"};
  Label passive = {"the passive reference ({dye})", "参比染料（{dye}）"};
  Label passive_issues = {"what its passive reference shows of wells {wells}",
                          "参比染料所示的孔内异常（{wells}）"};
  Label unreadable = {
      "that the dyes show wells not to be readable, whose curves read back as if they were ({wells})",
      "染料读数表明无法判读的孔，其曲线读回时将被视为可判读（{wells}）"};
  Label readings = {"readings of the dyes, for which Rn stands (traces: {count})",
                    "染料读数，以Rn代之（{count}条）"};
  Label windows = {"baseline windows, for which their lines stand (curves: {count})",
                   "基线窗口，以基线代之（{count}条曲线）"};
  Label rounded_lines = {"delta Rn of the run file, for which a baseline line stands (curves: {count})",
                         "运行文件中的ΔRn，以基线代之（{count}条曲线）"};
  Label subtracted_curves = {"curves of delta Rn alone (curves: {count})", "仅有ΔRn的曲线（{count}条）"};
  Label automatic = {"which thresholds and baselines are automatic, not the same of all targets",
                     "阈值与基线是否自动（各靶标不一致）"};
  Label instrument_cts = {"the instrument's Ct where crossbreak's differ (targets of wells: {count})",
                          "与本程序不同的仪器Ct（{count}个孔的靶标）"};
  Label ct_means = {"the instrument's means, deviations and amplification states of Ct",
                    "仪器给出的Ct均值、标准差和扩增状态"};
  Label all_flags = {"flags of the instrument ({names})", "仪器标记（{names}）"};
  Label quenchers = {"quenchers ({names})", "淬灭基团（{names}）"};
  Label tasks = {"tasks that are no type of sample ({names})", "不对应样本类型的任务（{names}）"};
  Label block = {"the block ('{name}')", "模块类型（“{name}”）"};
  Label serial_number = {"the instrument's serial number ('{name}')", "仪器序列号（“{name}”）"};
  Label chemistry = {"the chemistry ('{name}')", "化学方法（“{name}”）"};
  Label experiment_type = {"the type of the experiment ('{name}')", "实验类型（“{name}”）"};
  Label barcode = {"the plate's barcode ('{name}')", "孔板条码（“{name}”）"};
  Label started = {"the time of the run ('{time}')", "运行时间（“{time}”）"};
  Label placeless = {"curves without a well (curves: {count})", "没有孔位的曲线（{count}条）"};
};
inline constexpr LossLabels loss_labels;

/// Beside the titles of its columns, which other sheets have too.
struct PlateMapTemplateLabels {
  Label title = {"Plate map of {run}", "孔板布局表：{run}"};
  Label sheet = {"Plate map", "孔板布局表"};
  Label lists = {"Lists", "选项"};
  Label specimen = {"Specimen type", "标本种类"};
  Label order = {"Order number", "申请单号"};
  Label reagent = {"Master mix", "预混液"};
  Label lot = {"{name} lot", "{name}批号"};
  Label expiry = {"{name} expiry", "{name}有效期至"};
};
inline constexpr PlateMapTemplateLabels plate_map_template_labels;

}  // namespace crossbreak
