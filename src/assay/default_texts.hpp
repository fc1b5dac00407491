// The sentences that a report says of a patient where the panel gives none of its own.
#pragma once

#include <map>
#include <string>

#include "words/words.hpp"

namespace crossbreak {

/// By call ("deletion", "mixed", "not_detected", "inconclusive", "invalid", "incomplete") and "limits", true
/// of every panel of this kind.
std::map<std::string, Words> default_texts();

}  // namespace crossbreak
