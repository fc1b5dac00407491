#include "batch/batch_report.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "formats/format_error.hpp"
#include "message_of.hpp"
#include "pipeline/own_output.hpp"

using namespace crossbreak;

namespace {

std::vector<BatchPlate> plates() {
  BatchResult good = {.run_date = "2024-03-04T08:30:00Z",
                      .status = RunStatus::ValidWithWarnings,
                      .patients = {1, 0, 2, 0, 0, 0},
                      .controls = {{.sample = "",
                                    .role = SampleRole::Ntc,
                                    .set = "D4-7",
                                    .outcome = ControlOutcome::Missing}},
                      .to_look_at = {},
                      .page = "2024/plate 1.review.html"};
  good.to_look_at.push_back({.sample = "=P1</script>",
                             .call = PatientCallState::Deletion,
                             .deletions = {"D4-7"},
                             .flags = {Flag::Late}});
  good.to_look_at.push_back({.sample = "P2",
                             .call = PatientCallState::Mixed,
                             .deletions = {"D4-7", "D2-7"},
                             .flags = {},
                             .next = {.en = "Extract again", .zh = "重新提取"}});
  return {
      {.name = "2024/plate 1",
       .files = {"2024/plate 1.eds"},
       .second = {"2024/plate 1.txt"},
       .problem = {},
       .result = good},
      {.name = "cut", .files = {"cut.eds"}, .second = {}, .problem = "cut.eds: is cut off", .result = {}}};
}

std::string refused(const std::string& name, const std::string& bytes) {
  return tests::message_of<FormatError>([&] { refuse_own_output({.name = name, .bytes = bytes}); });
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the table has a row a plate and a row for each patient who needs a look") {
  std::string expected(batch_csv_header);
  expected +=
      "\n"
      "crossbreak/batch-csv/1,plate,2024/plate 1,2024/plate 1.eds,2024/plate 1.txt,2024-03-04T08:30:00Z,"
      "valid_with_warnings,,3,1,0,2,0,0,0,NTC D4-7 not on the plate,2,2024/plate 1.review.html,,,,\n"
      "crossbreak/batch-csv/1,patient,2024/plate 1,,,,,,,,,,,,,,,,'=P1</script>,deletion,D4-7,late\n";
  expected +=
      "crossbreak/batch-csv/1,patient,2024/plate 1,,,,,,,,,,,,,,,,P2,mixed,\"D4-7;D2-7\",\n"
      "crossbreak/batch-csv/1,plate,cut,cut.eds,,,,cut.eds: is cut off,,,,,,,,,,,,,,\n";
  CHECK(write_batch_csv(plates()) == expected);
}

TEST_CASE("the page holds every plate as data that ends no element, in either language") {
  const std::string page = write_batch_page(plates(), Language::En);
  CHECK(holds(page, "plates: 2, called: 1, not called: 1; patients: 3"));
  CHECK(holds(page, R"("page":"2024/plate 1.review.html")"));
  CHECK(holds(page, R"(=P1\u003c/script>: deletion D4-7; )"));
  CHECK(holds(page, R"("said":["cut.eds: is cut off"])"));
  CHECK_FALSE(holds(page, "P1</script>"));
  const std::string chinese = write_batch_page(plates(), Language::Zh);
  CHECK(holds(chinese, "<html lang=\"zh-CN\">"));
  CHECK_FALSE(holds(chinese, "not called"));
}

TEST_CASE("a patient whom no flag explains has what to do next, in either language") {
  CHECK(holds(write_batch_page(plates(), Language::En), R"("P2: mixed D4-7, D2-7; Extract again")"));
  // ASCII: 重新提取
  CHECK(holds(write_batch_page(plates(), Language::Zh), R"(\u91cd\u65b0\u63d0\u53d6)"));
}

TEST_CASE("a plate called from its second export tells why the first was not") {
  BatchPlate plate = plates().front();
  plate.problem = "2024/plate 1.eds: is cut off";
  const std::string csv = write_batch_csv(std::vector{plate});
  CHECK(holds(csv, ",valid_with_warnings,2024/plate 1.eds: is cut off,3,"));
  const std::string page = write_batch_page(std::vector{plate}, Language::En);
  CHECK(holds(page, R"("said":["2024/plate 1.eds: is cut off","run valid)"));
  CHECK(holds(page, "plates: 1, called: 1, not called: 0"));
}

TEST_CASE("what is written of a batch is known as ours when it is given as a run") {
  CHECK(holds(refused("x.csv", write_batch_csv(plates())), "the table of a batch that crossbreak wrote"));
  for (const Language language : {Language::En, Language::Zh}) {
    CHECK(holds(refused("x.html", write_batch_page(plates(), language)),
                "the page of a batch that crossbreak wrote"));
    CHECK(holds(refused("x.xlsx", write_batch_workbook(plates(), language)),
                "a workbook of a batch that crossbreak wrote"));
  }
}
