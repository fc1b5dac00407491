// analysis_result.txt of an .eds: the Ct, Rn and delta Rn that the instrument's software computed.
#pragma once

#include <string>

#include "formats/eds_member.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// Adds the results to the reactions of the run, whose `cycles` must be known. A Ct of the number of
/// cycles or more means Undetermined. Results of a well and target that the plate does not have, or under
/// another sample name, become issues. Throws FormatError.
void read_eds_results(const EdsMember& member, Run& run);

/// The number of cycles of the longest curve of Rn; 0 where there are none.
int eds_result_cycles(const EdsMember& member);

/// The text for the results of the run, as read_eds_results takes it; empty where no reaction has any.
std::string write_eds_results(const Run& run);

}  // namespace crossbreak
