// What of a run another layout has no place for: said whenever a run is written in it.
#pragma once

#include <string>
#include <vector>

#include "run/run.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// Of write_tidy_csv(); empty where it holds the whole run.
std::vector<Words> losses_of_tidy_csv(const Run& run);

/// Of write_asm_json().
std::vector<Words> losses_of_asm(const Run& run);

/// "out.csv has no place for: the cycling program; melt curves (96)."; empty without losses.
std::string losses_in_words(const std::string& file, const std::vector<Words>& losses, Language language);

}  // namespace crossbreak
