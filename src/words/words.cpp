#include "words/words.hpp"

namespace crossbreak {

namespace {

Words joined(std::span<const Words> items, const char* en, const char* zh) {
  Words list;
  for (const Words& item : items) {
    list.en += (list.en.empty() ? "" : en) + item.en;
    list.zh += (list.zh.empty() ? "" : zh) + item.zh;
  }
  return list;
}

}  // namespace

Words in_parentheses(const Words& words, const Words& inside) {
  return {words.en + " (" + inside.en + ")", words.zh + "（" + inside.zh + "）"};
}

Words joined_clauses(std::span<const Words> clauses) {
  return joined(clauses, "; ", "；");
}

Words listed(std::span<const Words> items) {
  return joined(items, ", ", "、");
}

Words listed(const std::vector<std::string>& names) {
  std::vector<Words> items;
  for (const std::string& name : names) {
    items.push_back({name, name});
  }
  return listed(items);
}

}  // namespace crossbreak
