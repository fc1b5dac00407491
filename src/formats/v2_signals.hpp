// The sheets of a v2 export that hold signals: amplification, dyes, filters, melt.
#pragma once

#include <string>

#include "formats/v2_table.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// The well of a row, by `Well Position` where there is one, else by `Well`, which is a position ("A1") or
/// a number counted row-major from 1. Where both are given they must agree. Throws FormatError.
Well v2_well(const V2Table& table, const SheetRow& row, const Plate& plate);

/// Rn and delta Rn of each well and target, into the reactions of the run; sets `cycles`. Adds reactions
/// where the export has neither Sample Setup nor Results.
void read_v2_amplification(const V2Table& table, const std::string& source, Run& run);

/// Dyes per read. Reads beyond `cycles` belong to the melt.
void read_v2_multicomponent(const V2Table& table, const std::string& source, Run& run);

/// Filters per read; reads beyond `cycles` are melt reads and kept as such.
void read_v2_raw_data(const V2Table& table, const std::string& source, Run& run);

/// Temperature and fluorescence of the melt.
void read_v2_melt(const V2Table& table, Run& run);

}  // namespace crossbreak
