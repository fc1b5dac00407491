// The fields of cohort.json, each said once, as record/fields.hpp tells those of the record.
#pragma once

#include <string_view>

#include "record/fields.hpp"
#include "reports/cohort_report.hpp"
#include "reports/cohort_words.hpp"

namespace crossbreak {

inline constexpr std::string_view cohort_schema = "crossbreak/cohort/1";

template <>
struct FieldsOf<CohortFile> {
  static constexpr std::string_view name = "cohort_file";
  static constexpr std::string_view meaning = "A file that was read.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("file", &CohortFile::file, "Name without folder.");
    field("sha256", &CohortFile::sha256, meaning_of_sha256);
  }
};

template <>
struct FieldsOf<CohortInput> {
  static constexpr std::string_view name = "cohort_input";
  static constexpr std::string_view meaning = "A record, or a run that was called for the study.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("file", &CohortInput::file, "Name without folder; of a run of two files the one with the results.");
    field("sha256", &CohortInput::sha256, meaning_of_sha256);
    field("status", &CohortInput::status, "A run that was called now is preliminary.");
    field("called_now", &CohortInput::called_now, "It is a run, called for the study.");
  }
};

template <>
struct FieldsOf<CohortShare> {
  static constexpr std::string_view name = "share";
  static constexpr std::string_view meaning = "Patients of all, with Wilson's 95 % interval.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("name", &CohortShare::name, "A primer set, several, or deleted.");
    field("label", &CohortShare::label, "");
    field("patients", &CohortShare::patients, at_least(0, "Who have it."));
    field("of", &CohortShare::of, at_least(0, "All patients."));
    field("share", &CohortShare::share, "A fraction; null where there is nobody, as its limits.");
    field("lower", &CohortShare::lower, "Lower limit.");
    field("upper", &CohortShare::upper, "Upper limit.");
  }
};

template <>
struct FieldsOf<CohortTest> {
  static constexpr std::string_view name = "test";
  static constexpr std::string_view meaning = "A test, with its p in full.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("kind", &CohortTest::kind, "Which test.");
    field("statistic", &CohortTest::statistic, "Chi-square or F; null of Fisher's exact test.");
    field("degrees_of_freedom", &CohortTest::degrees_of_freedom, "Of F the numerator's; null likewise.");
    field("denominator_degrees", &CohortTest::denominator_degrees, "Of F alone.");
    field("p", &CohortTest::p, "Two-sided, unrounded.");
  }
};

template <>
struct FieldsOf<CohortGroup> {
  static constexpr std::string_view name = "group";
  static constexpr std::string_view meaning = "Patients who are compared with others.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("name", &CohortGroup::name,
          "deleted, not_deleted, and yes or no for the variable that parts them; both with a blank.");
    field("label", &CohortGroup::label, "");
    field("patients", &CohortGroup::patients, at_least(0, "How many."));
  }
};

template <>
struct FieldsOf<CohortCell> {
  static constexpr std::string_view name = "cell";
  static constexpr std::string_view meaning = "One variable in one group.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field.if_there("yes", &CohortCell::yes, "Patients of whom it says yes.");
    field.if_there("no", &CohortCell::no, "Patients of whom it says no.");
    field.if_there("count", &CohortCell::count, "Of a number: patients who have it.");
    field.if_there("mean", &CohortCell::mean, "Their mean.");
    field.if_there("sd", &CohortCell::sd, "Their standard deviation, with count - 1.");
  }
};

template <>
struct FieldsOf<CohortCharacteristic> {
  static constexpr std::string_view name = "characteristic";
  static constexpr std::string_view meaning = "How a variable of the study is spread over groups.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("name", &CohortCharacteristic::name, "As the study names it.");
    field("label", &CohortCharacteristic::label, "");
    field.if_there("label_no", &CohortCharacteristic::label_no, "Of those of whom it says no.");
    field("missing", &CohortCharacteristic::missing,
          at_least(0, "Patients in whom it is missing; they count in no test of it."));
    field("groups", &CohortCharacteristic::groups, "In the order of the table's groups.");
    field("tests", &CohortCharacteristic::tests,
          "Empty where nothing can be tested; Fisher's where an expected count is below 5.");
  }
};

template <>
struct FieldsOf<CohortTable> {
  static constexpr std::string_view name = "table";
  static constexpr std::string_view meaning = "Characteristics of patients, compared between groups.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("name", &CohortTable::name, "by_deletion, or by_group: four groups.");
    field("groups", &CohortTable::groups, "The columns.");
    field("left_out", &CohortTable::left_out,
          at_least(0, "Patients in whom it is missing which group they are of."));
    field("rows", &CohortTable::rows, "In the order of the study.");
  }
};

template <>
struct FieldsOf<CohortPoint> {
  static constexpr std::string_view name = "point";
  static constexpr std::string_view meaning = "A curve just after a time.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("time", &CohortPoint::time, "Months.");
    field("at_risk", &CohortPoint::at_risk, at_least(0, "Patients followed so long or longer."));
    field("events", &CohortPoint::events, at_least(0, "At this time."));
    field("competing", &CohortPoint::competing, at_least(0, "Competing events at this time."));
    field("censored", &CohortPoint::censored, at_least(0, "Whose follow-up ended at this time."));
    field("share", &CohortPoint::share,
          "Fraction without the event (Kaplan-Meier), or with it where another competes (Aalen-Johansen).");
    field("standard_error", &CohortPoint::standard_error, "Of the share.");
    field("lower", &CohortPoint::lower, "95 % limit; null where there is none.");
    field("upper", &CohortPoint::upper, "95 % limit; null where there is none.");
  }
};

template <>
struct FieldsOf<CohortOutcomeGroup> {
  static constexpr std::string_view name = "outcome_group";
  static constexpr std::string_view meaning = "A group's follow-up.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("group", &CohortOutcomeGroup::group, "");
    field("events", &CohortOutcomeGroup::events, at_least(0, "Patients who had the event."));
    field("competing", &CohortOutcomeGroup::competing, at_least(0, "Patients whom another event met first."));
    field("rate", &CohortOutcomeGroup::rate,
          "At the study's time, rate_months; null where nobody was followed so long and patients remained.");
    field("median", &CohortOutcomeGroup::median,
          "Months; null where more than half remain, and of incidences.");
    field("median_lower", &CohortOutcomeGroup::median_lower, "95 % limit.");
    field("median_upper", &CohortOutcomeGroup::median_upper, "95 % limit.");
    field.if_there("curve", &CohortOutcomeGroup::curve,
                   "Each time at which anything happens; of comparisons by the deletion and the groups.");
  }
};

template <>
struct FieldsOf<CohortOutcome> {
  static constexpr std::string_view name = "outcome";
  static constexpr std::string_view meaning = "One endpoint, compared between groups.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("endpoint", &CohortOutcome::endpoint, "As the study names it.");
    field("label", &CohortOutcome::label, "");
    field("by", &CohortOutcome::by, "deleted, a variable, or both with a blank.");
    field("by_label", &CohortOutcome::by_label, "");
    field("competes", &CohortOutcome::competes,
          "Another event can come first: shares are cumulative incidences.");
    field("left_out", &CohortOutcome::left_out,
          at_least(0, "Patients without the variable or without follow-up."));
    field("groups", &CohortOutcome::groups, "Those compared.");
    field("test", &CohortOutcome::test, "Log-rank, or Gray's; null where no two groups can be compared.");
  }
};

template <>
struct FieldsOf<CohortTerm> {
  static constexpr std::string_view name = "term";
  static constexpr std::string_view meaning = "A variable of a Cox model.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("name", &CohortTerm::name, "deleted, or as the study names it.");
    field("label", &CohortTerm::label, "");
    field("hazard_ratio", &CohortTerm::hazard_ratio, "");
    field("lower", &CohortTerm::lower, "Of the hazard ratio, Wald, 95 %.");
    field("upper", &CohortTerm::upper, "Likewise.");
    field("coefficient", &CohortTerm::coefficient, "Its logarithm.");
    field("standard_error", &CohortTerm::standard_error, "Of the coefficient.");
    field("z", &CohortTerm::z, "Wald.");
    field("p", &CohortTerm::p, "Two-sided, unrounded.");
    field("proportional", &CohortTerm::proportional, "Whether the hazard ratio is the same at all times.");
  }
};

template <>
struct FieldsOf<CohortModel> {
  static constexpr std::string_view name = "model";
  static constexpr std::string_view meaning = "A Cox model.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("endpoint", &CohortModel::endpoint, "As the study names it.");
    field("label", &CohortModel::label, "");
    field("status", &CohortModel::status, "Any but fitted: why there are no terms.");
    field("concerned", &CohortModel::concerned, "Variables that the status speaks of.");
    field("variables", &CohortModel::variables, at_least(1, "How many the model has."));
    field("patients", &CohortModel::patients, at_least(0, "In the model."));
    field("events", &CohortModel::events, at_least(0, "In the model."));
    field("left_out", &CohortModel::left_out, at_least(0, "Patients without a variable or follow-up."));
    field("terms", &CohortModel::terms, "In the order of the study.");
    field("tests", &CohortModel::tests, "Of all terms together.");
    field("log_likelihood", &CohortModel::log_likelihood, "Partial.");
    field("concordance", &CohortModel::concordance, "Harrell's; null where no pair can be compared.");
  }
};

template <>
struct FieldsOf<CohortWarning> {
  static constexpr std::string_view name = "warning";
  static constexpr std::string_view meaning = "What to think of before a result is believed.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("code", &CohortWarning::code, "");
    field("words", &CohortWarning::words, "");
  }
};

template <>
struct FieldsOf<LeftOutPatient> {
  static constexpr std::string_view name = "left_out";
  static constexpr std::string_view meaning = "A patient of whom one side says nothing that counts.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("sample", &LeftOutPatient::sample, "As the table names it, else as the records do.");
    field("why", &LeftOutPatient::why, "");
  }
};

template <>
struct FieldsOf<CohortReport> {
  static constexpr std::string_view name = "cohort";
  static constexpr std::string_view meaning =
      "What a study finds: calls and a clinical table, joined patient by patient. cohort.json.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field.derived(
        "schema", [](const CohortReport&, const Calls&) { return cohort_schema; },
        always(cohort_schema, "Name and version of this layout."));
    field("tool", &CohortReport::tool, "");
    field("gene", &CohortReport::gene, "The gene, e.g. IKZF1.");
    field("study", &CohortReport::study, "The study file.");
    field("table", &CohortReport::table, "The clinical table.");
    field("table_patients", &CohortReport::table_patients, at_least(0, "Rows of the clinical table."));
    field("inputs", &CohortReport::inputs, "Records and runs, in the order given.");
    field("provisos", &CohortReport::provisos, "What the calls rest on, and which do not count.");
    field("rate_months", &CohortReport::rate_months, "The time at which rates are told.");
    field("limits", &CohortReport::limits, "Of survival and incidence: log-log or plain.");
    field("ties", &CohortReport::ties, "Of the Cox models: efron or breslow.");
    field("patients", &CohortReport::patients, at_least(0, "Who have a call that is a result, and a row."));
    field("deleted", &CohortReport::deleted, "Those with a deletion.");
    field("kinds", &CohortReport::kinds, "Patients with one deletion alone, then with several.");
    field("tables", &CohortReport::tables, "");
    field("outcomes", &CohortReport::outcomes,
          "Of each endpoint: by the deletion, by each variable that says yes or no, by the four groups.");
    field("models", &CohortReport::models, "");
    field("warnings", &CohortReport::warnings, "");
    field("left_out", &CohortReport::left_out, "");
  }
};

}  // namespace crossbreak
