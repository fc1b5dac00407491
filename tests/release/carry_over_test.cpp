#include "release/carry_over.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "full_plate.hpp"
#include "message_of.hpp"
#include "release/release_error.hpp"
#include "release/standing.hpp"
#include "release/subjects.hpp"
#include "review_events.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

const Report& before() {
  return called_example().report;
}

PatientCall& patient_at(Report& report, const std::string& sample) {
  for (PatientCall& patient : report.calls.patients)
    if (patient.sample == sample)
      return patient;
  FAIL("no patient " << sample);
  return report.calls.patients.front();
}

const ReviewSubject a1 = on_well("A1", "IKZF1_D2-7");

ReviewEvent exclusion(int id, const ReviewSubject& well = a1) {
  return event_of(id, ann, well, ReviewAction::Exclude);
}

/// What is to be decided again when the record `again` is called without what these events exclude.
std::vector<std::string> asked_again(const Report& again, const std::vector<ReviewEvent>& events,
                                     const Report& called = before()) {
  const CarriedOver carried = carry_over(called, again, events);
  std::vector<std::string> names;
  for (const SubjectStanding& subject : standing_of(again, carried.in_review).subjects)
    if (subject.standing == Standing::Undecided)
      names.push_back(name_of(subject.subject, again));
  return names;
}

std::vector<std::string> asked_again(const Report& again) {
  return asked_again(again, with_the_rest(before(), {exclusion(1)}));
}

}  // namespace

TEST_CASE("events on wells go into the new record, all others into its review file, in their order") {
  ReviewEvent comment = event_of(2, bob, a1, ReviewAction::Comment);
  comment.words = "a step";
  const ReviewEvent other = exclusion(3, on_well("B11"));
  const ReviewEvent back = replacing(event_of(4, ann, on_well("B11"), ReviewAction::Withdraw), {3});
  const CarriedOver carried =
      carry_over(before(), before(), with_the_rest(before(), {exclusion(1), comment, other, back}));
  CHECK(carried.in_record == std::vector{exclusion(1), comment, other, back});
  std::vector<ReviewSubject> kept;
  for (const ReviewEvent& event : carried.in_review)
    kept.push_back(event.subject);
  std::vector<ReviewSubject> expected = all_subjects(before());
  std::erase(expected, on_patient("00123"));  // its well is left out
  CHECK(kept == expected);
}

TEST_CASE("a patient whose well is left out is decided again, whatever the call is") {
  CHECK(asked_again(before()) == std::vector<std::string>{"patient 00123"});
  CHECK(asked_again(before(), with_the_rest(before(), {exclusion(1, on_well("C2"))})) ==
        std::vector<std::string>{"patient 3E5"});
  // the reference gene is the patient's too
  CHECK(asked_again(before(), with_the_rest(before(), {exclusion(1, on_well("E3"))})) ==
        std::vector<std::string>{"patient 1-2"});
  // another target of the well is not there
  CHECK(asked_again(before(), with_the_rest(before(), {exclusion(1), exclusion(2, on_well("C2"))})) ==
        std::vector<std::string>{"patient 00123", "patient 3E5"});
}

TEST_CASE("a control whose well is left out is decided again, whatever comes of it") {
  Report called = before();
  called.release.policy.exclude_controls = true;
  const ControlCall& control = called.calls.controls.front();
  REQUIRE(control.sample == "NTC");
  REQUIRE(control.set == "D4-7");
  const WellCall& well = called.calls.wells.at(control.wells.at(0));
  const ReviewSubject left_out = on_well(to_string(well.well), well.target);
  CHECK(asked_again(called, with_the_rest(called, {exclusion(1, left_out)}), called) ==
        std::vector<std::string>{"control NTC/D4-7"});
}

TEST_CASE("a well that was taken back, or was left out before already, asks for nothing again") {
  const ReviewEvent back = replacing(event_of(2, ann, a1, ReviewAction::Withdraw), {1});
  CHECK(asked_again(before(), with_the_rest(before(), {exclusion(1), back, exclusion(3, on_well("C2"))})) ==
        std::vector<std::string>{"patient 3E5"});
  Report called = before();
  called.release.events = {exclusion(1)};
  CHECK(asked_again(called, with_the_rest(called, {exclusion(1), exclusion(3, on_well("C2"))}), called) ==
        std::vector<std::string>{"patient 3E5"});
}

TEST_CASE("whatever a reviewer decides a patient on asks for the decision again when it changes") {
  using Change = void (*)(PatientCall&);
  const std::vector<Change> changes = {
      [](PatientCall& patient) { patient.call = PatientCallState::Inconclusive; },
      [](PatientCall& patient) { patient.deletions = {"D4-7"}; },
      [](PatientCall& patient) { patient.review = true; },
      [](PatientCall& patient) { patient.flags.push_back(Flag{}); },
      [](PatientCall& patient) {
        patient.next = Words{"Look.", "看。"};
      },
      [](PatientCall& patient) { patient.reference.reset(); },
      [](PatientCall& patient) { patient.reference->ct_mean = 29; },
      [](PatientCall& patient) { patient.sets[2].result = SetResult::Inconclusive; },
      [](PatientCall& patient) { patient.sets[2].ct_mean = 35; },
      [](PatientCall& patient) { patient.sets[2].flags.push_back(Flag{}); },
      [](PatientCall& patient) { patient.sets[2].wells.clear(); },
      [](PatientCall& patient) { patient.sets.pop_back(); }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i);
    Report again = before();
    changes[i](patient_at(again, "1-2"));
    CHECK(asked_again(again) == std::vector<std::string>{"patient 00123", "patient 1-2"});
  }
}

TEST_CASE("whatever a reviewer decides a control on asks for the decision again when it changes") {
  using Change = void (*)(ControlCall&);
  const std::vector<Change> changes = {
      [](ControlCall& control) { control.outcome = ControlOutcome::Warning; },
      [](ControlCall& control) { control.ct_mean = 35; }, [](ControlCall& control) { control.wells.clear(); },
      [](ControlCall& control) {
        control.next = Words{"Look.", "看。"};
      },
      [](ControlCall& control) { control.role = SampleRole::NegativeControl; }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i);
    Report again = before();
    changes[i](again.calls.controls[0]);
    CHECK(asked_again(again) == std::vector<std::string>{"control NTC/D4-7", "patient 00123"});
  }
  Report again = before();
  again.calls.controls[0].invalidates = true;
  again.calls.status = RunStatus::Invalid;
  CHECK(asked_again(again) ==
        std::vector<std::string>{"run example.eds", "control NTC/D4-7", "patient 00123"});
}

TEST_CASE("a run is decided again when its status or its issues change") {
  Report again = before();
  again.calls.status = RunStatus::Valid;
  CHECK(asked_again(again) == std::vector<std::string>{"run example.eds", "patient 00123"});
  again = before();
  again.calls.issues.pop_back();
  CHECK(asked_again(again) == std::vector<std::string>{"run example.eds", "patient 00123"});
}

TEST_CASE("leaving wells out makes no invalid run valid, also where another one stays invalid") {
  const auto why = [](const std::string& control) {
    return ": an invalid run stays invalid, whatever wells are left out (it is by control " + control +
           "): accept it as invalid, or repeat it";
  };
  const auto sound = [](Report report, std::size_t run) {
    for (ControlCall& control : report.calls.controls)
      if (control.run == run)
        control.invalidates = false;
    return report;
  };
  const auto carried = [](const Report& called, const Report& again) {
    return message_of<UndecidedError>([&] { carry_over(called, again, {exclusion(1)}); });
  };
  CHECK(carried(failed_control(), sound(failed_control(), 0)) == "example.eds" + why("PC/D2-8"));
  CHECK(carried(failed_control(), failed_control()) == "nothing thrown");
  Report both = two_plates();
  both.calls.controls[0].invalidates = true;
  REQUIRE(both.calls.controls[0].run == 0);
  CHECK(carried(both, sound(both, 0)) == both.inputs[0].file + why("NTC/D4-7"));
  CHECK(carried(both, sound(both, 1)) == "plate 13.eds" + why("PC/D2-8"));
  // the run stays invalid by each of them alone, but not the other's set
  Report several = before();
  several.calls.status = RunStatus::Invalid;
  for (const std::size_t i : {0UL, 1UL})
    several.calls.controls[i].invalidates = true;
  for (const std::size_t i : {0UL, 1UL}) {
    Report again = several;
    again.calls.controls[i].invalidates = false;
    const ControlCall& freed = several.calls.controls[i];
    CHECK(carried(several, again) == "example.eds" + why(freed.sample + "/" + freed.set));
    again = several;
    again.calls.controls[i].sample.clear();  // nothing is left of it: it is missing
    CHECK(carried(several, again) == "nothing thrown");
    again.calls.controls[i].invalidates = false;
    CHECK(carried(several, again) == "example.eds" + why(freed.sample + "/" + freed.set));
  }
  // the other way round it becomes one
  CHECK(carried(before(), failed_control()) == "nothing thrown");
}

TEST_CASE("a patient or a control that is gone has no decision") {
  Report again = before();
  std::erase_if(again.calls.patients, [](const PatientCall& patient) { return patient.sample == "1-2"; });
  again.calls.controls.erase(again.calls.controls.begin());
  const CarriedOver carried = carry_over(before(), again, with_the_rest(before(), {exclusion(1)}));
  for (const ReviewEvent& event : carried.in_review) {
    CHECK_FALSE(event.subject == on_patient("1-2"));
    CHECK_FALSE(event.subject == on_control("NTC", "D4-7"));
  }
  CHECK(carried.in_review.size() == all_subjects(before()).size() - 3);
}

TEST_CASE("all events on a subject that is as before are carried over: conflicts, withdrawals, comments") {
  ReviewEvent comment = event_of(5, bob, on_patient("1-2"), ReviewAction::Comment);
  comment.words = "pale curve";
  const std::vector<ReviewEvent> of_patient = {
      event_of(2, ann, on_patient("1-2"), ReviewAction::Accept),
      event_of(3, bob, on_patient("1-2"), ReviewAction::Reject),
      replacing(event_of(4, bob, on_patient("1-2"), ReviewAction::Withdraw), {3}), comment};
  std::vector<ReviewEvent> events = of_patient;
  events.push_back(exclusion(1));
  CHECK(carry_over(before(), before(), events).in_review == of_patient);
}

TEST_CASE("an override is carried over with the results that it was made on") {
  const ReviewEvent changed =
      override_of(2, ann, before(), "3E5", {{"D2-8", SetResult::Negative}}, PatientCallState::Deletion);
  const CarriedOver carried = carry_over(before(), before(), {exclusion(1), changed});
  CHECK(carried.in_review == std::vector{changed});
  CHECK(standing_of(before(), carried.in_review).contradictions.empty());
}
