// One plate of many: called by the settings of its folder, written, and told in a line.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "batch/journal.hpp"
#include "batch_files.hpp"
#include "batch_settings.hpp"
#include "earlier_files.hpp"
#include "files.hpp"
#include "outputs.hpp"
#include "pseudonyms.hpp"
#include "words/exits.hpp"

namespace crossbreak::cli {

/// Throws CommandLineError for an option of one run, with what many plates are called by.
void check_plate_options(const Arguments& arguments, const std::string& called_by);

/// What became of a plate. Only as long as it is not written it holds more than a line's worth.
struct CalledPlate {
  JournalEntry entry;
  bool is_up_to_date = false;
  ExitCode failed = ExitCode::Done;  ///< of what the entry's problem tells
  std::vector<Output> outputs;
  std::filesystem::path record;
  OutputChoice choice;
  std::string compared;  ///< record_to_compare()
  EarlierFiles earlier;  ///< once it is written
};

/// Calls plates into folders below one. From any thread.
class PlateCaller {
 public:
  PlateCaller(const Arguments& arguments, std::filesystem::path folder)
      : arguments_(arguments), folder_(std::move(folder)), calls_(arguments), key_(given_key(arguments)) {}

  /// Never throws: the entry has the problem. Where the run cannot be used, one of its second exports is
  /// called. Takes from `done` what it knows of a plate where nothing that shapes its outputs has changed,
  /// and they are there, or were reviewed since.
  CalledPlate call(const BatchRun& run, const std::map<std::string, JournalEntry>& done);

  /// Throws nothing: the entry has the problem.
  void write(const BatchRun& run, CalledPlate& plate) const;

  /// Why the run cannot be called, as far as is known before; without names where they are taken out.
  std::string problem_of(const BatchRun& run) const;

  /// By which two keys of --pseudonymise are told apart; empty where names stay.
  std::string fingerprint_of_key() const { return key_ ? key_->fingerprint() : std::string(); }

  const RunSettings& reading_settings(const std::filesystem::path& folder) {
    return calls_.of(folder).settings.run;
  }

 private:
  CalledPlate call_one(const BatchRun& run, const std::map<std::string, JournalEntry>& done);
  void call_one(const BatchRun& run, const FolderCall& of_folder,
                const std::map<std::string, JournalEntry>& done, CalledPlate& plate);
  PlateMap read_map(const std::string& file) const;
  bool is_up_to_date(CalledPlate& plate, const std::map<std::string, JournalEntry>& done,
                     const std::vector<std::filesystem::path>& planned) const;

  const Arguments& arguments_;
  std::filesystem::path folder_;
  FolderCalls calls_;
  std::optional<PseudonymKey> key_;  ///< of --pseudonymise
};

/// Puts in place what a killed command had begun beside the plates of a journal. Throws OutputError.
void complete_plates(const std::filesystem::path& folder, const std::map<std::string, JournalEntry>& done);

/// Whether a journal's outputs lie below the folder as they were written, or their record was reviewed since.
bool stands_or_was_reviewed(const std::filesystem::path& folder, const JournalEntry& entry);

/// Where the record of the plate of this name lies, or would lie.
std::filesystem::path record_of_plate(const std::filesystem::path& folder, const std::string& plate);

/// Calls `count` plates, `jobs` at a time, and finishes them one by one, in their order; no further ones are
/// begun once `stops()`. False where some were not begun.
bool call_in_order(std::size_t count, std::size_t jobs, const std::function<bool()>& stops,
                   const std::function<CalledPlate(std::size_t)>& call,
                   const std::function<void(std::size_t, CalledPlate&)>& finish);

/// "2024/plate.eds: run valid; ..." of a called plate, without its line end, and the same of each of its
/// exports that was not called.
std::vector<std::string> lines_of(const CalledPlate& plate, Language language);

}  // namespace crossbreak::cli
