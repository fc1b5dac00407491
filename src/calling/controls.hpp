// The controls of one plate, judged before its patients (R4, R5, R6).
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "assay/panel.hpp"
#include "calling/calls.hpp"
#include "calling/rules.hpp"

namespace crossbreak {

/// NTCs, positive controls and negative-control DNA of run `run`, in that order, each set by set in the
/// panel's order; then what the plate lacks for the sets that its patients were tested in: a set whose NTC
/// wells are all inconclusive and without a Ct lacks one, though they are judged.
std::vector<ControlCall> judge_controls(std::span<const WellCall> wells, std::size_t run, const Panel& panel);

/// The call of the same control among those that other states of the wells gave: a control with wells has one
/// always, while what a plate lacks may differ.
const ControlCall& same_control(const ControlCall& control, std::span<const ControlCall> others);

/// What the controls of one plate say of each set.
std::map<std::string, ControlEffect> effects_of(std::span<const ControlCall> controls);

/// The earliest Ct of an NTC of run `run`, by set and for the reference gene, where one amplifies: late ones
/// and unclear ones that have a Ct too, for when in doubt there is template.
std::map<std::string, NtcAmplification> amplified_ntcs(std::span<const WellCall> wells, std::size_t run);

/// Wells of a sample, by set, in the order of the wells.
std::map<std::string, std::vector<std::size_t>> wells_by_set(std::span<const WellCall> wells,
                                                             std::span<const std::size_t> indices);

}  // namespace crossbreak
