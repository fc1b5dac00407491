// A run as the bytes of another layout, with what that layout has no place for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/read_runs.hpp"
#include "pipeline/settings.hpp"
#include "reports/asm_json.hpp"
#include "run/plate_map.hpp"
#include "words/words.hpp"

namespace crossbreak::cli {

/// What is written, and what it lacks.
struct Converted {
  std::string bytes;
  std::vector<Words> losses;
  std::vector<std::string> notes;
};

/// One tidy table. These throw what reading, checking and analysing the run throw.
Converted as_tidy_csv(const RunFiles& files, const RunSettings& settings, const PlateMap& map);

/// Allotrope ASM of the one run in `files`: with its calls, or a note why it has none.
Converted as_asm_json(const std::vector<RunFiles>& files, const CallSettings& settings,
                      const AsmRequest& request);

/// RDML 1.3.
Converted as_rdml(const RunFiles& files, const CallSettings& settings,
                  const std::optional<std::string>& offset);

}  // namespace crossbreak::cli
