#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <rapidcheck.h>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "calling/codes.hpp"
#include "example_report.hpp"
#include "full_plate.hpp"
#include "reports/review_page/marks.hpp"
#include "reports/review_page/markup.hpp"
#include "reports/review_page/sections.hpp"

using namespace crossbreak;
using namespace crossbreak::review_page;

namespace {

/// The sections are XML too, entities included: a parser that knows nothing of the writer reads them.
class Parsed {
 public:
  explicit Parsed(const std::string& html) {
    const auto result = document_.load_string(("<all>" + html + "</all>").c_str(),
                                              pugi::parse_default | pugi::parse_ws_pcdata);
    REQUIRE(result.status == pugi::status_ok);
  }
  std::vector<pugi::xml_node> all(const std::string& path) const {
    std::vector<pugi::xml_node> nodes;
    for (const auto& found : document_.select_nodes(path.c_str())) {
      nodes.push_back(found.node());
    }
    return nodes;
  }
  /// The text of each, tags left out.
  std::vector<std::string> texts(const std::string& path) const {
    std::vector<std::string> texts;
    for (const pugi::xml_node& node : all(path)) {
      texts.push_back(pugi::xpath_query("string(.)").evaluate_string(node));
    }
    return texts;
  }
  std::vector<std::string> attributes(const std::string& path, const char* name) const {
    std::vector<std::string> values;
    for (const pugi::xml_node& node : all(path)) {
      values.emplace_back(node.attribute(name).value());
    }
    return values;
  }

 private:
  pugi::xml_document document_;
};

using Names = std::vector<std::string>;

/// Points of path data "M1 2L3 4M5 6", stretch by stretch.
std::vector<std::vector<std::pair<double, double>>> stretches_of(const std::string& path) {
  std::vector<std::vector<std::pair<double, double>>> stretches;
  const char* at = path.c_str();
  while (*at != '\0') {
    if (*at++ == 'M') {
      stretches.emplace_back();
    }
    char* end = nullptr;
    const double x = std::strtod(at, &end);
    const double y = std::strtod(end, &end);
    stretches.back().emplace_back(x, y);
    at = end;
  }
  return stretches;
}

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

TEST_CASE(
    "patients with a deletion come first, then those without a result, the others, and controls by plate") {
  const Report report = two_plates();
  const PageContent page(report, Language::En);
  Names groups;
  Names controls;
  for (const Subject& subject : page.subjects) {
    if (groups.empty() || groups.back() != group_of(subject)) {
      groups.push_back(group_of(subject));
    }
    if (!subject.patient) {
      controls.push_back(subject.name + " " + subject.state);
    }
  }
  CHECK(groups == Names{"group_detected", "group_doubtful", "group_not_detected", "controls"});
  CHECK(controls == Names{"NTC (2026-03-05 IKZF1 plate 12.eds) passed",
                          "PC (2026-03-05 IKZF1 plate 12.eds) failed",
                          "NC (2026-03-05 IKZF1 plate 12.eds) passed", "NTC (plate 13.eds) passed",
                          "PC (plate 13.eds) failed", "NC (plate 13.eds) passed"});
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
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(page.subjects[i].name);
    CHECK(rows[i].attribute("data-subject").as_uint() == i);
    CHECK(rows[i].child("th").child("button").child("bdi").text().get() == page.subjects[i].name);
    const auto cells = rows[i].select_nodes("td[starts-with(@class, 'set')]");
    REQUIRE(cells.size() == page.set_names.size());
    for (std::size_t k = 0; k < cells.size(); ++k) {
      const SubjectSet& set = page.subjects[i].sets[k];
      CHECK(pugi::xpath_query("string(.)").evaluate_string(cells[k].node()) == page.ct_text(set.ct_mean));
      CHECK(std::string(cells[k].node().attribute("title").value())
                .starts_with(set.set + ": " + page.state_word(page.subjects[i], set)));
    }
  }
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

TEST_CASE("what asks for a look stands with its flags and first reason, controls first") {
  const Report report = full_plate({8, 12});
  const PageContent page(report, Language::En);
  const Parsed work(worklist_section(page));
  CHECK(
      work.texts("//li") ==
      Names{
          "PCfailedpositive control PC is not positive in D2-8",
          "2026-00421D4-7 + D2-8the second set is much weaker; two positive sets: a second look is asked for",
          "王秀英 0425Inconclusivereplicates disagree: repeat in triplicate; 1 of 2 replicates is positive: "
          "repeat "
          "in triplicate",
          "2026-00430Invalidreference gene failed; ALB Ct 34.61 is above 30: negatives cannot stand"});

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
  const Report report = full_plate({8, 12});
  const PageContent page(report, Language::En);
  const Parsed status(status_section(page));
  CHECK(status.texts("//p[@id='status'][@class='invalid']") == Names{"Run invalid"});
  const Parsed counts(counts_section(page));
  CHECK(counts.texts("//button") ==
        Names{"PC: failed", "2 Deletion", "1 Mixed", "1 Inconclusive", "1 Invalid", "4 Not detected"});
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
  CHECK(Parsed(flag_options(page)).attributes("//option", "value") ==
        Names{"", "instrument_ct_differs", "late", "reference_failed", "replicates_split", "second_set_weak",
              "unclear_curve"});
}

TEST_CASE("the plate has one mark a well, and names rows and columns") {
  for (const Plate size : {Plate{8, 12}, Plate{16, 24}}) {
    const Report report = full_plate(size);
    const PageContent page(report, Language::En);
    const Parsed plate(plates_section(page));
    CHECK(plate.all("//svg[@role='grid']").size() == 1);
    std::size_t marks = 0;
    for (const pugi::xml_node& path : plate.all("//path[starts-with(@class, 'mark ')]")) {
      const std::string name = std::string(path.attribute("class").value()).substr(5);
      const std::string mark = name.substr(0, name.find(' '));
      const std::string d = path.attribute("d").value();
      const std::string one = mark_outline(mark, 0, 0);
      if (mark != "flag") {
        marks += static_cast<std::size_t>(std::ranges::count(d, 'M') / std::ranges::count(one, 'M'));
      }
    }
    // A failed reference stands beside the well's own mark.
    std::size_t beside = 0;
    for (std::size_t i = 0; i < report.calls.wells.size(); ++i) {
      const bool is_failed = page.well_marks[i] != "reference" && page.well_marks[i] != "passed" &&
                             page.well_marks[i] != "negative";
      beside += report.calls.wells[i].set == "ALB" && is_failed ? 1 : 0;
    }
    CHECK(marks == static_cast<std::size_t>(size.size()) + beside);
    CHECK(plate.all("//text[@class='edge']").size() == static_cast<std::size_t>(size.rows + size.columns));
    CHECK(plate.all("//text[not(@class)]").size() == (size.columns == 12 ? 96U : 0U));
  }
}

TEST_CASE("a well that nobody used is drawn empty") {
  const Report report = example_report();
  const PageContent page(report, Language::En);
  std::vector<Well> used;
  for (const WellCall& well : report.calls.wells) {
    used.push_back(well.well);
  }
  std::ranges::sort(used);
  const auto count = used.end() - std::ranges::unique(used).begin();
  const auto distinct = static_cast<std::ptrdiff_t>(used.size()) - count;
  const Parsed plate(plates_section(page));
  const std::string unused = plate.attributes("//path[@class='unused']", "d").at(0);
  CHECK(std::ranges::count(unused, 'M') == 96 - distinct);
}

TEST_CASE("every curve has a line in the chart, the loud ones on top") {
  const Report report = full_plate({8, 12});
  const PageContent page(report, Language::En);
  const Parsed chart(chart_section(page));
  const Names classes = chart.attributes("//path[@data-set]", "class");
  CHECK(classes.front() == "curve negative");
  CHECK(classes.back() == "curve positive");
  CHECK(std::ranges::find(classes, "curve inconclusive") != classes.end());
  for (const pugi::xml_node& curve : chart.all("//path[@data-set]")) {
    CHECK_FALSE(std::string(curve.attribute("d").value()).empty());
    CHECK(curve.attribute("stroke-dasharray").value() == dash_of(page, curve.attribute("data-set").value()));
  }
}

TEST_CASE("a well far out goes beyond the axis, and is named") {
  const Report report = wild_plate();
  const PageContent page(report, Language::En);
  CHECK(Parsed(beyond_section(page)).texts("//all") == Names{"Beyond this axis, choose to see: B1 D4-7"});
  const Names ticks = Parsed(chart_section(page)).texts("//text[@class='tick y']");
  CHECK(ticks == Names{"0", "0.5", "1", "1.5", "2"});
}

TEST_CASE("a run without delta Rn says so instead of drawing") {
  Report report = example_report();
  for (ReportCurve& curve : report.curves) {
    curve.delta_rn.clear();
  }
  const PageContent page(report, Language::En);
  const Parsed chart(chart_section(page));
  CHECK(chart.texts("//g[@class='axes']/text") == Names{"The file gives no such signal."});
  for (const std::string& d : chart.attributes("//path[@data-set]", "d")) {
    CHECK(d.empty());
  }
  CHECK(beyond_section(page).empty());
}

TEST_CASE("readings at the edge of what numbers hold end in a drawing with few ticks") {
  const double largest = std::numeric_limits<double>::max();
  for (const auto& [low, high] :
       {std::pair{1e17, 1e17 + 16}, {-largest, largest}, {0.0, 5e-324}, {0.0, 1e300}}) {
    Report report = example_report();
    for (ReportCurve& curve : report.curves) {
      std::ranges::fill(curve.delta_rn, low);
      if (!curve.delta_rn.empty()) {
        curve.delta_rn.back() = high;
      }
    }
    const PageContent page(report, Language::En);
    const Parsed chart(chart_section(page));
    CHECK(chart.texts("//text[@class='tick y']").size() <= 13);
    CHECK(chart.attributes("//path[@data-set]", "d").size() > 5);
  }
}

TEST_CASE("a curve's line passes every read within a pixel, and breaks where there is none") {
  const bool held = rc::check([] {
    Report report = full_plate({8, 12});
    report.calls.wells.resize(1);
    report.calls.patients.clear();
    report.calls.controls.clear();
    report.curves.resize(1);
    std::vector<double>& values = report.curves[0].delta_rn;
    const auto readings = *rc::gen::container<std::vector<int>>(45, rc::gen::inRange(-1000, 5000));
    const auto missing = *rc::gen::container<std::vector<bool>>(45, rc::gen::arbitrary<bool>());
    const bool with_gaps = *rc::gen::arbitrary<bool>();
    const int flatness = *rc::gen::element(1, 100, 100000);
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = with_gaps && missing[i] ? std::numeric_limits<double>::quiet_NaN()
                                          : readings[i] / 1000.0 / flatness + (i > 30 ? 3 : 0);
    }
    const PageContent page(report, Language::En);
    const Parsed chart(chart_section(page));
    const auto stretches = stretches_of(chart.attributes("//path[@data-set]", "d").at(0));

    const auto [low, high] = [&] {
      double least = std::numeric_limits<double>::infinity();
      double most = -least;
      for (const double value : values) {
        least = std::isfinite(value) ? std::min(least, value) : least;
        most = std::isfinite(value) ? std::max(most, value) : most;
      }
      return std::pair{least, most};
    }();
    // The plot is 416 x 280 units, in tenths, from (580, 3040) at the lower left; a margin of 4 % above and
    // below.
    const auto x_of = [](std::size_t i) { return std::round(580 + 4160.0 * static_cast<double>(i) / 44); };
    const auto y_of = [&](double value) {
      const double reach = high - low;
      return 3040 - 2800 * (value - (low - 0.04 * reach)) / (1.08 * reach);
    };
    for (std::size_t i = 0; i < values.size(); ++i) {
      const bool has_neighbour =
          (i > 0 && std::isfinite(values[i - 1])) || (i + 1 < values.size() && std::isfinite(values[i + 1]));
      if (!std::isfinite(values[i]) || !has_neighbour) {
        continue;  // a read alone makes no line
      }
      bool passed = false;
      for (const auto& stretch : stretches) {
        for (std::size_t k = 0; k + 1 < stretch.size(); ++k) {
          const auto [x0, y0] = stretch[k];
          const auto [x1, y1] = stretch[k + 1];
          if (x_of(i) >= x0 - 1 && x_of(i) <= x1 + 1) {
            passed = passed || std::abs(y0 + (y1 - y0) * (x_of(i) - x0) / (x1 - x0) - y_of(values[i])) <= 10;
          }
        }
      }
      RC_ASSERT(passed);
    }
    std::size_t gaps = 0;
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
      const bool starts = std::isfinite(values[i]) && std::isfinite(values[i + 1]) &&
                          (i == 0 || !std::isfinite(values[i - 1]));
      gaps += starts ? 1 : 0;
    }
    std::size_t drawn = 0;
    for (const auto& stretch : stretches) {
      drawn += stretch.size() > 1 ? 1 : 0;
    }
    RC_ASSERT(drawn == gaps);
  });
  CHECK(held);
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
