// Labels of the table for terminals.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

struct TableLabels {
  Label title = {"{gene}, {files}, panel {panel}, {program}", "{gene}，{files}，检测方案 {panel}，{program}"};
  Label legend = {
      "+ positive   - negative   ? inconclusive   X invalid   . no result   Ct: mean of the wells that "
      "amplified",
      "+ 阳性   - 阴性   ? 可疑   X 无效   . 无结果   Ct：有扩增各孔的均值"};
  Label controls = {"Controls: {passed} of {all} passed", "对照：{all}项中{passed}项合格"};
  Label reviews = {"Look at these before using the calls", "使用判定结果前请先复核"};
  Label issues = {"Issues", "运行提示"};
};
inline constexpr TableLabels table_labels;

}  // namespace crossbreak
