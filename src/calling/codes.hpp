// The stable names of states in records and CSV. Import scripts branch on them: add, never rename.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "calling/calls.hpp"
#include "curves/analysis.hpp"
#include "run/run.hpp"

namespace crossbreak {

template <class Enum, std::size_t N>
using CodeTable = std::array<std::pair<Enum, std::string_view>, N>;

inline constexpr CodeTable<Amplified, 3> codes_of(Amplified) {
  return {{{Amplified::No, "no"}, {Amplified::Unclear, "unclear"}, {Amplified::Yes, "yes"}}};
}

/// Of a Ct that we compute. The instrument's own is "absent" where ours is "not_computed".
inline constexpr CodeTable<CtStatus, 3> codes_of(CtStatus) {
  return {{{CtStatus::Absent, "not_computed"},
           {CtStatus::Undetermined, "undetermined"},
           {CtStatus::Value, "value"}}};
}

inline constexpr CodeTable<ThresholdSource, 5> codes_of(ThresholdSource) {
  return {{{ThresholdSource::CommandLine, "command_line"},
           {ThresholdSource::Panel, "panel"},
           {ThresholdSource::File, "file"},
           {ThresholdSource::Recovered, "recovered"},
           {ThresholdSource::Automatic, "automatic"}}};
}

inline constexpr CodeTable<BaselineSource, 6> codes_of(BaselineSource) {
  return {{{BaselineSource::CommandLine, "command_line"},
           {BaselineSource::Panel, "panel"},
           {BaselineSource::File, "file"},
           {BaselineSource::FileDeltaRn, "file_delta_rn"},
           {BaselineSource::Recovered, "recovered"},
           {BaselineSource::Automatic, "automatic"}}};
}

inline constexpr CodeTable<SampleRole, 5> codes_of(SampleRole) {
  return {{{SampleRole::Unknown, "unknown"},
           {SampleRole::Standard, "standard"},
           {SampleRole::PositiveControl, "positive_control"},
           {SampleRole::NegativeControl, "negative_control"},
           {SampleRole::Ntc, "ntc"}}};
}

inline constexpr CodeTable<WellState, 5> codes_of(WellState) {
  return {{{WellState::Negative, "negative"},
           {WellState::Positive, "positive"},
           {WellState::Late, "late"},
           {WellState::Inconclusive, "inconclusive"},
           {WellState::LeftOut, "left_out"}}};
}

inline constexpr CodeTable<SetResult, 5> codes_of(SetResult) {
  return {{{SetResult::Positive, "positive"},
           {SetResult::Negative, "negative"},
           {SetResult::Inconclusive, "inconclusive"},
           {SetResult::Invalid, "invalid"},
           {SetResult::Missing, "missing"}}};
}

inline constexpr CodeTable<PatientCallState, 6> codes_of(PatientCallState) {
  return {{{PatientCallState::Deletion, "deletion"},
           {PatientCallState::Mixed, "mixed"},
           {PatientCallState::NotDetected, "not_detected"},
           {PatientCallState::Inconclusive, "inconclusive"},
           {PatientCallState::Invalid, "invalid"},
           {PatientCallState::Incomplete, "incomplete"}}};
}

inline constexpr CodeTable<ControlOutcome, 5> codes_of(ControlOutcome) {
  return {{{ControlOutcome::Passed, "passed"},
           {ControlOutcome::Warning, "warning"},
           {ControlOutcome::Failed, "failed"},
           {ControlOutcome::Missing, "missing"},
           {ControlOutcome::NotJudged, "not_judged"}}};
}

inline constexpr CodeTable<RunStatus, 3> codes_of(RunStatus) {
  return {{{RunStatus::Valid, "valid"},
           {RunStatus::ValidWithWarnings, "valid_with_warnings"},
           {RunStatus::Invalid, "invalid"}}};
}

inline constexpr CodeTable<Issue::Severity, 2> codes_of(Issue::Severity) {
  return {{{Issue::Severity::Note, "note"}, {Issue::Severity::Warning, "warning"}}};
}

/// Whether a table holds the values of its enum in their order, from the first.
template <class Enum>
consteval bool stands_in_order() {
  std::size_t place = 0;
  for (const auto& [value, code] : codes_of(Enum{})) {
    if (static_cast<std::size_t>(value) != place++) {
      return false;
    }
  }
  return true;
}

/// "not_detected" of PatientCallState::NotDetected, and so on.
template <class Enum>
constexpr std::string_view code_of(Enum value) {
  static_assert(stands_in_order<Enum>());
  constexpr auto table = codes_of(Enum{});
  return table[static_cast<std::size_t>(value)].second;
}

template <class Enum>
constexpr std::optional<Enum> value_of(std::string_view code) {
  for (const auto& [value, candidate] : codes_of(Enum{})) {
    if (candidate == code) {
      return value;
    }
  }
  return std::nullopt;
}

/// The instrument's Ct has its own word for silence.
constexpr std::string_view instrument_code_of(CtStatus status) {
  return status == CtStatus::Absent ? "absent" : code_of(status);
}

}  // namespace crossbreak
