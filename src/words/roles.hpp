// What a sample is on its plate.
#pragma once

#include "words/states.hpp"

namespace crossbreak {

enum class SampleRole { Unknown, Standard, PositiveControl, NegativeControl, Ntc };

constexpr auto states_of(SampleRole) {
  return std::to_array<StateEntry<SampleRole>>(
      {{SampleRole::Unknown, "unknown", {"patient", "患者"}},
       {SampleRole::Standard, "standard", {"standard", "标准品"}},
       {SampleRole::PositiveControl, "positive_control", {"positive control", "阳性对照"}},
       {SampleRole::NegativeControl, "negative_control", {"negative control", "阴性对照"}},
       {SampleRole::Ntc, "ntc", {"NTC", "无模板对照"}}});
}

}  // namespace crossbreak
