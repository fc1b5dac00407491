// A study's tables as people read them: one layout for terminal, page and workbook.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/cohort_report.hpp"

namespace crossbreak {

struct CohortTableCell {
  CohortTableCell() = default;
  CohortTableCell(std::string shown) : text(std::move(shown)) {}  // NOLINT: meant to convert
  CohortTableCell(std::string shown, std::optional<double> value, std::string format)
      : text(std::move(shown)), number(value), number_format(std::move(format)) {}

  std::string text;                ///< as it is shown
  std::optional<double> number;    ///< what is shown where it is one number: unrounded
  std::string number_format = {};  ///< how a spreadsheet shows it
};

struct CohortTableText {
  std::string title;
  std::vector<std::string> columns;
  std::vector<std::vector<CohortTableCell>> rows;
  std::vector<std::string> notes;  ///< below it
};

/// As a journal prints it: three decimals, "< 0.001" below that, and as many more as it takes to stay on its
/// side of 0.05.
std::string p_text(double p);

/// What it is of, what the calls rest on and what was read.
std::vector<std::string> cohort_head(const CohortReport& report, Language language);

CohortTableText deletions_table(const CohortReport& report, Language language);
/// Table 1, and Table 2 where the study has groups.
std::vector<CohortTableText> characteristics_tables(const CohortReport& report, Language language);
CohortTableText rates_table(const CohortReport& report, Language language);
/// Table 4: one for each model.
std::vector<CohortTableText> model_tables(const CohortReport& report, Language language);
/// Without rows where nobody is left out.
CohortTableText left_out_table(const CohortReport& report, Language language);

/// How the numbers were made.
std::vector<std::string> cohort_methods(const CohortReport& report, Language language);

/// The curve's title: "Overall survival, by deletion".
std::string outcome_title(const CohortOutcome& outcome, Language language);

}  // namespace crossbreak
