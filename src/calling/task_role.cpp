#include "calling/task_role.hpp"

#include <string>

#include "calling/sample_names.hpp"

namespace crossbreak {

std::optional<SampleRole> role_of_task(std::string_view task) {
  const std::string word = folded_sample_name(task);
  if (word == "ntc" || word == "nac")
    return SampleRole::Ntc;
  if (word == "ntp")
    return SampleRole::NegativeControl;
  if (word == "pos")
    return SampleRole::PositiveControl;
  if (word == "standard")
    return SampleRole::Standard;
  if (word == "unknown")
    return SampleRole::Unknown;
  return std::nullopt;
}

}  // namespace crossbreak
