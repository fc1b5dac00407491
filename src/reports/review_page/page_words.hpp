// Every word of the page, in its language.
#pragma once

#include <map>
#include <string>

#include "words/words.hpp"

namespace crossbreak::review_page {

using Texts = std::map<std::string, std::string>;

/// The words of page_labels, and those of states by code ("state_late", "outcome_failed", "call_mixed") from
/// the catalogue that the workbook reads too.
Texts page_words(Language language);

}  // namespace crossbreak::review_page
