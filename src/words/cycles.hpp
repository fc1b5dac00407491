// Cycles of a run in words.
#pragma once

#include <optional>
#include <span>

#include "words/words.hpp"

namespace crossbreak {

/// "cycle 36", "cycles 36-40" where none is left out, "3 cycles between 20 and 40". At least one, rising.
Words cycles_in_words(std::span<const int> cycles);

/// "24.31"; "undetermined" where there is none.
Words ct_in_words(std::optional<double> ct);

}  // namespace crossbreak
