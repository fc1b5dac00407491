// The sheets of a v2 export that hold signals: amplification, dyes, filters, melt.
#pragma once

#include <optional>
#include <utility>

#include "formats/v2_table.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// The well of a row, by `Well Position` where there is one, else by `Well`, which is a position ("A1") or
/// a number counted row-major from 1. Where both are given they must agree. Throws FormatError.
Well v2_well(const V2Table& table, const SheetRow& row, const Plate& plate);

/// The column that says in which stage of the run a read was taken, as Design & Analysis exports it.
std::optional<std::size_t> v2_stage_column(const V2Table& table);

/// Rn and delta Rn of each well and target, into the reactions of the run; sets `cycles`. Adds reactions
/// where the export has neither Sample Setup nor Results.
void read_v2_amplification(const V2Table& table, Run& run);

/// Dyes per read. Reads beyond `cycles` belong to the melt, or those of later stages than `pcr_step` where
/// the sheet has columns of stage and step (`pcr_step` absent: the step that is read in the most cycles).
void read_v2_multicomponent(const V2Table& table, const std::optional<std::pair<int, int>>& pcr_step,
                            Run& run);

/// Filters per read, likewise.
void read_v2_raw_data(const V2Table& table, const std::optional<std::pair<int, int>>& pcr_step, Run& run);

/// Temperature and fluorescence of the melt; without a column of readings in the order of the rows.
void read_v2_melt(const V2Table& table, Run& run);

}  // namespace crossbreak
