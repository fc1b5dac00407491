// What a laboratory's program would load once: the panel and the profiles that come with the library.
#pragma once

#include <string>

#include "assay/shipped_files.hpp"
#include "file_content.hpp"
#include "formats/format.hpp"
#include "pipeline/settings.hpp"

namespace crossbreak::testing {

inline CallSettings shipped_settings() {
  CallSettings settings;
  settings.run.profiles = shipped_profiles();
  settings.panel = ikzf1_panel();
  return settings;
}

inline Source sample_run(const std::string& path) {
  return {.name = path.substr(path.rfind('/') + 1), .bytes = tests::project_file("sample_runs/" + path)};
}

}  // namespace crossbreak::testing
