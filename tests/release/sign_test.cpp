#include "release/sign.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "message_of.hpp"
#include "record/pseudonyms.hpp"
#include "release/release_error.hpp"
#include "release/verify.hpp"
#include "reviewed_record.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

constexpr auto reviewed_as = SignatureMeaning::Reviewed;
constexpr auto approved_as = SignatureMeaning::Approved;

RecordAndAudit signed_by(const RecordAndAudit& before, const Signer& signer, const std::string& at,
                         const Laboratory& laboratory = {}) {
  const SignedRecord after =
      sign(before.record, before.release(), before.audit, signer, laboratory, stamp_at(at));
  return {RecordText(record_name, after.text), after.audit};
}

Signer typed(const std::string& name, SignatureMeaning meaning) {
  return {.name = name, .meaning = meaning, .key = nullptr, .zone = "+08:00"};
}

std::string why_not(const RecordAndAudit& record, const Signer& signer, const std::string& at,
                    const Laboratory& laboratory = {}) {
  try {
    signed_by(record, signer, at, laboratory);
  } catch (const SigningRefused& error) {
    return error.what();
  } catch (const VerificationError& error) {
    return std::string("7: ") + error.what();
  } catch (const UndecidedError& error) {
    return std::string("5: ") + error.what();
  }
  return "signed";
}

const std::string nine = "2026-03-06T09:10:00Z";
const std::string ten = "2026-03-06T10:10:00Z";

}  // namespace

TEST_CASE("a record with pseudonyms is never released") {
  Report report;
  CHECK(message_of<SigningRefused>([&] { check_may_be_released(report); }) == "nothing thrown");
  note_pseudonyms(report, std::string(32, 'a'));
  CHECK(message_of<SigningRefused>([&] { check_may_be_released(report); }) ==
        "the record is pseudonymised: it names nobody whom a result could be released of; sign the record of "
        "the same call that has their names");
}

TEST_CASE("a reviewer and another person who approves make a record final") {
  const RecordAndAudit start = applied_record();
  CHECK(missing_signatures(start.release()) ==
        MissingSignatures{.reviewers = {"A. Reviewer"}, .approver = true, .people = 2});
  const RecordAndAudit first = signed_by(start, typed("A. Reviewer", reviewed_as), nine);
  CHECK(first.release().status == RecordStatus::Reviewed);
  CHECK(missing_signatures(first.release()) ==
        MissingSignatures{.reviewers = {}, .approver = true, .people = 1});
  const RecordAndAudit second = signed_by(first, typed("B. Approver", approved_as), ten);
  CHECK(second.release().status == RecordStatus::Final);
  CHECK(missing_signatures(second.release()).none());
  CHECK(second.audit.lines.size() == start.audit.lines.size() + 2);
  CHECK(message_of<VerificationError>([&] {
          verify(second.record, second.release(),
                 {.audit = second.audit, .people = {}, .people_are_trusted = false});
        }) == "nothing thrown");
}

TEST_CASE("each signature holds the hash of the file as it was before it") {
  const RecordAndAudit start = reviewed_record();
  const RecordAndAudit first = signed_by(start, typed("A. Reviewer", reviewed_as), nine);
  const RecordAndAudit second = signed_by(first, typed("B. Approver", approved_as), ten);
  const Release release = second.release();
  CHECK(release.signatures[0].record_sha256 == sha256_hex(start.record.text()));
  CHECK(release.signatures[1].record_sha256 == sha256_hex(first.record.text()));
  CHECK(release.signatures[0].at == nine);
  CHECK(release.signatures[0].zone == "+08:00");
}

TEST_CASE("everyone whose decision stands signs as reviewed before anyone approves") {
  const RecordAndAudit two =
      reviewed(reviewed_by({accepted('a', "A. Reviewer", "00123", "2026-03-06T08:15:30Z"),
                            accepted('b', "C. Second", "1-2", "2026-03-06T08:16:00Z")}));
  const RecordAndAudit first = signed_by(two, typed("A. Reviewer", reviewed_as), nine);
  CHECK(why_not(first, typed("B. Approver", approved_as), ten) ==
        "the record cannot be approved before all who decided have signed it as reviewed: C. Second");
  const RecordAndAudit second = signed_by(first, typed("C. Second", reviewed_as), ten);
  CHECK(second.release().status == RecordStatus::Reviewed);
  CHECK(signed_by(second, typed("B. Approver", approved_as), ten).release().status == RecordStatus::Final);
}

TEST_CASE("names that fold alike are one person") {
  const RecordAndAudit first = signed_by(reviewed_record(), typed("A. Reviewer", reviewed_as), nine);
  for (const char* name : {"A. Reviewer", "A.Reviewer", "a. reviewer", "Ａ. Reviewer", " A.  REVIEWER"}) {
    CAPTURE(name);
    CHECK(why_not(first, typed(name, approved_as), ten) ==
          std::string(name) + " has reviewed the record; another person must approve it");
    CHECK(why_not(first, typed(name, reviewed_as), ten) ==
          std::string(name) + " has signed the record as reviewed");
  }
  CHECK(signed_by(reviewed_record(), typed("a.reviewer", reviewed_as), nine).release().signatures.size() ==
        1);
}

TEST_CASE("whoever decided cannot approve, signed or not") {
  CHECK(why_not(reviewed_record(), typed("A. Reviewer", approved_as), nine) ==
        "A. Reviewer has reviewed the record; another person must approve it");
}

TEST_CASE("as many different people sign as the policy asks for, and settings may ask for more") {
  Report report = reviewed_by({accepted('a', "A. Reviewer", "00123", "2026-03-06T08:15:30Z")});
  report.release.policy.signatures = 3;
  const RecordAndAudit second =
      signed_by(signed_by(reviewed(report), typed("A. Reviewer", reviewed_as), nine),
                typed("B. Approver", approved_as), ten);
  CHECK(second.release().status == RecordStatus::Reviewed);
  CHECK(missing_signatures(second.release()) ==
        MissingSignatures{.reviewers = {}, .approver = false, .people = 1});
  CHECK(why_not(second, typed("B. Approver", reviewed_as), ten) ==
        "B. Approver has signed the record as approved; another person must review it");
  CHECK(signed_by(second, typed("C. Third", reviewed_as), ten).release().status == RecordStatus::Final);
}

TEST_CASE("settings in force ask for more than those of the call, never for less") {
  const SigningPolicy called{
      .signatures = 2, .keys = false, .exclude_controls = true, .settings_sha256 = "old"};
  CHECK(policy_in_force(called, {}) == called);
  Laboratory settings;
  settings.sha256 = "new";
  settings.signatures = 1;
  CHECK(policy_in_force(called, settings) ==
        SigningPolicy{.signatures = 2, .keys = false, .exclude_controls = true, .settings_sha256 = "new"});
  settings.signatures = 3;
  settings.people.emplace_back();
  const SigningPolicy asked{
      .signatures = 3, .keys = true, .exclude_controls = true, .settings_sha256 = "new"};
  CHECK(policy_in_force(called, settings) == asked);
  CHECK_NOTHROW(check_policy(asked, called, settings));
  settings.file = "crossbreak.toml";
  CHECK(message_of<VerificationError>([&] { check_policy(called, called, settings); }) ==
        "the record was made under other settings (SHA-256 old) than are in force now (crossbreak.toml, "
        "SHA-256 new): make it again with 'crossbreak review apply', or name those settings with --settings");
}

TEST_CASE("a clock that goes backwards signs nothing") {
  CHECK(why_not(reviewed_record(), typed("A. Reviewer", reviewed_as), "2026-03-06T08:15:59Z") ==
        "the clock says 2026-03-06T08:15:59Z, earlier than event " + std::string(32, 'b') +
            " of A. Reviewer (2026-03-06T08:16:00Z); set it right");
  const RecordAndAudit first = signed_by(reviewed_record(), typed("A. Reviewer", reviewed_as), ten);
  CHECK(why_not(first, typed("B. Approver", approved_as), nine) ==
        "the clock says 2026-03-06T09:10:00Z, earlier than the signature of A. Reviewer "
        "(2026-03-06T10:10:00Z); "
        "set it right");
  CHECK(why_not(first, typed("B. Approver", approved_as), ten) == "signed");
}

TEST_CASE("a preliminary record cannot be signed, nor a final one again") {
  Report report = example_report();
  const RecordText called(record_name, write_record(report));
  CHECK(
      message_of<UndecidedError>([&] { check_may_sign(report.release, "A", reviewed_as); }) ==
      "the record is preliminary: nobody has decided it; 'crossbreak review apply' makes the reviewed record "
      "that can be signed");
  const RecordAndAudit done = signed_by(signed_by(reviewed_record(), typed("A. Reviewer", reviewed_as), nine),
                                        typed("B. Approver", approved_as), ten);
  CHECK(why_not(done, typed("C", approved_as), ten) ==
        "the record is final: it takes no more signatures; 'crossbreak review amend' makes one in its place");
}

TEST_CASE("a record takes as many signatures as can be checked") {
  Release release;
  release.status = RecordStatus::Reviewed;
  for (int i = 0; i < 99; ++i)
    release.signatures.push_back({.by = "P" + std::to_string(i),
                                  .at = nine,
                                  .zone = "+08:00",
                                  .meaning = reviewed_as,
                                  .record_sha256 = {},
                                  .audit = {},
                                  .public_key = {},
                                  .signature = {}});
  CHECK(message_of<SigningRefused>([&] { check_may_sign(release, "A", reviewed_as); }) == "nothing thrown");
  release.signatures.push_back(release.signatures.back());
  CHECK(message_of<SigningRefused>([&] { check_may_sign(release, "A", reviewed_as); }) ==
        "the record has 100 signatures: it takes no more");
}

TEST_CASE("those who have not signed yet are named once, in the order of their decisions") {
  Release release;
  for (const char* by : {"B. Second", "A. Reviewer", "b.second", "C. Third", "a. reviewer"})
    release.decisions.push_back({.subject = {}, .action = ReviewAction::Accept, .by = {by}, .events = {}});
  CHECK(missing_signatures(release).reviewers ==
        std::vector<std::string>{"B. Second", "A. Reviewer", "C. Third"});
  Signature signature;
  signature.by = "a.reviewer";
  signature.meaning = approved_as;
  release.signatures = {signature};
  CHECK(missing_signatures(release).reviewers.size() == 3);
  release.signatures.front().meaning = reviewed_as;
  CHECK(missing_signatures(release).reviewers == std::vector<std::string>{"B. Second", "C. Third"});
}

TEST_CASE("a record that replaces another ends amended") {
  Report report = reviewed_by({accepted('a', "A. Reviewer", "00123", "2026-03-06T08:15:30Z")});
  report.release.replaces =
      Replaced{.file = "old.calls.json", .sha256 = std::string(64, '0'), .reason = "typing", .changes = {}};
  const RecordAndAudit first = signed_by(reviewed(report), typed("A. Reviewer", reviewed_as), nine);
  CHECK(first.release().status == RecordStatus::Reviewed);
  CHECK(signed_by(first, typed("B. Approver", approved_as), ten).release().status == RecordStatus::Amended);
}

TEST_CASE("a name is one line with letters of one script in it") {
  for (const char* name : {"", " ", "A\nB", "\u200B"}) {
    CAPTURE(name);
    CHECK(why_not(reviewed_record(), typed(name, reviewed_as), nine)
              .starts_with("expected a person's name on one line, found '"));
  }
  CHECK(why_not(reviewed_record(), typed("A. Reviewer;B. Other", reviewed_as), nine) ==
        "expected a person's name without ';', which joins names, found 'A. Reviewer;B. Other'");
  CHECK(why_not(reviewed_record(), typed("A. Revi\u0435wer", reviewed_as), nine)
            .starts_with("expected a person's name in one script, "));
}

TEST_CASE("nobody signs twice under names that look the same") {
  const RecordAndAudit once = signed_by(reviewed_record(), typed("A. Reviewer", reviewed_as), nine);
  for (const char* name :
       {"A. Rev\u00ADiewer", "A. Reviewer\u2800", "\uFEFFA. REVIEWER", "A. Re\u2060viewer"}) {
    CAPTURE(name);
    CHECK_FALSE(why_not(once, typed(name, approved_as), ten).empty());
  }
  CHECK(signed_by(once, typed("B. Approver", approved_as), ten).release().status == RecordStatus::Final);
}

TEST_CASE("a listed person signs with their own key, for what they may") {
  const SigningKey key_a = SigningKey::made();
  const SigningKey key_b = SigningKey::made();
  Laboratory laboratory;
  laboratory.file = "crossbreak.toml";
  laboratory.people = {{.name = "A. Reviewer", .public_key = key_a.public_key(), .may = {reviewed_as}},
                       {.name = "B. Approver", .public_key = key_b.public_key(), .may = {approved_as}}};
  const auto with_key = [](const std::string& name, SignatureMeaning meaning, const SigningKey& key) {
    Signer signer = typed(name, meaning);
    signer.key = &key;
    return signer;
  };
  const RecordAndAudit start = applied_record();
  CHECK(why_not(start, typed("A. Reviewer", reviewed_as), nine, laboratory) ==
        "7: crossbreak.toml: A. Reviewer signs with a key, found none");
  CHECK(why_not(start, with_key("A. Reviewer", reviewed_as, key_b), nine, laboratory) ==
        "7: crossbreak.toml: expected the key " + key_a.public_key() + " of A. Reviewer, found " +
            key_b.public_key());
  CHECK(why_not(start, with_key("D. Nobody", reviewed_as, key_a), nine, laboratory) ==
        "7: crossbreak.toml: lists nobody called 'D. Nobody'");
  CHECK(why_not(start, with_key("A. Reviewer", reviewed_as, key_a), nine) ==
        "7: the key of A. Reviewer is nobody's: the settings list no people");
  const RecordAndAudit first = signed_by(start, with_key("A.Reviewer", reviewed_as, key_a), nine, laboratory);
  CHECK(why_not(first, with_key("B. Approver", reviewed_as, key_b), ten, laboratory) ==
        "7: crossbreak.toml: B. Approver may not sign as reviewed");
  const RecordAndAudit second =
      signed_by(first, with_key("B. Approver", approved_as, key_b), ten, laboratory);
  CHECK(second.release().status == RecordStatus::Final);
  CHECK(message_of<VerificationError>([&] {
          verify(second.record, second.release(),
                 {.audit = second.audit, .people = laboratory, .people_are_trusted = true});
        }) == "nothing thrown");
}

TEST_CASE("a record that asks for keys is not signed where the settings list nobody") {
  Report report = reviewed_by({accepted('a', "A. Reviewer", "00123", "2026-03-06T08:15:30Z")});
  report.release.policy.keys = true;
  CHECK(why_not(reviewed(report), typed("A. Reviewer", reviewed_as), nine) ==
        "7: the record asks for keys, and the settings list no people; name the settings with --settings");
}
