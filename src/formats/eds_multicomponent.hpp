// multicomponent_data.txt of an .eds: the unmixed signal of every dye, well and read.
#pragma once

#include <string>
#include <vector>

#include "formats/eds_member.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// One dye of one well over all reads of the run, amplification and melt alike, in the order of reading.
/// NaN where the instrument wrote no finite number.
struct DyeReads {
  Well well;
  std::string dye;
  std::vector<double> signal;
};

struct Multicomponent {
  std::vector<DyeReads>
      reads;  ///< row-major by well, then in the order of the well's dye list; all equally long
  bool whole_plate = false;  ///< the last well is listed, as in every whole file, be it in use or not
};

/// Throws FormatError for text that is cut off inside a record or a well, or breaks the grammar.
Multicomponent read_multicomponent(const EdsMember& member, const Plate& plate);

/// The text for these reads, as read_multicomponent takes it: one summary line for the wells without dyes.
/// `filters` is the number of filters of the instrument: 5 for the 7500, 4 for the StepOne; no well may
/// have more dyes. The columns that describe the unmixing (MSE, PURE_DYE_DATA) are written as zeros.
std::string write_multicomponent(const std::vector<DyeReads>& reads, const Plate& plate, int read_count,
                                 int filters);

}  // namespace crossbreak
