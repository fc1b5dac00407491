// Experiment files (.eds) of Design & Analysis software 2.x (QuantStudio 6 Pro, 7 Pro and others):
// specification 2.0.
#pragma once

#include <string>

#include "formats/format.hpp"

namespace crossbreak {

extern const Format eds_json;

/// The run as such an .eds; the same run gives the same bytes. The run needs what write_eds() of eds_7500.hpp
/// asks for, 96 or 384 wells, one step of its CYCLING stages that reads fluorescence, and a dye for each
/// target of a well that all its wells share. Barcode, comments, filters and quantities of tasks other than
/// STANDARD have no place. Throws std::invalid_argument.
std::string write_eds_json(const Run& run);

}  // namespace crossbreak
