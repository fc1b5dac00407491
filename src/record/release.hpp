// What became of a call: events of its review, the decisions that stand, and signatures. Only values; a
// record as called has none of them. Times are ISO 8601 in UTC, "2026-03-06T08:15:30Z".
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "run/well.hpp"
#include "words/call_states.hpp"
#include "words/release.hpp"
#include "words/roles.hpp"

namespace crossbreak {

/// What an event is about: a run; a control of it and a set; a patient; or a well. Which members are set says
/// which: `control` (empty for one that the plate lacks, which `role` then tells), `sample`, `well`. Their
/// order means nothing.
struct ReviewSubject {
  std::size_t run = 0;                 ///< as ReportInput::run; of a patient that of the first well
  std::optional<std::string> control;  ///< sample name
  std::optional<SampleRole> role;      ///< of a control that the plate lacks
  std::optional<std::string> set;      ///< of a control
  std::optional<std::string> sample;   ///< of a patient
  std::optional<int> repeat;           ///< of a patient, as PatientCall::repeat
  std::optional<Well> well;
  std::optional<std::string> target;  ///< of a well, as in the file; absent: all of the well
  auto operator<=>(const ReviewSubject&) const = default;
};

/// A set that an override changes or a repeat asks for.
struct ReviewedSet {
  std::string set;
  std::optional<SetResult> from;  ///< of an override: as called
  std::optional<SetResult> to;    ///< of an override
  auto operator<=>(const ReviewedSet&) const = default;
};

/// One event of a review. Nothing of it is ever changed; a later event replaces or withdraws it.
struct ReviewEvent {
  std::string id;    ///< 128 random bits, 32 lower-case hex digits
  std::string at;    ///< UTC
  std::string zone;  ///< of who made it, "+08:00"
  std::string by;    ///< name as typed
  ReviewSubject subject;
  ReviewAction action = ReviewAction::Comment;
  std::optional<DecisionCode> code;
  std::string words;
  std::vector<ReviewedSet> sets;      ///< of override and repeat
  std::string old_call;               ///< of an override: code of the patient's call before
  std::string new_call;               ///< and after it
  std::vector<std::string> replaces;  ///< ids of earlier events; of a withdrawal: of the event taken back
  bool operator==(const ReviewEvent&) const = default;
};

/// What stands of a subject when all events are taken together.
struct Decision {
  ReviewSubject subject;
  ReviewAction action = ReviewAction::Accept;
  std::vector<std::string> by;      ///< who decided so, in the order of their events
  std::vector<std::string> events;  ///< ids
  bool operator==(const Decision&) const = default;
};

/// Where the audit file stood: lines taken off its end show.
struct AuditEnd {
  std::size_t lines = 0;
  std::string sha256;  ///< of the last line
  bool operator==(const AuditEnd&) const = default;
};

struct Signature {
  std::string by;
  std::string at;
  std::string zone;
  SignatureMeaning meaning = SignatureMeaning::Reviewed;
  std::string
      record_sha256;  ///< of this file as it was: status reviewed, with the signatures before this one
  std::optional<AuditEnd> audit;  ///< as that file had it
  std::string public_key;         ///< Ed25519, base64; empty: a typed name, identity not verified
  std::string signature;          ///< Ed25519 over what is signed, base64; empty likewise
  bool operator==(const Signature&) const = default;
};

/// A patient of whom a record says otherwise than the one that it takes the place of.
struct ReplacedCall {
  std::string sample;
  int repeat = 0;
  PatientCallState old_call = PatientCallState::Incomplete;
  std::vector<std::string> old_deletions;
  ReleaseOutcome old_outcome = ReleaseOutcome::Released;
  PatientCallState new_call = PatientCallState::Incomplete;
  std::vector<std::string> new_deletions;
  ReleaseOutcome new_outcome = ReleaseOutcome::Released;
  bool operator==(const ReplacedCall&) const = default;
};

/// The record that an amended one takes the place of.
struct Replaced {
  std::string file;
  std::string sha256;
  std::string reason;
  std::vector<ReplacedCall> changes;  ///< in the order of the patients; empty: only signatures or remarks
  bool operator==(const Replaced&) const = default;
};

/// How many must sign, and by which settings.
struct SigningPolicy {
  int signatures = 2;             ///< different people, at least
  bool keys = false;              ///< people are listed with their keys
  bool exclude_controls = false;  ///< a reviewer may leave out wells of controls
  std::string settings_sha256;    ///< of the laboratory's settings; empty: none
  bool operator==(const SigningPolicy&) const = default;
};

struct Release {
  RecordStatus status = RecordStatus::Preliminary;
  std::string of;                    ///< SHA-256 of the called record; empty: this is the called record
  std::optional<Replaced> replaces;  ///< of an amended record
  SigningPolicy policy;
  std::vector<ReviewEvent> events;  ///< oldest first
  std::vector<Decision> decisions;  ///< run, controls, patients, wells
  std::vector<Signature> signatures;
  std::optional<AuditEnd> audit;
  bool operator==(const Release&) const = default;
};

/// An option that a call was asked for, so that it can be made again: "role", "X=PC47".
struct CallOption {
  std::string name;   ///< without dashes
  std::string value;  ///< of a file: its name without folder
  bool operator==(const CallOption&) const = default;
};

/// What beside run, panel and profile a call was made from.
struct CallOrigin {
  std::vector<CallOption> options;                  ///< in the order of the options' names
  std::optional<std::string> map;                   ///< file name of the plate map
  std::string map_sha256;                           ///< empty where there is none
  std::optional<std::string> repeats;               ///< file name of an earlier run's worklist
  std::string repeats_sha256;                       ///< empty where there is none
  std::optional<std::string> metadata = {};         ///< file name of what the laboratory notes beside the run
  std::optional<std::string> metadata_sha256 = {};  ///< absent likewise
  std::optional<std::string> before;  ///< SHA-256 of the called record that excluded wells were taken from
  bool operator==(const CallOrigin&) const = default;
};

}  // namespace crossbreak
