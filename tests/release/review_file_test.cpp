#include "release/review_file.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "changed_text.hpp"
#include "message_of.hpp"
#include "record/record.hpp"
#include "release/release_error.hpp"
#include "release/standing.hpp"
#include "review_events.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;
using nlohmann::json;

namespace {

const std::string name = "plate.review.json";

const Report& called() {
  return called_example().report;
}

ReviewFile file_of(std::vector<ReviewEvent> events) {
  return {.name = name, .record_sha256 = called_example().sha256, .events = std::move(events)};
}

/// An event with something in every field.
ReviewEvent rejection() {
  ReviewEvent event = event_of(2, "张三", on_patient("1-2"), ReviewAction::Reject);
  event.at = "2026-03-06T08:16:00Z";
  event.code = DecisionCode::Other;
  event.words = "two \"tubes\",\nboth open";
  event.replaces = {id_of(1)};
  return event;
}

/// An acceptance, then the rejection that replaces it.
ReviewFile two_events() {
  return file_of({event_of(1, "张三", on_patient("1-2"), ReviewAction::Accept), rejection()});
}

ReviewFile read(const std::string& text) {
  return read_review_file(name, text, called_example());
}

/// Why the text is no review file of the record: "3: ..." or "7: ..." as the exit code is; "it is" where it
/// is one.
std::string why_not(const std::string& text) {
  try {
    read(text);
  } catch (const ReportError& error) {
    return std::string("3: ") + error.what();
  } catch (const VerificationError& error) {
    return std::string("7: ") + error.what();
  }
  return "it is";
}

/// Of the two events with one thing changed.
std::string why_not(const std::string& from, const std::string& to) {
  return why_not(changed(write_review_file(two_events()), from, to));
}

std::string file_with(const std::string& events) {
  return "{\"schema\": \"crossbreak/review/2\", \"record_sha256\": \"" + called_example().sha256 +
         "\", \"events\": " + events + "}";
}

/// As the first review page exports it: all patients accepted by A. Reviewer, without remark.
json of_first_page() {
  json page = {{"schema", "crossbreak/review/1"},
               {"record_sha256", called_example().sha256},
               {"decisions", json::array()}};
  for (const PatientCall& patient : called().calls.patients)
    page["decisions"].push_back({{"sample", patient.sample},
                                 {"repeat", patient.repeat},
                                 {"call", code_of(patient.call)},
                                 {"deletions", patient.deletions},
                                 {"decision", "accept"},
                                 {"reviewer", ann},
                                 {"remark", ""},
                                 {"time", "2026-03-06T08:15:30.123Z"}});
  return page;
}

}  // namespace

TEST_CASE("a review file is written as the schema has it") {
  CHECK(write_review_file(two_events()) == R"({
  "schema": "crossbreak/review/2",
  "record_sha256": ")" + called_example().sha256 +
                                               R"(",
  "events": [
    {
      "id": "00000000000000000000000000000001",
      "at": "2026-03-06T08:15:30Z",
      "zone": "+08:00",
      "by": "张三",
      "subject": {"run": 0, "sample": "1-2", "repeat": 0},
      "action": "accept",
      "code": null,
      "words": null,
      "old": null,
      "new": null,
      "replaces": []
    },
    {
      "id": "00000000000000000000000000000002",
      "at": "2026-03-06T08:16:00Z",
      "zone": "+08:00",
      "by": "张三",
      "subject": {"run": 0, "sample": "1-2", "repeat": 0},
      "action": "reject",
      "code": "other",
      "words": "two \"tubes\",\nboth open",
      "old": null,
      "new": null,
      "replaces": ["00000000000000000000000000000001"]
    }
  ]
}
)");
  CHECK(write_review_file(file_of({})) ==
        "{\n  \"schema\": \"crossbreak/review/2\",\n  \"record_sha256\": \"" + called_example().sha256 +
            "\",\n  \"events\": []\n}\n");
}

TEST_CASE("every kind of event comes back as it was written, byte for byte") {
  ReviewEvent comment = event_of(7, bob, on_well("A1"), ReviewAction::Comment);
  comment.words = "pale";
  std::vector<ReviewEvent> events = {
      event_of(1, ann, on_run(), ReviewAction::Accept),
      event_of(2, ann, on_control("NTC", "D4-7"), ReviewAction::Reject),
      repeat_of(3, ann, on_patient("3E5"), {"D2-8", "ALB"}),
      override_of(4, ann, called(), "00123", {{"D4-7", SetResult::Negative}}, PatientCallState::NotDetected),
      event_of(5, ann, on_well("A1"), ReviewAction::Exclude),
      event_of(6, ann, on_well("A1", "IKZF1_D2-7"), ReviewAction::Exclude),
      comment,
      replacing(event_of(8, ann, on_run(), ReviewAction::Withdraw), {1})};
  const std::string text = write_review_file(file_of(events));
  CHECK(read(text) == file_of(events));
  CHECK(write_review_file(read(text)) == text);
  CHECK(read(write_review_file(file_of({}))) == file_of({}));
  CHECK(read(text.substr(0, text.size() - 1)) == file_of(events));
  CHECK(read(json::parse(text).dump()) == file_of(events));  // on one line
}

TEST_CASE("a review file of another record does not check, whatever stands in it") {
  const std::string other = sha256_hex("another record");
  const std::string why =
      "7: plate.review.json: was made on another record than plate.calls.json (another run, "
      "or called by another panel or version): expected record_sha256 " +
      called_example().sha256 + ", found " + other;
  CHECK(why_not(called_example().sha256, other) == why);
  CHECK(why_not(changed(file_with("\"nothing\""), called_example().sha256, other)) == why);
  CHECK(why_not(called_example().sha256, called_example().sha256.substr(1)) ==
        "3: plate.review.json: /record_sha256: expected 64 lower-case hex digits, found '" +
            called_example().sha256.substr(1) + "'");
}

TEST_CASE("another schema is none that is read") {
  CHECK(why_not("crossbreak/review/2", "crossbreak/review/3") ==
        "3: plate.review.json: /schema: expected 'crossbreak/review/2', found 'crossbreak/review/3'");
  CHECK(why_not("{}") == "3: plate.review.json: /: expected a field 'schema', found none");
  CHECK(why_not(write_record(called()))
            .starts_with(
                "3: plate.review.json: /schema: expected 'crossbreak/review/2', found 'crossbreak/calls/"));
}

TEST_CASE("what is no whole JSON is told with the place where it stops") {
  const std::string text = write_review_file(two_events());
  for (std::size_t length = 0; length + 2 < text.size(); length += 7) {
    CAPTURE(length);
    CHECK(why_not(text.substr(0, length))
              .starts_with("3: plate.review.json: expected a review file (RUN.review.json), found no whole "
                           "JSON: stopped at byte "));
  }
  CHECK(why_not(text + "x").starts_with("3: plate.review.json: expected a review file"));
  CHECK(why_not("[]").starts_with("3: plate.review.json: /: expected an object"));
  CHECK(why_not(file_with("1e999")) ==
        "3: plate.review.json: no JSON that can be read: a number out of range");
}

TEST_CASE("values in values without end are none of a review file's") {
  json page = of_first_page();
  page["decisions"][0]["deletions"] = json::parse(std::string(200, '[') + std::string(200, ']'));
  for (const std::string& deep :
       {page.dump(), file_with(std::string(500000, '[') + std::string(500000, ']'))})
    CHECK(why_not(deep) ==
          "3: plate.review.json: expected a review file (RUN.review.json), found values more than 100 deep "
          "in each other");
}

TEST_CASE("a field that the schema does not have is an error, with the nearest that it has") {
  CHECK(why_not("\"events\"", "\"remarks\": 1, \"events\"") ==
        "3: plate.review.json: /: expected no field but schema, record_sha256, events, found 'remarks'");
  const std::string fields =
      "expected no field but id, at, zone, by, subject, action, code, words, sets, old, new, replaces, "
      "found ";
  CHECK(why_not("\"words\": null", "\"word\": null") ==
        "3: plate.review.json: /events/0: " + fields + "'word', did you mean 'words'?");
  CHECK(why_not("\"run\": 0,", "\"run\": 0, \"smaple\": \"x\",") ==
        "3: plate.review.json: /events/0/subject: expected no field but run, control, role, set, sample, "
        "repeat, well, target, found 'smaple', did you mean 'sample'?");
  const std::string repeat = write_review_file(file_of({repeat_of(1, ann, on_patient("3E5"), {"D2-8"})}));
  CHECK(why_not(changed(repeat, "\"set\": \"D2-8\"", "\"set\": \"D2-8\", \"neu\": \"negative\"")) ==
        "3: plate.review.json: /events/0/sets/0: expected no field but set, old, new, found 'neu', did you "
        "mean 'new'?");
}

TEST_CASE("a field that is missing, or of another kind, is told with its place") {
  CHECK(why_not("      \"zone\": \"+08:00\",\n", "") ==
        "3: plate.review.json: /events/0: expected a field 'zone', found none");
  CHECK(why_not("\"repeat\": 0", "\"repeat\": \"0\"") ==
        "3: plate.review.json: /events/0/subject/repeat: expected a whole number, found \"0\"");
  CHECK(why_not("\"accept\"", "\"agree\"") ==
        "3: plate.review.json: /events/0/action: expected one of accept, reject, repeat, override, exclude, "
        "comment, withdraw, found 'agree'");
  CHECK(why_not("\"other\"", "\"luck\"") ==
        "3: plate.review.json: /events/1/code: expected one of curve_artifact, contamination_suspected, "
        "control_failed, sample_swap, pipetting, repeat_agrees, clinical_information, other, found 'luck'");
  CHECK(why_not("\"replaces\": []", "\"replaces\": \"none\"")
            .starts_with("3: plate.review.json: /events/0/replaces: expected "));
  for (const char* schema : {"crossbreak/review/1", "crossbreak/review/2"})
    CHECK(why_not("{\"schema\": \"" + std::string(schema) + "\", \"record_sha256\": \"" +
                  called_example().sha256 + "\"}") ==
          "3: plate.review.json: /: expected a field '" +
              std::string(schema == std::string("crossbreak/review/1") ? "decisions" : "events") +
              "', found none");
  for (const char* events : {"null", "{}", "7", "\"none\"", "[7]", "[null]", "[[]]"}) {
    CAPTURE(events);
    CHECK(why_not(file_with(events)).starts_with("3: plate.review.json: /events"));
  }
  CHECK(why_not("\"sample\": \"1-2\", \"repeat\": 0", "\"sample\": \"1-2\"") ==
        "3: plate.review.json: /events/0/subject: expected both of sample and repeat, found one");
  CHECK(why_not("\"sample\": \"1-2\", \"repeat\": 0", "\"control\": \"NTC\"") ==
        "3: plate.review.json: /events/0/subject: expected both of control and set, found one");
  CHECK(why_not("\"sample\": \"1-2\", \"repeat\": 0",
                "\"control\": \"NTC\", \"set\": \"D4-7\", \"role\": \"ntc\"") ==
        "3: plate.review.json: /events/0/subject: expected role only beside an empty control, found it "
        "elsewhere");
  CHECK(why_not("\"sample\": \"1-2\", \"repeat\": 0", "\"target\": \"D4-7\"") ==
        "3: plate.review.json: /events/0/subject: expected target only beside a well, found it alone");
  CHECK(why_not("\"sample\": \"1-2\"", "\"well\": \"A1\", \"sample\": \"1-2\"") ==
        "3: plate.review.json: /events/0/subject: expected one of control, sample and well, found several");
}

TEST_CASE("a field that stands twice is an error, wherever it stands") {
  CHECK(why_not("\"events\": [", "\"events\": [], \"events\": [") ==
        "3: plate.review.json: expected each field once, found 'events' twice in one object");
  CHECK(why_not("\"action\": \"accept\"", "\"action\": \"accept\", \"action\": \"reject\"") ==
        "3: plate.review.json: expected each field once, found 'action' twice in one object");
  CHECK(why_not("\"sample\": \"1-2\"", "\"sample\": \"1-2\", \"sample\": \"3E5\"") ==
        "3: plate.review.json: expected each field once, found 'sample' twice in one object");
}

TEST_CASE("an id is 128 bits in lower-case hex") {
  for (const std::string& id : {std::string(), std::string("1"), std::string(31, '0'), std::string(33, '0'),
                                std::string(32, 'A'), std::string(32, 'g'), std::string(31, '0') + " "}) {
    CAPTURE(id);
    CHECK(why_not(id_of(1), id) ==
          "3: plate.review.json: /events/0/id: expected 32 lower-case hex digits, found '" + id + "'");
  }
  CHECK(why_not("\"id\": \"" + id_of(2), "\"id\": \"" + std::string(32, 'f')) == "it is");
}

TEST_CASE("a time is one in UTC that the calendar has") {
  for (const char* at : {"",
                         "yesterday",
                         "2026-03-06",
                         "2026-03-06T08:15Z",
                         "2026-03-06T08:15:30",
                         "2026-03-06T08:15:30.1Z",
                         "2026-03-06 08:15:30Z",
                         "2026-03-06T08:15:30z",
                         "2026-03-06T08:15:30+08:00",
                         "2026-02-29T08:15:30Z",
                         "2026-04-31T08:15:30Z",
                         "2026-13-01T08:15:30Z",
                         "2026-00-01T08:15:30Z",
                         "2026-03-00T08:15:30Z",
                         "2026-03-32T08:15:30Z",
                         "2026-03-06T24:15:30Z",
                         "2026-03-06T08:60:30Z",
                         "2026-03-06T08:15:60Z",
                         "2100-02-29T08:15:30Z",
                         "-026-03-06T08:15:30Z"}) {
    CAPTURE(at);
    CHECK_FALSE(is_utc_time(at));
    CHECK(why_not("2026-03-06T08:15:30Z", at) ==
          "3: plate.review.json: /events/0/at: expected a time in UTC such as 2026-03-06T08:15:30Z, found '" +
              std::string(at) + "'");
  }
  for (const char* at : {"2024-02-29T00:00:00Z", "2000-02-29T23:59:59Z", "2026-12-31T08:15:30Z",
                         "2026-01-01T08:15:30Z", "0000-04-30T08:15:30Z"}) {
    CAPTURE(at);
    CHECK(is_utc_time(at));
  }
}

TEST_CASE("a zone is an offset from UTC") {
  for (const char* zone : {"", "Z", "UTC", "+8:00", "+0800", "+08.00", "08:00:", "+25:00", "+08:60",
                           "+08:00 ", "+0a:00", "+08:0b"}) {
    CAPTURE(zone);
    CHECK(why_not("+08:00", zone) ==
          "3: plate.review.json: /events/0/zone: expected an offset from UTC such as +08:00, found '" +
              std::string(zone) + "'");
  }
  for (const char* zone : {"-09:30", "+00:00", "+05:45", "+14:00", "+24:00", "-24:59"}) {
    CAPTURE(zone);
    CHECK(why_not("+08:00", zone) == "it is");
  }
}

TEST_CASE("a person's name is one line with letters in it") {
  for (const char* by : {"", " ", "A\\nB", "A\\u0007", "A\\u202eB"}) {
    CAPTURE(by);
    CHECK(why_not("\"by\": \"张三\"", "\"by\": \"" + std::string(by) + "\"")
              .starts_with(
                  "3: plate.review.json: /events/0/by: expected a person's name on one line, found '"));
  }
}

TEST_CASE("events stand oldest first") {
  CHECK(why_not("2026-03-06T08:16:00Z", "2026-03-06T08:15:30Z") == "it is");  // of one second
  CHECK(why_not("2026-03-06T08:16:00Z", "2026-03-06T08:15:29Z") ==
        "7: plate.review.json: /events/1: expected events oldest first, found one of 2026-03-06T08:15:29Z "
        "behind "
        "one of 2026-03-06T08:15:30Z");
}

TEST_CASE("what no event of this record can say does not check") {
  CHECK(why_not("\"1-2\"", "\"1-3\"") ==
        "7: plate.review.json: /events/0: the record has no patient 1-3, did you mean patient 1-2?");
  CHECK(why_not("\"run\": 0", "\"run\": 4") ==
        "7: plate.review.json: /events/0: the record has no patient 1-2 of run 4, but one of run 0");
  CHECK(why_not("{\"run\": 0, \"sample\": \"1-2\", \"repeat\": 0}", "{\"run\": 0, \"well\": \"A1\"}") ==
        "7: plate.review.json: /events/0: 'accept' cannot be said of well A1");
  CHECK(why_not("\"other\"", "null").starts_with("7: plate.review.json: /events/1: 'reject' needs a code ("));
  CHECK(why_not("\"two \\\"tubes\\\",\\nboth open\"", "null") ==
        "7: plate.review.json: /events/1: code 'other' needs words, found none");
  const std::string overridden = write_review_file(file_of({override_of(
      1, ann, called(), "00123", {{"D4-7", SetResult::Negative}}, PatientCallState::NotDetected)}));
  REQUIRE(why_not(overridden) == "it is");
  CHECK(
      why_not(changed(overridden, "\"old\": \"positive\"", "\"old\": \"inconclusive\"")) ==
      "7: plate.review.json: /events/0: set 'D4-7': expected the record's result 'positive' as the old one, "
      "found 'inconclusive'");
  CHECK(
      why_not(changed(overridden, "\"new\": \"not_detected\"", "\"new\": \"mixed\"")) ==
      "7: plate.review.json: /events/0: expected the call to change from 'deletion' to 'not_detected' by R10 "
      "and R11, found 'deletion' to 'mixed'");
}

TEST_CASE("a file of another call of the same run, under another panel, is of another record") {
  Report report = called();
  report.panel.version = "9.9.9";
  const CalledRecord other = as_called(report);
  CHECK(message_of<VerificationError>([&] {
          read_review_file(name, write_review_file(two_events()), other);
        }).starts_with("plate.review.json: was made on another record than plate.calls.json "));
}

TEST_CASE("decisions of the first review page become events of the runs of their patients") {
  const ReviewFile file = read(of_first_page().dump());
  REQUIRE(file.events.size() == called().calls.patients.size());
  for (std::size_t i = 0; i < file.events.size(); ++i) {
    const ReviewEvent& event = file.events[i];
    CHECK(event.subject == on_patient(called().calls.patients[i].sample));
    CHECK(event.action == ReviewAction::Accept);
    CHECK(event.by == ann);
    CHECK(event.at == "2026-03-06T08:15:30Z");
    CHECK(event.zone == "+00:00");
    CHECK_FALSE(event.code);
    CHECK(event.words.empty());
    CHECK(event.replaces.empty());
  }
  CHECK(read(of_first_page().dump(2)) == file);  // ids are made of the content
  CHECK(merge_events(std::vector{file, file}).size() == file.events.size());
  // and they can be written as events are now
  CHECK(read(write_review_file(file)).events == file.events);
}

TEST_CASE("the ids of the first page's decisions tell them apart") {
  json page = of_first_page();
  const ReviewFile before = read(page.dump());
  page["decisions"][0]["remark"] = "seen twice";
  const ReviewFile after = read(page.dump());
  CHECK(after.events[0].id != before.events[0].id);
  CHECK(after.events[0].words == "seen twice");
  CHECK(after.events[1].id == before.events[1].id);
  CHECK(before.events[0].id != before.events[1].id);
}

TEST_CASE("the first page's rejections and repeats have the code 'other', and repeats ask for all sets") {
  json page = of_first_page();
  page["decisions"][0]["decision"] = "reject";
  page["decisions"][0]["remark"] = "two tubes";
  page["decisions"][1]["decision"] = "repeat";
  page["decisions"][2]["decision"] = nullptr;
  const ReviewFile file = read(page.dump());
  REQUIRE(file.events.size() == called().calls.patients.size() - 1);
  CHECK(file.events[0].action == ReviewAction::Reject);
  CHECK(file.events[0].code == DecisionCode::Other);
  CHECK(file.events[0].words == "two tubes");
  CHECK(file.events[0].sets.empty());
  CHECK(file.events[1].action == ReviewAction::Repeat);
  CHECK(file.events[1].code == DecisionCode::Other);
  CHECK(file.events[1].sets == repeat_of(1, ann, on_patient("3E5"), {"D4-7", "D4-8", "D2-7", "D2-8"}).sets);
  CHECK(file.events[2].subject == on_patient(called().calls.patients[3].sample));
}

TEST_CASE("the first page's decisions are put in the order of their times") {
  json page = of_first_page();
  page["decisions"][0]["time"] = "2026-03-06T09:00:00Z";
  CHECK(read(page.dump()).events.back().subject == on_patient("00123"));
}

TEST_CASE("a time of the first page is told in UTC, whatever zone it was written in") {
  const auto time_of = [](const std::string& time) {
    json page = of_first_page();
    page["decisions"][0]["time"] = time;
    for (const ReviewEvent& event : read(page.dump()).events)
      if (event.subject == on_patient("00123"))
        return event.at + ' ' + event.zone;
    return std::string();
  };
  CHECK(time_of("2026-03-06T10:00:00.99+08:00") == "2026-03-06T02:00:00Z +08:00");
  CHECK(time_of("2026-03-06T10:00:00+08:00") == "2026-03-06T02:00:00Z +08:00");
  CHECK(time_of("2026-01-01T05:15:30+05:30") == "2025-12-31T23:45:30Z +05:30");
  CHECK(time_of("2024-02-28T20:00:00.5-04:00") == "2024-02-29T00:00:00Z -04:00");
  CHECK(time_of("2026-03-06T08:15:30.123Z") == "2026-03-06T08:15:30Z +00:00");
  for (const char* none : {"2026-03-06T10:00:00.+08:00", "2026-03-06T10:00:00.99", "2026-03-06T10:00:00+8:00",
                           "2026-02-30T10:00:00+08:00", "2026-03-06T10:00:00.9Zulu"}) {
    json page = of_first_page();
    page["decisions"][0]["time"] = none;
    CHECK(why_not(page.dump()) ==
          "3: plate.review.json: /decisions/0/time: expected a time in UTC such as 2026-03-06T08:15:30Z, "
          "found '" +
              std::string(none) + "'");
  }
}

TEST_CASE("a decision of the first page on what the record lacks or calls otherwise does not check") {
  const auto why = [](const char* field, const json& value) {
    json page = of_first_page();
    page["decisions"][0][field] = value;
    return why_not(page.dump());
  };
  CHECK(why("sample", "00125") ==
        "7: plate.calls.json: has no patient '00125', whom the review file decides on");
  CHECK(why("repeat", 1) == "7: plate.calls.json: has no patient '00123', whom the review file decides on");
  CHECK(why("call", "mixed") ==
        "7: plate.calls.json: patient '00123': expected the call 'mixed' that the review file decides on, "
        "found "
        "'deletion'");
  CHECK(why("decision", "override") ==
        "3: plate.review.json: /decisions/0/decision: expected accept, reject or repeat, found 'override'");
  CHECK(why("time", "yesterday") ==
        "3: plate.review.json: /decisions/0/time: expected a time in UTC such as 2026-03-06T08:15:30Z, found "
        "'yesterday'");
  CHECK(why("reviewer", "") ==
        "3: plate.review.json: /decisions/0/reviewer: expected a person's name on one line, found ''");
  json other = of_first_page();
  other["record_sha256"] = sha256_hex("another record");
  CHECK(why_not(other.dump()).starts_with("7: plate.review.json: was made on another record than "));
}
