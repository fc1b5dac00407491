// Outputs of this program that are given to it as if they were runs.
#pragma once

#include "formats/source.hpp"

namespace crossbreak {

/// Throws FormatError where the file is a record, a CSV, a workbook or a page that crossbreak wrote, in any
/// version, naming what it is, what it was made from where it says so, and what to give instead. No run file
/// looks like one: it is asked before the layouts are.
void refuse_own_output(const Source& source);

}  // namespace crossbreak
