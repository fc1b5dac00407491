#include "pipeline/version.hpp"

namespace crossbreak {

std::string version() {
  return CROSSBREAK_VERSION;
}

}  // namespace crossbreak
