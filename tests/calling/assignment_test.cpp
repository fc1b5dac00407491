#include "calling/assignment.hpp"

#include <doctest/doctest.h>

#include "calling/made_plate.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

TEST_CASE("every reaction is assigned to a set or the reference gene, and to a role") {
  MadePlate plate;
  plate.add("A1", "P", "IKZF1_D4-7", no(), "FAM");
  plate.add("A1", "P", "ALB", no(), "VIC");
  plate.add("A2", "NTC", "F.2a/R-7", no());
  plate.add("A3", "Q", "Set B", no());
  const AssignedRun assigned = assign_run(
      {.run = plate.sorted().run, .roles = {std::nullopt, std::nullopt, std::nullopt, SampleRole::Standard}},
      made_panel(), {.target_sets = {{"Set B", "D2-8"}}});
  CHECK(assigned.run.reactions.size() == 4);
  REQUIRE(assigned.assignments.size() == 4);
  CHECK(assigned.assignments[0].meaning.set == "D4-7");
  CHECK(assigned.assignments[0].role == SampleRole::Unknown);
  CHECK(assigned.assignments[1].meaning.kind == TargetMeaning::Kind::Reference);
  CHECK(assigned.assignments[2].meaning.set == "D2-7");
  CHECK(assigned.assignments[2].meaning.pair == 0);
  CHECK(assigned.assignments[2].role == SampleRole::Ntc);
  CHECK(assigned.assignments[3].meaning.set == "D2-8");
  CHECK(assigned.assignments[3].role == SampleRole::Standard);
}
