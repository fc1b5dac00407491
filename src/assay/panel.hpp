// A panel of primer sets and the rules that turn its wells into calls: primers/*.toml. Only values:
// panel_reader.hpp reads them, primers/README.md documents every key.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "assay/default_texts.hpp"
#include "words/code.hpp"
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
  std::string name;   ///< "D4-7": what records and reports print
  std::string exons;  ///< "4-7"
  std::vector<PrimerPair> pairs;
  std::vector<std::string> aliases;  ///< target names that mean this set, folded before they are compared
  std::string reporter;
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
  std::string reporter;
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

enum class LateRule { Negative, Inconclusive };  ///< R2

constexpr CodeTable<LateRule, 2> codes_of(LateRule) {
  return {{{LateRule::Negative, "negative"}, {LateRule::Inconclusive, "inconclusive"}}};
}

/// R4, R5: a missing control is a warning, or makes the set invalid.
enum class ControlDemand { Optional, Required };

constexpr CodeTable<ControlDemand, 2> codes_of(ControlDemand) {
  return {{{ControlDemand::Optional, "warning"}, {ControlDemand::Required, "required"}}};
}

/// R11: a planned well without readable signal leaves its set's negative open, or is only left out.
enum class UnreadableRule { Incomplete, LeftOut };

constexpr CodeTable<UnreadableRule, 2> codes_of(UnreadableRule) {
  return {{{UnreadableRule::Incomplete, "incomplete"}, {UnreadableRule::LeftOut, "left_out"}}};
}

struct Rules {
  double ct_cutoff = 36.0;                                   ///< R1: positive strictly below
  LateRule late = LateRule::Negative;                        ///< R2
  ControlDemand ntc = ControlDemand::Optional;               ///< R4
  ControlDemand positive_control = ControlDemand::Optional;  ///< R5
  UnreadableRule unreadable = UnreadableRule::Incomplete;    ///< R11
  double spread = 0.5;                                       ///< R9, cycles
  double spread_late = 1.0;                                  ///< R9, where the mean is above spread_late_from
  double spread_late_from = 33.0;                            ///< R9
  double instrument_ct_difference = 0.05;                    ///< R13, cycles
  std::vector<std::string> review_qc_flags = {"BADROX", "EXPFAIL", "OFFSCALE", "AMPNC"};  ///< R15
  int rox_dip_note_from_cycle = 35;                                                       ///< R15
  double contamination_strong_ct = 25.0;  ///< a neighbour below this is a strong one
  double contamination_late_ct = 33.0;    ///< an amplification from here on may be a neighbour's template
  double second_set_delay = 5.0;          ///< cycles between the sets of a mixed patient
  double mixed_share = 0.25;              ///< of a plate's patients; above: unusual
  int mixed_share_min_patients = 4;       ///< fewer mixed patients than this on a plate never raise it
};

struct Panel {
  std::string id;
  std::string version;
  std::string gene;  ///< "IKZF1"
  std::string source;
  std::string sha256;  ///< of the file's bytes
  std::vector<Oligo> oligos;
  std::vector<PrimerSet> sets;  ///< in the order reports print them
  std::optional<ReferenceGene> reference;
  ControlNames controls;
  Rules rules;
  std::map<std::string, std::string> rule_sources;  ///< key of [rules] to what the number rests on
  /// Templates over {gene}, {exons} and {sets} (their number), by the keys of default_texts(), all present.
  std::map<std::string, Words> texts = default_texts();
};

}  // namespace crossbreak
