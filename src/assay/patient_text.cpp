// What a report says of a patient: the sentences of a panel without its own, and how they are filled.
#include <algorithm>
#include <array>

#include "assay/panel.hpp"
#include "words/sentence.hpp"

namespace crossbreak {
namespace {

/// As English prose writes small numbers.
std::string number_in_words(std::size_t number) {
  constexpr std::array words{"zero", "one",   "two",   "three", "four", "five",
                             "six",  "seven", "eight", "nine",  "ten"};
  return number < words.size() ? words[number] : std::to_string(number);
}

std::string joined(const std::vector<std::string>& parts, std::string_view between,
                   std::string_view before_last) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0)
      text += i + 1 == parts.size() ? before_last : between;
    text += parts[i];
  }
  return text;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace

std::map<std::string, Words> default_texts() {
  return {
      {"deletion", {"{gene}: deletion of exons {exons} detected", "检出{gene}第{exons}号外显子缺失"}},
      {"mixed",
       {"{gene}: more than one exon deletion detected (mixed): exons {exons}",
        "检出多种外显子缺失（混合型）：{gene}第{exons}号外显子"}},
      {"not_detected",
       {"{gene}: not detected among the {sets} tested deletions", "所检{sets}种缺失均未检出"}},
      {"inconclusive", {"Inconclusive: repeat advised", "可疑，建议复查"}},
      {"invalid", {"Invalid", "无效"}},
      {"incomplete", {"Incomplete", "不完整"}},
      {"limits",
       {"Only the {sets} deletions of this panel are tested. Loss of the whole gene, other deletions, "
        "breakpoints outside the primers' reach and sequence variants are not seen.",
        "本检测仅针对检测方案中的{sets}"
        "种缺失，不能检出全基因缺失、其他类型缺失、引物覆盖范围以外的断点及序列变异。"}},
  };
}

Words filled_text(const Panel& panel, const Words& text, const std::vector<std::string>& sets) {
  std::vector<std::string> english;
  std::vector<std::string> chinese;
  for (const PrimerSet& set : panel.sets) {
    if (std::find(sets.begin(), sets.end(), set.name) == sets.end())
      continue;
    english.push_back(set.exons);
    chinese.push_back(replaced(set.exons, "-", "～"));
  }
  const std::size_t count = panel.sets.size();
  return filled(Sentence{text.en, text.zh},
                {{"gene", panel.gene},
                 {"exons", Words{joined(english, ", ", " and "), joined(chinese, "、", "、")}},
                 {"sets", Words{number_in_words(count), std::to_string(count)}}});
}

}  // namespace crossbreak
