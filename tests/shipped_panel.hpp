// The panel that comes with the program.
#pragma once

#include "assay/panel_reader.hpp"
#include "file_content.hpp"

namespace crossbreak::tests {

inline Panel ikzf1_panel() {
  return read_panel("ikzf1_deletions.toml", project_file("primers/ikzf1_deletions.toml"));
}

}  // namespace crossbreak::tests
