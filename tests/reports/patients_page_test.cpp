#include "reports/patients_page.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "message_of.hpp"
#include "parsed_markup.hpp"
#include "record/record.hpp"
#include "released_plates.hpp"
#include "reports/release_words.hpp"
#include "reports/report_words.hpp"
#include "run/number_text.hpp"
#include "words/joined.hpp"

using namespace crossbreak;
using crossbreak::testing::ParsedMarkup;

namespace {

const std::string hash(64, '7');

std::string page_of(const Report& report, Language language = Language::En) {
  return write_patients_page(report, language, hash);
}

/// What stands in the body, as a parser reads it.
ParsedMarkup body_of(const std::string& html) {
  const std::size_t start = html.find("<body>") + 6;
  return ParsedMarkup(html.substr(start, html.find("</body>") - start));
}

/// The whole text of the pages, patient by patient.
std::vector<std::string> pages_of(const Report& report, Language language = Language::En) {
  return body_of(page_of(report, language)).texts("//table[@class='page']");
}

std::string page_of_patient(const Report& report, const std::string& sample,
                            Language language = Language::En) {
  const std::vector<std::string> pages = pages_of(report, language);
  REQUIRE(pages.size() == report.calls.patients.size());
  for (std::size_t i = 0; i < pages.size(); ++i)
    if (report.calls.patients[i].sample == sample)
      return pages[i];
  FAIL("no patient " << sample);
  return {};
}

bool says(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

/// `report` as it is on its way from call to release.
Report in_status(const Report& called, RecordStatus status) {
  if (status == RecordStatus::Preliminary)
    return called;
  Report report = signed_report(called);
  report.release.status = status;
  if (status == RecordStatus::Reviewed)
    report.release.signatures.clear();
  if (status == RecordStatus::Amended)
    report.release.replaces = Replaced{.file = "earlier.calls.json",
                                       .sha256 = std::string(64, 'b'),
                                       .reason = "samples swapped",
                                       .changes = {{.sample = "00123",
                                                    .repeat = 0,
                                                    .old_call = PatientCallState::NotDetected,
                                                    .old_deletions = {},
                                                    .old_outcome = ReleaseOutcome::Released,
                                                    .new_call = PatientCallState::Deletion,
                                                    .new_deletions = {"D4-7"},
                                                    .new_outcome = ReleaseOutcome::Released}}};
  return report;
}

constexpr RecordStatus statuses[] = {RecordStatus::Preliminary, RecordStatus::Reviewed, RecordStatus::Final,
                                     RecordStatus::Amended};
constexpr Language languages[] = {Language::En, Language::Zh};

}  // namespace

TEST_CASE("each of the six calls has its page, in each status and language") {
  const Report called = example_report();
  std::map<PatientCallState, int> seen;
  for (const RecordStatus status : statuses) {
    const Report report = in_status(called, status);
    for (const Language language : languages) {
      const std::vector<std::string> pages = pages_of(report, language);
      REQUIRE(pages.size() == report.calls.patients.size());
      const auto head = body_of(page_of(report, language)).texts("//p[@class='of status']");
      for (std::size_t i = 0; i < pages.size(); ++i) {
        const PatientCall& patient = report.calls.patients[i];
        CAPTURE(patient.sample);
        CAPTURE(std::string(code_of(status)));
        ++seen[patient.call];
        CHECK(says(pages[i], patient.text.en));
        CHECK(says(pages[i], patient.text.zh));
        CHECK(says(pages[i], patient.sample));
        CHECK(says(pages[i], in(language, report.limits)));
        CHECK(says(pages[i], hash));
        CHECK(says(head[i], in(language, words_of(status))));
        for (const SetCall& set : patient.sets) {
          CHECK(says(pages[i], in(language, label_of(set.result))));
          if (set.ct_mean)
            CHECK(says(pages[i], text_beside(*set.ct_mean, report.ct_cutoff)));
        }
      }
    }
  }
  for (const auto& state : codes_of(PatientCallState{})) {
    CAPTURE(state.second);
    CHECK(seen[state.first] >= 8);
  }
}

TEST_CASE("until a record is final, its pages say across themselves that they are preliminary") {
  const Report called = example_report();
  for (const RecordStatus status : statuses) {
    CAPTURE(std::string(code_of(status)));
    const Report report = in_status(called, status);
    const bool is_open = status == RecordStatus::Preliminary || status == RecordStatus::Reviewed;
    const auto across = [&](Language language) {
      return body_of(page_of(report, language)).texts("//*[@id='watermark']");
    };
    CHECK(across(Language::En) ==
          (is_open ? std::vector<std::string>{"Preliminary result"} : std::vector<std::string>{}));
    CHECK(across(Language::Zh) ==
          (is_open ? std::vector<std::string>{"初步结果"} : std::vector<std::string>{}));
  }
}

TEST_CASE(
    "a page says the sets with exons, result and Ct, and of a deletion HGVS and class where they are set") {
  Report report = signed_report(example_report());
  const auto rows = [&](Language language) {
    return body_of(page_of(report, language))
        .texts("(//table[@class='page'])[1]//table[@class='results']/tbody/tr");
  };
  const std::string ct = text_beside(*patient_named(report, "00123").sets.front().ct_mean, report.ct_cutoff);
  CHECK(rows(Language::En).at(0) == "D4-74-7Positive" + ct);
  CHECK(rows(Language::En).at(1) == "D4-84-8Negative");
  CHECK(rows(Language::Zh).at(0) == "D4-74-7阳性" + ct);
  CHECK(rows(Language::En).back().starts_with("ALB (reference gene)Passed"));
  const std::string failed = page_of_patient(report, "张三 <b>&\"';");
  CHECK(says(failed, "ALB (reference gene)Failed"));
  for (ReportSet& set : report.sets) {
    set.hgvs = "NM_1.1:c." + set.exons + "del";
    set.deletion_class = Words{"changes " + set.exons, "改变" + set.exons};
  }
  CHECK(rows(Language::En).at(1) == "NM_1.1:c.4-7del; Effect: changes 4-7");
  CHECK(rows(Language::Zh).at(1) == "NM_1.1:c.4-7del；影响：改变4-7");
  CHECK_FALSE(says(page_of_patient(report, "00123"), "c.2-8del"));
  CHECK_FALSE(says(page_of_patient(report, "1-2"), "NM_1.1"));
}

TEST_CASE("a page says method and sensitivity as the panel has them, or that it has none") {
  Report report = signed_report(example_report());
  CHECK(says(page_of_patient(report, "00123"), "Sensitivitynot stated by the panel"));
  CHECK(says(page_of_patient(report, "00123"),
             "a primer set for each deletion (D4-7, D4-8, D2-7, D2-8), panel ikzf1_deletions " +
                 report.panel.version + "; positive: an amplification with a Ct below 36"));
  report.sensitivity = Words{"1 % of cells", "1%的细胞"};
  CHECK(says(page_of_patient(report, "00123"), "Sensitivity1 % of cells"));
  CHECK(says(page_of_patient(report, "00123", Language::Zh), "灵敏度1%的细胞"));
}

TEST_CASE("a page has the laboratory's head, the run, and the controls of the run") {
  Report report = signed_report(failed_control());
  report.laboratory = LaboratoryHead{
      .name = {"Molecular Laboratory", "分子实验室"}, .department = {}, .address = {}, .phone = "+86 10 1"};
  report.inputs.front().run_date = "2026-03-05T10:00:00";
  report.inputs.front().barcode = "PLATE-7";
  const std::string page = page_of_patient(report, "1-2");
  CHECK(page.starts_with("Molecular Laboratory, +86 10 1"));
  CHECK(says(page, "Run date2026-03-05T10:00:00"));
  CHECK(says(page, "BarcodePLATE-7"));
  CHECK(says(page, report.inputs.front().file));
  CHECK(says(page, "D2-8 failed"));
  CHECK(says(page, "run invalid"));
  CHECK(page_of_patient(report, "1-2", Language::Zh).starts_with("分子实验室，+86 10 1"));
  CHECK(says(page, "crossbreak " + report.tool.version));
}

TEST_CASE("a page says who decided and who signed, when by their clocks, and how they are known") {
  const Report report = signed_report(example_report());
  const std::string page = page_of_patient(report, "00123");
  CHECK(says(page, "accepted by A. Reviewer, 2026-03-06 15:00:00 (+08:00)"));
  CHECK(says(page, "reviewed by A. Reviewer, 2026-03-06 16:15:30 (+08:00)"));
  CHECK(says(page, "approved by B. Approver, 2026-03-06 17:00:00 (+08:00)"));
  CHECK(says(page, "typed names, identity not verified"));
  const std::string chinese = page_of_patient(report, "00123", Language::Zh);
  CHECK(says(chinese, "B. Approver批准，2026-03-06 17:00:00（+08:00）"));
  CHECK(says(chinese, "姓名为手工输入，身份未经核实"));
  const std::string open = page_of_patient(example_report(), "00123");
  CHECK(says(open, "nothing decided yet"));
  CHECK(says(open, "not signed yet"));
}

TEST_CASE("a patient who is withheld or asked for again has a page that says so, and no result") {
  Report report = signed_report(example_report());
  const PatientCall deleted = patient_named(report, "00123");
  override_set(report, "00123", "D4-7", SetResult::Negative);
  decide(report, "00123", ReviewAction::Reject, DecisionCode::SampleSwap);
  decide(report, "3E5", ReviewAction::Repeat, DecisionCode::Pipetting, "", {"D2-8"});
  const std::string withheld = page_of_patient(report, "00123");
  CHECK(says(withheld, "No result is reported: it was withheld in review."));
  CHECK(says(withheld, "不报告结果：审核后决定不发出。"));
  CHECK(says(withheld, "rejected: the result is withheld by A. Reviewer"));
  for (const std::string& told :
       {deleted.text.en, deleted.text.zh, std::string("Positive"), std::string("not detected"),
        std::string("computed"), text_beside(*deleted.sets.front().ct_mean, 36)})
    CHECK_FALSE(says(withheld, told));
  const std::string repeated = page_of_patient(report, "3E5");
  CHECK(says(repeated, "No result is reported: the test is to be repeated."));
  CHECK_FALSE(says(repeated, patient_named(report, "3E5").text.en));
  CHECK_FALSE(says(repeated, "to be repeated (D2-8)"));
  const auto results = [&] { return body_of(page_of(report)).all("//table[@class='results']").size(); };
  CHECK(results() == report.calls.patients.size() - 2);
}

TEST_CASE("a set that a control made invalid is withheld, the patient's sound sets are told") {
  const Report report = signed_report(failed_control());
  const auto rows =
      body_of(page_of(report)).texts("(//table[@class='page'])[3]//table[@class='results']/tbody/tr");
  REQUIRE(report.calls.patients[2].sample == "1-2");
  CHECK(rows.at(0) == "D4-74-7Negative");
  CHECK(rows.at(3) == "D2-82-8Withheld");
}

TEST_CASE("what a reviewer changed is told with what was computed") {
  Report report = signed_report(example_report());
  override_set(report, "00123", "D4-7", SetResult::Negative);
  const std::string page = page_of_patient(report, "00123");
  CHECK(says(page, "computed deletion, changed to not detected"));
  CHECK(says(page, "Negative (computed positive, changed to negative)"));
}

TEST_CASE("an amended page says what it replaces and what that said") {
  const Report report = in_status(example_report(), RecordStatus::Amended);
  const std::string changed = page_of_patient(report, "00123");
  CHECK(says(changed, "earlier.calls.json, SHA-256 " + std::string(64, 'b')));
  CHECK(says(changed, "Reason: samples swapped"));
  CHECK(says(changed, "IKZF1 deletion test: amended report"));
  CHECK(says(changed, "The replaced record said of this patient: not detected"));
  CHECK(says(page_of_patient(report, "1-2"), "The replaced record said the same of this patient"));
  CHECK(says(page_of_patient(report, "00123", Language::Zh), "被替代的记录对该患者的结论：未检出"));
}

TEST_CASE("a patients' page is ASCII without scripts, and its style is allowed by its hash") {
  for (const Language language : languages) {
    const std::string html = page_of(in_status(example_report(), RecordStatus::Reviewed), language);
    CHECK(std::all_of(html.begin(), html.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    CHECK_FALSE(says(html, "<script"));
    CHECK(says(html, "content=\"default-src 'none'; style-src 'sha256-"));
    CHECK(says(html, "counter(pages)"));
  }
  CHECK(says(page_of(example_report()),
             "content:\"sheet \" counter(page) \" of \" counter(pages) \" of this file\""));
  CHECK(page_of(example_report(), Language::Zh).starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"));
}

TEST_CASE("the end of each patient's report is marked, for a browser counts the sheets of all") {
  const Report report = signed_report(example_report());
  std::vector<std::string> ends;
  for (const PatientCall& patient : report.calls.patients)
    ends.push_back("End of the report of " + patient.sample);
  CHECK(body_of(page_of(report)).texts("//p[@class='end']") == ends);
  CHECK(says(page_of_patient(report, "00123", Language::Zh), "00123的报告到此结束"));
}

TEST_CASE("a name is only ever text") {
  Report report = signed_report(example_report());
  CHECK(says(page_of_patient(report, "张三 <b>&\"';"), "张三 <b>&\"';"));
  CHECK(body_of(page_of(report)).all("//b").empty());
}

TEST_CASE("a run without patients has a page that says so") {
  Report report = example_report();
  report.calls.patients.clear();
  CHECK(body_of(page_of(report)).texts("//p") == std::vector<std::string>{"The run has no patients."});
}

TEST_CASE("there are no pages of a final record that does not say what leaves the laboratory") {
  Report report = signed_report(example_report());
  patient_named(report, "1-2").outcome.reset();
  CHECK(tests::message_of<ReportError>([&] { page_of(report); }) ==
        "patient '1-2': the record is final, but does not say what leaves the laboratory of this patient");
}
