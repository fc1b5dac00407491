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

Words titled(const Sentence& title, const Words& words) {
  return {std::string(title.en) + std::string(separators.colon.en) + words.en,
          std::string(title.zh) + std::string(separators.colon.zh) + words.zh};
}

Words call_in_words(PatientCallState call, const std::vector<std::string>& deletions) {
  const Words words = words_of(call);
  return deletions.empty() ? words : in_parentheses(words, listed(deletions));
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
  const bool is_partly_signed = release.status == RecordStatus::Reviewed && !release.signatures.empty();
  const Words status = is_partly_signed ? filled(release_labels.partly_signed,
                                                 field<"signed">(std::to_string(release.signatures.size())),
                                                 field<"asked">(std::to_string(release.policy.signatures)))
                                        : words_of(release.status);
  if (!release.replaces)
    return status;
  const std::vector<Words> clauses = {status,
                                      filled(release_labels.replaces, field<"file">(release.replaces->file),
                                             field<"reason">(release.replaces->reason))};
  return joined_clauses(clauses);
}

std::vector<Words> replaced_calls_in_words(const Release& release) {
  std::vector<Words> changes;
  if (!release.replaces)
    return changes;
  for (const ReplacedCall& change : release.replaces->changes) {
    const std::string repeat = change.repeat > 0 ? "#" + std::to_string(change.repeat) : "";
    changes.push_back(filled(release_labels.replaced_call, field<"sample">(change.sample + repeat),
                             field<"old">(call_in_words(change.old_call, change.old_deletions)),
                             field<"old_outcome">(words_of(change.old_outcome)),
                             field<"new">(call_in_words(change.new_call, change.new_deletions)),
                             field<"new_outcome">(words_of(change.new_outcome))));
  }
  return changes;
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

std::vector<Words> release_lines(const Release& release) {
  std::vector<Words> lines = {titled(release_labels.status, status_in_words(release))};
  if (const std::vector<Words> changes = replaced_calls_in_words(release); !changes.empty())
    lines.push_back(titled(release_labels.replaced_calls, joined_clauses(changes)));
  if (const Words signatures = signatures_in_words(release); !signatures.en.empty())
    lines.push_back(titled(release_labels.signatures, signatures));
  return lines;
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
