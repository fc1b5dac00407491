// How reports tell what became of a call: its status, who signed, what a reviewer changed.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

struct ReleaseLabels {
  Label status = {"Status", "状态"};
  Label signatures = {"Signatures", "签名"};
  Label partly_signed = {"reviewed, {signed} of {asked} signatures", "已审核，已有{signed}/{asked}人签名"};
  Label replaces = {"replaces {file}: {reason}", "替代{file}：{reason}"};
  Label replaced_calls = {"Changed by the amendment", "更正内容"};
  Label replaced_call = {"{sample}: was {old}, {old_outcome}; now {new}, {new_outcome}",
                         "{sample}：原为{old}，{old_outcome}；现为{new}，{new_outcome}"};
  Label signature = {"{meaning} by {name}, {time} ({zone})", "{name}{meaning}，{time}（{zone}）"};
  Label with_key = {"{signature}, key {key}", "{signature}，密钥{key}"};
  Label typed_names = {"typed names, identity not verified", "姓名为手工输入，身份未经核实"};
  Label keys = {"signed with keys; 'crossbreak review verify' checks them",
                "以密钥签名；可用crossbreak review verify核对"};
  Label changed = {"computed {computed}, changed to {given}", "程序判定{computed}，人工改为{given}"};
  Label changes = {"Decided in review", "审核决定"};
  Label given = {"{set} = {result}", "{set} = {result}"};
  Label decided = {"{action}, by {name}: {why}", "{action}，决定人：{name}，理由：{why}"};
  Label remark = {"remark of {name}: {words}", "{name}备注：{words}"};
  Label not_released = {"Not released", "不发出的结果"};
};
inline constexpr ReleaseLabels release_labels;

}  // namespace crossbreak
