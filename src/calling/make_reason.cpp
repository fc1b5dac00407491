#include "calling/make_reason.hpp"

#include <string>
#include <vector>

#include "run/number_text.hpp"

namespace crossbreak {

Reason reason_of(ReasonCode code, std::optional<double> value, std::optional<double> limit,
                 std::initializer_list<Argument> arguments) {
  std::string value_text;
  std::string limit_text;
  if (limit)
    limit_text = readable_text(*limit);
  if (value && limit)
    value_text = text_beside(*value, *limit);
  else if (value)
    value_text = fixed_text(*value, 2);
  std::vector<Argument> all(arguments);
  if (value)
    all.emplace_back("value", value_text);
  if (limit)
    all.emplace_back("limit", limit_text);
  return {.code = code, .value = value, .limit = limit, .words = filled(entry_of(code).sentence, all)};
}

Reason reason_of(ReasonCode code, std::initializer_list<Argument> arguments) {
  return reason_of(code, std::nullopt, std::nullopt, arguments);
}

}  // namespace crossbreak
