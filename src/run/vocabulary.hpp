// The words that run files use, as data: which column title means which field, which columns are
// quality flags, which instrument ids exist. Filled from the instrument profiles by assay/.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "words/code.hpp"

namespace crossbreak {

/// What a column of an export may mean.
enum class Column {
  Well,
  WellPosition,
  Sample,
  Target,
  Task,
  Reporter,
  Quencher,
  Quantity,
  QuantityMean,
  QuantitySd,
  Comments,
  Omit,
  Ct,
  CtMean,
  CtSd,
  Threshold,
  AutomaticThreshold,
  AutomaticBaseline,
  BaselineStart,
  BaselineEnd,
  AmpStatus,
  Cycle,
  Rn,
  DeltaRn,
  Reading,
  Temperature,
  Fluorescence,
};

/// The keys of [columns] in instrument_profiles/.
constexpr CodeTable<Column, 27> codes_of(Column) {
  return {{{Column::Well, "well"},
           {Column::WellPosition, "well_position"},
           {Column::Sample, "sample"},
           {Column::Target, "target"},
           {Column::Task, "task"},
           {Column::Reporter, "reporter"},
           {Column::Quencher, "quencher"},
           {Column::Quantity, "quantity"},
           {Column::QuantityMean, "quantity_mean"},
           {Column::QuantitySd, "quantity_sd"},
           {Column::Comments, "comments"},
           {Column::Omit, "omit"},
           {Column::Ct, "ct"},
           {Column::CtMean, "ct_mean"},
           {Column::CtSd, "ct_sd"},
           {Column::Threshold, "threshold"},
           {Column::AutomaticThreshold, "automatic_threshold"},
           {Column::AutomaticBaseline, "automatic_baseline"},
           {Column::BaselineStart, "baseline_start"},
           {Column::BaselineEnd, "baseline_end"},
           {Column::AmpStatus, "amp_status"},
           {Column::Cycle, "cycle"},
           {Column::Rn, "rn"},
           {Column::DeltaRn, "delta_rn"},
           {Column::Reading, "reading"},
           {Column::Temperature, "temperature"},
           {Column::Fluorescence, "fluorescence"}}};
}

struct Vocabulary {
  /// Titles that mean a field, as printed in files. Readers fold case and blanks before they compare.
  std::map<Column, std::vector<std::string>> column_titles;
  /// Quality flags by column title, e.g. "BADROX".
  std::set<std::string> qc_flags;
  /// Ids in files ("sds7500fast") and names of instrument types, to the profile that describes them.
  std::map<std::string, std::string> instrument_types;
  std::set<std::string> dyes;  ///< "FAM", "VIC", "ROX"
};

}  // namespace crossbreak
