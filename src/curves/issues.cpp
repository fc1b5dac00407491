#include "curves/issues.hpp"

#include <utility>

namespace crossbreak {

Issue curve_issue(const Run& run, const Reaction& reaction, std::string code, Issue::Severity severity,
                  std::string text) {
  std::string place = source_name(run);
  place += (place.empty() ? "" : ": ") + (reaction.well ? to_string(*reaction.well) : reaction.sample);
  return {.code = std::move(code), .severity = severity, .place = std::move(place), .text = std::move(text)};
}

}  // namespace crossbreak
