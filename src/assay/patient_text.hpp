// What a report says of a patient: the panel's sentences, filled in.
#pragma once

#include <string>
#include <vector>

#include "assay/panel.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// "{gene}: deletion of exons {exons} detected" with the gene, the exons of the named sets and the number of
/// the panel's sets filled in: "2-7 and 4-8", "four" in English; "2～7、4～8", "4" in Chinese.
Words filled_text(const Panel& panel, const Words& text, const std::vector<std::string>& sets);

}  // namespace crossbreak
