// A run as one tidy table: what `crossbreak convert RUN -o out.csv` writes (reports/tidy_csv.hpp), read back.
#pragma once

#include <string_view>

#include "formats/format.hpp"

namespace crossbreak {

/// What stands in the first column of every row. Columns are added, never renamed, unless the number changes.
inline constexpr std::string_view tidy_schema = "crossbreak/tidy/1";

/// The titles of what belongs to a well and target, before its cycles.
inline constexpr std::string_view tidy_titles_of_well =
    "schema,source,well,sample,target,task,reporter_dye,passive_dye,quencher";
/// Those of one cycle. rn, baseline and delta_rn are computed by crossbreak, those with _instrument stood in
/// the run file.
inline constexpr std::string_view tidy_titles_of_cycle =
    "cycle,reporter,passive,rn,baseline,delta_rn,rn_instrument,delta_rn_instrument";
/// Those of the well and target again: what crossbreak made of the curve, then what the run file says.
inline constexpr std::string_view tidy_titles_of_result =
    "ct,ct_status,threshold,amplified,baseline_start,baseline_end,"
    "ct_instrument,ct_instrument_status,ct_instrument_decimals,ct_mean_instrument,ct_sd_instrument,"
    "amp_status_instrument,flags_instrument,threshold_instrument,automatic_threshold_instrument,"
    "baseline_start_instrument,baseline_end_instrument,automatic_baseline_instrument,rn_instrument_decimals,"
    "quantity,comments,omitted";
/// Those of the run, the same in every row.
inline constexpr std::string_view tidy_titles_of_run =
    "plate_rows,plate_columns,instrument_type,instrument_name,block_type,serial_number,software,spec_version,"
    "experiment,experiment_type,chemistry,operator,barcode,run_state,run_started,run_ended";

/// What keeps a doubt of the run one of the table: how many rows were written, in every row, and what reading
/// the run file gave (formats/tidy_issues.hpp), in the first alone.
inline constexpr std::string_view tidy_titles_of_reading = "table_rows,reading_issues";

/// Rows of a well and target may stand in any order. What crossbreak computed is left aside: it is computed
/// again. Every other column makes the run that was written, its dyes in the order of the rows. A table of
/// other rows than were written, or without the columns of reading, is read with an issue that asks for a
/// look.
extern const Format tidy_table;

}  // namespace crossbreak
