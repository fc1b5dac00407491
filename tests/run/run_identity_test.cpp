#include "run/run_identity.hpp"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "file_content.hpp"
#include "formats/formats.hpp"

using namespace crossbreak;

namespace {

Run read_sample(const std::string& file) {
  return read_run(sources_of_run({{.name = file, .bytes = tests::project_file("sample_runs/" + file)}}), {});
}

const float none = std::numeric_limits<float>::quiet_NaN();

RunIdentity run_of(const std::string& layout, std::vector<float> rn, std::vector<float> ct = {}) {
  return {.layout = layout, .plate = "p", .rn = std::move(rn), .ct = std::move(ct)};
}

}  // namespace

TEST_CASE("an .eds and the text of the same run are of one run, another run's text is not") {
  const RunIdentity eds = identity_of(read_sample("deletions/deletions.eds"));
  const RunIdentity text = identity_of(read_sample("deletions/deletions.txt"));
  CHECK(are_one_run(eds, text));
  RunIdentity other = text;
  other.rn.at(4) += 0.05F;
  CHECK_FALSE(are_one_run(eds, other));
  Run renamed = read_sample("deletions/deletions.txt");
  renamed.reactions.front().sample = "another";
  CHECK_FALSE(are_one_run(eds, identity_of(renamed)));
}

TEST_CASE("signals decide, Ct where too few are given, and too few values prove nothing") {
  const RunIdentity whole = run_of("a", {1, 2, 3}, {20, 21, 22});
  CHECK(are_one_run(whole, run_of("b", {1.0004F, 2, 3}, {25, 26, 27})));
  CHECK_FALSE(are_one_run(whole, run_of("b", {1.01F, 2, 3}, {20, 21, 22})));
  CHECK(are_one_run(whole, run_of("b", {1, 2, none}, {20, 21, 22})));
  CHECK_FALSE(are_one_run(whole, run_of("b", {}, {20, 21, none})));
}
