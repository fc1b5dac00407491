#include "reports/release_words.hpp"

#include <algorithm>

#include "words/labels/common.hpp"
#include "words/labels/release.hpp"

namespace crossbreak {
namespace {

bool all_have_keys(const std::vector<Signature>& signatures) {
  return std::none_of(signatures.begin(), signatures.end(),
                      [](const Signature& signature) { return signature.public_key.empty(); });
}

Words signature_in_words(const Signature& signature) {
  // Enough of a key to tell two people's apart by eye: arbitrary.
  constexpr std::size_t shown_of_key = 12;
  const Words words =
      filled(release_labels.signature, field<"meaning">(words_of(signature.meaning)),
             field<"name">(signature.by), field<"time">(signature.at), field<"zone">(signature.zone));
  if (signature.public_key.empty())
    return words;
  return filled(release_labels.with_key, field<"signature">(words),
                field<"key">(signature.public_key.substr(0, shown_of_key)));
}

template <class State>
std::optional<Words> change(const std::optional<State>& computed, State given) {
  if (!computed)
    return std::nullopt;
  return filled(release_labels.changed, field<"computed">(words_of(*computed)),
                field<"given">(words_of(given)));
}

}  // namespace

bool is_released(const Release& release) {
  return release.status == RecordStatus::Final || release.status == RecordStatus::Amended;
}

Words status_in_words(const Release& release) {
  if (release.status == RecordStatus::Reviewed && !release.signatures.empty())
    return filled(release_labels.partly_signed, field<"signed">(std::to_string(release.signatures.size())),
                  field<"asked">(std::to_string(release.policy.signatures)));
  const Words status = words_of(release.status);
  if (!release.replaces)
    return status;
  const std::vector<Words> clauses = {status,
                                      filled(release_labels.replaces, field<"file">(release.replaces->file),
                                             field<"reason">(release.replaces->reason))};
  return joined_clauses(clauses);
}

Words signatures_in_words(const Release& release) {
  if (release.signatures.empty())
    return {};
  std::vector<Words> clauses;
  for (const Signature& signature : release.signatures)
    clauses.push_back(signature_in_words(signature));
  const Words identity =
      words_of(all_have_keys(release.signatures) ? static_cast<const Sentence&>(release_labels.keys)
                                                 : release_labels.typed_names);
  return in_parentheses(joined_clauses(clauses), identity);
}

std::string identity_of_signers(const Release& release) {
  if (release.signatures.empty())
    return {};
  return all_have_keys(release.signatures) ? "keys" : std::string(release_labels.typed_names.en);
}

std::optional<Words> change_in_words(const SetCall& set) {
  return change(set.computed, set.result);
}

std::optional<Words> change_in_words(const PatientCall& patient) {
  return change(patient.computed, patient.call);
}

std::vector<Words> changes_in_words(const PatientCall& patient) {
  std::vector<Words> changes;
  if (const auto of_call = change_in_words(patient))
    changes.push_back(*of_call);
  for (const SetCall& set : patient.sets)
    if (const auto of_set = change_in_words(set))
      changes.push_back({set.set + separators.colon.en.data() + of_set->en,
                         set.set + separators.colon.zh.data() + of_set->zh});
  return changes;
}

}  // namespace crossbreak
