#include "cohort/study_reader.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "assay/assay_error.hpp"
#include "message_of.hpp"
#include "study_text.hpp"

using namespace crossbreak;
using tests::study_with;

namespace {

std::string refused(const std::string& text) {
  return tests::message_of<AssayError>([&] { read_study("study.toml", text); });
}

}  // namespace

TEST_CASE("a study says which column is what, and what is computed") {
  const Study study = read_study("study.toml", tests::study_text);
  CHECK(study.sample_column == "Sample");
  CHECK(study.missing == std::vector<std::string>{"n/a"});
  REQUIRE(study.variables.size() == 5);
  CHECK(study.variables[0].kind == StudyVariable::Kind::Number);
  CHECK(study.variables[0].label.en == "Age, years");
  CHECK(study.variables[0].label.zh == "Age, years");
  CHECK(study.variables[0].least == 14);
  CHECK(study.variables[0].most == 100);
  CHECK(study.variables[1].kind == StudyVariable::Kind::AtLeast);
  CHECK(study.variables[1].limit == 30);
  CHECK(study.variables[1].label.en == "wbc");
  CHECK(study.variables[1].label_no.en == "wbc: no");
  CHECK(study.variables[2].kind == StudyVariable::Kind::Above);
  CHECK(study.variables[2].limit == 1);
  CHECK(study.variables[3].words.yes == std::vector<std::string>{"m", "male"});
  CHECK(study.variables[4].words.no == std::vector<std::string>{"0", "no"});
  REQUIRE(study.endpoints.size() == 2);
  CHECK(study.endpoints[0].from_column == "Diagnosis");
  CHECK(study.endpoints[0].time_column.empty());
  CHECK(study.endpoints[1].time_column == "Months to relapse");
  CHECK(study.endpoints[1].competing_column == "Death in remission");
  CHECK(study.groups == 4);
  REQUIRE(study.models.size() == 1);
  CHECK(study.models[0].endpoint == 0);
  CHECK(study.models[0].variables == std::vector<std::optional<std::size_t>>{1, std::nullopt});
  CHECK(study.rate_months == 24);
  CHECK(study.limits == LimitsKind::Plain);
  CHECK(study.ties == Ties::Breslow);
}

TEST_CASE("what a study does not say is three years, log-log limits and Efron's ties") {
  const Study study = read_study("study.toml", "sample = \"Sample\"\n");
  CHECK(study.rate_months == 36);
  CHECK(study.limits == LimitsKind::LogLog);
  CHECK(study.ties == Ties::Efron);
  CHECK_FALSE(study.groups);
}

TEST_CASE("what a study cannot mean is refused with its line") {
  CHECK(refused(study_with("above = 1", "above = 1\nat_least = 2")) ==
        "study.toml:22: [[variable]]: expected one of 'number', 'at_least', 'above' and 'yes', found "
        "'at_least', "
        "'above'");
  CHECK(refused(study_with("\"wbc\", \"deleted\"", "\"wcb\"")) ==
        "study.toml:44: [[model]]: expected the name of a variable in 'variables', found 'wcb'; nearest: "
        "'wbc'");
  CHECK(refused(study_with("endpoint = \"os\"", "endpoint = \"oss\"")) ==
        "study.toml:43: [[model]]: expected the name of an endpoint in 'endpoint', found 'oss'; nearest: "
        "'os'");
  CHECK(refused(study_with("name = \"mrd\"", "name = \"wbc\"")).find("'wbc' is listed twice") !=
        std::string::npos);
  CHECK(
      refused(study_with("name = \"mrd\"", "name = \"deleted\"")).find("'deleted' is what the calls tell") !=
      std::string::npos);
  CHECK(
      refused(study_with("groups = \"transplant\"", "groups = \"age\"")) ==
      "study.toml:3: the study: expected a variable that says yes or no in 'groups', and 'age' is a number");
  CHECK(refused(study_with("months = \"Months to relapse\"", "months = \"Months\"\nfrom = \"Diagnosis\""))
            .find("expected either 'months', or 'from' and 'to'") != std::string::npos);
  CHECK(refused(study_with("no = [\"f\", \"female\"]", "no = [\"f\", \"M\"]"))
            .find("'m' is among 'yes' and 'no'") != std::string::npos);
  CHECK(
      refused(study_with("\nno = [\"f\", \"female\"]", "")).find("expected words for both 'yes' and 'no'") !=
      std::string::npos);
  CHECK(refused(study_with("rate_months", "rate_month")).find("rate_month") != std::string::npos);
  CHECK(refused(study_with("\"Transplant\"", "\"Transplant\"\nleast = 1"))
            .find("'least' and 'most' are for numbers") != std::string::npos);
}

TEST_CASE("a study of more than anybody reads is refused with the first line too many") {
  const auto with_more = [](std::string_view more, int times) {
    std::string text = "sample = \"Sample\"\n";
    for (int i = 0; i < times; ++i)
      text += more;
    return refused(text);
  };
  CHECK(with_more("[[endpoint]]\nname = \"os\"\n", 8000) ==
        "study.toml:202: the study: expected at most 100 tables [[endpoint]], found 8000");
  CHECK(with_more("[[variable]]\nname = \"wbc\"\n", 201) ==
        "study.toml:402: the study: expected at most 200 tables [[variable]], found 201");
  CHECK(with_more("[[model]]\nendpoint = \"os\"\n", 101) ==
        "study.toml:202: the study: expected at most 100 tables [[model]], found 101");
  const auto with_words = [](std::string_view list, int count) {
    std::string words;
    for (int i = 0; i < count; ++i)
      words += "\"w" + std::to_string(i) + "\",\n";
    return study_with(list, std::string(list.substr(0, list.find('[') + 1)) + words + "]");
  };
  CHECK(read_study("study.toml", with_words("missing = [\"n/a\"]", 1000)).missing.size() == 1000);
  CHECK(refused(with_words("missing = [\"n/a\"]", 1001)) ==
        "study.toml:1002: the study: expected at most 1000 texts in 'missing', found 1001");
  CHECK(refused(with_words("yes = [\"m\", \"male\"]", 1001)) ==
        "study.toml:1026: [[variable]]: expected at most 1000 texts in 'yes', found 1001");
  CHECK(refused(with_words("no = [\"f\", \"female\"]", 1001)) ==
        "study.toml:1027: [[variable]]: expected at most 1000 texts in 'no', found 1001");
  CHECK(refused(study_with("Overall survival", std::string(10'001, 'x'))) ==
        "study.toml:33: [[endpoint]]: expected at most 10000 bytes for 'label', found 10001");
}
