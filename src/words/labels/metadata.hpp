// Labels of what a laboratory notes beside its run.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

struct MetadataLabels {
  Label heading = {"Noted by the laboratory", "实验室记录"};
  Label reagent = {"Reagent", "试剂"};
  Label control = {"Control material", "对照品"};
  Label standard = {"Standard", "标准品"};
  Label lot = {"{name}, lot {lot}", "{name}，批号{lot}"};
  Label lot_with_expiry = {"{name}, lot {lot}, use by {expiry}", "{name}，批号{lot}，有效期至{expiry}"};
  Label extraction_batch = {"Extraction batch", "提取批次"};
  Label specimen = {"Specimen", "标本种类"};
  Label collected = {"Collected", "采集日期"};
  Label received = {"Received", "接收日期"};
  Label order = {"Order", "申请单号"};
  Label requester = {"Requested by", "送检单位"};
};
inline constexpr MetadataLabels metadata_labels;

}  // namespace crossbreak
