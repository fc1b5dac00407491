// Why a patient is in no table and curve of a study.
#pragma once

#include "words/states.hpp"

namespace crossbreak {

enum class LeftOut { NotInTable, NotCalled, HeldBack, Inconclusive, Invalid, Incomplete };

constexpr auto states_of(LeftOut) {
  return std::to_array<StateEntry<LeftOut>>(
      {{LeftOut::NotInTable, "not_in_table", {"not in the clinical table", "临床资料表中没有"}},
       {LeftOut::NotCalled, "not_called", {"not in the records", "检测记录中没有"}},
       {LeftOut::HeldBack, "held_back", {"not released by the reviewer", "审核者未发出结果"}},
       {LeftOut::Inconclusive, "inconclusive", {"inconclusive", "可疑"}},
       {LeftOut::Invalid, "invalid", {"invalid", "无效"}},
       {LeftOut::Incomplete, "incomplete", {"incomplete", "不完整"}}});
}

}  // namespace crossbreak
