// Positions on a plate.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace crossbreak {

/// A plate position, zero-based: {0, 0} is "A1". Ordered row-major.
struct Well {
  int row = 0;
  int column = 0;
  auto operator<=>(const Well&) const = default;
};

/// The outline of a block: 8 x 12 (96 wells, standard and Fast) or 16 x 24.
struct Plate {
  int rows = 8;
  int columns = 12;
  bool operator==(const Plate&) const = default;

  int size() const { return rows * columns; }
  bool contains(Well well) const {
    return well.row >= 0 && well.row < rows && well.column >= 0 && well.column < columns;
  }
};

/// "A1", never "A01".
std::string to_string(Well well);

/// Accepts "A1", "a1" and "A01", rows A-P, columns 1-24; anything else, trailing text included, is not a
/// well.
std::optional<Well> parse_well(std::string_view text);

/// The well of a zero-based row-major index, as .eds counts them; nothing outside the plate.
std::optional<Well> well_at(int index, const Plate& plate);

}  // namespace crossbreak
