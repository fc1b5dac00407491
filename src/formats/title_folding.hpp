// Column titles as the software of twenty years spelt them, made equal.
#pragma once

#include <string>
#include <string_view>

namespace crossbreak {

/// A title fit for comparison: lower case, without blanks, with one spelling for what the instruments
/// write in several ways. `Cт` (Cyrillic te), `CT`, `Ct`, `Cq` and `CÑ‚` (UTF-8 read as Windows-1252 and
/// saved again) become "ct"; `ΔRn`, `Delta Rn` and `dRn` become "deltarn"; `R²` becomes "r2".
/// `CRT` and `EQ.Ct` stay apart: they are other methods.
std::string folded_title(std::string_view utf8);

/// The first character of the folded title, found without folding the rest: what tells a line of titles from
/// a thousand others. Zero where the folded title is empty.
char first_folded(std::string_view utf8);

}  // namespace crossbreak
