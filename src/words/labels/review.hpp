// Labels of crossbreak review without a command, and of its commands status, decide and apply.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

struct ReviewLabels {
  Label run = {"run {name}", "运行 {name}"};
  Label control = {"control {name}", "对照 {name}"};
  Label patient = {"patient {name}", "患者 {name}"};
  Label well = {"well {name}", "孔 {name}"};
  Label undecided = {"undecided", "尚未决定"};
  Label conflict = {"in conflict", "意见冲突"};
  Label by_run = {"decided with its run", "随运行一并决定"};
  Label given = {"{set} = {result}", "{set} = {result}"};
  Label by = {"{action}, by {names}", "{action}，决定人：{names}"};
  Label one_of_conflict = {"{names}: {action} (event {id})", "{names}：{action}（事件 {id}）"};
  Label counts = {"{decided} decided, {undecided} undecided, {conflicts} in conflict",
                  "已决定{decided}项，未决定{undecided}项，冲突{conflicts}项"};
  Label added = {"{count} events added, by {name}", "新增{count}个事件，决定人：{name}"};
  Label nothing_new = {"{name} has decided so already: nothing added", "{name}此前已作相同决定：未新增事件"};
  Label applied = {"{record}: {status}", "{record}：{status}"};
  Label called_again = {"{record}: called again without {wells}; what changed is to be decided again",
                        "{record}：剔除{wells}后重新判定；有变化的项目需重新决定"};
  Label next = {"next: crossbreak review sign {record} --by NAME --meaning reviewed",
                "下一步：crossbreak review sign {record} --by 姓名 --meaning reviewed"};
  Label missing = {"{role} (missing)", "{role}（缺失）"};
  Label of_file = {"{name} of {file}", "{name}（{file}）"};
  Label contradiction = {"{subject} is to be released, but not {control} that it rests on",
                         "{subject}拟发出，但其所依据的{control}未获同意"};
  /// What crossbreak review says without arguments.
  Label way = {
      R"(From a called plate to what a LIMS may import:
  crossbreak call plate.eds
  crossbreak review status plate.calls.json
  crossbreak review decide plate.calls.json --by "A. Reviewer" --accept all -o plate.review.json
  crossbreak review apply plate.calls.json plate.review.json -o released
  crossbreak review sign released/plate.calls.json --by "A. Reviewer" --meaning reviewed
  crossbreak review sign released/plate.calls.json --by "B. Approver" --meaning approved
The last signature makes the record final and writes released/plate.released.csv, which alone is
imported. Without keys: {typed}.
'crossbreak review COMMAND --help' explains a command.
)",
      R"(从判定结果到可导入LIMS的结果：
  crossbreak call plate.eds
  crossbreak review status plate.calls.json
  crossbreak review decide plate.calls.json --by "审核人" --accept all -o plate.review.json
  crossbreak review apply plate.calls.json plate.review.json -o released
  crossbreak review sign released/plate.calls.json --by "审核人" --meaning reviewed
  crossbreak review sign released/plate.calls.json --by "批准人" --meaning approved
最后一个签名使记录成为最终结果，并写出released/plate.released.csv；仅该文件可导入。
未使用密钥时：{typed}。
“crossbreak review 命令 --help”说明各命令。
)"};
  Label commands = {"Commands:", "命令："};
  Label status = {"what is decided, undecided and in conflict", "查看已决定、未决定和有冲突的项目"};
  Label decide = {"add decisions to a review file", "向审核文件添加决定"};
  Label apply = {"make the reviewed record of what was decided", "按决定生成已审核的记录"};
  Label sign = {"add a signature to a reviewed record", "为已审核的记录添加签名"};
  Label amend = {"make another record in the place of a final one", "另作一份记录，取代最终记录"};
  Label verify = {"check a reviewed record", "核对已审核的记录"};
  Label keygen = {"make a key to sign with", "生成签名用的密钥"};
};
inline constexpr ReviewLabels review_labels;

}  // namespace crossbreak
