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
  Label placeless = {"curves without a well (curves: {count})", "没有孔位的曲线（{count}条）"};
};
inline constexpr LossLabels loss_labels;

/// Beside the titles of its columns, which other sheets have too.
struct PlateMapTemplateLabels {
  Label title = {"Plate map of {run}", "孔板布局表：{run}"};
  Label sheet = {"Plate map", "孔板布局表"};
  Label lists = {"Lists", "选项"};
};
inline constexpr PlateMapTemplateLabels plate_map_template_labels;

}  // namespace crossbreak
