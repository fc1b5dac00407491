// What became of a call, as every report says it: status, signatures, what a reviewer changed.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/report.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// Whether results of this record may leave the laboratory: it is final, or amended.
bool is_released(const Release& release);

/// How many people must sign: all whose decisions stand and an approver, and as many as the record asks for.
std::size_t signatures_asked(const Release& release);

/// "preliminary"; of a record that is signed in part how many have signed; of an amended one what it
/// replaces and why.
Words status_in_words(const Release& release);

/// "P1: was deletion (D4-7), released; now not detected, released" of each patient of whom an amended record
/// says otherwise than the one that it replaces.
std::vector<Words> replaced_calls_in_words(const Release& release);

/// "reviewed by A. Reviewer, 2026-03-06T08:15:30Z (+08:00); ... (typed names, identity not verified)"; empty
/// without signatures. Whether keys belong to their people only 'review verify' checks.
Words signatures_in_words(const Release& release);

/// Whether a key stands behind every one of them.
bool all_have_keys(const std::vector<Signature>& signatures);

/// How the signers are known; of a record with signatures.
Words identity_in_words(const Release& release);

/// What stands at the head of every report: "Status: amended; replaces plate.calls.json: wrong tube", what
/// changed by it, "Not released: P1 (withheld)", and "Signatures: ..."; those of them that there are.
std::vector<Words> release_lines(const Report& report);

/// The code of how the signers are known: "typed names, identity not verified" where any has no key, else
/// "keys"; empty without signatures.
std::string identity_of_signers(const Release& release);

/// "to be repeated (D4-7, D2-8)", "overridden (D4-7 = negative)": what an event does to its subject.
Words action_in_words(const ReviewEvent& event);

/// "computed negative, changed to positive"; nothing where no reviewer changed it.
std::optional<Words> change_in_words(const SetCall& set);

/// What stands beside a patient's call: that it was changed, that it is withheld or asked for again; nothing
/// where it leaves the laboratory as computed, or nothing is decided.
std::optional<Words> note_in_words(const PatientCall& patient);

/// The events of a record by the patients whom they are about, for all of them. It refers to the report.
class PatientEvents {
 public:
  explicit PatientEvents(const Report& report);

  /// The events that decide of a patient in a reviewed record, its own or those of its run; none where
  /// nothing is decided.
  std::vector<const ReviewEvent*> deciding(const PatientCall& patient) const;

  /// What was decided of a patient otherwise than to accept it, by whom and why: "computed deletion, changed
  /// to not detected", "D4-7: computed negative, changed to positive", "rejected: the result is withheld, by
  /// A. Reviewer: samples swapped"; then the remarks on it.
  std::vector<Words> decisions_in_words(const PatientCall& patient) const;

 private:
  using Name = std::pair<std::string_view, int>;  ///< sample and repeat

  const Report& report_;
  std::map<std::string_view, std::vector<std::size_t>> events_;    ///< places, by id
  std::map<Name, std::vector<const ReviewEvent*>> remarks_;        ///< on patients
  std::map<Name, std::vector<std::size_t>> decisions_;             ///< places of those on patients
  std::map<std::size_t, std::vector<std::size_t>> run_decisions_;  ///< of those that withhold a run
};

}  // namespace crossbreak
