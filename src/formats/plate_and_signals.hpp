// Whether the plate setup of a run and its signals speak of the same wells.
#pragma once

#include <map>
#include <set>
#include <string>

#include "run/run.hpp"

namespace crossbreak {

/// "A1, A2, B3".
std::string well_list(const std::set<Well>& wells);

/// What a file holds of targets that its plate does not have in those wells, and that is left out.
class StrayTargets {
 public:
  void add(Well well, const std::string& target) { wells_[target].insert(well); }

  /// Results: one issue a well; where the plate has the target in other wells and another one in these, setup
  /// and results contradict each other, which is one issue a target and asks for a look at its wells.
  void tell_results(const std::string& file, Run& run) const;
  /// Curves likewise, where the wells of all other targets share an issue.
  void tell_curves(const std::string& file, Run& run) const;

 private:
  std::map<std::string, std::set<Well>> wells_;  ///< by target
};

/// Adds issues for wells with a target but no signal, with signals but no target, without a signal of the
/// target's reporter, and without one of the passive reference. For runs that have dyes. The only place that
/// tells of these: what follows works with the signals there are.
void compare_plate_and_signals(const std::string& file, Run& run);

}  // namespace crossbreak
