#include "reports/cohort_text.hpp"

#include <algorithm>

#include "reports/cohort_tables.hpp"
#include "reports/wrapped_text.hpp"
#include "run/aligned_lines.hpp"
#include "run/utf8.hpp"
#include "words/labels/cohort.hpp"

namespace crossbreak {
namespace {

std::string text_of(const CohortTableText& table) {
  std::vector<std::vector<std::string>> lines;
  if (!table.columns.empty()) {
    std::vector<std::string>& titles = lines.emplace_back();
    for (const std::string& column : table.columns)
      titles.push_back(printable(column));
  }
  for (const std::vector<CohortTableCell>& row : table.rows) {
    std::vector<std::string>& cells = lines.emplace_back();
    for (const CohortTableCell& cell : row)
      cells.push_back(printable(cell.text));
    while (!cells.empty() && cells.back().empty())
      cells.pop_back();
  }
  for (std::vector<std::string>& line : lines)
    if (!line.empty())
      line.front().insert(0, "  ");
  std::string text = printable(table.title) + '\n' + aligned_lines(lines);
  for (const std::string& note : table.notes)
    text += wrapped(printable(note), "  ");
  return text + '\n';
}

/// By the deletion and the groups alone: of each variable would be screens full.
CohortTableText brief_rates(const CohortReport& report, Language language) {
  CohortReport brief = report;
  std::erase_if(brief.outcomes, [](const CohortOutcome& outcome) { return !outcome.is_drawn; });
  CohortTableText table = rates_table(brief, language);
  if (brief.outcomes.size() < report.outcomes.size())
    table.notes.push_back(in(language, cohort_labels.rates_elsewhere));
  return table;
}

}  // namespace

std::string write_cohort_text(const CohortReport& report, Language language) {
  std::string text;
  for (const std::string& line : cohort_head(report, language))
    text += wrapped(printable(line), "");
  text += '\n' + text_of(deletions_table(report, language));
  for (const CohortTableText& table : characteristics_tables(report, language))
    text += text_of(table);
  text += text_of(brief_rates(report, language));
  for (const CohortTableText& table : model_tables(report, language))
    text += text_of(table);
  text += text_of(left_out_table(report, language));
  if (!report.warnings.empty()) {
    text += in(language, cohort_labels.doubts) + '\n';
    for (const CohortWarning& warning : report.warnings)
      text += wrapped(printable(in(language, warning.words)), "  ");
    text += '\n';
  }
  for (const std::string& method : cohort_methods(report, language))
    text += wrapped(printable(method), "");
  return text;
}

}  // namespace crossbreak
