// multicomponentdata.xml of an .eds of QuantStudio or ViiA 7: the unmixed signal of every dye, well and read,
// and where in the program each read was taken.
#pragma once

#include <string>

#include "formats/eds_reads.hpp"

namespace crossbreak {

/// Throws FormatError for XML that breaks the grammar, a well outside the plate, a well listed twice, or a
/// signal that has not as many values as the file says there are reads.
EdsSignals read_multicomponent_xml(const EdsMember& member, const Plate& plate);

/// The text as read_multicomponent_xml takes it. The columns that describe the unmixing (MSE) are left out.
std::string write_multicomponent_xml(const EdsSignals& signals, const Plate& plate);

}  // namespace crossbreak
