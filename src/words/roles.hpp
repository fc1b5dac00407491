// What a sample is on its plate.
#pragma once

#include "words/states.hpp"

namespace crossbreak {

enum class SampleRole { Unknown, Standard, PositiveControl, NegativeControl, Ntc };

constexpr auto states_of(SampleRole) {
  return std::to_array<StateEntry<SampleRole>>(
      {{SampleRole::Unknown, "unknown", {"patient", "患者"}},
       {SampleRole::Standard, "standard", {"standard", "标准品"}},
       {SampleRole::PositiveControl, "positive_control", {"positive control", "阳性对照"}},
       {SampleRole::NegativeControl, "negative_control", {"negative control", "阴性对照"}},
       {SampleRole::Ntc, "ntc", {"NTC", "无模板对照"}}});
}

/// What a sample's role was taken from; what decides first stands first.
enum class RoleSource { CommandLine, PlateMap, Settings, Task, PanelName, NamePattern, Nothing };

constexpr auto states_of(RoleSource) {
  return std::to_array<StateEntry<RoleSource>>(
      {{RoleSource::CommandLine, "command_line", {"--role", "--role"}},
       {RoleSource::PlateMap, "plate_map", {"plate map", "孔板布局表"}},
       {RoleSource::Settings, "settings", {"the laboratory's settings", "实验室设置"}},
       {RoleSource::Task, "task", {"task", "任务"}},
       {RoleSource::PanelName, "panel_name", {"a name of the panel", "检测方案中的名称"}},
       {RoleSource::NamePattern, "name_pattern", {"a control's name", "对照的惯用名称"}},
       {RoleSource::Nothing, "nothing", {"nothing says otherwise", "无其他说明"}}});
}

}  // namespace crossbreak
