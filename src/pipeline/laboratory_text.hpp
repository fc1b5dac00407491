// What settings are in force for a run, and where each comes from: for people and for scripts.
#pragma once

#include <set>
#include <string>

#include "pipeline/laboratory.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// The settings with what stands in for those that are absent.
struct SettingsInForce {
  Laboratory laboratory;
  Panel panel;
  std::string panel_file;
  std::set<std::string> formats;  ///< as --formats
  Language language = Language::En;
};

/// One line a setting: name, value, and where it comes from.
std::string write_settings_text(const SettingsInForce& settings, Language language);

/// The same as an object; `from` of each value is settings, panel or program.
std::string write_settings_json(const SettingsInForce& settings);

}  // namespace crossbreak
