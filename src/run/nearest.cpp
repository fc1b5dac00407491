#include "run/nearest.hpp"

#include <algorithm>
#include <vector>

#include "run/ascii.hpp"

namespace crossbreak {
namespace {

std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> previous(b.size() + 1);
  std::vector<std::size_t> current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        current[j] = std::min(current[j], before[j - 2] + 1);
    }
    std::swap(before, previous);
    std::swap(previous, current);
  }
  return previous[b.size()];
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view found, std::span<const std::string> names) {
  constexpr std::size_t longest = 200;  // an arbitrary bound on the work for hostile names
  const std::string wanted = lower_case(std::string(found.substr(0, longest)));
  const std::string* best = nullptr;
  std::size_t fewest = 0;
  for (const std::string& name : names) {
    const std::size_t count = edits(wanted, lower_case(name.substr(0, longest)));
    if (2 * count <= std::max(wanted.size(), name.size()) && (best == nullptr || count < fewest)) {
      best = &name;
      fewest = count;
    }
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

}  // namespace crossbreak
