#include "batch/same_run.hpp"

#include <algorithm>
#include <map>

#include "formats/formats.hpp"

namespace crossbreak {
namespace {

std::size_t rank_of(const std::string& layout) {
  const auto known = formats();
  return static_cast<std::size_t>(
      std::find_if(known.begin(), known.end(), [&](const Format& format) { return format.name == layout; }) -
      known.begin());
}

}  // namespace

std::vector<std::optional<std::size_t>> second_exports(std::span<const RunIdentity> identities,
                                                       std::span<const std::string> folders) {
  std::map<std::string, std::vector<std::size_t>> of_plate;
  for (std::size_t i = 0; i < identities.size(); ++i)
    if (!identities[i].layout.empty())
      of_plate[identities[i].plate].push_back(i);
  std::vector<std::optional<std::size_t>> first_of(identities.size());
  for (auto& [plate, runs] : of_plate) {
    std::stable_sort(runs.begin(), runs.end(), [&](std::size_t a, std::size_t b) {
      return rank_of(identities[a].layout) < rank_of(identities[b].layout);
    });
    std::vector<std::size_t> called;
    for (const std::size_t run : runs) {
      std::optional<std::size_t>& first = first_of[run];
      for (const std::size_t other : called)
        if (identities[other].layout != identities[run].layout &&
            are_one_run(identities[other], identities[run]) &&
            (!first || (folders[*first] != folders[run] && folders[other] == folders[run])))
          first = other;
      if (!first)
        called.push_back(run);
    }
  }
  return first_of;
}

}  // namespace crossbreak
