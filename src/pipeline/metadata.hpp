// What a laboratory notes beside its run, --meta: read, checked against the plate, and its lots against the
// run's date.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "run/issue.hpp"
#include "run/metadata.hpp"
#include "run/run.hpp"

namespace crossbreak {

struct MetadataFile {
  std::string name;  ///< file name, for messages; empty: none
  std::string sha256;
  RunMetadata content;
  /// On which line of the file the lots stand, reagents, controls and standards in that order, and the
  /// samples.
  std::vector<unsigned> lot_lines;
  std::vector<unsigned> sample_lines;
};

/// Throws AssayError with file and line: an unknown key, a lot without name or number, a day that is none, a
/// sample that stands twice.
MetadataFile read_metadata(std::string_view name, std::string_view text);

/// Throws CallError for a sample that is in none of the runs.
void check_samples(const MetadataFile& file, std::span<const Run* const> runs);

/// A warning for each lot that expired before the day of the run; none of a run without a date.
std::vector<Issue> expired_lots(const MetadataFile& file, const Run& run);

}  // namespace crossbreak
