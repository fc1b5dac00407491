// The rules that an instrument's software computes Ct by.
#pragma once

#include "words/states.hpp"

namespace crossbreak {

/// How Ct is interpolated: through seven points about the crossing, or between the two beside it.
enum class CtRule { Cubic, Linear };

constexpr auto states_of(CtRule) {
  return std::to_array<StateEntry<CtRule>>(
      {{CtRule::Cubic, "cubic", {"cubic interpolation", "三次插值"}},
       {CtRule::Linear, "linear", {"linear interpolation", "线性插值"}}});
}

/// Which automatic baseline and threshold rules apply.
enum class AutomaticRule {
  Abi7500V2,    ///< 7500 v2.x and StepOne v2.x, recovered exactly
  QuantStudio,  ///< QuantStudio 3, 6, 7 windows; threshold an estimate
  Own,          ///< no family known: our own choice
};

constexpr auto states_of(AutomaticRule) {
  return std::to_array<StateEntry<AutomaticRule>>(
      {{AutomaticRule::Abi7500V2, "abi7500-v2", {"as the 7500 software 2.x", "同7500软件2.x"}},
       {AutomaticRule::QuantStudio, "quantstudio", {"as the QuantStudio software", "同QuantStudio软件"}},
       {AutomaticRule::Own, "own", {"our own rule", "本程序规则"}}});
}

}  // namespace crossbreak
