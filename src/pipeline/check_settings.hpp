// Whether the settings fit the library and the runs. Each throws SettingsError.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "pipeline/settings.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// The layout and the encoding have names that are known. Needs no run.
void check_format(const std::optional<std::string>& format);
void check_encoding(const std::optional<std::string>& encoding);

/// A plate map that names samples belongs to one plate.
void check_plate_map(const PlateMap& map, std::size_t runs);

/// No baseline window asked for ends behind the last cycle of a run: none of its curves could be called.
void check_windows(const RunSettings& settings, std::span<const Run* const> runs);

/// Every target that the settings name is one of a run's. Only of use where all runs could be read.
void check_targets(const RunSettings& settings, std::span<const Run* const> runs);
void check_targets(const CallSettings& settings, std::span<const Run* const> runs);

/// Every sample that --role names is in a run, as a plate map may have named it. Of use as check_targets().
void check_roles(const CallOptions& options, std::span<const Run* const> runs);

/// Whether the window ends behind the run's last cycle; never where the file gives no cycles.
bool ends_behind(BaselineWindow window, const Run& run);

}  // namespace crossbreak
