#include "reports/cohort_page.hpp"

#include <doctest/doctest.h>

#include "cohort_example.hpp"
#include "reports/cohort_drawing.hpp"
#include "reports/csp_hash.hpp"
#include "reports/review_page/markup.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    ++count;
  return count;
}

/// The text between two others.
std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t start = text.find(from);
  REQUIRE_MESSAGE(start != std::string::npos, from);
  const std::size_t behind = start + from.size();
  return text.substr(behind, text.find(to, behind) - behind);
}

std::string drawing_of(const CohortOutcome& outcome) {
  review_page::Fragment fragment;
  add_outcome_drawing(fragment.root(), outcome, Language::En);
  return fragment.html();
}

}  // namespace

TEST_CASE("the page of a study allows its style sheet and nothing else, and takes a name for no markup") {
  const std::string page = write_cohort_page(example_cohort(), Language::En);
  CHECK(page.find("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src " +
                  csp_hash(between(page, "<style>", "</style>")) + ";") != std::string::npos);
  CHECK(count_of(page, "<script") == 0);
  CHECK(count_of(page, "http") ==
        count_of(page, "http-equiv") + count_of(page, "xmlns=\"http://www.w3.org/"));
  CHECK(count_of(page, " style=") == 0);  // would need more than the sheet
  CHECK(page.find("<P9>") == std::string::npos);
  CHECK(page.find("&lt;P9&gt;") != std::string::npos);
  CHECK(page.find("Overall &lt;survival&gt;") != std::string::npos);
}

TEST_CASE("the page has the tables, a drawing of each comparison and of the model, and the doubts first") {
  const std::string page = write_cohort_page(example_cohort(), Language::En);
  for (const char* title : {"Table 1. ", "Table 2. ", "Table 3. ", "Table 4. ", "Deletions by kind"})
    CHECK(count_of(page, std::string("<h2>") + title) == 1);
  CHECK(count_of(page, "<svg ") == 2 * 2 + 1);  // two endpoints, by deletion and by groups; a forest
  CHECK(page.find("immortal time") < page.find("Table 1. "));
  CHECK(page.find("log-rank test: p = ") == std::string::npos);
  CHECK(page.find("Log-rank test: p = ") != std::string::npos);
  CHECK(page.find("Gray's test: p = ") != std::string::npos);
  const std::string chinese = write_cohort_page(example_cohort(), Language::Zh);
  CHECK(chinese.find("<html lang=\"zh-CN\">") != std::string::npos);
  CHECK(count_of(chinese, "<svg ") == 5);
}

TEST_CASE("groups differ in colour and in dashes") {
  for (std::size_t a = 0; a < 4; ++a)
    for (std::size_t b = 0; b < a; ++b) {
      CHECK(look_of_group(a).colour != look_of_group(b).colour);
      CHECK(std::string(look_of_group(a).dashes) != look_of_group(b).dashes);
    }
}

TEST_CASE("a curve goes in steps, with a band, ticks where follow-up ends, and the numbers at risk") {
  CohortOutcome outcome;
  outcome.label = {"OS", "OS"};
  outcome.by_label = {"deletion", "deletion"};
  outcome.is_drawn = true;
  CohortOutcomeGroup& group = outcome.groups.emplace_back();
  group.group = {.name = "deleted", .label = {"deleted", "deleted"}, .patients = 4};
  const auto point = [&](double time, int at_risk, int events, int censored, double share) {
    CohortPoint& told = group.curve.emplace_back();
    told.time = time;
    told.at_risk = at_risk;
    told.events = events;
    told.censored = censored;
    told.share = share;
    if (events > 0) {
      told.lower = share / 2;
      told.upper = share + 0.1;
    }
  };
  point(2.5, 4, 1, 0, 0.75);
  point(5, 3, 0, 1, 0.75);
  point(10, 2, 1, 1, 0.375);
  CHECK(time_axis_of(outcome).step == 1);
  CHECK(time_axis_of(outcome).end == 10);
  CHECK(at_risk(group, 0) == 4);
  CHECK(at_risk(group, 2.5) == 4);
  CHECK(at_risk(group, 3) == 3);
  CHECK(at_risk(group, 10) == 2);
  CHECK(at_risk(group, 11) == 0);
  const std::string drawing = drawing_of(outcome);
  INFO(drawing);
  // 62 to 660 are ten months, 300 to 12 a share of 1.
  CHECK(drawing.find("d=\"M62 12H211.5V84H660V192\"") != std::string::npos);
  CHECK(drawing.find("M361 80v8M660 188v8") != std::string::npos);
  CHECK(drawing.find("fill-opacity=\"0.13\"") != std::string::npos);
  CHECK(drawing.find("d=\"M211.5 55.2H361V192H211.5Z") != std::string::npos);
  CHECK(drawing.find("aria-label=\"OS, by deletion\"") != std::string::npos);
}

TEST_CASE("an axis has at most ten marks however long the follow-up") {
  CohortOutcome outcome;
  CohortOutcomeGroup& group = outcome.groups.emplace_back();
  for (const double last : {0.5, 1.0, 9.0, 36.0, 61.0, 200.0, 5000.0}) {
    group.curve = {CohortPoint{}};
    group.curve[0].time = last;
    const TimeAxis axis = time_axis_of(outcome);
    CAPTURE(last);
    CHECK(axis.end >= last);
    CHECK(axis.end / axis.step <= 10);
  }
}

TEST_CASE("ten thousand patients make a page that a browser can show") {
  JoinedPatients joined;
  const JoinedPatients some = example_patients();
  for (std::size_t i = 0; i < 10000; ++i) {
    joined.patients.push_back(some.patients[i % some.patients.size()]);
    for (auto& endpoint : joined.patients.back().clinical.endpoints)
      endpoint->time = 0.01 * static_cast<double>(i * 7 % 9973);
  }
  CHECK(write_cohort_page(example_cohort(example_study(), joined), Language::En).size() < 4'000'000);
}
