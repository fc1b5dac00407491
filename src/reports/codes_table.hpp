// The catalogue of codes, for who reads it and for import scripts.
#pragma once

#include <string>

#include "record/report.hpp"

namespace crossbreak {

/// A line a code, with its sentence in `language`.
std::string write_codes_text(Language language);

/// {"schema": "crossbreak/codes/1", "codes": [...]}, both languages.
std::string write_codes_json();

}  // namespace crossbreak
