// How an issue speaks of the instrument that a run's file names.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

struct InstrumentLabels {
  Label type = {"instrument type '{name}'", "仪器类型“{name}”"};
  Label block = {"block type '{name}'", "加热块类型“{name}”"};
  Label software = {"software '{name}'", "软件“{name}”"};
};
inline constexpr InstrumentLabels instrument_labels;

}  // namespace crossbreak
