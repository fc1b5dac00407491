// What a chemist would look at in a panel before ordering it. What a panel must not be at all is refused
// when it is read (panel_reader.hpp); here nothing is refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assay/panel.hpp"

namespace crossbreak {

struct OligoProperties {
  std::string name;
  std::string sequence;
  int length_nt = 0;
  double gc_percent = 0;
  double tm_c = 0;  ///< melting_temperature_c() at 50 mM Na+ and 250 nM
};

/// Two oligos of one set (or one with itself) that could prime on each other.
struct ThreePrimeMatch {
  std::string set;
  std::string primer;   ///< whose 3' end anneals
  std::string partner;  ///< where it anneals; may be the primer itself
  int bases = 0;        ///< length of the longest exact match that includes the primer's 3' end
};

struct PanelFinding {
  std::string code;   ///< snake_case
  std::string place;  ///< "set D4-7", "oligo F.4", "rules"
  std::string text;
  bool operator==(const PanelFinding&) const = default;
};

struct PanelCheck {
  std::vector<OligoProperties> oligos;   ///< in the panel's order
  std::vector<ThreePrimeMatch> matches;  ///< the longest of each pair of oligos, set by set
  std::vector<PanelFinding> findings;    ///< what deserves a look; empty: nothing
};

/// Length of the longest suffix of `primer` whose reverse complement stands in `partner`; both 5'->3'.
int three_prime_match(std::string_view primer, std::string_view partner);

PanelCheck check_panel(const Panel& panel);

}  // namespace crossbreak
