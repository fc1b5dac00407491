// The rules in their order: wells, controls, replicates, sets, patients.
#pragma once

#include <span>

#include "assay/panel.hpp"
#include "calling/call_input.hpp"
#include "calling/call_options.hpp"
#include "calling/calls.hpp"

namespace crossbreak {

/// Calls the patients of one run, or of several runs together (--combine). Throws CallError where the runs
/// do not go together: one plate given twice, one sample or barcode that is not the same on all of them.
Calls call_patients(std::span<const CallInput> inputs, const Panel& panel, const CallOptions& options);

}  // namespace crossbreak
