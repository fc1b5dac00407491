// What a format is: one value per layout of run files. The list of them is in formats.hpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "formats/source.hpp"
#include "run/run.hpp"
#include "run/vocabulary.hpp"

namespace crossbreak {

struct ReadOptions {
  Vocabulary vocabulary;
  std::optional<std::string> encoding;  ///< of text layouts, from the command line; absent: found out
};

/// Which file of a run this is, in a layout that spreads a run over two.
enum class FilePart {
  Whole,    ///< a run of its own
  Results,  ///< names the outputs
  Curves,   ///< completes a Results file
};

struct Format {
  std::string_view name;              ///< what --format takes, e.g. "eds-7500"
  std::string_view description;       ///< one line for --help
  bool (*recognises)(const Source&);  ///< a cheap look at the content; never throws
  /// One source, or two where the layout spreads a run over two files. Throws FormatError.
  Run (*read)(std::span<const Source>, const ReadOptions&);
  FilePart (*part)(const Source&) = nullptr;  ///< null where every file is Whole; never throws
};

}  // namespace crossbreak
