#include "formats/tidy_issues.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "words/code.hpp"
#include "words/issues.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

enum Part : std::size_t { Code, Grade, Review, Place, Wells, Target, English, Chinese, PartCount };
constexpr std::string_view review = "review";

void add_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '|' || c == ';' || c == '\\')
      out += '\\';
    out += c;
  }
}

std::optional<Issue> issue_of_parts(std::vector<std::string> parts) {
  if (parts.size() != PartCount)
    return std::nullopt;
  const auto code = value_of<IssueCode>(parts[Code]);
  const auto severity = value_of<Severity>(parts[Grade]);
  if (!code || !severity || (!parts[Review].empty() && parts[Review] != review))
    return std::nullopt;
  Issue issue{.code = *code,
              .severity = *severity,
              .place = std::move(parts[Place]),
              .words = {std::move(parts[English]), std::move(parts[Chinese])},
              .asks_review = !parts[Review].empty()};
  issue.target = std::move(parts[Target]);
  const std::string& wells = parts[Wells];
  for (std::size_t start = 0; start < wells.size();) {
    const std::size_t end = std::min(wells.find(' ', start), wells.size());
    const std::optional<Well> well = parse_well(std::string_view(wells).substr(start, end - start));
    if (!well)
      return std::nullopt;
    issue.wells.push_back(*well);
    start = end + 1;
  }
  return issue;
}

}  // namespace

std::string tidy_issues_text(const std::vector<Issue>& issues) {
  std::string text;
  for (const Issue& issue : issues) {
    const std::string wells = joined(issue.wells, " ", [](const Well& well) { return to_string(well); });
    const std::array<std::string_view, PartCount> parts = {code_of(issue.code),
                                                           code_of(issue.severity),
                                                           issue.asks_review ? review : "",
                                                           issue.place,
                                                           wells,
                                                           issue.target,
                                                           issue.words.en,
                                                           issue.words.zh};
    if (!text.empty())
      text += ';';
    for (std::size_t part = 0; part < parts.size(); ++part) {
      if (part > 0)
        text += '|';
      add_escaped(text, parts[part]);
    }
  }
  return text;
}

std::optional<std::vector<Issue>> issues_of_tidy_text(std::string_view text) {
  std::vector<Issue> issues;
  if (text.empty())
    return issues;
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '\\' && i + 1 < text.size()) {
      parts.back() += text[++i];
    } else if (i < text.size() && text[i] == '|') {
      parts.emplace_back();
    } else if (i < text.size() && text[i] != ';') {
      parts.back() += text[i];
    } else {
      std::optional<Issue> issue = issue_of_parts(std::exchange(parts, std::vector<std::string>(1)));
      if (!issue)
        return std::nullopt;
      issues.push_back(std::move(*issue));
    }
  }
  return issues;
}

}  // namespace crossbreak
