// Thresholds and baseline windows that a file's own numbers prove, in place of those it is silent or wrong
// about.
#pragma once

#include <vector>

#include "curves/settings.hpp"

namespace crossbreak {

/// What the instrument's software used, reaction by reaction in the order of Run::reactions.
struct RecoveredSettings {
  std::vector<FileSettings> settings;     ///< the file's, false entries replaced or taken out
  std::vector<bool> recovered_threshold;  ///< the threshold is proven by the Ct, not written in the file
  std::vector<bool> recovered_baseline;   ///< the window is proven by Rn - delta Rn, not written in the file
  std::vector<std::vector<Issue>>
      issues;  ///< what was replaced and why; a target's stand at its first reaction
};

/// Recomputes what the file says of its settings from its Rn, delta Rn and Ct.
///
/// A window is replaced where the Rn and delta Rn of the reaction are given in full digits and another window
/// alone explains them (a placeholder, or one target's window in all rows; see delta_rn.hpp). From rounded
/// text no window is unique: nothing is done.
///
/// A threshold is kept where it gives the exported Ct of its target; wells with three crossings or more and
/// those the instrument marked as without amplification do not count. Otherwise the threshold that gives most
/// of them takes its place, if at least two Ct and more than half of all prove it: the 7500 v2.0 export
/// writes one target's threshold into all rows, and a re-analysed one keeps the old. A false threshold
/// without a proven one to replace it is taken out, and so is its value in targets that have no Ct to check
/// it by: the automatic rule then finds one. Where the file is silent about the threshold and none is proven
/// though the target has two Ct or more, an issue asks whether Ct and curves belong together. Reactions
/// without delta Rn in the file, and omitted ones, are left as they are.
RecoveredSettings recover_settings(const Run& run, CtRule rule);

}  // namespace crossbreak
