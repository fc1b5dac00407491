// The next plate's worklist: whom a final record asks to test again.
#pragma once

#include <string>
#include <string_view>

#include "record/report.hpp"

namespace crossbreak {

/// "crossbreak/repeats-csv/1": later versions add columns at the end, never rename or move one.
inline constexpr std::string_view repeats_csv_schema = "crossbreak/repeats-csv/1";

/// The fixed first line, without its line end.
inline constexpr std::string_view repeats_csv_header =
    "schema,sample,repeat,sets,reason,words,replicates,next,source,sha256,run_date,plate_barcode,record";

/// One row a patient of whom a repeat is asked, on its own or with its whole run: of several tests of the
/// patient one row says all. repeat is the number that the repeat will have, above that of every test of the
/// patient in the record; sets are those to test again, joined by ';', the reference gene behind them where
/// it is asked for; reason is the reviewer's code, words what the reviewer wrote; replicates is how many
/// wells a set should have: as many as it had, three where the next step says triplicate; next is that step
/// in English. source to plate_barcode name the runs of those tests, record the SHA-256 of its called record.
std::string write_repeats_csv(const Report& report, bool byte_order_mark);

}  // namespace crossbreak
