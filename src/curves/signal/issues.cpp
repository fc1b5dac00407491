#include "curves/signal/issues.hpp"

namespace crossbreak {

std::string place_of(const Run& run, const Reaction& reaction) {
  std::string place = source_name(run);
  place += (place.empty() ? "" : ": ") + (reaction.well ? to_string(*reaction.well) : reaction.sample);
  return place;
}

std::string text_of(BaselineWindow window) {
  return std::to_string(window.start) + '-' + std::to_string(window.end);
}

}  // namespace crossbreak
