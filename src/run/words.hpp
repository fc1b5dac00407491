// A sentence in the two languages that reports are written in.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crossbreak {

struct Words {
  std::string en;
  std::string zh;
  bool operator==(const Words&) const = default;
};

/// What stands for a {name} of a template, the same or not in the two languages. It refers to its texts and
/// owns none: made for the call that it is handed to, as fmt::arg is.
struct Argument {
  std::string_view name;
  std::string_view en;
  std::string_view zh;
  Argument(std::string_view argument, std::string_view text) : name(argument), en(text), zh(text) {}
  Argument(std::string_view argument, const Words& text) : name(argument), en(text.en), zh(text.zh) {}
};

/// The template with every {name} replaced, in one pass: braces inside an argument stay as they are, and so
/// does a name without argument.
Words filled(const Words& text, std::initializer_list<Argument> arguments);

/// "one, two", or "一、二".
Words listed(std::span<const Words> items);
Words listed(const std::vector<std::string>& names);

}  // namespace crossbreak
