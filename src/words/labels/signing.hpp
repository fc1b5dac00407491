// Labels of what signing, amending and verifying a record print.
#pragma once

#include "words/counted.hpp"

namespace crossbreak {

struct SigningLabels {
  Label signed_by = {"{name} has signed as {meaning}, {time} ({zone})",
                     "{name}已签署（{meaning}），{time}（{zone}）"};
  Label by_key = {"key {key}", "密钥{key}"};
  Label now = {"The record is {status}.", "记录状态：{status}。"};
  Label to_review = {"Still to sign as reviewed: {names}.", "尚待审核签署：{names}。"};
  Label to_approve = {"Still to sign as approved: another person.", "尚待另一人批准签署。"};
  Counted more_people = {{"Still to sign: {count} more different person.", "尚需另外{count}人签署。"},
                         {"Still to sign: {count} more different people.", "尚需另外{count}人签署。"}};
  Label completed = {"{file}: completed what an interrupted command left",
                     "{file}：已补全被中断命令遗留的工作"};
  Label amends = {"Replaces {file} (SHA-256 {sha256}): {reason}", "替代{file}（SHA-256 {sha256}）：{reason}"};
  // verify
  Label checked_events = {"Events: {count} checked", "审核事件：已核对{count}条"};
  Label checked_signatures = {"Signatures: {count} checked", "签名：已核对{count}个"};
  Counted checked_audit = {{"Audit: {count} line checked", "审计日志：已核对{count}行"},
                           {"Audit: {count} lines checked", "审计日志：已核对{count}行"}};
  Counted lines = {{"{count} line", "{count}行"}, {"{count} lines", "{count}行"}};
  Counted events = {{"{count} event", "{count}个事件"}, {"{count} events", "{count}个事件"}};
  Counted signatures = {{"{count} signature", "{count}个签名"}, {"{count} signatures", "{count}个签名"}};
  Label checked_called = {"Record: what its events make of the called one, {file}",
                          "记录：与审核事件作用于原判定记录{file}的结果一致"};
  Label called_not_found = {"The called record was not found, and not compared; name it with --called",
                            "未找到原判定记录，未比对；可用--called指定"};
  Label checked_file = {"{file}: checked", "{file}：已核对"};
  Label not_beside = {"{file}: does not lie beside the record, not checked",
                      "{file}：不在记录所在文件夹，未核对"};
  Label whose_keys = {"Whose keys they are was checked with {file}", "密钥归属已按{file}核对"};
  Label keys_unlisted = {"Whose keys they are was not checked: no list of people; name one with --people",
                         "密钥归属未核对：没有人员名单；请用--people指定"};
  Label all_match = {"All that was checked matches.", "已核对的内容全部相符。"};
  // keygen
  Label key_made = {"public key: {key}", "公钥：{key}"};
  Label key_kept = {"{file}: the private key; keep it, and tell nobody the passphrase",
                    "{file}：私钥；请妥善保管，勿将口令告诉他人"};
  Label passphrase = {"Passphrase of {file}: ", "{file}的口令："};
  Label passphrase_again = {"The same again: ", "再次输入："};
};
inline constexpr SigningLabels signing_labels;

}  // namespace crossbreak
