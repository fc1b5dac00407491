// The worklist that a released record gives of its repeats, and what it says of the runs they are tested in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calling/calls.hpp"

namespace crossbreak {

/// One row of RUN.repeats.csv.
struct AskedRepeat {
  std::string sample;
  int repeat = 1;                 ///< the number that the repeat has
  std::vector<std::string> sets;  ///< to test again
  std::string source;             ///< the run files of the test before
};

struct Repeats {
  std::string name;  ///< file name; empty: none
  std::string sha256;
  std::vector<AskedRepeat> asked;
};

/// Reads a worklist, as reports/repeats_csv.hpp writes it or a spreadsheet saved it. Throws FormatError with
/// the line.
Repeats read_repeats(std::string_view name, std::string_view bytes);

/// Gives each patient on the list the number of the repeat and a note of what it repeats. An issue tells of
/// samples on the list that no patient has, and of sets that were asked for and not tested.
void link_repeats(Calls& calls, const Repeats& repeats);

}  // namespace crossbreak
