#include "review_guard.hpp"

#include <doctest/doctest.h>

#include "cli/called_plate.hpp"
#include "command.hpp"
#include "release_files.hpp"
#include "run/sha256.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak::cli;
using namespace crossbreak::tests;

TEST_CASE("a run is called anew where nothing was reviewed") {
  const TemporaryFolder folder;
  CHECK_NOTHROW(check_not_reviewed(folder / "plate.calls.json"));
  folder.write("plate.calls.json", R"({"status": "preliminary", "signatures": []})");
  folder.write("other.review.json", "{}");
  CHECK_NOTHROW(check_not_reviewed(folder / "plate.calls.json"));
}

TEST_CASE("a run is not called anew over a record that an interrupted review command was writing") {
  const TemporaryFolder folder;
  const std::filesystem::path record = folder / "plate.calls.json";
  folder.write("plate.calls.json.pending", "{}");
  CHECK(pending_of(record) == folder / "plate.calls.json.pending");
  CHECK_THROWS_WITH_AS(check_not_reviewed(record),
                       (record.string() + ": is not written over by another record or its reports, since a "
                                          "'crossbreak review' command on it was interrupted; name "
                                          "another folder with -o")
                           .c_str(),
                       OutputError);
}

TEST_CASE("a review file is known by what it holds, whatever it is called") {
  const TemporaryFolder folder;
  const std::string bytes = R"({"status": "preliminary", "signatures": []})";
  folder.write("plate.calls.json", bytes);
  folder.write("r.json", R"({"schema": "crossbreak/review/2", "record": ")" + std::string(64, '0') + "\"}");
  CHECK_NOTHROW(check_not_reviewed(folder / "plate.calls.json"));
  folder.write("r.json",
               R"({"schema": "crossbreak/review/2", "record": ")" + crossbreak::sha256_hex(bytes) + "\"}");
  CHECK_THROWS_AS(check_not_reviewed(folder / "plate.calls.json"), OutputError);
}

TEST_CASE("outputs are written unless their record was reviewed by then, but for those of these very bytes") {
  const TemporaryFolder folder;
  const std::filesystem::path record = folder / "plate.calls.json";
  const std::vector<Output> outputs = {{.path = folder / "plate.calls.csv", .bytes = "new\n"}};
  const std::string reviewed = R"({"status": "final", "signatures": []})";
  folder.write("plate.calls.json", reviewed);
  CHECK_THROWS_AS(write_unreviewed(record, outputs), OutputError);
  CHECK_THROWS_AS(write_unreviewed(record, reviewed + "\n", outputs), OutputError);
  CHECK_FALSE(std::filesystem::exists(outputs[0].path));
  write_unreviewed(record, reviewed, outputs);
  CHECK(content_of(outputs[0].path) == "new\n");
  folder.write("plate.calls.json", R"({"status": "preliminary", "signatures": []})");
  folder.write("plate.calls.csv", "old\n");
  write_unreviewed(record, outputs);
  CHECK(content_of(outputs[0].path) == "new\n");
  write_unreviewed(folder / "not there yet" / "plate.calls.json",
                   {{.path = folder / "not there yet" / "plate.calls.csv", .bytes = "first\n"}});
  CHECK(content_of(folder / "not there yet" / "plate.calls.csv") == "first\n");
}

TEST_CASE("a run whose review file has a name of its own is not called anew over") {
  const CalledPlate plate;
  const std::string mine = (plate.folder / "r.json").string();
  REQUIRE(crossbreak_with(
              {"review", "decide", plate.record, "--by", "A. Reviewer", "--accept", "all", "-o", mine})
              .code == 0);
  const std::string before = content_of(plate.record);
  const Printed called = crossbreak_with({"call", plate.run, "--formats", "json"});
  CHECK(called.code == 6);
  CHECK(called.err.find("it has the review file r.json beside it") != std::string::npos);
  CHECK(content_of(plate.record) == before);
}

TEST_CASE("the reports of another record are not written over a final one, or beside it") {
  const CalledPlate plate;
  plate.release();
  const std::string record = plate.released + "/plate.calls.json";
  const std::string before = content_of(record);
  for (const char* formats : {"json", "csv", "json,csv"}) {
    CAPTURE(formats);
    const Printed refused =
        crossbreak_with({"report", plate.record, "--formats", formats, "-o", plate.released});
    CHECK(refused.code == 6);
    CHECK(refused.err == "crossbreak: " + record +
                             ": is not written over by another record or its reports, since it is a reviewed "
                             "record; name another folder with -o\n");
  }
  CHECK(content_of(record) == before);
  CHECK_FALSE(std::filesystem::exists(plate.released + "/plate.calls.csv"));
  CHECK(crossbreak_with({"review", "verify", record}).code == 0);

  const Printed of_called = crossbreak_with(
      {"report", record, "--formats", "json", "-o", plate.folder.path().string()});  // has its review file
  CHECK(of_called.code == 6);
  CHECK(content_of(plate.record) != before);
}

TEST_CASE("a final record's own reports are written beside it, and elsewhere") {
  const CalledPlate plate;
  plate.release();
  const std::string record = plate.released + "/plate.calls.json";
  const std::string before = content_of(record);
  CHECK(crossbreak_with({"report", record, "--formats", "json,csv"}).code == 0);
  CHECK(content_of(plate.released + "/plate.calls.csv").find(",final\n") != std::string::npos);
  const std::string copy = (plate.folder / "copy").string();
  CHECK(crossbreak_with({"report", record, "--formats", "json", "-o", copy}).code == 0);
  CHECK(crossbreak_with({"report", record, "--formats", "json,csv", "-o", copy}).code == 0);
  CHECK(content_of(copy + "/plate.calls.json") == before);
  CHECK(content_of(record) == before);
  for (const char* released : {"/plate.released.csv", "/plate.repeats.csv"}) {
    CHECK(std::filesystem::exists(plate.released + released));
    CHECK_FALSE(std::filesystem::exists(copy + released));  // a report releases nothing
  }
}
