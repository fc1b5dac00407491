#include "assay/patient_text.hpp"

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
