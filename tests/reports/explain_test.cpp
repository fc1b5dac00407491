#include "reports/explain.hpp"

#include <algorithm>
#include <limits>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "full_plate.hpp"
#include "record/record.hpp"
#include "reports/curve_plot.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;

TEST_CASE("an explanation goes from the call to each well, rule by rule") {
  Report report = example_report();
  report.has_curves = false;
  report.curves.clear();
  const std::string text = explain_sample(report, "=1+1", Language::En);
  CHECK(text.substr(0, text.find("\n  D2-8")) ==
        R"text(=1+1: Inconclusive  ! look at it
  inconclusive: repeat advised
  R3: set D2-7 is inconclusive  [unclear_early, value 33.25, limit 36]
  ! unclear curve  [unclear_curve]

  D2-7: Inconclusive
    R3: unclear curve below the cut-off  [unclear_early, value 33.25, limit 36]
    ! unclear curve  [unclear_curve]
    A4  IKZF1_D2-7  (example.eds): Inconclusive
      amplification: unclear;  Ct 33.25;  instrument's Ct undetermined
      evidence: rises 0.04 over 20 cycles, linear: drift  [linear_drift]
      threshold 0.2 (file)
      baseline window 3-15 (file)
      instrument's flag BADROX = N
      R3: unclear curve below the cut-off  [unclear_early, value 33.25, limit 36]
      ! unclear curve  [unclear_curve]
)text");
}

TEST_CASE("an explanation draws each curve where the report has curves") {
  const std::string with_curves = explain_sample(example_report(), "00123", Language::En);
  // One for each of the five wells: nine rows each.
  CHECK(std::count(with_curves.begin(), with_curves.end(), '|') == 5 * 9);
  Report report = example_report();
  report.has_curves = false;
  report.curves.clear();
  CHECK(explain_sample(report, "00123", Language::En).find('|') == std::string::npos);
}

TEST_CASE("a control is explained set by set") {
  const std::string text = explain_sample(example_report(), "PC", Language::En);
  CHECK(text.find("PC (positive control), D2-7: Passed\n") == 0);
  CHECK(text.find("\nPC (positive control), D2-8: Failed; makes results of this set invalid\n"
                  "  R5: positive control PC is not positive in D2-8  [not_positive, limit 32]\n") !=
        std::string::npos);
}

TEST_CASE("a control of runs called together is explained plate by plate") {
  const std::string text = explain_sample(two_plates(), "NTC", Language::En);
  CHECK(text.starts_with("NTC (NTC), D4-7 (2026-03-05 IKZF1 plate 12.eds): Passed\n"));
  CHECK(text.find("\nNTC (NTC), D4-7 (plate 13.eds): Passed\n") != std::string::npos);
}

TEST_CASE("an explanation in Chinese has no English words and no codes") {
  Report report = example_report();
  report.has_curves = false;
  report.curves.clear();
  report.calls.patients[3].reasons.push_back(
      {ReasonCode::ContaminationSecondSetWeak, 5.5, 5.0, {"late", "偏晚"}});
  const std::string text = explain_sample(report, "=1+1", Language::Zh);
  CHECK(text.substr(0, text.find("\n  D2-8")) ==
        R"text(=1+1：可疑  ! 需复核
  可疑，建议复查
  R3：D2-7组可疑  [数值33.25，限值36]
  污染：偏晚  [数值5.5，限值5]
  ! 曲线形态不明确

  D2-7：可疑
    R3：曲线不明确，Ct低于判定值  [数值33.25，限值36]
    ! 曲线形态不明确
    A4  IKZF1_D2-7 （example.eds）：可疑
      有无扩增：不明确；Ct 33.25；仪器Ct 未测出
      曲线判断：20个循环内线性上升0.04：漂移
      阈值 0.2（文件）
      基线窗口 3-15（文件）
      仪器标记 BADROX = N
      R3：曲线不明确，Ct低于判定值  [数值33.25，限值36]
      ! 曲线形态不明确
)text");
}

TEST_CASE("a control is explained in Chinese") {
  CHECK(explain_sample(example_report(), "PC", Language::Zh).starts_with("PC（阳性对照），D2-7：合格\n"));
}

TEST_CASE("an unknown sample names the nearest") {
  CHECK_THROWS_WITH_AS(explain_sample(example_report(), "0123", Language::En),
                       "no sample '0123' in this run; the nearest is '00123'", ReportError);
}

TEST_CASE("every limit of the test is printed at the end") {
  CHECK(explain_sample(example_report(), "1-2", Language::En)
            .ends_with("\nThe test cannot see whole-gene loss (D1-8) or rarer deletions.\n"));
}

TEST_CASE("a plot shows curve, threshold and Ct") {
  std::vector<double> rise(20, 0.0);
  for (std::size_t i = 10; i < rise.size(); ++i) {
    rise[i] = 0.1 * static_cast<double>(i - 9);
  }
  CHECK(curve_plot(rise, 0.5, 15.0, "  ") == R"plot(  1.000   |              :    *
          |              :   *
          |              : **
          |              :*
          |--------------*-----
          |             *:
          |           ** :
          |          *   :
  0.000   |**********    :
          +---------+---------+
                   10        20
)plot");
}

TEST_CASE("a plot of nothing is empty, and odd curves have one") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(curve_plot({}, 0.2, 20.0, "").empty());
  CHECK(curve_plot({nan, nan}, 0.2, {}, "").empty());
  CHECK(curve_plot({0, 0, 0}, {}, {}, "").find("***") != std::string::npos);
  CHECK(curve_plot({-5, nan, 1e9}, 0.2, 99.0, "").find('*') != std::string::npos);
}
