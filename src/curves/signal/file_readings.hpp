// Whether what a file gives of one well is of one curve.
#pragma once

#include <optional>
#include <span>

#include "run/run.hpp"

namespace crossbreak {

/// An issue where the file's own Rn or delta Rn is not that of `rn`, which its dyes give: of another well, or
/// of another run. `rn` is by cycle, as the file's curves.
///
/// Whatever the window, the baseline is a straight line (Applied Biosystems 7500 Guide 4387783): of one curve
/// Rn less delta Rn is one. The least-squares line through that difference leaves of one curve only what its
/// digits are rounded by, of two curves much of their rise or of their noise. Four cycles or more must be
/// apart by more than 5 % of the range of the file's curve, two units of its last digit and 1e-5 of the
/// signal (float32). Arbitrary; of 600 curves of real files the worst is 2e-4 of the range, of 1000 computed
/// Rn each is the file's own.
std::optional<Issue> other_curve(const Run& run, const Reaction& reaction, std::span<const double> rn);

}  // namespace crossbreak
