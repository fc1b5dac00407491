// What a batch has done so far, one line of JSON a plate, so that it can go on where it was ended and need
// not call again what is up to date.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "batch/batch_plate.hpp"

namespace crossbreak {

/// A plate whose outputs were written.
struct JournalEntry {
  BatchPlate plate;
  std::string fingerprint;                     ///< SHA-256 of all that shapes the outputs
  std::map<std::string, std::string> outputs;  ///< seen from the batch's folder, with the SHA-256 of each
  bool operator==(const JournalEntry&) const = default;
};

/// With its line end.
std::string journal_line(const JournalEntry& entry);

/// By BatchPlate::name; of several of one plate the last counts. A line that is cut off or of another version
/// tells nothing: its plate is called again.
std::map<std::string, JournalEntry> read_journal(std::string_view text);

}  // namespace crossbreak
