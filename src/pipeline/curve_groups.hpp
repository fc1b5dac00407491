// --group: which columns of a plain curve table belong to one target.
#pragma once

#include <map>
#include <string>

#include "formats/format_error.hpp"
#include "formats/source.hpp"
#include "run/run.hpp"

namespace crossbreak {

struct CurveGroups {
  std::string name;                              ///< file name, for messages; empty: no groups were given
  std::map<std::string, std::string> target_of;  ///< by column title
};

/// CSV, UTF-8, header `curve,target`. Throws FormatError with the line.
CurveGroups read_curve_groups(const Source& source);

/// Sets the target of every reaction by its sample (the column title). Throws FormatError where the file
/// names no target for a curve, or a curve that the run does not have.
void apply_curve_groups(const CurveGroups& groups, Run& run);

}  // namespace crossbreak
