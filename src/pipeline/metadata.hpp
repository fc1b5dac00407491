// What a laboratory notes beside its run, in --meta or in columns of the plate map: read, checked against the
// plate, and its lots against the run's date.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "run/issue.hpp"
#include "run/metadata.hpp"
#include "run/plate_map.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// Where a lot's number and its last day of use stand, for messages: "meta.toml:3".
struct LotPlaces {
  std::string lot;
  std::string expiry;
};

struct MetadataFile {
  std::string name;  ///< file name; empty: none
  std::string sha256;
  RunMetadata content;
  std::string batch_place;
  std::array<std::vector<LotPlaces>, 3> lot_places;  ///< by LotKind, in the order of the lots
  std::vector<SampleMetadata> sample_places;         ///< of each text of a sample, in its member
};

/// Throws AssayError with file and line: an unknown key, a lot without name or number, a day that is none, a
/// sample that stands twice; and with the file for more than most_lot_bytes of batches and lots.
MetadataFile read_metadata(std::string_view name, std::string_view text);

/// With what the columns of the plate map say besides, of the samples that the runs have in its wells. Throws
/// CallError, with both places, where the two contradict each other or the map itself: another batch, another
/// lot under the same name, another day or text of one sample; for a sample's text in a well without one; and
/// for more than most_lot_bytes of batches and lots.
MetadataFile with_plate_map(MetadataFile file, const PlateMap& map, std::span<const Run* const> runs);

/// Throws CallError for a sample that is in none of the runs.
void check_samples(const MetadataFile& file, std::span<const Run* const> runs);

/// A warning for each lot that expired before the day of the run; none of a run without a date.
std::vector<Issue> expired_lots(const MetadataFile& file, const Run& run);

}  // namespace crossbreak
