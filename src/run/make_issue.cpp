#include "run/make_issue.hpp"

namespace crossbreak {

Issue issue_of(const IssueEntry& entry, std::string place, std::initializer_list<Argument> arguments) {
  return {.code = entry.issue,
          .severity = entry.severity,
          .place = std::move(place),
          .words = filled(entry.sentence, arguments),
          .asks_review = entry.asks_review};
}

}  // namespace crossbreak
