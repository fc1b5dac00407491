// What a record says it was called with, and the call made again from it.
#include <doctest/doctest.h>

#include "cli/called_plate.hpp"
#include "run/sha256.hpp"

using namespace crossbreak::tests;
using crossbreak::sha256_hex;

namespace {

/// A run that is called with everything a call can be given.
struct GivenPlate {
  GivenPlate() {
    run = folder.write("plate.txt",
                       export_of(plate + targets + usual_samples() + patient("K562", "\"D4-7\" = 2000")));
    folder.write("crossbreak.toml",
                 "[targets]\n\"Set Z\" = \"D4-7\"\n[roles]\nK562 = \"positive_control\"\n");
    folder.write("map.csv", "well,sample\nA1,CLEAR\n");
    folder.write(
        "first.repeats.csv",
        "schema,sample,repeat,sets,reason,words,replicates,next,source,sha256,run_date,plate_barcode,"
        "record\ncrossbreak/repeats-csv/1,CLEAR,1,D4-7,pipetting,,2,,first.eds,,,,\n");
    record = (folder / "out/plate.calls.json").string();
    review = (folder / "out/plate.review.json").string();
  }

  Printed call(std::vector<std::string> options) const {
    options.insert(options.begin(), {"call", run, "-o", (folder / "out").string(), "--formats", "json"});
    return crossbreak_with(options);
  }
  Printed call_with_everything() const {
    return call({"--plate-map", (folder / "map.csv").string(), "--repeats",
                 (folder / "first.repeats.csv").string(), "--role", "NONE=unknown", "--threshold",
                 "D4-7=0.25", "--target", "D4-8=D4-8"});
  }
  Printed exclude(const std::string& inputs) const {
    const Printed decided = crossbreak_with({"review", "decide", record, "--by", "A. Reviewer", "--accept",
                                             "all", "--exclude", "B1", "--code", "pipetting", "-o", review});
    REQUIRE_MESSAGE(decided.code == 0, decided.err);
    return crossbreak_with({"review", "apply", record, review, "--inputs", inputs, "-o",
                            (folder / "again").string(), "--formats", "json"});
  }

  TemporaryFolder folder;
  std::string run;
  std::string record;
  std::string review;
};

}  // namespace

TEST_CASE("a record names the options, plate map, worklist and settings that it was called with") {
  const GivenPlate plate;
  const Printed called = plate.call_with_everything();
  REQUIRE_MESSAGE(called.code <= 4, called.err);
  const json record = json::parse(content_of(plate.record));
  CHECK(record.at("origin").at("options") == json::parse(R"([{"name": "role", "value": "NONE=unknown"},
    {"name": "target", "value": "D4-8=D4-8"}, {"name": "threshold", "value": "D4-7=0.25"}])"));
  CHECK(record.at("origin").at("plate_map") == "map.csv");
  CHECK(record.at("origin").at("plate_map_sha256") == sha256_hex(content_of(plate.folder / "map.csv")));
  CHECK(record.at("origin").at("repeats") == "first.repeats.csv");
  CHECK(record.at("origin").at("repeats_sha256") ==
        sha256_hex(content_of(plate.folder / "first.repeats.csv")));
  CHECK(record.at("policy").at("settings_sha256") ==
        sha256_hex(content_of(plate.folder / "crossbreak.toml")));
}

TEST_CASE("a call without a well is made with all that the call before was made with") {
  const GivenPlate plate;
  REQUIRE(plate.call_with_everything().code <= 4);
  const Printed applied = plate.exclude(plate.folder.path().string());
  REQUIRE_MESSAGE(applied.code == 0, applied.err);
  const json before = json::parse(content_of(plate.record));
  const json again = json::parse(content_of(plate.folder / "again/plate.calls.json"));
  for (const char* same : {"options", "plate_map", "plate_map_sha256", "repeats", "repeats_sha256"})
    CHECK(again.at("origin").at(same) == before.at("origin").at(same));
  CHECK(again.at("policy") == before.at("policy"));
  CHECK(patient_in(again, "CLEAR").at("repeat") == 1);
  for (const json& patient : again.at("patients"))
    CHECK(patient.at("sample") != "K562");
  const auto threshold_of = [](const json& record) { return record.at("wells").at(0).at("threshold"); };
  CHECK(threshold_of(again) == threshold_of(before));
}

TEST_CASE("a call without a well asks for each file that the call before was made with") {
  const GivenPlate plate;
  REQUIRE(plate.call_with_everything().code <= 4);
  const std::string settings = content_of(plate.folder / "crossbreak.toml");
  const TemporaryFolder inputs;
  inputs.write("plate.txt", content_of(plate.run));
  const auto refuse = [&](int code, const std::string& why) {
    const Printed refused = plate.exclude(inputs.path().string());
    CHECK(refused.code == code);
    CHECK_MESSAGE(refused.err.find(why) != std::string::npos, refused.err);
    CHECK_FALSE(std::filesystem::exists(plate.folder / "again"));
  };
  refuse(3, "map.csv: no such file");
  inputs.write("map.csv", content_of(plate.folder / "map.csv"));
  refuse(3, "first.repeats.csv: no such file");
  inputs.write("first.repeats.csv", content_of(plate.folder / "first.repeats.csv") + "\n");
  refuse(7, "first.repeats.csv: is not the worklist of repeats that was called: expected SHA-256 ");
  inputs.write("first.repeats.csv", content_of(plate.folder / "first.repeats.csv"));
  plate.folder.write("crossbreak.toml", "lang = \"en\"\n");  // those of the record are no more in force
  refuse(3, "expected the laboratory's settings of the record (SHA-256 ");
  inputs.write("ours.toml", settings);
  CHECK(plate.exclude(inputs.path().string()).code == 0);
}

TEST_CASE("settings in force and their panel serve a call without a well, wherever they lie") {
  const GivenPlate plate;
  const std::string shipped =
      content_of(std::filesystem::path(CROSSBREAK_SOURCE_DIR "/primers/ikzf1_deletions.toml"));
  plate.folder.write("panels/ours.toml", shipped + "\n# ours\n");
  plate.folder.write("crossbreak.toml", "panel = \"panels/ours.toml\"\n");
  REQUIRE(plate.call({}).code <= 4);
  const TemporaryFolder inputs;
  inputs.write("plate.txt", content_of(plate.run));
  const Printed applied = plate.exclude(inputs.path().string());
  REQUIRE_MESSAGE(applied.code == 0, applied.err);
  const json again = json::parse(content_of(plate.folder / "again/plate.calls.json"));
  CHECK(again.at("panel").at("sha256") == sha256_hex(shipped + "\n# ours\n"));

  plate.folder.write("panels/ours.toml", shipped + "\n# another\n");
  std::filesystem::remove_all(plate.folder / "again");
  const Printed refused = plate.exclude(inputs.path().string());
  CHECK(refused.code == 3);
  CHECK(refused.err.find("expected the panel ikzf1") != std::string::npos);
}

TEST_CASE("a call with a profile of its own is made again with it") {
  const GivenPlate plate;
  REQUIRE(plate.call({"--profile", CROSSBREAK_SOURCE_DIR "/instrument_profiles/abi7500.toml"}).code <= 4);
  const Printed applied = plate.exclude(plate.folder.path().string());
  CHECK_MESSAGE(applied.code == 0, applied.err);
}

TEST_CASE("runs of one name are told apart by their folders when they are called again") {
  const TemporaryFolder folder;
  const std::string a = folder.write("a/plate.txt", export_of(plate + targets + usual_samples()));
  const std::string b = folder.write(
      "b/plate.txt", export_of(plate + targets + controls() + patient("OTHER", "\"D4-7\" = 2000")));
  const std::string out = folder.path().string();
  REQUIRE(crossbreak_with({"call", a, b, "--combine", "both", "--formats", "json", "-o", out}).code <= 4);
  const std::string record = out + "/both.calls.json";
  const std::string review = out + "/both.review.json";
  const Printed decided =
      crossbreak_with({"review", "decide", record, "--by", "A. Reviewer", "--accept", "all", "--exclude",
                       "B1/D4-8 of a/plate.txt", "--code", "pipetting", "-o", review});
  REQUIRE_MESSAGE(decided.code == 0, decided.err);
  const std::vector<std::string> apply = {"review", "apply", record,         review,      "--inputs",
                                          out,      "-o",    out + "/again", "--formats", "json"};
  const Printed applied = crossbreak_with(apply);
  REQUIRE_MESSAGE(applied.code == 0, applied.err);
  const json again = json::parse(content_of(folder / "again/both.calls.json"));
  CHECK(again.at("inputs") == json::parse(content_of(record)).at("inputs"));
  std::filesystem::remove_all(folder / "again");
  std::filesystem::remove(folder / "a/plate.txt");
  CHECK(crossbreak_with(apply).code == 3);
}
