// The report of all plates of a batch: a table for scripts, a workbook and a page for people. None of them
// tells how or when a plate was called: one that was up to date stands there as it did.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "batch/batch_plate.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// The fixed first line, without its line end.
inline constexpr std::string_view batch_csv_header =
    "schema,row,plate,files,also,run_date,run_status,problem,patients,deletion,mixed,not_detected,"
    "inconclusive,"
    "invalid,incomplete,failed_controls,to_look_at,page,sample,call,deletions,flags";

/// Row `plate`: one a plate, to `page`; of one that was not called only names and the problem,
/// which a called one has too where the export that comes first could not be called. Row `patient`,
/// behind its plate: one who needs a look, with the plate's name, from `sample` on. Lists are joined by ';'.
std::string write_batch_csv(std::span<const BatchPlate> plates);

/// A sheet of the plates and one of the patients who need a look. Throws WorkbookError.
std::string write_batch_workbook(std::span<const BatchPlate> plates, Language language);

/// A page that draws fifty plates at a time, however many there are, and finds them by any word.
std::string write_batch_page(std::span<const BatchPlate> plates, Language language);

}  // namespace crossbreak
