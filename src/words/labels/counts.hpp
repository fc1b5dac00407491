// What several outputs count, each with its number.
#pragma once

#include "words/counted.hpp"

namespace crossbreak {

struct CountLabels {
  Counted patients = {{"{count} patient", "{count}名患者"}, {"{count} patients", "{count}名患者"}};
  Counted records = {{"{count} record", "{count}份记录"}, {"{count} records", "{count}份记录"}};
  Counted runs_called_now = {{"{count} run called now", "现时判定的运行{count}次"},
                             {"{count} runs called now", "现时判定的运行{count}次"}};
};
inline constexpr CountLabels count_labels;

}  // namespace crossbreak
