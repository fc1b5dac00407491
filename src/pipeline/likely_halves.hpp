// Which halves of a folder are worth a look first, so that a hundred runs do not cost ten thousand.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "pipeline/halves.hpp"

namespace crossbreak {

/// One Relation per pair, results by results, as pair_halves() takes them. `relate(r, c)` is asked side by
/// side.
///
/// Pairs of one folder whose names stand beside each other, read from the front or from behind, are asked
/// first; of two that are proven so, and with no other half, no other pair is asked: those count as refuted
/// without a word. Names only say where to look. A half that lies there twice keeps all its pairs, so that
/// two proofs stay none.
std::vector<Relation> relations_of(std::span<const Half> results, std::span<const Half> curves,
                                   const std::function<Relation(std::size_t r, std::size_t c)>& relate);

}  // namespace crossbreak
