#include "calling/make_reason.hpp"

#include <string>
#include <vector>

#include "run/number_text.hpp"

namespace crossbreak {

Reason reason_of(ReasonCode code, std::optional<double> value, std::optional<double> limit,
                 std::initializer_list<Argument> arguments) {
  const std::string value_text = !value ? "" : limit ? text_beside(*value, *limit) : fixed_text(*value, 2);
  const std::string limit_text = limit ? shortest_text(*limit) : "";
  std::vector<Argument> all(arguments);
  if (value)
    all.emplace_back("value", value_text);
  if (limit)
    all.emplace_back("limit", limit_text);
  return {.code = code, .value = value, .limit = limit, .words = filled(entry_of(code).sentence, all)};
}

}  // namespace crossbreak
