// The calls as CSV for import scripts: one row per patient and set, and one overall row per patient.
#pragma once

#include <string>
#include <string_view>

#include "record/report.hpp"

namespace crossbreak {

/// "crossbreak/calls-csv/2": later versions add columns at the end, never rename or move one.
inline constexpr std::string_view calls_csv_schema = "crossbreak/calls-csv/2";

/// The fixed first line, without its line end.
inline constexpr std::string_view calls_csv_header =
    "schema,source,sha256,program_version,panel,panel_version,panel_sha256,profile,sample,row,set,result,"
    "ct_mean,deletions,review,flags,text_en,text_zh,next,run_status,run_date,operator,plate_barcode,repeat,"
    "status";

/// Row `set`: set, result (positive, negative, inconclusive, invalid, missing), ct_mean and flags of one set.
/// Row `overall`: result (the call), deletions, review, flags and texts of the patient, and what to do next
/// in English, empty where nothing is to be done; `set` is empty. source and sha256 name the inputs that hold
/// the patient's wells; run_date, operator and plate_barcode are those of their runs; run_status is that of
/// the whole report. repeat is 0 for a patient's first test; status is the record's (preliminary, reviewed,
/// final, amended). Where a reviewer changed a result, the texts say so, in row
/// `set` they alone. UTF-8 with LF; lists are joined by ';', an
/// absent Ct is empty, the decimal mark is a point. Free text that a spreadsheet would take for a formula
/// gets a leading apostrophe. `byte_order_mark` for Excel.
std::string write_calls_csv(const Report& report, bool byte_order_mark);

}  // namespace crossbreak
