#include "run/make_issue.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("an issue has its code without the variant, the catalogue's severity and both languages") {
  const Issue issue =
      make_issue({IssueCode::RunState, "not_complete"}, "plate.eds", field<"state">("STOPPED"));
  CHECK(issue == Issue{.code = IssueCode::RunState,
                       .severity = Severity::Warning,
                       .place = "plate.eds",
                       .words = {"The run is not marked as completed: RunState is STOPPED.",
                                 "运行未标记为完成：RunState为STOPPED。"},
                       .asks_review = true});
  CHECK(make_issue(IssueCode::DecimalComma, "plate.csv").severity == Severity::Note);
}
