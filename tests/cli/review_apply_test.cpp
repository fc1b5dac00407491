// crossbreak review apply: the reviewed record, and review files that do not check.
#include <set>

#include <doctest/doctest.h>

#include "cli/called_plate.hpp"
#include "run/sha256.hpp"

using namespace crossbreak::tests;
using crossbreak::sha256_hex;

namespace {

/// Nothing is written, and one line says why.
void check_refused(const CalledPlate& plate, int code, const std::string& why) {
  const Printed applied = plate.apply();
  CHECK(applied.code == code);
  CHECK_MESSAGE(applied.err.find(why) != std::string::npos, applied.err);
  CHECK(applied.err.find('\n') == applied.err.size() - 1);
  CHECK(!std::filesystem::exists(plate.released));
}

}  // namespace

TEST_CASE("the reviewed record is the called one with what was decided") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  const std::string before = content_of(plate.record);
  const Printed applied = plate.apply();
  REQUIRE_MESSAGE(applied.code == 0, applied.err);
  const json reviewed = plate.reviewed();
  CHECK(reviewed.at("status") == "reviewed");
  CHECK(reviewed.at("of") == sha256_hex(before));
  CHECK(reviewed.at("events") == plate.events());
  CHECK(reviewed.at("decisions").size() == plate.events().size());
  CHECK(reviewed.at("signatures").empty());
  CHECK(patient_in(reviewed, "CLEAR").at("outcome") == "released");
  CHECK(content_of(plate.record) == before);
}

TEST_CASE("the next command that apply names is one that works, wherever the record went") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  for (const char* folder : {"released", "deep/below"}) {
    const std::string record = (plate.folder / folder / "plate.calls.json").string();
    const Printed applied = crossbreak_with(
        {"review", "apply", plate.record, plate.review, "-o", (plate.folder / folder).string()});
    REQUIRE_MESSAGE(applied.code == 0, applied.err);
    const bool is_below = std::string(folder) == "released";
    CHECK(applied.out.find("review sign " + record + " --by NAME --meaning reviewed" +
                           (is_below ? "\n" : " --called " + plate.record + "\n")) != std::string::npos);
    std::vector<std::string> sign = {"review",      "sign",      record,    "--by",
                                     "A. Reviewer", "--meaning", "reviewed"};
    if (!is_below)
      sign.insert(sign.end(), {"--called", plate.record});
    CHECK(crossbreak_with(sign).code == 0);
  }
}

TEST_CASE("a record whose name leaves no room for an ending is reviewed as any other") {
  const CalledPlate plate;
  const std::string name = std::string(240, 'x') + ".calls.json";
  const std::string record = plate.folder.write(name, content_of(plate.record));
  const Printed decided = crossbreak_with(
      {"review", "decide", record, "--by", "A. Reviewer", "--accept", "all", "-o", plate.review});
  REQUIRE_MESSAGE(decided.code == 0, decided.err);
  for (int time = 0; time < 2; ++time) {
    const Printed applied = crossbreak_with(
        {"review", "apply", record, plate.review, "-o", plate.released, "--formats", "json,csv"});
    REQUIRE_MESSAGE(applied.code == 0, applied.err);
    CHECK(json::parse(content_of(plate.released + '/' + name)).at("status") == "reviewed");
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(plate.released))
      names.insert(entry.path().filename().string().substr(240));
    CHECK(names == std::set<std::string>{".audit.jsonl", ".calls.csv", ".calls.json"});
  }
}

TEST_CASE("apply depends on its inputs alone") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  REQUIRE(plate.apply().code == 0);
  const json first = plate.reviewed();
  REQUIRE(plate.apply().code == 0);
  json second = plate.reviewed();
  second["audit"] = first.at("audit");
  CHECK(first == second);
}

TEST_CASE("an override changes one set, and the call, its words and its next step follow") {
  const CalledPlate plate;
  REQUIRE(
      plate.decide({"--accept", "all", "--override", "CLEAR/D4-7=negative", "--code", "sample_swap"}).code ==
      0);
  REQUIRE(plate.apply().code == 0);
  const json called = patient_in(json::parse(content_of(plate.record)), "CLEAR");
  const json changed = patient_in(plate.reviewed(), "CLEAR");
  CHECK(called.at("call") == "deletion");
  CHECK(changed.at("call") == "not_detected");
  CHECK(changed.at("computed") == "deletion");
  CHECK(changed.at("deletions").empty());
  CHECK(changed.at("sets").at(0).at("result") == "negative");
  CHECK(changed.at("sets").at(0).at("computed") == "positive");
  CHECK(changed.at("text") == patient_in(plate.reviewed(), "NONE").at("text"));
  CHECK(changed.at("next").is_null());
  CHECK(changed.at("outcome") == "released");
}

TEST_CASE("a rejected result is withheld, and a repeat is asked for by set") {
  const CalledPlate plate;
  REQUIRE(plate
              .decide({"--accept", "run", "--accept", "controls", "--reject", "CLEAR", "--code",
                       "contamination_suspected"})
              .code == 0);
  REQUIRE(plate.decide({"--accept", "NONE", "--repeat", "EDGE=D2-8,D4-7", "--code", "pipetting"}).code == 0);
  REQUIRE(plate.apply().code == 0);
  CHECK(patient_in(plate.reviewed(), "CLEAR").at("outcome") == "withheld");
  CHECK(patient_in(plate.reviewed(), "EDGE").at("outcome") == "repeat_requested");
  CHECK(plate.reviewed().at("events").back().at("action") != "comment");
}

TEST_CASE("an undecided record is not written") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "run"}).code == 0);
  check_refused(plate, 5, "plate.calls.json: undecided: control NTC/D4-7");
}

TEST_CASE("a review file of another record does not check") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  const std::string sha256 = sha256_hex(content_of(plate.record));
  plate.change_review(sha256, sha256_hex("another record"));
  check_refused(plate, 7, "plate.review.json: was made on another record than plate.calls.json");
}

TEST_CASE("a review file that was edited by hand does not check") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all", "--reject", "CLEAR", "--code", "pipetting"}).code == 0);
  SUBCASE("an unknown patient") {
    plate.change_review("\"CLEAR\"", "\"CLEER\"");
    check_refused(plate, 7, "the record has no patient CLEER");
  }
  SUBCASE("a code taken away") {
    plate.change_review("\"pipetting\"", "null");
    check_refused(plate, 7, "'reject' needs a code");
  }
  SUBCASE("a code that is none") {
    plate.change_review("\"pipetting\"", "\"luck\"");
    check_refused(plate, 3, "/code: expected one of curve_artifact, ");
  }
  SUBCASE("an action that its subject does not have") {
    plate.change_review("\"subject\": {\"run\": 0},\n      \"action\": \"accept\"",
                        "\"subject\": {\"run\": 0},\n      \"action\": \"exclude\"");
    check_refused(plate, 7, "'exclude' cannot be said of run plate.txt");
  }
  SUBCASE("a misspelt field") {
    plate.change_review("\"words\"", "\"word\"");
    check_refused(plate, 3, "expected");
  }
  SUBCASE("an id that is none") {
    plate.change_review(plate.events().at(0).at("id").get<std::string>(), "1");
    check_refused(plate, 3, "expected 32 lower-case hex digits, found '1'");
  }
  SUBCASE("a time that is none") {
    plate.change_review(plate.events().at(0).at("at").get<std::string>(), "2026-02-30T00:00:00Z");
    check_refused(plate, 3,
                  "expected a time in UTC such as 2026-03-06T08:15:30Z, found '2026-02-30T00:00:00Z'");
  }
  SUBCASE("one that a file of somebody else has otherwise") {
    const std::string other = plate.folder.write("other.review.json", content_of(plate.review));
    plate.change_review("\"pipetting\"", "\"sample_swap\"");
    const Printed applied = plate.apply({other});
    CHECK(applied.code == 7);
    CHECK(applied.err.find("one of the two was changed") != std::string::npos);
  }
  SUBCASE("an event that it replaces taken away") {
    plate.change_review("\"replaces\": []", "\"replaces\": [\"0123456789abcdef0123456789abcdef\"]");
    check_refused(plate, 7, "which is in none of the review files");
  }
  SUBCASE("a field that stands twice") {
    plate.change_review("\"events\": [", "\"events\": [],\n  \"events\": [");
    check_refused(plate, 3, "expected each field once, found 'events' twice in one object");
  }
}

TEST_CASE("what is no review file is unusable") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  const std::string whole = content_of(plate.review);
  const auto check = [&](const std::string& bytes) {
    CAPTURE(bytes.substr(0, 60));
    plate.folder.write("plate.review.json", bytes);
    check_refused(plate, 3, "plate.review.json: ");
  };
  for (std::size_t length = 1; length < whole.size() - 2; length += 97)
    check(whole.substr(0, length));
  check("[]");
  check("null");
  check("{\"schema\": 7}");
  check("{\"schema\": \"crossbreak/review/9\"}");
  const std::string bound = "\", \"record_sha256\": \"" + sha256_hex(content_of(plate.record)) + "\"}";
  check("{\"schema\": \"crossbreak/review/1" + bound);
  check("{\"schema\": \"crossbreak/review/2" + bound);
  check(content_of(plate.record));
  check(std::string(100000, '['));
  check("{\"schema\": \"crossbreak/review/2\", \"record_sha256\": \"\\ud800\"}");
  check("{\"schema\": \"crossbreak/review/2\", \"record_sha256\": 1e999}");
}

TEST_CASE("an event of the future is neither applied nor counted, and stops who decides next") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "run"}).code == 0);
  plate.change_review(plate.events().at(0).at("at").get<std::string>(), "2999-01-01T00:00:00Z");
  const std::string review = content_of(plate.review);
  for (const Printed& refused : {plate.decide({"--accept", "controls"}), plate.status(), plate.apply()}) {
    CHECK(refused.code == 7);
    CHECK(refused.out.empty());
    CHECK_MESSAGE(refused.err.find("by A. Reviewer is of 2999-01-01T00:00:00Z, later than this computer's "
                                   "clock, ") != std::string::npos,
                  refused.err);
  }
  CHECK(content_of(plate.review) == review);
  CHECK_FALSE(std::filesystem::exists(plate.released));
}

TEST_CASE("a call without a well needs no other decision") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--exclude", "A1/D4-7", "--code", "curve_artifact"}).code == 0);
  const Printed applied = plate.apply({"--inputs", plate.folder.path().string()});
  REQUIRE_MESSAGE(applied.code == 0, applied.err);
  CHECK(plate.reviewed().at("status") == "preliminary");
  CHECK(json::parse(content_of(plate.released + "/plate.review.json")).at("events").empty());
}

TEST_CASE("decisions of the first review page are read") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "run", "--accept", "controls"}).code == 0);
  const json record = json::parse(content_of(plate.record));
  json page = {{"schema", "crossbreak/review/1"},
               {"record_sha256", sha256_hex(content_of(plate.record))},
               {"decisions", json::array()}};
  for (const json& patient : record.at("patients"))
    page["decisions"].push_back({{"sample", patient.at("sample")},
                                 {"repeat", 0},
                                 {"call", patient.at("call")},
                                 {"deletions", patient.at("deletions")},
                                 {"decision", "accept"},
                                 {"reviewer", "A. Reviewer"},
                                 {"remark", ""},
                                 {"time", "2024-03-06T08:15:30.123Z"}});
  const std::string first = plate.folder.write("first.review.json", page.dump());
  CHECK(plate.status({first}).code == 0);
  CHECK(plate.apply({first}).code == 0);
  page["decisions"][0]["call"] = "mixed";
  plate.folder.write("first.review.json", page.dump());
  CHECK(plate.status({first}).code == 7);
}

TEST_CASE("a signed record is not written over") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  REQUIRE(plate.apply().code == 0);
  const std::string reviewed = plate.released + "/plate.calls.json";
  REQUIRE(
      crossbreak_with({"review", "sign", reviewed, "--by", "A. Reviewer", "--meaning", "reviewed"}).code ==
      0);
  const std::string before = content_of(reviewed);
  const Printed applied = plate.apply();
  CHECK(applied.code == 6);
  CHECK(applied.err.find("is signed, and not written over") != std::string::npos);
  CHECK(content_of(reviewed) == before);
}

TEST_CASE("apply does not write into the folder of the called record") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  const std::string before = content_of(plate.record);
  CHECK(crossbreak_with({"review", "apply", plate.record, plate.review, "-o", plate.folder.path().string()})
            .code == 2);
  CHECK(content_of(plate.record) == before);
}

TEST_CASE("a record with a review beside it is not called anew over") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  const std::string before = content_of(plate.record);
  const Printed called = crossbreak_with({"call", plate.run, "--formats", "json"});
  CHECK(called.code == 6);
  CHECK(called.err.find("it has the review file plate.review.json beside it") != std::string::npos);
  CHECK(content_of(plate.record) == before);
}

TEST_CASE("an excluded well calls the run again from its original files") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all", "--exclude", "A1/D4-7", "--code", "curve_artifact"}).code == 0);
  check_refused(plate, 3, "expected --inputs DIR with the original run files, found none");
  const Printed applied = plate.apply({"--inputs", plate.folder.path().string()});
  REQUIRE_MESSAGE(applied.code == 0, applied.err);
  const json again = plate.reviewed();
  CHECK(again.at("status") == "preliminary");
  CHECK(again.at("origin").at("before") == sha256_hex(content_of(plate.record)));
  CHECK(patient_in(again, "CLEAR").at("call") == "incomplete");
  const Printed status = crossbreak_with(
      {"review", "status", plate.released + "/plate.calls.json", plate.released + "/plate.review.json"});
  CHECK(status.code == 5);
  CHECK(status.out.find("patient CLEAR (incomplete, look at it): undecided\n") != std::string::npos);
  CHECK(status.out.find("patient NONE (not detected): accepted, by A. Reviewer (event ") !=
        std::string::npos);
}

TEST_CASE("exclusion needs the files that were called, and no others") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all", "--exclude", "A1/D4-7", "--code", "curve_artifact"}).code == 0);
  const TemporaryFolder elsewhere;
  CHECK(plate.apply({"--inputs", elsewhere.path().string()}).code == 3);
  elsewhere.write("plate.txt", content_of(plate.run) + "\n");
  const Printed applied = plate.apply({"--inputs", elsewhere.path().string()});
  CHECK(applied.code == 7);
  CHECK(applied.err.find("plate.txt: is not the run file that was called") != std::string::npos);
  CHECK(!std::filesystem::exists(plate.released));
}

TEST_CASE("a control's well is left out only where the panel lets it") {
  const CalledPlate plate;
  const json record = json::parse(content_of(plate.record));
  std::string well;
  for (const json& one : record.at("wells"))
    if (one.at("role") == "ntc")
      well = one.at("well");
  const Printed decided = plate.decide({"--accept", "all", "--exclude", well, "--code", "pipetting"});
  CHECK(decided.code == 2);
  CHECK(decided.err == "crossbreak: well " + well +
                           " is of a control: the panel does not let wells of controls be left out; repeat "
                           "its set instead\n");
  CHECK(!std::filesystem::exists(plate.review));
}

TEST_CASE("a control's well is left out where the panel lets it, and an invalid run stays invalid") {
  for (const bool is_invalid : {false, true}) {
    const TemporaryFolder folder;
    const std::string shipped = CROSSBREAK_SOURCE_DIR "/primers/ikzf1_deletions.toml";
    folder.write("ours.toml", content_of(shipped) + "\n[signing]\nexclude_controls = true\n");
    folder.write("crossbreak.toml", "panel = \"ours.toml\"\n");
    const std::string run = folder.write(
        "plate.txt", export_of(plate + targets +
                               (patient("CLEAR", "\"D4-7\" = 2000") + controls(is_invalid ? "0" : "2000"))));
    REQUIRE(crossbreak_with({"call", run, "--formats", "json"}).code == (is_invalid ? 4 : 0));
    const std::string record = (folder / "plate.calls.json").string();
    std::string well;
    const json called = json::parse(content_of(record));
    for (const json& one : called.at("wells"))
      if (one.at("role") == "ntc" && one.at("set") == "D4-7")
        well = one.at("well").get<std::string>() + "/D4-7";
    const std::string review = (folder / "plate.review.json").string();
    const Printed decided = crossbreak_with({"review", "decide", record, "--by", "A. Reviewer", "--accept",
                                             "all", "--exclude", well, "--code", "pipetting", "-o", review});
    REQUIRE_MESSAGE(decided.code == 0, decided.err);
    const std::string again = (folder / "again").string();
    const Printed applied = crossbreak_with({"review", "apply", record, review, "--inputs",
                                             folder.path().string(), "-o", again, "--formats", "json"});
    REQUIRE_MESSAGE(applied.code == 0, applied.err);
    const json made = json::parse(content_of(again + "/plate.calls.json"));
    CHECK((called.at("run").at("status") == "invalid") == is_invalid);
    CHECK((made.at("run").at("status") == "invalid") == is_invalid);
    std::string left_out;
    for (const json& one : made.at("wells"))
      if (one.at("state") == "left_out")
        left_out += one.at("well").get<std::string>() + "/" + one.at("target").get<std::string>();
    CHECK(left_out == well);
  }
}

TEST_CASE("a well that the record was called without is not taken back on that record") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all", "--exclude", "A1/D4-7", "--code", "curve_artifact"}).code == 0);
  REQUIRE(plate.apply({"--inputs", plate.folder.path().string()}).code == 0);
  const std::string record = plate.released + "/plate.calls.json";
  const std::string review = plate.released + "/plate.review.json";
  const std::string id = plate.reviewed().at("events").at(0).at("id");
  REQUIRE(crossbreak_with({"review", "decide", record, "--by", "A. Reviewer", "--withdraw", id, "-o", review,
                           "--accept", "all"})
              .code == 0);
  const Printed applied =
      crossbreak_with({"review", "apply", record, review, "-o", (plate.folder / "third").string()});
  CHECK(applied.code == 5);
  CHECK(applied.err.find("well A1/D4-7 was taken back, but the record was called without it") !=
        std::string::npos);
}

TEST_CASE("a well that was taken back before the call is not left out of the one after it") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all", "--exclude", "A1/D4-7", "--code", "curve_artifact"}).code == 0);
  std::string id;
  for (const json& event : plate.events())
    if (event.at("action") == "exclude")
      id = event.at("id");
  REQUIRE(plate.decide({"--withdraw", id}).code == 0);
  REQUIRE(plate.decide({"--exclude", "B1/D4-8", "--code", "pipetting"}).code == 0);
  REQUIRE(plate.apply({"--inputs", plate.folder.path().string()}).code == 0);
  const std::string record = plate.released + "/plate.calls.json";
  const std::string review = plate.released + "/plate.review.json";
  REQUIRE(crossbreak_with({"review", "decide", record, "--by", "A. Reviewer", "--accept", "all", "--exclude",
                           "C1/D2-7", "--code", "pipetting", "-o", review})
              .code == 0);
  const std::string third = (plate.folder / "third").string();
  const Printed applied = crossbreak_with({"review", "apply", record, review, "--inputs",
                                           plate.folder.path().string(), "-o", third, "--formats", "json"});
  REQUIRE_MESSAGE(applied.code == 0, applied.err);
  std::string left_out;
  const json called_again = json::parse(content_of(third + "/plate.calls.json"));
  for (const json& well : called_again.at("wells"))
    if (well.at("state") == "left_out")
      left_out += well.at("well").get<std::string>() + "/" + well.at("target").get<std::string>() + " ";
  CHECK(left_out == "B1/D4-8 C1/D2-7 ");
}

TEST_CASE("nothing of an earlier record stays beside the reviewed one") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  const std::string old = "schema,of an earlier record\n";
  std::filesystem::create_directories(plate.released);
  for (const char* ending : {"released.csv", "repeats.csv", "calls.csv", "calls.xlsx", "review.html"})
    plate.folder.write(std::string("released/plate.") + ending, old);
  SUBCASE("reports are written anew, whatever the formats are now") {
    REQUIRE(plate.apply().code == 0);
    CHECK(content_of(plate.released + "/plate.calls.csv").find(",reviewed\n") != std::string::npos);
    CHECK(content_of(plate.released + "/plate.calls.xlsx").starts_with("PK"));
    CHECK(content_of(plate.released + "/plate.review.html").starts_with("<!"));
  }
  SUBCASE("those that need curves are removed beside a record without any") {
    REQUIRE(plate.apply({"--no-curves"}).code == 0);
    CHECK(content_of(plate.released + "/plate.calls.csv").find(",reviewed\n") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(plate.released + "/plate.calls.xlsx"));
    CHECK_FALSE(std::filesystem::exists(plate.released + "/plate.review.html"));
  }
  CHECK_FALSE(std::filesystem::exists(plate.released + "/plate.released.csv"));
  CHECK_FALSE(std::filesystem::exists(plate.released + "/plate.repeats.csv"));
  plate.sign(plate.released);
  CHECK(content_of(plate.released + "/plate.released.csv").starts_with("schema,source,sha256,"));
  CHECK(crossbreak_with({"review", "verify", plate.released + "/plate.calls.json"}).code == 0);
}

TEST_CASE("the next command takes away what an interrupted one left of an earlier record") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  REQUIRE(plate.apply().code == 0);
  const std::string record = plate.released + "/plate.calls.json";
  plate.folder.write("released/plate.calls.json.pending",
                     R"({"record": ")" + sha256_hex(content_of(record)) + R"(", "next": ")" +
                         std::string(32, '0') + R"(", "formats": ["json"], "lang": "en", "csv_bom": false})");
  plate.folder.write("released/plate.released.csv", "schema,of an earlier record\n");
  plate.folder.write("released/plate.calls.csv", "schema,of an earlier record\n");
  CHECK(crossbreak_with({"review", "verify", record}).code == 0);
  CHECK_FALSE(std::filesystem::exists(plate.released + "/plate.released.csv"));
  CHECK_FALSE(std::filesystem::exists(record + ".pending"));
  CHECK(content_of(plate.released + "/plate.calls.csv").find(",reviewed\n") != std::string::npos);
}
