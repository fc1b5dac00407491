// What the writers of .eds have in common.
#pragma once

#include <string>
#include <vector>

#include "formats/eds_multicomponent.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// Throws std::invalid_argument.
[[noreturn]] void refuse_eds(const std::string& message);

/// Refuses a run that no layout of .eds can hold.
void check_eds_run(const Run& run);

/// Refuses a text that XML cannot hold.
void check_eds_text(const std::string& text);

/// Refuses that and a text with a tab or a line end.
void check_eds_line(const std::string& text);

/// "2007-11-10T01:46:54Z" as Unix milliseconds; refuses what is no such date.
std::string eds_milliseconds(const std::string& date);

/// Manifest.mf.
std::string eds_manifest(const Run& run);

/// The reads of each dye, amplification first, melt behind it; all equally long.
std::vector<DyeReads> reads_of(const Run& run);

}  // namespace crossbreak
