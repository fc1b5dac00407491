#include "outputs.hpp"

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "released_plates.hpp"
#include "reports/released_csv.hpp"
#include "reports/repeats_csv.hpp"

using namespace crossbreak;
using namespace crossbreak::cli;

TEST_CASE("released files are of final and amended records alone, beside the record, whatever formats") {
  OutputChoice choice;
  choice.formats = {"json"};
  Report report = example_report();
  CHECK(render_released(report, choice, "out/plate.calls.json", "plate").empty());
  report.release.status = RecordStatus::Reviewed;
  CHECK(render_released(report, choice, "out/plate.calls.json", "plate").empty());

  report = signed_report(example_report());
  for (const RecordStatus status : {RecordStatus::Final, RecordStatus::Amended}) {
    report.release.status = status;
    const std::vector<Output> outputs = render_released(report, choice, "out/plate.calls.json", "plate");
    REQUIRE(outputs.size() == 2);
    CHECK(outputs[0].path == "out/plate.released.csv");
    CHECK(outputs[0].bytes == write_released_csv(report, false));
    CHECK(outputs[1].path == "out/plate.repeats.csv");
    CHECK(outputs[1].bytes == write_repeats_csv(report, false));
  }
}
