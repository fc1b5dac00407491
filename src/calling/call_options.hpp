// What may be asked of the calling, beside the panel.
#pragma once

#include <map>
#include <string>

namespace crossbreak {

struct CallOptions {
  std::map<std::string, std::string> target_sets;  ///< --target: target name in the file to set name
};

}  // namespace crossbreak
