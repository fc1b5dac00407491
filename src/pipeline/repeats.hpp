// The worklist that a released record gives of its repeats, and what it says of the runs they are tested in.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/panel.hpp"
#include "calling/calls.hpp"
#include "curves/curve.hpp"

namespace crossbreak {

/// One row of RUN.repeats.csv.
struct AskedRepeat {
  std::string sample;
  int repeat = 1;                   ///< the number that the repeat has
  std::vector<std::string> sets;    ///< to test again
  std::string source;               ///< the run files of the test before
  std::vector<std::string> sha256;  ///< theirs; empty where the worklist does not tell
  int line = 0;                     ///< of the worklist
};

struct Repeats {
  std::string name;  ///< file name; empty: none
  std::string sha256;
  std::vector<AskedRepeat> asked;
};

/// Reads a worklist, as reports/repeats_csv.hpp writes it or a spreadsheet saved it. Throws FormatError with
/// the line.
Repeats read_repeats(std::string_view name, std::string_view bytes);

/// Gives each patient on the list the number of the repeat and a note of what it repeats. Tests on the runs
/// that the list was made of are none: they keep their number, and repeats are numbered above them. An issue
/// tells of samples on the list that no patient was tested again of, and of sets that were asked for and not
/// tested. `runs` are those of the calls, in their order. Throws FormatError, with the line, for a set that
/// the panel lacks.
void link_repeats(Calls& calls, const Repeats& repeats, std::span<const AnalysedRun> runs,
                  const Panel& panel);

}  // namespace crossbreak
