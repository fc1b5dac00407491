// The words that run files use, as data: which column title means which field, which columns are
// quality flags, which instrument ids exist. Filled from the instrument profiles by assay/.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace crossbreak {

struct Vocabulary {
  /// Field ("ct", "delta_rn", "sample") to the titles that mean it, as printed in files. Readers fold
  /// case and blanks before they compare.
  std::map<std::string, std::vector<std::string>> column_titles;
  /// Quality flags by column title, e.g. "BADROX".
  std::set<std::string> qc_flags;
  /// Ids in files ("sds7500fast") and names of instrument types, to the profile that describes them.
  std::map<std::string, std::string> instrument_types;
  std::set<std::string> dyes;  ///< "FAM", "VIC", "ROX"
};

}  // namespace crossbreak
