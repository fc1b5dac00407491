// What a laboratory notes beside its run: what went into it, and where each sample comes from. Carried into
// record and reports, never interpreted.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace crossbreak {

/// A reagent, a control or a standard. Empty: not given.
struct Lot {
  std::string name;
  std::string lot;
  std::string expiry;  ///< last day of use, "2026-03-31"
  bool operator==(const Lot&) const = default;
};

/// Empty: not given.
struct SampleMetadata {
  std::string sample;     ///< as on the plate
  std::string specimen;   ///< "bone marrow"
  std::string collected;  ///< day, "2026-03-01"
  std::string received;   ///< day
  std::string order;      ///< number of the order
  std::string requester;  ///< the unit that asks
  bool operator==(const SampleMetadata&) const = default;
};

struct RunMetadata {
  std::string extraction_batch;  ///< empty: not given
  std::vector<Lot> reagents;
  std::vector<Lot> controls;
  std::vector<Lot> standards;
  std::vector<SampleMetadata> samples;
  bool operator==(const RunMetadata&) const = default;
};

/// Of all texts of extraction batches and lots; most_lot_bytes of run/input_limits.hpp are the most.
inline std::size_t bytes_of_lots(const RunMetadata& metadata) {
  std::size_t bytes = metadata.extraction_batch.size();
  for (const std::vector<Lot>* lots : {&metadata.reagents, &metadata.controls, &metadata.standards})
    for (const Lot& lot : *lots)
      bytes += lot.name.size() + lot.lot.size() + lot.expiry.size();
  return bytes;
}

}  // namespace crossbreak
