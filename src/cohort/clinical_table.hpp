// The patients of a study as its clinical table tells of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cohort/study.hpp"
#include "formats/source.hpp"
#include "statistics/follow_up.hpp"

namespace crossbreak {

struct ClinicalPatient {
  std::string sample;
  int line = 0;                                             ///< of the table
  std::vector<std::optional<double>> values;                ///< one for each variable; yes is 1, no is 0
  std::vector<std::optional<CompetingFollowUp>> endpoints;  ///< one for each endpoint, in months
};

struct ClinicalTable {
  std::string file;                       ///< name only
  std::string sha256;                     ///< of its bytes
  std::vector<ClinicalPatient> patients;  ///< in the order of the table
};

/// A month of days: the twelfth part of 365.25.
inline constexpr double days_per_month = 30.4375;

/// Reads text with commas, semicolons or tabs, .xlsx and .xls: the first sheet, whose first filled row holds
/// the titles. Dates are written year-month-day, or are dates of the spreadsheet. Nothing is guessed: throws
/// FormatError, with row and column, for a column that the study names and the table lacks or has twice, for
/// what is no number, date or known word, for what is impossible (outside the study's limits, an end before
/// the start, an event without its time), and for a sample without name or of which there are two, names
/// being compared as in calling.
ClinicalTable read_clinical_table(const Source& source, const Study& study,
                                  const std::optional<std::string>& encoding = std::nullopt);

}  // namespace crossbreak
