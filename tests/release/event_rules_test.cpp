#include "release/event_rules.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "full_plate.hpp"
#include "message_of.hpp"
#include "release/release_error.hpp"
#include "release/subjects.hpp"
#include "review_events.hpp"
#include "words/joined.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

const Report& called() {
  return called_example().report;
}

std::string why_not(const ReviewEvent& event, const Report& report = called()) {
  return EventRules(report).why_impossible(event).value_or("it can");
}

}  // namespace

TEST_CASE("each action is said of the subjects that have it") {
  struct Case {
    ReviewSubject subject;
    std::string name;
    std::vector<ReviewAction> may;
  };
  using enum ReviewAction;
  const std::vector<Case> cases = {
      {on_run(), "run example.eds", {Accept, Reject, Repeat, Comment}},
      {on_control("NTC", "D4-7"), "control NTC/D4-7", {Accept, Reject, Repeat, Comment}},
      {on_patient("00123"), "patient 00123", {Accept, Reject, Repeat, Override, Comment}},
      {on_well("A1"), "well A1", {Exclude, Comment}},
      {on_well("A1", "IKZF1_D2-7"), "well A1/IKZF1_D2-7", {Exclude, Comment}}};
  for (const Case& one : cases)
    for (const ReviewAction action : {Accept, Reject, Repeat, Override, Exclude, Comment}) {
      CAPTURE(one.name);
      CAPTURE(code_of(action));
      ReviewEvent event = event_of(1, ann, one.subject, action);
      if (action == Repeat)
        event.sets = {{.set = "D4-7", .from = {}, .to = {}}};
      if (action == Override)
        event = override_of(1, ann, called(), "00123", {{"D4-7", SetResult::Negative}},
                            PatientCallState::NotDetected);
      event.subject = one.subject;
      const bool can = std::find(one.may.begin(), one.may.end(), action) != one.may.end();
      CHECK(why_not(event) ==
            (can ? "it can" : "'" + std::string(code_of(action)) + "' cannot be said of " + one.name));
    }
}

TEST_CASE("everything but accept, comment and withdraw needs a code, and 'other' words") {
  const std::string codes =
      "curve_artifact, contamination_suspected, control_failed, sample_swap, pipetting, repeat_agrees, "
      "clinical_information, other";
  const std::vector<ReviewEvent> coded = {
      reject_of(1, ann), repeat_of(1, ann, first_patient, {"D4-7"}),
      override_of(1, ann, called(), "00123", {{"D4-7", SetResult::Negative}}, PatientCallState::NotDetected),
      event_of(1, ann, on_well("A1"), ReviewAction::Exclude)};
  for (const ReviewEvent& event : coded) {
    const std::string action(code_of(event.action));
    CAPTURE(action);
    ReviewEvent changed = event;
    changed.code.reset();
    CHECK(why_not(changed) == "'" + action + "' needs a code (" + codes + "), found none");
    changed.code = DecisionCode::Other;
    for (const char* blank : {"", " ", "\t", "　"}) {
      CAPTURE(blank);
      changed.words = blank;
      CHECK(why_not(changed) == "code 'other' needs words, found none");
    }
    changed.words = "leaked";
    CHECK(why_not(changed) == "it can");
    for (const auto& [code, text] : codes_of(DecisionCode{})) {
      changed.code = code;
      CHECK(why_not(changed) == "it can");
    }
  }
  CHECK(why_not(accept_of(1, ann)) == "it can");
  CHECK(why_not(event_of(1, ann, first_patient, ReviewAction::Comment)) == "it can");
  CHECK(why_not(withdrawal_of(1, ann, 2)) == "it can");
}

TEST_CASE("a subject that the record lacks is answered with the nearest that it has") {
  const auto accept = [](const ReviewSubject& subject) {
    return why_not(event_of(1, ann, subject, ReviewAction::Accept));
  };
  CHECK(accept(on_patient("00132")) == "the record has no patient 00132, did you mean patient 00123?");
  CHECK(accept(on_patient("00123", 1)) == "the record has no patient 00123#1, did you mean patient 00123?");
  CHECK(accept(on_control("NTC", "D4-9")) ==
        "the record has no control NTC/D4-9, did you mean control NTC/D4-7?");
  CHECK(accept(on_run(1)) == "the record has no run 1");
  ReviewSubject elsewhere = on_patient("00123");
  elsewhere.run = 1;
  CHECK(accept(elsewhere) == "the record has no patient 00123 of run 1, but one of run 0");
  const auto exclude = [](const ReviewSubject& subject) {
    return why_not(event_of(1, ann, subject, ReviewAction::Exclude));
  };
  CHECK(exclude(on_well("A1", "IKZF1_D2_7")) ==
        "the record has no well A1/IKZF1_D2_7, did you mean well A1/IKZF1_D2-7?");
  CHECK(exclude(on_well("D11")) == "the record has no well D11, did you mean well A11?");
  CHECK(exclude(on_well("A1")) == "it can");
}

TEST_CASE("a control that the plate lacks is told by its role") {
  Report report = called();
  ControlCall& control = report.calls.controls.front();
  control.sample.clear();
  control.outcome = ControlOutcome::Missing;
  ReviewSubject subject = on_control("", control.set);
  CHECK(why_not(event_of(1, ann, subject, ReviewAction::Accept), report).starts_with("the record has no "));
  subject.role = SampleRole::Ntc;
  CHECK(why_not(event_of(1, ann, subject, ReviewAction::Accept), report) == "it can");
  CHECK(name_of(subject, report) ==
        "control " + std::string(words_of(SampleRole::Ntc).en) + " (missing)/D4-7");
  subject.role = SampleRole::NegativeControl;
  CHECK(why_not(event_of(1, ann, subject, ReviewAction::Accept), report).starts_with("the record has no "));
}

TEST_CASE("a repeat names sets of the panel, or its reference gene, each once") {
  CHECK(why_not(repeat_of(1, ann, first_patient, {"D4-7", "ALB"})) == "it can");
  CHECK(why_not(repeat_of(1, ann, first_patient, {})) == "expected the sets that it is about, found none");
  CHECK(why_not(repeat_of(1, ann, first_patient, {"D4-9"})) ==
        "expected a set of the panel (D4-7, D4-8, D2-7, D2-8), found 'D4-9'");
  CHECK(why_not(repeat_of(1, ann, first_patient, {"D4-7", "D4-7"})) == "names set 'D4-7' twice");
  CHECK(why_not(repeat_of(1, ann, on_control("PC", "D4-7"), {"D4-7"})) == "it can");
  CHECK(why_not(repeat_of(1, ann, on_control("PC", "D4-7"), {"D2-8"})) ==
        "expected the control's own set 'D4-7', found 'D2-8'");
  ReviewEvent event = repeat_of(1, ann, first_patient, {"D4-7"});
  event.sets[0].to = SetResult::Negative;
  CHECK(why_not(event) == "set 'D4-7': expected old and new of an override, and of nothing else");
  event = accept_of(1, ann);
  event.sets = {{.set = "D4-7", .from = {}, .to = {}}};
  CHECK(why_not(event) == "expected sets only with override and repeat, found some");
  event = accept_of(1, ann);
  event.old_call = "deletion";
  CHECK(why_not(event) == "expected old and new only of an override, found them elsewhere");
}

TEST_CASE("an override is made on what the record says, and the call follows by R10 and R11") {
  const ReviewEvent right =
      override_of(1, ann, called(), "00123", {{"D4-7", SetResult::Negative}}, PatientCallState::NotDetected);
  REQUIRE(why_not(right) == "it can");
  ReviewEvent event = right;
  event.sets[0].from = SetResult::Inconclusive;
  CHECK(why_not(event) ==
        "set 'D4-7': expected the record's result 'positive' as the old one, found 'inconclusive'");
  event = right;
  event.sets[0].to = SetResult::Positive;
  CHECK(why_not(event) == "set 'D4-7': expected another result than the record's 'positive'");
  event = right;
  event.sets[0].to.reset();
  CHECK(why_not(event) == "set 'D4-7': expected old and new of an override, and of nothing else");
  event = right;
  event.sets[0].set = "ALB";
  CHECK(why_not(event) == "expected a set of the panel (D4-7, D4-8, D2-7, D2-8), found 'ALB'");
  event = right;
  event.sets.clear();
  CHECK(why_not(event) == "expected the sets that it is about, found none");
  event = right;
  event.new_call = "invalid";
  CHECK(why_not(event) ==
        "expected the call to change from 'deletion' to 'not_detected' by R10 and R11, found 'deletion' to "
        "'invalid'");
  event = right;
  event.old_call = "mixed";
  CHECK(why_not(event) ==
        "expected the call to change from 'deletion' to 'not_detected' by R10 and R11, found 'mixed' to "
        "'not_detected'");
}

TEST_CASE("every result that an override can give makes the call that the rules make of it") {
  using enum SetResult;
  struct Case {
    const char* sample;
    std::vector<std::pair<std::string, SetResult>> changes;
    PatientCallState call;
    std::vector<std::string> deletions;
  };
  const std::vector<Case> cases = {
      {"00123", {{"D4-7", Negative}}, PatientCallState::NotDetected, {}},
      {"00123", {{"D2-7", Positive}}, PatientCallState::Mixed, {"D4-7", "D2-7"}},
      {"00123", {{"D2-7", Inconclusive}}, PatientCallState::Deletion, {"D4-7"}},
      {"00123", {{"D4-7", Inconclusive}, {"D2-7", Invalid}}, PatientCallState::Inconclusive, {}},
      {"00123", {{"D4-7", Invalid}, {"D2-7", Missing}}, PatientCallState::Invalid, {}},
      {"00123", {{"D4-7", Missing}}, PatientCallState::Incomplete, {}},
      {"3E5", {{"D2-8", Negative}}, PatientCallState::Deletion, {"D4-7"}},
      {"=1+1", {{"D2-7", Negative}}, PatientCallState::NotDetected, {}}};
  for (const Case& one : cases) {
    CAPTURE(one.sample);
    const ReviewEvent event = override_of(1, ann, called(), one.sample, one.changes, one.call);
    CHECK(why_not(event) == "it can");
    const PatientRuling ruling = ruling_with(patient_in(called(), one.sample), event.sets);
    CHECK(ruling.call == one.call);
    CHECK(ruling.deletions == one.deletions);
  }
}

TEST_CASE("a set that a control makes invalid can be repeated, not changed") {
  const Report report = failed_control();
  const std::string why =
      "set 'D2-8': a control makes it invalid on this run: it can be repeated, not changed";
  CHECK(why_not(override_of(1, ann, report, "1-2", {{"D2-8", SetResult::Negative}},
                            PatientCallState::NotDetected),
                report) == why);
  CHECK(why_not(
            override_of(1, ann, report, "3E5", {{"D4-7", SetResult::Negative}, {"D2-8", SetResult::Positive}},
                        PatientCallState::Deletion),
            report) == why);
  CHECK(why_not(repeat_of(1, ann, on_patient("1-2"), {"D2-8"}), report) == "it can");
  CHECK(why_not(
            override_of(1, ann, report, "00123", {{"D4-7", SetResult::Negative}}, PatientCallState::Invalid),
            report) == "it can");
}

TEST_CASE("a control of a patient's second run counts for the sets that are on it, and for no others") {
  const Report report = two_plates();  // D2-8 is on run 1, where its control fails
  const std::string sample = report.calls.patients[1].sample;
  CHECK(run_of(report.calls.patients[1], report.calls) == 0);
  CHECK(runs_of(report.calls.patients[1], report.calls) == std::set<std::size_t>{0, 1});
  CHECK(
      why_not(
          override_of(1, ann, report, sample, {{"D2-8", SetResult::Negative}}, PatientCallState::NotDetected),
          report) == "set 'D2-8': a control makes it invalid on this run: it can be repeated, not changed");
  CHECK(why_not(
            override_of(1, ann, report, sample, {{"D4-7", SetResult::Positive}}, PatientCallState::Deletion),
            report) == "it can");
}

TEST_CASE("an invalid run can only be accepted as invalid, or repeated") {
  const Report report = failed_control();
  CHECK(why_not(event_of(1, ann, on_run(), ReviewAction::Accept), report) == "it can");
  CHECK(why_not(repeat_of(1, ann, on_run(), {"D4-7", "D4-8", "D2-7", "D2-8"}), report) == "it can");
  CHECK(why_not(event_of(1, ann, on_run(), ReviewAction::Reject), report) ==
        "run example.eds is invalid: expected accept (as invalid) or repeat, found 'reject'");
  CHECK(why_not(event_of(1, ann, on_run(), ReviewAction::Reject)) == "it can");  // a valid one
  const Report two = two_plates();
  CHECK(why_not(event_of(1, ann, on_run(0), ReviewAction::Reject), two) == "it can");
  CHECK(why_not(event_of(1, ann, on_run(1), ReviewAction::Reject), two) ==
        "run plate 13.eds is invalid: expected accept (as invalid) or repeat, found 'reject'");
}

TEST_CASE("an event is not later than the clock") {
  const std::vector<ReviewEvent> events = {at_time(accept_of(1, ann), "2026-03-06T08:00:00Z"),
                                           at_time(accept_of(2, bob), "2026-03-06T08:00:01Z")};
  CHECK_NOTHROW(check_not_of_the_future(events, "2026-03-06T08:00:01Z"));
  CHECK(message_of<VerificationError>([&] { check_not_of_the_future(events, "2026-03-06T08:00:00Z"); }) ==
        "event " + id_of(2) +
            " by B. Second is of 2026-03-06T08:00:01Z, later than this computer's clock, "
            "2026-03-06T08:00:00Z: set the clock, or find out who wrote the event");
}

TEST_CASE("a withdrawal names what it takes back, and a comment nothing") {
  CHECK(why_not(event_of(1, ann, first_patient, ReviewAction::Withdraw)) ==
        "expected the event that it takes back, found none");
  CHECK(why_not(replacing(event_of(1, ann, first_patient, ReviewAction::Comment), {2})) ==
        "expected a comment that replaces nothing, found one that does");
}
