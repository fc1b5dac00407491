// A run and what crossbreak made of it as RDML (formats/rdml.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "curves/curve.hpp"
#include "words/roles.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// What the plate means, where the run can be called.
struct RdmlMeaning {
  SampleRole role = SampleRole::Unknown;
  bool is_reference = false;  ///< the target is the reference gene
};

/// Rn, Ct, threshold and baseline line as 'crossbreak curves' gives them; Ct and threshold of the run file
/// where there are none of ours. `meanings` is empty, where the tasks say what the samples are, or has one
/// per reaction. `utc_offset` is for a time that names no zone, as time_with_offset() takes it. Throws
/// ReportError for what RDML cannot hold.
std::string write_rdml_file(const AnalysedRun& analysed, const std::vector<RdmlMeaning>& meanings,
                            const std::optional<std::string>& utc_offset);

/// What of the run is not in that file.
std::vector<Words> losses_of_rdml(const AnalysedRun& analysed, const std::vector<RdmlMeaning>& meanings,
                                  const std::optional<std::string>& utc_offset);

}  // namespace crossbreak
