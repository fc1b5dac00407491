// crossbreak review amend: another record in the place of a final one, which stays as it is.
#include <doctest/doctest.h>

#include "cli/called_plate.hpp"
#include "run/sha256.hpp"

using namespace crossbreak::tests;
using crossbreak::sha256_hex;

namespace {

/// A released plate, and what amends it.
struct AmendedPlate : CalledPlate {
  AmendedPlate() {
    release();
    final_record = released + "/plate.calls.json";
    final_bytes = content_of(final_record);
    more = (folder / "more.review.json").string();
    amended = (folder / "amended").string();
  }

  Printed decide_more(std::vector<std::string> asked) const {
    asked.insert(asked.begin(), {"review", "decide", record, review, "--by", "A. Reviewer", "-o", more});
    return crossbreak_with(asked);
  }
  Printed amend(const std::string& by, std::vector<std::string> options = {}) const {
    std::vector<std::string> arguments = {"review", "amend",    final_record, by,          "-o",
                                          amended,  "--reason", "wrong tube", "--formats", "json,csv"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return crossbreak_with(arguments);
  }
  json amended_record() const { return json::parse(content_of(amended + "/plate.calls.json")); }

  std::string final_record;
  std::string final_bytes;
  std::string more;
  std::string amended;
};

}  // namespace

TEST_CASE("an amended record shows old and new, and is released when it is signed") {
  const AmendedPlate plate;
  REQUIRE(plate.decide_more({"--override", "CLEAR/D4-7=negative", "--code", "sample_swap"}).code == 0);
  const Printed made = plate.amend(plate.more);
  REQUIRE_MESSAGE(made.code == 0, made.err);
  CHECK(made.out.find("CLEAR: was deletion (D4-7), released; now not detected, released") !=
        std::string::npos);
  CHECK(plate.amended_record().at("status") == "reviewed");
  const json replaces = plate.amended_record().at("replaces");
  CHECK(replaces.at("file") == "plate.calls.json");
  CHECK(replaces.at("sha256") == sha256_hex(plate.final_bytes));
  CHECK(replaces.at("reason") == "wrong tube");
  CHECK(replaces.at("changes") == json::parse(R"([{"sample": "CLEAR", "repeat": 0,
    "old_call": "deletion", "old_deletions": ["D4-7"], "old_outcome": "released",
    "new_call": "not_detected", "new_deletions": [], "new_outcome": "released"}])"));
  CHECK_FALSE(std::filesystem::exists(plate.amended + "/plate.released.csv"));

  plate.sign(plate.amended);
  CHECK(plate.amended_record().at("status") == "amended");
  const std::string released = content_of(plate.amended + "/plate.released.csv");
  CHECK(released.find(sha256_hex(plate.final_bytes)) != std::string::npos);
  CHECK(released.find(",CLEAR,set,D4-7,negative,") != std::string::npos);
  const Printed verified = crossbreak_with({"review", "verify", plate.amended + "/plate.calls.json"});
  CHECK_MESSAGE(verified.code == 0, verified.err);
  CHECK(content_of(plate.final_record) == plate.final_bytes);
  CHECK(crossbreak_with({"review", "verify", plate.final_record}).code == 0);
}

TEST_CASE("a final record is not amended by an event of the future") {
  const AmendedPlate plate;
  REQUIRE(plate.decide_more({"--reject", "CLEAR", "--code", "sample_swap"}).code == 0);
  json more = json::parse(content_of(plate.more));
  more["events"].back()["at"] = "2999-01-01T00:00:00Z";
  plate.folder.write("more.review.json", more.dump());
  const Printed refused = plate.amend(plate.more);
  CHECK(refused.code == 7);
  CHECK_MESSAGE(
      refused.err.find("is of 2999-01-01T00:00:00Z, later than this computer's clock, ") != std::string::npos,
      refused.err);
  CHECK_FALSE(std::filesystem::exists(plate.amended));
}

TEST_CASE("an amended record can be amended again") {
  const AmendedPlate plate;
  REQUIRE(plate.decide_more({"--reject", "CLEAR", "--code", "sample_swap"}).code == 0);
  REQUIRE(plate.amend(plate.more).code == 0);
  plate.sign(plate.amended);
  const std::string third = (plate.folder / "third").string();
  const std::string last = (plate.folder / "last.review.json").string();
  REQUIRE(crossbreak_with({"review", "decide", plate.record, plate.more, "--by", "A. Reviewer", "--accept",
                           "CLEAR", "-o", last})
              .code == 0);
  const Printed made =
      crossbreak_with({"review", "amend", plate.amended + "/plate.calls.json", last, "--reason",
                       "right tube after all", "-o", third, "--formats", "json"});
  REQUIRE_MESSAGE(made.code == 0, made.err);
  plate.sign(third);
  const json record = json::parse(content_of(third + "/plate.calls.json"));
  CHECK(record.at("status") == "amended");
  CHECK(record.at("replaces").at("changes").at(0).at("old_outcome") == "withheld");
  CHECK(record.at("replaces").at("changes").at(0).at("new_outcome") == "released");
}

TEST_CASE("a final record is amended by a call without a well, which is decided first") {
  const AmendedPlate plate;
  REQUIRE(plate.decide_more({"--exclude", "A1/D4-7", "--code", "curve_artifact"}).code == 0);
  const Printed refused = plate.amend(plate.more);
  CHECK(refused.code == 2);
  CHECK(refused.err.find("well A1/D4-7 is excluded, which asks for a new call") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(plate.amended));

  const std::string again = (plate.folder / "again").string();
  REQUIRE(crossbreak_with({"review", "apply", plate.record, plate.more, "--inputs",
                           plate.folder.path().string(), "-o", again, "--formats", "json"})
              .code == 0);
  const std::string review = again + "/plate.review.json";
  REQUIRE(crossbreak_with({"review", "decide", again + "/plate.calls.json", "--by", "A. Reviewer", "--accept",
                           "all", "-o", review})
              .code == 0);
  const Printed made = plate.amend(review);
  REQUIRE_MESSAGE(made.code == 0, made.err);
  plate.sign(plate.amended, {"--called", again + "/plate.calls.json"});
  CHECK(plate.amended_record().at("status") == "amended");
  CHECK(plate.amended_record().at("replaces").at("sha256") == sha256_hex(plate.final_bytes));
  CHECK(plate.amended_record().at("replaces").at("changes").at(0).at("new_call") == "incomplete");

  const std::string third = (plate.folder / "third").string();
  const Printed back =
      crossbreak_with({"review", "amend", plate.amended + "/plate.calls.json", plate.review, "--reason",
                       "the well counts after all", "-o", third, "--formats", "json"});
  REQUIRE_MESSAGE(back.code == 0, back.err);
  plate.sign(third);
  const json counted_again = json::parse(content_of(third + "/plate.calls.json"));
  CHECK(counted_again.at("status") == "amended");
  CHECK(counted_again.at("of") == sha256_hex(content_of(plate.record)));
  CHECK(counted_again.at("replaces").at("changes").at(0).at("old_call") == "incomplete");
  CHECK(counted_again.at("replaces").at("changes").at(0).at("new_call") == "deletion");
}

TEST_CASE("reviews are made on the record as called, not on what was made of it") {
  const AmendedPlate plate;
  const Printed decided = crossbreak_with(
      {"review", "decide", plate.final_record, "--by", "A. Reviewer", "--accept", "all", "-o", plate.more});
  CHECK(decided.code == 7);
  CHECK(decided.err.find("expected a record as called (preliminary), found one that is 'final': reviews are "
                         "made on the record that it was made from, SHA-256 " +
                         sha256_hex(content_of(plate.record))) != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(plate.more));
  CHECK(crossbreak_with({"review", "status", plate.final_record}).code == 7);
  const Printed applied =
      crossbreak_with({"review", "apply", plate.final_record, plate.review, "-o", plate.amended});
  CHECK(applied.code == 7);
}

TEST_CASE("an amendment takes the place of its own earlier try alone") {
  const AmendedPlate plate;
  REQUIRE(plate.decide_more({"--reject", "CLEAR", "--code", "sample_swap"}).code == 0);
  const auto lies_there = [&](const std::string& bytes) {
    std::filesystem::create_directories(plate.amended);
    plate.folder.write("amended/plate.calls.json", bytes);
    const Printed made = plate.amend(plate.more);
    CHECK(made.code == 6);
    CHECK_MESSAGE(made.err == "crossbreak: " + plate.amended +
                                  "/plate.calls.json: is another record; name another folder with -o\n",
                  made.err);
    CHECK(content_of(plate.amended + "/plate.calls.json") == bytes);
  };
  lies_there(content_of(plate.record));
  const std::string other = (plate.folder / "other").string();
  REQUIRE(crossbreak_with({"review", "apply", plate.record, plate.review, "-o", other, "--formats", "json"})
              .code == 0);
  lies_there(content_of(other + "/plate.calls.json"));  // reviewed, but in the place of none

  std::filesystem::remove_all(plate.amended);
  REQUIRE(plate.amend(plate.more).code == 0);
  CHECK(plate.amend(plate.more).code == 0);
  const Printed applied = crossbreak_with(
      {"review", "apply", plate.record, plate.review, "-o", plate.amended, "--formats", "json"});
  CHECK(applied.code == 6);
  CHECK(plate.amended_record().at("replaces").at("sha256") == sha256_hex(plate.final_bytes));
}
