#include "run/issue_words.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("an issue has its code without the variant, the catalogue's severity and both languages") {
  const Issue issue = make_issue("run_state.not_complete", "plate.eds", {{"state", "STOPPED"}});
  CHECK(issue == Issue{.code = "run_state",
                       .severity = Issue::Severity::Warning,
                       .place = "plate.eds",
                       .words = {"The run is not marked as completed: RunState is STOPPED.",
                                 "运行未标记为完成：RunState为STOPPED。"}});
  CHECK(make_issue("decimal_comma", "plate.csv").severity == Issue::Severity::Note);
}
