#include "reports/curves_table.hpp"

#include <doctest/doctest.h>

#include "small_run.hpp"
#include "words/evidence.hpp"
#include "words/issues.hpp"

using namespace crossbreak;

TEST_CASE("curves print one line a well and target, in columns, wide characters counted as two") {
  AnalysedRun analysed;
  analysed.run.inputs = {{.name = "plate.eds", .sha256 = {}}};
  analysed.run.reactions.resize(2);
  analysed.run.reactions[0].well = Well{0, 0};
  analysed.run.reactions[0].sample = "病人1";
  analysed.run.reactions[0].target = "D4-7";
  analysed.run.reactions[0].instrument = {.ct_status = CtStatus::Undetermined,
                                          .ct = {},
                                          .ct_mean = {},
                                          .ct_sd = {},
                                          .ct_decimals = {},
                                          .crt_status = CtStatus::Absent,
                                          .crt = {},
                                          .amp_status = {}};
  analysed.run.reactions[1].sample = "x";
  Curve first;
  first.ct = 27.125;
  first.ct_status = CtStatus::Value;
  first.threshold = 0.2;
  first.baseline = Baseline{.window = {.start = 3, .end = 22}, .intercept = 0, .slope = 0};
  first.verdict = {
      Amplified::Yes,
      {{EvidenceCode::Rise, {"rises", "上升"}}, {EvidenceCode::Plateau, {"levels off", "平台"}}}};
  Curve second;
  second.reaction = 1;
  second.verdict = {Amplified::No, {{EvidenceCode::Flat, {"flat", "平"}}}};
  analysed.curves = {first, second};
  CHECK(write_curves_table({&analysed, 1}) ==
        "plate.eds\n\n"
        "Well  Sample  Target  Amplified  Ct     Instrument  Threshold  Baseline  Reasons\n"
        "A1    病人1   D4-7    yes        27.12  undet.      0.2000     3-22      rises; levels off\n"
        "      x               no                                                 flat\n");
}

TEST_CASE("the instrument's Crt is shown as one, and beside a Ct not at all") {
  AnalysedRun analysed;
  analysed.run.inputs = {{.name = "plate.eds", .sha256 = {}}};
  analysed.run.reactions.resize(3);
  for (std::size_t i = 0; i < 3; ++i) {
    InstrumentResult& result = analysed.run.reactions[i].instrument;
    result.crt_status = i == 1 ? CtStatus::Undetermined : CtStatus::Value;
    if (i != 1)
      result.crt = 25.3633;
    if (i == 2) {
      result.ct_status = CtStatus::Value;
      result.ct = 27.5;
    }
    Curve curve;
    curve.reaction = i;
    analysed.curves.push_back(curve);
  }
  const std::string text = write_curves_table({&analysed, 1});
  CHECK(text.find(" Crt 25.36 ") != std::string::npos);
  CHECK(text.find(" Crt undet. ") != std::string::npos);
  CHECK(text.find(" 27.50 ") != std::string::npos);
  CHECK(text.find("Crt 25.36") == text.rfind("Crt 25.36"));
}

TEST_CASE("the name of a file drives no terminal") {
  AnalysedRun analysed;
  analysed.run.inputs = {{.name = "a\x1b[31m.eds", .sha256 = {}}};
  CHECK(write_curves_table({&analysed, 1}).starts_with("a\uFFFD[31m.eds\n\n"));
  analysed.run.issues = {Issue{IssueCode::CurveIncomplete, Severity::Note, "a\x1b[31m.eds", {"b\x07", ""}}};
  CHECK(write_curve_issues(analysed) == "a\uFFFD[31m.eds: b\uFFFD\n");
}

TEST_CASE("what is odd about curves is said once, with all its wells") {
  AnalysedRun analysed = small_run();
  const auto issue = [](std::string place, std::string words) {
    return Issue{IssueCode::CurveIncomplete, Severity::Note, std::move(place), {std::move(words), ""}};
  };
  analysed.run.reactions.push_back(analysed.run.reactions[2]);
  analysed.run.reactions.back().well.reset();
  Curve without_well;
  without_well.reaction = 3;
  without_well.issues = {issue("plate.eds: x", "3 cycles only")};
  analysed.curves.push_back(without_well);
  analysed.curves[0].issues = {issue("plate.eds: A1", "3 cycles only"),
                               issue("plate.eds: target 2-7", "the threshold is false")};
  analysed.curves[2].issues = {issue("plate.eds: A3", "3 cycles only")};
  CHECK(write_curve_issues(analysed) ==
        "plate.eds: read as GB18030\n"
        "plate.eds: A1-A3: 3 cycles only\n"
        "plate.eds: x: 3 cycles only\n"
        "plate.eds: target 2-7: the threshold is false\n");
}
