// What a laboratory notes beside its run, in words.
#pragma once

#include "run/metadata.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// "Master mix, lot 00123, use by 2026-12-31".
Words lot_in_words(const Lot& lot);

}  // namespace crossbreak
