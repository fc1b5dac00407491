#include "calling/rules.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "calling/make_reason.hpp"
#include "calling/sample_names.hpp"
#include "run/number_text.hpp"
#include "words/flags.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

Words in_words(CtStatus status, std::optional<double> ct) {
  if (status == CtStatus::Value)
    return {"Ct " + fixed_text(*ct, 2), "Ct " + fixed_text(*ct, 2)};
  return words_of(CtStatus::Undetermined);
}

/// With one decimal: shares that a margin of two hundredths tells apart must not look alike.
std::string percent(double share) {
  return fixed_text(100 * share, 1) + " %";
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
      return {WellState::Inconclusive, make_reason(ReasonCode::R3NoCt), Flag::AmplificationWithoutCt};
    if (early)
      return {WellState::Positive, make_reason(ReasonCode::R1Positive, ct, cutoff), std::nullopt};
    return {WellState::Late, make_reason(ReasonCode::R2Late, ct, cutoff), Flag::Late};
  }
  if (evidence.amplified == Amplified::No) {
    if (ct)
      return {WellState::Negative, make_reason(ReasonCode::R3CrossingIgnored, ct, {}),
              Flag::CrossingWithoutAmplification};
    return {WellState::Negative, make_reason(ReasonCode::R3NoAmplification), std::nullopt};
  }
  if (early)
    return {WellState::Inconclusive, make_reason(ReasonCode::R3UnclearEarly, ct, cutoff), Flag::UnclearCurve};
  if (evidence.no_baseline)
    return {WellState::Inconclusive, make_reason(ReasonCode::R25NoBaseline), Flag::UnclearCurve};
  if (!evidence.ct_computed)
    return {WellState::Inconclusive, make_reason(ReasonCode::R3UnclearWithoutThreshold), Flag::UnclearCurve};
  return {WellState::Negative, make_reason(ReasonCode::R3UnclearLate, ct, cutoff), Flag::UnclearCurve};
}

std::optional<Reason> rule_instrument_ct(const InstrumentEvidence& evidence, const Rules& rules) {
  if (evidence.instrument == CtStatus::Absent || evidence.ours == CtStatus::Absent)
    return std::nullopt;
  if (!evidence.same_settings)
    return make_reason(ReasonCode::R13OtherSettings);
  const Words instrument = in_words(evidence.instrument, evidence.instrument_ct);
  const Words ours = in_words(evidence.ours, evidence.ct);
  if (evidence.instrument != evidence.ours)
    return make_reason(ReasonCode::R13StatusDiffers, field<"instrument">(instrument), field<"ours">(ours));
  if (!evidence.ct)
    return make_reason(ReasonCode::R13AgreesUndetermined);
  const double limit = rules.instrument_ct_difference;
  const double difference = std::fabs(*evidence.ct - *evidence.instrument_ct);
  if (difference > rules.instrument_ct_contradiction)
    return make_reason(ReasonCode::R13Contradicted, difference, rules.instrument_ct_contradiction,
                       field<"instrument">(instrument), field<"ours">(ours));
  if (difference > limit)
    return make_reason(ReasonCode::R13Differs, difference, limit, field<"instrument">(instrument),
                       field<"ours">(ours));
  return make_reason(ReasonCode::R13Agrees, difference, limit);
}

std::optional<Reason> rule_instrument_crt(WellState state, const InstrumentResult& instrument,
                                          const Rules& rules) {
  if (rules.crt_cutoff == 0 || instrument.crt_status == CtStatus::Absent ||
      state == WellState::Inconclusive || state == WellState::LeftOut)
    return std::nullopt;
  const std::string value = instrument.crt ? fixed_text(*instrument.crt, 2) : std::string();
  const Words undetermined = words_of(CtStatus::Undetermined);
  const Words crt = instrument.crt ? Words{"Crt " + value, "Crt " + value}
                                   : Words{"Crt " + undetermined.en, "Crt " + undetermined.zh};
  const bool is_below = instrument.crt && *instrument.crt < rules.crt_cutoff;
  if (is_below == (state == WellState::Positive))
    return make_reason(ReasonCode::R13CrtAgrees, instrument.crt, rules.crt_cutoff, field<"crt">(crt));
  return make_reason(ReasonCode::R13CrtContradicted, instrument.crt, rules.crt_cutoff, field<"crt">(crt),
                     field<"state">(words_of(state)));
}

std::optional<Reason> rule_reporter(std::string_view found, std::span<const std::string> expected) {
  const bool is_known = std::any_of(expected.begin(), expected.end(),
                                    [&](const std::string& dye) { return is_same_name(found, dye); });
  if (found.empty() || expected.empty() || is_known)
    return std::nullopt;
  return make_reason(ReasonCode::R24WrongDye, field<"found">(found),
                     field<"expected">(joined(expected, "/")));
}

std::optional<Reason> rule_window(double ct, double own_ct, double limit) {
  const auto [earlier, later] = std::minmax(ct, own_ct);
  if (later < limit || earlier >= limit)
    return std::nullopt;
  return make_reason(ReasonCode::R23WindowDecides, ct, limit, field<"own">(fixed_text(own_ct, 2)));
}

Reason rule_crosstalk(const CrosstalkEvidence& evidence) {
  const std::string share_text = percent(evidence.share);
  const auto share = field<"share">(share_text);
  const auto from = field<"from">(evidence.from);
  const auto reporter = field<"reporter">(evidence.reporter);
  if (evidence.is_control_alone)
    return make_reason(ReasonCode::R19ControlAlone, share, from, reporter);
  if (evidence.state == CrosstalkState::Copy)
    return make_reason(ReasonCode::R19Copy, share, from, reporter);
  if (evidence.state == CrosstalkState::PlateCopy)
    return make_reason(ReasonCode::R19PlateCopy, share, from, reporter,
                       field<"plate">(percent(evidence.plate_share.value_or(evidence.share))));
  const Words ct = in_words(evidence.ct ? CtStatus::Value : CtStatus::Undetermined, evidence.ct);
  return make_reason(ReasonCode::R19OwnProduct, share, from, reporter, field<"ct">(ct));
}

int least_cycles(const Rules& rules) {
  return rules.min_cycles > 0 ? rules.min_cycles : static_cast<int>(std::ceil(rules.ct_cutoff));
}

std::optional<Reason> rule_cycles(WellState state, int last_cycle, const Rules& rules) {
  const int least = least_cycles(rules);
  if (state != WellState::Negative || last_cycle >= least)
    return std::nullopt;
  return make_reason(ReasonCode::R18TooFewCycles, last_cycle, least,
                     field<"last">(std::to_string(last_cycle)));
}

std::optional<Reason> rule_ntc_distance(double ct, const NtcAmplification& ntc, const Rules& rules) {
  const double distance = ntc.ct - ct;
  if (distance >= rules.ntc_margin)
    return std::nullopt;
  return make_reason(ReasonCode::R20NearNtc, distance, rules.ntc_margin, field<"wells">(ntc.wells));
}

std::optional<Reason> rule_carry_over(std::string_view well, double ct, std::string_view neighbour,
                                      double neighbour_ct, const Rules& rules) {
  const double distance = ct - neighbour_ct;
  if (distance < rules.carry_over_cycles)
    return std::nullopt;
  return make_reason(ReasonCode::R27CarryOver, distance, rules.carry_over_cycles, field<"well">(well),
                     field<"wells">(neighbour));
}

std::optional<Reason> rule_qc_flag(const QcFlag& flag, const Rules& rules) {
  const std::string value = folded_sample_name(flag.value);
  if (value.empty() || value == "n" || value == "no" || value == "false" || value == "0")
    return std::nullopt;
  const bool review = std::any_of(rules.review_qc_flags.begin(), rules.review_qc_flags.end(),
                                  [&](const std::string& name) { return is_same_name(name, flag.name); });
  const std::string shown = flag.name + " = " + flag.value;
  return review ? make_reason(ReasonCode::R15Review, field<"flag">(shown))
                : make_reason(ReasonCode::R15Note, field<"flag">(shown));
}

SetRuling rule_replicates(std::span<const WellState> all, const Rules& rules) {
  std::vector<WellState> states;
  std::copy_if(all.begin(), all.end(), std::back_inserter(states),
               [](WellState s) { return s != WellState::LeftOut; });
  const std::string count = std::to_string(states.size());
  if (states.empty())
    return {SetResult::Missing, make_reason(ReasonCode::R8Missing), {Flag::SetMissing}};
  if (!all_are(states, states.front()))
    return {SetResult::Inconclusive,
            make_reason(ReasonCode::R8Split, field<"states">(list_of(states))),
            {Flag::ReplicatesSplit}};
  const auto alike = [&](SetResult result, ReasonWith<"count"> outcome) {
    return SetRuling{result, make_reason(outcome, field<"count">(count)), {}};
  };
  if (states.front() == WellState::Positive)
    return alike(SetResult::Positive, ReasonCode::R8Positive);
  if (states.front() == WellState::Inconclusive)
    return alike(SetResult::Inconclusive, ReasonCode::R8Inconclusive);
  if (states.front() == WellState::Negative)
    return alike(SetResult::Negative, ReasonCode::R8Negative);
  if (rules.late == LateRule::Inconclusive)
    return alike(SetResult::Inconclusive, ReasonCode::R2LateInconclusive);
  return alike(SetResult::Negative, ReasonCode::R2LateNegative);
}

std::optional<Reason> rule_spread(std::span<const double> cts, const Rules& rules) {
  if (cts.size() < 2)
    return std::nullopt;
  const auto [low, high] = std::minmax_element(cts.begin(), cts.end());
  const double limit = mean_of(cts) > rules.spread_late_from ? rules.spread_late : rules.spread;
  const double spread = *high - *low;
  return spread > limit ? make_reason(ReasonCode::R9Spread, spread, limit)
                        : make_reason(ReasonCode::R9Within, spread, limit);
}

ReferenceRuling rule_reference(std::span<const WellEvidence> wells, const ReferenceLimits& limits) {
  if (wells.empty())
    return {false, make_reason(ReasonCode::R7NoWell)};
  std::vector<double> cts;
  for (const WellEvidence& well : wells) {
    if (well.amplified == Amplified::No)
      return {false, make_reason(ReasonCode::R7NoAmplification)};
    if (well.amplified == Amplified::Yes && well.ct)
      cts.push_back(*well.ct);
  }
  if (cts.empty())
    return {false, make_reason(ReasonCode::R7NoCt)};
  const double mean = mean_of(cts);
  if (mean > limits.max_ct)
    return {false, make_reason(ReasonCode::R7AboveLimit, mean, limits.max_ct)};
  if (limits.ntc_ct && mean > *limits.ntc_ct - limits.margin)
    return {false, make_reason(ReasonCode::R21NearNtc, mean, *limits.ntc_ct - limits.margin)};
  return {true, make_reason(ReasonCode::R7Passed, mean, limits.max_ct)};
}

ConfidenceRuling rule_confidence(std::string_view set, SetResult result, const ControlEffect& effect,
                                 bool reference_blocks) {
  constexpr ReasonWith<"sample", "set"> negative_invalid = ReasonCode::R5NegativeInvalid;
  constexpr ReasonWith<"sample", "set"> positive_inconclusive = ReasonCode::R5PositiveInconclusive;
  const bool negative = result == SetResult::Negative;
  if (result == SetResult::Missing)
    return {result, std::nullopt, std::nullopt};
  if (effect.invalid)
    return {SetResult::Invalid, effect.invalid, Flag::InvalidatedByControl};
  if (effect.positive_control_failed && result != SetResult::Inconclusive)
    return {negative ? SetResult::Invalid : SetResult::Inconclusive,
            make_reason(negative ? negative_invalid : positive_inconclusive,
                        field<"sample">(*effect.positive_control_failed), field<"set">(set)),
            Flag::PositiveControlFailed};
  if (negative && reference_blocks)
    return {SetResult::Invalid, make_reason(ReasonCode::R7NegativeBlocked), Flag::NegativeBlocked};
  return {result, std::nullopt, std::nullopt};
}

ConfidenceRuling rule_without_result(SetResult result, const WellsWithoutResult& wells, const Rules& rules) {
  if (result != SetResult::Negative)
    return {result, std::nullopt, std::nullopt};
  if (!wells.too_short.empty())
    return {SetResult::Missing,
            make_reason(ReasonCode::R18NegativeTooShort, {}, least_cycles(rules),
                        field<"wells">(wells.too_short)),
            Flag::TooFewCycles};
  if (rules.unreadable == UnreadableRule::LeftOut)
    return {result, std::nullopt, std::nullopt};
  if (!wells.unreadable.empty())
    return {SetResult::Missing,
            make_reason(ReasonCode::R11NegativeUnreadable, field<"wells">(wells.unreadable)),
            Flag::Unreadable};
  if (!wells.wrong_dye.empty())
    return {SetResult::Missing, make_reason(ReasonCode::R24NegativeWrongDye, field<"wells">(wells.wrong_dye)),
            Flag::ReporterDiffers};
  return {result, std::nullopt, std::nullopt};
}

ControlRuling rule_blank(SampleRole role, std::span<const WellState> states, const ControlPlace& place) {
  using Outcome = ReasonWith<"sample", "set", "wells">;
  const bool is_ntc = role == SampleRole::Ntc;
  const auto ruling = [&](ControlOutcome outcome, bool invalidates, Outcome of_ntc, Outcome of_negative) {
    return ControlRuling{outcome, invalidates,
                         make_reason(is_ntc ? of_ntc : of_negative, field<"sample">(place.sample),
                                     field<"set">(place.set), field<"wells">(place.wells))};
  };
  using enum ReasonCode;
  if (any_is(states, WellState::Positive))
    return ruling(ControlOutcome::Failed, true, R4Positive, R6Positive);
  if (any_is(states, WellState::Late))
    return ruling(ControlOutcome::Warning, false, R4Late, R6Late);
  if (any_is(states, WellState::Inconclusive))
    return ruling(ControlOutcome::Warning, false, R4Inconclusive, R6Inconclusive);
  return ruling(ControlOutcome::Passed, false, R4Passed, R6Passed);
}

ControlRuling rule_positive_control(SetResult result, std::optional<double> ct_mean, double max_ct,
                                    const ControlPlace& place) {
  const auto sample = field<"sample">(place.sample);
  const auto set = field<"set">(place.set);
  if (result != SetResult::Positive)
    return {ControlOutcome::Failed, true,
            make_reason(ReasonCode::R5NotPositive, sample, set, field<"result">(words_of(result)))};
  if (*ct_mean <= max_ct)
    return {ControlOutcome::Passed, false, make_reason(ReasonCode::R5Passed, ct_mean, max_ct, sample, set)};
  return {ControlOutcome::Failed, true, make_reason(ReasonCode::R5AboveLimit, ct_mean, max_ct, sample, set)};
}

ControlRuling rule_missing_control(SampleRole role, bool is_required, std::string_view set) {
  return {ControlOutcome::Missing, is_required,
          role == SampleRole::Ntc ? make_reason(ReasonCode::R4Missing, field<"set">(set))
                                  : make_reason(ReasonCode::R5Missing, field<"set">(set))};
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
        make_reason(ReasonCode::R10Mixed, field<"count">(count), field<"sets">(listed(ruling.deletions))));
  } else if (ruling.deletions.size() == 1) {
    ruling.call = PatientCallState::Deletion;
    ruling.reasons.push_back(make_reason(ReasonCode::R10Deletion, field<"sets">(listed(ruling.deletions))));
    const std::vector<std::string> beside =
        named([](SetResult r) { return r != SetResult::Positive && r != SetResult::Negative; });
    if (!beside.empty()) {
      ruling.review = true;
      ruling.reasons.push_back(make_reason(ReasonCode::R11Beside, field<"sets">(listed(beside))));
    }
  } else {
    struct Ask {
      SetResult set;
      PatientCallState call;
      ReasonWith<"sets"> reason;
    };
    constexpr Ask order[] = {
        {SetResult::Inconclusive, PatientCallState::Inconclusive, ReasonCode::R11Inconclusive},
        {SetResult::Invalid, PatientCallState::Invalid, ReasonCode::R11Invalid},
        {SetResult::Missing, PatientCallState::Incomplete, ReasonCode::R11Incomplete}};
    const auto* asked = std::find_if(std::begin(order), std::end(order),
                                     [&](const Ask& ask) { return !that_are(ask.set).empty(); });
    if (asked == std::end(order)) {
      ruling.call = PatientCallState::NotDetected;
      ruling.reasons.push_back(
          make_reason(ReasonCode::R11NotDetected, field<"count">(std::to_string(sets.size()))));
    } else {
      ruling.call = asked->call;
      ruling.review = true;
      ruling.reasons.push_back(make_reason(asked->reason, field<"sets">(listed(that_are(asked->set)))));
    }
  }
  return ruling;
}

}  // namespace crossbreak
