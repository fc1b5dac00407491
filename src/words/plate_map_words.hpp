// What people write above the columns of a plate map, and in its column of roles. Compared folded
// (folded_title of formats/title_folding.hpp): case, blanks and width tell nothing apart.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "words/roles.hpp"

namespace crossbreak {

enum class PlateMapColumn { Well, Sample, Target, Role };

/// By column: of several columns that could be meant the one with the title that stands first is.
inline constexpr auto plate_map_titles = std::to_array<std::pair<PlateMapColumn, std::string_view>>({
    {PlateMapColumn::Well, "well"},         {PlateMapColumn::Well, "wellposition"},
    {PlateMapColumn::Well, "wellname"},     {PlateMapColumn::Well, "wellid"},
    {PlateMapColumn::Well, "position"},     {PlateMapColumn::Well, "pos"},
    {PlateMapColumn::Well, "孔"},           {PlateMapColumn::Well, "孔位"},
    {PlateMapColumn::Well, "孔号"},         {PlateMapColumn::Well, "反应孔"},
    {PlateMapColumn::Well, "位置"},         {PlateMapColumn::Sample, "sample"},
    {PlateMapColumn::Sample, "samplename"}, {PlateMapColumn::Sample, "sampleid"},
    {PlateMapColumn::Sample, "patient"},    {PlateMapColumn::Sample, "patientid"},
    {PlateMapColumn::Sample, "name"},       {PlateMapColumn::Sample, "样本"},
    {PlateMapColumn::Sample, "样本名"},     {PlateMapColumn::Sample, "样本名称"},
    {PlateMapColumn::Sample, "样本编号"},   {PlateMapColumn::Sample, "样本号"},
    {PlateMapColumn::Sample, "样品"},       {PlateMapColumn::Sample, "样品名"},
    {PlateMapColumn::Sample, "样品名称"},   {PlateMapColumn::Sample, "样品编号"},
    {PlateMapColumn::Sample, "标本"},       {PlateMapColumn::Sample, "标本号"},
    {PlateMapColumn::Sample, "标本编号"},   {PlateMapColumn::Sample, "患者"},
    {PlateMapColumn::Sample, "姓名"},       {PlateMapColumn::Sample, "名称"},
    {PlateMapColumn::Target, "target"},     {PlateMapColumn::Target, "targetname"},
    {PlateMapColumn::Target, "detector"},   {PlateMapColumn::Target, "detectorname"},
    {PlateMapColumn::Target, "assay"},      {PlateMapColumn::Target, "gene"},
    {PlateMapColumn::Target, "primerset"},  {PlateMapColumn::Target, "set"},
    {PlateMapColumn::Target, "靶标"},       {PlateMapColumn::Target, "靶标名称"},
    {PlateMapColumn::Target, "目标"},       {PlateMapColumn::Target, "靶基因"},
    {PlateMapColumn::Target, "基因"},       {PlateMapColumn::Target, "引物组"},
    {PlateMapColumn::Target, "引物"},       {PlateMapColumn::Target, "检测项目"},
    {PlateMapColumn::Role, "role"},         {PlateMapColumn::Role, "task"},
    {PlateMapColumn::Role, "sampletype"},   {PlateMapColumn::Role, "type"},
    {PlateMapColumn::Role, "角色"},         {PlateMapColumn::Role, "样本类型"},
    {PlateMapColumn::Role, "样品类型"},     {PlateMapColumn::Role, "任务"},
    {PlateMapColumn::Role, "类型"},
});

/// Beside the codes of SampleRole.
inline constexpr auto plate_map_roles = std::to_array<std::pair<std::string_view, SampleRole>>({
    {"patient", SampleRole::Unknown},
    {"sample", SampleRole::Unknown},
    {"unkn", SampleRole::Unknown},
    {"患者", SampleRole::Unknown},
    {"样本", SampleRole::Unknown},
    {"样品", SampleRole::Unknown},
    {"待测样本", SampleRole::Unknown},
    {"未知", SampleRole::Unknown},
    {"stnd", SampleRole::Standard},
    {"标准品", SampleRole::Standard},
    {"pc", SampleRole::PositiveControl},
    {"positive", SampleRole::PositiveControl},
    {"阳性对照", SampleRole::PositiveControl},
    {"阳性质控", SampleRole::PositiveControl},
    {"nc", SampleRole::NegativeControl},
    {"negative", SampleRole::NegativeControl},
    {"阴性对照", SampleRole::NegativeControl},
    {"阴性质控", SampleRole::NegativeControl},
    {"notemplatecontrol", SampleRole::Ntc},
    {"blank", SampleRole::Ntc},
    {"无模板对照", SampleRole::Ntc},
    {"空白对照", SampleRole::Ntc},
    {"空白", SampleRole::Ntc},
});

}  // namespace crossbreak
