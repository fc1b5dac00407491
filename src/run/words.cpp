#include "run/words.hpp"

#include <algorithm>

namespace crossbreak {
namespace {

std::string filled(std::string_view text, std::initializer_list<Argument> arguments,
                   std::string_view Argument::*language) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    out += text.substr(0, open);
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    const auto* argument = close == std::string_view::npos
                               ? arguments.end()
                               : std::find_if(arguments.begin(), arguments.end(), [&](const Argument& a) {
                                   return a.name == text.substr(1, close - 1);
                                 });
    if (argument != arguments.end()) {
      out += argument->*language;
      text.remove_prefix(close + 1);
    } else if (!text.empty()) {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace

Words filled(const Words& text, std::initializer_list<Argument> arguments) {
  return {filled(text.en, arguments, &Argument::en), filled(text.zh, arguments, &Argument::zh)};
}

Words listed(std::span<const Words> items) {
  Words list;
  for (const Words& item : items) {
    list.en += (list.en.empty() ? "" : ", ") + item.en;
    list.zh += (list.zh.empty() ? "" : "、") + item.zh;
  }
  return list;
}

Words listed(const std::vector<std::string>& names) {
  std::vector<Words> items;
  for (const std::string& name : names) {
    items.push_back({name, name});
  }
  return listed(items);
}

}  // namespace crossbreak
