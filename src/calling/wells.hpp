// From reactions and curves to wells with a state: the evidence of everything that follows.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calling/call_input.hpp"
#include "calling/calls.hpp"
#include "calling/rules.hpp"

namespace crossbreak {

/// The wells of one run, one per reaction and in its order, with R1-R3 and R13-R15 applied.
/// `first_input` is the index of the run's first file among all inputs.
std::vector<WellCall> call_wells(const CallInput& input, std::size_t run, std::size_t first_input,
                                 const Panel& panel);

/// What R1-R3 and R7 look at.
WellEvidence evidence_of(const WellCall& well);

/// Left out because nothing could be read; a well that the operator omitted is not.
bool is_unreadable(const WellCall& well);

/// The Ct that a well might have had; absent: undetermined.
using OtherCt = std::optional<double> (*)(const WellCall&);

/// The same wells with their states by another Ct.
std::vector<WellCall> with_other_ct(std::span<const WellCall> wells, OtherCt other_ct, const Rules& rules);

/// Adds a flag once, keeping them sorted.
void add_flag(std::vector<Flag>& flags, Flag flag);
void add_flags(std::vector<Flag>& flags, std::span<const Flag> more);

/// "A1, B3": the wells at these indices, each once.
std::string names_of(std::span<const WellCall> wells, std::span<const std::size_t> indices);

}  // namespace crossbreak
