// The table a technician reads across the bench.
#pragma once

#include <string>

#include "record/report.hpp"

namespace crossbreak {

/// A table for the terminal: patient, sets with Ct, call, flags; then the run's status, its controls and
/// its issues, and what the test cannot see. Flags stand as their codes in English and in words in Chinese.
/// `colour` adds ANSI colour, never meaning.
std::string write_table(const Report& report, Language language, bool colour);

}  // namespace crossbreak
