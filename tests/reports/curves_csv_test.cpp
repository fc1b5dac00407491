#include "reports/curves_csv.hpp"

#include <nlohmann/json.hpp>
#include <vector>

#include <doctest/doctest.h>

#include "small_run.hpp"

using namespace crossbreak;
using nlohmann::json;

TEST_CASE("curves as CSV: one row per well and target, empty for absent") {
  const std::vector runs = {small_run()};
  CHECK(write_curves_csv(runs) ==
        "source,well,sample,target,task,reporter,amplified,ct,ct_instrument,threshold,threshold_source,"
        "baseline_start,baseline_end,baseline_source,ct_sdm,ct_cy0,efficiency,reasons\n"
        "plate.eds,A1,'=1+1,2-7,UNKNOWN,FAM,yes,24.123456789012344,24.1,0.2,file,3,15,file,25,23.5,0.93,"
        "a sigmoid rise\n"
        "plate.eds,A2,\"NTC, \"\"clean\"\"\",2-7,NTC,FAM,no,,,0.2,automatic,,,,,,,\"flat; noise, 0.01\"\n"
        "plate.eds,A3,\"NTC, \"\"clean\"\"\",2-7,NTC,FAM,unclear,,,,,,,,,,,\n");
}

TEST_CASE("curves of a plain table have no well") {
  std::vector runs = {small_run()};
  runs[0].run.reactions.resize(1);
  runs[0].run.reactions[0].well.reset();
  runs[0].curves.resize(1);
  CHECK(write_curves_csv(runs).find("\nplate.eds,,'=1+1,") != std::string::npos);
  CHECK(json::parse(write_curves_json(runs))["curves"][0]["well"] == nullptr);
}

TEST_CASE("curves as JSON say the same, and why") {
  const std::vector runs = {small_run(), small_run()};
  const json document = json::parse(write_curves_json(runs));
  CHECK(document["schema"] == "crossbreak/curves/1");
  CHECK(document["runs"].size() == 2);
  CHECK(document["runs"][0]["inputs"][0]["file"] == "plate.eds");
  CHECK(document["runs"][0]["issues"][0]["code"] == "encoding_guessed");
  REQUIRE(document["curves"].size() == 6);
  const json& up = document["curves"][0];
  CHECK(up["sample"] == "=1+1");
  CHECK(up["ct"] == 24.123456789012345);
  CHECK(up["ct_status"] == "value");
  CHECK(up["reasons"][0] == json{{"code", "sigmoid"}, {"en", "a sigmoid rise"}, {"zh", "S形上升"}});
  const json& flat = document["curves"][1];
  CHECK(flat["ct"] == nullptr);
  CHECK(flat["ct_status"] == "undetermined");
  CHECK(flat["ct_instrument_status"] == "undetermined");
  CHECK(flat["issues"][0]["words"] == json{{"en", "3 cycles only"}, {"zh", "仅3个循环"}});
  CHECK(flat["crosstalk"] == nullptr);
  CHECK(flat["crosstalk_from"] == nullptr);
  CHECK(document["curves"][2]["ct_status"] == "not_computed");
  CHECK(document["curves"][2]["ct_instrument_status"] == "absent");
}

TEST_CASE("curves as JSON tell what a curve shows of another dye") {
  std::vector runs = {small_run()};
  runs[0].run.reactions[1].reporter = "VIC";
  Curve& curve = runs[0].curves[0];
  curve.crosstalk = Crosstalk{
      .state = CrosstalkState::OwnProduct, .from = 1, .share = 0.125, .lag = 0, .plate_share = 0.125};
  curve.ct_without_crosstalk = 25.5;
  json document = json::parse(write_curves_json(runs));
  const json& shown = document["curves"][0];
  CHECK(shown["crosstalk"] == "own_product");
  CHECK(shown["crosstalk_from"] == "VIC");
  CHECK(shown["crosstalk_share"] == 0.125);
  CHECK(shown["crosstalk_lag"] == 0.0);
  CHECK(shown["ct_without_crosstalk"] == 25.5);
  runs[0].run.reactions[1].reporter.clear();
  document = json::parse(write_curves_json(runs));
  CHECK(document["curves"][0]["crosstalk_from"] == runs[0].run.reactions[1].target);
}

TEST_CASE("no runs give a header only") {
  CHECK(write_curves_csv({}) == std::string(curves_csv_header) + "\n");
}
