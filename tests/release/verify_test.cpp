#include "release/verify.hpp"

#include <string>

#include <doctest/doctest.h>

#include "assay/panel.hpp"
#include "message_of.hpp"
#include "record/record.hpp"
#include "release/release_error.hpp"
#include "release/sign.hpp"
#include "reviewed_record.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

RecordAndAudit signed_by(const RecordAndAudit& before, const std::string& name, SignatureMeaning meaning,
                         const std::string& at, const SigningKey* key = nullptr,
                         const Laboratory& people = {}) {
  const SignedRecord after =
      sign(before.record, before.release(), before.audit,
           {.name = name, .meaning = meaning, .key = key, .zone = "+08:00"}, people, stamp_at(at));
  return {RecordText(record_name, after.text), after.audit};
}

RecordAndAudit signed_by_both(const RecordAndAudit& record) {
  return signed_by(signed_by(record, "A. Reviewer", SignatureMeaning::Reviewed, "2026-03-06T09:10:00Z"),
                   "B. Approver", SignatureMeaning::Approved, "2026-03-06T10:10:00Z");
}

RecordAndAudit final_record() {
  return signed_by_both(applied_record());
}

/// What verify says; "matches" where nothing is wrong.
std::string fault_of(const RecordAndAudit& plate, const Laboratory& people = {}, bool trusted = false) {
  try {
    verify(plate.record, plate.release(),
           {.audit = plate.audit, .people = people, .people_are_trusted = trusted});
  } catch (const VerificationError& error) {
    return error.what();
  } catch (const UndecidedError& error) {
    return std::string("5: ") + error.what();
  } catch (const ReportError& error) {
    return std::string("unreadable: ") + error.what();
  }
  return "matches";
}

/// The same with the first `from` behind `after` replaced.
RecordAndAudit changed(const RecordAndAudit& plate, const std::string& after, const std::string& from,
                       const std::string& to) {
  std::string text = plate.record.text();
  const std::size_t place = text.find(from, text.find(after));
  REQUIRE(place != std::string::npos);
  text.replace(place, from.size(), to);
  return {RecordText(record_name, text), plate.audit};
}

}  // namespace

TEST_CASE("a record as its people left it matches") {
  CHECK(fault_of(applied_record()) == "matches");
  CHECK(fault_of(final_record()) == "matches");
}

TEST_CASE("one changed byte anywhere in a signed record is found") {
  const RecordAndAudit plate = final_record();
  const std::string& text = plate.record.text();
  constexpr std::size_t step = 997;  // arbitrary: some hundreds of places over the record
  std::size_t tried = 0;
  for (std::size_t at = 0; at < text.size(); at += step) {
    std::string edited = text;
    edited[at] = edited[at] == '1' ? '2' : '1';
    CAPTURE(at);
    std::string fault;
    try {
      fault = fault_of({RecordText(record_name, edited), plate.audit});
    } catch (const VerificationError& error) {
      fault = error.what();
    }
    CHECK(fault != "matches");
    ++tried;
  }
  CHECK(tried > 20);
}

TEST_CASE("the first thing that does not match is named") {
  const RecordAndAudit plate = final_record();
  CHECK(fault_of(changed(plate, "\"tool\"", "crossbreak", "crossbroke"))
            .starts_with("plate.calls.json: /signatures/0: A. Reviewer signed a record with the SHA-256 " +
                         sha256_hex(applied_record().record.text()) + "; this one was changed since: "));
  CHECK(fault_of(changed(plate, "\"signatures\"", "2026-03-06T09:10:00Z", "2026-03-06T09:10:01Z"))
            .starts_with("plate.calls.json: /signatures/1: B. Approver signed a record with the SHA-256 "));
  CHECK(fault_of(changed(plate, "\"signatures\"", "2026-03-06T10:10:00Z", "2026-03-06T10:10:01Z")) ==
        "plate.audit.jsonl:" + std::to_string(plate.release().events.size() + 2) +
            ": tells of a signature that the record does not hold");
  const std::string second = plate.release().events[1].id;
  CHECK(fault_of(changed(plate, "\"events\"", plate.release().events[0].id, second)) ==
        "plate.calls.json: /events/1/id: expected an id of its own, found that of an earlier event, " +
            second);
  CHECK(fault_of(changed(plate, "\"events\"", "2026-03-06T08:15:30Z", "yesterday")) ==
        "plate.calls.json: /events/0/at: expected a time in UTC such as 2026-03-06T08:15:30Z, found "
        "'yesterday'");
  CHECK(fault_of(changed(plate, "\"events\"", "2026-03-06T08:15:30Z", "2026-02-30T08:15:30Z")) ==
        "plate.calls.json: /events/0/at: expected a time in UTC such as 2026-03-06T08:15:30Z, found "
        "'2026-02-30T08:15:30Z'");
  CHECK(fault_of(changed(plate, "\"decisions\"", "A. Reviewer", "B. Approver")) ==
        "plate.calls.json: /decisions/0/by: expected the people of its events, found others");
}

TEST_CASE("without its audit a record does not match") {
  const RecordAndAudit plate = final_record();
  CHECK(message_of<VerificationError>([&] {
          verify(plate.record, plate.release(), {.audit = {}, .people = {}, .people_are_trusted = false});
        }) == "plate.calls.json: /audit: expected the audit file beside the record, found none");
}

TEST_CASE("a record is not final before all have signed") {
  const RecordAndAudit half =
      signed_by(applied_record(), "A. Reviewer", SignatureMeaning::Reviewed, "2026-03-06T09:10:00Z");
  CHECK(fault_of(half) == "matches");
  CHECK(fault_of(changed(half, "", "\"status\": \"reviewed\"", "\"status\": \"final\"")) ==
        "plate.calls.json: /status: expected 'reviewed' until all have signed, found 'final'");
  CHECK(fault_of(changed(final_record(), "", "\"status\": \"final\"", "\"status\": \"amended\"")) ==
        "plate.calls.json: /status: expected 'final', found 'amended'");
}

TEST_CASE("a preliminary record has nothing to verify") {
  const RecordText called(record_name, write_record(example_report()));
  CHECK(message_of<UndecidedError>([&] { verify(called, example_report().release, {}); }) ==
        "plate.calls.json: the record is preliminary: there is no review and no signature to check");
}

TEST_CASE("an event dated behind a signature was not there when it was made") {
  const RecordAndAudit late =
      reviewed(reviewed_by({accepted('a', "A. Reviewer", "00123", "2026-03-06T09:30:00Z")}));
  Report report = read_record(record_name, late.record.text());
  report.release.signatures.push_back({.by = "A. Reviewer",
                                       .at = "2026-03-06T09:10:00Z",
                                       .zone = "+08:00",
                                       .meaning = SignatureMeaning::Reviewed,
                                       .record_sha256 = sha256_hex(late.record.text()),
                                       .audit = late.audit.end(),
                                       .public_key = {},
                                       .signature = {}});
  CHECK(fault_of({RecordText(record_name, write_record(report)), late.audit}) ==
        "plate.calls.json: /signatures/0: the clock says 2026-03-06T09:10:00Z, earlier than event " +
            std::string(32, 'a') + " of A. Reviewer (2026-03-06T09:30:00Z); set it right");
}

TEST_CASE("one person cannot take back another's event") {
  ReviewEvent back = accepted('b', "C. Second", "00123", "2026-03-06T08:20:00Z");
  back.action = ReviewAction::Withdraw;
  back.replaces = {std::string(32, 'a')};
  Report report = reviewed_by({accepted('a', "A. Reviewer", "00123", "2026-03-06T08:15:30Z")});
  report.release.events.push_back(back);
  CHECK(fault_of(reviewed(report)) ==
        "plate.calls.json: /events/1/replaces: expected an event of C. Second, who takes it back, found one "
        "of A. "
        "Reviewer");
}

TEST_CASE("a signature by a key that the trusted list does not give its name does not match") {
  const SigningKey key_a = SigningKey::made();
  const SigningKey key_b = SigningKey::made();
  Laboratory people;
  people.file = "crossbreak.toml";
  people.people = {
      {.name = "A. Reviewer", .public_key = key_a.public_key(), .may = {SignatureMeaning::Reviewed}},
      {.name = "B. Approver", .public_key = key_b.public_key(), .may = {SignatureMeaning::Approved}}};
  const RecordAndAudit plate =
      signed_by(signed_by(applied_record(), "A. Reviewer", SignatureMeaning::Reviewed, "2026-03-06T09:10:00Z",
                          &key_a, people),
                "B. Approver", SignatureMeaning::Approved, "2026-03-06T10:10:00Z", &key_b, people);
  CHECK(fault_of(plate, people, true) == "matches");
  CHECK(fault_of(plate) == "matches");  // no list at hand: the keys match their signatures
  Laboratory trusted = people;
  trusted.people[0].public_key = SigningKey::made().public_key();
  CHECK(fault_of(plate, trusted, true) ==
        "plate.calls.json: /signatures/0: crossbreak.toml: expected the key " + trusted.people[0].public_key +
            " of A. Reviewer, found " + key_a.public_key());
  trusted = people;
  trusted.people.erase(trusted.people.begin());
  CHECK(fault_of(plate, trusted, true) ==
        "plate.calls.json: /signatures/0: crossbreak.toml: lists nobody called 'A. Reviewer'");
  // settings that were found, not named, may be newer than the signature
  CHECK(
      fault_of(plate, trusted) ==
      "plate.calls.json: /signatures/0: crossbreak.toml: lists nobody called 'A. Reviewer'; if the list has "
      "changed since it was signed, name the one of that time with --people FILE of 'crossbreak review "
      "verify'");
  // typed names, though the list says keys
  CHECK(fault_of(final_record(), people, true) ==
        "plate.calls.json: /signatures/0: crossbreak.toml: A. Reviewer signs with a key, found none");
  // another's signature in the place of this one
  const std::string forged = key_b.signature_of("another record");
  CHECK(fault_of(changed(plate, "\"signatures\"", plate.release().signatures[0].signature, forged)) ==
        "plate.calls.json: /signatures/0/signature: not made by the key " + key_a.public_key());
}

TEST_CASE("a record that one person makes final alone is not read") {
  Report report = applied_report();
  report.release.events.resize(1);
  report.release.decisions.resize(1);
  report.release.policy.signatures = 1;
  const RecordText text(record_name, write_record(report));
  CHECK(message_of<ReportError>([&] { read_record(record_name, text.text()); }) ==
        "plate.calls.json: /policy/signatures: expected at least 2 different people, found 1");
  report.release.policy.signatures = fewest_signatures;
  CHECK(fault_of(signed_by_both(reviewed(report)))
            .starts_with("plate.calls.json: its events do not decide what it says they do: plate.calls.json: "
                         "undecided: control "));
}

TEST_CASE("what a record says is what its events decide, though the called record is not at hand") {
  const auto fault_after = [](auto edit) {
    Report report = applied_report();
    edit(report);
    return fault_of(reviewed(report));
  };
  CHECK(fault_after([](Report&) {}) == "matches");
  const std::string undecided =
      "plate.calls.json: its events do not decide what it says they do: plate.calls.json: undecided: ";
  CHECK(fault_after([](Report& report) {
          report.release.events.pop_back();
          report.release.decisions.pop_back();
        }).starts_with(undecided + "patient "));
  CHECK(fault_after([](Report& report) {
          report.release.events.erase(report.release.events.begin());
          report.release.decisions.erase(report.release.decisions.begin());
        }).starts_with(undecided + "run example.eds;"));
  CHECK(fault_after([](Report& report) { report.release.decisions.pop_back(); }) ==
        "plate.calls.json: /decisions: expected what its events decide, found something else");
  const std::string other =
      "plate.calls.json: /patients/0: expected of '00123' what its events make of the call, found something "
      "else";
  CHECK(fault_after([](Report& report) { report.calls.patients[0].outcome = ReleaseOutcome::Withheld; }) ==
        other);
  CHECK(fault_after([](Report& report) { report.calls.patients[0].outcome.reset(); }) == other);
  CHECK(fault_after([](Report& report) {
          report.calls.patients[0].computed = PatientCallState::NotDetected;
        }) == other);
  CHECK(fault_after([](Report& report) {
          report.calls.patients[0].sets[0].computed = SetResult::Negative;
        }) == other);
}

TEST_CASE("a record with results that a reviewer changed matches without the called one") {
  DecisionRequest request;
  request.by = "A. Reviewer";
  request.accept = {"all"};
  request.changes = {"00123/D4-7=negative", "1-2/D2-8=inconclusive"};
  request.code = DecisionCode::Pipetting;
  const Report report = applied_report(request);
  REQUIRE(report.calls.patients[0].computed == PatientCallState::Deletion);
  CHECK(fault_of(reviewed(report)) == "matches");
  Report edited = report;
  edited.calls.patients[0].text.en += ".";
  CHECK(fault_of(reviewed(edited)) != "matches");
}

TEST_CASE("inputs, plate map and the replaced record are named with their hashes") {
  Report report = example_report();
  report.origin.map = "map.csv";
  report.origin.map_sha256 = std::string(64, '1');
  report.release.replaces =
      Replaced{.file = "old.calls.json", .sha256 = std::string(64, '2'), .reason = "typing", .changes = {}};
  const std::vector<NamedFile> files = files_named(report);
  REQUIRE(files.size() == report.inputs.size() + 2);
  CHECK(files[0].file == report.inputs[0].file);
  CHECK(files[0].sha256 == report.inputs[0].sha256);
  CHECK(files[files.size() - 2].file == "map.csv");
  CHECK(files.back().sha256 == std::string(64, '2'));
  CHECK(message_of<VerificationError>([] {
          check_file({.file = "plate.eds", .sha256 = std::string(64, '1')}, "a/plate.eds", "bytes");
        }) == "a/plate.eds: expected the SHA-256 " + std::string(64, '1') + ", as the record says, found " +
                  sha256_hex("bytes"));
}
