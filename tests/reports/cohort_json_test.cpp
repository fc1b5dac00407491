#include "reports/cohort_json.hpp"

#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

#include "cohort_example.hpp"
#include "file_content.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;
using nlohmann::json;

TEST_CASE("the schema of cohort.json that is published is the one that the program writes") {
  const bool is_the_same =
      content_of(CROSSBREAK_SOURCE_DIR "/src/reports/cohort.schema.json") == write_cohort_schema();
  CHECK_MESSAGE(is_the_same,
                "publish it by 'crossbreak fields --schema=cohort >src/reports/cohort.schema.json'");
}

TEST_CASE("the record of a study has every number in full") {
  const CohortReport report = example_cohort();
  const json told = json::parse(write_cohort_json(report));
  CHECK(told.at("schema") == "crossbreak/cohort/1");
  CHECK(told.at("patients") == 12);
  CHECK(told.at("study") == json{{"file", "study.toml"}, {"sha256", std::string(64, 'a')}});
  CHECK(told.at("inputs")[1].at("called_now") == true);
  CHECK(told.at("deleted").at("share").get<double>() == 5.0 / 12);
  CHECK(told.at("kinds")[1].at("name") == "several");
  const json& wbc = told.at("tables")[0].at("rows")[0];
  CHECK(wbc.at("groups")[0] == json{{"yes", 4}, {"no", 2}});
  CHECK(wbc.at("missing") == 1);
  CHECK(wbc.at("tests")[0].at("kind") == "chi_squared");
  CHECK(wbc.at("tests")[0].at("p").get<double>() == report.tables[0].rows[0].tests[0].p);
  CHECK(wbc.at("tests")[1].at("kind") == "fisher");
  CHECK(wbc.at("tests")[1].at("statistic").is_null());
  const json& outcome = told.at("outcomes")[0];
  CHECK(outcome.at("by") == "deleted");
  CHECK(outcome.at("groups")[0].at("curve").size() == 7);
  CHECK(outcome.at("groups")[0].at("rate").at("share").get<double>() ==
        report.outcomes[0].groups[0].rate.value().share);
  CHECK_FALSE(told.at("outcomes")[1].at("groups")[0].contains("curve"));
  CHECK(told.at("outcomes")[3].at("by") == "deleted transplant");
  CHECK(told.at("models")[0].at("status") == "fitted");
  CHECK(told.at("models")[0].at("terms")[1].at("name") == "deleted");
  CHECK(told.at("models")[0].at("terms")[1].at("p").get<double>() == report.models[0].terms[1].p);
  CHECK(told.at("warnings")[1].at("code") == "immortal_time");
  CHECK(told.at("left_out")[1] == json{{"sample", "<P9>"}, {"why", "inconclusive"}});
}
