#include "calling/panel_settings.hpp"

#include <doctest/doctest.h>

#include "calling/made_plate.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

TEST_CASE("the panel's fixed thresholds and windows reach the targets of the run") {
  Panel panel = made_panel();
  panel.sets[0].threshold = 0.2;
  panel.sets[1].baseline = {3, 15};
  panel.reference->threshold = 0.05;
  MadePlate plate;
  plate.add("A1", "P", "IKZF1_D4-7", no());
  plate.add("A2", "P", "x", no());
  plate.add("A3", "P", "ALB", no());
  const AssignedRun assigned =
      assign_run({.run = plate.sorted().run, .roles = {}}, panel, {.target_sets = {{"x", "D2-7"}}});
  CHECK(panel_thresholds(assigned, panel) ==
        std::map<std::string, double>{{"IKZF1_D4-7", 0.2}, {"ALB", 0.05}});
  CHECK(panel_baselines(assigned, panel) == std::map<std::string, BaselineWindow>{{"x", {3, 15}}});
}
