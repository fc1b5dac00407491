#include <initializer_list>
#include <vector>

#include <doctest/doctest.h>

#include "words/call_states.hpp"
#include "words/reasons.hpp"
#include "words/roles.hpp"

using namespace crossbreak;

namespace {

template <typename State>
Words all_words(std::initializer_list<State> states) {
  std::vector<Words> words;
  for (const State state : states)
    words.push_back(words_of(state));
  return listed(words);
}

}  // namespace

TEST_CASE("every state has its words") {
  CHECK(all_words({WellState::Negative, WellState::Positive, WellState::Late, WellState::Inconclusive,
                   WellState::LeftOut}) ==
        Words{"negative, positive, late, inconclusive, left out", "阴性、阳性、偏晚、可疑、不计入"});
  CHECK(all_words({SetResult::Positive, SetResult::Negative, SetResult::Inconclusive, SetResult::Invalid,
                   SetResult::Missing}) ==
        Words{"positive, negative, inconclusive, invalid, no result", "阳性、阴性、可疑、无效、无结果"});
  CHECK(
      all_words({PatientCallState::Deletion, PatientCallState::Mixed, PatientCallState::NotDetected,
                 PatientCallState::Inconclusive, PatientCallState::Invalid, PatientCallState::Incomplete}) ==
      Words{"deletion, mixed, not detected, inconclusive, invalid, incomplete",
            "检出缺失、混合型、未检出、可疑、无效、不完整"});
  CHECK(all_words({SampleRole::Unknown, SampleRole::Standard, SampleRole::PositiveControl,
                   SampleRole::NegativeControl, SampleRole::Ntc}) ==
        Words{"patient, standard, positive control, negative control, NTC",
              "患者、标准品、阳性对照、阴性对照、无模板对照"});
  CHECK(
      all_words({ControlOutcome::Passed, ControlOutcome::Warning, ControlOutcome::Failed,
                 ControlOutcome::Missing, ControlOutcome::NotJudged}) ==
      Words{"passed, warning, failed, not on the plate, not judged", "合格、警告、不合格、板上未设、未判定"});
  CHECK(all_words({RunStatus::Valid, RunStatus::ValidWithWarnings, RunStatus::Invalid}) ==
        Words{"run valid, run valid, with warnings, run invalid", "运行有效、运行有效，有警告、运行无效"});
}

TEST_CASE("a rule is called by its number, or by what it looks at in both languages") {
  CHECK(words_of(Rule::R12) == Words{"R12", "R12"});
  CHECK(words_of(Rule::Contamination) == Words{"contamination", "污染"});
  CHECK(words_of(Rule::Spelling) == Words{"spelling", "样本名写法"});
  CHECK(words_of(Rule::Repeat) == Words{"repeat", "复查"});
}
