#include "words/words.hpp"

#include "words/joined.hpp"

namespace crossbreak {

const std::string& in(Language language, const Words& words) {
  return language == Language::En ? words.en : words.zh;
}

Words in_parentheses(const Words& words, const Words& inside) {
  return {words.en + " (" + inside.en + ")", words.zh + "（" + inside.zh + "）"};
}

Words in_parentheses(const std::string& inside) {
  return in_parentheses(Words{}, {inside, inside});
}

Words joined_clauses(std::span<const Words> clauses) {
  return {joined(clauses, "; ", &Words::en), joined(clauses, "；", &Words::zh)};
}

Words listed(std::span<const Words> items) {
  return {joined(items, ", ", &Words::en), joined(items, "、", &Words::zh)};
}

Words listed(const std::vector<std::string>& names) {
  std::vector<Words> items;
  for (const std::string& name : names) {
    items.push_back({name, name});
  }
  return listed(items);
}

}  // namespace crossbreak
