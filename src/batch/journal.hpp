// What a batch has done so far, one line of JSON a plate, so that it can go on where it was ended, need not
// call again what is up to date, and can be put together with its other shards.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "batch/batch_plate.hpp"
#include "batch/shard.hpp"

namespace crossbreak {

/// A plate whose outputs were written, or that could not be called.
struct JournalEntry {
  BatchPlate plate;
  std::optional<std::size_t> place = {};  ///< among the runs of the last batch; nothing: it had not this one
  std::string content = {};               ///< SHA-256 over the files of the run and its plate map
  std::string fingerprint;                ///< SHA-256 of all that shapes the outputs; empty: was not called
  std::string pseudonyms = {};            ///< the fingerprint of their key; empty: samples have their names
  std::map<std::string, std::string> outputs;  ///< seen from the batch's folder, with the SHA-256 of each
  bool operator==(const JournalEntry&) const = default;
};

/// The batch that a journal is of: written when it has ended.
struct JournalHead {
  std::string batch;     ///< SHA-256 over its version, options and runs; that of all its shards
  Shard shard = {};      ///< the whole batch is 1/1
  std::size_t runs = 0;  ///< of the whole batch, second exports left out
  std::string language;  ///< of its report: "en", "zh"
  bool operator==(const JournalHead&) const = default;
};

struct Journal {
  std::optional<JournalHead> head;              ///< nothing: the batch did not end, or each plate was one
  std::map<std::string, JournalEntry> entries;  ///< by BatchPlate::name
};

/// With their line ends.
std::string journal_line(const JournalHead& head);
std::string journal_line(const JournalEntry& entry);

/// Of several lines of one plate the last counts. A line that is cut off or of another version tells nothing:
/// its plate is called again.
Journal read_journal(std::string_view text);

}  // namespace crossbreak
