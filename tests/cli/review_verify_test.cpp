// review verify on what is released: the only files that a laboratory's information system takes.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "changed_text.hpp"
#include "cli/called_plate.hpp"
#include "run/sha256.hpp"

using namespace crossbreak::tests;
using crossbreak::sha256_hex;
namespace fs = std::filesystem;

namespace {

/// A plate that is called, reviewed and signed; its patients as called but for CLEAR, who is tested again.
struct ReleasedPlate : CalledPlate {
  ReleasedPlate() {
    REQUIRE(decide({"--accept", "all", "--repeat", "CLEAR=D4-7", "--code", "pipetting"}).code == 0);
    REQUIRE(apply().code == 0);
    sign(released);
    released_csv = released + "/plate.released.csv";
    repeats_csv = released + "/plate.repeats.csv";
    released_bytes = content_of(released_csv);
    repeats_bytes = content_of(repeats_csv);
  }

  Printed verify(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"review", "verify", released + "/plate.calls.json"});
    return crossbreak_with(more);
  }
  /// What verify says of the files as they are: exit 7, one line.
  std::string complaint() const {
    const Printed refused = verify();
    CHECK(refused.code == 7);
    CHECK(refused.out.empty());
    return refused.err;
  }
  static void write(const std::string& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
    REQUIRE(content_of(file) == bytes);
  }

  std::string released_csv;
  std::string repeats_csv;
  std::string released_bytes;
  std::string repeats_bytes;
};

const std::string hint = "; --restore writes what the record makes\n";

}  // namespace

TEST_CASE("released files that are what the record makes are checked, a byte-order mark left aside") {
  const ReleasedPlate plate;
  REQUIRE(plate.repeats_bytes.find(",CLEAR,") != std::string::npos);
  const Printed verified = plate.verify();
  CHECK_MESSAGE(verified.code == 0, verified.err);
  CHECK(verified.out.find("plate.released.csv: checked\nplate.repeats.csv: checked\n") != std::string::npos);
  CHECK(verified.out.ends_with("All that was checked matches. The record is final.\n"));
  plate.write(plate.released_csv, "\xEF\xBB\xBF" + plate.released_bytes);
  CHECK(plate.verify().code == 0);
  CHECK(plate.verify({"--lang", "zh"}).out.find("已核对的内容全部相符。") != std::string::npos);
}

TEST_CASE("a released file that was changed is told with its first other line: exit 7") {
  const ReleasedPlate plate;
  plate.write(plate.released_csv,
              changed(plate.released_bytes, ",NONE,set,D4-7,negative,", ",NONE,set,D4-7,positive,"));
  const std::string before = plate.released_bytes.substr(0, plate.released_bytes.find(",NONE,set,D4-7,"));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  CHECK(plate.complaint() == "crossbreak: " + plate.released_csv + ": line " + std::to_string(line) +
                                 ": expected 'negative', found 'positive'" + hint);
  plate.write(plate.released_csv, plate.released_bytes);

  const auto lines = std::to_string(std::count(plate.repeats_bytes.begin(), plate.repeats_bytes.end(), '\n'));
  const auto more =
      std::to_string(std::count(plate.repeats_bytes.begin(), plate.repeats_bytes.end(), '\n') + 1);
  const std::string last =
      plate.repeats_bytes.substr(plate.repeats_bytes.rfind('\n', plate.repeats_bytes.size() - 2) + 1);
  plate.write(plate.repeats_csv, plate.repeats_bytes + last);
  CHECK(plate.complaint() == "crossbreak: " + plate.repeats_csv + ": line " + more +
                                 ": expected the end of the file, found another line" + hint);
  plate.write(plate.repeats_csv, plate.repeats_bytes.substr(0, plate.repeats_bytes.size() - last.size()));
  CHECK(plate.complaint() == "crossbreak: " + plate.repeats_csv + ": line " + lines +
                                 ": expected another line, found the end of the file" + hint);
  plate.write(plate.repeats_csv, plate.repeats_bytes.substr(0, plate.repeats_bytes.size() - 1));
  CHECK(plate.complaint() ==
        "crossbreak: " + plate.repeats_csv + ": line " + lines + ": expected a line end, found none" + hint);
  plate.write(plate.repeats_csv, "");
  CHECK(plate.complaint() == "crossbreak: " + plate.repeats_csv +
                                 ": line 1: expected another line, found the end of the file" + hint);
  fs::remove(plate.repeats_csv);
  CHECK(plate.complaint() ==
        "crossbreak: " + plate.repeats_csv + ": expected the file that the record makes, found none" + hint);
}

TEST_CASE("--restore writes the released files anew, and only where all else matches") {
  const ReleasedPlate plate;
  const std::string falsified =
      changed(plate.released_bytes, ",NONE,set,D4-7,negative,", ",NONE,set,D4-7,positive,");
  plate.write(plate.released_csv, "\xEF\xBB\xBF" + falsified);
  fs::remove(plate.repeats_csv);
  const std::string record = plate.released + "/plate.calls.json";
  const std::string whole = content_of(record);
  plate.write(record, changed(whole, "\"B. Approver\"", "\"C. Approver\""));
  CHECK(plate.verify({"--restore"}).code == 7);
  CHECK(content_of(plate.released_csv) == "\xEF\xBB\xBF" + falsified);
  CHECK_FALSE(fs::exists(plate.repeats_csv));

  plate.write(record, whole);
  const Printed restored = plate.verify({"--restore"});
  CHECK_MESSAGE(restored.code == 0, restored.err);
  CHECK(restored.err == "wrote " + plate.released_csv + "\nwrote " + plate.repeats_csv + '\n');
  CHECK(content_of(plate.released_csv) == "\xEF\xBB\xBF" + plate.released_bytes);
  CHECK(content_of(plate.repeats_csv) == plate.repeats_bytes);
  CHECK(content_of(record) == whole);
  CHECK(plate.verify({"--restore"}).err.empty());
}

TEST_CASE("a released file beside a record that releases nothing is none of its: exit 7") {
  const ReleasedPlate plate;
  const CalledPlate other;
  const auto refused = [&](const std::string& record) {
    const Printed verified = crossbreak_with({"review", "verify", record, "--restore"});
    CHECK(verified.code == 7);
    return verified.err;
  };
  const std::string preliminary = (other.folder / "plate.released.csv").string();
  plate.write(preliminary, plate.released_bytes);
  CHECK(refused(other.record) == "crossbreak: " + preliminary +
                                     ": expected no such file beside a record that is preliminary, which "
                                     "releases nothing; take it away, and trust nothing of it\n");
  fs::remove(preliminary);
  CHECK(crossbreak_with({"review", "verify", other.record}).code == 5);

  REQUIRE(other.decide({"--accept", "all"}).code == 0);
  REQUIRE(other.apply().code == 0);
  const std::string reviewed = other.released + "/plate.calls.json";
  CHECK(crossbreak_with({"review", "verify", reviewed}).code == 0);
  plate.write(other.released + "/plate.repeats.csv", plate.repeats_bytes);
  CHECK(refused(reviewed).find("/plate.repeats.csv: expected no such file beside a record that is reviewed, "
                               "which releases nothing") != std::string::npos);
  CHECK(content_of(other.released + "/plate.repeats.csv") == plate.repeats_bytes);
}

TEST_CASE("what verify refuses is not counted as released") {
  const ReleasedPlate plate;
  const std::vector<std::string> summary = {"summary", plate.released + "/plate.calls.json", "--status",
                                            "released"};
  CHECK(crossbreak_with(summary).code == 0);
  plate.write(plate.released_csv, changed(plate.released_bytes, ",negative,", ",positive,"));
  CHECK(crossbreak_with(summary).code == 7);
  fs::remove(plate.released_csv);
  const Printed refused = crossbreak_with(summary);
  CHECK(refused.code == 7);
  CHECK(refused.out.empty());
  CHECK(refused.err == "crossbreak: " + plate.released_csv +
                           ": expected the file that the record makes, found none; 'crossbreak review "
                           "verify --restore' writes it anew\n");
}

TEST_CASE("what seems to be left of an interrupted command releases nothing that does not check") {
  const ReleasedPlate plate;
  const std::string record = plate.released + "/plate.calls.json";
  const std::string whole = content_of(record);
  const auto forge = [&](const std::string& bytes) {
    plate.write(record, bytes);
    plate.write(record + ".pending", R"({"record": ")" + sha256_hex(bytes) + R"(", "next": ")" +
                                         std::string(32, '0') +
                                         R"(", "formats": ["csv"], "lang": "en", "csv_bom": false})");
    fs::remove(plate.released_csv);
    CHECK(plate.complaint().find("/signatures/0: A. Reviewer signed a record with the SHA-256 ") !=
          std::string::npos);
    CHECK_FALSE(fs::exists(plate.released_csv));
  };
  forge(changed(whole, "\"outcome\": \"repeat_requested\"", "\"outcome\": \"released\""));
  fs::remove(record + ".pending");
  plate.write(record, whole);
  REQUIRE(plate.verify({"--restore"}).code == 0);

  const std::string next = record + ".next" + std::string(32, '0');
  plate.write(next, R"({"audit": )" + json::parse(whole).at("audit").dump() + "}");
  plate.write(record + ".pending", "{}");
  CHECK(plate.verify().code == 0);
  CHECK(content_of(record) == whole);
  CHECK_FALSE(fs::exists(next));
}

TEST_CASE(
    "a profile that lies beside the record with another content is exit 7, and without columns.toml not "
    "checked") {
  const ReleasedPlate plate;
  const fs::path profiles = CROSSBREAK_SOURCE_DIR "/instrument_profiles";
  const std::string name = plate.reviewed().at("profile").at("id").get<std::string>() + ".toml";
  const fs::path beside = plate.released + "/" + name;
  REQUIRE_MESSAGE(fs::exists(profiles / name), name);
  fs::copy_file(profiles / name, beside);
  CHECK(plate.verify().out.find("columns.toml: does not lie beside the record, not checked\n") !=
        std::string::npos);
  fs::copy_file(profiles / "columns.toml", plate.released + "/columns.toml");
  CHECK(plate.verify().out.find(name + ": checked\n") != std::string::npos);
  std::ofstream(beside, std::ios::app) << "# a remark\n";
  CHECK(plate.complaint().find(name + ": ") != std::string::npos);
}
