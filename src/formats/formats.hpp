// How run files become Runs: the list of all formats, and the way from files to runs.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/format.hpp"
#include "formats/format_error.hpp"
#include "formats/source.hpp"
#include "run/run.hpp"

namespace crossbreak {

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
