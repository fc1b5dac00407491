#include "pipeline/curve_groups.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

Run run_of(const std::vector<std::string>& curves) {
  Run run;
  run.inputs = {{.name = "table.csv", .sha256 = {}}};
  for (const std::string& curve : curves) {
    run.reactions.emplace_back();
    run.reactions.back().sample = curve;
  }
  return run;
}

}  // namespace

TEST_CASE("groups give each curve of a table its target") {
  Run run = run_of({"F1", "G1"});
  apply_curve_groups(read_curve_groups({"g.csv", "curve,target\nG1,B\nF1,\"A, first\"\n"}), run);
  CHECK(run.reactions[0].target == "A, first");
  CHECK(run.reactions[1].target == "B");
}

TEST_CASE("a groups file that does not fit is refused with file and line") {
  const struct {
    const char* bytes;
    const char* message;
  } cases[] = {
      {"name,target\nF1,A\n", "g.csv:1: expected the header 'curve,target', found 'name,target'"},
      {"curve,target\nF1\n", "g.csv:2: expected a curve and its target"},
      {"curve,target\nF1,A\nF1,B\n", "g.csv:3: curve 'F1' stands here a second time"},
      {"curve,target\nF1,A\n", "g.csv: expected a target for every curve of table.csv, found none for 'F2'"},
      {"curve,target\nF1,A\nF2,A\nF22,A\n", "g.csv: table.csv has no curve 'F22', did you mean 'F2'?"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.bytes);
    Run run = run_of({"F1", "F2"});
    CHECK_THROWS_WITH_AS(apply_curve_groups(read_curve_groups({"g.csv", c.bytes}), run), c.message,
                         FormatError);
  }
}
