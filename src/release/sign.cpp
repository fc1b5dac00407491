#include "release/sign.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "record/pseudonyms.hpp"
#include "release/release_error.hpp"
#include "run/input_limits.hpp"
#include "run/person_name.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

std::string code_text(SignatureMeaning meaning) {
  return std::string(code_of(meaning));
}

bool has_signed(const Release& release, std::string_view name, SignatureMeaning meaning) {
  const std::string person = folded_person_name(name);
  return std::any_of(release.signatures.begin(), release.signatures.end(), [&](const Signature& signature) {
    return signature.meaning == meaning && folded_person_name(signature.by) == person;
  });
}

bool has_decided(const Release& release, std::string_view name) {
  const std::string person = folded_person_name(name);
  return std::any_of(release.decisions.begin(), release.decisions.end(), [&](const Decision& decision) {
    return std::any_of(decision.by.begin(), decision.by.end(),
                       [&](const std::string& by) { return folded_person_name(by) == person; });
  });
}

std::string joined_names(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

MissingSignatures missing_signatures(const Release& release) {
  MissingSignatures missing;
  std::set<std::string> seen;  // who have signed as reviewed, and who are told already
  for (const Signature& signature : release.signatures)
    if (signature.meaning == SignatureMeaning::Reviewed)
      seen.insert(folded_person_name(signature.by));
  for (const Decision& decision : release.decisions)
    for (const std::string& by : decision.by)
      if (seen.insert(folded_person_name(by)).second)
        missing.reviewers.push_back(by);
  std::set<std::string> people;
  missing.approver = true;
  for (const Signature& signature : release.signatures) {
    people.insert(folded_person_name(signature.by));
    if (signature.meaning == SignatureMeaning::Approved)
      missing.approver = false;
  }
  missing.people = std::max(0, release.policy.signatures - static_cast<int>(people.size()));
  return missing;
}

void check_may_be_released(const Report& report) {
  if (pseudonyms_of(report))
    throw SigningRefused(
        "the record is pseudonymised: it names nobody whom a result could be released of; sign the record of "
        "the same call that has their names");
}

void check_may_sign(const Release& release, const std::string& name, SignatureMeaning meaning) {
  if (const auto wanted = why_no_person_name(name))
    throw SigningRefused("expected " + *wanted + ", found '" + printable(name) + "'");
  if (release.status == RecordStatus::Preliminary)
    throw UndecidedError(
        "the record is preliminary: nobody has decided it; 'crossbreak review apply' makes the "
        "reviewed record that can be signed");
  if (release.status != RecordStatus::Reviewed)
    throw SigningRefused(
        fmt::format("the record is {}: it takes no more signatures; 'crossbreak review amend' "
                    "makes one in its place",
                    code_of(release.status)));
  if (release.signatures.size() >= most_signatures_of_record)
    throw SigningRefused(
        fmt::format("the record has {} signatures: it takes no more", release.signatures.size()));
  if (has_signed(release, name, meaning))
    throw SigningRefused(fmt::format("{} has signed the record as {}", name, code_text(meaning)));
  if (meaning == SignatureMeaning::Reviewed) {
    if (has_signed(release, name, SignatureMeaning::Approved))
      throw SigningRefused(name + " has signed the record as approved; another person must review it");
    return;
  }
  if (has_decided(release, name) || has_signed(release, name, SignatureMeaning::Reviewed))
    throw SigningRefused(name + " has reviewed the record; another person must approve it");
  if (const MissingSignatures missing = missing_signatures(release); !missing.reviewers.empty())
    throw SigningRefused("the record cannot be approved before all who decided have signed it as reviewed: " +
                         joined_names(missing.reviewers));
}

void check_may_decide(const Laboratory& laboratory, const std::string& name) {
  if (laboratory.people.empty())
    return;
  const Person* person = person_named(laboratory, name);
  if (person == nullptr || !person->may.contains(SignatureMeaning::Reviewed))
    throw VerificationError(
        fmt::format("{}: {} may not decide: only who may sign as reviewed", laboratory.file,
                    person == nullptr ? "'" + printable(name) + "', who is not listed," : person->name));
}

void check_identity(const Laboratory& laboratory, bool keys, const std::string& name,
                    SignatureMeaning meaning, const std::string& public_key) {
  const std::string settings = laboratory.file.empty() ? "the settings" : laboratory.file;
  if (laboratory.people.empty()) {
    if (!public_key.empty())
      throw VerificationError(fmt::format("the key of {} is nobody's: {} list no people", name, settings));
    if (keys)
      throw VerificationError("the record asks for keys, and " + settings +
                              " list no people; name the settings with --settings");
    return;
  }
  const Person* person = person_named(laboratory, name);
  if (person == nullptr)
    throw VerificationError(fmt::format("{}: lists nobody called '{}'", settings, name));
  if (public_key.empty())
    throw VerificationError(fmt::format("{}: {} signs with a key, found none", settings, person->name));
  if (public_key != person->public_key)
    throw VerificationError(fmt::format("{}: expected the key {} of {}, found {}", settings,
                                        person->public_key, person->name, public_key));
  if (!person->may.contains(meaning))
    throw VerificationError(
        fmt::format("{}: {} may not sign as {}", settings, person->name, code_text(meaning)));
}

void check_policy(const SigningPolicy& policy, const SigningPolicy& called, const Laboratory& laboratory) {
  if (policy == policy_in_force(called, laboratory))
    return;
  const std::string settings = laboratory.file.empty() ? "no settings" : laboratory.file;
  throw VerificationError(
      fmt::format("the record was made under other settings (SHA-256 {}) than are in force now ({}, SHA-256 "
                  "{}): make it again with 'crossbreak review apply', or name those settings with --settings",
                  policy.settings_sha256.empty() ? "none" : policy.settings_sha256, settings,
                  laboratory.sha256.empty() ? "none" : laboratory.sha256));
}

void check_clock(const Release& release, const std::string& at) {
  for (const ReviewEvent& event : release.events)
    if (at < event.at)
      throw SigningRefused(fmt::format("the clock says {}, earlier than event {} of {} ({}); set it right",
                                       at, event.id, event.by, event.at));
  for (const Signature& signature : release.signatures)
    if (at < signature.at)
      throw SigningRefused(
          fmt::format("the clock says {}, earlier than the signature of {} ({}); set it right", at,
                      signature.by, signature.at));
}

SignedRecord sign(const RecordText& record, const Release& release, const Audit& audit, const Signer& signer,
                  const Laboratory& laboratory, const AuditStamp& stamp) {
  Release after = release;
  check_may_sign(after, signer.name, signer.meaning);
  Signature signature{.by = signer.name,
                      .at = stamp.at,
                      .zone = signer.zone,
                      .meaning = signer.meaning,
                      .record_sha256 = sha256_hex(record.text()),
                      .audit = release.audit,
                      .public_key = {},
                      .signature = {}};
  if (signer.key != nullptr)
    signature.public_key = signer.key->public_key();
  check_identity(laboratory, release.policy.keys, signer.name, signer.meaning, signature.public_key);
  check_clock(release, stamp.at);
  if (signer.key != nullptr)
    signature.signature = signer.key->signature_of(signed_words(signature));

  after.signatures.push_back(signature);
  if (missing_signatures(after).none())
    after.status = release.replaces ? RecordStatus::Amended : RecordStatus::Final;
  const Audit longer = with_line(audit, true, signature_hash(signature), stamp);
  after.audit = longer.end();
  return {.text = record.with_signature(signature, after.status, *after.audit),
          .release = after,
          .audit = longer};
}

}  // namespace crossbreak
