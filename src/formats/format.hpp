// How run files become Runs: one Format per layout, listed in formats().
#pragma once

#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "run/run.hpp"
#include "run/vocabulary.hpp"

namespace crossbreak {

/// A whole file in memory. Readers see bytes, never paths, so that a test or a fuzzer can hand them a
/// string.
struct Source {
  std::string name;  ///< file name without folder, for messages and reports
  std::string bytes;
};

/// The file is not what its format promises. what() reads "plate3.csv:17: message", or
/// "plate.eds: apldbio/sds/plate_setup.xml: message" where the place is a member or a sheet.
class FormatError : public std::runtime_error {
 public:
  FormatError(std::string_view file, std::string_view message)
      : std::runtime_error(std::string(file) + ": " + std::string(message)) {}
  FormatError(std::string_view file, int line, std::string_view message)
      : std::runtime_error(std::string(file) + ':' + std::to_string(line) + ": " + std::string(message)) {}
  FormatError(std::string_view file, std::string_view place, std::string_view message)
      : std::runtime_error(std::string(file) + ": " + std::string(place) + ": " + std::string(message)) {}
};

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

/// Every known format, the most specific first.
std::span<const Format> formats();

/// The first format that recognises the file; throws FormatError naming all that were tried.
const Format& detect_format(const Source& source);

/// The format of that name; throws FormatError with the nearest name otherwise.
const Format& format_named(std::string_view name);

/// Sources that make one run, and the layout they are in.
struct RunSources {
  const Format* format = nullptr;
  std::vector<Source> sources;  ///< the one that names the outputs first
};

/// Sorts files into runs in the order given; a Results file is joined with the first Curves file of the same
/// layout that has no partner yet, whichever comes first. A part may stay alone: its reader judges that.
/// `format_name` (from --format) overrides detection. Throws FormatError.
std::vector<RunSources> group_into_runs(std::vector<Source> sources,
                                        const std::optional<std::string>& format_name = std::nullopt);

/// Reads one run and records its inputs with their SHA-256. Throws FormatError, for more than 500 cycles too.
Run read_run(const RunSources& sources, const ReadOptions& options);

}  // namespace crossbreak
