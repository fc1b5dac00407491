// Labels of what 'crossbreak settings' shows.
#pragma once

#include "words/sentence.hpp"
#include "words/states.hpp"

namespace crossbreak {

/// Where a setting comes from that no option of the command line gives.
enum class SettingSource { Laboratory, Panel, Program };

constexpr auto states_of(SettingSource) {
  return std::to_array<StateEntry<SettingSource>>(
      {{SettingSource::Laboratory, "settings", {"the settings", "实验室设置"}},
       {SettingSource::Panel, "panel", {"the panel", "检测方案"}},
       {SettingSource::Program, "program", {"the program", "程序默认"}}});
}

struct SettingsLabels {
  Label file = {"Settings: {file}", "设置文件：{file}"};
  Label no_file = {"Settings: none; no crossbreak.toml beside or above",
                   "设置文件：无；所在及上级文件夹中均无crossbreak.toml"};
  Label laboratory = {"Laboratory", "实验室"};
  Label formats = {"Formats", "输出格式"};
  Label language = {"Language", "语言"};
  Label signatures = {"Signers", "签名人数"};
  Label person = {"Person", "人员"};
  Label rights = {"{name}: {rights}, key {key}", "{name}：{rights}，密钥{key}"};
  Label no_people = {"nobody listed: {typed}", "未列出人员：{typed}"};
};
inline constexpr SettingsLabels settings_labels;

}  // namespace crossbreak
