// What may be asked of the calling, beside the panel.
#pragma once

#include <map>
#include <string>

#include "words/roles.hpp"

namespace crossbreak {

/// What --role says of a sample.
struct GivenRole {
  SampleRole role = SampleRole::Unknown;
  std::string control;  ///< the positive control of the panel that it is judged as; empty: by its name
};

struct CallOptions {
  std::map<std::string, std::string> target_sets;  ///< --target: target name in the file to set name
  /// As target_sets, but what the laboratory's settings say of all its runs: behind --target, and no run need
  /// have the target.
  std::map<std::string, std::string> usual_targets = {};
  std::map<std::string, GivenRole> roles = {};  ///< --role: sample name, compared folded
  /// As roles, but what the laboratory's settings say of all its runs: behind --role and the plate map, and
  /// no run need have the sample.
  std::map<std::string, GivenRole> usual_roles = {};
};

}  // namespace crossbreak
