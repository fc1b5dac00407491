#include "reports/calls_csv.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "example_report.hpp"

using namespace crossbreak;

namespace {

/// What stands before the sample in every row of the example.
std::string identity() {
  return "crossbreak/calls-csv/1,example.eds," + std::string(64, 'a') + ",0.1.0,ikzf1_deletions,1.0," +
         std::string(64, 'b') + ",abi7500fast,";
}

}  // namespace

TEST_CASE("a patient has one row per set and one overall row") {
  Report report = example_report();
  report.calls.patients.erase(report.calls.patients.begin() + 2, report.calls.patients.end());
  const std::string first = identity();
  CHECK(write_calls_csv(report, false) ==
        "schema,source,sha256,program_version,panel,panel_version,panel_sha256,profile,sample,row,set,result,"
        "ct_mean,deletions,review,flags,text_en,text_zh\n" +
            first + "00123,set,D2-7,negative,,,,,,\n" +  //
            first + "00123,set,D2-8,negative,,,,,,\n" +  //
            first + "00123,set,D4-7,positive,24.123456789012344,,,,,\n" + first +
            "00123,set,D4-8,negative,,,,,,\n" + first +
            "00123,overall,,deletion,,D4-7,false,,deletion of IKZF1 exons 4-7 "
            "detected,检出IKZF1第4～7号外显子缺失\n" +
            first + "3E5,set,D2-7,negative,,,,,,\n" +       //
            first + "3E5,set,D2-8,positive,31.7,,,,,\n" +   //
            first + "3E5,set,D4-7,positive,25.25,,,,,\n" +  //
            first + "3E5,set,D4-8,negative,,,,,,\n" +       //
            first +
            "3E5,overall,,mixed,,D2-8;D4-7,true,second_set_weak,several deletions detected (mixed),"
            "检出多种外显子缺失（混合型）\n");
}

TEST_CASE("names cannot become formulas, numbers or columns") {
  const std::string csv = write_calls_csv(example_report(), false);
  for (const char* row :
       {"'=1+1,overall,,inconclusive,,,true,", "\"张三 <b>&\"\"';\",overall,,invalid,,,true,",
        "'@SUM(A1),set,D4-8,missing,,,,omitted,,", "'-7,set,D2-8,negative,36.4,,,late,,"}) {
    CAPTURE(row);
    CHECK(csv.find(identity() + row) != std::string::npos);
  }
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 1 + 7 * 5);
}

TEST_CASE("Excel gets a byte-order mark where asked for") {
  const Report report = example_report();
  CHECK(write_calls_csv(report, true) == "\xEF\xBB\xBF" + write_calls_csv(report, false));
}

TEST_CASE("what a record says of itself cannot become columns") {
  Report report = example_report();
  report.inputs[0].sha256 = "=1,2";
  CHECK(write_calls_csv(report, false).find(",example.eds,\"'=1,2\",0.1.0,") != std::string::npos);
}

TEST_CASE("of runs combined, a row names the inputs that hold the patient's wells") {
  Report report = example_report();
  report.calls.patients.resize(1);
  report.inputs.push_back(report.inputs[0]);
  report.inputs[1].file = "second.eds";
  report.inputs[1].sha256 = std::string(64, 'd');
  report.inputs[1].run = 1;
  CHECK(write_calls_csv(report, false).find("second.eds") == std::string::npos);

  const std::string both =
      ",example.eds;second.eds," + std::string(64, 'a') + ';' + std::string(64, 'd') + ',';
  SUBCASE("be it one of the sets") {
    for (const std::size_t well : report.calls.patients[0].sets[0].wells) {
      report.calls.wells[well].run = 1;
    }
    CHECK(write_calls_csv(report, false).find(both) != std::string::npos);
  }
  SUBCASE("be it the reference gene alone") {
    WellCall reference = report.calls.wells[0];
    reference.run = 1;
    report.calls.patients[0].reference = SetCall{};
    report.calls.patients[0].reference->wells = {report.calls.wells.size()};
    report.calls.wells.push_back(reference);
    CHECK(write_calls_csv(report, false).find(both) != std::string::npos);
  }
}
