// From reactions and curves to wells with a state: the evidence of everything that follows.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calling/call_input.hpp"
#include "calling/calls.hpp"
#include "calling/rules.hpp"

namespace crossbreak {

/// The wells of one run, one per reaction and in its order, with R1-R3, R13, R15, R18, R19 and R24
/// applied.
/// `first_input` is the index of the run's first file among all inputs.
std::vector<WellCall> call_wells(const CallInput& input, std::size_t run, std::size_t first_input,
                                 const Panel& panel);

/// What R1-R3 and R7 look at.
WellEvidence evidence_of(const WellCall& well);

/// Why a planned well has no result. A well that the operator omitted is none of these.
bool is_unreadable(const WellCall& well);
bool is_too_short(const WellCall& well);
/// R13: the file's Ct is not that of its curve.
bool is_contradicted(const WellCall& well);
/// R13: the instrument's Crt, with the panel's limit for it, says otherwise.
bool is_contradicted_by_crt(const WellCall& well);
bool is_of_wrong_dye(const WellCall& well);
bool is_omitted(const WellCall& well);

/// The deciding Ct that a well might have had; absent: undetermined.
using OtherCt = std::function<std::optional<double>(const WellCall&)>;

/// The same wells with their states by another Ct. Only states and Ct: reasons and flags stay.
std::vector<WellCall> with_other_ct(std::span<const WellCall> wells, const OtherCt& other_ct,
                                    const Rules& rules);

/// The wells as if the operator had not omitted those at `indices`. Only states, and whether they are
/// omitted.
std::vector<WellCall> with_counted(std::span<const WellCall> wells, std::span<const std::size_t> indices,
                                   const Rules& rules);

/// Adds a flag once, keeping them sorted.
void add_flag(std::vector<Flag>& flags, Flag flag);
void add_flags(std::vector<Flag>& flags, std::span<const Flag> more);

/// "A1, B3": the wells at these indices, each once.
std::string names_of(std::span<const WellCall> wells, std::span<const std::size_t> indices);

}  // namespace crossbreak
