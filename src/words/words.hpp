// A text in the two languages that reports are written in.
#pragma once

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

/// The language of a report's own words; names from the run stay as they are.
enum class Language { En, Zh };

const std::string& in(Language language, const Words& words);

/// "mixed (D4-7)", or "混合型（D4-7）".
Words in_parentheses(const Words& words, const Words& inside);

/// " (plate.eds)", or "（plate.eds）": behind what it belongs to.
Words in_parentheses(const std::string& inside);

/// "one; two", or "one；two": clauses of one sentence.
Words joined_clauses(std::span<const Words> clauses);

/// "one, two", or "一、二".
Words listed(std::span<const Words> items);
Words listed(const std::vector<std::string>& names);

}  // namespace crossbreak
