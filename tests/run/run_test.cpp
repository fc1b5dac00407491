#include "run/run.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("a dye is found by its well and its exact name") {
  Run run;
  run.dyes = {{.well = {0, 0}, .dye = "FAM", .signal = {1}}, {.well = {0, 1}, .dye = "FAM", .signal = {2}}};
  REQUIRE(find_dye(run, {0, 1}, "FAM") != nullptr);
  CHECK(find_dye(run, {0, 1}, "FAM")->signal == std::vector{2.0});
  CHECK(find_dye(run, {0, 1}, "fam") == nullptr);
  CHECK(find_dye(run, {0, 2}, "FAM") == nullptr);
}

TEST_CASE("a run of two files is named by both") {
  Run run;
  run.inputs = {{.name = "results.csv", .sha256 = {}}, {.name = "delta_rn.csv", .sha256 = {}}};
  CHECK(source_name(run) == "results.csv + delta_rn.csv");
}

TEST_CASE("a run was made when it started, or ended where the file gives only that") {
  Run run;
  CHECK(run_date(run).empty());
  run.run_ended = "2014-03-05T10:21:00Z";
  CHECK(run_date(run) == "2014-03-05T10:21:00Z");
  run.run_started = "2014-03-05T08:30:00Z";
  CHECK(run_date(run) == "2014-03-05T08:30:00Z");
}

TEST_CASE("a run is dated where its date begins with an ISO day") {
  Run run;
  CHECK_FALSE(is_dated(run));
  for (const char* date : {"2014-03-05T08:30:00Z", "2014-03-05"}) {
    run.run_ended = date;
    CHECK(is_dated(run));
  }
  for (const char* date : {"Wed Mar 05 10:21:00 CST 2014", "2014", "Not Started"}) {
    run.run_ended = date;
    CHECK_FALSE(is_dated(run));
  }
}
