// What the titles, roles and sheets of a plate map mean, as people spell them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "words/plate_map_words.hpp"

namespace crossbreak {

/// Without blanks at either end, the no-break and the ideographic space among them.
std::string_view without_blanks(std::string_view text);

/// The same, with full-width letters, digits and marks as ASCII: "Ａ１" is "A1".
std::string half_width(std::string_view text);

/// "Well:" and "well_position" too, and a title in both languages, one of them in brackets or not. Nothing
/// for any other title.
std::optional<PlateMapColumn> column_titled(std::string_view title);

struct NearTitle {
  PlateMapColumn meaning{};
  std::string_view title;
};

/// The known title that one character makes of this one: a letter more, less, other or swapped with its
/// neighbour. Nothing for known titles, and for those of two characters.
std::optional<NearTitle> title_near(std::string_view title);

/// A code of SampleRole or one of plate_map_roles.
std::optional<SampleRole> role_of(std::string_view text);

bool is_name_of_map_sheet(std::string_view sheet);

}  // namespace crossbreak
