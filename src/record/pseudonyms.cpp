#include "record/pseudonyms.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace crossbreak {

std::optional<std::string> pseudonyms_of(const Report& report) {
  const std::vector<CallOption>& options = report.origin.options;
  const auto found = std::find_if(options.begin(), options.end(),
                                  [](const CallOption& option) { return option.name == pseudonyms_option; });
  return found == options.end() ? std::nullopt : std::optional(found->value);
}

void note_pseudonyms(Report& report, const std::string& fingerprint) {
  std::vector<CallOption>& options = report.origin.options;
  options.push_back({.name = std::string(pseudonyms_option), .value = fingerprint});
  std::sort(options.begin(), options.end(), [](const CallOption& a, const CallOption& b) {
    return std::pair(a.name, a.value) < std::pair(b.name, b.value);
  });
}

}  // namespace crossbreak
