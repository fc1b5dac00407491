// What a killed command left is complete when another one has read beside it.
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "cli/called_plate.hpp"

using namespace crossbreak::tests;
namespace fs = std::filesystem;

TEST_CASE("a command that reads a called record first puts in place what a killed call left of it") {
  const CalledPlate plate;
  const std::string record = content_of(plate.record);
  const std::string csv = content_of(plate.folder / "plate.calls.csv");
  const std::string elsewhere = (plate.folder / "elsewhere").string();
  fs::create_directory(elsewhere);
  const struct {
    std::vector<std::string> arguments;
    int code;
  } readers[] = {
      {{"review", "status", plate.record}, 5},
      {{"summary", plate.record}, 0},
      {{"report", plate.record, "--formats", "csv", "-o", elsewhere}, 0},
      {{"review", "decide", plate.record, "--by", "A. Reviewer", "--accept", "all", "-o", plate.review}, 0},
      {{"review", "apply", plate.record, plate.review, "--formats", "json", "-o", plate.released}, 0},
  };
  for (const auto& reader : readers) {
    CAPTURE(reader.arguments[0] + ' ' + reader.arguments[1]);
    plate.leave_call_unfinished();
    REQUIRE_FALSE(fs::exists(plate.record));
    const Printed told = crossbreak_with(reader.arguments);
    CHECK_MESSAGE(told.code == reader.code, told.err);
    REQUIRE(content_of(plate.record) == record);
    CHECK(content_of(plate.folder / "plate.calls.csv") == csv);
    CHECK_FALSE(fs::exists(plate.folder / ".crossbreak.replacing"));
  }
}

TEST_CASE("a reviewed record is checked against a called one that a killed command left beside its place") {
  const CalledPlate plate;
  plate.release();
  plate.leave_call_unfinished();
  const Printed verified = crossbreak_with({"review", "verify", plate.released + "/plate.calls.json"});
  CHECK_MESSAGE(verified.code == 0, verified.err);
  CHECK(verified.out.find("what its events make of the called one, ") != std::string::npos);
  CHECK(fs::exists(plate.record));
}

TEST_CASE("a command that reads a reviewed record first completes what a killed one left of it") {
  const CalledPlate plate;
  plate.release();
  const std::string record = plate.released + "/plate.calls.json";
  const std::string whole = content_of(record);
  const std::string csv = plate.released + "/plate.released.csv";
  const std::string released = content_of(csv);
  const std::vector<std::string> readers[] = {
      {"summary", record},
      {"report", record, "--formats", "csv", "-o", (plate.folder / "elsewhere").string()},
      {"review", "verify", record},
  };
  for (const std::vector<std::string>& reader : readers) {
    CAPTURE(reader[0]);
    plate.leave_record_unfinished();
    fs::remove(csv);
    const Printed told = crossbreak_with(reader);
    CHECK_MESSAGE(told.code == 0, told.err);
    REQUIRE(content_of(record) == whole);
    CHECK(content_of(csv) == released);
    CHECK_FALSE(fs::exists(record + ".pending"));
  }
}

TEST_CASE("a file that only has the name of one that is being written is nobody's to take away") {
  const CalledPlate plate;
  REQUIRE(crossbreak_with({"review", "decide", plate.record, "--by", "A. Reviewer", "--accept", "all", "-o",
                           plate.review})
              .code == 0);
  const std::string beside_review =
      plate.folder.write(fs::path(plate.review).filename().string() + ".pending", "a note");
  const std::string beside_record = plate.folder.write("plate.calls.json.pending", "{}");
  fs::create_directory(plate.folder / "another.calls.json.pending");
  const Printed told = crossbreak_with({"review", "status", plate.record, plate.review});
  CHECK_MESSAGE(told.code == 0, told.err);
  CHECK(crossbreak_with({"summary", plate.record}).code == 0);
  CHECK(content_of(beside_review) == "a note");
  CHECK(content_of(beside_record) == "{}");
}

TEST_CASE("what is left of a record that was changed since is not released by a command that only reads it") {
  const CalledPlate plate;
  plate.release();
  const std::string record = plate.released + "/plate.calls.json";
  plate.folder.write("released/plate.calls.json",
                     changed(content_of(record), "\"call\": \"not_detected\"", "\"call\": \"deletion\""));
  plate.leave_record_unfinished();
  fs::remove(plate.released + "/plate.released.csv");
  const Printed refused = crossbreak_with({"summary", record});
  CHECK(refused.code == 7);
  CHECK(refused.out == "");
  CHECK_FALSE(fs::exists(plate.released + "/plate.released.csv"));
}

TEST_CASE(
    "a batch whose repeats are of a record that does not check calls nothing, and says so by its code") {
  const CalledPlate plate;
  plate.release();
  plate.folder.write("released/plate.calls.json",
                     changed(content_of(plate.released + "/plate.calls.json"), "\"call\": \"not_detected\"",
                             "\"call\": \"deletion\""));
  plate.leave_record_unfinished();
  const std::string in = plate.folder.write("in/again.txt", content_of(plate.run));
  const std::string out = (plate.folder / "out").string();
  const Printed refused = crossbreak_with({"call", fs::path(in).parent_path().string(), "-o", out,
                                           "--repeats", plate.released + "/plate.repeats.csv"});
  CHECK_MESSAGE(refused.code == 7, refused.err);
  CHECK_FALSE(fs::exists(out + "/again.calls.json"));
}
