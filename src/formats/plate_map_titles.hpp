// What the titles, roles and sheets of a plate map mean, as people spell them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "run/plate_map.hpp"
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
/// neighbour. Nothing for known titles, for those of two characters and for what is only noted.
std::optional<NearTitle> title_near(std::string_view title);

/// Whether the column says what the laboratory notes: nothing of it is interpreted.
bool is_noted(PlateMapColumn meaning);

/// What a column of lots, or of their last days of use, is titled with.
struct LotTitle {
  LotKind kind{};
  std::string name;         ///< "Master mix"
  bool is_general = false;  ///< "control", "standard": of each of them
  bool is_expiry = false;
};

/// Nothing for any other title, and for one that does not say of what the lot is.
std::optional<LotTitle> lot_titled(std::string_view title);

/// Whether the text is the name of what is taken from a patient, such as bone marrow.
bool is_specimen(std::string_view text);

/// A code of SampleRole or one of plate_map_roles.
std::optional<SampleRole> role_of(std::string_view text);

bool is_name_of_map_sheet(std::string_view sheet);

}  // namespace crossbreak
