// Readings at the end of a curve that stand still.
#pragma once

#include <cstddef>
#include <span>

namespace crossbreak {

/// Whether two readings are one and the same: equal but for the last digits of a float32, in which
/// instruments keep them and quotients of which are made (4e-7: three units in the last place).
bool is_same_reading(double a, double b);

/// Index of the first of the readings at the end that are all the same; missing ones (NaN) between them are
/// passed over. The size of `readings` where none is finite.
std::size_t standing_from(std::span<const double> readings);

}  // namespace crossbreak
