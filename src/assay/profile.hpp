// An instrument profile: instrument_profiles/*.toml. What one instrument type is called in files, which
// rules its software used for Ct, and what its columns and flags mean.
// instrument_profiles/README.md documents every key.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "run/run.hpp"
#include "run/vocabulary.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// The Ct rules of one range of software versions.
struct SoftwareRules {
  std::string versions;   ///< "SDS 1.x": what reports print
  std::string match;      ///< the software text of a run contains this, case folded
  std::string ct;         ///< "cubic" or "linear"
  std::string automatic;  ///< "abi7500-v2", "quantstudio" or "own"
  /// An export that names no software but this profile's type id or block type was written by these versions.
  bool implied_by_ids = false;
  std::string source;
};

struct Profile {
  std::string id;
  std::string version;
  std::string name;  ///< "Applied Biosystems 7500 Fast"
  std::string source;
  std::string sha256;
  Plate plate;
  std::vector<std::string> dyes;
  std::string passive_reference;
  std::vector<std::string> type_ids;  ///< exact ids in files
  std::vector<std::string>
      type_names;  ///< texts in files, e.g. "Applied Biosystems 7500 Real Time PCR System"
  std::vector<std::string> block_types;
  std::vector<SoftwareRules> software;  ///< first match wins
  std::map<std::string, std::vector<std::string>> column_titles;
  std::map<std::string, Words> qc_flags;  ///< title to meaning
};

/// Throws AssayError as read_panel does.
Profile read_profile(std::string_view name, std::string_view toml);

/// The union of what all profiles say, for readers.
Vocabulary vocabulary_of(std::span<const Profile> profiles);

/// The profile that describes the run's instrument (type id, else type name, else block type); null when
/// none does.
const Profile* profile_of(const Run& run, std::span<const Profile> profiles);

/// The rules for the run's software. Where none match: cubic, "own" and an issue to report.
struct ChosenRules {
  SoftwareRules rules;
  std::optional<Issue> issue;
};
ChosenRules rules_of(const Run& run, const Profile* profile);

}  // namespace crossbreak
