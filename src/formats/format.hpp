// What a format is: one value per layout of run files. The list of them is in formats.hpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/source.hpp"
#include "run/run.hpp"
#include "run/vocabulary.hpp"

namespace crossbreak {

/// An arbitrary choice far above any protocol (the 7500 takes 99 in a stage) and above a run whose melt reads
/// cannot be told apart. Baselines are sought by the cube of it: one cell with a cycle of 6155 took a minute.
inline constexpr int most_cycles = 500;

struct ReadOptions {
  Vocabulary vocabulary;
  std::optional<std::string> encoding;  ///< of text layouts, from the command line; absent: found out
  std::string run = {};                 ///< which run of a file that may hold several; empty: the only one
};

/// Which file of a run this is, in a layout that may spread a run over several.
enum class FilePart {
  Whole,    ///< a run of its own
  Results,  ///< names the outputs
  Curves,   ///< of each target; completes a Results file
  Dyes,     ///< of each well; completes a Results file
};

struct Format {
  std::string_view name;              ///< what --format takes, e.g. "eds-7500"
  std::string_view description;       ///< one line for --help
  bool (*recognises)(const Source&);  ///< a cheap look at the content; never throws
  /// One source, or the Results and then the others where the layout spreads a run over several files. Throws
  /// FormatError.
  Run (*read)(std::span<const Source>, const ReadOptions&);
  FilePart (*part)(const Source&) = nullptr;  ///< null where every file is Whole; never throws
  std::string_view curves_name = {};          ///< what people call a Curves file: "Delta Rn"
  /// The names of the runs in a file, in its order, each once: one empty name where the file names none. Null
  /// where every file is one run. Throws FormatError.
  std::vector<std::string> (*runs)(const Source&, const ReadOptions&) = nullptr;
};

}  // namespace crossbreak
