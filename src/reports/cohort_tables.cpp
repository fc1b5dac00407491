#include "reports/cohort_tables.hpp"

#include <algorithm>
#include <utility>

#include "reports/cohort_words.hpp"
#include "reports/percentages.hpp"
#include "reports/report_words.hpp"
#include "run/ascii.hpp"
#include "run/number_text.hpp"
#include "words/labels/cohort.hpp"
#include "words/labels/common.hpp"
#include "words/labels/counts.hpp"
#include "words/labels/summary.hpp"

namespace crossbreak {
namespace {

constexpr double smallest_printed_p = 0.001;
constexpr double usual_level = 0.05;
constexpr const char* p_format = "[<0.001]\"< 0.001\";0.000";
constexpr const char* three_decimals = "0.000";

std::string percent_text(const std::optional<double>& share) {
  return share ? fixed_text(100 * *share, 1) + " %" : std::string("-");
}

std::string interval_text(const std::string& lower, const std::string& upper) {
  return lower + " - " + upper;
}

/// "26 (52.0 %)"; "-" where there is nobody.
std::string count_text(int count, const std::string& percentage) {
  return percentage == "-" ? percentage : std::to_string(count) + " (" + percentage + " %)";
}

CohortTableCell p_cell(double p) {
  return {p_text(p), p, p_format};
}

CohortTableCell statistic_cell(const std::optional<double>& statistic) {
  return statistic ? CohortTableCell(fixed_text(*statistic, 3), statistic, three_decimals)
                   : CohortTableCell();
}

CohortTableCell whole_cell(int count) {
  return {std::to_string(count), count, "0"};
}

/// Writes the tables in one language.
class Tables {
 public:
  Tables(const CohortReport& report, Language language) : report_(report), language_(language) {}

  std::string say(const Words& words) const { return in(language_, words); }
  std::string say(const Sentence& words) const { return in(language_, words); }

  CohortTableText deletions() const {
    CohortTableText table{.title = say(cohort_labels.kinds),
                          .columns = {"", say(common_labels.patients), say(cohort_labels.of_deleted),
                                      say(cohort_labels.of_all), say(cohort_labels.interval)},
                          .rows = {},
                          .notes = {say(cohort_labels.methods_wilson)}};
    std::vector<int> counts;
    for (const CohortShare& kind : report_.kinds)
      counts.push_back(kind.patients);
    const std::vector<std::string> of_deleted = percentages(counts);
    for (std::size_t i = 0; i < report_.kinds.size(); ++i)
      table.rows.push_back(share_row(report_.kinds[i], of_deleted[i] + " %"));
    table.rows.push_back(share_row(report_.deleted, report_.deleted.patients > 0 ? "100.0 %" : "-"));
    return table;
  }

  CohortTableText characteristics(const CohortTable& of) const {
    CohortTableText table;
    table.title = say(of.by ? filled(cohort_labels.table_two, field<"variable">(*of.by))
                            : filled(cohort_labels.table_one, field<"gene">(report_.gene)));
    table.columns = {say(cohort_labels.characteristic)};
    for (const CohortGroup& group : of.groups)
      table.columns.push_back(say(filled(cohort_labels.of_group, field<"group">(group.label),
                                         field<"count">(std::to_string(group.patients)))));
    table.columns.push_back(say(cohort_labels.statistic));
    table.columns.push_back(say(cohort_labels.p));
    table.columns.push_back(say(cohort_labels.missing));
    for (const CohortCharacteristic& row : of.rows)
      add_rows(table, row);
    if (of.by && of.left_out > 0)
      table.notes.push_back(say(filled(cohort_labels.left_out_of_table, field<"variable">(*of.by),
                                       field<"count">(std::to_string(of.left_out)))));
    return table;
  }

  CohortTableText rates() const {
    CohortTableText table;
    table.title = say(filled(cohort_labels.table_three, field<"months">(readable_text(report_.rate_months))));
    table.columns = {say(cohort_labels.endpoint), say(cohort_labels.group),     say(common_labels.patients),
                     say(cohort_labels.events),   say(cohort_labels.rate),      say(cohort_labels.interval),
                     say(cohort_labels.median),   say(cohort_labels.statistic), say(cohort_labels.p)};
    for (const CohortOutcome& outcome : report_.outcomes)
      for (std::size_t i = 0; i < outcome.groups.size(); ++i)
        table.rows.push_back(rate_row(outcome, i));
    return table;
  }

  CohortTableText model(const CohortModel& model) const {
    CohortTableText table;
    table.title = say(filled(cohort_labels.table_four, field<"endpoint">(model.label)));
    table.notes.push_back(say(filled(
        cohort_labels.left_out_of_model, field<"patients">(std::to_string(model.patients)),
        field<"events">(std::to_string(model.events)), field<"count">(std::to_string(model.left_out)))));
    if (model.status != CoxStatus::Fitted) {
      table.notes.push_back(why_not_fitted(model));
      return table;
    }
    table.columns = {say(cohort_labels.characteristic), say(cohort_labels.hazard_ratio),
                     say(cohort_labels.interval), say(cohort_labels.p), say(cohort_labels.proportional)};
    for (const CohortTerm& term : model.terms)
      table.rows.push_back({say(term.label),
                            {fixed_text(term.hazard_ratio, 3), term.hazard_ratio, three_decimals},
                            interval_text(fixed_text(term.lower, 3), fixed_text(term.upper, 3)),
                            p_cell(term.p),
                            term.proportional ? p_cell(term.proportional->p) : CohortTableCell("-")});
    for (const CohortTest& test : model.tests)
      if (test.kind == TestKind::LikelihoodRatio || test.kind == TestKind::Proportional)
        table.notes.push_back(
            say(filled(cohort_labels.model_test, field<"test">(label_of(test.kind)),
                       field<"statistic">(fixed_text(test.statistic.value_or(0), 3)),
                       field<"degrees">(std::to_string(test.degrees_of_freedom.value_or(0))),
                       field<"p">(with_sign(test.p)))));
    if (model.concordance)
      table.notes.push_back(
          say(filled(cohort_labels.concordance, field<"share">(fixed_text(*model.concordance, 3)))));
    return table;
  }

  CohortTableText left_out() const {
    CohortTableText table{
        .title = say(report_.left_out.empty() ? cohort_labels.nobody_left_out : cohort_labels.left_out),
        .columns = {},
        .rows = {},
        .notes = {}};
    if (report_.left_out.empty())
      return table;
    table.title += say(separators.colon) + std::to_string(report_.left_out.size());
    table.columns = {say(common_labels.patient), say(cohort_labels.why)};
    for (const LeftOutPatient& patient : report_.left_out)
      table.rows.push_back({patient.sample, say(words_of(patient.why))});
    return table;
  }

 private:
  /// "= 0.012" or "< 0.001".
  static std::string with_sign(double p) {
    const std::string text = p_text(p);
    return text.starts_with('<') ? text : "= " + text;
  }

  std::vector<CohortTableCell> share_row(const CohortShare& share, const std::string& of_deleted) const {
    return {
        say(share.label), whole_cell(share.patients), of_deleted, percent_text(share.share),
        share.share ? interval_text(percent_text(share.lower), percent_text(share.upper)) : std::string("-")};
  }

  /// Two rows of a variable that says yes or no, which in each group add up to 100 %; one of a number.
  void add_rows(CohortTableText& table, const CohortCharacteristic& row) const {
    std::vector<CohortTableCell> first = {say(row.label)};
    std::vector<CohortTableCell> second;
    if (row.label_no)
      second.emplace_back(say(*row.label_no));
    for (const CohortCell& cell : row.groups) {
      if (!row.label_no) {
        first.emplace_back(cell.mean
                               ? fixed_text(*cell.mean, 1) + (cell.sd ? " ± " + fixed_text(*cell.sd, 1) : "")
                               : std::string("-"));
        continue;
      }
      const int counts[] = {cell.yes.value_or(0), cell.no.value_or(0)};
      const std::vector<std::string> shares = percentages(counts);
      first.emplace_back(count_text(counts[0], shares[0]));
      second.emplace_back(count_text(counts[1], shares[1]));
    }
    CohortTableCell statistic("-");
    CohortTableCell p("-");
    std::string fisher;
    for (const CohortTest& test : row.tests) {
      if (test.kind == TestKind::Fisher) {
        fisher = say(filled(cohort_labels.fisher, field<"p">(with_sign(test.p))));
        continue;
      }
      statistic = statistic_cell(test.statistic);
      if (test.kind == TestKind::Anova) {
        statistic.text = "F " + statistic.text;
        statistic.number_format = "\"F \"0.000";
      }
      p = p_cell(test.p);
    }
    first.push_back(statistic);
    first.push_back(p);
    first.push_back(whole_cell(row.missing));
    table.rows.push_back(std::move(first));
    if (!second.empty()) {
      second.emplace_back(fisher);
      second.resize(second.size() + 2);
      table.rows.push_back(std::move(second));
    }
  }

  std::vector<CohortTableCell> rate_row(const CohortOutcome& outcome, std::size_t place) const {
    const CohortOutcomeGroup& group = outcome.groups[place];
    std::string rate = group.group.patients > 0 ? say(cohort_labels.not_followed) : "-";
    std::string interval = "-";
    if (group.rate) {
      rate = percent_text(group.rate->share);
      if (group.rate->standard_error)
        rate += " ± " + percent_text(group.rate->standard_error);
      if (group.rate->lower && group.rate->upper)
        interval = interval_text(percent_text(group.rate->lower), percent_text(group.rate->upper));
    }
    std::string median = "-";
    if (!outcome.competes && group.group.patients > 0)
      median = group.median ? fixed_text(*group.median, 1) : say(cohort_labels.not_reached);
    std::vector<CohortTableCell> row = {
        place == 0
            ? say(outcome.competes ? filled(cohort_labels.incidence_of, field<"endpoint">(outcome.label))
                                   : filled(cohort_labels.survival_of, field<"endpoint">(outcome.label)))
            : std::string(),
        say(group.group.label),
        whole_cell(group.group.patients),
        whole_cell(group.events),
        rate,
        interval,
        median};
    if (place > 0) {
      row.resize(row.size() + 2);
    } else if (outcome.test) {
      row.push_back(statistic_cell(outcome.test->statistic));
      row.push_back(p_cell(outcome.test->p));
    } else {
      row.emplace_back("-");
      row.emplace_back("-");
    }
    return row;
  }

  std::string why_not_fitted(const CohortModel& model) const {
    if (model.concerned.empty())
      return say(filled(cohort_labels.not_fitted, field<"why">(words_of(model.status))));
    return say(filled(cohort_labels.not_fitted_for, field<"variables">(listed(model.concerned)),
                      field<"why">(words_of(model.status))));
  }

  const CohortReport& report_;
  Language language_;
};

/// A table of each.
template <class Part>
std::vector<CohortTableText> each_of(const std::vector<Part>& parts,
                                     CohortTableText (Tables::*table)(const Part&) const,
                                     const CohortReport& report, Language language) {
  const Tables tables(report, language);
  std::vector<CohortTableText> texts;
  for (const Part& part : parts)
    texts.push_back((tables.*table)(part));
  return texts;
}

}  // namespace

std::string p_text(double p) {
  if (p < smallest_printed_p)
    return "< 0.001";
  return fixed_text(p, std::max(3, decimals_beside(p, usual_level)));
}

std::vector<std::string> cohort_head(const CohortReport& report, Language language) {
  const auto say = [&](const Words& words) { return in(language, words); };
  std::size_t runs = 0;
  for (const CohortInput& input : report.inputs)
    runs += input.called_now;
  const std::size_t records = report.inputs.size() - runs;
  std::vector<Words> inputs;
  if (records > 0)
    inputs.push_back(counted(count_labels.records, records));
  if (runs > 0)
    inputs.push_back(counted(count_labels.runs_called_now, runs));
  std::vector<std::string> lines;
  lines.push_back(say(filled(cohort_labels.counted, field<"patients">(std::to_string(report.patients)),
                             field<"deleted">(std::to_string(report.deleted.patients)),
                             field<"others">(std::to_string(report.patients - report.deleted.patients)))));
  lines.push_back(say(
      filled(cohort_labels.sources, field<"study">(report.study.file), field<"table">(report.table.file),
             field<"rows">(counted(count_labels.patients, static_cast<std::size_t>(report.table_patients))),
             field<"inputs">(listed(inputs)))));
  for (const Words& proviso : report.provisos)
    lines.push_back(say(proviso));
  return lines;
}

CohortTableText deletions_table(const CohortReport& report, Language language) {
  return Tables(report, language).deletions();
}

std::vector<CohortTableText> characteristics_tables(const CohortReport& report, Language language) {
  return each_of(report.tables, &Tables::characteristics, report, language);
}

CohortTableText rates_table(const CohortReport& report, Language language) {
  return Tables(report, language).rates();
}

std::vector<CohortTableText> model_tables(const CohortReport& report, Language language) {
  return each_of(report.models, &Tables::model, report, language);
}

CohortTableText left_out_table(const CohortReport& report, Language language) {
  return Tables(report, language).left_out();
}

std::vector<std::string> cohort_methods(const CohortReport& report, Language language) {
  const bool is_plain = report.limits == "plain";
  std::string ties = report.ties;
  ties.front() = upper_case(ties.front());
  return {in(language, cohort_labels.methods),
          in(language, filled(cohort_labels.methods_rates,
                              field<"limits">(words_of(is_plain ? Sentence(cohort_labels.plain)
                                                                : Sentence(cohort_labels.log_log))))),
          in(language, filled(cohort_labels.methods_cox, field<"ties">(ties)))};
}

std::string outcome_title(const CohortOutcome& outcome, Language language) {
  return in(language, filled(cohort_labels.survival_curve, field<"endpoint">(outcome.label),
                             field<"by">(outcome.by_label)));
}

}  // namespace crossbreak
