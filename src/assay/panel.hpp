// A panel of primer sets and the rules that turn its wells into calls: primers/*.toml. Only values:
// panel_reader.hpp reads them, primers/README.md documents every key.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "assay/default_texts.hpp"
#include "assay/rules.hpp"
#include "words/words.hpp"

namespace crossbreak {

struct Oligo {
  std::string name;
  std::string sequence;  ///< 5'->3', A C G T
  std::string source;
};

/// A forward and a reverse primer by name.
struct PrimerPair {
  std::string forward;
  std::string reverse;
};

struct PrimerSet {
  std::string name;                 ///< "D4-7": what records and reports print
  std::string exons;                ///< "4-7"
  std::optional<std::string> code;  ///< what the laboratory's information system calls it; absent: its name
  std::optional<std::string> hgvs;  ///< of the deletion: "NM_006060.6:c.(160+1_161-1)_(850+1_851-1)del"
  std::optional<Words> deletion_class;  ///< what the deletion does to the protein
  std::vector<PrimerPair> pairs;
  std::vector<std::string> aliases;    ///< target names that mean this set, folded before they are compared
  std::vector<std::string> reporters;  ///< dyes that it may be read in, at least one
  std::string quencher;
  std::optional<double> threshold;              ///< fixed, in delta Rn
  std::optional<std::pair<int, int>> baseline;  ///< fixed window, cycles from 1, inclusive
  /// Of papers that count exons otherwise: never accepted, only explained.
  std::vector<std::string> older_names;
  std::string source;
};

struct ReferenceGene {
  std::string target;  ///< "ALB"
  std::vector<std::string> aliases;
  /// Dyes that it may be read in beside a set; in wells of its own it may also be read in the sets' dyes.
  std::vector<std::string> reporters;
  double max_ct = 30.0;  ///< R7
  std::optional<double> threshold;
  std::string source;
};

struct PositiveControl {
  std::string name;               ///< reserved sample name
  std::vector<std::string> sets;  ///< that it must be positive in
  double max_ct = 32.0;           ///< R5
};

struct ControlNames {
  std::vector<std::string> ntc;
  std::vector<std::string> negative;
  std::vector<PositiveControl> positive;
  std::string source;
};

/// What the way from a call to a released result asks for.
struct SigningRules {
  int signatures = 2;             ///< different people who must sign, at least
  bool exclude_controls = false;  ///< a reviewer may leave out wells of controls
};

/// How many people a panel or a laboratory may ask to sign: below two nobody looks at another's work; the
/// upper end is arbitrary.
inline constexpr int fewest_signatures = 2;
inline constexpr int most_signatures = 10;

struct Panel {
  std::string id;
  std::string version;
  std::string gene;  ///< "IKZF1"
  std::string source;
  std::optional<Words> sensitivity;  ///< of the method, as the laboratory has validated it
  std::string sha256;                ///< of the file's bytes
  std::vector<Oligo> oligos;
  std::vector<PrimerSet> sets;  ///< in the order reports print them
  std::optional<ReferenceGene> reference;
  ControlNames controls;
  Rules rules;
  SigningRules signing;
  std::map<std::string, std::string> rule_sources;  ///< key of [rules] to what the number rests on
  /// Templates over {gene}, {exons} and {sets} (their number), by the keys of default_texts(), all present.
  std::map<std::string, Words> texts = default_texts();
};

}  // namespace crossbreak
