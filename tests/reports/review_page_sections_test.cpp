#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "full_plate.hpp"
#include "parsed_markup.hpp"
#include "reports/report_words.hpp"
#include "reports/review_page/marks.hpp"
#include "reports/review_page/markup.hpp"
#include "reports/review_page/sections.hpp"
#include "words/flags.hpp"

using namespace crossbreak;
using namespace crossbreak::review_page;
using Parsed = crossbreak::testing::ParsedMarkup;

namespace {

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("names from the run are only ever text, and what no page can show is shown as missing") {
  Fragment fragment;
  add(fragment.root(), "p", {{"title", "\"'<&>\n王"}}, "<b>&amp;\"' 王 \x01 \xC2\x85 \xFF \t");
  CHECK(fragment.html() ==
        "<p title=\"&quot;'&lt;&amp;>&#10;&#29579;\">&lt;b&gt;&amp;amp;\"' &#29579; &#65533; &#65533; "
        "&#65533; \t</p>");
  CHECK(escaped("<\"&> 王\x01") == "&#60;&#34;&#38;&#62; &#29579;&#65533;");
  CHECK(escaped(std::string("a\0b", 3)) == "a&#65533;b");
}

TEST_CASE("the page says whose it is where the record has a head") {
  Report report = example_report();
  CHECK(laboratory_section(PageContent(report, Language::En)).empty());
  report.laboratory = LaboratoryHead{.name = {"Molecular <Laboratory>", "分子实验室"},
                                     .department = {"Haematology", "血液科"},
                                     .address = {},
                                     .phone = "+86 10 1"};
  CHECK(Parsed(laboratory_section(PageContent(report, Language::En))).texts("//p[@id='laboratory']") ==
        Names{"Molecular <Laboratory>, Haematology, +86 10 1"});
  CHECK(Parsed(laboratory_section(PageContent(report, Language::Zh))).texts("//p[@id='laboratory']") ==
        Names{"分子实验室，血液科，+86 10 1"});
}

TEST_CASE("every state has a mark, and no two marks look alike") {
  Names codes;
  const auto take = [&](const auto& table) {
    for (const auto& [value, code] : table) {
      codes.emplace_back(code);
    }
  };
  take(codes_of(WellState{}));
  take(codes_of(SetResult{}));
  take(codes_of(PatientCallState{}));
  take(codes_of(ControlOutcome{}));
  std::map<std::string, std::string> mark_of_shape;
  for (const std::string& code : codes) {
    CAPTURE(code);
    const std::string mark = mark_of(code);
    const std::string style = mark_class(mark).substr(("mark " + mark + " ").size());
    const auto [known, is_new] = mark_of_shape.try_emplace(style + mark_outline(mark, 0, 0), mark);
    CHECK(known->second == mark);
  }
  CHECK(mark_of_shape.size() == 10);
  CHECK(mark_of("deletion") == "positive");
  CHECK(mark_of("not_detected") == "negative");
  CHECK(mark_outline("flag", 1.234, -2) == "M1.23 -2m-6.2 -9h14.2l-4 5l4 5h-11.8v8h-2.4z");
}

TEST_CASE("patients with a deletion come first, then those without a result, the others, and controls") {
  const Report report = full_plate({8, 12});
  const PageContent page(report, Language::En);
  Names groups;
  for (const Subject& subject : page.subjects) {
    if (groups.empty() || groups.back() != group_of(subject)) {
      groups.push_back(group_of(subject));
    }
  }
  CHECK(groups == Names{"group_detected", "group_doubtful", "group_not_detected", "controls"});
}

TEST_CASE("controls stand by plate, each with what became of it there") {
  const Report report = two_plates();
  const PageContent page(report, Language::En);
  Names controls;
  for (const Subject& subject : page.subjects) {
    if (!subject.patient) {
      controls.push_back(subject.name + " " + subject.state);
    }
  }
  std::ranges::sort(controls);
  CHECK(controls == Names{"NC (2026-03-05 IKZF1 plate 12.eds) passed", "NC (plate 13.eds) passed",
                          "NTC (2026-03-05 IKZF1 plate 12.eds) passed", "NTC (plate 13.eds) passed",
                          "PC (2026-03-05 IKZF1 plate 12.eds) passed", "PC (plate 13.eds) failed"});
  const auto first_of_13 = std::ranges::find_if(
      page.subjects, [](const Subject& subject) { return subject.name.ends_with(" (plate 13.eds)"); });
  CHECK(std::ranges::all_of(first_of_13, page.subjects.end(), [](const Subject& subject) {
    return subject.name.ends_with(" (plate 13.eds)");
  }));
}

TEST_CASE("a control is as bad as its worst set") {
  Report report = full_plate({8, 12});
  const auto state_of_ntc = [&] {
    const PageContent page(report, Language::En);
    const auto ntc = std::ranges::find(page.subjects, "NTC", &Subject::sample);
    REQUIRE(ntc != page.subjects.end());
    return ntc->state;
  };
  CHECK(state_of_ntc() == "passed");
  const auto ntc = std::ranges::find(report.calls.controls, "NTC", &ControlCall::sample);
  for (const auto& [outcome, state] : {std::pair{ControlOutcome::NotJudged, "passed"},
                                       {ControlOutcome::Warning, "warning"},
                                       {ControlOutcome::Missing, "missing"},
                                       {ControlOutcome::Failed, "failed"}}) {
    ntc->outcome = outcome;
    CHECK(state_of_ntc() == state);
  }
}

TEST_CASE("the list has every patient and control with the Ct of every set, in the page's language") {
  const Report report = full_plate({8, 12});
  const PageContent page(report, Language::Zh);
  const Parsed list(list_section(page));
  CHECK(list.texts("//thead//th") == Names{"患者", "D4-7", "D4-8", "D2-7", "D2-8", "ALB", "审核结论"});
  CHECK(list.texts("//tr[@class='group']") == Names{"检出缺失 3", "尚无结论 2", "未检出 4", "对照 3"});
  CHECK(list.all("//tr[@data-subject]").size() == report.calls.patients.size() + 3);
  const auto rows = list.all("//tr[@data-subject]");
  std::size_t judged = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(page.subjects[i].name);
    CHECK(rows[i].attribute("data-subject").as_uint() == i);
    CHECK(rows[i].child("th").child("button").child("bdi").text().get() == page.subjects[i].name);
    const auto cells = rows[i].select_nodes("td[not(@class='decision')]");
    REQUIRE(cells.size() == page.set_names.size());
    for (std::size_t k = 0; k < cells.size(); ++k) {
      const auto set = std::ranges::find(page.subjects[i].sets, page.set_names[k], &SubjectSet::set);
      const bool is_judged = set != page.subjects[i].sets.end();
      const std::string text = pugi::xpath_query("string(.)").evaluate_string(cells[k].node());
      const std::string title = cells[k].node().attribute("title").value();
      CHECK(text == (is_judged ? page.ct_text(set->ct_mean) : ""));
      if (is_judged) {
        CHECK(title.starts_with(set->set + ": " + page.state_word(page.subjects[i], *set)));
        ++judged;
      }
    }
  }
  std::size_t sets = 0;
  for (const Subject& subject : page.subjects) {
    sets += subject.sets.size();
  }
  CHECK(judged == sets);
}

TEST_CASE("the rows behind the first screen wait until that stands") {
  const Report report = full_plate({16, 24});
  const PageContent page(report, Language::En);
  const Parsed list(list_section(page));
  const auto classes = list.attributes("//tr[@data-subject]", "class");
  REQUIRE(classes.size() == 48);
  for (std::size_t i = 0; i < classes.size(); ++i) {
    CHECK(classes[i].ends_with(" later") == (i >= 12));
  }
}

TEST_CASE(
    "what asks for a look stands with what to do, once for all whom one control concerns, controls first") {
  const Report report = failed_control();
  Names expected;
  for (const ControlCall& control : report.calls.controls) {
    if (control.outcome == ControlOutcome::Failed) {
      expected.push_back(control.sample + "failed" + control.next.value().en);
    }
  }
  REQUIRE(expected.size() == 1);
  std::vector<std::string> asked;  // what, and beside it the names and calls of those it is asked for
  Names askers;
  for (const bool detected : {true, false}) {
    for (const PatientCall& patient : report.calls.patients) {
      if (!patient.review || patient.deletions.empty() == detected) {
        continue;
      }
      const std::string call = detected ? joined(patient.deletions, " + ") : label_of(patient.call).en;
      const auto same = std::ranges::find(asked, patient.next.value().en);
      askers.resize(std::max(askers.size(), static_cast<std::size_t>(same - asked.begin()) + 1));
      askers[static_cast<std::size_t>(same - asked.begin())] += patient.sample + call;
      if (same == asked.end()) {
        asked.push_back(patient.next->en);
      }
    }
  }
  const auto reviews = static_cast<std::size_t>(std::ranges::count_if(
      report.calls.patients, [](const PatientCall& patient) { return patient.review; }));
  REQUIRE(asked.size() < reviews);  // the control's failure concerns several
  for (std::size_t i = 0; i < asked.size(); ++i) {
    expected.push_back(askers[i] + asked[i]);
  }
  const PageContent page(report, Language::En);
  const Parsed work(worklist_section(page));
  CHECK(work.texts("//li") == expected);
  CHECK(work.attributes("//li/button", "data-subject").size() == reviews + 1);

  Report calm = report;
  for (PatientCall& patient : calm.calls.patients) {
    patient.review = false;
  }
  for (ControlCall& control : calm.calls.controls) {
    control.outcome = ControlOutcome::Passed;
  }
  CHECK(worklist_section(PageContent(calm, Language::En)) ==
        "<p class=\"hint\">Every control passed and no patient asks for a second look.</p>");
}

TEST_CASE("the run's state, the failed control and the calls are counted at the top") {
  const Report failed = failed_control();
  const Parsed status(status_section(PageContent(failed, Language::En)));
  CHECK(status.texts("//p[@id='status'][@class='invalid']") == Names{"Run invalid"});
  const Parsed counts_of_failed(counts_section(PageContent(failed, Language::En)));
  CHECK(counts_of_failed.texts("//button").front() == "PC: failed");

  const Report sound = full_plate({8, 12});
  const Parsed counts(counts_section(PageContent(sound, Language::En)));
  CHECK(counts.texts("//button") ==
        Names{"2 Deletion", "1 Mixed", "1 Inconclusive", "1 Invalid", "4 Not detected"});
  CHECK(counts.attributes("//button[@data-call]", "data-call") ==
        Names{"deletion", "mixed", "inconclusive", "invalid", "not_detected"});
}

TEST_CASE("the filters offer what occurs and nothing else") {
  const Report report = full_plate({8, 12});
  const PageContent page(report, Language::En);
  CHECK(Parsed(set_options(page)).attributes("//option", "value") ==
        Names{"", "D4-7", "D4-8", "D2-7", "D2-8", "ALB"});
  CHECK(Parsed(state_options(page)).attributes("//option", "value") ==
        Names{"", "call:deletion", "call:mixed", "call:inconclusive", "call:invalid", "call:not_detected",
              "well:positive", "well:negative", "well:inconclusive", "well:late"});
  std::set<std::string> flags = {""};
  const auto take = [&](const std::vector<Flag>& used) {
    for (std::string& code : codes_of(used)) {
      flags.insert(std::move(code));
    }
  };
  for (const WellCall& well : report.calls.wells) {
    take(well.flags);
  }
  for (const PatientCall& patient : report.calls.patients) {
    take(patient.flags);
  }
  CHECK(flags.contains("late"));
  CHECK(Parsed(flag_options(page)).attributes("//option", "value") == Names(flags.begin(), flags.end()));
}

TEST_CASE("notes and provenance are the report's") {
  const Report report = example_report();
  const PageContent page(report, Language::En);
  const Parsed notes(notes_section(page));
  CHECK(notes.all("//li").size() == report.calls.issues.size());
  CHECK_FALSE(report.calls.issues.empty());
  const Names facts = Parsed(provenance_section(page, "abc")).texts("//dd");
  CHECK(facts.back() == "SHA-256 abc");
  CHECK(facts.front().starts_with("example.eds · SHA-256 " + report.inputs[0].sha256));

  Report silent = report;
  silent.calls.issues.clear();
  CHECK(notes_section(PageContent(silent, Language::En)).empty());
}
