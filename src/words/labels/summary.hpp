// Labels of the summary of many records.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

struct SummaryLabels {
  Label sheet = {"Summary", "汇总"};
  Label counted = {"{gene}: {patients} in {records}, each counted once by its latest run",
                   "{gene}：{records}中的{patients}，每名患者按最近一次运行计一次"};
  Label records_of_status = {"{count} {status}", "{count}份{status}"};
  Label statuses = {"Status of the records: {states}", "记录状态：{states}"};
  Label none_released = {"None of these calls has been released", "以上判定均未正式发出"};
  Label some_released = {"Not all of these calls have been released", "以上判定并非全部正式发出"};
  Label unreleased = {"Records that are not released, left out: {count}", "未发出的记录，不计入：{count}"};
  Label superseded = {"Records that another one takes the place of, left out: {count}",
                      "已被其他记录取代，不计入：{count}"};
  Label withheld = {"Patients whose result a reviewer withheld, left out: {count}",
                    "审核后不发出结果的患者，不计入：{count}"};
  Label to_repeat = {"Patients whom a reviewer asked to test again, left out: {count}",
                     "审核后需复检的患者，不计入：{count}"};
  Label share = {"{count} of {of}, {share} (95 % CI {low} to {high})",
                 "{count}/{of}，{share}（95 %置信区间{low}～{high}）"};
  Label with_deletion = {"With a deletion, of the patients with a result", "检出缺失，占有结果的患者"};
  Label with_deletion_row = {"With a deletion, of those with a result", "检出缺失（占有结果者）"};
  Label called_again = {"Called more than once; the last call counts", "多次检测的患者；以最后一次为准"};
  Label intervals = {"Intervals: Wilson score, 95 %.", "区间：Wilson计分法，95 %。"};
  Label of = {"Of", "总数"};
  Label share_title = {"Share", "比例"};
  Label low = {"Low", "下限"};
  Label high = {"High", "上限"};
};
inline constexpr SummaryLabels summary_labels;

}  // namespace crossbreak
