#include "formats/sds2_export.hpp"

#include <doctest/doctest.h>

#include "changed_text.hpp"
#include "formats/formats.hpp"
#include "issue_lines.hpp"
#include "shared_data.hpp"

using namespace crossbreak;

namespace {

const std::string relative =
    "SDS 2.3 RQ Results\t1.2\nFilename\tStudy.sdm\nAssay Type\tRQ Study\nEmbeddedFile\tFileA\n"
    "Run DateTime\tFri May 15 17:10:28 BST 2009\nOperator\tLi\n\n"
    "#\tPlate\tPos\tFlag\tSample\tDetector\tTask\tCt\tOmit\tHSD\n"
    "1\tX1\tA1\tPassed\tP1\tALB\tTarget\t24.5\tFALSE\t\n"
    "2\tX1\tP24\tFlagged\tP2\tALB\tTarget\tUndetermined\tTRUE\t\n"
    "3\tX2\tA1\tPassed\tP3\tALB\tTarget\t25.5\tFALSE\t\n\n"
    "PlateID\tNAP\tLPL\nX1\n";

const std::string absolute =
    "SDS 2.2.2\tAQ Results\t1.0\nFilename\tPlate 1\nPlateID\t\nAssay Type\tAbsolute Quantification\n"
    "Run DateTime\t8/23/11 12:10:33 PM\nOperator\t\nThermalCycleParams\t\n\nSample Information\n\n"
    "Well\tSample Name\tDetector Name\tReporter\tTask\tCt\tQuantity\tQty Mean\tQty StdDev\tCt Mean\tCt "
    "StdDev\t"
    "Baseline Type\tBaseline Start\tBaseline Stop\tThreshold Type\tThreshold\t\n"
    "268\tP1\tALB\tVIC\tUnknown\t28.283926\t\t\t\t28.5\t0.1\tManual\t3\t15\tAutomatic\t0.1\t\n";

Run read(const std::string& bytes, const std::string& plate = "") {
  const Source source{.name = "sds2.txt", .bytes = bytes};
  CHECK(&detect_format(source) == &format_named("sds-v2"));
  return read_run({.format = &format_named("sds-v2"), .sources = {source}, .run = plate}, {});
}

}  // namespace

TEST_CASE("a table of SDS 2.x holds several plates, each a run, and says that it has no curves") {
  const Source source{.name = "sds2.txt", .bytes = relative};
  CHECK(runs_of(format_named("sds-v2"), source) == std::vector<std::string>{"X1", "X2"});
  CHECK_THROWS_WITH_AS(read(relative), "sds2.txt: expected which plate is meant of 'X1', 'X2': each is a run",
                       FormatError);
  const Run run = read(relative, "X1");
  CHECK(run.instrument.software == "SDS 2.3");
  CHECK(run.experiment_name == "Study.sdm");
  CHECK(run.operator_name == "Li");
  CHECK(run.run_started == "Fri May 15 17:10:28 BST 2009");
  CHECK(run.plate == Plate{.rows = 16, .columns = 24});
  REQUIRE(run.reactions.size() == 2);
  CHECK(run.reactions[0].sample == "P1");
  CHECK(run.reactions[0].target == "ALB");
  CHECK(run.reactions[0].instrument.ct == 24.5);
  CHECK(run.reactions[1].well == Well{15, 23});
  CHECK(run.reactions[1].omitted);
  CHECK(run.reactions[1].instrument.ct_status == CtStatus::Undetermined);
  CHECK(
      issue_lines(run.issues) ==
      std::vector<std::string>{
          "note columns_not_understood | sds2.txt | Columns that are not understood and not read: Flag.",
          "warning curves_missing | sds2.txt | This is a table of results of SDS 2.x without curves, and no "
          "export "
          "of curves of SDS 2.x is read: give the run as RDML, or measure it on an instrument whose files "
          "are "
          "read.",
          "note sections_not_understood | sds2.txt | Parts of the file that are not understood and not read: "
          "PlateID."});
}

TEST_CASE("plates without a name are told apart by their files") {
  const std::string bytes =
      "SDS 2.1RQ Results\t1\t\nFilename\tUntitled 1\t\n\t\t\n"
      "Well\tPlateID\tSample\tDetector\tTask\tCt\tCt Avg\tFilename\n"
      "1\t\tP1\tALB\tTarget\t24.5\t24.6\tcard 1\n1\t\tP2\tALB\tTarget\t25.5\t\tcard 2\n";
  CHECK(runs_of(format_named("sds-v2"), {.name = "sds2.txt", .bytes = bytes}) ==
        std::vector<std::string>{"card 1", "card 2"});
  const Run run = read(bytes, "card 1");
  CHECK(run.instrument.software == "SDS 2.1");
  REQUIRE(run.reactions.size() == 1);
  CHECK(run.reactions[0].sample == "P1");
  CHECK(run.reactions[0].instrument.ct_mean == 24.6);
}

TEST_CASE("absolute quantification of SDS 2.x gives wells by number, thresholds and windows") {
  const Run run = read(absolute);
  CHECK(run.instrument.software == "SDS 2.2.2");
  REQUIRE(run.reactions.size() == 1);
  const Reaction& reaction = run.reactions[0];
  CHECK(reaction.well == Well{11, 3});
  CHECK(reaction.reporter == "VIC");
  CHECK(reaction.instrument.ct == 28.283926);
  CHECK(reaction.instrument.ct_mean == 28.5);
  CHECK(reaction.instrument.ct_sd == 0.1);
  CHECK(reaction.settings == FileSettings{.threshold = 0.1,
                                          .automatic_threshold = true,
                                          .baseline = BaselineWindow{.start = 3, .end = 15},
                                          .automatic_baseline = false});
}

TEST_CASE("another export of SDS 2.x is refused with what is wanted") {
  CHECK_THROWS_WITH_AS(
      read("SDS 2.3 RQ Results\t1.2\nFilename\tx\n\nA\tB\n1\t2\n"),
      "sds2.txt: an export of SDS 2.x without a table of results (Well or Pos, Detector and Ct): not "
      "read",
      FormatError);
}

TEST_CASE("an SDS v1.x file that is neither of its two exports is refused with what to export") {
  const Source log{.name = "log.txt",
                   .bytes = "Document Name: Plate 1\nSDS v1.4\n\nWell\tDye\tSpectrum\nA1\tFAM\t1\n"};
  CHECK_THROWS_WITH_AS(
      (void)detect_format(log),
      "log.txt: an SDS v1.x file that is neither a Results nor a Delta Rn export: its logs and its "
      "exports of Rn, components and raw spectra are in no layout known here; export Results and "
      "Delta Rn and give both files",
      FormatError);
}

TEST_CASE("a real table of SDS 2.1 is read: two plates") {
  const auto path = shared_data("real_runs/readqpcr_example.txt");
  if (!path)
    return;
  const Source source{.name = "sds2.txt", .bytes = bytes_of_file(*path)};
  CHECK(runs_of(format_named("sds-v2"), source) ==
        std::vector<std::string>{"john dawes card 1", "john dawes card 2"});
  const Run run = read(source.bytes, "john dawes card 2");
  CHECK(run.reactions.size() == 384);
}

TEST_CASE("a real table of SDS 2.3 is read: 384 wells") {
  const auto path = shared_data("real_runs/sds2_sample.txt");
  if (!path)
    return;
  const Run run = read(bytes_of_file(*path));
  CHECK(run.reactions.size() == 384);
  CHECK(run.reactions[0].instrument.ct == 11.463166);
}
