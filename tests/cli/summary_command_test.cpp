// Which records summary counts, by their state.
#include <doctest/doctest.h>

#include "cli/called_plate.hpp"
#include "example_report.hpp"
#include "record/record_writer.hpp"
#include "released_plates.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

std::string written(const TemporaryFolder& folder, const std::string& name, const Report& report) {
  return folder.write(name, write_record(report));
}

}  // namespace

TEST_CASE("preliminary records alone are counted, and said to be not released") {
  const TemporaryFolder folder;
  const Printed summary = crossbreak_with({"summary", written(folder, "a.calls.json", example_report())});
  CHECK(summary.code == 0);
  CHECK(summary.out.find("Status of the records: 1 preliminary\nNone of these calls has been released\n") !=
        std::string::npos);
  CHECK(crossbreak_with({"summary", (folder / "a.calls.json").string(), "--lang", "zh"})
            .out.find("以上判定均未正式发出") != std::string::npos);
}

TEST_CASE("records of different states are exit 2 until --status says which count") {
  const TemporaryFolder folder;
  Report reviewed = signed_report(example_report());
  reviewed.release.status = RecordStatus::Reviewed;
  const std::string called = written(folder, "a.calls.json", example_report());
  const std::string half_way = written(folder, "b.calls.json", reviewed);
  const Printed refused = crossbreak_with({"summary", called, half_way});
  CHECK(refused.code == 2);
  CHECK(refused.err ==
        "crossbreak: the records have different states (1 preliminary, 1 reviewed, not yet signed): say "
        "which count, --status released or --status any\n");
  CHECK(refused.out == "");
  const Printed any = crossbreak_with({"summary", called, half_way, "--status", "any"});
  CHECK(any.code == 0);
  CHECK(any.out.find(" patients in 2 records") != std::string::npos);
  const Printed released = crossbreak_with({"summary", called, half_way, "--status", "released"});
  CHECK(released.code == 0);
  CHECK(released.out.find("IKZF1: 0 patients in 0 records") != std::string::npos);
  CHECK(released.out.find("Records that are not released, left out: 2") != std::string::npos);
}

TEST_CASE("--status takes released or any") {
  const TemporaryFolder folder;
  const std::string record = written(folder, "a.calls.json", example_report());
  const Printed refused = crossbreak_with({"summary", record, "--status", "final"});
  CHECK(refused.code == 2);
  CHECK(refused.err == "crossbreak: --status: expected released or any, found 'final'\n");
}

TEST_CASE("a final record counts as released only where it is what its people signed") {
  const CalledPlate plate;
  plate.release();
  const std::string record = plate.released + "/plate.calls.json";
  const Printed counted = crossbreak_with({"summary", record});
  REQUIRE_MESSAGE(counted.code == 0, counted.err);
  CHECK(counted.out.find("Status of the records: 1 final\n") != std::string::npos);
  CHECK(counted.out.find("IKZF1: 3 patients in 1 record") != std::string::npos);

  const auto refuse = [&](const std::string& why) {
    const Printed refused = crossbreak_with({"summary", record, "--status", "any"});
    CHECK(refused.code == 7);
    CHECK(refused.out == "");
    CHECK_MESSAGE(refused.err.find(why) != std::string::npos, refused.err);
  };
  const std::string whole = content_of(record);
  plate.folder.write("released/plate.calls.json",
                     changed(whole, "\"call\": \"not_detected\"", "\"call\": \"deletion\""));
  refuse("plate.calls.json: /signatures/0: A. Reviewer signed a record with the SHA-256 ");
  plate.folder.write("released/plate.calls.json", whole);
  std::filesystem::remove(plate.released + "/plate.audit.jsonl");
  refuse("expected the audit file beside the record, found none");
}

TEST_CASE("a record that was called is not counted beside the final one that was made of it") {
  const CalledPlate plate;
  plate.release();
  const Printed any =
      crossbreak_with({"summary", plate.record, plate.released + "/plate.calls.json", "--status", "any"});
  REQUIRE_MESSAGE(any.code == 0, any.err);
  CHECK(any.out.find("IKZF1: 3 patients in 1 record") != std::string::npos);
}
