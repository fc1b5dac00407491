#include "release/apply.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "full_plate.hpp"
#include "message_of.hpp"
#include "release/release_error.hpp"
#include "release/standing.hpp"
#include "review_events.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

const Report& called() {
  return called_example().report;
}

/// The example with these events, everything else accepted.
Report applied(const std::vector<ReviewEvent>& events) {
  return apply_events(called_example(), with_the_rest(called(), events));
}

std::string why_undecided(const std::vector<ReviewEvent>& events) {
  return message_of<UndecidedError>([&] { apply_events(called_example(), events); });
}

/// The events without those on one subject.
std::vector<ReviewEvent> without(std::vector<ReviewEvent> events, const ReviewSubject& subject) {
  std::erase_if(events, [&](const ReviewEvent& event) { return event.subject == subject; });
  return events;
}

bool has(const std::vector<Flag>& flags, Flag flag) {
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

bool has(const std::vector<Reason>& reasons, ReasonCode code) {
  return std::any_of(reasons.begin(), reasons.end(),
                     [code](const Reason& reason) { return reason.code == code; });
}

/// Of one set in the example.
PatientCall changed(const std::string& sample, const std::string& set, SetResult result,
                    PatientCallState after) {
  return patient_in(applied({override_of(1, ann, called(), sample, {{set, result}}, after)}), sample);
}

/// The example, called without a well: its own event says so.
CalledRecord called_without(const std::vector<ReviewEvent>& events) {
  Report report = called();
  report.release.events = events;
  report.origin.before = called_example().sha256;
  return as_called(report);
}

const ReviewSubject a1 = on_well("A1", "IKZF1_D2-7");

}  // namespace

TEST_CASE("the reviewed record is the called one with status, its hash, events and decisions") {
  const std::vector<ReviewEvent> events = with_the_rest(called(), {});
  Report report = apply_events(called_example(), events);
  CHECK(report.release.status == RecordStatus::Reviewed);
  CHECK(report.release.of == called_example().sha256);
  CHECK(report.release.events == events);
  CHECK(report.release.decisions == decisions_of(standing_of(called(), events)));
  CHECK(report.release.decisions.size() == all_subjects(called()).size());
  CHECK(report.release.signatures.empty());
  CHECK_FALSE(report.release.audit);
  // and else nothing
  report.release = called().release;
  for (PatientCall& patient : report.calls.patients)
    patient.outcome.reset();
  CHECK(write_record(report) == write_record(called()));
}

TEST_CASE("the same record and events make the same reviewed record") {
  const std::vector<ReviewEvent> events = with_the_rest(
      called(),
      {override_of(1, ann, called(), "00123", {{"D4-7", SetResult::Negative}}, PatientCallState::NotDetected),
       reject_of(2, ann, "1-2")});
  CHECK(write_record(apply_events(called_example(), events)) ==
        write_record(apply_events(called_example(), events)));
}

TEST_CASE("accepted is released, rejected withheld, a repeat requested, and overridden is released") {
  const Report report = applied({reject_of(1, ann, "3E5"), repeat_of(2, ann, on_patient("=1+1"), {"D2-7"}),
                                 override_of(3, ann, called(), "-7", {{"D2-8", SetResult::Inconclusive}},
                                             PatientCallState::Inconclusive)});
  CHECK(patient_in(report, "00123").outcome == ReleaseOutcome::Released);
  CHECK(patient_in(report, "3E5").outcome == ReleaseOutcome::Withheld);
  CHECK(patient_in(report, "=1+1").outcome == ReleaseOutcome::RepeatRequested);
  CHECK(patient_in(report, "-7").outcome == ReleaseOutcome::Released);
  for (const PatientCall& patient : report.calls.patients)
    CHECK(patient.outcome.has_value());
}

TEST_CASE("to accept an invalid patient is to agree that the result is invalid") {
  const PatientCall patient = patient_in(applied({}), "张三 <b>&\"';");
  CHECK(patient.call == PatientCallState::Invalid);
  CHECK(patient.outcome == ReleaseOutcome::Released);
  CHECK_FALSE(patient.computed);
}

TEST_CASE("an override keeps what was computed and gives what follows from the new result") {
  const PatientCall before = patient_in(called(), "00123");
  REQUIRE(before.call == PatientCallState::Deletion);
  const PatientCall after = changed("00123", "D4-7", SetResult::Negative, PatientCallState::NotDetected);
  CHECK(after.call == PatientCallState::NotDetected);
  CHECK(after.computed == PatientCallState::Deletion);
  CHECK(after.deletions.empty());
  CHECK_FALSE(after.review);
  CHECK_FALSE(after.next);
  CHECK(after.text == patient_in(called(), "1-2").text);
  CHECK(after.outcome == ReleaseOutcome::Released);
  CHECK(set_in(after, "D4-7").result == SetResult::Negative);
  CHECK(set_in(after, "D4-7").computed == SetResult::Positive);
  CHECK(set_in(after, "D4-7").ct_mean == set_in(before, "D4-7").ct_mean);  // as measured
  CHECK(set_in(after, "D4-7").reasons == set_in(before, "D4-7").reasons);
  CHECK(after.reasons.front().code == ReasonCode::R11NotDetected);
  CHECK_FALSE(has(after.reasons, ReasonCode::R10Deletion));
  for (const char* set : {"D4-8", "D2-7", "D2-8"}) {
    CHECK(set_in(after, set).result == SetResult::Negative);
    CHECK_FALSE(set_in(after, set).computed);
  }
}

TEST_CASE("the called record is made anew of the reviewed one") {
  const auto comes_back = [](const std::vector<ReviewEvent>& events) {
    return write_record(called_behind(applied(events))) == write_record(called());
  };
  CHECK(comes_back({}));
  CHECK(comes_back({reject_of(1, ann, "3E5"), repeat_of(2, ann, on_patient("1-2"), {"D2-7"})}));
  CHECK(comes_back({override_of(1, ann, called(), "00123", {{"D4-7", SetResult::Negative}},
                                PatientCallState::NotDetected)}));
  CHECK(comes_back(
      {override_of(1, ann, called(), "=1+1", {{"D2-7", SetResult::Negative}}, PatientCallState::NotDetected),
       override_of(2, ann, called(), "3E5", {{"D2-8", SetResult::Inconclusive}}, PatientCallState::Deletion),
       override_of(3, ann, called(), "1-2", {{"D2-8", SetResult::Positive}, {"D4-8", SetResult::Positive}},
                   PatientCallState::Mixed)}));
}

TEST_CASE("sets that the reviewer leaves without a plain result are asked for beside the rest") {
  // D2-8 stays late
  const PatientCall before = patient_in(called(), "-7");
  const PatientCall after = changed("-7", "D2-7", SetResult::Missing, PatientCallState::Incomplete);
  REQUIRE(before.next);
  REQUIRE(after.next);
  CHECK(after.next->en == before.next->en + " Repeat D2-7: no result in D2-7.");
  CHECK(after.next->zh == before.next->zh + "请复查D2-7：D2-7无结果。");
}

TEST_CASE("an override changes one patient and no other") {
  const Report report = applied({override_of(1, ann, called(), "00123", {{"D4-7", SetResult::Negative}},
                                             PatientCallState::NotDetected)});
  for (const PatientCall& patient : report.calls.patients) {
    if (patient.sample == "00123")
      continue;
    CHECK_FALSE(patient.computed);
    CHECK(patient.call == patient_in(called(), patient.sample).call);
    CHECK(patient.reasons == patient_in(called(), patient.sample).reasons);
  }
}

TEST_CASE("an override leaves the reasons of all wells as they were") {
  const Report report = applied({override_of(1, ann, called(), "3E5", {{"D2-8", SetResult::Inconclusive}},
                                             PatientCallState::Deletion)});
  REQUIRE(report.calls.wells.size() == called().calls.wells.size());
  std::size_t reasons = 0;
  for (std::size_t i = 0; i < report.calls.wells.size(); ++i) {
    CHECK(report.calls.wells[i].reasons == called().calls.wells[i].reasons);
    reasons += report.calls.wells[i].reasons.size();
  }
  CHECK(reasons > 0);
}

TEST_CASE("an override of several sets makes one call of them, in the panel's order") {
  const PatientCall after =
      patient_in(applied({override_of(1, ann, called(), "1-2",
                                      {{"D2-8", SetResult::Positive}, {"D4-8", SetResult::Positive}},
                                      PatientCallState::Mixed)}),
                 "1-2");
  CHECK(after.call == PatientCallState::Mixed);
  CHECK(after.computed == PatientCallState::NotDetected);
  CHECK(after.deletions == std::vector<std::string>{"D4-8", "D2-8"});
  CHECK(after.text.en == "More than one IKZF1 exon deletion detected (mixed): exons 4-8 and 2-8");
  CHECK(after.text.zh == "检出多种外显子缺失（混合型）：IKZF1第4～8、2～8号外显子");
  CHECK(after.review);
  REQUIRE(after.next);
  CHECK(after.next->en.starts_with("Have a second person look at D3, B3: 2 positive sets: D4-8, D2-8"));
}

TEST_CASE("the flags of a changed set no longer speak of the patient, and the set keeps them") {
  const PatientCall before = patient_in(called(), "=1+1");
  REQUIRE(has(before.flags, Flag::UnclearCurve));
  const PatientCall after = changed("=1+1", "D2-7", SetResult::Negative, PatientCallState::NotDetected);
  CHECK_FALSE(has(after.flags, Flag::UnclearCurve));
  CHECK(has(set_in(after, "D2-7").flags, Flag::UnclearCurve));
  CHECK_FALSE(after.review);
  CHECK_FALSE(after.next);
}

TEST_CASE("a flag that another set or the reference gene gives too stays") {
  CalledRecord record = called_example();
  PatientCall& patient = record.report.calls.patients[0];
  REQUIRE(patient.sample == "00123");
  REQUIRE_FALSE(has(patient.flags, Flag::Late));
  const auto flags_after = [&](SetCall& other) {
    PatientCall changing = patient;
    patient.flags = {Flag::Late};
    patient.sets[0].flags = {Flag::Late};
    other.flags.push_back(Flag::Late);
    const Report report = apply_events(
        record,
        with_the_rest(called(), {override_of(1, ann, called(), "00123", {{"D4-7", SetResult::Negative}},
                                             PatientCallState::NotDetected)}));
    patient = changing;
    return report.calls.patients[0].flags;
  };
  CHECK(flags_after(patient.sets[0]).empty());
  CHECK(flags_after(patient.sets[1]) == std::vector{Flag::Late});
  CHECK(flags_after(patient.reference.value()) == std::vector{Flag::Late});
}

TEST_CASE("what the reviewer did not change is asked for as before") {
  // D2-8 stays late, whatever was made of D2-7
  const PatientCall before = patient_in(called(), "-7");
  REQUIRE(before.next);
  const PatientCall after = changed("-7", "D2-7", SetResult::Positive, PatientCallState::Deletion);
  CHECK(after.review);
  CHECK(has(after.flags, Flag::Late));
  CHECK(after.next == before.next);
}

TEST_CASE("what was asked for of the changed set alone is asked for no more") {
  REQUIRE(patient_in(called(), "3E5").next->en.starts_with("Repeat D2-8: D2-8 (B2) is "));
  const PatientCall settled = changed("3E5", "D2-8", SetResult::Negative, PatientCallState::Deletion);
  CHECK_FALSE(settled.review);
  CHECK_FALSE(settled.next);
  const PatientCall open = changed("3E5", "D2-8", SetResult::Inconclusive, PatientCallState::Deletion);
  CHECK(open.review);
  REQUIRE(open.next);
  CHECK(open.next->en == "Repeat D2-8: not plainly negative beside the deletion: D2-8.");
  CHECK(has(open.reasons, ReasonCode::R11Beside));
}

TEST_CASE("what the reviewer leaves without result has a next step") {
  const PatientCall after = changed("1-2", "D2-8", SetResult::Inconclusive, PatientCallState::Inconclusive);
  CHECK(after.review);
  REQUIRE(after.next);
  CHECK(after.next->en == "Repeat D2-8: inconclusive in D2-8.");
  CHECK(after.next->zh == "请复查D2-8：D2-8可疑。");
  CHECK(after.text == patient_in(called(), "=1+1").text);
}

TEST_CASE("a patient's sentence is made anew of what the panel says, also where the record lacks it") {
  CalledRecord old = called_example();
  old.report.texts.clear();  // a record from before it held them
  const Report report = apply_events(
      old, with_the_rest(called(), {override_of(1, ann, called(), "00123", {{"D4-7", SetResult::Negative}},
                                                PatientCallState::NotDetected)}));
  CHECK_FALSE(patient_in(report, "00123").text.en.empty());
  CHECK(patient_in(report, "00123").text.en != patient_in(called(), "00123").text.en);

  CalledRecord own = called_example();
  for (ReportText& text : own.report.texts)
    if (text.call == PatientCallState::Mixed)
      text.words = {"{gene}: {exons} of {sets}", "{gene}：{exons}，共{sets}"};
  const Report other = apply_events(
      own, with_the_rest(called(), {override_of(1, ann, called(), "00123", {{"D2-7", SetResult::Positive}},
                                                PatientCallState::Mixed)}));
  CHECK(patient_in(other, "00123").text == Words{"IKZF1: 4-7 and 2-7 of four", "IKZF1：4～7、2～7，共4"});
}

TEST_CASE("what is undecided is told by name, five at most") {
  const std::vector<ReviewEvent> all = with_the_rest(called(), {});
  CHECK(why_undecided(without(all, on_patient("1-2"))) ==
        "plate.calls.json: undecided: patient 1-2; 'crossbreak review status' lists all");
  CHECK(
      why_undecided(without(without(all, on_run()), on_control("PC", "D4-7"))) ==
      "plate.calls.json: undecided: run example.eds, control PC/D4-7; 'crossbreak review status' lists all");
  CHECK(why_undecided({}) ==
        "plate.calls.json: undecided: run example.eds, control NTC/D4-7, control NTC/D4-8, control NTC/D2-7, "
        "control NTC/D2-8 and 18 more; 'crossbreak review status' lists all");
}

TEST_CASE("what is in conflict is told with who says what") {
  CHECK(why_undecided(with_the_rest(called(), {accept_of(1, ann, "1-2"), reject_of(2, bob, "1-2")})) ==
        "plate.calls.json: in conflict: patient 1-2 (A. Reviewer: accept, B. Second: reject); 'crossbreak "
        "review status' lists all");
  std::vector<ReviewEvent> events =
      with_the_rest(called(), {reject_of(2, bob, "1-2"), accept_of(1, ann, "1-2")});
  CHECK(why_undecided(without(events, on_patient("-7"))) ==
        "plate.calls.json: undecided: patient -7; in conflict: patient 1-2 (B. Second: reject, A. Reviewer: "
        "accept); 'crossbreak review status' lists all");
}

TEST_CASE("what contradicts a control is told") {
  const std::string why = why_undecided(
      with_the_rest(called(), {event_of(1, ann, on_control("PC", "D4-7"), ReviewAction::Reject)}));
  CHECK(
      why.starts_with("plate.calls.json: contradictory: patient 00123 is to be released, but not control "
                      "PC/D4-7 that it rests on, patient 3E5 is to be released, "));
  CHECK(why.ends_with(" and 2 more; 'crossbreak review status' lists all"));
}

TEST_CASE("an event that cannot be one of the record stops all") {
  std::vector<ReviewEvent> events = with_the_rest(called(), {reject_of(1, ann, "1-3")});
  CHECK(message_of<VerificationError>([&] { apply_events(called_example(), events); }) ==
        "event " + id_of(1) + " by A. Reviewer: the record has no patient 1-3, did you mean patient 1-2?");
}

TEST_CASE("a run that is repeated or rejected gives all its patients their outcome") {
  const auto outcomes_are = [](const ReviewEvent& run, ReleaseOutcome outcome) {
    const Report report = applied({run, accept_of(2, ann, "1-2")});
    return std::all_of(report.calls.patients.begin(), report.calls.patients.end(),
                       [&](const PatientCall& patient) { return patient.outcome == outcome; });
  };
  CHECK(outcomes_are(repeat_of(1, ann, on_run(), {"D4-7"}), ReleaseOutcome::RepeatRequested));
  CHECK(outcomes_are(event_of(1, ann, on_run(), ReviewAction::Reject), ReleaseOutcome::Withheld));
  // an override of one of them changes nothing
  const Report report = applied({repeat_of(1, ann, on_run(), {"D4-7"}),
                                 override_of(2, ann, called(), "00123", {{"D4-7", SetResult::Negative}},
                                             PatientCallState::NotDetected)});
  CHECK(patient_in(report, "00123").call == PatientCallState::Deletion);
  CHECK_FALSE(patient_in(report, "00123").computed);
}

TEST_CASE("a run gives its outcome to patients that are on it with some of their sets") {
  const Report plates = two_plates();
  const Report report = apply_events(as_called(plates),
                                     with_the_rest(plates, {repeat_of(1, ann, on_run(1), {"D2-7", "D2-8"})}));
  for (const PatientCall& patient : report.calls.patients)
    CHECK(patient.outcome == ReleaseOutcome::RepeatRequested);
}

TEST_CASE("an invalid run that is accepted stays invalid") {
  const Report failed = failed_control();
  const Report report = apply_events(as_called(failed), with_the_rest(failed, {}));
  CHECK(report.calls.status == RunStatus::Invalid);
  CHECK(patient_in(report, "00123").outcome == ReleaseOutcome::Released);
  CHECK(set_in(patient_in(report, "00123"), "D2-8").result == SetResult::Invalid);
}

TEST_CASE("only a record as called takes decisions") {
  CalledRecord record = called_example();
  for (const RecordStatus status : {RecordStatus::Reviewed, RecordStatus::Final, RecordStatus::Amended}) {
    record.report.release.status = status;
    CHECK(message_of<VerificationError>([&] { apply_events(record, with_the_rest(called(), {})); }) ==
          "plate.calls.json: expected a record as called (preliminary), found one that is '" +
              std::string(code_of(status)) + "'");
  }
}

TEST_CASE("a well that is excluded asks for a new call, until the record was called without it") {
  const ReviewEvent exclude = event_of(1, ann, a1, ReviewAction::Exclude);
  const std::vector<ReviewEvent> events = with_the_rest(called(), {exclude});
  CHECK(excluded_wells(called(), events) == std::vector{a1});
  CHECK(why_undecided(events) ==
        "plate.calls.json: well A1/IKZF1_D2-7 is excluded, but counted: 'crossbreak review apply --inputs "
        "DIR' calls the run again without it");
  const CalledRecord again = called_without({exclude});
  CHECK(wells_left_out(called()).empty());
  CHECK(wells_left_out(again.report) == std::vector{a1});
  CHECK(excluded_wells(again.report, events).empty());
  const Report report = apply_events(again, events);
  CHECK(report.release.decisions.back().subject == a1);
  CHECK(report.release.decisions.back().action == ReviewAction::Exclude);
  // a further one asks again
  const ReviewEvent second = event_of(2, bob, on_well("B1"), ReviewAction::Exclude);
  CHECK(excluded_wells(again.report, std::vector{exclude, second}) == std::vector{on_well("B1")});
}

TEST_CASE("a well that somebody else excludes as well is not called anew without") {
  const ReviewEvent exclude = event_of(2, ann, a1, ReviewAction::Exclude);
  const CalledRecord again = called_without({exclude});
  const ReviewEvent earlier = at_time(event_of(1, bob, a1, ReviewAction::Exclude), "2026-03-06T08:00:00Z");
  CHECK(excluded_wells(again.report, std::vector{earlier, exclude}).empty());
}

TEST_CASE("a well that the record was called without is taken back on the record before") {
  const ReviewEvent exclude = event_of(1, ann, a1, ReviewAction::Exclude);
  const ReviewEvent back = replacing(event_of(2, ann, a1, ReviewAction::Withdraw), {1});
  const CalledRecord again = called_without({exclude});
  const std::string why =
      "well A1/IKZF1_D2-7 was taken back, but the record was called without it: review "
      "the record that it was excluded from, SHA-256 " +
      called_example().sha256;
  CHECK(message_of<UndecidedError>([&] { excluded_wells(again.report, std::vector{exclude, back}); }) == why);
  CHECK(message_of<UndecidedError>([&] {
          apply_events(again, with_the_rest(called(), {exclude, back}));
        }) == why);
  // before that it is as if it had not been excluded
  CHECK(excluded_wells(called(), std::vector{exclude, back}).empty());
  CHECK(apply_events(called_example(), with_the_rest(called(), {exclude, back})).release.status ==
        RecordStatus::Reviewed);
}

TEST_CASE("a well that was taken back before the record was called without another stays counted") {
  const ReviewEvent exclude = event_of(1, ann, a1, ReviewAction::Exclude);
  const ReviewEvent back = replacing(event_of(2, ann, a1, ReviewAction::Withdraw), {1});
  const ReviewEvent other = event_of(3, ann, on_well("B1"), ReviewAction::Exclude);
  const CalledRecord again = called_without({exclude, back, other});
  CHECK(wells_left_out(again.report) == std::vector{on_well("B1")});
  CHECK(excluded_wells(again.report, again.report.release.events).empty());
  CHECK(apply_events(again, with_the_rest(called(), {exclude, back, other})).release.status ==
        RecordStatus::Reviewed);
}
