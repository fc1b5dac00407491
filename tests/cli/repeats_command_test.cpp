// Repeats: a later plate is linked to the tests that it repeats.
#include <doctest/doctest.h>

#include "cli/called_plate.hpp"
#include "run/sha256.hpp"

using namespace crossbreak::tests;
using crossbreak::sha256_hex;

namespace {

std::string worklist(const std::string& rows) {
  return "schema,sample,repeat,sets,reason,words,replicates,next,source,sha256,run_date,plate_barcode,"
         "record\n" +
         rows;
}

}  // namespace

TEST_CASE("call --repeats numbers the repeat, notes what it repeats and tells of samples that are missing") {
  const TemporaryFolder folder;
  const std::string list = folder.write(
      "first.repeats.csv", worklist("crossbreak/repeats-csv/1,CLEAR,1,D4-7,pipetting,,2,,first.eds,,,,\n"
                                    "crossbreak/repeats-csv/1,GONE,1,D4-7,pipetting,,2,,first.eds,,,,\n"));
  const std::string run = export_of(plate + targets + usual_samples());
  const Called called = call_export(run, {"--repeats", list});
  CHECK(called.code == 0);
  const std::string row = row_of(called, "CLEAR");
  CHECK(row.starts_with("deletion D4-7\n"));
  CHECK(row.find("repeat of_earlier_run: repeat number 1 of this patient, asked for after first.eds: D4-7") !=
        std::string::npos);
  CHECK(called.table.find("CLEAR (repeat 1)") != std::string::npos);
  CHECK(called.table.find("GONE.") != std::string::npos);
  CHECK(called.table.find("NONE (repeat") == std::string::npos);
  CHECK(call_export(run, {"--repeats", list, "--lang", "zh"})
            .table.find("已要求复检、但未见于本次孔板：GONE。") != std::string::npos);
}

TEST_CASE("the plate that a worklist was made of is no repeat of itself") {
  const TemporaryFolder folder;
  const std::string run = export_of(plate + targets + usual_samples());
  const std::string list = folder.write(
      "first.repeats.csv",
      worklist("crossbreak/repeats-csv/1,CLEAR,1,D4-7,pipetting,,2,,first.eds," + sha256_hex(run) + ",,,\n"));
  const Called called = call_export(run, {"--repeats", list});
  CHECK(called.code == 0);
  CHECK(row_of(called, "CLEAR").find("of_earlier_run") == std::string::npos);
  CHECK(called.table.find("CLEAR (repeat") == std::string::npos);
  CHECK(called.table.find("Repeats that are asked for, but not on these plates: CLEAR.") !=
        std::string::npos);
}

TEST_CASE("a worklist that cannot be used is one line and exit 3, and nothing is written") {
  const TemporaryFolder folder;
  const std::string list = folder.write("map.csv", "well,sample\nA1,X\n");
  const Called called = call_export(export_of(plate + targets + usual_samples()), {"--repeats", list});
  CHECK(called.code == 3);
  CHECK(called.err ==
        "crossbreak: map.csv:1: expected a worklist that crossbreak wrote (RUN.repeats.csv), found no column "
        "'sets'\n");
}

TEST_CASE("a worklist is read when the release that makes it, and was interrupted, is whole") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all", "--repeat", "CLEAR=D4-7", "--code", "pipetting"}).code == 0);
  REQUIRE(plate.apply().code == 0);
  plate.sign(plate.released);
  const std::string list = plate.released + "/plate.repeats.csv";
  const std::string whole = content_of(list);
  std::filesystem::remove(list);
  plate.leave_record_unfinished();
  const Printed called = crossbreak_with(
      {"call", plate.run, "--repeats", list, "--formats", "json", "-o", (plate.folder / "again").string()});
  CHECK_MESSAGE(called.code == 0, called.err);
  CHECK(content_of(list) == whole);
}

TEST_CASE("a worklist that is given as a run is refused by name") {
  const TemporaryFolder folder;
  const std::string list = folder.write(
      "first.repeats.csv", worklist("crossbreak/repeats-csv/1,CLEAR,1,D4-7,pipetting,,2,,first.eds,,,,\n"));
  const Printed refused = crossbreak_with({"call", list, "-o", (folder / "out").string()});
  CHECK(refused.code == 3);
  CHECK(refused.err.find(
            "a worklist of repeats that crossbreak wrote, made from first.eds: give the run file") !=
        std::string::npos);
}

TEST_CASE("a plate of the same file name as the one before it verifies when it is final") {
  const CalledPlate first;
  REQUIRE(first.decide({"--accept", "all", "--repeat", "CLEAR=D4-7", "--code", "pipetting"}).code == 0);
  REQUIRE(first.apply().code == 0);
  first.sign(first.released);
  const TemporaryFolder folder;
  const std::string run = folder.write(
      "plate.txt", export_of(plate + targets + patient("CLEAR", "\"D4-7\" = 3000") + controls()));
  const std::string where = folder.path().string();
  const std::vector<std::vector<std::string>> way = {
      {"call", run, "--formats", "json", "--repeats", first.released + "/plate.repeats.csv"},
      {"review", "decide", where + "/plate.calls.json", "--by", "A. Reviewer", "--accept", "all", "-o",
       where + "/plate.review.json"},
      {"review", "apply", where + "/plate.calls.json", where + "/plate.review.json", "--formats", "json",
       "-o", where + "/out"},
      {"review", "sign", where + "/out/plate.calls.json", "--by", "A. Reviewer", "--meaning", "reviewed"},
      {"review", "sign", where + "/out/plate.calls.json", "--by", "B. Approver", "--meaning", "approved"}};
  for (const std::vector<std::string>& step : way) {
    const Printed done = crossbreak_with(step);
    REQUIRE_MESSAGE(done.code == 0, done.err);
  }
  const Printed verified = crossbreak_with({"review", "verify", where + "/out/plate.calls.json"});
  CHECK_MESSAGE(verified.code == 0, verified.err);
  CHECK(verified.out.find("plate.repeats.csv: does not lie beside the record, not checked\n") !=
        std::string::npos);
  CHECK(verified.out.find("plate.repeats.csv: checked\n") != std::string::npos);  // its own
}
