// States of curves, and where their settings came from.
#pragma once

#include "words/states.hpp"

namespace crossbreak {

/// The verdict: is it an amplification?
enum class Amplified { No, Unclear, Yes };

constexpr auto states_of(Amplified) {
  return std::to_array<StateEntry<Amplified>>({{Amplified::No, "no", {"no", "否"}},
                                               {Amplified::Unclear, "unclear", {"unclear", "不明确"}},
                                               {Amplified::Yes, "yes", {"yes", "是"}}});
}

/// What a curve shows of another dye in its well (R19).
enum class CrosstalkState {
  Copy,       ///< a copy of its rise explains the curve
  PlateCopy,  ///< a copy of the share that the dye has on the whole plate
  OwnProduct  ///< no copy; but what the plate shows of the dye is taken away from it
};

constexpr auto states_of(CrosstalkState) {
  return std::to_array<StateEntry<CrosstalkState>>(
      {{CrosstalkState::Copy, "copy", {"a copy of another dye", "其他染料信号的复制"}},
       {CrosstalkState::PlateCopy, "plate_copy", {"crosstalk as on the whole plate", "与全板一致的串扰"}},
       {CrosstalkState::OwnProduct, "own_product", {"a product of its own", "自身产物"}}});
}

enum class CtStatus { Absent, Undetermined, Value };

/// Of a Ct that we compute. The instrument's own is "absent" where ours is "not_computed".
constexpr auto states_of(CtStatus) {
  return std::to_array<StateEntry<CtStatus>>(
      {{CtStatus::Absent, "not_computed", {"not given", "未给出"}},
       {CtStatus::Undetermined, "undetermined", {"undetermined", "未测出"}},
       {CtStatus::Value, "value", {"value", "数值"}}});
}

/// The instrument's Ct has its own word for silence.
constexpr std::string_view instrument_code_of(CtStatus status) {
  return status == CtStatus::Absent ? "absent" : code_of(status);
}

enum class ThresholdSource { CommandLine, Panel, File, Recovered, Automatic };

constexpr auto states_of(ThresholdSource) {
  return std::to_array<StateEntry<ThresholdSource>>(
      {{ThresholdSource::CommandLine, "command_line", {"command line", "命令行"}},
       {ThresholdSource::Panel, "panel", {"panel", "检测方案"}},
       {ThresholdSource::File, "file", {"file", "文件"}},
       {ThresholdSource::Recovered, "recovered", {"recovered", "由文件反推"}},
       {ThresholdSource::Automatic, "automatic", {"automatic", "自动"}}});
}

/// R12 asks what another threshold would change.
enum class OtherThreshold { Half, Double, OtherSets };

constexpr auto states_of(OtherThreshold) {
  return std::to_array<StateEntry<OtherThreshold>>(
      {{OtherThreshold::Half, "half", {"half the", "一半"}},
       {OtherThreshold::Double, "double", {"double the", "两倍"}},
       {OtherThreshold::OtherSets, "other_sets", {"the other sets'", "其他引物组的值"}}});
}

enum class BaselineSource { CommandLine, Panel, File, FileDeltaRn, Recovered, Automatic };

constexpr auto states_of(BaselineSource) {
  return std::to_array<StateEntry<BaselineSource>>(
      {{BaselineSource::CommandLine, "command_line", {"command line", "命令行"}},
       {BaselineSource::Panel, "panel", {"panel", "检测方案"}},
       {BaselineSource::File, "file", {"file", "文件"}},
       {BaselineSource::FileDeltaRn, "file_delta_rn", {"ΔRn of the file", "文件中的ΔRn"}},
       {BaselineSource::Recovered, "recovered", {"recovered", "由文件反推"}},
       {BaselineSource::Automatic, "automatic", {"automatic", "自动"}}});
}

}  // namespace crossbreak
