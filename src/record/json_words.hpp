// Sentences in every JSON output: {en, zh}.
#pragma once

#include <string_view>
#include <vector>

#include "record/json_text.hpp"
#include "run/run.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// The field `name`: {en, zh}.
void write_words(JsonText& json, std::string_view name, const Words& words);

/// The field "issues": [{code, severity, place, words}].
void write_issues(JsonText& json, const std::vector<Issue>& issues);

}  // namespace crossbreak
