// An instrument profile: instrument_profiles/*.toml. What one instrument type is called in files, which
// rules its software used for Ct, and what its columns and flags mean. Only values: profile_reader.hpp reads
// them, profile_choice.hpp finds the one of a run, instrument_profiles/README.md documents every key.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "run/run.hpp"
#include "run/vocabulary.hpp"
#include "words/ct_rules.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// The Ct rules of one range of software versions.
struct SoftwareRules {
  std::string versions;  ///< "SDS 1.x": what reports print
  std::string match;     ///< names_software() of the run's software text
  CtRule ct = CtRule::Cubic;
  AutomaticRule automatic = AutomaticRule::Own;
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
  std::map<Column, std::vector<std::string>> column_titles;
  std::map<std::string, Words> qc_flags;  ///< title to meaning
};

}  // namespace crossbreak
