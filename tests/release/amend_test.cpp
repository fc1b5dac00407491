#include "release/amend.hpp"

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

  again.report.origin.before = sha256_hex("a third record");
  CHECK(message_of<VerificationError>([&] { amended(before, again, review, "a bubble"); }) ==
        "plate.calls.json: expected the called record behind plate.calls.json (SHA-256 " + called().sha256 +
            "), or the one that was called anew from it without some wells, found another");
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
