#include "release/named_subjects.hpp"

#include <doctest/doctest.h>

#include "message_of.hpp"
#include "release/release_error.hpp"
#include "review_events.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

const Report& called() {
  return called_example().report;
}

}  // namespace

TEST_CASE("subjects are found by the words, the names and the status names of a record") {
  const StandingReview review = standing_of(called(), {});
  const NamedSubjects subjects(called(), review);
  CHECK(subjects.all() == all_subjects(called()));
  CHECK(subjects.named("--accept", "run") == std::vector{on_run()});
  CHECK(subjects.named("--accept", "sample:00123") == std::vector{on_patient("00123")});
  CHECK(subjects.named("--accept", "control NTC/D4-7") == std::vector{on_control("NTC", "D4-7")});
  for (const ReviewSubject& control : subjects.named("--accept", "controls"))
    CHECK(control.control.has_value());
  CHECK(subjects.one_patient("--override", "3e5") == on_patient("3E5"));
  CHECK(message_of<DecisionError>([&] { subjects.one_patient("--override", "NTC"); }) ==
        "--override: expected a patient, found 'NTC', which is none");
}

TEST_CASE("a set is found under any spelling, the reference gene only where it is asked for too") {
  CHECK(named_set("--override", "d4-7 ", called()) == "D4-7");
  CHECK(named_set_or_reference("--repeat", "alb", called()) == "ALB");
  CHECK(message_of<DecisionError>([] { named_set("--override", "ALB", called()); }) ==
        "--override: expected a set (D4-7, D4-8, D2-7, D2-8), found 'ALB'");
}

TEST_CASE("a result is found by its code alone") {
  CHECK(named_result("--override", "inconclusive") == SetResult::Inconclusive);
  CHECK(message_of<DecisionError>([] { named_result("--override", "Positive"); }) ==
        "--override: expected a result (positive, negative, inconclusive, invalid, missing), found "
        "'Positive', did you mean 'positive'?");
}

TEST_CASE("a well is found with and without a target") {
  CHECK(named_well("--exclude", "A1", called()) == on_well("A1"));
  CHECK(named_well("--exclude", "H12/D4/7", called()) == on_well("H12", "D4/7"));
  CHECK(message_of<DecisionError>([] { named_well("--exclude", "A0/D4-7", called()); }) ==
        "--exclude: expected WELL or WELL/TARGET, found 'A0/D4-7'");
}
