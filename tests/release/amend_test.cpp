#include "release/amend.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "message_of.hpp"
#include "release/apply.hpp"
#include "release/decide.hpp"
#include "release/release_error.hpp"
#include "release/sign.hpp"
#include "release/verify.hpp"
#include "reviewed_record.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

const CalledRecord& called() {
  static const CalledRecord record{
      .name = record_name, .sha256 = sha256_hex(write_record(example_report())), .report = example_report()};
  return record;
}

std::vector<ReviewEvent> decided(const std::vector<ReviewEvent>& known, const DecisionRequest& request,
                                 const std::string& at) {
  std::size_t ids = known.size();
  const auto new_id = [&ids] {
    const std::string digits = std::to_string(++ids);
    return std::string(32 - digits.size(), '0') + digits;
  };
  std::vector<ReviewEvent> events = known;
  for (const ReviewEvent& event :
       decide(called().report, known, request, {.at = at, .zone = "Z", .new_id = new_id}))
    events.push_back(event);
  return events;
}

std::vector<ReviewEvent> all_accepted() {
  DecisionRequest request;
  request.by = "A. Reviewer";
  request.accept = {"all"};
  return decided({}, request, "2026-03-06T08:15:30Z");
}

/// A. Reviewer rejects 00123 as well.
ReviewFile one_rejected() {
  DecisionRequest request;
  request.by = "A. Reviewer";
  request.reject = {"00123"};
  request.code = DecisionCode::Pipetting;
  return {.name = "more.review.json",
          .record_sha256 = called().sha256,
          .events = decided(all_accepted(), request, "2026-03-07T08:15:30Z")};
}

FinalRecord final_record() {
  RecordAndAudit plate = reviewed(apply_events(called(), all_accepted()));
  for (const auto& [name, meaning, at] :
       {std::tuple("A. Reviewer", SignatureMeaning::Reviewed, "2026-03-06T09:10:00Z"),
        std::tuple("B. Approver", SignatureMeaning::Approved, "2026-03-06T10:10:00Z")}) {
    const SignedRecord after =
        sign(plate.record, plate.release(), plate.audit,
             {.name = name, .meaning = meaning, .key = nullptr, .zone = "Z"}, {}, stamp_at(at));
    plate = {RecordText(record_name, after.text), after.audit};
  }
  return {.file = record_name,
          .sha256 = sha256_hex(plate.record.text()),
          .report = read_record(record_name, plate.record.text())};
}

ReviewSubject subject_of_patient(const std::string& sample) {
  ReviewSubject subject;
  subject.sample = sample;
  subject.repeat = 0;
  return subject;
}

/// As signing leaves it, but for the signatures.
FinalRecord released(const CalledRecord& record, const std::vector<ReviewEvent>& events) {
  Report report = apply_events(record, events);
  report.release.status = RecordStatus::Final;
  return {.file = record_name, .sha256 = sha256_hex(write_record(report)), .report = report};
}

std::vector<ReviewEvent> with_a1_excluded(const std::vector<ReviewEvent>& known) {
  DecisionRequest request;
  request.by = "A. Reviewer";
  request.exclude = {"A1"};
  request.code = DecisionCode::CurveArtifact;
  return decided(known, request, "2026-03-07T08:15:30Z");
}

/// As if the run had been called again without the well; the calls are as before.
CalledRecord without_a1(const CalledRecord& record) {
  CalledRecord again = record;
  again.report.release.events = {with_a1_excluded(all_accepted()).back()};
  again.report.origin.before = record.sha256;
  again.sha256 = sha256_hex(write_record(again.report));
  return again;
}

ReleaseOutcome outcome_of(const Report& report, const std::string& sample) {
  for (const PatientCall& patient : report.calls.patients)
    if (patient.sample == sample)
      return patient.outcome.value();
  FAIL("no such patient");
  return {};
}

}  // namespace

TEST_CASE("an amended record names, hashes and replaces the final one, and starts at reviewed") {
  const FinalRecord before = final_record();
  REQUIRE(outcome_of(before.report, "00123") == ReleaseOutcome::Released);
  const Report after = amended(before, called(), one_rejected(), "wrong tube");
  CHECK(after.release.status == RecordStatus::Reviewed);
  const ReplacedCall rejected{.sample = "00123",
                              .repeat = 0,
                              .old_call = PatientCallState::Deletion,
                              .old_deletions = {"D4-7"},
                              .old_outcome = ReleaseOutcome::Released,
                              .new_call = PatientCallState::Deletion,
                              .new_deletions = {"D4-7"},
                              .new_outcome = ReleaseOutcome::Withheld};
  CHECK(
      after.release.replaces ==
      Replaced{.file = record_name, .sha256 = before.sha256, .reason = "wrong tube", .changes = {rejected}});
  CHECK(after.release.of == called().sha256);
  CHECK(after.release.signatures.empty());
  CHECK(after.release.events.size() == before.report.release.events.size() + 1);  // old and new
  CHECK(outcome_of(after, "00123") == ReleaseOutcome::Withheld);
  CHECK(outcome_of(after, "1-2") == ReleaseOutcome::Released);
}

TEST_CASE("an amendment needs a reason, something new, and a final record") {
  const FinalRecord before = final_record();
  for (const char* reason : {"", " ", "\u200B\u3000", "a\nb"}) {
    CAPTURE(reason);
    CHECK(message_of<SigningRefused>([&] {
            amended(before, called(), one_rejected(), reason);
          }).starts_with("expected the reason of the amendment in words on one line, found '"));
  }
  ReviewFile nothing_new = one_rejected();
  nothing_new.events = all_accepted();
  CHECK(message_of<SigningRefused>([&] { amended(before, called(), nothing_new, "wrong tube"); }) ==
        "more.review.json: adds no event to those of plate.calls.json");
  FinalRecord not_final = before;
  not_final.report.release.status = RecordStatus::Reviewed;
  CHECK(message_of<SigningRefused>([&] { amended(not_final, called(), one_rejected(), "wrong tube"); }) ==
        "plate.calls.json: expected a final record, found one that is reviewed: it is not released yet, and "
        "'crossbreak review apply' makes it anew");
}

TEST_CASE("an amended record tells of each patient what was said before, and nothing where all is the same") {
  const FinalRecord before = final_record();
  DecisionRequest request;
  request.by = "B. Second";
  request.comment = {"00123"};
  request.words = "the clinic asked";
  ReviewFile remark = one_rejected();
  remark.events = decided(all_accepted(), request, "2026-03-07T08:15:30Z");
  const Report same = amended(before, called(), remark, "a remark");
  CHECK(same.release.replaces.value().changes.empty());
  CHECK(same.release.events.size() == before.report.release.events.size() + 1);

  request = {};
  request.by = "A. Reviewer";
  request.changes = {"3E5/D2-8=negative"};
  request.repeat = {"1-2=D2-8"};
  request.code = DecisionCode::RepeatAgrees;
  ReviewFile two = one_rejected();
  two.events = decided(all_accepted(), request, "2026-03-07T08:15:30Z");
  const std::vector<ReplacedCall> changes =
      amended(before, called(), two, "contamination").release.replaces.value().changes;
  REQUIRE(changes.size() == 2);
  CHECK(changes[0] == ReplacedCall{.sample = "3E5",
                                   .repeat = 0,
                                   .old_call = PatientCallState::Mixed,
                                   .old_deletions = {"D4-7", "D2-8"},
                                   .old_outcome = ReleaseOutcome::Released,
                                   .new_call = PatientCallState::Deletion,
                                   .new_deletions = {"D4-7"},
                                   .new_outcome = ReleaseOutcome::Released});
  CHECK(changes[1].sample == "1-2");
  CHECK(changes[1].new_outcome == ReleaseOutcome::RepeatRequested);
}

TEST_CASE("a well is left out of a final record by a new call, which is then amended with its own review") {
  const FinalRecord before = final_record();
  DecisionRequest request;
  request.by = "A. Reviewer";
  request.exclude = {"A1"};
  request.code = DecisionCode::CurveArtifact;
  ReviewFile excluding = one_rejected();
  excluding.events = decided(all_accepted(), request, "2026-03-07T08:15:30Z");
  CHECK(message_of<SigningRefused>([&] { amended(before, called(), excluding, "a bubble"); }) ==
        "well A1 is excluded, which asks for a new call: make it with 'crossbreak review apply --inputs', "
        "decide it, and amend with its review file");

  CalledRecord again = called();
  again.report.release.events = {excluding.events.back()};
  again.report.origin.before = called().sha256;
  again.sha256 = sha256_hex(write_record(again.report));
  const ReviewFile review{
      .name = "again.review.json", .record_sha256 = again.sha256, .events = all_accepted()};
  const Report after = amended(before, again, review, "a bubble");
  CHECK(after.release.of == again.sha256);
  CHECK(after.release.replaces.value().sha256 == before.sha256);
  CHECK(after.release.events.size() == all_accepted().size() + 1);
}

TEST_CASE("another person's decision stands in a new call until that person decides anew") {
  std::vector<ReviewEvent> events = all_accepted();
  const ReviewSubject subject = subject_of_patient("1-2");
  for (ReviewEvent& event : events)
    if (event.subject == subject) {
      event.by = "C. Third";
      event.action = ReviewAction::Reject;
      event.code = DecisionCode::SampleSwap;
    }
  const FinalRecord before = released(called(), events);
  const CalledRecord again = without_a1(called());
  std::vector<ReviewEvent> anew = all_accepted();
  for (ReviewEvent& event : anew)
    event.id[0] = 'f';
  ReviewFile review{.name = "again.review.json", .record_sha256 = again.sha256, .events = anew};
  CHECK(message_of<UndecidedError>([&] { amended(before, again, review, "a bubble"); }) ==
        "plate.calls.json: in conflict: patient 1-2 (C. Third: reject, A. Reviewer: accept); 'crossbreak "
        "review status' lists all");

  const auto own = std::find_if(anew.begin(), anew.end(),
                                [&](const ReviewEvent& event) { return event.subject == subject; });
  ReviewEvent changed_mind = *own;
  changed_mind.id[0] = 'e';
  changed_mind.by = "C. Third";
  review.events.push_back(changed_mind);
  CHECK(outcome_of(amended(before, again, review, "a bubble"), "1-2") == ReleaseOutcome::Released);

  std::erase_if(review.events, [&](const ReviewEvent& event) { return event.subject == subject; });
  CHECK(outcome_of(amended(before, again, review, "a bubble"), "1-2") == ReleaseOutcome::Withheld);
}

TEST_CASE("a final record is replaced by any call of its run files, and by none of another run") {
  const FinalRecord before = final_record();
  const auto replaced_by = [](const FinalRecord& final_one, const CalledRecord& other) {
    const ReviewFile review{
        .name = "other.review.json", .record_sha256 = other.sha256, .events = all_accepted()};
    return amended(final_one, other, review, "a bubble").release;
  };
  const CalledRecord without = without_a1(called());
  const FinalRecord final_without = released(without, with_a1_excluded(all_accepted()));
  CHECK(replaced_by(final_without, called()).of == called().sha256);
  CHECK(replaced_by(final_without, called()).events == all_accepted());

  CalledRecord third = without;
  third.report.origin.before = without.sha256;
  third.sha256 = sha256_hex(write_record(third.report));
  CHECK(replaced_by(before, third).of == third.sha256);

  CalledRecord by_panel = called();
  by_panel.report.panel.sha256 = sha256_hex("another panel");
  by_panel.sha256 = sha256_hex(write_record(by_panel.report));
  CHECK(replaced_by(before, by_panel).of == by_panel.sha256);

  CalledRecord of_another_run = called();
  const std::string file = called().report.inputs[0].file;
  of_another_run.report.inputs[0].sha256 = std::string(64, '7');
  CHECK(
      message_of<VerificationError>([&] { replaced_by(before, of_another_run); }) ==
      "plate.calls.json: is of another run than plate.calls.json, and cannot take its place: expected a call "
      "of " +
          file + " (SHA-256 " + called().report.inputs[0].sha256 + "), found one of " + file + " (SHA-256 " +
          std::string(64, '7') + ")");
}

TEST_CASE("an amendment asks for no fewer signatures than the final record did") {
  FinalRecord before = final_record();
  before.report.release.policy = {
      .signatures = 3, .keys = true, .exclude_controls = false, .settings_sha256 = {}};
  SigningPolicy policy = before.report.release.policy;
  check_policy_of_amendment(policy, before);
  policy.signatures = 2;
  CHECK(message_of<VerificationError>([&] { check_policy_of_amendment(policy, before); }) ==
        "an amendment of plate.calls.json is signed by no fewer than it was: expected 3 people with keys, "
        "found "
        "settings and a panel that ask for 2 people with keys");
  policy = {.signatures = 3, .keys = false, .exclude_controls = false, .settings_sha256 = {}};
  CHECK(message_of<VerificationError>([&] {
          check_policy_of_amendment(policy, before);
        }).ends_with("found settings and a panel that ask for 3 people"));
}

TEST_CASE("a record is compared with what its events make of the called one") {
  const FinalRecord before = final_record();
  const RecordText text(record_name, write_record(before.report));
  CHECK(message_of<VerificationError>([&] { verify_against(called(), text, before.report); }) ==
        "nothing thrown");
  Report edited = before.report;
  edited.calls.patients.front().text.en += ".";
  CHECK(message_of<VerificationError>([&] { verify_against(called(), text, edited); }) ==
        "plate.calls.json: not what its events make of the called record, plate.calls.json");
  edited = before.report;
  edited.release.events.pop_back();
  CHECK(message_of<VerificationError>([&] {
          verify_against(called(), text, edited);
        }).starts_with("plate.calls.json: its events do not decide what it says they do: "));
}
