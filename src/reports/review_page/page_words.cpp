#include "reports/review_page/page_words.hpp"

#include "reports/report_words.hpp"
#include "words/labels/page.hpp"
#include "words/release.hpp"

namespace crossbreak::review_page {
namespace {

template <class State>
void add_states(Texts& words, Language language, const std::string& prefix, Words (*word)(State)) {
  for (const auto& [state, code] : codes_of(State{})) {
    words[prefix + std::string(code)] = in(language, word(state));
  }
}

}  // namespace

Texts page_words(Language language) {
  Texts words;
  add_states<WellState>(words, language, "state_", words_of);
  add_states<SetResult>(words, language, "state_", words_of);
  add_states<ControlOutcome>(words, language, "outcome_", words_of);
  add_states<ThresholdSource>(words, language, "source_", words_of);
  add_states<BaselineSource>(words, language, "source_", words_of);
  add_states<PatientCallState>(words, language, "call_", label_of);
  add_states<SampleRole>(words, language, "role_", label_of);
  add_states<RunStatus>(words, language, "status_", label_of);
  add_states<ReviewAction>(words, language, "action_", words_of);
  add_states<DecisionCode>(words, language, "code_", words_of);
  add_states<SignatureMeaning>(words, language, "meaning_", words_of);
  for (const PageLabel& label : page_labels) {
    words[std::string(label.key)] = in(language, label.words);
  }
  return words;
}

}  // namespace crossbreak::review_page
