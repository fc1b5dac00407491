// From runs as read to their curves.
#pragma once

#include "curves/curve.hpp"
#include "curves/settings.hpp"
#include "pipeline/read_runs.hpp"
#include "pipeline/settings.hpp"

namespace crossbreak {

/// The rules of the run's software, with what was asked for.
CurveSettings curve_settings(const ChosenRules& rules, const RunSettings& settings);

/// The curves of a run that no panel has a say in.
AnalysedRun analyse_run(ReadRun read, const RunSettings& settings);

}  // namespace crossbreak
