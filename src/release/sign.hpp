// Signatures: who may sign a record, and what it becomes by that. Everyone whose decision stands signs it as
// reviewed, then another person as approved; it is final when both have happened and as many different people
// have signed as are asked for.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "pipeline/laboratory.hpp"
#include "record/release.hpp"
#include "record/report.hpp"
#include "release/audit.hpp"
#include "release/keys.hpp"
#include "release/record_text.hpp"

namespace crossbreak {

/// A signature that the record does not ask for: exit 2.
class SigningRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a record lacks yet before it is final.
struct MissingSignatures {
  std::vector<std::string> reviewers;  ///< whose decisions stand, and who have not signed as reviewed
  bool approver = false;
  int people = 0;  ///< how many more different people, at least
  bool none() const { return reviewers.empty() && !approver && people == 0; }
  bool operator==(const MissingSignatures&) const = default;
};

MissingSignatures missing_signatures(const Release& release);

/// Throws SigningRefused for a record with pseudonyms.
void check_may_be_released(const Report& report);

/// Throws UndecidedError for a record that was not reviewed, SigningRefused where this person cannot sign it
/// so: it is final; the person has signed it so; whoever decided or signed as reviewed cannot approve, nor
/// the other way round; nobody approves what a reviewer has not signed. Nothing of keys.
void check_may_sign(const Release& release, const std::string& name, SignatureMeaning meaning);

/// Whether the settings let this person decide: where they list people, those who may sign as reviewed.
/// Throws VerificationError.
void check_may_decide(const Laboratory& laboratory, const std::string& name);

/// Throws VerificationError where the settings list people, or `keys` says that they did, and the name is
/// none of them, or is signed without key, with another's key, or for what that person may not; and where a
/// key is used that no list tells whose it is. An empty key is a typed name.
void check_identity(const Laboratory& laboratory, bool keys, const std::string& name,
                    SignatureMeaning meaning, const std::string& public_key);

/// Whether a reviewed record's policy is that of its called record under the settings in force. Throws
/// VerificationError.
void check_policy(const SigningPolicy& policy, const SigningPolicy& called, const Laboratory& laboratory);

/// Throws SigningRefused where `at` is earlier than the last event or the last signature.
void check_clock(const Release& release, const std::string& at);

struct Signer {
  std::string name;
  SignatureMeaning meaning = SignatureMeaning::Reviewed;
  const SigningKey* key = nullptr;  ///< null: a typed name
  std::string zone;                 ///< of the signer's clock
};

struct SignedRecord {
  std::string text;
  Release release;  ///< what the text says; its policy is the settings' where they ask for more signatures
  Audit audit;
};

/// The record with one more signature, and the audit with its line. `release` is what the record says, and
/// both have been verified. Throws what the checks above throw. The time is the stamp's.
SignedRecord sign(const RecordText& record, const Release& release, const Audit& audit, const Signer& signer,
                  const Laboratory& laboratory, const AuditStamp& stamp);

}  // namespace crossbreak
