// Labels of the chain of reasons behind one sample.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

struct ExplainLabels {
  Label value = {"value {number}", "数值{number}"};
  Label limit = {"limit {number}", "限值{number}"};
  Label numbers = {"amplification: {amplified};  Ct {ct};  instrument's Ct {instrument}",
                   "有无扩增：{amplified}；Ct {ct}；仪器Ct {instrument}"};
  Label evidence = {"evidence: {words}", "曲线判断：{words}"};
  Label threshold = {"threshold {number}", "阈值 {number}"};
  Label other_thresholds = {"Ct at half the threshold {half}, at twice {twice}",
                            "阈值减半时Ct {half}，加倍时 {twice}"};
  Label without_crosstalk = {"Ct without crosstalk {ct}", "扣除串扰后Ct {ct}"};
  Label beside = {"o  {share} of {from}, {lag} cycles later", "o  {from}信号的{share}，延后{lag}个循环"};
  Label window = {"baseline window {window}", "基线窗口 {window}"};
  Label instrument_flag = {"instrument's flag {flag}", "仪器标记 {flag}"};
  Label set = {"{set}: {result}", "{set}：{result}"};
  Label set_with_ct = {"{set}: {result}, Ct {ct}", "{set}：{result}，Ct {ct}"};
};
inline constexpr ExplainLabels explain_labels;

}  // namespace crossbreak
