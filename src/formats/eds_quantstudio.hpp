// Experiment files (.eds) of QuantStudio 3, 5, 6 Flex, 7 Flex and ViiA 7: specification 1.3.x.
#pragma once

#include <string>

#include "formats/format.hpp"

namespace crossbreak {

extern const Format eds_quantstudio;

/// The run as such an .eds; what it needs and what has no place in it is as of write_eds() in eds_7500.hpp,
/// and its program reads fluorescence in one step of its CYCLING stages. Throws std::invalid_argument.
std::string write_eds_quantstudio(const Run& run);

}  // namespace crossbreak
