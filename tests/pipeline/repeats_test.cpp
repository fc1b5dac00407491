#include "pipeline/repeats.hpp"

#include <string>

#include <doctest/doctest.h>

#include "formats/format_error.hpp"
#include "message_of.hpp"
#include "pipeline/call.hpp"
#include "pipeline/shipped_settings.hpp"
#include "run/sha256.hpp"
#include "words/issues.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;
using crossbreak::tests::message_of;

namespace {

const std::string titles =
    "schema,sample,repeat,sets,reason,words,replicates,next,source,sha256,run_date,plate_barcode,record\n";

std::string row(const std::string& sample, const std::string& repeat, const std::string& sets) {
  return "crossbreak/repeats-csv/1," + sample + ',' + repeat + ',' + sets +
         ",pipetting,,2,,first.eds,aa,2026-03-06,,cc\n";
}

std::string refusal(const std::string& text) {
  return message_of<FormatError>([&] { read_repeats("first.repeats.csv", text); });
}

Report repeated(const std::string& rows) {
  CallSettings settings = shipped_settings();
  settings.repeats = read_repeats("first.repeats.csv", titles + rows);
  return call_runs({sample_run("deletions/deletions.eds")}, settings);
}

const PatientCall& patient(const Report& report, const std::string& sample) {
  for (const PatientCall& call : report.calls.patients)
    if (call.sample == sample)
      return call;
  FAIL("no patient " << sample);
  return report.calls.patients.front();
}

SetCall on_well(std::size_t well, const std::string& set) {
  SetCall call;
  call.set = set;
  call.wells = {well};
  return call;
}

/// So many tests of patient A, each with a well of its own run.
Calls tests_of_a(int count) {
  Calls calls;
  for (int i = 0; i < count; ++i) {
    const auto run = static_cast<std::size_t>(i);
    calls.wells.emplace_back().run = run;
    PatientCall& test = calls.patients.emplace_back();
    test.sample = "A";
    test.repeat = i;
    test.sets = {on_well(run, "D4-7")};
  }
  return calls;
}

/// The SHA-256 of run 0 is "sha0", and so on.
void linked(Calls& calls, const std::string& rows) {
  std::vector<AnalysedRun> runs(calls.wells.size());
  for (std::size_t i = 0; i < runs.size(); ++i)
    runs[i].run.inputs = {{"plate.eds", "sha" + std::to_string(i)}};
  link_repeats(calls, read_repeats("r.csv", titles + rows), runs, shipped_settings().panel);
}

std::string repeats_not_tested(const Report& report) {
  std::string said;
  for (const Issue& issue : report.calls.issues)
    if (issue.code == IssueCode::RepeatsNotTested)
      said += issue.place + ": " + issue.words.en;
  return said;
}

}  // namespace

TEST_CASE("a worklist is read as it was written") {
  const std::string text = titles + row("00123", "1", "D4-7;D2-8") + row("'=1+1", "2", "D2-7");
  const Repeats repeats = read_repeats("first.repeats.csv", text);
  CHECK(repeats.name == "first.repeats.csv");
  CHECK(repeats.sha256 == sha256_hex(text));
  REQUIRE(repeats.asked.size() == 2);
  CHECK(repeats.asked[0].sample == "00123");
  CHECK(repeats.asked[0].repeat == 1);
  CHECK(repeats.asked[0].sets == std::vector<std::string>{"D4-7", "D2-8"});
  CHECK(repeats.asked[0].source == "first.eds");
  CHECK(repeats.asked[1].sample == "=1+1");
  CHECK(repeats.asked[1].repeat == 2);
  CHECK(read_repeats("empty.repeats.csv", titles).asked.empty());
}

TEST_CASE("a worklist that a spreadsheet saved is read too") {
  const Repeats repeats =
      read_repeats("r.csv", "\xEF\xBB\xBFsample;repeat;sets;source\r\n\"00123\";1;D4-7;first.eds\r\n\r\n");
  REQUIRE(repeats.asked.size() == 1);
  CHECK(repeats.asked[0].sample == "00123");
}

TEST_CASE("what is no worklist is refused with its line") {
  CHECK(refusal("") ==
        "first.repeats.csv: expected a worklist that crossbreak wrote (RUN.repeats.csv), found nothing");
  CHECK(refusal("well,sample\nA1,X\n") ==
        "first.repeats.csv:1: expected a worklist that crossbreak wrote (RUN.repeats.csv), found no column "
        "'sets'");
  CHECK(refusal("well,target\n") ==
        "first.repeats.csv:1: expected a worklist that crossbreak wrote (RUN.repeats.csv), found no column "
        "'sample'");
  CHECK(refusal(titles + row("A", "0", "D4-7")) ==
        "first.repeats.csv:2: expected the number of the repeat, 1 to 999, found '0'");
  CHECK(refusal(titles + row("00123", "2147483647", "D4-7")) ==
        "first.repeats.csv:2: expected the number of the repeat, 1 to 999, found '2147483647'");
  CHECK(refusal(titles + row("00123", "1000", "D4-7")).ends_with("found '1000'"));
  CHECK(read_repeats("first.repeats.csv", titles + row("00123", "999", "D4-7")).asked.front().repeat == 999);
  CHECK(refusal(titles + row("A", "1x", "D4-7")).ends_with("found '1x'"));
  CHECK(refusal(titles + row(" ", "1", "D4-7")) ==
        "first.repeats.csv:2: expected the name of a sample, found none");
  CHECK(refusal(titles + row("A", "1", "D4-7") + row("a", "1", "D2-7")) ==
        "first.repeats.csv:3: sample 'a' stands in line 2 too: a patient is repeated once");
}

TEST_CASE("a patient on the worklist is a repeat, with a note of what it repeats; the others are not") {
  const Report report = repeated(row("24-0101", "2", "D4-7;D2-8"));
  const PatientCall& linked = patient(report, "24-0101");
  CHECK(linked.repeat == 2);
  REQUIRE_FALSE(linked.reasons.empty());
  CHECK(linked.reasons.back().code == ReasonCode::RepeatOfEarlierRun);
  CHECK(linked.reasons.back().words.en ==
        "repeat number 2 of this patient, asked for after first.eds: D4-7, D2-8");
  CHECK(patient(report, "24-0107").repeat == 0);
  CHECK(repeats_not_tested(report) == "");
}

TEST_CASE("the call is as without the worklist") {
  const Report plain = call_runs({sample_run("deletions/deletions.eds")}, shipped_settings());
  const Report report = repeated(row("24-0101", "1", "D4-7") + row("nobody", "1", "D4-7"));
  CHECK(report.calls.status == plain.calls.status);
  REQUIRE(report.calls.patients.size() == plain.calls.patients.size());
  for (std::size_t i = 0; i < plain.calls.patients.size(); ++i) {
    CHECK(report.calls.patients[i].call == plain.calls.patients[i].call);
    CHECK(report.calls.patients[i].review == plain.calls.patients[i].review);
  }
}

TEST_CASE("samples that no plate holds are told") {
  const Report report = repeated(row("24-0101", "1", "D4-7") + row("nobody", "1", "D4-7"));
  CHECK(repeats_not_tested(report) ==
        "first.repeats.csv: Repeats that are asked for, but not on these plates: nobody.");
}

TEST_CASE("a set that the panel lacks is refused with its line") {
  CHECK(
      message_of<FormatError>([] { repeated(row("24-0101", "1", "D4-7") + row("24-0107", "1", "D2-9")); }) ==
      "first.repeats.csv:3: expected sets of the panel (D4-7, D4-8, D2-7, D2-8, ALB), found 'D2-9', did you "
      "mean 'D2-7'?");
}

TEST_CASE("the reference gene is tested again where the patient has wells of it") {
  Calls calls = tests_of_a(1);
  calls.patients[0].reference = on_well(0, "ALB");
  calls.patients.emplace_back().sample = "B";
  linked(calls, row("A", "1", "ALB") + row("B", "1", "ALB"));
  REQUIRE(calls.issues.size() == 1);
  CHECK(calls.issues[0].words.en == "Repeats that are asked for, but not on these plates: B (ALB).");
  calls.issues.clear();
  calls.patients[0].reference->wells.clear();
  linked(calls, row("A", "1", "ALB"));
  REQUIRE(calls.issues.size() == 1);
  CHECK(calls.issues[0].words.en == "Repeats that are asked for, but not on these plates: A (ALB).");
}

TEST_CASE("a patient who is repeated within these runs counts on from the worklist") {
  Calls calls = tests_of_a(2);
  linked(calls, row("a", "1", ""));
  CHECK(calls.patients[0].repeat == 1);
  CHECK(calls.patients[1].repeat == 2);
  CHECK(calls.patients[0].reasons.size() == 1);
  CHECK(calls.patients[1].reasons.empty());
}

TEST_CASE("the test that a worklist was made of is no repeat of itself, and repeats count on from it") {
  const std::string made_of_first = "crossbreak/repeats-csv/1,A,1,D4-7,pipetting,,2,,first.eds,sha0,,,cc\n";
  Calls together = tests_of_a(3);
  linked(together, made_of_first);
  CHECK(together.patients[0].repeat == 0);
  CHECK(together.patients[0].reasons.empty());
  CHECK(together.patients[1].repeat == 1);
  REQUIRE(together.patients[1].reasons.size() == 1);
  CHECK(together.patients[1].reasons[0].words.en ==
        "repeat number 1 of this patient, asked for after first.eds: D4-7");
  CHECK(together.patients[2].repeat == 2);
  CHECK(together.issues.empty());

  Calls alone = tests_of_a(1);
  linked(alone, made_of_first);
  CHECK(alone.patients[0].repeat == 0);
  CHECK(alone.patients[0].reasons.empty());
  REQUIRE(alone.issues.size() == 1);
  CHECK(alone.issues[0].words.en == "Repeats that are asked for, but not on these plates: A.");

  Calls of_two = tests_of_a(3);  // the list was made of two plates, the second a repeat of the first
  linked(of_two, "crossbreak/repeats-csv/1,A,2,D4-7,pipetting,,2,,a.eds;b.eds,sha0;sha1,,,cc\n");
  CHECK(of_two.patients[0].repeat == 0);
  CHECK(of_two.patients[1].repeat == 1);
  CHECK(of_two.patients[2].repeat == 2);
}
