#include "curves/signal/file_readings.hpp"

#include <cmath>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include "curves/curve_shapes.hpp"
#include "words/issues.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;

namespace {

/// A curve with noise, which differs by `seed`.
std::vector<double> noisy(std::vector<double> rn, unsigned seed) {
  std::mt19937 random(seed);
  for (double& value : rn)
    value += 0.002 * (static_cast<double>(random()) / std::mt19937::max() - 0.5);
  return rn;
}

std::vector<double> less_line(std::vector<double> rn) {
  for (std::size_t i = 0; i < rn.size(); ++i)
    rn[i] -= 0.9 + 1e-5 * static_cast<double>(i + 1);
  return rn;
}

std::vector<double> rounded(std::vector<double> values) {
  for (double& value : values)
    value = std::round(value * 1000) / 1000;
  return values;
}

/// The variant of the issue; "none" where there is none.
std::string told(const Reaction& reaction, const std::vector<double>& rn) {
  Run run;
  run.inputs = {{.name = "plate.txt", .sha256 = {}}};
  const std::optional<Issue> issue = other_curve(run, reaction, rn);
  if (!issue)
    return "none";
  CHECK(issue->code == IssueCode::ReadingContradicted);
  CHECK(issue->wells == std::vector{Well{1, 2}});
  return issue->words.en.find("delta Rn") == std::string::npos ? "rn" : "delta_rn";
}

Reaction reaction_with(std::vector<double> rn, std::vector<double> delta_rn) {
  Reaction reaction;
  reaction.well = Well{1, 2};
  reaction.rn = std::move(rn);
  reaction.delta_rn = std::move(delta_rn);
  return reaction;
}

const std::vector<double> early = noisy(Shape{.midpoint = 24}.rn(), 1);
const std::vector<double> late = noisy(Shape{.midpoint = 28}.rn(), 2);
const std::vector<double> flat = noisy(Shape{.height = 0}.rn(), 3);
const std::vector<double> other_flat = noisy(Shape{.height = 0}.rn(), 4);

}  // namespace

TEST_CASE("Rn and delta Rn of one curve differ by a line, whatever its window") {
  for (const std::vector<double>& rn : {early, late, flat})
    CHECK(told(reaction_with(rn, less_line(rn)), rn) == "none");
  CHECK(told(reaction_with({}, {}), early) == "none");
  CHECK(told(reaction_with(early, less_line(early)), {}) == "none");
}

TEST_CASE("the delta Rn of another curve is told, of two flat ones too") {
  CHECK(told(reaction_with({}, less_line(late)), early) == "delta_rn");
  CHECK(told(reaction_with({}, less_line(flat)), early) == "delta_rn");
  CHECK(told(reaction_with({}, less_line(early)), flat) == "delta_rn");
  CHECK(told(reaction_with({}, less_line(other_flat)), flat) == "delta_rn");
}

TEST_CASE("two late rises a cycle apart are two") {
  const std::vector<double> one = noisy(Shape{.midpoint = 36}.rn(), 5);
  const std::vector<double> other = noisy(Shape{.midpoint = 37}.rn(), 6);
  CHECK(told(reaction_with({}, less_line(other)), one) == "delta_rn");
  CHECK(told(reaction_with(other, {}), one) == "rn");
}

TEST_CASE("Rn that the dyes do not give is told") {
  CHECK(told(reaction_with(late, {}), early) == "rn");
  CHECK(told(reaction_with(early, {}), early) == "none");
}

TEST_CASE("single readings that were edited or are missing do not make another curve") {
  std::vector<double> edited = less_line(early);
  edited[10] += 0.5;
  edited[20] = std::nan("");
  CHECK(told(reaction_with(early, edited), early) == "none");
}

TEST_CASE("what a text rounds is no contradiction") {
  Reaction reaction = reaction_with(rounded(flat), rounded(less_line(flat)));
  reaction.rn_decimals = 3;
  CHECK(told(reaction, flat) == "none");
}

TEST_CASE("five readings are too few to tell") {
  const std::vector<double> five(early.begin() + 20, early.begin() + 25);
  CHECK(told(reaction_with({}, {0, 0, 1, 0, 0}), five) == "none");
}
