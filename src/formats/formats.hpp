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

/// Which part of a run the file is, in that layout.
FilePart part_of(const Format& format, const Source& source);

/// Sources that make one run, and the layout they are in.
struct RunSources {
  const Format* format = nullptr;
  std::vector<Source> sources;  ///< the one that names the outputs first
  std::string run = {};         ///< which run, of a file that holds several; else empty
};

/// The sources of one run: a file, or the halves of a layout that has such, in any order. Whether
/// halves belong together is their reader's to ask, and of those that do not know their run the pipeline's
/// (pipeline/halves.hpp). `format_name` (from --format) overrides detection. Throws FormatError.
RunSources sources_of_run(std::vector<Source> sources,
                          const std::optional<std::string>& format_name = std::nullopt);

/// The runs of a file, by name and in its order: one without name where its layout holds no more. Throws
/// FormatError.
std::vector<std::string> runs_of(const Format& format, const Source& source, const ReadOptions& options = {});

/// "plate.rdml [Run002]": what a file is called as the input of one of its runs.
std::string input_name(const std::string& file, const std::string& run);

/// Reads one run and records its inputs with their SHA-256. Throws FormatError, for more than 500 cycles too.
Run read_run(const RunSources& sources, const ReadOptions& options);

}  // namespace crossbreak
