// What became of a call, as every report says it: status, signatures, what a reviewer changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "record/report.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// Whether results of this record may leave the laboratory: it is final, or amended.
bool is_released(const Release& release);

/// "preliminary"; of a record that is signed in part how many have signed; of an amended one what it
/// replaces and why.
Words status_in_words(const Release& release);

/// "P1: was deletion (D4-7), released; now not detected, released" of each patient of whom an amended record
/// says otherwise than the one that it replaces.
std::vector<Words> replaced_calls_in_words(const Release& release);

/// "reviewed by A. Reviewer, 2026-03-06T08:15:30Z (+08:00); ... (typed names, identity not verified)"; empty
/// without signatures. Whether keys belong to their people only 'review verify' checks.
Words signatures_in_words(const Release& release);

/// What stands at the head of every report: "Status: amended; replaces plate.calls.json: wrong tube", what
/// changed by it, and "Signatures: ..."; those of them that there are.
std::vector<Words> release_lines(const Release& release);

/// The code of how the signers are known: "typed names, identity not verified" where any has no key, else
/// "keys"; empty without signatures.
std::string identity_of_signers(const Release& release);

/// "computed negative, changed to positive"; nothing where no reviewer changed it.
std::optional<Words> change_in_words(const SetCall& set);
std::optional<Words> change_in_words(const PatientCall& patient);

/// That of the patient's call, then "D4-7: computed negative, changed to positive" of each set that was
/// changed.
std::vector<Words> changes_in_words(const PatientCall& patient);

}  // namespace crossbreak
