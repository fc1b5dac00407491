#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "assay/default_texts.hpp"
#include "assay/panel_reader.hpp"
#include "assay/patient_text.hpp"
#include "calling/call.hpp"
#include "calling/make_reason.hpp"
#include "calling/rules.hpp"
#include "shipped_panel.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;

TEST_CASE("no reason is left with an unfilled name") {
  const Rules rules;
  const auto check = [](const Reason& reason) {
    CAPTURE(reason.words.en);
    CHECK(reason.words.en.find('{') == std::string::npos);
    CHECK(reason.words.zh.find('{') == std::string::npos);
    CHECK_FALSE(reason.words.zh.empty());
  };
  for (const Amplified amplified : {Amplified::Yes, Amplified::No, Amplified::Unclear})
    for (const std::optional<double> ct : {std::optional<double>(), std::optional(30.0), std::optional(38.0)})
      check(rule_well({.amplified = amplified, .ct = ct}, rules).reason);
  for (const WellState state :
       {WellState::Negative, WellState::Positive, WellState::Late, WellState::Inconclusive}) {
    const std::vector<WellState> states = {state};
    check(rule_replicates(states, rules).reason);
    check(rule_blank(SampleRole::Ntc, states, {"NTC", "D4-7", "A1"}).reason);
    check(rule_blank(SampleRole::NegativeControl, states, {"NC", "D4-7", "A1"}).reason);
  }
  for (const SetResult result :
       {SetResult::Positive, SetResult::Negative, SetResult::Inconclusive, SetResult::Missing})
    check(rule_positive_control(result, 30.0, 32.0, {"PC", "D4-7", ""}).reason);
}

TEST_CASE("an unclear curve without any Ct names no number") {
  CHECK(rule_well({.amplified = Amplified::Unclear, .ct = {}}, {}).reason.words.en ==
        "unclear curve without a Ct below 36: negative");
}

TEST_CASE("R25: a curve without a baseline is inconclusive, with or without a Ct, and never negative") {
  for (const std::optional<double> ct : {std::optional<double>(), std::optional(5.0), std::optional(38.0)}) {
    const WellRuling ruling =
        rule_well({.amplified = Amplified::Unclear, .ct = ct, .ct_computed = true, .no_baseline = true}, {});
    CHECK(ruling.state == WellState::Inconclusive);
    CHECK(ruling.flag == Flag::UnclearCurve);
  }
  CHECK(rule_well({.amplified = Amplified::Unclear, .ct = {}, .ct_computed = true, .no_baseline = true}, {})
            .reason.code == ReasonCode::R25NoBaseline);
}

TEST_CASE("flags have words and a say in review") {
  CHECK(words_of(Flag::Late) == Words{"late: repeat advised", "扩增偏晚：建议复查"});
  CHECK(entry_of(Flag::Late).asks_review);
  CHECK_FALSE(entry_of(Flag::Spread).asks_review);
}

TEST_CASE("every call has a code, words and a default sentence that never says wild type or bare negative") {
  for (const PatientCallState call :
       {PatientCallState::Deletion, PatientCallState::Mixed, PatientCallState::NotDetected,
        PatientCallState::Inconclusive, PatientCallState::Invalid, PatientCallState::Incomplete}) {
    CAPTURE(code_of(call));
    const Words text = default_texts().at(std::string(code_of(call)));
    CHECK(text.en.find("negative") == std::string::npos);
    CHECK(text.en.find("wild") == std::string::npos);
    CHECK(text.zh.find("阴性") == std::string::npos);
    CHECK(text.zh.find("野生") == std::string::npos);
    CHECK_FALSE(words_of(call).zh.empty());
  }
}

TEST_CASE("a set without result is never called by the word for a deletion") {
  CHECK(words_of(SetResult::Missing) == Words{"no result", "无结果"});
}

TEST_CASE("the shipped panel says of a patient what the laboratory agreed on") {
  const Panel panel = tests::ikzf1_panel();
  const auto said = [&](const char* call, const std::vector<std::string>& deletions = {}) {
    return filled_text(panel, panel.texts.at(call), deletions).zh;
  };
  CHECK(said("deletion", {"D4-7"}) == "检出IKZF1第4～7号外显子缺失");
  CHECK(said("mixed", {"D2-8", "D4-7"}) == "检出多种外显子缺失（混合型）：IKZF1第4～7、2～8号外显子");
  CHECK(said("not_detected") == "所检4种缺失均未检出");
  CHECK(said("inconclusive") == "可疑，建议复查");
  CHECK(said("invalid") == "无效");
  CHECK(said("incomplete") == "不完整");
}

TEST_CASE("reasons are the same only where everything they say is") {
  const Reason reason{.code = ReasonCode::R1Positive, .value = 1, .limit = 2, .words = {"a", "b"}};
  std::vector<Reason> others(4, reason);
  others[0].code = ReasonCode::R2Late;
  others[1].value = 3;
  others[2].limit.reset();
  others[3].words.zh = "c";
  for (const Reason& other : others) {
    CAPTURE(&other - others.data());
    CHECK_FALSE(reason == other);
  }
  CHECK(reason == Reason(reason));
}
