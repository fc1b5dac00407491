// Plate maps: what a laboratory says of its wells beside the run file, as its spreadsheet saved it.
//
// A list, in any order of its columns, with others beside them:
//
//   well,sample,target,role
//   A1,00123,D4-7,            <- empty: the file's value stays
//   H12,NTC,,ntc              <- no target: every target of the well
//
// with what the laboratory notes, where it does, never interpreted:
//
//   specimen type,collected,received,order number,requesting unit,extraction batch,Master mix lot,Master mix
//   expiry, bone marrow,2026-03-01,2026-03-02,O-17,Haematology 2,E-7,00123,2026-12-31,
//
// or a grid as the plate is, of samples, and below it of targets or roles under their title:
//
//   sample,1,2,3
//   A,00123,00124,NTC
//   B,00123,00124,NTC
#pragma once

#include <optional>
#include <string>

#include "formats/source.hpp"
#include "run/plate_map.hpp"

namespace crossbreak {

/// Reads text with commas, semicolons or tabs (UTF-8, UTF-16, or a guess that is an issue; `encoding` where
/// it has no byte-order mark), .xlsx and .xls: the sheet named "plate map", else the first. Titles in English
/// or Chinese, any case; see plate_map_words.hpp. Of titles that people use for two things (a column
/// "specimen" of names or of what was taken) what stands in the column decides. Blank rows are passed over;
/// columns with other titles are too, and an issue names them. Cells merged into one all have its value.
/// Throws FormatError with row and column: for a title near a known one, for two columns that could be the
/// same and differ, and for a cell of which a spreadsheet shows something else than it holds.
PlateMap read_plate_map(const Source& source, const std::optional<std::string>& encoding = std::nullopt);

}  // namespace crossbreak
