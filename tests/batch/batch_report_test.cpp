#include "batch/batch_report.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "formats/format_error.hpp"
#include "message_of.hpp"
#include "pipeline/own_output.hpp"

using namespace crossbreak;

namespace {

std::vector<BatchPlate> plates() {
  const BatchResult good = {.run_date = "2024-03-04T08:30:00Z",
                            .status = RunStatus::ValidWithWarnings,
                            .patients = {1, 0, 2, 0, 0, 0},
                            .controls = {{.sample = "",
                                          .role = SampleRole::Ntc,
                                          .set = "D4-7",
                                          .outcome = ControlOutcome::Missing}},
                            .to_look_at = {{.sample = "=P1</script>",
                                            .call = PatientCallState::Deletion,
                                            .deletions = {"D4-7"},
                                            .flags = {Flag::Late}}},
                            .page = "2024/plate 1.review.html"};
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
  CHECK(
      write_batch_csv(plates()) ==
      std::string(batch_csv_header) +
          "\n"
          "crossbreak/batch-csv/1,plate,2024/plate 1,2024/plate 1.eds,2024/plate 1.txt,2024-03-04T08:30:00Z,"
          "valid_with_warnings,,3,1,0,2,0,0,0,NTC D4-7 not on the plate,1,2024/plate 1.review.html,,,,\n"
          "crossbreak/batch-csv/1,patient,2024/plate 1,,,,,,,,,,,,,,,,'=P1</script>,deletion,D4-7,late\n"
          "crossbreak/batch-csv/1,plate,cut,cut.eds,,,,cut.eds: is cut off,,,,,,,,,,,,,,\n");
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

TEST_CASE("what is written of a batch is known as ours when it is given as a run") {
  CHECK(holds(refused("x.csv", write_batch_csv(plates())), "the table of a batch that crossbreak wrote"));
  for (const Language language : {Language::En, Language::Zh}) {
    CHECK(holds(refused("x.html", write_batch_page(plates(), language)),
                "the page of a batch that crossbreak wrote"));
    CHECK(holds(refused("x.xlsx", write_batch_workbook(plates(), language)),
                "a workbook of a batch that crossbreak wrote"));
  }
}
