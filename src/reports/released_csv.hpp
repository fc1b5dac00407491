// What a laboratory's information system may import of a final record: nothing that nobody signed.
#pragma once

#include <string>
#include <string_view>

#include "record/report.hpp"

namespace crossbreak {

/// "crossbreak/released-csv/1": later versions add columns at the end, never rename or move one.
inline constexpr std::string_view released_csv_schema = "crossbreak/released-csv/1";

/// The fixed first line, without its line end: the columns of calls.csv, then those of the release.
inline constexpr std::string_view released_csv_header =
    "schema,source,sha256,program_version,panel,panel_version,panel_sha256,profile,sample,row,set,result,"
    "ct_mean,deletions,review,flags,text_en,text_zh,next,run_status,run_date,operator,plate_barcode,repeat,"
    "status,set_code,outcome,computed_result,inconclusive,reviewed_by,approved_by,released_at,replaces,"
    "identity,specimen,collected,received,order,requester,extraction_batch,reagents,controls,standards";

/// Rows `set` and `overall` as in calls.csv, then rows `control`: sample, set, result (passed, warning,
/// failed, missing, not_judged), ct_mean, what to do next, and the role in words as texts.
/// reagents, controls and standards list lots as "name|lot|expiry", joined by ';', in every row.
/// outcome says what becomes of the row: released, withheld, repeat_requested. The last two leave result,
/// computed_result, ct_mean, deletions, inconclusive, texts and next empty, and so do the sets of a released
/// patient that a control made invalid: an invalid run releases its sound sets alone.
/// set_code is what the panel calls the set for the information system, else its name. computed_result is
/// what the rules made of the row where a reviewer changed it, else empty. inconclusive is true where the
/// result is. reviewed_by and approved_by are the names that signed, joined by ';'; released_at is the UTC
/// time of the last signature; replaces is the SHA-256 of the record that an amended one takes the place of.
/// identity says how the signers are known: "typed names, identity not verified", or "keys".
/// specimen to requester are what the laboratory notes of the patient's sample (--meta), else empty; they
/// stand in withheld rows too, and are empty in those of controls.
/// Throws ReportError for a record that is neither final nor amended.
std::string write_released_csv(const Report& report, bool byte_order_mark);

}  // namespace crossbreak
