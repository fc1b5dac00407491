// Typography of names.
#pragma once

#include <string>
#include <string_view>

namespace crossbreak {

/// Folds the typography of a name: case, width, dashes, tildes, triangles and deltas, blanks, digits.
/// "△2–7", "Δ2~7" and "Ｄ２－７" fold alike; exon numbers never change.
std::string folded_name(std::string_view name);

/// As folded_name(), but blanks of every kind stay, as ASCII blanks.
std::string folded_name_with_blanks(std::string_view name);

}  // namespace crossbreak
