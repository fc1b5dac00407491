#include "pipeline/halves.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

constexpr Kinship proven = Kinship::Proven;
constexpr Kinship possible = Kinship::Possible;
constexpr Kinship refuted = Kinship::Refuted;
constexpr std::optional<std::size_t> alone;

Half half(const std::string& name, const std::string& folder = "") {
  return {.source = {.name = name, .bytes = {}}, .folder = folder};
}

std::vector<Relation> relations(const std::vector<Kinship>& kinships) {
  std::vector<Relation> out;
  for (const Kinship kinship : kinships)
    out.push_back(
        {.kinship = kinship, .proof = {}, .against = kinship == refuted ? "not the results of it" : ""});
  return out;
}

using Partners = std::vector<std::optional<std::size_t>>;

Partners partners(const std::vector<Half>& results, const std::vector<Half>& curves,
                  const std::vector<Kinship>& kinships) {
  return pair_halves(results, curves, relations(kinships), "Delta Rn").curves_of;
}

}  // namespace

TEST_CASE("halves that are proven are joined, whatever their order") {
  const std::vector<Half> results = {half("a"), half("b")};
  const std::vector<Half> curves = {half("x"), half("y")};
  CHECK(partners(results, curves, {refuted, proven, proven, refuted}) == Partners{1, 0});
  CHECK(partners(results, curves, {possible, proven, proven, possible}) == Partners{1, 0});
  CHECK(partners(results, curves, {proven, refuted, refuted, possible}) == Partners{0, 1});
}

TEST_CASE("two that nothing contradicts are joined only where neither could have another partner") {
  CHECK(partners({half("a")}, {half("x")}, {possible}) == Partners{0});
  CHECK(partners({half("a")}, {half("x"), half("y")}, {possible, possible}) == Partners{alone});
  CHECK(partners({half("a"), half("b")}, {half("x")}, {possible, possible}) == Partners{alone, alone});
  CHECK(partners({half("a"), half("b")}, {half("x"), half("y")}, {proven, possible, possible, possible}) ==
        Partners{0, 1});
  CHECK(partners({half("a")}, {half("x")}, {refuted}) == Partners{alone});
}

TEST_CASE("two proofs for one half are none") {
  CHECK(partners({half("a")}, {half("x"), half("y")}, {proven, proven}) == Partners{alone});
  CHECK(partners({half("a"), half("b")}, {half("x")}, {proven, proven}) == Partners{alone, alone});
}

TEST_CASE("folders do not mix: only a proof joins across them, and not where one joins within") {
  const std::vector<Half> results = {half("a/r", "a"), half("b/r", "b")};
  const std::vector<Half> curves = {half("b/c", "b"), half("a/c", "a")};
  CHECK(partners(results, curves, {proven, proven, proven, proven}) == Partners{1, 0});
  CHECK(partners(results, curves, {possible, possible, possible, possible}) == Partners{1, 0});
  CHECK(partners(results, curves, {proven, refuted, refuted, proven}) == Partners{0, 1});
  CHECK(partners({results[0]}, {curves[0]}, {possible}) == Partners{alone});
  CHECK(partners({results[0]}, {curves[0]}, {proven}) == Partners{0});
}

TEST_CASE("a half without partner is told once, with what speaks against every other") {
  const std::vector<Half> results = {half("mon"), half("tue")};
  const Pairing pairing = pair_halves(results, std::vector{half("tue.delta"), half("wed.delta")},
                                      relations({refuted, refuted, proven, refuted}), "Delta Rn");
  CHECK(pairing.results_refused ==
        std::vector<std::string>{"no Delta Rn export given is of this run: tue.delta is of tue; not the "
                                 "results of it; export Delta Rn of it too and give both files",
                                 ""});
  CHECK(pairing.curves_refused == std::vector<std::string>{"", ""});

  const Pairing spare =
      pair_halves(std::vector{half("tue")}, std::vector{half("tue.delta"), half("wed.delta")},
                  relations({proven, refuted}), "Delta Rn");
  CHECK(spare.results_refused == std::vector<std::string>{""});
  CHECK(spare.curves_refused[1] ==
        "no Results export given is of this run: tue goes with tue.delta; export Results of it too and give "
        "both files");
}

TEST_CASE("a half to which no other was given is its reader's to judge") {
  const Pairing results = pair_halves(std::vector{half("a")}, {}, {}, "Delta Rn");
  CHECK(results.results_refused == std::vector<std::string>{""});
  const Pairing curves = pair_halves({}, std::vector{half("x")}, {}, "Delta Rn");
  CHECK(curves.curves_refused == std::vector<std::string>{""});
}
