#include "release/decide.hpp"

#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "full_plate.hpp"
#include "message_of.hpp"
#include "release/release_error.hpp"
#include "release/standing.hpp"
#include "release/subjects.hpp"
#include "review_events.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

const std::string now = "2026-03-06T10:00:00Z";

const Report& called() {
  return called_example().report;
}

DecisionRequest request_by(const std::string& by) {
  DecisionRequest request;
  request.by = by;
  return request;
}

/// With a code, for what needs one.
DecisionRequest coded_by(const std::string& by, DecisionCode code = DecisionCode::Pipetting) {
  DecisionRequest request = request_by(by);
  request.code = code;
  return request;
}

DecisionRequest accepting(const std::string& by, const std::vector<std::string>& subjects) {
  DecisionRequest request = request_by(by);
  request.accept = subjects;
  return request;
}

/// Ids from 500 on.
DecisionStamp stamp(const std::string& at = now) {
  int next = 500;
  return {.at = at, .zone = "+08:00", .new_id = [next]() mutable { return id_of(next++); }};
}

/// Ids count on from those that are known.
std::vector<ReviewEvent> decided(const std::vector<ReviewEvent>& known, const DecisionRequest& request,
                                 const Report& report = called()) {
  int next = 500 + static_cast<int>(known.size());
  return decide(report, known, request,
                {.at = now, .zone = "+08:00", .new_id = [&next] { return id_of(next++); }});
}

std::vector<ReviewEvent> joined_with(std::vector<ReviewEvent> known, const std::vector<ReviewEvent>& more) {
  known.insert(known.end(), more.begin(), more.end());
  return known;
}

/// Run and controls accepted by A. Reviewer.
std::vector<ReviewEvent> run_and_controls(const Report& report = called()) {
  std::vector<ReviewEvent> events;
  int id = 0;
  for (const ReviewSubject& subject : all_subjects(report))
    if (!subject.sample)
      events.push_back(event_of(++id, ann, subject, ReviewAction::Accept));
  return events;
}

/// One event, of what is asked behind run and controls.
ReviewEvent one_event(const DecisionRequest& request) {
  const std::vector<ReviewEvent> events = decided(run_and_controls(), request);
  REQUIRE(events.size() == 1);
  return events[0];
}

std::string why_not(const DecisionRequest& request, const std::vector<ReviewEvent>& known = {},
                    const Report& report = called()) {
  try {
    decided(known, request, report);
  } catch (const DecisionError& error) {
    return error.what();
  } catch (const UndecidedError& error) {
    return std::string("5: ") + error.what();
  } catch (const VerificationError& error) {
    return std::string("7: ") + error.what();
  }
  return "decided";
}

Standing standing_on(const std::vector<ReviewEvent>& events, const ReviewSubject& subject,
                     const Report& report = called()) {
  for (const SubjectStanding& standing : standing_of(report, events).subjects)
    if (standing.subject == subject)
      return standing.standing;
  FAIL("no such subject");
  return {};
}

}  // namespace

TEST_CASE("an event says who, when, on what and why, and has the next id") {
  DecisionRequest request = coded_by(ann, DecisionCode::SampleSwap);
  request.reject = {"1-2"};
  request.words = "two tubes";
  ReviewEvent expected = event_of(515, ann, on_patient("1-2"), ReviewAction::Reject);
  expected.at = now;
  expected.code = DecisionCode::SampleSwap;
  expected.words = "two tubes";
  CHECK(one_event(request) == expected);
}

TEST_CASE("ids come from the stamp, one an event") {
  const std::vector<ReviewEvent> events = decide(called(), {}, accepting(ann, {"run", "controls"}), stamp());
  std::set<std::string> ids;
  for (const ReviewEvent& event : events)
    ids.insert(event.id);
  CHECK(ids.size() == 15);
  CHECK(*ids.begin() == id_of(500));
}

TEST_CASE("accept all is run, controls and every patient, in the record's order") {
  const std::vector<ReviewEvent> events = decided({}, accepting(ann, {"all"}));
  std::vector<ReviewSubject> subjects;
  for (const ReviewEvent& event : events) {
    CHECK(event.action == ReviewAction::Accept);
    CHECK_FALSE(event.code);
    CHECK(event.replaces.empty());
    subjects.push_back(event.subject);
  }
  CHECK(subjects == all_subjects(called()));
  CHECK(is_decided(standing_of(called(), events)));
}

TEST_CASE("'all' leaves alone what is named otherwise in the same command") {
  DecisionRequest request = coded_by(ann);
  request.accept = {"all"};
  request.reject = {"3E5"};
  request.repeat = {"-7=D2-8"};
  request.changes = {"00123/D4-7=negative"};
  request.exclude = {"A11"};
  const std::vector<ReviewEvent> events = decided({}, request);
  CHECK(events.size() == all_subjects(called()).size() + 1);
  std::vector<std::string> otherwise;
  for (const ReviewEvent& event : events)
    if (event.action != ReviewAction::Accept)
      otherwise.push_back(std::string(code_of(event.action)) + " " + name_of(event.subject, called()));
  CHECK(otherwise == std::vector<std::string>{"reject patient 3E5", "repeat patient -7",
                                              "override patient 00123", "exclude well A11"});
}

TEST_CASE("'all' leaves alone what one has decided, and stands beside what others have") {
  const std::vector<ReviewEvent> known =
      with_the_rest(called(), {event_of(1, ann, on_patient("1-2"), ReviewAction::Reject)});
  CHECK(decided(known, accepting("a.reviewer", {"all"})).empty());
  const std::vector<ReviewEvent> others = decided(known, accepting(bob, {"all"}));
  CHECK(others.size() == all_subjects(called()).size());
  CHECK(standing_on(joined_with(known, others), on_patient("1-2")) == Standing::Conflict);
  CHECK(standing_on(joined_with(known, others), on_patient("00123")) == Standing::Decided);
}

TEST_CASE("subjects are named by sample, whatever its case, width and blanks, or by run and controls") {
  CHECK(one_event(accepting(ann, {"3e5"})).subject == on_patient("3E5"));
  CHECK(one_event(accepting(ann, {" ００123"})).subject == on_patient("00123"));
  CHECK(one_event(accepting(ann, {"sample:3E5"})).subject == on_patient("3E5"));
  CHECK(one_event(accepting(ann, {"3E5#0"})).subject == on_patient("3E5"));
  CHECK(decided({}, accepting(ann, {"run"})).at(0).subject == on_run());
  CHECK(decided({}, accepting(ann, {"controls"})).size() == 14);
  const std::vector<ReviewEvent> events = decided({}, accepting(ann, {"pc"}));
  REQUIRE(events.size() == 4);
  CHECK(events[0].subject == on_control("PC", "D4-7"));
}

TEST_CASE("a sample that is called like one of the words is named as a sample") {
  Report report = called();
  report.calls.patients[0].sample = "all";
  report.calls.patients[1].sample = "run";
  const std::vector<ReviewEvent> known = run_and_controls(report);
  CHECK(decided(known, accepting(ann, {"sample:all"}), report).at(0).subject == on_patient("all"));
  CHECK(decided(known, accepting(bob, {"run"}), report).at(0).subject == on_run());
  CHECK(decided(known, accepting(ann, {"sample:run"}), report).at(0).subject == on_patient("run"));
}

TEST_CASE("a repeat of a patient is told by its number, and the name alone means all tests") {
  Report report = called();
  report.calls.patients[1].sample = "00123";
  report.calls.patients[1].repeat = 1;
  const std::vector<ReviewEvent> known = run_and_controls(report);
  CHECK(decided(known, accepting(ann, {"00123#1"}), report).at(0).subject == on_patient("00123", 1));
  CHECK(decided(known, accepting(ann, {"00123"}), report).size() == 2);
  DecisionRequest request = coded_by(ann);
  request.changes = {"00123/D2-7=negative"};
  CHECK(
      why_not(request, known, report) ==
      "--override: '00123' was tested 2 times: expected 00123#0 for the first test, 00123#1 for its repeat");
  request.changes = {"00123#1/D2-8=negative"};
  CHECK(decided(known, request, report).at(0).subject == on_patient("00123", 1));
}

TEST_CASE("what the record lacks is answered with the nearest that it has") {
  const auto with = [](std::vector<std::string> DecisionRequest::*option, const std::string& text) {
    DecisionRequest request = coded_by(ann);
    request.*option = {text};
    return why_not(request, run_and_controls());
  };
  DecisionRequest accept = accepting(ann, {"00132"});
  CHECK(why_not(accept) == "--accept: the record has no patient or control '00132', did you mean '00123'?");
  accept.accept = {"somebody else"};
  CHECK(why_not(accept) == "--accept: the record has no patient or control 'somebody else'");
  for (const char* control : {"NTC/D4-7", "ntc/D4_7", "controls NTC/D4-7"})
    CHECK(with(&DecisionRequest::reject, control) == "--reject: the record has no patient or control '" +
                                                         std::string(control) +
                                                         "', did you mean 'control NTC/D4-7'?");
  CHECK(with(&DecisionRequest::reject, "example.edt") ==
        "--reject: the record has no patient or control 'example.edt', did you mean 'run example.eds'?");
  CHECK(with(&DecisionRequest::reject, "3E6") ==
        "--reject: the record has no patient or control '3E6', did you mean '3E5'?");
  CHECK(with(&DecisionRequest::repeat, "3E6=D4-7") ==
        "--repeat: the record has no patient or control '3E6', did you mean '3E5'?");
  CHECK(with(&DecisionRequest::repeat, "3E5=D4_7") ==
        "--repeat: expected a set (D4-7, D4-8, D2-7, D2-8, ALB), found 'D4_7', did you mean 'D4-7'?");
  CHECK(with(&DecisionRequest::changes, "3E6/D4-7=negative") ==
        "--override: the record has no patient or control '3E6', did you mean '3E5'?");
  CHECK(with(&DecisionRequest::changes, "PC/D4-7=negative") ==
        "--override: expected a patient, found 'PC', which is none");
  CHECK(with(&DecisionRequest::changes, "3E5/D4_7=negative") ==
        "--override: expected a set (D4-7, D4-8, D2-7, D2-8), found 'D4_7', did you mean 'D4-7'?");
  CHECK(
      with(&DecisionRequest::changes, "3E5/D4-7=negativ") ==
      "--override: expected a result (positive, negative, inconclusive, invalid, missing), found 'negativ', "
      "did you mean 'negative'?");
  CHECK(with(&DecisionRequest::exclude, "A1/IKZF1_D2_7") ==
        "the record has no well A1/IKZF1_D2_7, did you mean well A1/IKZF1_D2-7?");
}

TEST_CASE("what is not of the form that an option has is told with the form") {
  const auto with = [](std::vector<std::string> DecisionRequest::*option, const std::string& text) {
    DecisionRequest request = coded_by(ann);
    request.*option = {text};
    return why_not(request, run_and_controls());
  };
  CHECK(with(&DecisionRequest::repeat, "3E5") == "--repeat: expected SAMPLE=SET,SET or run, found '3E5'");
  CHECK(with(&DecisionRequest::repeat, "3E5=") ==
        "--repeat: expected a set (D4-7, D4-8, D2-7, D2-8, ALB), found ''");
  CHECK(with(&DecisionRequest::changes, "3E5/D4-7") ==
        "--override: expected SAMPLE/SET=RESULT, found '3E5/D4-7'");
  CHECK(with(&DecisionRequest::changes, "3E5=negative") ==
        "--override: expected SAMPLE/SET=RESULT, found '3E5=negative'");
  CHECK(with(&DecisionRequest::exclude, "first") == "--exclude: expected WELL or WELL/TARGET, found 'first'");
}

TEST_CASE("a sample name may hold what options part by") {
  DecisionRequest request = coded_by(ann);
  request.repeat = {"=1+1=D2-7,D2-8"};
  const ReviewEvent repeat = one_event(request);
  CHECK(repeat.subject == on_patient("=1+1"));
  CHECK(repeat.sets == repeat_of(1, ann, on_patient("=1+1"), {"D2-7", "D2-8"}).sets);
  request.repeat.clear();
  request.changes = {"张三 <b>&\"';/D4-7=inconclusive"};
  CHECK(one_event(request).subject == on_patient("张三 <b>&\"';"));
  Report report = called();
  report.calls.patients[0].sample = "a/b=c";
  request.changes = {"a/b=c/D4-7=negative"};
  CHECK(decided(run_and_controls(report), request, report).at(0).subject == on_patient("a/b=c"));
}

TEST_CASE("a repeat names sets, the reference gene among them; of a control its own; of a run all") {
  DecisionRequest request = coded_by(ann);
  request.repeat = {"3E5=d2-8,alb"};
  CHECK(one_event(request).sets == repeat_of(1, ann, on_patient("3E5"), {"D2-8", "ALB"}).sets);
  request.repeat = {"PC=D2-8,D4-7"};
  const std::vector<ReviewEvent> controls = decided({}, request);
  REQUIRE(controls.size() == 2);
  CHECK(controls[0].subject == on_control("PC", "D4-7"));
  CHECK(controls[0].sets == repeat_of(1, ann, controls[0].subject, {"D4-7"}).sets);
  CHECK(controls[1].subject == on_control("PC", "D2-8"));
  request.repeat = {"run"};
  const std::vector<ReviewEvent> run = decided({}, request);
  REQUIRE(run.size() == 1);
  CHECK(run[0].subject == on_run());
  CHECK(run[0].sets == repeat_of(1, ann, on_run(), {"D4-7", "D4-8", "D2-7", "D2-8"}).sets);
  request.repeat = {"PC=ALB"};  // the positive control is none of the reference gene
  CHECK(why_not(request) == "--repeat: expected sets that 'PC' is a control of, found 'PC=ALB'");
}

TEST_CASE("an override holds what was, what is to be, and the call before and after it") {
  DecisionRequest request = coded_by(ann, DecisionCode::ContaminationSuspected);
  request.changes = {"3E5/D2-8=negative"};
  ReviewEvent expected =
      override_of(515, ann, called(), "3E5", {{"D2-8", SetResult::Negative}}, PatientCallState::Deletion);
  expected.at = now;
  expected.code = DecisionCode::ContaminationSuspected;
  CHECK(one_event(request) == expected);
}

TEST_CASE("overrides of one patient are one event, those of two are two") {
  DecisionRequest request = coded_by(ann);
  request.changes = {"3E5/D2-8=negative", "00123/D4-7=negative", "3e5/D4-7=inconclusive"};
  const std::vector<ReviewEvent> events = decided(run_and_controls(), request);
  REQUIRE(events.size() == 2);
  CHECK(events[0].subject == on_patient("3E5"));
  CHECK(events[0].sets == override_of(1, ann, called(), "3E5",
                                      {{"D2-8", SetResult::Negative}, {"D4-7", SetResult::Inconclusive}},
                                      PatientCallState::Inconclusive)
                              .sets);
  CHECK(events[0].old_call == "mixed");
  CHECK(events[0].new_call == "inconclusive");
  CHECK(events[1].subject == on_patient("00123"));
}

TEST_CASE("an override that is none, or of a set that a control makes invalid, is refused") {
  DecisionRequest request = coded_by(ann);
  request.changes = {"00123/D4-7=positive"};
  CHECK(why_not(request, run_and_controls()) ==
        "set 'D4-7': expected another result than the record's 'positive'");
  request.changes = {"00123/D4-7=negative", "00123/D4-7=inconclusive"};
  CHECK(why_not(request, run_and_controls()) == "names set 'D4-7' twice");
  const Report failed = failed_control();
  request.changes = {"1-2/D2-8=negative"};
  CHECK(why_not(request, run_and_controls(failed), failed) ==
        "set 'D2-8': a control makes it invalid on this run: it can be repeated, not changed");
}

TEST_CASE("a well is excluded as a whole or one target of it") {
  DecisionRequest request = coded_by(ann, DecisionCode::CurveArtifact);
  request.exclude = {"A1", "b2/IKZF1_D2-8"};
  const std::vector<ReviewEvent> events = decided({}, request);
  REQUIRE(events.size() == 2);
  CHECK(events[0].subject == on_well("A1"));
  CHECK(events[0].action == ReviewAction::Exclude);
  CHECK(events[0].code == DecisionCode::CurveArtifact);
  CHECK(events[1].subject == on_well("B2", "IKZF1_D2-8"));
}

TEST_CASE("a well of one of several runs is named with its file") {
  const Report report = two_plates();
  DecisionRequest request = coded_by(ann);
  request.exclude = {"E1 of plate 13.eds", "A1/ALB of " + report.inputs[0].file};
  const std::vector<ReviewEvent> events = decided({}, request, report);
  REQUIRE(events.size() == 2);
  CHECK(events[0].subject == on_well("E1", "", 1));
  CHECK(events[1].subject == on_well("A1", "ALB", 0));
  for (const char* name : {"A1", "A1 of plate 14.eds", "plate 13.eds"}) {
    request.exclude = {name};
    CHECK(why_not(request, {}, report) ==
          "--exclude: expected of which run the well is ('WELL of FILE', with " + report.inputs[0].file +
              ", plate 13.eds), found '" + name + "'");
  }
  request.exclude = {"A1 of plate 13.eds"};  // that plate has its wells in the lower rows
  CHECK(why_not(request, {}, report).starts_with("the record has no well A1 of plate 13.eds"));
}

TEST_CASE("what has no name of its own is named as the status names it") {
  CHECK(decided({}, accepting(ann, {"run example.eds"})).at(0).subject == on_run());
  const std::vector<ReviewEvent> control = decided({}, accepting(ann, {"control PC/D2-8"}));
  REQUIRE(control.size() == 1);
  CHECK(control[0].subject == on_control("PC", "D2-8"));
  CHECK(decided({}, accepting(ann, {"对照 PC/D2-8"})).at(0).subject == on_control("PC", "D2-8"));
  CHECK(one_event(accepting(ann, {"patient 00123"})).subject == on_patient("00123"));

  const Report two = two_plates();
  DecisionRequest request = coded_by(ann);
  request.repeat = {"run plate 13.eds"};
  const std::vector<ReviewEvent> run = decided({}, request, two);
  REQUIRE(run.size() == 1);
  CHECK(run[0].subject == on_run(1));
  CHECK(run[0].sets == repeat_of(1, ann, on_run(1), {"D2-7", "D2-8"}).sets);  // the others are on plate 12
  CHECK(decided({}, accepting(ann, {"control PC/D2-8 of plate 13.eds"}), two).at(0).subject ==
        on_control("PC", "D2-8", 1));
  CHECK(decided({}, accepting(ann, {"run"}), two).size() == 2);

  Report lacking = called();
  lacking.calls.controls[0].sample.clear();
  lacking.calls.controls[0].role = SampleRole::Ntc;
  const std::string name =
      "control " + std::string(words_of(SampleRole::Ntc).en) + " (missing)/" + lacking.calls.controls[0].set;
  const std::vector<ReviewEvent> missing = decided({}, accepting(ann, {name}), lacking);
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].subject.control == "");
  CHECK(missing[0].subject.role == SampleRole::Ntc);
}

TEST_CASE("a comment needs words, decides nothing and asks for no order") {
  DecisionRequest request = request_by(ann);
  request.comment = {"00123"};
  CHECK(why_not(request) == "--words: expected the comment's words, found none");
  request.words = " ";
  CHECK(why_not(request) == "--words: expected the comment's words, found none");
  request.words = "pale curve";
  const std::vector<ReviewEvent> events = decided({}, request);
  REQUIRE(events.size() == 1);
  CHECK(events[0].action == ReviewAction::Comment);
  CHECK(events[0].subject == on_patient("00123"));
  CHECK(events[0].words == "pale curve");
  CHECK(standing_on(events, on_patient("00123")) == Standing::Undecided);
  request.comment = {"all"};
  CHECK(decided({}, request).size() == all_subjects(called()).size());
}

TEST_CASE("what is decided otherwise needs a code, 'other' needs words, and acceptance takes no code") {
  const std::string why =
      "--code: expected why (curve_artifact, contamination_suspected, control_failed, sample_swap, "
      "pipetting, "
      "repeat_agrees, clinical_information, other), since --reject, --repeat, --override and --exclude need "
      "it, found none";
  std::vector<DecisionRequest> asking(4, request_by(ann));
  asking[0].reject = {"00123"};
  asking[1].repeat = {"00123=D4-7"};
  asking[2].changes = {"00123/D4-7=negative"};
  asking[3].exclude = {"A1"};
  for (DecisionRequest& request : asking) {
    CHECK(why_not(request, run_and_controls()) == why);
    request.code = DecisionCode::Other;
    for (const char* blank : {"", "  ", "　"}) {
      request.words = blank;
      CHECK(why_not(request, run_and_controls()) ==
            "--words: expected the reason in words, since the code is 'other', found none");
    }
    request.words = "leaked";
    CHECK(why_not(request, run_and_controls()) == "decided");
  }
  DecisionRequest accept = accepting(ann, {"all"});
  accept.code = DecisionCode::Pipetting;
  CHECK(why_not(accept) == "--code: expected only with --reject, --repeat, --override or --exclude");
}

TEST_CASE("a request says who decides, on one line, and something") {
  for (const char* name : {"", " ", "　"}) {
    CAPTURE(name);
    CHECK(why_not(accepting(name, {"all"})) ==
          "--by: expected a person's name on one line, found '" + std::string(name) + "'");
  }
  CHECK(why_not(accepting("A\nB", {"all"}))
            .starts_with("--by: expected a person's name on one line, found 'A"));
  CHECK(why_not(accepting("A. Reviewer;B. Other", {"all"})) ==
        "--by: expected a person's name without ';', which joins names, found 'A. Reviewer;B. Other'");
  CHECK(why_not(accepting("A. Revi\u0435wer", {"all"}))
            .starts_with("--by: expected a person's name in one script, "));
  DecisionRequest other = coded_by(ann);
  other.reject = {"00123"};
  other.code = DecisionCode::Other;
  other.words = "\u200B \u3164";
  CHECK(why_not(other, run_and_controls()) ==
        "--words: expected the reason in words, since the code is 'other', found none");
  CHECK(why_not(request_by(ann)) ==
        "expected a decision: --accept, --reject, --repeat, --override, --exclude, --comment or --withdraw, "
        "found none");
}

TEST_CASE("one subject gets one decision in one command") {
  DecisionRequest request = coded_by(ann);
  request.accept = {"00123"};
  request.reject = {"00123"};
  CHECK(why_not(request, run_and_controls()) ==
        "patient 00123: expected one decision, found 'reject' and 'accept'");
  // said already or not
  CHECK(why_not(request,
                with_the_rest(called(), {event_of(1, ann, on_patient("00123"), ReviewAction::Reject)})) ==
        "patient 00123: expected one decision, found 'reject' and 'accept'");
}

TEST_CASE("one's own standing decision is replaced, under any spelling of the name") {
  const std::vector<ReviewEvent> known = with_the_rest(called(), {});
  DecisionRequest request = coded_by("a.reviewer");
  request.reject = {"1-2"};
  const std::vector<ReviewEvent> events = decided(known, request);
  REQUIRE(events.size() == 1);
  const auto own = std::find_if(known.begin(), known.end(),
                                [](const ReviewEvent& event) { return event.subject == on_patient("1-2"); });
  CHECK(events[0].replaces == std::vector{own->id});
  CHECK(standing_on(joined_with(known, events), on_patient("1-2")) == Standing::Decided);
}

TEST_CASE("what one has decided so already is not decided again, unless code or words are others") {
  const std::vector<ReviewEvent> known =
      with_the_rest(called(), {event_of(1, ann, on_patient("1-2"), ReviewAction::Reject)});
  DecisionRequest request = coded_by(ann);
  request.reject = {"1-2"};
  CHECK(decided(known, request).empty());
  CHECK(decided(known, accepting(ann, {"00123"})).empty());
  request.code = DecisionCode::SampleSwap;
  REQUIRE(decided(known, request).size() == 1);
  CHECK(decided(known, request)[0].replaces == std::vector{id_of(1)});
}

TEST_CASE("another person's decision stands beside, and both are in conflict where they differ") {
  const std::vector<ReviewEvent> known = with_the_rest(called(), {});
  DecisionRequest request = coded_by(bob);
  request.reject = {"1-2"};
  const std::vector<ReviewEvent> events = decided(known, request);
  REQUIRE(events.size() == 1);
  CHECK(events[0].replaces.empty());
  CHECK(standing_on(joined_with(known, events), on_patient("1-2")) == Standing::Conflict);
  const std::vector<ReviewEvent> same = decided(known, accepting(bob, {"1-2"}));
  REQUIRE(same.size() == 1);
  CHECK(standing_on(joined_with(known, same), on_patient("1-2")) == Standing::Decided);
}

TEST_CASE("a third person replaces both who differ; who is one of them only the own decision") {
  const std::vector<ReviewEvent> known =
      with_the_rest(called(), {event_of(1, ann, on_patient("1-2"), ReviewAction::Accept),
                               event_of(2, bob, on_patient("1-2"), ReviewAction::Reject)});
  const std::vector<ReviewEvent> third = decided(known, accepting(cleo, {"1-2"}));
  REQUIRE(third.size() == 1);
  CHECK(third[0].replaces == std::vector{id_of(1), id_of(2)});
  CHECK(standing_on(joined_with(known, third), on_patient("1-2")) == Standing::Decided);

  DecisionRequest request = coded_by(ann);
  request.repeat = {"1-2=D4-7"};
  const std::vector<ReviewEvent> own = decided(known, request);
  REQUIRE(own.size() == 1);
  CHECK(own[0].replaces == std::vector{id_of(1)});
  CHECK(standing_on(joined_with(known, own), on_patient("1-2")) == Standing::Conflict);

  const std::vector<ReviewEvent> agreeing = decided(known, accepting(bob, {"1-2"}));
  REQUIRE(agreeing.size() == 1);
  CHECK(agreeing[0].replaces == std::vector{id_of(2)});
  CHECK(standing_on(joined_with(known, agreeing), on_patient("1-2")) == Standing::Decided);
}

TEST_CASE("who takes the own side back in the same command is no third person") {
  const std::vector<ReviewEvent> known =
      with_the_rest(called(), {event_of(1, ann, on_patient("1-2"), ReviewAction::Accept),
                               event_of(2, bob, on_patient("1-2"), ReviewAction::Reject)});
  DecisionRequest request = coded_by(ann);
  request.withdraw = {id_of(1)};
  request.repeat = {"1-2=D4-7"};
  const std::vector<ReviewEvent> events = decided(known, request);
  REQUIRE(events.size() == 2);
  CHECK(events[0].action == ReviewAction::Withdraw);
  CHECK(events[0].replaces == std::vector{id_of(1)});
  CHECK(events[1].replaces.empty());
  CHECK(standing_on(joined_with(known, events), on_patient("1-2")) == Standing::Conflict);
}

TEST_CASE("an event is taken back by its id, or by a beginning that tells, of one's own alone") {
  std::vector<ReviewEvent> known = run_and_controls();
  known.push_back(event_of(1, ann, on_patient("1-2"), ReviewAction::Accept));
  known.back().id = std::string(32, 'a');
  known.push_back(event_of(2, bob, on_patient("3E5"), ReviewAction::Accept));
  known.back().id = std::string(32, 'b');
  const auto withdrawing = [](const std::string& by, const std::string& id) {
    DecisionRequest request = request_by(by);
    request.withdraw = {id};
    return request;
  };
  for (const std::string& id : {std::string(32, 'a'), std::string(8, 'a'), std::string(12, 'a')}) {
    const std::vector<ReviewEvent> events = decided(known, withdrawing("a.reviewer", id));
    REQUIRE(events.size() == 1);
    CHECK(events[0].action == ReviewAction::Withdraw);
    CHECK(events[0].subject == on_patient("1-2"));
    CHECK(events[0].replaces == std::vector{std::string(32, 'a')});
    CHECK(standing_on(joined_with(known, events), on_patient("1-2")) == Standing::Undecided);
  }
  CHECK(why_not(withdrawing(ann, "bbbbbbbb"), known) ==
        "--withdraw: event " + std::string(32, 'b') + " is of B. Second: only B. Second can take it back");
  CHECK(why_not(withdrawing(ann, "cccccccc"), known) ==
        "--withdraw: expected the id of one event, found 'cccccccc', which none has");
  CHECK(
      why_not(withdrawing(ann, "aaaaaaa"), known) ==
      "--withdraw: expected at least 8 letters of an event's id, found 'aaaaaaa'; 'crossbreak review status' "
      "shows them");
  CHECK(why_not(withdrawing(ann, "00000000"), known) ==
        "--withdraw: expected the id of one event, found '00000000', which several begin with");
  DecisionRequest twice = withdrawing(ann, "aaaaaaaa");
  twice.withdraw.push_back("aaaaaaaa");
  const std::string gone = "--withdraw: event " + std::string(32, 'a') +
                           " does not stand: it is a withdrawal, was replaced or taken back";
  CHECK(why_not(twice, known) == gone);
  CHECK(why_not(withdrawing(ann, "aaaaaaaa"),
                joined_with(known, decided(known, withdrawing(ann, "aaaaaaaa")))) == gone);
}

TEST_CASE("a run or control that is taken back leaves its patients decided, but the review is not") {
  const std::vector<ReviewEvent> known =
      with_the_rest(called(), {event_of(1, ann, on_run(), ReviewAction::Accept)});
  DecisionRequest request = request_by(ann);
  request.withdraw = {id_of(1)};
  const std::vector<ReviewEvent> events = joined_with(known, decided(known, request));
  CHECK(standing_on(events, on_run()) == Standing::Undecided);
  CHECK(standing_on(events, on_patient("1-2")) == Standing::Decided);
  CHECK_FALSE(is_decided(standing_of(called(), events)));
}

TEST_CASE("run and controls are decided before patients") {
  const std::string before = "5: run and controls are decided before patients: ";
  const std::string what = "; add --accept run --accept controls, or decide otherwise on them";
  CHECK(why_not(accepting(ann, {"1-2"})) == before + "run example.eds is undecided" + what);
  CHECK(why_not(accepting(ann, {"run", "1-2"})) == before + "control NTC/D4-7 is undecided" + what);
  CHECK(why_not(accepting(ann, {"1-2", "controls", "run"})) == "decided");
  std::vector<ReviewEvent> known = run_and_controls();
  CHECK(why_not(accepting(ann, {"1-2"}), known) == "decided");
  known.push_back(event_of(100, bob, on_run(), ReviewAction::Reject));
  CHECK(why_not(accepting(ann, {"1-2"}), known) == before + "run example.eds is in conflict" + what);
  DecisionRequest request = coded_by(ann);
  request.exclude = {"A1"};
  CHECK(why_not(request) == "decided");  // a well is no patient
}

TEST_CASE("of a patient on two runs both are decided before, of others not") {
  const Report report = two_plates();
  std::vector<ReviewEvent> known = run_and_controls(report);
  std::erase_if(known, [](const ReviewEvent& event) { return event.subject == on_run(1); });
  CHECK(why_not(accepting(ann, {report.calls.patients[0].sample}), known, report)
            .starts_with("5: run and controls are decided before patients: run plate 13.eds is undecided; "));
}

TEST_CASE("an invalid run is not rejected") {
  const Report failed = failed_control();
  DecisionRequest request = coded_by(ann);
  request.reject = {"run"};
  CHECK(why_not(request, {}, failed) ==
        "run example.eds is invalid: expected accept (as invalid) or repeat, found 'reject'");
  CHECK(why_not(accepting(ann, {"all"}), {}, failed) == "decided");
  request.reject.clear();
  request.repeat = {"run"};
  CHECK(why_not(request, {}, failed) == "decided");
}

TEST_CASE("a clock behind an event that is known decides nothing") {
  std::vector<ReviewEvent> known = run_and_controls();
  known[3].at = "2026-03-06T10:00:01Z";
  CHECK(why_not(accepting(bob, {"1-2"}), known) ==
        "7: event " + id_of(4) +
            " by A. Reviewer is of 2026-03-06T10:00:01Z, later than this computer's clock, "
            "2026-03-06T10:00:00Z: set the clock, or find out who wrote the event");
  known[3].at = now;
  CHECK(why_not(accepting(bob, {"1-2"}), known) == "decided");
}
