#include "reports/cohort_tables.hpp"

#include <doctest/doctest.h>

#include "cohort_example.hpp"
#include "reports/cohort_text.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

std::vector<std::string> texts_of(const std::vector<CohortTableCell>& cells) {
  std::vector<std::string> texts;
  for (const CohortTableCell& cell : cells)
    texts.push_back(cell.text);
  return texts;
}

}  // namespace

TEST_CASE("p is told as a journal prints it, and never on the other side of 0.05") {
  CHECK(p_text(0.9174) == "0.917");
  CHECK(p_text(1) == "1.000");
  CHECK(p_text(0.001) == "0.001");
  CHECK(p_text(0.0009999) == "< 0.001");
  CHECK(p_text(0) == "< 0.001");
  CHECK(p_text(0.0499) == "0.0499");
  CHECK(p_text(0.04999) == "0.04999");
  CHECK(p_text(0.05) == "0.050");
}

TEST_CASE("a variable that says yes or no has two rows, which add up in each group; a number has one") {
  const CohortReport report = example_cohort();
  const std::vector<CohortTableText> tables = characteristics_tables(report, Language::En);
  REQUIRE(tables.size() == 2);
  const CohortTableText& first = tables[0];
  CHECK(first.title == "Table 1. IKZF1 deleted against not deleted");
  CHECK(first.columns == std::vector<std::string>{"Characteristic", "IKZF1 not deleted (n = 7)",
                                                  "IKZF1 deleted (n = 5)", "Statistic", "p", "Missing"});
  REQUIRE(first.rows.size() == 5);
  CHECK(first.rows[0][0].text == "WBC >= 30");
  CHECK(first.rows[0][1].text == "4 (66.7 %)");
  CHECK(first.rows[1][0].text == "WBC < 30");
  CHECK(first.rows[1][1].text == "2 (33.3 %)");
  CHECK(first.rows[0].back().text == "1");  // missing in one
  CHECK(first.rows[1][3].text.starts_with("Fisher p = "));
  CHECK(first.rows[2][0].text == "Age, years");
  CHECK(first.rows[2][1].text.find(" ± ") != std::string::npos);
  CHECK(first.rows[2][3].text.starts_with("F "));
  CHECK(first.rows[0][4].number == report.tables[0].rows[0].tests[0].p);
  CHECK(tables[1].title == "Table 2. Deleted and not, by 'Transplant'");
  CHECK(tables[1].columns[1].starts_with("IKZF1 deleted, Chemotherapy (n = "));
  CHECK(tables[1].columns[4].starts_with("IKZF1 not deleted, Transplant (n = "));
}

TEST_CASE("deletions are told of the deleted and of all, with an interval") {
  const CohortTableText table = deletions_table(example_cohort(), Language::En);
  REQUIRE(table.rows.size() == 3);
  CHECK(texts_of(table.rows[0]) ==
        std::vector<std::string>{"D4-7", "4", "80.0 %", "33.3 %", "13.8 % - 60.9 %"});
  CHECK(table.rows[1][0].text == "Several deletions");
  CHECK(table.rows[1][2].text == "20.0 %");
  CHECK(table.rows[2][0].text == "With a deletion");
  CHECK(table.rows[2][1].text == "5");
}

TEST_CASE("rates have their test in the first row of the groups, survival and incidence alike") {
  const CohortReport report = example_cohort();
  const CohortTableText table = rates_table(report, Language::En);
  CHECK(table.title == "Table 3. Rates at 6 months, one variable at a time");
  CHECK(table.rows.size() == 2 * (2 + 2 + 2 + 4));  // by deletion, WBC, transplant and the four groups
  CHECK(table.rows[0][0].text == "Overall <survival>: without the event");
  CHECK(table.rows[0][1].text == "IKZF1 not deleted");
  CHECK(table.rows[0][8].number == report.outcomes[0].test.value().p);
  CHECK(table.rows[1][0].text.empty());
  CHECK(table.rows[1][8].text.empty());
  CHECK(table.rows[10][0].text == "Relapse: cumulative incidence");
  CHECK(table.rows[10][6].text == "-");  // no median of an incidence
}

TEST_CASE("a model has its ratios, or says in one line why it has none") {
  const std::vector<CohortTableText> fitted = model_tables(example_cohort(), Language::En);
  REQUIRE(fitted.size() == 1);
  CHECK(fitted[0].rows.size() == 2);
  CHECK(fitted[0].rows[1][0].text == "IKZF1 deleted");
  CHECK(fitted[0].notes[0] == "In the model: patients 11, events 8; left out for what is missing: 1");
  JoinedPatients alike = example_patients();
  for (StudyPatient& patient : alike.patients)
    patient.clinical.values[0] = 1;
  const std::vector<CohortTableText> constant =
      model_tables(example_cohort(example_study(), alike), Language::En);
  CHECK(constant[0].rows.empty());
  CHECK(constant[0].notes.back() == "Cannot be fitted: WBC >= 30: the same in all patients");
}

TEST_CASE("a report warns of few events of each model, and once of immortal time") {
  const CohortReport report = example_cohort();
  REQUIRE(report.warnings.size() == 2);
  CHECK(report.warnings[0].code == CohortDoubt::FewEvents);
  CHECK(report.warnings[0].words.en ==
        "Overall <survival>: events 8, variables 2: few; ten events for each variable are wanted");
  CHECK(report.warnings[0].words.zh == "OS：事件8次，变量2个，偏少；每个变量宜有十次");
  CHECK(report.warnings[1].code == CohortDoubt::ImmortalTime);
  CHECK(report.warnings[1].words.en.starts_with("'Transplant' parts the groups"));
  Study without = example_study();
  without.groups.reset();
  CHECK(example_cohort(without, example_patients()).warnings.size() == 1);
}

TEST_CASE("events at one time give a model and no test of proportional hazards") {
  Study study = example_study();
  study.models[0].variables = {std::nullopt};
  JoinedPatients joined = example_patients();
  for (StudyPatient& patient : joined.patients)
    patient.clinical.endpoints[0] = CompetingFollowUp{
        5, patient.clinical.endpoints[1]->ending == Ending::Event ? Ending::Event : Ending::Censored};
  const std::vector<CohortTableText> at_one_time = model_tables(example_cohort(study, joined), Language::En);
  REQUIRE(at_one_time[0].rows.size() == 1);
  CHECK(at_one_time[0].rows[0][3].number);
  CHECK(at_one_time[0].rows[0][4].text == "-");
}

TEST_CASE("nobody at all gives tables that say so") {
  const CohortReport nobody = example_cohort(example_study(), {});
  const std::string text = write_cohort_text(nobody, Language::En);
  CHECK(text.starts_with("Patients with a call and clinical data: 0 (0 deleted, 0 not)\n"));
  CHECK(text.find("Cannot be fitted: no patient has all variables and a follow-up") != std::string::npos);
  CHECK(text.find("Nobody is left out\n") != std::string::npos);
}

TEST_CASE("a name that would steer a terminal is shown harmless") {
  JoinedPatients joined = example_patients();
  joined.left_out[0].sample = "P\x1B[31m";
  const std::string text = write_cohort_text(example_cohort(example_study(), joined), Language::En);
  CHECK(text.find('\x1B') == std::string::npos);
}
