// Labels of a batch of plates: its lines on the terminal, its page, its workbook.
#pragma once

#include "words/counted.hpp"

namespace crossbreak {

struct BatchLabels {
  Label title = {"Batch of plates", "批量孔板"};
  // What became of all
  Counted plates_called = {{"{count} plate called", "已判定{count}块孔板"},
                           {"{count} plates called", "已判定{count}块孔板"}};
  Counted unrelated = {{"{count} unrelated file passed over", "忽略无关文件{count}个"},
                       {"{count} unrelated files passed over", "忽略无关文件{count}个"}};
  Counted own_outputs = {{"{count} output of crossbreak", "crossbreak自身输出{count}个"},
                         {"{count} outputs of crossbreak", "crossbreak自身输出{count}个"}};
  Counted linked_folders = {{"{count} link to a folder not followed", "未跟随的文件夹链接{count}个"},
                            {"{count} links to folders not followed", "未跟随的文件夹链接{count}个"}};
  Counted plates = {{"{count} plate", "{count}块孔板"}, {"{count} plates", "{count}块孔板"}};
  Counted shards = {{"{count} shard", "{count}个分片"}, {"{count} shards", "{count}个分片"}};
  Counted runs = {{"{count} run", "{count}次运行"}, {"{count} runs", "{count}次运行"}};
  // A line for each plate
  Label of_call = {"{count} {call}", "{call}{count}名"};
  Label to_look_at = {"{count} to look at", "需复核{count}名"};
  Label failed_controls = {"controls failed: {count}", "不合格对照{count}项"};
  Label up_to_date = {"up to date", "已是最新"};
  Label second_export = {"not called again, a second export of {file}",
                         "不重复判定，与{file}为同一次运行的导出"};
  Label same_file = {"not called again, the same as {file}", "不重复判定，与{file}内容相同"};
  // What became of a plate
  Label not_called = {"not called", "未判定"};
  Label problem = {"Problem", "问题"};
  // Page and workbook
  Label counted = {"plates: {plates}, called: {called}, not called: {problems}; patients: {patients}",
                   "共{plates}块孔板，已判定{called}块，未判定{problems}块，患者{patients}名"};
  Label plates_sheet = {"Plates of the batch", "批量孔板列表"};
  Label patients_sheet = {"To look at", "需复核"};
  Label files = {"Files", "文件"};
  Label failed = {"Failed controls", "不合格对照"};
  Label why = {"Why to look", "复核理由"};
  Label also = {"Also exported as", "另有导出文件"};
  Label only_troubled = {"Only plates that need a look", "仅显示需复核的孔板"};
  Label search = {"Search", "搜索"};
  Label earlier = {"Previous", "上一页"};
  Label later = {"Next", "下一页"};
  Label shown = {"{first} to {last} of {all}", "第{first}～{last}条，共{all}条"};
  Label needs_script = {"This page lists its plates by script, which the browser does not run.",
                        "本页用脚本列出孔板，但浏览器未运行脚本。"};
};
inline constexpr BatchLabels batch_labels;

}  // namespace crossbreak
