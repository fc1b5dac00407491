#include "simulate/plate_design.hpp"

#include <string>

#include <doctest/doctest.h>

#include "assay/assay_error.hpp"
#include "changed_text.hpp"
#include "message_of.hpp"

using namespace crossbreak;
using crossbreak::tests::changed;

namespace {

const std::string small =
    "[plate]\nexperiment = \"Simulated\"\n"                                 // 1-2
    "[[target]]\nname = \"IKZF1_D4-7\"\nset = \"D4-7\"\n"                   // 3-5
    "[[target]]\nname = \"ALB\"\nreporter = \"VIC\"\n"                      // 6-8
    "[[sample]]\nname = \"P1\"\ncopies = { D4-7 = 500, ALB = 2000 }\n"      // 9-11
    "[[sample]]\nname = \"NTC\"\nrole = \"ntc\"\n"                          // 12-14
    "[layout]\nreplicates = 2\nreactions = [[\"IKZF1_D4-7\", \"ALB\"]]\n";  // 15-17

std::string error_of(const std::string& toml) {
  return tests::message_of<AssayError>([&] { read_plate_design("PLATE.toml", toml); });
}

}  // namespace

TEST_CASE("a plate fills by columns, sample by sample, replicates side by side") {
  const PlateDesign design = read_plate_design("PLATE.toml", small);
  std::string wells;
  for (const DesignWell& well : design.wells)
    wells += to_string(well.well) + '=' + design.samples[well.sample].name + ' ';
  CHECK(wells == "A1=P1 B1=P1 C1=NTC D1=NTC ");
  CHECK(design.wells[0].targets == std::vector<std::size_t>{0, 1});
  CHECK(design.samples[0].copies.at("D4-7") == 500);
  CHECK(design.targets[1].set == "ALB");
}

TEST_CASE("the three usual layouts hold nine, nine and nineteen samples") {
  const std::vector<std::vector<std::size_t>> duplex{{0, 4}, {1, 4}, {2, 4}, {3, 4}};
  const std::vector<std::vector<std::size_t>> single{{0}, {1}, {2}, {3}, {4}};
  CHECK(fill_plate({}, 12, duplex, 2, true).size() == 96);
  CHECK(fill_plate({}, 9, single, 2, true).size() == 90);
  CHECK(fill_plate({}, 19, single, 1, false).size() == 95);
  CHECK(fill_plate({}, 12, duplex, 2, true).back().well == Well{7, 11});
  CHECK(fill_plate({}, 2, single, 1, false)[1].well == Well{0, 1});
}

TEST_CASE("a well entry changes what the layout put there, or adds a well") {
  const PlateDesign design = read_plate_design(
      "PLATE.toml", small +
                        "[[well]]\nat = \"B1\"\noddity = \"spike\"\noddity_cycle = 20\n"
                        "[[well]]\nat = \"H12\"\nsample = \"P1\"\ntargets = [\"ALB\"]\nomitted = true\n");
  CHECK(design.wells[1].oddity == Oddity::Spike);
  CHECK(design.wells[1].oddity_cycle == 20);
  REQUIRE(design.wells.size() == 5);
  CHECK(design.wells.back().well == Well{7, 11});
  CHECK(design.wells.back().omitted);
  CHECK(design.wells.back().targets == std::vector<std::size_t>{1});
}

TEST_CASE("what a plate cannot hold or does not know is an error with its line") {
  CHECK(error_of(small) == "nothing thrown");
  CHECK(error_of(changed(small, "role = \"ntc\"", "role = \"blank\"")) ==
        "PLATE.toml:14: [[sample]]: 'role' is one of 'unknown', 'standard', 'positive_control', "
        "'negative_control', 'ntc', found "
        "'blank'");
  CHECK(error_of(changed(small, "D4-7 = 500", "D4-8 = 500")) ==
        "PLATE.toml:11: [copies]: 'D4-8' is no target of this plate; nearest: 'D4-7'");
  CHECK(error_of(changed(small, "reactions = [[\"IKZF1_D4-7\"", "reactions = [[\"IKZF1_D47\"")) ==
        "PLATE.toml:17: [layout]: 'IKZF1_D47' is no target of this plate; nearest: 'IKZF1_D4-7'");
  CHECK(error_of(changed(small, "replicates = 2", "replicates = 49").replace(0, 0, "")) ==
        "PLATE.toml:17: [layout]: 2 samples x 1 reactions x 49 replicates need 98 wells, the plate has 96");
  CHECK(error_of(small + "[[well]]\nat = \"I1\"\n") ==
        "PLATE.toml:19: [[well]]: expected a well from A1 to H12, found 'I1'");
  CHECK(error_of(small + "[[well]]\nat = \"E1\"\n") ==
        "PLATE.toml:19: [[well]]: nothing lies in E1: 'sample' and 'targets' are needed");
  CHECK(error_of(small + "[[well]]\nat = \"A1\"\n[[well]]\nat = \"A1\"\n") ==
        "PLATE.toml:21: [[well]]: A1 is listed twice");
  CHECK(error_of(small + "[[well]]\nat = \"A1\"\noddity = \"spikes\"\n")
            .starts_with("PLATE.toml:20: [[well]]: 'oddity' is one of 'none', 'spike', "));
  CHECK(error_of(changed(small, "\"NTC\"", "\"P1\"")) == "PLATE.toml:13: [[sample]]: 'P1' is listed twice");
  CHECK(error_of("[plate]\nexperiment = \"x\"\n") ==
        "PLATE.toml: the plate has no wells: expected [layout] or [[well]]");
}
