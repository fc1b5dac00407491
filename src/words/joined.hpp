// Texts in a row, as sentences and cells list them.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace crossbreak {

/// What `text_of` gives of each item, with `between` between each two: "A1, A2".
template <class Items, class TextOf = std::identity>
std::string joined(const Items& items, std::string_view between = ", ", TextOf text_of = {}) {
  std::string text;
  bool is_first = true;
  for (const auto& item : items) {
    text += is_first ? std::string_view() : between;
    text += std::invoke(text_of, item);
    is_first = false;
  }
  return text;
}

/// "'FAM', 'VIC'"; empty without items.
template <class Items, class TextOf = std::identity>
std::string quoted_list(const Items& items, TextOf text_of = {}) {
  return joined(items, ", ",
                [&](const auto& item) { return "'" + std::string(std::invoke(text_of, item)) + "'"; });
}

}  // namespace crossbreak
