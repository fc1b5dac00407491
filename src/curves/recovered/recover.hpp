// Rules, thresholds and baseline windows that a file's own numbers prove, in place of those it is silent or
// wrong about.
#pragma once

#include <span>
#include <vector>

#include "curves/settings.hpp"

namespace crossbreak {

/// What the instrument's software used, reaction by reaction in the order of Run::reactions.
struct RecoveredSettings {
  std::vector<FileSettings> settings;     ///< the file's, false entries replaced
  std::vector<CtRule> ct_rules;           ///< the rule that was asked for, or the other one where Ct prove it
  std::vector<bool> recovered_threshold;  ///< the threshold is proven by the Ct, not written in the file
  std::vector<bool> recovered_baseline;   ///< the window is proven, not written in the file
  std::vector<bool> baseline_by_ct;  ///< and that by the Ct, though the file's own delta Rn may say otherwise
  std::vector<std::vector<Issue>>
      issues;  ///< what was replaced and why; a target's stand at its first reaction
};

/// Recomputes what the file says of its settings from its Rn, delta Rn and Ct.
///
/// A window is replaced where the Rn and delta Rn of the reaction are given in full digits and another window
/// alone explains them (a placeholder, or one target's window in all rows; see delta_rn.hpp). From rounded
/// text no window is unique: nothing is done.
///
/// A threshold is kept where it gives the exported Ct of its target: nine in ten of them, wells with three
/// crossings or more and those the instrument marked as without amplification left out. Where it does not,
/// these are tried in turn, and the first that gives nine in ten of the Ct, and three at least, is proven:
///
/// 1. the other interpolation at the file's threshold, first for all targets together, since one software
///    wrote them, then for this one;
/// 2. other windows at the file's threshold: the automatic ones, then one window for the whole target;
/// 3. another threshold, which has to give more than half of all the Ct too: the 7500 v2.0 export writes one
///    target's threshold into all rows, and a re-analysed one keeps the old.
///
/// Where nothing is proven the file's threshold is kept: a Ct is never moved by cycles on a guess. An issue
/// says so where it lies further than half a cycle from half of the Ct or more, and where its value was
/// replaced in another target while this one has no Ct to check it by.
///
/// Where the file is silent, the threshold that gives two Ct at least and more than half of them all is used;
/// where none does though the target has two Ct or more, an issue asks whether Ct and curves belong together.
///
/// `rn` holds the Rn of every reaction as the analysis computes it from the dyes, for reactions of which the
/// file gives no delta Rn; where it is empty, the file's own is taken. Their windows are the file's, else
/// those of the `automatic` rule. A threshold that is not above zero is none. Omitted reactions prove
/// nothing.
RecoveredSettings recover_settings(const Run& run, CtRule rule, AutomaticRule automatic = AutomaticRule::Own,
                                   std::span<const std::vector<double>> rn = {});

}  // namespace crossbreak
