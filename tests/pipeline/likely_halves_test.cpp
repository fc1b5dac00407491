#include "pipeline/likely_halves.hpp"

#include <algorithm>
#include <atomic>
#include <string>

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

struct Folder {
  std::vector<Half> results;
  std::vector<Half> curves;
};

Half half(const std::string& name, const std::string& bytes) {
  return {.source = {.name = name, .bytes = bytes}, .folder = "week 47"};
}

/// Runs 0, 1, 2 ..., each of which only its own curves prove.
Folder folder_of(std::size_t runs, const std::string& before_results, const std::string& before_curves,
                 const std::string& behind_results, const std::string& behind_curves) {
  Folder folder;
  for (std::size_t i = 0; i < runs; ++i) {
    const std::string number = std::to_string(i);
    folder.results.push_back(half(before_results + number + behind_results, "results " + number));
    folder.curves.push_back(half(before_curves + number + behind_curves, "curves " + number));
  }
  return folder;
}

struct Looked {
  Pairing pairing;
  std::size_t pairs = 0;
};

Looked look(const Folder& folder) {
  std::atomic<std::size_t> pairs = 0;
  const std::vector<Relation> relations =
      relations_of(folder.results, folder.curves, [&](std::size_t r, std::size_t c) {
        ++pairs;
        const std::string number = folder.results[r].source.bytes.substr(8);
        const bool is_own = folder.curves[c].source.bytes == "curves " + number;
        return Relation{.kinship = is_own ? Kinship::Proven : Kinship::Refuted,
                        .proof = {},
                        .against = is_own ? "" : "other curves"};
      });
  return {.pairing = pair_halves(folder.results, folder.curves, relations, "Delta Rn"), .pairs = pairs};
}

}  // namespace

TEST_CASE("a hundred runs whose names are alike in front or behind cost some hundred looks") {
  for (const Folder& folder : {folder_of(100, "plate", "plate", ".csv", ".delta_rn.csv"),
                               folder_of(100, "results_", "delta_rn_", ".csv", ".csv")}) {
    const Looked looked = look(folder);
    CHECK(looked.pairs < 600);
    for (std::size_t i = 0; i < 100; ++i)
      CHECK(looked.pairing.curves_of[i] == i);
  }
}

TEST_CASE("names that tell nothing cost a look at each pair, and give the same") {
  Folder folder = folder_of(10, "a", "b", "x", "y");
  std::reverse(folder.curves.begin(), folder.curves.end());
  const Looked looked = look(folder);
  CHECK(looked.pairs <= 100);
  for (std::size_t i = 0; i < 10; ++i)
    CHECK(looked.pairing.curves_of[i] == 9 - i);
}

TEST_CASE("curves that lie there twice prove nothing, whatever they are called") {
  Folder folder = folder_of(3, "plate", "plate", ".csv", ".delta_rn.csv");
  folder.curves.push_back(half("copy.csv", "curves 1"));
  const Looked looked = look(folder);
  CHECK(looked.pairing.curves_of[0] == 0);
  CHECK_FALSE(looked.pairing.curves_of[1].has_value());
  CHECK(looked.pairing.curves_of[2] == 2);
  CHECK(looked.pairing.results_refused[1].find("found 2 that may be: plate1.delta_rn.csv, copy.csv") !=
        std::string::npos);
}

TEST_CASE("a half without partner is told as ever, with those that have one") {
  Folder folder = folder_of(3, "plate", "plate", ".csv", ".delta_rn.csv");
  folder.curves.pop_back();
  const Looked looked = look(folder);
  CHECK(
      looked.pairing.results_refused[2] ==
      "no Delta Rn export given is of this run: plate0.delta_rn.csv is of plate0.csv; plate1.delta_rn.csv is "
      "of plate1.csv; export Delta Rn of it too and give both files");
}
