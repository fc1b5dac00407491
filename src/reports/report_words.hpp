// How reports show states and patients: symbols, capitals, sentences in a row. The words are in words/.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "record/report.hpp"
#include "words/joined.hpp"
#include "words/labels/common.hpp"

namespace crossbreak {

/// With a capital letter.
Words capitalised(Words words);

/// A state as it stands in a cell or heading: "Not detected".
template <class State>
Words label_of(State state) {
  return capitalised(words_of(state));
}

/// One character that says the state where colour does not: for sheets and pages, whose fonts have it.
std::string_view symbol_of(PatientCallState call);
std::string_view symbol_of(SetResult result);
std::string_view symbol_of(WellState state);
std::string_view symbol_of(ControlOutcome outcome);

/// The sample, with "(repeat 1)" behind it where it is one.
std::string patient_name(const PatientCall& patient, Language language);

/// "one; two" in English: the words that `words_of_item` gives of each.
template <class Items, class WordsOf>
std::string sentences_of(const Items& items, Language language, WordsOf words_of_item) {
  return joined(items, in(language, separators.semicolon),
                [&](const auto& item) { return in(language, words_of_item(item)); });
}

/// The wells by which a control or a patient's reference gene failed: those that carry the doubt, not all of
/// their sample.
std::set<std::size_t> failed_wells(const Calls& calls);

/// Without those that only confirm the call: explain and the record tell them.
std::string telling_reasons_in_words(const std::vector<Reason>& reasons, Language language);

std::string reasons_in_words(const std::vector<Reason>& reasons, Language language);

}  // namespace crossbreak
