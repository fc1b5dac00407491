#include "reports/percentages.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace crossbreak {

std::vector<std::string> percentages(std::span<const int> counts) {
  constexpr std::int64_t whole = 1000;  // tenths of a percent
  const std::int64_t all = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  if (all == 0)
    return std::vector<std::string>(counts.size(), "-");
  std::vector<std::int64_t> tenths;
  std::vector<std::size_t> by_remainder;
  for (const int count : counts) {
    tenths.push_back(count * whole / all);
    by_remainder.push_back(by_remainder.size());
  }
  std::stable_sort(by_remainder.begin(), by_remainder.end(), [&](std::size_t a, std::size_t b) {
    return counts[a] * whole % all > counts[b] * whole % all;
  });
  const auto missing =
      static_cast<std::size_t>(whole - std::accumulate(tenths.begin(), tenths.end(), std::int64_t{0}));
  for (std::size_t i = 0; i < missing; ++i)
    ++tenths[by_remainder[i]];
  std::vector<std::string> texts;
  for (const std::int64_t share : tenths)
    texts.push_back(std::to_string(share / 10) + '.' + std::to_string(share % 10));
  return texts;
}

}  // namespace crossbreak
