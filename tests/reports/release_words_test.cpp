// What people read of a release: the same in the table, on the page and in the workbook's first sheet.
#include "reports/release_words.hpp"

#include <string>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "released_plates.hpp"
#include "reports/review_page.hpp"
#include "reports/table.hpp"

using namespace crossbreak;

namespace {

std::string without_line_ends(const std::string& text) {
  std::string one_line;
  for (const char c : text)
    if (c != '\n')
      one_line += c;
    else if (!one_line.ends_with(' '))
      one_line += ' ';
  while (one_line.find("  ") != std::string::npos)
    one_line.erase(one_line.find("  "), 1);
  return one_line;
}

bool table_says(const Report& report, Language language, const std::string& text) {
  return without_line_ends(write_table(report, language, false)).find(text) != std::string::npos;
}

bool page_says(const Report& report, const std::string& text) {
  return write_review_page(report, Language::En).find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a record says how far it is on its way") {
  Release release;
  CHECK(status_in_words(release) == Words{"preliminary", "初步结果，未经审核"});
  release.status = RecordStatus::Reviewed;
  CHECK(status_in_words(release) == Words{"reviewed, not yet signed", "已审核，尚未签署"});
  release.signatures.emplace_back();
  CHECK(status_in_words(release) == Words{"reviewed, 1 of 2 signatures", "已审核，已有1/2人签名"});
  release.decisions = {
      {.subject = {}, .action = ReviewAction::Accept, .by = {"A. Reviewer"}, .events = {}},
      {.subject = {}, .action = ReviewAction::Reject, .by = {"C. Second", "A.REVIEWER"}, .events = {}}};
  CHECK(status_in_words(release).en == "reviewed, 1 of 3 signatures");  // both, and an approver
  release.status = RecordStatus::Final;
  CHECK(status_in_words(release) == Words{"final", "最终结果"});
  release.status = RecordStatus::Amended;
  release.replaces = {.file = "p.calls.json", .sha256 = "", .reason = "samples swapped", .changes = {}};
  CHECK(status_in_words(release) == Words{"amended; replaces p.calls.json: samples swapped",
                                          "更正结果；替代p.calls.json：samples swapped"});
}

TEST_CASE("the head of a report tells what an amended record replaces, old and new, and who signed") {
  Report report = signed_report(example_report());
  Release& release = report.release;
  CHECK(release_lines(example_report()) ==
        std::vector<Words>{{"Status: preliminary", "状态：初步结果，未经审核"}});
  release.status = RecordStatus::Amended;
  release.replaces = {.file = "p.calls.json",
                      .sha256 = "",
                      .reason = "samples swapped",
                      .changes = {{.sample = "P1",
                                   .repeat = 1,
                                   .old_call = PatientCallState::Deletion,
                                   .old_deletions = {"D4-7", "D4-8"},
                                   .old_outcome = ReleaseOutcome::Released,
                                   .new_call = PatientCallState::NotDetected,
                                   .new_deletions = {},
                                   .new_outcome = ReleaseOutcome::Withheld}}};
  const std::vector<Words> lines = release_lines(report);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].en == "Status: amended; replaces p.calls.json: samples swapped");
  CHECK(lines[1] ==
        Words{"Changed by the amendment: P1#1: was " + words_of(PatientCallState::Deletion).en +
                  " (D4-7, D4-8), released; now " + words_of(PatientCallState::NotDetected).en + ", withheld",
              "更正内容：P1#1：原为" + words_of(PatientCallState::Deletion).zh +
                  "（D4-7、D4-8），已发出；现为" + words_of(PatientCallState::NotDetected).zh + "，不发出"});
  CHECK(lines[2].en.starts_with("Signatures: reviewed by A. Reviewer, "));
  release.status = RecordStatus::Reviewed;
  CHECK(release_lines(report)[0].en ==
        "Status: reviewed, 2 of 2 signatures; replaces p.calls.json: samples swapped");
}

TEST_CASE("only final and amended records are released") {
  Release release;
  CHECK_FALSE(is_released(release));
  release.status = RecordStatus::Reviewed;
  CHECK_FALSE(is_released(release));
  release.status = RecordStatus::Final;
  CHECK(is_released(release));
  release.status = RecordStatus::Amended;
  CHECK(is_released(release));
}

TEST_CASE("signatures tell name, time, zone and meaning, and that typed names are not verified") {
  CHECK(signatures_in_words({}) == Words{});
  CHECK(identity_of_signers({}) == "");
  const Release typed = signed_report(example_report()).release;
  CHECK(signatures_in_words(typed).en ==
        "reviewed by A. Reviewer, 2026-03-06 16:15:30 (+08:00); approved by B. Approver, "
        "2026-03-06 17:00:00 (+08:00) (typed names, identity not verified)");
  CHECK(signatures_in_words(typed).zh ==
        "A. Reviewer审核，2026-03-06 16:15:30（+08:00）；B. Approver批准，2026-03-06 17:00:00（+08:00）"
        "（姓名为手工输入，身份未经核实）");
  CHECK(identity_of_signers(typed) == "typed names, identity not verified");
}

TEST_CASE("one signer without a key leaves the identity unverified; keys are named, not vouched for") {
  Release release = signed_report(example_report()).release;
  release.signatures[0].public_key = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=";
  CHECK(signatures_in_words(release).en.ends_with("(typed names, identity not verified)"));
  release.signatures[1].public_key = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";
  const std::string keyed = signatures_in_words(release).en;
  CHECK(keyed.find("A. Reviewer, 2026-03-06 16:15:30 (+08:00), key MTIzNDU2Nzg5") != std::string::npos);
  CHECK(keyed.ends_with("(signed with keys; 'crossbreak review verify' checks them)"));
}

TEST_CASE("table and page say that a call is preliminary, in both languages") {
  CHECK(table_says(example_report(), Language::En, "Status: preliminary "));
  CHECK(table_says(example_report(), Language::Zh, "状态：初步结果，未经审核"));
  CHECK(page_says(example_report(), R"(<p id="release">Status: preliminary</p>)"));
}

TEST_CASE("printed without its script, every page has the status at its head, as CSS of ASCII letters") {
  CHECK(page_says(example_report(), R"(@page plain{@top-left{content:"preliminary";)"));
  CHECK(page_says(signed_report(example_report()), R"(@page plain{@top-left{content:"final";)"));
  CHECK(write_review_page(signed_report(example_report()), Language::Zh)
            .find(R"(content:"\006700\007ec8\007ed3\00679c")") != std::string::npos);
}

TEST_CASE("table and page show who signed, and that nobody verified who they are") {
  const Report report = signed_report(example_report());
  const std::string said = signatures_in_words(report.release).en;
  CHECK(table_says(report, Language::En, "Status: final Signatures: " + said));
  CHECK(page_says(report, "Status: final. Signatures: " + said + "</p>"));
  CHECK(table_says(report, Language::Zh, "姓名为手工输入，身份未经核实"));
}

TEST_CASE("a call that a reviewer changed shows both words, and which sets were changed") {
  Report report = signed_report(example_report());
  override_set(report, "00123", "D4-7", SetResult::Negative);
  const PatientCall& patient = patient_named(report, "00123");
  CHECK(PatientEvents(report).decisions_in_words(patient) ==
        std::vector<Words>{
            {"computed deletion, changed to not detected", "程序判定检出缺失，人工改为未检出"},
            {"D4-7: computed positive, changed to negative", "D4-7：程序判定阳性，人工改为阴性"}});
  CHECK(PatientEvents(report).decisions_in_words(patient_named(report, "1-2")).empty());
  CHECK(table_says(report, Language::En, "NOT DETECTED (computed deletion, changed to not detected)"));
  CHECK(table_says(report, Language::En,
                   "Decided in review 00123: computed deletion, changed to not detected 00123: D4-7: "
                   "computed positive, changed to negative"));
  CHECK(page_says(report, "computed deletion, changed to not detected"));
  CHECK(page_says(report, "D4-7: computed positive, changed to negative"));
  CHECK_FALSE(page_says(example_report(), "changed to"));
}

TEST_CASE(
    "a result that does not leave the laboratory says so in every report, with who decided so and why") {
  Report report = signed_report(example_report());
  ReviewEvent rejection{.id = std::string(32, 'a'),
                        .at = "2026-03-06T08:00:00Z",
                        .zone = "+08:00",
                        .by = "A. Reviewer",
                        .subject = {},
                        .action = ReviewAction::Reject,
                        .code = DecisionCode::SampleSwap,
                        .words = "tubes 3 and 4",
                        .sets = {},
                        .old_call = "",
                        .new_call = "",
                        .replaces = {}};
  rejection.subject.sample = "00123";
  rejection.subject.repeat = 0;
  ReviewEvent remark = rejection;
  remark.id = std::string(32, 'b');
  remark.action = ReviewAction::Comment;
  remark.code = std::nullopt;
  remark.words = "see notebook 7";
  report.release.events = {rejection, remark};
  report.release.decisions = {{.subject = rejection.subject,
                               .action = ReviewAction::Reject,
                               .by = {"A. Reviewer"},
                               .events = {rejection.id}}};
  for (PatientCall& patient : report.calls.patients)
    patient.outcome = patient.sample == "00123" ? ReleaseOutcome::Withheld : ReleaseOutcome::Released;

  CHECK(note_in_words(patient_named(report, "00123")) == Words{"withheld", "不发出"});
  CHECK(note_in_words(patient_named(report, "1-2")) == std::nullopt);
  CHECK(
      PatientEvents(report).decisions_in_words(patient_named(report, "00123")) ==
      std::vector<Words>{{"rejected: the result is withheld, by A. Reviewer: samples swapped (tubes 3 and 4)",
                          "不予采纳，结果不发出，决定人：A. Reviewer，理由：样本混淆（tubes 3 and 4）"},
                         {"remark of A. Reviewer: see notebook 7", "A. Reviewer备注：see notebook 7"}});
  CHECK(release_lines(report)[1] == Words{"Not released: 00123 (withheld)", "不发出的结果：00123（不发出）"});
  CHECK(table_says(report, Language::En, "DELETION D4-7 (withheld)"));
  CHECK(table_says(report, Language::En, "Not released: 00123 (withheld)"));
  CHECK(page_says(report, "Not released: 00123 (withheld)"));
  CHECK(page_says(report, "remark of A. Reviewer: see notebook 7"));
}

TEST_CASE("a run that is asked for again says so at each of its patients") {
  Report report = signed_report(example_report());
  ReviewEvent repeat{.id = std::string(32, 'a'),
                     .at = "2026-03-06T08:00:00Z",
                     .zone = "+08:00",
                     .by = "A. Reviewer",
                     .subject = {},
                     .action = ReviewAction::Repeat,
                     .code = DecisionCode::Pipetting,
                     .words = "",
                     .sets = {{.set = "D4-7", .from = {}, .to = {}}},
                     .old_call = "",
                     .new_call = "",
                     .replaces = {}};
  report.release.events = {repeat};
  report.release.decisions = {{.subject = repeat.subject,
                               .action = ReviewAction::Repeat,
                               .by = {"A. Reviewer"},
                               .events = {repeat.id}}};
  for (PatientCall& patient : report.calls.patients)
    patient.outcome = ReleaseOutcome::RepeatRequested;
  const std::vector<const ReviewEvent*> deciding =
      PatientEvents(report).deciding(patient_named(report, "1-2"));
  REQUIRE(deciding.size() == 1);
  CHECK(deciding.front()->id == repeat.id);
  CHECK(PatientEvents(report).decisions_in_words(patient_named(report, "1-2")).front().en ==
        "to be repeated (D4-7), by A. Reviewer: pipetting");
}

TEST_CASE("what decides of a patient stands in the order of the events, each once") {
  Report report = signed_report(example_report());
  ReviewEvent first;
  first.id = std::string(32, 'a');
  first.by = "A. Reviewer";
  first.subject.sample = "00123";
  first.subject.repeat = 0;
  first.action = ReviewAction::Reject;
  first.code = DecisionCode::Pipetting;
  ReviewEvent second = first;
  second.id = std::string(32, 'b');
  ReviewEvent of_run = first;
  of_run.id = std::string(32, 'c');
  of_run.subject = {};
  report.release.events = {of_run, first, second};
  report.release.decisions = {
      {.subject = {}, .action = ReviewAction::Reject, .by = {"A. Reviewer"}, .events = {of_run.id}},
      {.subject = first.subject,
       .action = ReviewAction::Reject,
       .by = {"A. Reviewer"},
       .events = {second.id, first.id, second.id, std::string(32, 'd')}}};
  const auto deciding = [&](const std::string& sample) {
    std::string ids;
    for (const ReviewEvent* event : PatientEvents(report).deciding(patient_named(report, sample)))
      ids += event->id.front();
    return ids;
  };
  CHECK(deciding("00123") == "cab");
  CHECK(deciding("1-2") == "c");
  report.release.decisions.front().action = ReviewAction::Accept;  // withholds nobody
  CHECK(deciding("00123") == "ab");
  CHECK(deciding("1-2").empty());
  report.release.decisions.front() = {.subject = {.run = 7,
                                                  .control = {},
                                                  .role = {},
                                                  .set = {},
                                                  .sample = {},
                                                  .repeat = {},
                                                  .well = {},
                                                  .target = {}},
                                      .action = ReviewAction::Reject,
                                      .by = {"A. Reviewer"},
                                      .events = {of_run.id}};
  CHECK(deciding("1-2").empty());
}
