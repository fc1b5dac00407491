// Issues as lines of text, for tests to compare.
#pragma once

#include <string>
#include <vector>

#include "run/run.hpp"
#include "words/issues.hpp"

namespace crossbreak {

/// "warning encoding_guessed | plate.txt | The text is ..."
inline std::string issue_line(const Issue& issue) {
  return (issue.severity == Severity::Warning ? "warning " : "note ") + std::string(code_of(issue.code)) +
         " | " + issue.place + " | " + issue.words.en;
}

inline std::vector<std::string> issue_lines(const std::vector<Issue>& issues) {
  std::vector<std::string> lines;
  for (const Issue& issue : issues)
    lines.push_back(issue_line(issue));
  return lines;
}

}  // namespace crossbreak
