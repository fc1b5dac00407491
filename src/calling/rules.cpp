#include "calling/rules.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "calling/codes.hpp"
#include "calling/sample_names.hpp"
#include "calling/state_words.hpp"
#include "calling/words.hpp"
#include "run/number_text.hpp"

namespace crossbreak {
namespace {

Words in_words(CtStatus status, std::optional<double> ct) {
  if (status == CtStatus::Value)
    return {"Ct " + fixed_text(*ct, 2), "Ct " + fixed_text(*ct, 2)};
  return {"undetermined", "未测出"};
}

bool all_are(std::span<const WellState> states, WellState state) {
  return std::all_of(states.begin(), states.end(), [&](WellState s) { return s == state; });
}

bool any_is(std::span<const WellState> states, WellState state) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

Words list_of(std::span<const WellState> states) {
  std::vector<Words> words;
  std::transform(states.begin(), states.end(), std::back_inserter(words),
                 [](WellState state) { return words_of(state); });
  return listed(words);
}

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

WellRuling rule_well(const WellEvidence& evidence, const Rules& rules) {
  const double cutoff = rules.ct_cutoff;
  const std::optional<double> ct = evidence.ct;
  const bool early = ct && *ct < cutoff;
  if (evidence.amplified == Amplified::Yes) {
    if (!ct)
      return {WellState::Inconclusive, make_reason("R3", "no_ct", {}, {}), "amplification_without_ct"};
    if (early)
      return {WellState::Positive, make_reason("R1", "positive", ct, cutoff), ""};
    return {WellState::Late, make_reason("R2", "late", ct, cutoff), "late"};
  }
  if (evidence.amplified == Amplified::No) {
    if (ct)
      return {WellState::Negative, make_reason("R3", "crossing_ignored", ct, {}),
              "crossing_without_amplification"};
    return {WellState::Negative, make_reason("R3", "no_amplification", {}, {}), ""};
  }
  if (early)
    return {WellState::Inconclusive, make_reason("R3", "unclear_early", ct, cutoff), "unclear_curve"};
  if (!evidence.ct_computed)
    return {WellState::Inconclusive, make_reason("R3", "unclear_without_threshold", {}, {}), "unclear_curve"};
  return {WellState::Negative, make_reason("R3", "unclear_late", ct, cutoff), "unclear_curve"};
}

std::optional<Reason> rule_instrument_ct(const InstrumentEvidence& evidence, const Rules& rules) {
  if (evidence.instrument == CtStatus::Absent || evidence.ours == CtStatus::Absent)
    return std::nullopt;
  if (!evidence.same_settings)
    return make_reason("R13", "other_settings", {}, {});
  const Words instrument = in_words(evidence.instrument, evidence.instrument_ct);
  const Words ours = in_words(evidence.ours, evidence.ct);
  if (evidence.instrument != evidence.ours)
    return make_reason("R13", "status_differs", {}, {}, {{"instrument", instrument}, {"ours", ours}});
  if (!evidence.ct)
    return make_reason("R13", "agrees_undetermined", {}, {});
  const double limit = rules.instrument_ct_difference;
  const double difference = std::fabs(*evidence.ct - *evidence.instrument_ct);
  return make_reason("R13", difference > limit ? "differs" : "agrees", difference, limit,
                     {{"instrument", instrument}, {"ours", ours}});
}

std::optional<Reason> rule_reporter(std::string_view found, std::string_view expected) {
  if (found.empty() || expected.empty() || is_same_name(found, expected))
    return std::nullopt;
  return make_reason("R14", "reporter_differs", {}, {}, {{"found", found}, {"expected", expected}});
}

std::optional<Reason> rule_qc_flag(const QcFlag& flag, const Rules& rules) {
  const std::string value = folded_sample_name(flag.value);
  if (value.empty() || value == "n" || value == "no" || value == "false" || value == "0")
    return std::nullopt;
  const bool review = std::any_of(rules.review_qc_flags.begin(), rules.review_qc_flags.end(),
                                  [&](const std::string& name) { return is_same_name(name, flag.name); });
  return make_reason("R15", review ? "review" : "note", {}, {}, {{"flag", flag.name + " = " + flag.value}});
}

SetRuling rule_replicates(std::span<const WellState> all, const Rules& rules) {
  std::vector<WellState> states;
  std::copy_if(all.begin(), all.end(), std::back_inserter(states),
               [](WellState s) { return s != WellState::LeftOut; });
  const std::string count = std::to_string(states.size());
  if (states.empty())
    return {SetResult::Missing, make_reason("R8", "missing", {}, {}), {"set_missing"}};
  if (!all_are(states, states.front()))
    return {SetResult::Inconclusive,
            make_reason("R8", "split", {}, {}, {{"states", list_of(states)}}),
            {"replicates_split"}};
  const auto alike = [&](SetResult result, std::string_view rule, std::string_view outcome) {
    return SetRuling{result, make_reason(rule, outcome, {}, {}, {{"count", count}}), {}};
  };
  if (states.front() == WellState::Positive)
    return alike(SetResult::Positive, "R8", "positive");
  if (states.front() == WellState::Inconclusive)
    return alike(SetResult::Inconclusive, "R8", "inconclusive");
  if (states.front() == WellState::Negative)
    return alike(SetResult::Negative, "R8", "negative");
  if (rules.late == LateRule::Inconclusive)
    return alike(SetResult::Inconclusive, "R2", "late_inconclusive");
  return alike(SetResult::Negative, "R2", "late_negative");
}

std::optional<Reason> rule_spread(std::span<const double> cts, const Rules& rules) {
  if (cts.size() < 2)
    return std::nullopt;
  const auto [low, high] = std::minmax_element(cts.begin(), cts.end());
  const double limit = mean_of(cts) > rules.spread_late_from ? rules.spread_late : rules.spread;
  const double spread = *high - *low;
  return make_reason("R9", spread > limit ? "spread" : "within", spread, limit);
}

ReferenceRuling rule_reference(std::span<const WellEvidence> wells, double max_ct) {
  if (wells.empty())
    return {false, make_reason("R7", "no_well", {}, {})};
  std::vector<double> cts;
  for (const WellEvidence& well : wells) {
    if (well.amplified == Amplified::No)
      return {false, make_reason("R7", "no_amplification", {}, {})};
    if (well.amplified == Amplified::Yes && well.ct)
      cts.push_back(*well.ct);
  }
  if (cts.empty())
    return {false, make_reason("R7", "no_ct", {}, {})};
  const double mean = mean_of(cts);
  const bool passed = mean <= max_ct;
  return {passed, make_reason("R7", passed ? "passed" : "above_limit", mean, max_ct)};
}

ConfidenceRuling rule_confidence(std::string_view set, SetResult result, const ControlEffect& effect,
                                 bool reference_blocks) {
  const bool negative = result == SetResult::Negative;
  if (result == SetResult::Missing)
    return {result, std::nullopt, ""};
  if (effect.invalid)
    return {SetResult::Invalid, effect.invalid, "invalidated_by_control"};
  if (effect.positive_control_failed && result != SetResult::Inconclusive)
    return {negative ? SetResult::Invalid : SetResult::Inconclusive,
            make_reason("R5", negative ? "negative_invalid" : "positive_inconclusive", {}, {},
                        {{"sample", *effect.positive_control_failed}, {"set", set}}),
            "positive_control_failed"};
  if (negative && reference_blocks)
    return {SetResult::Invalid, make_reason("R7", "negative_blocked", {}, {}), "negative_blocked"};
  return {result, std::nullopt, ""};
}

ConfidenceRuling rule_unreadable(SetResult result, const std::string& wells, const Rules& rules) {
  if (result != SetResult::Negative || wells.empty() || rules.unreadable == UnreadableRule::LeftOut)
    return {result, std::nullopt, ""};
  return {SetResult::Missing, make_reason("R11", "negative_unreadable", {}, {}, {{"wells", wells}}),
          "unreadable"};
}

ControlRuling rule_blank(std::string_view rule, std::span<const WellState> states,
                         const ControlPlace& place) {
  const auto ruling = [&](ControlOutcome outcome, bool invalidates, std::string_view code) {
    return ControlRuling{outcome, invalidates,
                         make_reason(rule, code, {}, {},
                                     {{"sample", place.sample}, {"set", place.set}, {"wells", place.wells}})};
  };
  if (any_is(states, WellState::Positive))
    return ruling(ControlOutcome::Failed, true, "positive");
  if (any_is(states, WellState::Late))
    return ruling(ControlOutcome::Warning, false, "late");
  if (any_is(states, WellState::Inconclusive))
    return ruling(ControlOutcome::Warning, false, "inconclusive");
  return ruling(ControlOutcome::Passed, false, "passed");
}

ControlRuling rule_positive_control(SetResult result, std::optional<double> ct_mean, double max_ct,
                                    const ControlPlace& place) {
  const Argument sample("sample", place.sample);
  const Argument set("set", place.set);
  if (result != SetResult::Positive)
    return {ControlOutcome::Failed, true,
            make_reason("R5", "not_positive", {}, {}, {sample, set, {"result", words_of(result)}})};
  const bool passed = *ct_mean <= max_ct;
  return {passed ? ControlOutcome::Passed : ControlOutcome::Failed, !passed,
          make_reason("R5", passed ? "passed" : "above_limit", ct_mean, max_ct, {sample, set})};
}

ControlRuling rule_missing_control(std::string_view rule, ControlDemand demand, std::string_view set) {
  return {ControlOutcome::Missing, demand == ControlDemand::Required,
          make_reason(rule, "missing", {}, {}, {{"set", set}})};
}

PatientRuling rule_patient(std::span<const NamedResult> sets) {
  const auto named = [&](auto&& wanted) {
    std::vector<std::string> names;
    for (const NamedResult& set : sets)
      if (wanted(set.result))
        names.push_back(set.set);
    return names;
  };
  const auto that_are = [&](SetResult result) { return named([=](SetResult r) { return r == result; }); };

  PatientRuling ruling;
  ruling.deletions = that_are(SetResult::Positive);
  const std::string count = std::to_string(ruling.deletions.size());
  if (ruling.deletions.size() >= 2) {
    ruling.call = PatientCallState::Mixed;
    ruling.review = true;
    ruling.reasons.push_back(
        make_reason("R10", "mixed", {}, {}, {{"count", count}, {"sets", listed(ruling.deletions)}}));
  } else if (ruling.deletions.size() == 1) {
    ruling.call = PatientCallState::Deletion;
    ruling.reasons.push_back(make_reason("R10", "deletion", {}, {}, {{"sets", listed(ruling.deletions)}}));
    const std::vector<std::string> beside =
        named([](SetResult r) { return r != SetResult::Positive && r != SetResult::Negative; });
    if (!beside.empty()) {
      ruling.review = true;
      ruling.reasons.push_back(make_reason("R11", "beside", {}, {}, {{"sets", listed(beside)}}));
    }
  } else {
    struct Ask {
      SetResult set;
      PatientCallState call;
    };
    constexpr Ask order[] = {{SetResult::Inconclusive, PatientCallState::Inconclusive},
                             {SetResult::Invalid, PatientCallState::Invalid},
                             {SetResult::Missing, PatientCallState::Incomplete}};
    const auto* asked = std::find_if(std::begin(order), std::end(order),
                                     [&](const Ask& ask) { return !that_are(ask.set).empty(); });
    if (asked == std::end(order)) {
      ruling.call = PatientCallState::NotDetected;
      ruling.reasons.push_back(
          make_reason("R11", "not_detected", {}, {}, {{"count", std::to_string(sets.size())}}));
    } else {
      ruling.call = asked->call;
      ruling.review = true;
      ruling.reasons.push_back(
          make_reason("R11", code_of(asked->call), {}, {}, {{"sets", listed(that_are(asked->set))}}));
    }
  }
  return ruling;
}

}  // namespace crossbreak
