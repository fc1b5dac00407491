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

TEST_CASE("a target is what --target says, else the laboratory's settings, else the panel") {
  MadePlate plate;
  plate.add("A1", "P", "Set A", no());
  plate.add("A2", "P", "Set B", no());
  plate.add("A3", "P", "D4-8", no());
  CallOptions options;
  options.target_sets = {{"Set A", "D4-7"}};
  options.usual_targets = {{"Set A", "D2-7"}, {"Set B", "D2-8"}, {"Set C", "D4-8"}};
  const AssignedRun assigned = assign_run({.run = plate.sorted().run, .roles = {}}, made_panel(), options);
  REQUIRE(assigned.assignments.size() == 3);
  CHECK(assigned.assignments[0].meaning.set == "D4-7");
  CHECK(assigned.assignments[1].meaning.set == "D2-8");
  CHECK(assigned.assignments[2].meaning.set == "D4-8");
}
