// What may be asked of runs: how they are read, analysed and called. Only values. What is not set is found
// from the run, its instrument's profile and the panel.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "assay/panel.hpp"
#include "assay/profile.hpp"
#include "calling/call_options.hpp"
#include "curves/settings.hpp"
#include "pipeline/curve_groups.hpp"
#include "pipeline/laboratory.hpp"
#include "pipeline/metadata.hpp"
#include "pipeline/repeats.hpp"
#include "run/plate_map.hpp"

namespace crossbreak {

/// Of reading and analysing.
struct RunSettings {
  std::optional<std::string> format;    ///< --format: a layout's name; absent: found from the content
  std::optional<std::string> encoding;  ///< --encoding, of text exports; absent: found out
  std::vector<Profile> profiles;        ///< of the instruments that runs may name
  bool profile_is_forced = false;       ///< --profile: the first describes every run, whatever the run names
  CurveGroups groups;                   ///< --group
  std::optional<BaselineChoice> baseline;                    ///< --baseline, all targets
  std::map<std::string, BaselineChoice> target_baselines;    ///< the same by target name in the file
  std::optional<ThresholdChoice> threshold;                  ///< --threshold, all targets
  std::map<std::string, ThresholdChoice> target_thresholds;  ///< the same by target name in the file
};

/// A well that a reviewer leaves out, or one of its targets.
struct ExcludedWell {
  std::size_t run = 0;  ///< index into the runs called together
  Well well;
  std::optional<std::string> target;  ///< as in the file; absent: all of the well
};

/// Of calling too.
struct CallSettings {
  RunSettings run;
  Panel panel;
  CallOptions options;
  PlateMap map;
  std::vector<ExcludedWell> excluded = {};  ///< counted as omitted (R22)
  Repeats repeats = {};                     ///< --repeats
  MetadataFile metadata = {};               ///< --meta, of the runs called together
  /// Targets that it names need not occur. Its panel, targets and roles are taken from the members above.
  Laboratory laboratory = {};
};

}  // namespace crossbreak
