// Issues in every JSON output: [{code, severity, place, text}].
#pragma once

#include <vector>

#include "reports/json_text.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// The field "issues".
void write_issues(JsonText& json, const std::vector<Issue>& issues);

}  // namespace crossbreak
