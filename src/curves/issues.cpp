#include "curves/issues.hpp"

#include <utility>

#include "run/issue_words.hpp"

namespace crossbreak {

Issue curve_issue(const Run& run, const Reaction& reaction, std::string_view entry,
                  std::initializer_list<Argument> arguments) {
  std::string place = source_name(run);
  place += (place.empty() ? "" : ": ") + (reaction.well ? to_string(*reaction.well) : reaction.sample);
  return make_issue(entry, std::move(place), arguments);
}

std::string text_of(BaselineWindow window) {
  return std::to_string(window.start) + '-' + std::to_string(window.end);
}

}  // namespace crossbreak
