#include "release/standing.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "full_plate.hpp"
#include "message_of.hpp"
#include "release/release_error.hpp"
#include "release/subjects.hpp"
#include "review_events.hpp"
#include "words/joined.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

const Report& called() {
  return called_example().report;
}

/// "undecided", "in conflict", "decided by run 0", or who decided what: "accept: A. Reviewer, B. Second".
std::string said_of(const StandingReview& review, const ReviewSubject& subject) {
  for (const SubjectStanding& standing : review.subjects) {
    if (!(standing.subject == subject))
      continue;
    if (standing.by_run)
      return "decided by run " + std::to_string(*standing.by_run);
    if (standing.standing == Standing::Undecided)
      return "undecided";
    if (standing.standing == Standing::Conflict)
      return "in conflict";
    return std::string(code_of(standing.events.front().action)) + ": " +
           joined(standing.events, ", ", &ReviewEvent::by);
  }
  return "no such subject";
}

std::string said_of(const std::vector<ReviewEvent>& events, const ReviewSubject& subject) {
  return said_of(standing_of(called(), events), subject);
}

/// Why the events cannot be; "they can" where they can.
std::string why_not(const std::vector<ReviewEvent>& events, const Report& report = called()) {
  const std::string why = message_of<VerificationError>([&] { standing_of(report, events); });
  return why == "nothing thrown" ? "they can" : why;
}

/// Two runs, of which the second holds of the second patient the reference gene alone.
Report reference_apart() {
  Report report = two_plates();
  PatientCall& patient = report.calls.patients[1];
  const auto is_on = [&](std::size_t run) {
    return [&report, run](std::size_t well) { return report.calls.wells.at(well).run == run; };
  };
  for (SetCall& set : patient.sets)
    std::erase_if(set.wells, is_on(1));
  std::erase_if(patient.reference.value().wells, is_on(0));
  REQUIRE_FALSE(patient.reference->wells.empty());
  return report;
}

ReviewFile file_of(const std::string& name, std::vector<ReviewEvent> events) {
  return {.name = name, .record_sha256 = called_example().sha256, .events = std::move(events)};
}

}  // namespace

TEST_CASE("before anyone decides, run, controls and patients stand in the record's order, undecided") {
  const StandingReview review = standing_of(called(), {});
  const std::vector<ReviewSubject> expected = all_subjects(called());
  REQUIRE(expected.size() == 1 + 14 + 8);
  REQUIRE(review.subjects.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(name_of(expected[i], called()));
    CHECK(review.subjects[i].subject == expected[i]);
    CHECK(review.subjects[i].standing == Standing::Undecided);
    CHECK(review.subjects[i].events.empty());
  }
  CHECK_FALSE(is_decided(review));
  CHECK(decisions_of(review).empty());
}

TEST_CASE("a review is decided when nothing is left") {
  std::vector<ReviewEvent> events = with_the_rest(called(), {});
  CHECK(is_decided(standing_of(called(), events)));
  CHECK(decisions_of(standing_of(called(), events)).size() == all_subjects(called()).size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    CAPTURE(name_of(events[i].subject, called()));
    std::vector<ReviewEvent> others = events;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK_FALSE(is_decided(standing_of(called(), others)));
  }
}

TEST_CASE("files are merged by id: oldest first, each event once") {
  const ReviewEvent first = at_time(accept_of(3, ann), "2026-03-06T08:00:00Z");
  const ReviewEvent second = at_time(reject_of(1, bob), "2026-03-06T09:00:00Z");
  const ReviewEvent third = at_time(accept_of(2, bob, "1-2"), "2026-03-06T10:00:00Z");
  const std::vector<ReviewEvent> merged = merge_events(
      std::vector{file_of("b", {second, third}), file_of("a", {first, third}), file_of("none", {})});
  CHECK(merged == std::vector{first, second, third});
  CHECK(merge_events(std::vector{file_of("a", {first, third}), file_of("b", {second, third})}) == merged);
}

TEST_CASE("events of one second keep the order of their file; of several files the lower id is first") {
  const ReviewEvent one = accept_of(1, ann);
  const ReviewEvent two = accept_of(2, bob);
  const ReviewEvent three = accept_of(3, cleo);
  const ReviewEvent four = accept_of(4, ann, "1-2");
  const auto merged_either_way = [](const std::vector<ReviewEvent>& a, const std::vector<ReviewEvent>& b) {
    const std::vector<ReviewEvent> merged = merge_events(std::vector{file_of("a", a), file_of("b", b)});
    CHECK(merge_events(std::vector{file_of("b", b), file_of("a", a)}) == merged);
    return merged;
  };
  CHECK(merged_either_way({three}, {two, one}) == std::vector{two, one, three});
  CHECK(merged_either_way({four, two}, {four, one, three}) == std::vector{four, one, two, three});
  CHECK(merged_either_way({two, one}, {one, two}) == std::vector{one, two});
}

TEST_CASE("one id with another content does not check, in two files or in one") {
  const ReviewEvent event = reject_of(1, ann);
  std::vector<ReviewEvent> others(8, event);
  others[0].at = "2026-03-06T08:15:31Z";
  others[1].zone = "+09:00";
  others[2].by = "A.Reviewer";  // the same person, but another event
  others[3].subject = on_patient("1-2");
  others[4].code = DecisionCode::SampleSwap;
  others[5].words = "leaked";
  others[6].replaces = {id_of(2)};
  others[7].action = ReviewAction::Accept;
  for (const ReviewEvent& other : others) {
    CHECK(message_of<VerificationError>([&] {
            merge_events(std::vector{file_of("a.review.json", {event}), file_of("b.review.json", {other})});
          }) ==
          "b.review.json: event " + id_of(1) + " is not as a.review.json has it: one of the two was changed");
    CHECK(message_of<VerificationError>([&] {
            merge_events(std::vector{file_of("a.review.json", {event, other})});
          }) ==
          "a.review.json: event " + id_of(1) + " is not as a.review.json has it: one of the two was changed");
  }
}

TEST_CASE("people who decide the same agree, whatever their codes and words") {
  ReviewEvent other = reject_of(2, bob);
  other.code = DecisionCode::SampleSwap;
  other.words = "two tubes";
  const StandingReview review = standing_of(called(), std::vector{reject_of(1, ann), other});
  CHECK(said_of(review, first_patient) == "reject: A. Reviewer, B. Second");
  const std::vector<Decision> decisions = decisions_of(review);
  REQUIRE(decisions.size() == 1);
  CHECK(decisions[0] == Decision{.subject = first_patient,
                                 .action = ReviewAction::Reject,
                                 .by = {ann, bob},
                                 .events = {id_of(1), id_of(2)}});
}

TEST_CASE("a decision names each of its people once, by the name of the first event") {
  const std::vector<Decision> decisions = decisions_of(standing_of(
      called(), std::vector{accept_of(1, ann), accept_of(2, "a.reviewer"), accept_of(3, "Ａ. Reviewer")}));
  REQUIRE(decisions.size() == 1);
  CHECK(decisions[0].by == std::vector{ann});
  CHECK(decisions[0].events.size() == 3);
}

TEST_CASE("people agree in a repeat or an override where they name the same sets, in any order") {
  CHECK(said_of({repeat_of(1, ann, first_patient, {"D4-7", "D2-8"}),
                 repeat_of(2, bob, first_patient, {"D2-8", "D4-7"})},
                first_patient) == "repeat: A. Reviewer, B. Second");
  CHECK(said_of(
            {repeat_of(1, ann, first_patient, {"D4-7", "D2-8"}), repeat_of(2, bob, first_patient, {"D4-7"})},
            first_patient) == "in conflict");
  const auto negative =
      override_of(1, ann, called(), "00123", {{"D4-7", SetResult::Negative}}, PatientCallState::NotDetected);
  CHECK(said_of({negative, override_of(2, bob, called(), "00123", {{"D4-7", SetResult::Negative}},
                                       PatientCallState::NotDetected)},
                first_patient) == "override: A. Reviewer, B. Second");
  CHECK(said_of({negative, override_of(2, bob, called(), "00123", {{"D4-7", SetResult::Inconclusive}},
                                       PatientCallState::Inconclusive)},
                first_patient) == "in conflict");
}

TEST_CASE("two people who differ are in conflict, and no time decides") {
  for (const char* at : {"2020-01-01T00:00:00Z", "2026-03-06T08:15:30Z", "2030-01-01T00:00:00Z"}) {
    CAPTURE(at);
    const ReviewEvent one = accept_of(1, ann);
    const ReviewEvent other = at_time(reject_of(2, bob), at);
    CHECK(said_of({one, other}, first_patient) == "in conflict");
    CHECK(said_of({other, one}, first_patient) == "in conflict");
    CHECK(decisions_of(standing_of(called(), std::vector{one, other})).empty());
  }
  CHECK(said_of({accept_of(1, ann), repeat_of(2, bob, first_patient, {"D4-7"})}, first_patient) ==
        "in conflict");
  CHECK(said_of({accept_of(1, ann), reject_of(2, "A.Reviewer")}, first_patient) == "in conflict");
}

TEST_CASE("two who differ on a run or on a control are in conflict too") {
  for (const ReviewSubject& subject : {on_run(), on_control("PC", "D4-7")}) {
    CHECK(said_of({event_of(1, ann, subject, ReviewAction::Accept),
                   event_of(2, bob, subject, ReviewAction::Reject)},
                  subject) == "in conflict");
  }
}

TEST_CASE("a conflict ends with an event that replaces both, of a third person or of one of the two") {
  for (const std::string& by : {cleo, bob}) {
    CAPTURE(by);
    const std::vector<ReviewEvent> events = {accept_of(1, ann), reject_of(2, bob),
                                             replacing(accept_of(3, by), {1, 2})};
    CHECK(said_of(events, first_patient) == "accept: " + by);
    CHECK(decisions_of(standing_of(called(), events)).at(0).by == std::vector{by});
  }
}

TEST_CASE("a conflict stays where an event replaces one side alone, or was made without the other's last") {
  CHECK(said_of({accept_of(1, ann), reject_of(2, bob), replacing(reject_of(3, ann), {1}),
                 repeat_of(4, cleo, first_patient, {"D4-7"})},
                first_patient) == "in conflict");
  // B. Second has decided anew meanwhile: the third person has not seen it
  CHECK(said_of({accept_of(1, ann), reject_of(2, bob), replacing(accept_of(3, cleo), {1, 2}),
                 replacing(repeat_of(4, bob, first_patient, {"D4-7"}), {2})},
                first_patient) == "in conflict");
}

TEST_CASE("nobody replaces what another decided and nobody disputes") {
  const std::string why = "event " + id_of(2) + " by B. Second: replaces event " + id_of(1) +
                          " of A. Reviewer, but none that differs from it: a decision beside it makes a "
                          "conflict, which an event that replaces both ends";
  CHECK(why_not(std::vector{accept_of(1, ann), replacing(reject_of(2, bob), {1})}) == why);
  CHECK(why_not(std::vector{accept_of(1, ann), replacing(accept_of(2, bob), {1})}) == why);
  // two who agree
  CHECK(why_not(std::vector{accept_of(1, ann), accept_of(3, cleo), replacing(reject_of(2, bob), {1, 3})}) ==
        why);
}

TEST_CASE("an event that replaces many of others needs one among them that differs") {
  constexpr int count = 20'000;
  std::vector<ReviewEvent> events;
  std::vector<int> ids;
  for (int i = 1; i <= count; ++i) {
    ids.push_back(i);
    events.push_back(i == count ? reject_of(i, bob) : accept_of(i, i == 1 ? bob : ann));
  }
  events.push_back(replacing(repeat_of(count + 1, cleo, first_patient, {"D4-7"}), ids));
  CHECK(said_of(events, first_patient) == "repeat: C. Third");
  events[count - 1].action = ReviewAction::Accept;
  events[count - 1].code.reset();
  CHECK(why_not(events) == "event " + id_of(count + 1) + " by C. Third: replaces event " + id_of(1) +
                               " of B. Second, but none that differs from it: a decision beside it makes a "
                               "conflict, which an event that replaces both ends");
}

TEST_CASE("a decision of ten thousand people names each of them once") {
  constexpr int count = 10'000;
  std::vector<ReviewEvent> events;
  std::vector<std::string> people;
  for (int i = 0; i < count; ++i) {
    people.push_back("P" + std::to_string(i));
    events.push_back(accept_of(2 * i, people.back()));
    events.push_back(accept_of(2 * i + 1, "p" + std::to_string(i)));
  }
  CHECK(decisions_of(standing_of(called(), events)).at(0).by == people);
}

TEST_CASE("events that replace each other in a circle are refused, be they two or many") {
  for (const int count : {2, 3, 1000}) {
    CAPTURE(count);
    std::vector<ReviewEvent> circle;
    for (int i = 1; i <= count; ++i)
      circle.push_back(replacing(accept_of(i, ann), {i < count ? i + 1 : 1}));
    // What stands behind the circle or beside it is not to blame.
    circle.insert(circle.begin(), replacing(accept_of(count + 1, ann), {count + 2}));
    circle.push_back(accept_of(count + 2, ann));
    CHECK(why_not(circle) == "event " + id_of(1) + " by A. Reviewer: replaces event " + id_of(2) +
                                 ", which replaces it in turn: none of them would stand");
  }
}

TEST_CASE("an event that replaces one of a circle is refused as those of the circle are") {
  CHECK(why_not({replacing(accept_of(1, ann), {4, 2}), replacing(accept_of(2, ann), {3}),
                 replacing(accept_of(3, ann), {2}), accept_of(4, ann)}) ==
        "event " + id_of(1) + " by A. Reviewer: replaces event " + id_of(2) +
            ", which replaces it in turn: none of them would stand");
}

TEST_CASE("events that replace each other in no circle stand in any order of a file") {
  const std::vector<ReviewEvent> chain = {replacing(accept_of(3, ann), {2}),
                                          replacing(reject_of(2, ann), {1}), accept_of(1, ann)};
  CHECK(said_of(chain, first_patient) == "accept: A. Reviewer");
  // Two that replace one, and one that replaces both; the one by two ways.
  const std::vector<ReviewEvent> diamond = {replacing(reject_of(4, ann), {2, 3, 1}),
                                            replacing(accept_of(2, ann), {1}),
                                            replacing(accept_of(3, ann), {1, 1}), accept_of(1, ann)};
  CHECK(said_of(diamond, first_patient) == "reject: A. Reviewer");
}

TEST_CASE("twenty thousand events of one second that each replace the one behind it are looked at once") {
  constexpr int count = 20'000;
  std::vector<ReviewEvent> chain;
  for (int i = 1; i < count; ++i)
    chain.push_back(replacing(accept_of(i, ann), {i + 1}));
  chain.push_back(reject_of(count, ann));
  const StandingReview review = standing_of(called(), chain);
  CHECK(said_of(review, first_patient) == "accept: A. Reviewer");
  CHECK(decisions_of(review).at(0).events == std::vector{id_of(1)});
}

TEST_CASE("one's own later decision replaces the earlier one, under any spelling of the name") {
  for (const char* name : {"A. Reviewer", "A.Reviewer", "a. reviewer", "Ａ．Reviewer"}) {
    CAPTURE(name);
    CHECK(said_of({accept_of(1, ann), replacing(reject_of(2, name), {1})}, first_patient) ==
          std::string("reject: ") + name);
  }
}

TEST_CASE("one takes back one's own event, and nobody else's") {
  CHECK(said_of({accept_of(1, ann), withdrawal_of(2, ann, 1)}, first_patient) == "undecided");
  CHECK(said_of({accept_of(1, ann), withdrawal_of(2, "a.reviewer", 1)}, first_patient) == "undecided");
  CHECK(said_of({accept_of(1, ann), reject_of(2, bob), withdrawal_of(3, ann, 1)}, first_patient) ==
        "reject: B. Second");
  CHECK(why_not(std::vector{accept_of(1, ann), withdrawal_of(2, bob, 1)}) ==
        "event " + id_of(2) + " by B. Second: takes back event " + id_of(1) +
            " of A. Reviewer: only A. Reviewer can; decide otherwise instead");
}

TEST_CASE("what an event replaced does not come back with its withdrawal") {
  CHECK(said_of({accept_of(1, ann), replacing(reject_of(2, ann), {1}), withdrawal_of(3, ann, 2)},
                first_patient) == "undecided");
}

TEST_CASE("an event names others that are there, on its own subject, and that can be replaced") {
  const std::string by_ann = "event " + id_of(2) + " by A. Reviewer: names event ";
  CHECK(why_not(std::vector{replacing(reject_of(2, ann), {1})}) ==
        by_ann + id_of(1) + ", which is in none of the review files: give all of them");
  CHECK(why_not(std::vector{replacing(reject_of(2, ann), {2})}) ==
        by_ann + id_of(2) + ", which nothing can replace");
  CHECK(why_not(std::vector{accept_of(1, ann, "1-2"), replacing(reject_of(2, ann), {1})}) ==
        by_ann + id_of(1) + ", which is about another subject");
  CHECK(why_not(std::vector{accept_of(3, ann), withdrawal_of(1, ann, 3), withdrawal_of(2, ann, 1)}) ==
        by_ann + id_of(1) + ", which nothing can replace");
  CHECK(why_not(std::vector{event_of(1, bob, first_patient, ReviewAction::Comment),
                            replacing(reject_of(2, ann), {1})}) ==
        by_ann + id_of(1) + ", a comment, which is not replaced, only taken back");
}

TEST_CASE("a comment decides nothing, and disputes nothing") {
  ReviewEvent comment = event_of(2, bob, first_patient, ReviewAction::Comment);
  comment.words = "pale curve";
  CHECK(said_of({comment}, first_patient) == "undecided");
  CHECK(said_of({accept_of(1, ann), comment}, first_patient) == "accept: A. Reviewer");
  CHECK(why_not(std::vector{comment, withdrawal_of(3, bob, 2)}) == "they can");
}

TEST_CASE("a run that is repeated or rejected decides all its patients, and none of its controls") {
  for (const ReviewEvent& run : {repeat_of(1, ann, on_run(), {"D4-7", "D4-8", "D2-7", "D2-8"}),
                                 event_of(1, ann, on_run(), ReviewAction::Reject)}) {
    CAPTURE(code_of(run.action));
    // what people say of a patient, even against each other, is no more asked for
    const StandingReview review =
        standing_of(called(), std::vector{run, accept_of(2, ann, "1-2"), reject_of(3, bob, "1-2")});
    for (const PatientCall& patient : called().calls.patients)
      CHECK(said_of(review, on_patient(patient.sample)) == "decided by run 0");
    CHECK(said_of(review, on_control("NTC", "D4-7")) == "undecided");
    const std::vector<Decision> decisions = decisions_of(review);
    REQUIRE(decisions.size() == 1);
    CHECK(decisions[0].subject == on_run());
  }
}

TEST_CASE("a run that is accepted, undecided or in conflict decides no patient") {
  CHECK(said_of({event_of(1, ann, on_run(), ReviewAction::Accept)}, first_patient) == "undecided");
  const ReviewEvent repeated = repeat_of(1, ann, on_run(), {"D4-7"});
  CHECK(said_of({repeated, event_of(2, bob, on_run(), ReviewAction::Accept)}, first_patient) == "undecided");
  CHECK(said_of({repeated, withdrawal_of(2, ann, 1, on_run())}, first_patient) == "undecided");
}

TEST_CASE("a run decides the patients too that are on it with some of their sets") {
  const Report report = two_plates();
  for (const std::size_t run : {std::size_t{0}, std::size_t{1}}) {
    CAPTURE(run);
    const StandingReview review = standing_of(report, std::vector{repeat_of(1, ann, on_run(run), {"D4-7"})});
    CHECK(said_of(review, on_patient(report.calls.patients[1].sample)) ==
          "decided by run " + std::to_string(run));
    CHECK(said_of(review, on_run(1 - run)) == "undecided");
  }
}

TEST_CASE("a run decides the patients too that have wells of the reference gene alone on it") {
  const Report report = reference_apart();
  const PatientCall& patient = report.calls.patients[1];
  CHECK(runs_of(patient, report.calls) == std::set<std::size_t>{0, 1});
  for (const ReviewEvent& run :
       {repeat_of(1, ann, on_run(1), {"D4-7"}), event_of(1, ann, on_run(1), ReviewAction::Accept)}) {
    CAPTURE(code_of(run.action));
    CHECK(said_of(standing_of(report, std::vector{run}), on_patient(patient.sample)) ==
          (run.action == ReviewAction::Repeat ? "decided by run 1" : "undecided"));
  }
}

TEST_CASE("a negative rests on the reference gene's controls") {
  for (const char* control : {"NC", "NTC"}) {
    CAPTURE(control);
    std::vector<std::string> contradictions;
    const ReviewEvent rejected = event_of(1, ann, on_control(control, "ALB"), ReviewAction::Reject);
    for (const Words& words :
         standing_of(called(), with_the_rest(called(), {rejected, reject_of(2, ann, "3E5")})).contradictions)
      contradictions.push_back(words.en);
    std::vector<std::string> expected;
    for (const char* sample :
         {"00123", "1-2", "=1+1", "@SUM(A1)", "-7", "00124"})  // no set of 张三 is negative
      expected.push_back(std::string("patient ") + sample + " is to be released, but not control " + control +
                         "/ALB that it rests on");
    CHECK(contradictions == expected);
    CHECK(standing_of(called(),
                      with_the_rest(called(), {repeat_of(1, ann, on_control(control, "ALB"), {"ALB"})}))
              .contradictions.size() == expected.size() + 1);
  }
}

TEST_CASE("a positive, and a patient without the reference gene, rest on none of its controls") {
  const ReviewEvent rejected = event_of(1, ann, on_control("NC", "ALB"), ReviewAction::Reject);
  const auto contradictions = [&](const Report& report, const std::vector<ReviewEvent>& events) {
    return standing_of(report, with_the_rest(report, events)).contradictions.size();
  };
  Report report = called();
  const std::size_t all = contradictions(report, {rejected});
  PatientCall& patient = report.calls.patients.front();
  for (SetCall& set : patient.sets)
    set.result = SetResult::Positive;
  CHECK(contradictions(report, {rejected}) == all - 1);
  CHECK(contradictions(report,
                       {rejected, override_of(2, ann, report, patient.sample, {{"D4-7", SetResult::Negative}},
                                              PatientCallState::Mixed)}) == all);
  report = called();
  report.calls.patients.front().reference.reset();
  CHECK(contradictions(report, {rejected}) == all - 1);
}

TEST_CASE("a negative rests on the reference gene of its own run, and where that has none of another") {
  const auto contradictions = [](const Report& report, std::size_t run) {
    return standing_of(report,
                       std::vector{event_of(1, ann, on_control("NC", "ALB", run), ReviewAction::Reject),
                                   accept_of(2, ann, report.calls.patients[1].sample)})
        .contradictions.size();
  };
  CHECK(contradictions(reference_apart(), 0) == 0);
  CHECK(contradictions(reference_apart(), 1) == 1);
  Report report = two_plates();
  CHECK(contradictions(report, 0) == 1);
  CHECK(contradictions(report, 1) == 1);
  for (SetCall& set : report.calls.patients[1].sets)
    if (set.set == "D2-7" || set.set == "D2-8")
      set.result = SetResult::Positive;
  CHECK(contradictions(report, 0) == 1);
  CHECK(contradictions(report, 1) == 0);
}

TEST_CASE("what rests on a control that is rejected or repeated is not released") {
  for (const ReviewEvent& control : {event_of(1, ann, on_control("PC", "D2-8"), ReviewAction::Reject),
                                     repeat_of(1, ann, on_control("PC", "D2-8"), {"D2-8"})}) {
    CAPTURE(code_of(control.action));
    const StandingReview review =
        standing_of(called(), with_the_rest(called(), {control, reject_of(2, ann, "3E5"),
                                                       repeat_of(3, ann, on_patient("1-2"), {"D2-8"})}));
    std::vector<std::string> contradictions;
    for (const Words& words : review.contradictions)
      contradictions.push_back(words.en);
    // neither who is withheld, nor who has no result of the set
    std::vector<std::string> expected;
    for (const char* sample : {"00123", "=1+1", "@SUM(A1)", "-7", "00124"})
      expected.push_back(std::string("patient ") + sample +
                         " is to be released, but not control PC/D2-8 that it rests on");
    CHECK(contradictions == expected);
    CHECK_FALSE(is_decided(review));
  }
}

TEST_CASE("a set without result rests on no control, until somebody gives it one") {
  const ReviewEvent control = event_of(1, ann, on_control("PC", "D4-8"), ReviewAction::Reject);
  const auto contradicts = [&](const ReviewEvent& decision) {
    const StandingReview review = standing_of(called(), std::vector{control, decision});
    return review.contradictions.size();
  };
  CHECK(contradicts(accept_of(2, ann, "@SUM(A1)")) == 0);
  CHECK(contradicts(override_of(2, ann, called(), "@SUM(A1)", {{"D4-8", SetResult::Negative}},
                                PatientCallState::NotDetected)) == 1);
  CHECK(contradicts(accept_of(2, ann, "00123")) == 1);
  CHECK(contradicts(override_of(2, ann, called(), "00123", {{"D4-8", SetResult::Invalid}},
                                PatientCallState::Deletion)) == 0);
}

TEST_CASE("nothing rests on a control of another run") {
  const Report report = two_plates();
  const std::string sample = report.calls.patients[0].sample;
  const auto contradictions = [&](const std::string& set, std::size_t run) {
    return standing_of(report, std::vector{event_of(1, ann, on_control("PC", set, run), ReviewAction::Reject),
                                           accept_of(2, ann, sample)})
        .contradictions;
  };
  REQUIRE(contradictions("D4-7", 0).size() == 1);
  CHECK(contradictions("D4-7", 0)[0].en == "patient " + sample +
                                               " is to be released, but not control PC/D4-7 of " +
                                               report.inputs[0].file + " that it rests on");
  CHECK(contradictions("D2-7", 1).size() == 1);
  CHECK(contradictions("D2-8", 1).empty());  // invalid there
}

TEST_CASE("a rejected control contradicts nobody whose run is repeated") {
  const StandingReview review = standing_of(
      called(), with_the_rest(called(), {event_of(1, ann, on_control("PC", "D2-8"), ReviewAction::Reject),
                                         repeat_of(2, ann, on_run(), {"D2-8"})}));
  CHECK(review.contradictions.empty());
  CHECK(is_decided(review));
}

TEST_CASE("excluded wells stand behind the patients, each as it was named") {
  const ReviewEvent whole = event_of(1, ann, on_well("A1"), ReviewAction::Exclude);
  const ReviewEvent one = event_of(2, bob, on_well("A1", "IKZF1_D2-7"), ReviewAction::Exclude);
  const StandingReview review =
      standing_of(called(), std::vector{whole, one, event_of(3, bob, on_well("A1"), ReviewAction::Exclude)});
  REQUIRE(review.subjects.size() == all_subjects(called()).size() + 2);
  CHECK(said_of(review, whole.subject) == "exclude: A. Reviewer, B. Second");
  CHECK(said_of(review, one.subject) == "exclude: B. Second");
  CHECK(decisions_of(review).back().subject == one.subject);
  // taken back, the well is no subject any more
  CHECK(said_of({whole, withdrawal_of(4, ann, 1, on_well("A1"))}, whole.subject) == "no such subject");
}
