#include "words/sentence.hpp"

#include <string>

namespace crossbreak {
namespace {

std::string filled_text(std::string_view text, std::span<const Argument> arguments,
                        std::string_view Argument::*language) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    out += text.substr(0, open);
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    const auto argument = close == std::string_view::npos
                              ? arguments.end()
                              : std::find_if(arguments.begin(), arguments.end(), [&](const Argument& a) {
                                  return a.name == text.substr(1, close - 1);
                                });
    if (argument != arguments.end()) {
      out += (*argument).*language;
      text.remove_prefix(close + 1);
    } else if (!text.empty()) {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

/// Without `stop` at its end.
void drop_stop(std::string& text, std::string_view stop) {
  if (text.ends_with(stop))
    text.resize(text.size() - stop.size());
}

}  // namespace

Words as_clause(Words sentence) {
  drop_stop(sentence.en, ".");
  drop_stop(sentence.zh, "。");
  return sentence;
}

Words filled(const Sentence& sentence, std::span<const Argument> arguments) {
  return {filled_text(sentence.en, arguments, &Argument::en),
          filled_text(sentence.zh, arguments, &Argument::zh)};
}

}  // namespace crossbreak
