// R22: wells that the operator omitted are not counted, but looked at.
#pragma once

#include <cstddef>
#include <span>

#include "assay/panel.hpp"
#include "calling/patients.hpp"

namespace crossbreak {

/// Calls again with the omitted wells of one sample and set counted, where they hold readings, of each in
/// turn, and of all together where none changes anything alone. Adds "omitted_would_change" to the patients
/// and sets whose result would differ, and where a control of a set would then fail or warn, to all patients
/// of the plate who were tested in that set; to the wells too. No state, result or call changes.
void note_omitted(Judgement& judgement, std::span<const std::size_t> plate_order, const Panel& panel);

}  // namespace crossbreak
