// The folder that a batch writes to: its journal, its report, and that no other batch writes there meanwhile.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <ostream>
#include <span>
#include <string>

#include "batch/journal.hpp"
#include "files.hpp"
#include "words/words.hpp"

namespace crossbreak::cli {

class BatchFolder {
 public:
  enum class Before { IsForgotten, IsKept };  ///< what an earlier batch wrote into the journal

  /// Makes the folder where it is missing. Of an earlier batch, plates are kept that name samples as this
  /// one: by `pseudonyms` of the same key, as in JournalEntry; the others go from the journal. Throws
  /// OutputError, where another batch writes there too.
  BatchFolder(std::filesystem::path folder, Before before, const std::string& pseudonyms, ReadOnly read_only);

  const std::filesystem::path& folder() const { return folder_; }

  /// What an earlier batch has done, by plate; none of it has a place in this one.
  const std::map<std::string, JournalEntry>& done() const { return done_; }

  /// How many plates of the earlier batch were left out, since it named samples otherwise.
  std::size_t named_otherwise() const { return named_otherwise_; }

  /// Tells of them, where there are any.
  void tell_named_otherwise(std::ostream& err) const;

  /// Adds a line to the journal. Throws OutputError.
  void note(const JournalEntry& entry);

  /// Ends the journal: a line a plate, by name, so that the same plates give the same bytes however the batch
  /// came to them. `head`: of a batch that has done all. Throws OutputError.
  void end(const std::optional<JournalHead>& head);

  /// Writes the report of all plates and tells of its files.
  void write_report(std::span<const BatchPlate> plates, Language language, std::ostream& err) const;

 private:
  std::filesystem::path folder_;
  std::filesystem::path journal_path_;
  ReadOnly read_only_;
  HeldName alone_;
  std::map<std::string, JournalEntry> done_;
  std::size_t named_otherwise_ = 0;
  std::ofstream journal_;
};

/// The journal of a folder that a batch wrote to. Throws InputError.
Journal read_batch_journal(const std::filesystem::path& folder);

/// "batch.journal.jsonl" below it.
std::filesystem::path batch_journal(const std::filesystem::path& folder);

}  // namespace crossbreak::cli
