// Experiment files (.eds) of the 7500, 7500 Fast and StepOne: specification 1.1.x.
#pragma once

#include <string>

#include "formats/format.hpp"

namespace crossbreak {

/// Recognises every .eds with members under apldbio/sds/.
extern const Format eds_7500;

/// The run as an .eds; the same run gives the same bytes. Results are written only where the run holds some.
/// The run needs its program, wells for all reactions, one sample name per well, `cycles` values in every
/// dye, dates in ISO 8601 UTC ("2007-11-10T01:46:54Z") or empty, and settings that agree between the wells
/// of a target but for the window. Quantities of tasks other than STANDARD, comments and filter traces have
/// no place in the layout. Throws std::invalid_argument for a run that the layout cannot hold.
std::string write_eds(const Run& run);

}  // namespace crossbreak
