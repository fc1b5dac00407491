// From the wells of one sample and set to the set's result, before any control is heard.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "assay/panel.hpp"
#include "calling/calls.hpp"

namespace crossbreak {

/// R8, R2, R9 over the wells at `indices`, primer pair by primer pair. A set is positive when any of its
/// pairs is; where wells name pairs, a negative set needs every pair of the panel. Wells of a set that has
/// one pair are its replicates under either name.
SetCall call_set(const std::string& set, std::span<const std::size_t> indices,
                 std::span<const WellCall> wells, const Panel& panel);

/// States of the wells at `indices`.
std::vector<WellState> states_of(std::span<const WellCall> wells, std::span<const std::size_t> indices);

/// Mean Ct over wells with verdict yes and a Ct, left-out wells excluded (R16: never 40 or 0 for none).
std::optional<double> mean_ct(std::span<const WellCall> wells, std::span<const std::size_t> indices);

}  // namespace crossbreak
