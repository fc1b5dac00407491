#include "reports/explain.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "curves/signal/issues.hpp"
#include "example_report.hpp"
#include "full_plate.hpp"
#include "record/record.hpp"
#include "reports/curve_plot.hpp"
#include "run/number_text.hpp"
#include "words/evidence.hpp"
#include "words/flags.hpp"
#include "words/joined.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;

namespace {

using Names = std::vector<std::string>;

Report without_curves(Report report) {
  report.has_curves = false;
  report.curves.clear();
  return report;
}

/// Of a report or a const one.
template <class AnyReport>
auto& patient_called(AnyReport& report, const std::string& sample) {
  const auto found = std::ranges::find(report.calls.patients, sample, &PatientCall::sample);
  REQUIRE(found != report.calls.patients.end());
  return *found;
}

/// "R3: why  [outcome, value 33.25, limit 36]"; in Chinese without the outcome, which is a code.
void add_reasons(Names& lines, std::size_t indent, const std::vector<Reason>& reasons, Language language) {
  const bool english = language == Language::En;
  for (const Reason& reason : reasons) {
    const ReasonEntry& entry = entry_of(reason.code);
    Names parts;
    if (english)
      parts.emplace_back(entry.outcome);
    if (reason.value)
      parts.push_back((english ? "value " : "数值") + shortest_text(*reason.value));
    if (reason.limit)
      parts.push_back((english ? "limit " : "限值") + shortest_text(*reason.limit));
    lines.push_back(std::string(indent, ' ') + in(language, words_of(entry.rule)) + (english ? ": " : "：") +
                    in(language, reason.words) +
                    (parts.empty() ? "" : "  [" + joined(parts, english ? ", " : "，") + ']'));
  }
}

void add_flags(Names& lines, std::size_t indent, const std::vector<Flag>& flags, Language language) {
  for (const Flag flag : flags)
    lines.push_back(std::string(indent, ' ') + "! " + in(language, words_of(flag)) +
                    (language == Language::En ? "  [" + std::string(code_of(flag)) + ']' : ""));
}

/// Each is a line of the text, behind the one before it.
void check_in_order(const std::string& text, const Names& lines) {
  const std::string framed = '\n' + text;
  std::size_t at = 0;
  for (const std::string& line : lines) {
    CAPTURE(line);
    CAPTURE(framed.substr(at, 300));
    const std::size_t found = framed.find('\n' + line + '\n', at);
    REQUIRE(found != std::string::npos);
    at = found + line.size() + 1;
  }
}

/// How many small letters stand in a row at most, but for those of names.
std::size_t longest_lower_case(std::string text, const Names& names) {
  for (const std::string& name : names)
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name))
      text.erase(at, name.size());
  std::size_t longest = 0;
  std::size_t here = 0;
  for (const char c : text) {
    here = c >= 'a' && c <= 'z' ? here + 1 : 0;
    longest = std::max(longest, here);
  }
  return longest;
}

}  // namespace

TEST_CASE("an explanation goes from the call to each well, rule by rule") {
  const Report report = without_curves(example_report());
  const PatientCall& patient = patient_called(report, "=1+1");
  const SetCall& set = patient.sets[2];
  const WellCall& well = report.calls.wells[set.wells.at(0)];
  Names lines = {"=1+1: Inconclusive  ! look at it", "  " + patient.text.en};
  add_reasons(lines, 2, patient.reasons, Language::En);
  add_flags(lines, 2, patient.flags, Language::En);
  lines.push_back("  D2-7: Inconclusive");
  add_reasons(lines, 4, set.reasons, Language::En);
  add_flags(lines, 4, set.flags, Language::En);
  lines.push_back("    A4  IKZF1_D2-7  (example.eds): Inconclusive");
  lines.push_back("      amplification: unclear;  Ct " + fixed_text(well.ct.value(), 2) +
                  ";  instrument's Ct " + fixed_text(well.ct_instrument.value(), 2));
  for (const VerdictReason& reason : well.verdict_reasons)
    lines.push_back("      evidence: " + reason.words.en + "  [" + std::string(code_of(reason.code)) + "]");
  lines.push_back("      threshold " + shortest_text(well.threshold.value()) + " (file)");
  lines.push_back("      baseline window " + text_of(well.baseline.value()) + " (file)");
  for (const QcFlag& flag : well.instrument_flags)
    lines.push_back("      instrument's flag " + flag.name + " = " + flag.value);
  add_reasons(lines, 6, well.reasons, Language::En);
  add_flags(lines, 6, well.flags, Language::En);
  CHECK_FALSE(well.verdict_reasons.empty());
  CHECK(well.instrument_flags.front() == QcFlag{"BADROX", "N"});
  lines.push_back("  D2-8: Negative");
  check_in_order(explain_sample(report, "=1+1", Language::En), lines);
}

TEST_CASE("an explanation draws each curve where the report has curves") {
  const std::string with_curves = explain_sample(example_report(), "00123", Language::En);
  // One for each of the five wells: nine rows each.
  CHECK(std::count(with_curves.begin(), with_curves.end(), '|') == 5 * 9);
  CHECK(explain_sample(without_curves(example_report()), "00123", Language::En).find('|') ==
        std::string::npos);
}

TEST_CASE("a control is explained set by set") {
  const Report report = failed_control();
  const auto failed = std::ranges::find(report.calls.controls, ControlOutcome::Failed, &ControlCall::outcome);
  REQUIRE(failed != report.calls.controls.end());
  Names lines = {"PC (positive control), D4-7: Passed",
                 "PC (positive control), D2-8: Failed; makes results of this set invalid"};
  add_reasons(lines, 2, failed->reasons, Language::En);
  const std::string text = explain_sample(report, "PC", Language::En);
  CHECK(text.starts_with(lines.front() + '\n'));
  check_in_order(text, lines);
}

TEST_CASE("a control of runs called together is explained plate by plate") {
  const std::string text = explain_sample(two_plates(), "NTC", Language::En);
  CHECK(text.starts_with("NTC (NTC), D4-7 (2026-03-05 IKZF1 plate 12.eds): Passed\n"));
  CHECK(text.find("\nNTC (NTC), D2-7 (plate 13.eds): Passed\n") != std::string::npos);
}

TEST_CASE("an explanation in Chinese has no English words and no codes") {
  Report report = without_curves(example_report());
  patient_called(report, "=1+1")
      .reasons.push_back({ReasonCode::ContaminationSecondSetWeak, 5.5, 5.0, {"late", "偏晚"}});
  const PatientCall& patient = patient_called(report, "=1+1");
  const SetCall& set = patient.sets[2];
  const WellCall& well = report.calls.wells[set.wells.at(0)];
  Names lines = {"=1+1：可疑  ! 需复核", "  " + patient.text.zh};
  add_reasons(lines, 2, patient.reasons, Language::Zh);
  CHECK(lines.back() == "  污染：偏晚  [数值5.5，限值5]");
  add_flags(lines, 2, patient.flags, Language::Zh);
  lines.push_back("  D2-7：可疑");
  add_reasons(lines, 4, set.reasons, Language::Zh);
  add_flags(lines, 4, set.flags, Language::Zh);
  lines.push_back("    A4  IKZF1_D2-7 （example.eds）：可疑");
  lines.push_back("      有无扩增：不明确；Ct " + fixed_text(well.ct.value(), 2) + "；仪器Ct " +
                  fixed_text(well.ct_instrument.value(), 2));
  for (const VerdictReason& reason : well.verdict_reasons)
    lines.push_back("      曲线判断：" + reason.words.zh);
  lines.push_back("      阈值 " + shortest_text(well.threshold.value()) + "（文件）");
  lines.push_back("      基线窗口 " + text_of(well.baseline.value()) + "（文件）");
  lines.push_back("      仪器标记 BADROX = N");
  add_reasons(lines, 6, well.reasons, Language::Zh);
  add_flags(lines, 6, well.flags, Language::Zh);
  lines.push_back("  D2-8：阴性");
  const std::string text = explain_sample(report, "=1+1", Language::Zh);
  check_in_order(text, lines);
  CHECK(longest_lower_case(text, {"example.eds", "IKZF1plus"}) < 3);
}

TEST_CASE("a control is explained in Chinese") {
  CHECK(explain_sample(example_report(), "PC", Language::Zh).starts_with("PC（阳性对照），D4-7：合格\n"));
}

TEST_CASE("an unknown sample names the nearest") {
  CHECK_THROWS_WITH_AS(explain_sample(example_report(), "0123", Language::En),
                       "no sample '0123' in this run; the nearest is '00123'", ReportError);
}

TEST_CASE("every limit of the test is printed at the end") {
  const Report report = example_report();
  const std::string text = explain_sample(report, "1-2", Language::En);
  std::string last = text.substr(text.rfind("\n\n") + 2);
  std::ranges::replace(last, '\n', ' ');
  for (std::size_t at = last.find("  "); at != std::string::npos; at = last.find("  "))
    last.erase(at, 1);
  CHECK(last == report.limits.en + ' ');
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
  const std::string beside = curve_plot({0, 0, 0, 1}, {}, {}, "", {0, 0, 0.5, 9, 9});
  CHECK(beside.find("   *\n") != std::string::npos);
  CHECK(beside.find("|  o\n") != std::string::npos);
  CHECK(beside.find("|***\n") != std::string::npos);
  CHECK(curve_plot({}, 0.2, 20.0, "").empty());
  CHECK(curve_plot({nan, nan}, 0.2, {}, "").empty());
  CHECK(curve_plot({0, 0, 0}, {}, {}, "").find("***") != std::string::npos);
  CHECK(curve_plot({-5, nan, 1e9}, 0.2, 99.0, "").find('*') != std::string::npos);
}

TEST_CASE("what a well shows of another dye is drawn beside its curve, and said") {
  Report report = example_report();
  std::vector<WellCall>& wells = report.calls.wells;
  const auto well_with = [&](const std::string& target) {
    const auto found = std::ranges::find_if(wells, [&](const WellCall& well) {
      return well.sample == "00123" && well.target.find(target) != std::string::npos;
    });
    REQUIRE(found != wells.end());
    return found;
  };
  const auto shown = well_with("4-7");
  const auto reference = well_with("ALB");
  reference->well = shown->well;
  reference->reporter = "VIC";
  const std::string plain = explain_sample(report, "00123", Language::En);
  shown->crosstalk = CrosstalkState::Copy;
  shown->crosstalk_from = "VIC";
  shown->crosstalk_share = 0.5;
  shown->crosstalk_lag = 3;
  const std::string explained = explain_sample(report, "00123", Language::En);
  CHECK(plain.find("o  ") == std::string::npos);
  CHECK(explained.find("      o  50.0 % of VIC, 3.0 cycles later\n") != std::string::npos);
  CHECK(explained.find("ooo") != std::string::npos);
  CHECK(explain_sample(report, "00123", Language::Zh).find("o  VIC信号的50.0 %，延后3.0个循环\n") !=
        std::string::npos);

  shown->crosstalk = CrosstalkState::OwnProduct;
  shown->ct_without_crosstalk = 30.25;
  CHECK(explain_sample(report, "00123", Language::En).find("Ct without crosstalk 30.25\n") !=
        std::string::npos);

  shown->crosstalk_from = "JOE";  // which no well has
  CHECK(explain_sample(report, "00123", Language::En).find("o  50.0") == std::string::npos);
}
