// The sheets of a v2 export that hold one row per well and target: Sample Setup and Results.
#pragma once

#include <string>

#include "formats/v2_table.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// Adds a reaction per row. A quantity is taken from standards only. Throws FormatError where a well has a
/// target twice.
void read_v2_setup(const V2Table& table, const std::string& source, Run& run);

/// Adds Ct, settings and flags to the reactions, and reactions that Sample Setup does not have; where both
/// name the sample or the task, Sample Setup counts. Flags are the columns in capitals that hold nothing but
/// Y, N or empty cells, and those that the vocabulary names. `method`: v2_cycle_method() of the header.
/// Throws FormatError where a well has a target twice.
void read_v2_results(const V2Table& table, const std::string& source, const Vocabulary& vocabulary,
                     const std::string& method, Run& run);

}  // namespace crossbreak
