#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <rapidcheck.h>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "full_plate.hpp"
#include "parsed_markup.hpp"
#include "reports/review_page/marks.hpp"
#include "reports/review_page/sections.hpp"

using namespace crossbreak;
using namespace crossbreak::review_page;
using Parsed = crossbreak::testing::ParsedMarkup;

namespace {

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
  const auto count = used.end() - std::unique(used.begin(), used.end());
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
  CHECK(Parsed(beyond_section(page)).texts("//all") ==
        Names{"Beyond this axis, choose to see: B1 D4-7 B1 ALB"});
  // The others stand as on the plate without it.
  const Report tame = full_plate({8, 12});
  const PageContent tame_page(tame, Language::En);
  const Names ticks = Parsed(chart_section(page)).texts("//text[@class='tick y']");
  CHECK(ticks == Parsed(chart_section(tame_page)).texts("//text[@class='tick y']"));
  CHECK(beyond_section(tame_page).empty());
}

TEST_CASE("a run without delta Rn says so instead of drawing") {
  Report report = example_report();
  for (ReportCurve& curve : report.curves) {
    curve.delta_rn.clear();
  }
  const PageContent page(report, Language::En);
  const Parsed chart(chart_section(page));
  CHECK(chart.texts("//g[@class='axes']/text") == Names{"The file gives no such signal."});
  const Names outlines = chart.attributes("//path[@data-set]", "d");
  CHECK(outlines.size() > 5);
  CHECK(std::ranges::all_of(outlines, &std::string::empty));
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

TEST_CASE("a curve's line passes every read within half a pixel, and breaks where there is none") {
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

    const auto range = [&] {
      double least = std::numeric_limits<double>::infinity();
      double most = -least;
      for (const double value : values) {
        least = std::isfinite(value) ? std::min(least, value) : least;
        most = std::isfinite(value) ? std::max(most, value) : most;
      }
      return std::pair{least, most};
    }();
    const double low = range.first;
    const double high = range.second;
    // The plot is 416 x 280 units, in tenths, from (580, 3040) at the lower left; a margin of 4 % above and
    // below.
    const auto read_at = [](double x) { return std::round((x - 580) * 44 / 4160); };
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
      const auto here = static_cast<double>(i);
      bool passed = false;
      for (const auto& stretch : stretches) {
        for (std::size_t k = 0; k + 1 < stretch.size(); ++k) {
          const auto [x0, y0] = stretch[k];
          const auto [x1, y1] = stretch[k + 1];
          const double from = read_at(x0);
          const double to = read_at(x1);
          if (from <= here && here <= to) {
            const double y = y0 + (y1 - y0) * (here - from) / (to - from);
            passed = passed || std::abs(y - y_of(values[i])) <= 5.5;  // points stand on whole tenths
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
