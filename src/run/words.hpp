// A sentence in the two languages that reports are written in.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace crossbreak {

struct Words {
  std::string en;
  std::string zh;
  bool operator==(const Words&) const = default;
};

/// What stands for a {name} of a template, the same or not in the two languages.
struct Argument {
  std::string_view name;
  Words words;
  Argument(std::string_view argument, std::string text) : name(argument), words{text, text} {}
  Argument(std::string_view argument, Words text) : name(argument), words(std::move(text)) {}
};

/// The template with every {name} replaced, in one pass: braces inside an argument stay as they are, and so
/// does a name without argument.
Words filled(const Words& text, std::initializer_list<Argument> arguments);

}  // namespace crossbreak
