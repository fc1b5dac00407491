// What a report tells of a patient where the panel does not say it in its own words. A laboratory may write
// other texts into its panel, so the two languages need not ask for the same fields.
#pragma once

#include <array>
#include <string_view>

#include "words/sentence.hpp"

namespace crossbreak {

struct PatientText {
  std::string_view key;  ///< of a call, or "limits": what the test cannot see
  Sentence words;        ///< {gene}, {exons} and {sets}, the number of sets
};

inline constexpr auto patient_texts = std::to_array<PatientText>({
    {"deletion", {"{gene}: deletion of exons {exons} detected", "检出{gene}第{exons}号外显子缺失"}},
    {"mixed",
     {"{gene}: more than one exon deletion detected (mixed): exons {exons}",
      "检出多种外显子缺失（混合型）：{gene}第{exons}号外显子"}},
    {"not_detected", {"{gene}: not detected among the {sets} tested deletions", "所检{sets}种缺失均未检出"}},
    {"inconclusive", {"Inconclusive: repeat advised", "可疑，建议复查"}},
    {"invalid", {"Invalid", "无效"}},
    {"incomplete", {"Incomplete", "不完整"}},
    {"limits",
     {"Only the {sets} deletions of this panel are tested. Loss of the whole gene, other deletions, "
      "breakpoints outside the primers' reach and sequence variants are not seen.",
      "本检测仅针对检测方案中的{sets}"
      "种缺失，不能检出全基因缺失、其他类型缺失、引物覆盖范围以外的断点及序列变异。"}},
});

}  // namespace crossbreak
