// What reading a run file gave, as one cell of its tidy table: a doubt of the run stays one of the table.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run/issue.hpp"

namespace crossbreak {

/// "code|severity|review|place|wells|target|English|Chinese" of each issue, between semicolons; a backslash
/// stands before | ; and \ that belong to a text.
std::string tidy_issues_text(const std::vector<Issue>& issues);

/// Nothing where the text is not one that tidy_issues_text() gave.
std::optional<std::vector<Issue>> issues_of_tidy_text(std::string_view text);

}  // namespace crossbreak
