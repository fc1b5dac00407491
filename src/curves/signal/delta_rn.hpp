// Delta Rn of one reaction: which baseline is subtracted, and on whose word.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "curves/curve.hpp"
#include "curves/settings.hpp"
#include "curves/signal/window_choice.hpp"

namespace crossbreak {

struct DeltaRn {
  std::vector<double> delta_rn;      ///< empty where it could not be computed; `issues` then says why
  std::optional<Baseline> baseline;  ///< beside a file's own rounded delta Rn: the line of its window
  std::optional<BaselineSource> source;
  std::vector<Issue> issues;
};

/// Subtracts the baseline of the chosen window from `rn`.
///
/// Where the file is asked, it answers with, in this order: its window; its own delta Rn as it stands, where
/// it gives no window or a false one, or rounds its curves; the automatic rule. A window is false where it
/// spans the whole run (a placeholder) or does not give the file's own delta Rn (another target's); an issue
/// says so. `automatic_rule` gives an automatic window, where `has_grown` says that the curve rises: that of
/// one that does not is flat_window().
///
/// A window that a drift has shrunk to its first cycles is used all the same, as the instrument does: what
/// its Ct is worth, doubtful_ct.hpp tells.
///
/// `rn` may be empty where the file gives delta Rn only; another window is then fitted to that.
DeltaRn subtract_chosen_baseline(const Run& run, const Reaction& reaction, std::span<const double> rn,
                                 const ChosenWindow& chosen, AutomaticRule automatic_rule, bool has_grown);

}  // namespace crossbreak
