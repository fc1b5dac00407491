#include "pipeline/likely_halves.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tbb/parallel_for.h>
#include <tuple>
#include <utility>

namespace crossbreak {
namespace {

using Pair = std::pair<std::size_t, std::size_t>;  ///< of results and of curves

/// Places of those whose bytes no other one of them has.
std::vector<std::size_t> without_copies(std::span<const Half> halves) {
  std::map<std::string_view, std::size_t> count;
  for (const Half& half : halves)
    ++count[half.source.bytes];
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < halves.size(); ++i)
    if (count[halves[i].source.bytes] == 1)
      places.push_back(i);
  return places;
}

std::set<Pair> likely_pairs(std::span<const Half> results, std::span<const Half> curves) {
  struct Named {
    std::string folder;
    std::string name;
    bool is_results;
    std::size_t place;
  };
  std::vector<Named> named;
  for (const std::size_t r : without_copies(results))
    named.push_back({results[r].folder, results[r].source.name, true, r});
  for (const std::size_t c : without_copies(curves))
    named.push_back({curves[c].folder, curves[c].source.name, false, c});
  std::set<Pair> pairs;
  for (const bool from_behind : {false, true}) {
    if (from_behind)
      for (Named& each : named)
        std::reverse(each.name.begin(), each.name.end());
    std::sort(named.begin(), named.end(), [](const Named& a, const Named& b) {
      return std::tie(a.folder, a.name) < std::tie(b.folder, b.name);
    });
    for (std::size_t i = 1; i < named.size(); ++i) {
      const Named& a = named[i - 1];
      const Named& b = named[i];
      if (a.folder == b.folder && a.is_results != b.is_results)
        pairs.insert(a.is_results ? Pair(a.place, b.place) : Pair(b.place, a.place));
    }
  }
  return pairs;
}

}  // namespace

std::vector<Relation> relations_of(std::span<const Half> results, std::span<const Half> curves,
                                   const std::function<Relation(std::size_t r, std::size_t c)>& relate) {
  std::vector<Relation> relations(results.size() * curves.size());
  const auto relate_all = [&](const std::vector<Pair>& pairs) {
    tbb::parallel_for(std::size_t{0}, pairs.size(), [&](std::size_t i) {
      const auto [r, c] = pairs[i];
      relations[r * curves.size() + c] = relate(r, c);
    });
  };
  const std::set<Pair> likely = likely_pairs(results, curves);
  relate_all({likely.begin(), likely.end()});
  std::map<std::size_t, std::size_t> proofs_of_results;
  std::map<std::size_t, std::size_t> proofs_of_curves;
  std::vector<Pair> proven;
  for (const auto& [r, c] : likely)
    if (relations[r * curves.size() + c].kinship == Kinship::Proven) {
      ++proofs_of_results[r];
      ++proofs_of_curves[c];
      proven.emplace_back(r, c);
    }
  std::set<std::size_t> settled_results;
  std::set<std::size_t> settled_curves;
  for (const auto& [r, c] : proven)
    if (proofs_of_results[r] == 1 && proofs_of_curves[c] == 1) {
      settled_results.insert(r);
      settled_curves.insert(c);
    }
  std::vector<Pair> rest;
  for (std::size_t r = 0; r < results.size(); ++r)
    for (std::size_t c = 0; c < curves.size(); ++c) {
      if (likely.contains({r, c}))
        continue;
      if (settled_results.contains(r) || settled_curves.contains(c))
        relations[r * curves.size() + c].kinship = Kinship::Refuted;
      else
        rest.emplace_back(r, c);
    }
  relate_all(rest);
  return relations;
}

}  // namespace crossbreak
