#include "calling/plate_map_application.hpp"

#include <doctest/doctest.h>

#include "calling/made_plate.hpp"
#include "formats/plate_map.hpp"
#include "issue_lines.hpp"
#include "run/sha256.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

const std::string header = "well,sample,target,role\n";

PlateMap map_of(const std::string& rows) {
  return read_plate_map({.name = "map.csv", .bytes = header + rows});
}

std::string applying_refused(MadePlate& plate, const std::string& rows) {
  return refusal([&] { apply_plate_map(plate.sorted().run, map_of(rows)); });
}

MappedRun mapped(MadePlate& plate, const std::string& rows) {
  return apply_plate_map(plate.sorted().run, map_of(rows));
}

std::string note_of_map(const std::string& count, const std::string& changed, const std::string& rows) {
  return "note plate_map | plate.eds | The plate map map.csv (SHA-256 " + sha256_hex(header + rows) +
         ") gave samples, targets or roles to " + count + " of the wells; the samples or targets of " +
         changed + " were others in the run file.";
}

}  // namespace

TEST_CASE("an empty cell keeps the file's value and unlisted wells stay") {
  MadePlate plate;
  plate.add("A1", "old", "D4-7", no());
  plate.add("A2", "other", "D2-7", no());
  const MappedRun run = mapped(plate, "A1,new,,ntc\n");
  CHECK(run.run.reactions[0].sample == "new");
  CHECK(run.run.reactions[0].target == "D4-7");
  CHECK(run.roles == std::vector<std::optional<SampleRole>>{SampleRole::Ntc, std::nullopt});
  CHECK(run.run.reactions[1].sample == "other");
}

TEST_CASE("a row without target speaks for every target of the well, one with target for that one") {
  MadePlate plate;
  plate.add("A1", "", "D4-7", no(), "FAM");
  plate.add("A1", "", "ALB", yes(24), "VIC");
  plate.add("A2", "", "Target 1", no(), "FAM");
  plate.add("A2", "", "ALB", yes(24), "VIC");
  const MappedRun run = mapped(plate, "A1,P1,,\nA2,P2,D2-7,\nA2,P2,ALB,\n");
  CHECK(run.run.reactions[0].sample == "P1");
  CHECK(run.run.reactions[1].sample == "P1");
  CHECK(run.run.reactions[2].sample == "P2");
  CHECK(run.run.reactions[2].target == "D2-7");
  CHECK(run.run.reactions[3].target == "ALB");
}

TEST_CASE("a renamed target takes the threshold that the file has for it") {
  MadePlate plate;
  plate.add("A1", "P", "Target 1", no()).first.settings.threshold = 0.1;
  Reaction& known = plate.add("A2", "P", "D2-7", no()).first;
  known.settings.threshold = 0.3;
  known.settings.automatic_threshold = true;
  plate.add("A3", "P", "Target 1", no()).first.settings.threshold = 0.1;
  const MappedRun run = mapped(plate, "A1,,D2-7,\nA3,,D4-8,\n");
  CHECK(run.run.reactions[0].settings.threshold == 0.3);
  CHECK(run.run.reactions[0].settings.automatic_threshold == true);
  CHECK(run.run.reactions[2].settings.threshold == 0.1);
}

TEST_CASE("a well with signal and without target gets one from the map, in the dye that can be meant") {
  MadePlate plate;
  plate.add("A1", "P", "D4-7", no(), "FAM");
  plate.add("C1", "P", "ALB", no(), "VIC");
  plate.run().passive_reference_status = PassiveReferenceStatus::Dye;
  plate.run().passive_reference = "ROX";
  const auto dye = [&](const std::string& well, const std::string& name) {
    plate.run().dyes.push_back({.well = *parse_well(well), .dye = name, .signal = {1, 2}});
  };
  for (const char* well : {"A1", "B1", "B2", "B3", "C1"})
    for (const char* name : {"FAM", "ROX", "TAMRA"})
      dye(well, name);
  dye("A1", "VIC");
  dye("B2", "VIC");
  dye("B3", "VIC");
  const MappedRun run = mapped(plate, "B1,Q,D2-7,\nB2,Q,ALB,\nA1,P,D4-7,\nA1,P,ALB,\n");
  REQUIRE(run.run.reactions.size() == 5);
  CHECK(run.run.reactions[1].target == "ALB");
  CHECK(run.run.reactions[1].reporter == "VIC");
  CHECK(run.run.reactions[2].well == Well{1, 0});
  CHECK(run.run.reactions[2].sample == "Q");
  CHECK(run.run.reactions[2].reporter == "FAM");
  CHECK(run.run.reactions[3].reporter == "VIC");
  CHECK(run.roles.size() == 5);
  CHECK(applying_refused(plate, "B3,Q,D2-7,\n") ==
        "map.csv:2: column 1: well B3 of plate.eds has no signal that target 'D2-7' could be read from "
        "without doubt");
  CHECK(applying_refused(plate, "H12,Q,D2-7,\n") ==
        "map.csv:2: column 1: well H12 of plate.eds has no signal that target 'D2-7' could be read from "
        "without doubt");
}

TEST_CASE("the run tells which map named its wells, and nothing where none did") {
  MadePlate plate;
  plate.add("A1", "P", "D4-7", no(), "FAM");
  plate.add("A2", "Q", "D4-7", no(), "FAM");
  const std::string rows = "A1,\"=1+1\",,ntc\n";
  CHECK(issue_lines(mapped(plate, rows).run.issues) == std::vector{note_of_map("1", "1", rows)});
  CHECK(issue_lines(mapped(plate, "").run.issues).empty());
  CHECK(issue_lines(apply_plate_map(plate.run(), {}).run.issues).empty());
}

TEST_CASE("a row that says nothing of its well gives it nothing and is not counted") {
  MadePlate plate;
  plate.add("A1", "P", "D4-7", no(), "FAM");
  plate.add("A2", "Q", "D4-7", no(), "FAM");
  const std::string rows = "A1,,,\nA2,,,ntc\n";
  const MappedRun run = mapped(plate, rows);
  CHECK(issue_lines(run.run.issues) == std::vector{note_of_map("1", "0", rows)});
  CHECK(run.run.reactions[0].sample == "P");
  CHECK(run.run.reactions[0].target == "D4-7");
  CHECK(run.roles == std::vector<std::optional<SampleRole>>{std::nullopt, SampleRole::Ntc});
}

TEST_CASE("a map that puts targets into a well without passive reference says so once, as a reader would") {
  MadePlate plate;
  plate.add("A1", "P", "D4-7", no(), "FAM");
  plate.add("A2", "P", "ALB", no(), "VIC");
  plate.run().passive_reference_status = PassiveReferenceStatus::Dye;
  plate.run().passive_reference = "ROX";
  for (const char* well : {"A1", "B1"})  // of A1 the reader has told
    for (const char* dye : {"FAM", "VIC"})
      plate.run().dyes.push_back({.well = *parse_well(well), .dye = dye, .signal = {1, 2}});
  const MappedRun run = mapped(plate, "A1,P,D4-7,\nA1,P,ALB,\nB1,Q,D4-7,\nB1,Q,ALB,\n");
  REQUIRE(run.run.reactions.size() == 5);
  CHECK(issue_lines(run.run.issues) ==
        std::vector<std::string>{"warning passive_reference_missing | plate.eds: B1 | The file has no signal "
                                 "of the passive reference ROX in this well: no Rn.",
                                 note_of_map("2", "2", "A1,P,D4-7,\nA1,P,ALB,\nB1,Q,D4-7,\nB1,Q,ALB,\n")});
}

TEST_CASE("a map that puts targets into a well of a run that has no passive reference misses none") {
  MadePlate plate;
  plate.add("A1", "P", "D4-7", no(), "FAM");
  plate.run().passive_reference_status = PassiveReferenceStatus::None;
  plate.run().dyes.push_back({.well = *parse_well("B1"), .dye = "FAM", .signal = {1, 2}});
  const MappedRun run = mapped(plate, "B1,Q,D4-7,\n");
  REQUIRE(run.run.reactions.size() == 2);
  CHECK(issue_lines(run.run.issues) == std::vector{note_of_map("1", "1", "B1,Q,D4-7,\n")});
}

TEST_CASE("a map that the run cannot follow is refused") {
  MadePlate plate;
  plate.add("A1", "P", "Target 1", no(), "FAM");
  plate.add("A1", "P", "Target 2", no(), "VIC");
  CHECK(applying_refused(plate, "A13,P,D4-7,\n") ==
        "map.csv:2: column 1: well A13 is outside the plate of plate.eds (A1 to H12)");
  CHECK(applying_refused(plate, "A1,P,D4-7,\n") ==
        "map.csv:2: column 1: well A1: cannot tell which of its targets ('Target 1', 'Target 2') is to "
        "become 'D4-7'; "
        "list every "
        "target of the well, or say --target NAME=SET");
  CHECK(applying_refused(plate, "B1,P,,\n") ==
        "map.csv:2: column 1: well B1 has no target in plate.eds: name one here");
}

TEST_CASE("a quote inside a cell is a character, one at the end of the file closes") {
  const PlateMap map = map_of("A1,5\" tube,,\nA2,x,,\"ntc\"");
  CHECK(map.rows[0].sample == "5\" tube");
  CHECK(map.rows[1].role == SampleRole::Ntc);
}

TEST_CASE("a target that the map does not list stays, and two new names for one target are refused") {
  MadePlate plate;
  plate.add("A1", "P", "D4-7", no(), "FAM");
  plate.add("A1", "P", "ALB", yes(24), "VIC");
  plate.add("A2", "P", "Target 1", no(), "FAM");
  const MappedRun run = mapped(plate, "A1,,ALB,standard\n");
  CHECK(run.run.reactions[0].target == "D4-7");
  CHECK(run.roles[0] == std::nullopt);
  CHECK(run.roles[1] == SampleRole::Standard);
  CHECK(applying_refused(plate, "A2,P,D2-7,\nA2,P,D2-8,\n") ==
        "map.csv:2: column 1: well A2: cannot tell which of its targets ('Target 1') is to become 'D2-7'; "
        "list every "
        "target of the well, or say --target NAME=SET");
}

TEST_CASE("a target is read in no dye that its well lacks, and a curve without well is stepped over") {
  MadePlate plate;
  plate.add("A1", "P", "ALB", yes(24), "VIC");
  plate.add("A2", "P", "D4-7", no(), "FAM").first.well.reset();
  for (const char* dye : {"FAM", "JOE"})
    plate.run().dyes.push_back({.well = *parse_well("B1"), .dye = dye, .signal = {1, 2}});
  plate.run().dyes.push_back({.well = *parse_well("B2"), .dye = "FAM", .signal = {1, 2}});
  CHECK(applying_refused(plate, "B1,Q,ALB,\n") ==
        "map.csv:2: column 1: well B1 of plate.eds has no signal that target 'ALB' could be read from "
        "without doubt");
  const MappedRun run = mapped(plate, "B2,Q,D2-7,\n");
  CHECK(run.run.reactions.back().reporter == "FAM");
}
