// What a file found in a folder is, by its content: a run, a half of one, an output of ours, or none of that.
#pragma once

#include <string_view>

#include "formats/source.hpp"

namespace crossbreak {

enum class FileKind {
  Run,        ///< a run of its own
  Half,       ///< one of the two files of a run
  OwnOutput,  ///< crossbreak wrote it
  Broken,     ///< named as a run but in no layout, or a zip of runs: to be told, not passed over
  Unrelated,
};

struct FileLook {
  FileKind kind = FileKind::Unrelated;
  std::string_view layout = {};  ///< of Run and Half: the name of its Format
};

/// Never throws. Does not read the run: one that is cut off behind its head is a Run still.
FileLook look_at(const Source& source);

/// What ends the name of the plate map beside a run: "plate.map.csv" of plate.eds.
inline constexpr std::string_view plate_map_ending = ".map.csv";

}  // namespace crossbreak
