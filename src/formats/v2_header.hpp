// The header of a v2 export: instrument, dates, passive reference.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "formats/sheet.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// Fills what the header says, into a run whose other parts are read later. Dates with a zone are kept
/// word for word, since their abbreviations ("EDT", "CST") are not unique; one that a spreadsheet has
/// turned into a serial number comes out as ISO 8601 without zone, with a Note.
void read_v2_header(const Sheets& sheets, Run& run);

/// What the header calls the method of the cycles where it is another than that of Ct: "Crt"; else empty.
std::string v2_cycle_method(const Sheets& sheets);

/// Stage and step that the Ct are of, from 1: of "PCR Stage/Step Number: Stage 2 Step 2" and the like.
std::optional<std::pair<int, int>> v2_pcr_step(const Sheets& sheets);

/// The software that exported the file, in a word for people: "QuantStudio", "Design & Analysis"; empty where
/// the header does not tell.
std::string v2_exporter(const Sheets& sheets, const Run& run);

/// Completes the header of the results by that of another file of the run. Throws FormatError where the two
/// say different things of instrument, plate or time: they are not of one run.
void join_v2_header(const Sheets& results, const Sheets& other, Run& run);

}  // namespace crossbreak
