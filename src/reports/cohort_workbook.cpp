#include "reports/cohort_workbook.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "reports/cohort_drawing.hpp"
#include "reports/cohort_tables.hpp"
#include "reports/workbook/book.hpp"
#include "words/labels/cohort.hpp"
#include "words/labels/common.hpp"

namespace crossbreak {
namespace {

using workbook::Column;
using workbook::Row;
using workbook::Sheet;
using workbook::Style;

constexpr double first_column_width = 44;
constexpr double column_width = 21;
constexpr double sheet_width = 120;  // characters that a note may fill, of all columns together

const Style bold = {.bold = true};
const Style heading = {.bold = true, .wrap = true, .fill = 0xE5E7EB};

/// Notes are longer than a column is wide: they go over all columns of a table, in as many lines as they
/// need.
Row write_note(Sheet& sheet, Row row, Column columns, const std::string& note) {
  constexpr double line_points = 13;
  double wide = 0;
  for (std::size_t at = 0; at < note.size(); ++at)
    wide += (static_cast<unsigned char>(note[at]) & 0xC0U) == 0x80U ? 0.5 : 1;
  sheet.merged_text(row, 0, static_cast<Column>(columns - 1), note, {.wrap = true, .size = 9});
  const double width = std::min(sheet_width, first_column_width + column_width * (columns - 1));
  sheet.height(row, line_points * std::max(1.0, std::ceil(wide / width)));
  return row + 1;
}

/// The first row below.
Row write_table(Sheet& sheet, Row row, const CohortTableText& table) {
  sheet.text(row++, 0, table.title, bold);
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    sheet.text(row, static_cast<Column>(i), table.columns[i], heading);
  if (!table.columns.empty())
    sheet.height(row++, 28);
  for (const std::vector<CohortTableCell>& cells : table.rows) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto column = static_cast<Column>(i);
      if (cells[i].number)
        sheet.number(row, column, cells[i].number, {.number_format = cells[i].number_format});
      else
        sheet.text(row, column, cells[i].text);
    }
    ++row;
  }
  constexpr std::size_t least_columns = 5;
  for (const std::string& note : table.notes)
    row = write_note(sheet, row, static_cast<Column>(std::max(table.columns.size(), least_columns)), note);
  return row + 1;
}

void lay_out(Sheet& sheet) {
  constexpr Column last = 9;
  sheet.width(0, 0, first_column_width);
  sheet.width(1, last, column_width);
  sheet.print_one_page_wide(std::nullopt, true);
}

/// Rows of a stepped curve: months, then the share of each group; absent beyond its follow-up.
struct StepRow {
  double months = 0;
  std::vector<std::optional<double>> shares;
};

// Several finer steps, as thousands of patients have them, are drawn as one: a third of a pixel.
constexpr double finest_step = 0.001;

/// Whether the group's curve has a step that is too fine to be drawn alone.
bool has_fine_steps(const CohortOutcomeGroup& group) {
  return std::adjacent_find(group.curve.begin(), group.curve.end(),
                            [](const CohortPoint& a, const CohortPoint& b) {
                              const double step = std::abs(b.share - a.share);
                              return step > 0 && step < finest_step;
                            }) != group.curve.end();
}

/// Each time at which any group's share has changed has two rows, before and after; the end of each follow-up
/// one.
std::vector<StepRow> step_rows(const CohortOutcome& outcome) {
  const double start = outcome.competes ? 0 : 1;
  std::set<double> times;
  for (const CohortOutcomeGroup& group : outcome.groups) {
    double share = start;
    for (const CohortPoint& point : group.curve)
      if (std::abs(point.share - share) >= finest_step || &point == &group.curve.back()) {
        times.insert(point.time);
        share = point.share;
      }
  }
  std::vector<std::optional<double>> shares;
  for (const CohortOutcomeGroup& group : outcome.groups)
    shares.push_back(group.curve.empty() ? std::nullopt : std::optional(start));
  std::vector<std::size_t> next(outcome.groups.size(), 0);
  std::vector<StepRow> rows = {{0, shares}};
  for (const double time : times) {
    rows.push_back({time, shares});
    for (std::size_t i = 0; i < outcome.groups.size(); ++i) {
      const std::vector<CohortPoint>& curve = outcome.groups[i].curve;
      while (next[i] < curve.size() && curve[next[i]].time <= time)
        shares[i] = curve[next[i]++].share;
    }
    if (shares != rows.back().shares)
      rows.push_back({time, shares});
    for (std::size_t i = 0; i < outcome.groups.size(); ++i)
      if (next[i] == outcome.groups[i].curve.size())
        shares[i].reset();
  }
  return rows;
}

/// Charts above, two beside each other, and the numbers that they draw below.
void write_curves(Sheet& sheet, const std::vector<const CohortOutcome*>& outcomes, Language language) {
  constexpr int chart_width = 620;
  constexpr int chart_height = 380;
  constexpr Row chart_rows = 20;  // of 20 pixels
  constexpr Column second_chart = 4;
  const auto rows_of_charts = static_cast<Row>((outcomes.size() + 1) / 2);
  const Row names = rows_of_charts * chart_rows + 2;
  const bool are_together = std::any_of(outcomes.begin(), outcomes.end(), [](const CohortOutcome* outcome) {
    return std::any_of(outcome->groups.begin(), outcome->groups.end(), has_fine_steps);
  });
  sheet.text(names - 1, 0,
             in(language, are_together ? Sentence(cohort_labels.numbers_taken_together)
                                       : Sentence(cohort_labels.numbers_of_chart)),
             bold);
  Column column = 0;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const CohortOutcome& outcome = *outcomes[i];
    const std::vector<StepRow> rows = step_rows(outcome);
    const TimeAxis axis = time_axis_of(outcome);
    workbook::LineChart chart;
    chart.title = outcome_title(outcome, language);
    chart.x_title = in(language, cohort_labels.months);
    chart.y_title = in(language, outcome.competes ? Sentence(cohort_labels.incidence)
                                                  : Sentence(cohort_labels.without_event));
    chart.last_x = axis.end;
    chart.x_step = axis.step;
    chart.has_legend = true;
    chart.top = 1;
    chart.bottom = 0;
    chart.first_row = names + 1;
    chart.last_row = names + static_cast<Row>(rows.size());
    chart.category_column = column;
    sheet.text(names, column, chart.x_title, heading);
    for (std::size_t group = 0; group < outcome.groups.size(); ++group) {
      const auto of_group = static_cast<Column>(column + 1 + group);
      const GroupLook look = look_of_group(group);
      sheet.text(names, of_group, in(language, outcome.groups[group].group.label), heading);
      chart.series.push_back({.name_row = names,
                              .first_row = chart.first_row,
                              .last_row = chart.last_row,
                              .column = of_group,
                              .colour = look.colour,
                              .width = 2,
                              .dashed = *look.dashes != '\0'});
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const Row at = chart.first_row + static_cast<Row>(row);
      sheet.number(at, column, rows[row].months);
      for (std::size_t group = 0; group < rows[row].shares.size(); ++group)
        if (rows[row].shares[group])
          sheet.number(at, static_cast<Column>(column + 1 + group), rows[row].shares[group]);
    }
    sheet.insert(static_cast<Row>(i / 2) * chart_rows, i % 2 == 0 ? Column{0} : second_chart, chart,
                 chart_width, chart_height);
    column = static_cast<Column>(column + outcome.groups.size() + 2);
  }
  sheet.width(0, static_cast<Column>(std::max<int>(column, 1) - 1), column_width);
  sheet.height(names, 28);
  sheet.print_one_page_wide(std::nullopt, true);
}

}  // namespace

std::string write_cohort_workbook(const CohortReport& report, Language language) {
  const auto number_of = [&](const char* number) {
    return in(language, filled(cohort_labels.table_sheet, field<"number">(number)));
  };
  workbook::Book book(in(language, filled(cohort_labels.title, field<"gene">(report.gene))), "");

  workbook::Sheet& cohort = book.add_sheet(in(language, cohort_labels.cohort_sheet));
  lay_out(cohort);
  constexpr workbook::Column columns = 5;
  workbook::Row row = 0;
  for (const std::string& line : cohort_head(report, language))
    row = write_note(cohort, row, columns, line);
  if (!report.warnings.empty())
    cohort.text(++row, 0, in(language, cohort_labels.doubts), bold);
  for (const CohortWarning& warning : report.warnings)
    row = write_note(cohort, row + 1, columns, in(language, warning.words)) - 1;
  row = write_table(cohort, row + 2, deletions_table(report, language));
  for (const std::string& method : cohort_methods(report, language))
    row = write_note(cohort, row, columns, method);
  cohort.text(row + 1, 0,
              in(language, common_labels.program) + in(language, separators.colon) + report.tool.name + ' ' +
                  report.tool.version);

  const std::vector<CohortTableText> characteristics = characteristics_tables(report, language);
  for (std::size_t i = 0; i < characteristics.size(); ++i) {
    workbook::Sheet& sheet = book.add_sheet(number_of(i == 0 ? "1" : "2"));
    lay_out(sheet);
    write_table(sheet, 0, characteristics[i]);
  }
  workbook::Sheet& rates = book.add_sheet(number_of("3"));
  lay_out(rates);
  write_table(rates, 0, rates_table(report, language));
  workbook::Sheet& models = book.add_sheet(number_of("4"));
  lay_out(models);
  row = 0;
  for (const CohortTableText& table : model_tables(report, language))
    row = write_table(models, row, table);

  std::vector<const CohortOutcome*> drawn;
  for (const CohortOutcome& outcome : report.outcomes)
    if (is_drawn(outcome))
      drawn.push_back(&outcome);
  if (!drawn.empty())
    write_curves(book.add_sheet(in(language, common_labels.curves)), drawn, language);
  workbook::Sheet& left_out = book.add_sheet(in(language, cohort_labels.left_out));
  lay_out(left_out);
  write_table(left_out, 0, left_out_table(report, language));
  return book.finish();
}

}  // namespace crossbreak
