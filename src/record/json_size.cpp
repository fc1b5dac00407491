#include "record/json_size.hpp"

#include <string>

#include "record/record.hpp"
#include "run/input_limits.hpp"
#include "run/json_size.hpp"

namespace crossbreak {

void check_json_size(std::string_view name, std::string_view json) {
  const JsonSize size = size_of_json(json);
  const std::uint64_t most = InputLimits{}.elements;
  if (size.values > most)
    throw ReportError(std::string(name) + ": too large: expected at most " + std::to_string(most) +
                      " values of JSON, found some " + std::to_string(size.values));
  if (size.levels > most_levels)
    throw ReportError(std::string(name) + ": expected JSON with at most " + std::to_string(most_levels) +
                      " values inside one another, found " + std::to_string(size.levels));
}

}  // namespace crossbreak
