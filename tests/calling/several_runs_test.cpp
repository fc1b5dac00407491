#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "issue_lines.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

MadePlate plate(const std::string& name, const std::string& started = "") {
  MadePlate made(name);
  made.run().run_started = started;
  made.add_controls();
  return made;
}

}  // namespace

TEST_CASE("sets spread over plates make one patient, and the reference on one plate speaks for both") {
  MadePlate first = plate("1.eds");
  MadePlate second = plate("2.eds");
  first.add("P", "D4-7", yes(28));
  first.add("P", "D2-7", no());
  first.add("P", "ALB", yes(24));
  second.add("P", "D2-8", no());
  second.add("P", "D4-8", no());
  const Calls calls = called({first, second});
  CHECK(calls.patients.size() == 1);
  CHECK(patient(calls, "P").call == PatientCallState::Deletion);
  CHECK_FALSE(patient(calls, "P").review);
  CHECK(calls.wells[set_of(patient(calls, "P"), "D2-8").wells.front()].run == 1);
  CHECK(calls.wells[set_of(patient(calls, "P"), "D2-8").wells.front()].input == 1);
}

TEST_CASE("the reference of a plate of its own, before or after the sets, belongs to the test") {
  for (const bool reference_first : {true, false}) {
    CAPTURE(reference_first);
    MadePlate sets = plate("sets.eds");
    for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
      sets.add("P", set, no());
    MadePlate reference("reference.eds");
    reference.add("P", "ALB", yes(24));
    const Calls calls = reference_first ? called({reference, sets}) : called({sets, reference});
    CHECK(calls.patients.size() == 1);
    CHECK(patient(calls, "P").call == PatientCallState::NotDetected);
    CHECK(patient(calls, "P").reference.value().result == SetResult::Positive);
  }
}

TEST_CASE("which test is the repeat follows the runs' dates, be it only that of their end") {
  MadePlate earlier = plate("1.txt");
  MadePlate later = plate("2.txt");
  earlier.run().run_ended = "2024-05-04T10:21:00Z";
  later.run().run_ended = "2024-05-06T10:21:00Z";
  earlier.add_patient("P", {{"D4-7", yes(28)}});
  later.add_patient("P");
  const Calls calls = called({later, earlier});
  CHECK(patient(calls, "P", 0).call == PatientCallState::Deletion);
  CHECK(patient(calls, "P", 1).call == PatientCallState::NotDetected);
}

TEST_CASE("repeats on plates without date stand in the order given, and a note says so") {
  MadePlate first = plate("1.txt", "2024-05-06T08:00:00Z");
  MadePlate second = plate("2.txt");
  MadePlate third = plate("3.txt", "Wed May 08 2024");
  for (MadePlate* made : {&first, &second, &third})
    made->add_patient("P");
  first.add_patient("Q");
  third.add_patient("Q");
  third.add_patient("once");
  const auto notes = [](const Calls& calls) {
    std::vector<std::string> lines;
    for (const Issue& issue : calls.issues)
      if (issue.code == IssueCode::RepeatsInOrderGiven)
        lines.push_back(issue_line(issue) + " / " + issue.words.zh);
    return lines;
  };
  const Calls calls = called({first, second, third});
  CHECK(notes(calls) ==
        std::vector<std::string>{
            "note repeats_in_order_given | 1.txt + 2.txt + 3.txt | No usable date in 2.txt, 3.txt: the tests "
            "of 'P', 'Q' stand in the order in which the files were given. / "
            "2.txt、3.txt中无可用的运行日期：'P'、'Q'的各次检测按文件给出的顺序排列。"});
  CHECK(calls.status == RunStatus::Valid);
}

TEST_CASE("without repeats, or where every plate has its date, no word is lost on their order") {
  MadePlate undated = plate("1.txt");
  MadePlate other = plate("2.txt");
  undated.add_patient("P");
  other.add_patient("Q");
  CHECK(called({undated, other}).issues.empty());
  MadePlate first = plate("1.txt", "2024-05-06T08:00:00Z");
  MadePlate second = plate("2.txt", "2024-05-08T08:00:00Z");
  first.add_patient("P");
  second.add_patient("P");
  CHECK(called({first, second}).issues.empty());
}

TEST_CASE("a repeat stands beside the first test and is never averaged in") {
  MadePlate first = plate("1.eds");
  MadePlate second = plate("2.eds");
  first.add_patient("P", {{"D4-7", yes(28)}});
  second.add_patient("P", {{"D4-7", yes(30)}});
  const Calls calls = called({first, second});
  REQUIRE(calls.patients.size() == 2);
  CHECK(set_of(patient(calls, "P", 0), "D4-7").ct_mean == 28);
  CHECK(set_of(patient(calls, "P", 1), "D4-7").ct_mean == 30);
  CHECK(patient(calls, "P", 0).flags == std::vector<Flag>{Flag::Repeated});
  CHECK(patient(calls, "P", 1).flags == std::vector<Flag>{Flag::Repeat});
  CHECK_FALSE(patient(calls, "P", 0).review);
  CHECK(reason(patient(calls, "P", 1).reasons, ReasonCode::RepeatLater).words.en ==
        "repeat number 1 of this patient");
}

TEST_CASE("tests of one patient that disagree ask for review") {
  MadePlate first = plate("1.eds");
  MadePlate second = plate("2.eds");
  first.add_patient("P", {{"D4-7", yes(28)}});
  second.add_patient("P", {{"D2-7", yes(28)}});
  const Calls calls = called({first, second});
  for (const int repeat : {0, 1}) {
    CHECK(has_flag(patient(calls, "P", repeat).flags, Flag::RepeatDiffers));
    CHECK(patient(calls, "P", repeat).review);
    CHECK(reason(patient(calls, "P", repeat).reasons, ReasonCode::RepeatDiffers).words.zh ==
          "该患者各次检测结果不一致：检出缺失（D4-7）；检出缺失（D2-7）");
  }
}

TEST_CASE("the date of the run, where all have one, decides which test is the first") {
  for (const bool dated : {true, false}) {
    CAPTURE(dated);
    MadePlate later = plate("later.eds", "2026-03-02T08:00:00Z");
    MadePlate earlier = plate("earlier.eds", dated ? "2026-03-01T08:00:00Z" : "Not Started");
    later.add_patient("P", {{"D4-7", yes(30)}});
    earlier.add_patient("P", {{"D4-7", yes(28)}});
    CHECK(set_of(patient(called({later, earlier}), "P", 0), "D4-7").ct_mean == (dated ? 28 : 30));
  }
}

TEST_CASE("a later plate completes what lacks and repeats the rest") {
  MadePlate first = plate("1.eds");
  MadePlate second = plate("2.eds");
  for (const char* set : {"D4-7", "D2-7"})
    first.add("P", set, no());
  for (const char* set : {"D2-7", "D2-8", "D4-8"})
    second.add("P", set, no());
  for (MadePlate* one : {&first, &second})
    one->add("P", "ALB", yes(24));
  const Calls calls = called({first, second});
  REQUIRE(calls.patients.size() == 2);
  CHECK(patient(calls, "P", 0).call == PatientCallState::NotDetected);
  CHECK(patient(calls, "P", 1).call == PatientCallState::Incomplete);
  CHECK(set_of(patient(calls, "P", 1), "D2-7").result == SetResult::Negative);
}

TEST_CASE("a later plate with all sets again is a test of its own, even where the first was incomplete") {
  MadePlate first = plate("1.eds");
  MadePlate second = plate("2.eds");
  first.add("P", "D4-7", no());
  first.add("P", "ALB", yes(24));
  second.add_patient("P");
  const Calls calls = called({first, second});
  REQUIRE(calls.patients.size() == 2);
  CHECK(patient(calls, "P", 0).call == PatientCallState::Incomplete);
  CHECK(patient(calls, "P", 1).call == PatientCallState::NotDetected);
}

TEST_CASE("controls judge only their own plate") {
  MadePlate bad("bad.eds");
  bad.add("NTC", "D4-7", yes(30));
  bad.add("PC", "D4-7", yes(26));
  bad.add("P", "D4-7", yes(28));
  MadePlate good = plate("good.eds");
  good.add_patient("Q", {{"D4-7", yes(28)}});
  const Calls calls = called({bad, good});
  CHECK(calls.status == RunStatus::Invalid);
  CHECK(set_of(patient(calls, "P"), "D4-7").result == SetResult::Invalid);
  CHECK(patient(calls, "Q").call == PatientCallState::Deletion);
}

TEST_CASE("the same plate twice is refused") {
  MadePlate one = plate("1.eds");
  MadePlate copy = one;
  copy.run().inputs[0].name = "copy of 1.eds";
  CHECK(refusal([&] {
          called({one, copy});
        }) == "copy of 1.eds: the same content as 1.eds; give each plate once");
  for (MadePlate* made : {&one, &copy}) {  // without a hash, their readings tell
    made->run().inputs[0].sha256.clear();
    made->add_patient("P");
  }
  CHECK(refusal([&] {
          called({one, copy});
        }) == "copy of 1.eds: the same run as 1.eds, by its plate and its readings; give each plate once");
}

TEST_CASE("two runs of one file are two plates, and one of them twice is refused") {
  MadePlate first = plate("1.rdml [A]");
  MadePlate second = first;
  first.add_patient("P");
  second.run().inputs[0].name = "1.rdml [B]";
  second.add_patient("Q");
  const Calls calls = called({first, second});
  CHECK(patient(calls, "P").call == PatientCallState::NotDetected);
  CHECK(patient(calls, "Q").call == PatientCallState::NotDetected);
  MadePlate copy = first;
  CHECK(refusal([&] {
          called({first, copy});
        }) == "1.rdml [A]: the same content as 1.rdml [A]; give each plate once");
  copy.run().inputs[0].name = "1.rdml [A] of monday";  // no run's name
  first.run().inputs[0].name = "1.rdml";
  CHECK(refusal([&] {
          called({first, copy});
        }) == "1.rdml [A] of monday: the same content as 1.rdml; give each plate once");
}

TEST_CASE("a patient of one plate that is a control of another is refused") {
  MadePlate first("1.eds");
  first.add("A1", "P", "D4-7", no());
  MadePlate second("2.eds");
  second.add("B2", "P", "D4-7", no()).first.task = "NTC";
  CHECK(refusal([&] {
          called({first, second});
        }) == "2.eds: B2: sample 'P' is ntc here and unknown in 1.eds: A1");
}

TEST_CASE("one patient under two spellings is warned of and never merged") {
  MadePlate first = plate("1.eds", "2024-05-06T08:00:00Z");
  MadePlate second = plate("2.eds", "2024-05-08T08:00:00Z");
  first.add_patient("p1");
  first.add_patient("Ｐ１");
  first.add_patient("other");
  second.add_patient("P1 ");
  second.add_patient("p1");
  const Calls calls = called({first, second});
  CHECK(calls.patients.size() == 5);
  for (const char* name : {"p1", "Ｐ１", "P1 "}) {
    CAPTURE(name);
    CHECK(has_flag(patient(calls, name).flags, Flag::SpellingVariant));
    CHECK(patient(calls, name).review);
  }
  CHECK(reason(patient(calls, "P1 ").reasons, ReasonCode::SpellingVariant).words.en ==
        "may be the same patient as 'p1': never merged");
  CHECK_FALSE(has_flag(patient(calls, "other").flags, Flag::SpellingVariant));
  REQUIRE(calls.issues.size() == 1);
  CHECK(calls.issues[0].place == "1.eds + 2.eds");
  CHECK(calls.issues[0].words.en ==
        "Perhaps one patient under several spellings, never merged: 'P1 ', 'p1', 'Ｐ１'.");
  CHECK(calls.status == RunStatus::ValidWithWarnings);
}

TEST_CASE("patients whose names look alike, on one plate or two, are warned of and never merged") {
  MadePlate first = plate("1.eds", "2024-05-06T08:00:00Z");
  MadePlate second = plate("2.eds", "2024-05-08T08:00:00Z");
  first.add_patient("24-0107");
  first.add_patient("24\u20130107");
  first.add_patient("\u0410-0109");
  first.add_patient("M\u00FCller");
  first.add_patient("P 2");
  second.add_patient("A-0109");
  second.add_patient("Mu\u0308ller\u200B");
  second.add_patient("P2");
  const Calls calls = called({first, second});
  CHECK(calls.patients.size() == 8);
  const std::vector<std::pair<std::string, std::string>> alike = {
      {"24-0107", "24\u20130107"}, {"\u0410-0109", "A-0109"}, {"M\u00FCller", "Mu\u0308ller\u200B"}};
  std::vector<std::pair<std::string, std::string>> both = alike;
  for (const auto& [name, other] : alike)
    both.emplace_back(other, name);
  for (const auto& [name, other] : both) {
    const PatientCall& call = patient(calls, name);
    CAPTURE(call.sample);
    CHECK(call.flags == std::vector<Flag>{Flag::SpellingVariant});
    CHECK(call.review);
    CHECK(call.repeat == 0);
    CHECK(reason(call.reasons, ReasonCode::SpellingVariant).words.en ==
          "may be the same patient as '" + other + "': never merged");
  }
  for (const char* name : {"P 2", "P2"}) {
    CAPTURE(name);
    CHECK_FALSE(patient(calls, name).review);
  }
  REQUIRE(calls.issues.size() == 3);
  CHECK(calls.issues[0].words.en ==
        "Perhaps one patient under several spellings, never merged: '24-0107', '24\u20130107'.");
}
