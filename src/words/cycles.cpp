#include "words/cycles.hpp"

#include <fmt/format.h>
#include <string>

#include "words/curve_states.hpp"

namespace crossbreak {

Words cycles_in_words(std::span<const int> cycles) {
  const std::string first = std::to_string(cycles.front());
  if (cycles.size() == 1)
    return {"cycle " + first, "第" + first + "循环"};
  const std::string last = std::to_string(cycles.back());
  if (cycles.back() - cycles.front() + 1 == static_cast<int>(cycles.size()))
    return {"cycles " + first + "-" + last, "第" + first + "～" + last + "循环"};
  const std::string count = std::to_string(cycles.size());
  return {count + " cycles between " + first + " and " + last,
          "第" + first + "～" + last + "循环中的" + count + "个循环"};
}

Words ct_in_words(std::optional<double> ct) {
  if (!ct)
    return words_of(CtStatus::Undetermined);
  const std::string text = fmt::format("{:.2f}", *ct);
  return {.en = text, .zh = text};
}

}  // namespace crossbreak
