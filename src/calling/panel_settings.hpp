// What the panel fixes of the curves of a run, for CurveSettings.
#pragma once

#include <map>
#include <string>

#include "assay/panel.hpp"
#include "calling/assignment.hpp"
#include "curves/settings.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// The panel's fixed thresholds by target name in the file; nothing for targets without one.
std::map<std::string, double> panel_thresholds(const AssignedRun& assigned, const Panel& panel);

/// The panel's fixed baseline windows, likewise.
std::map<std::string, BaselineWindow> panel_baselines(const AssignedRun& assigned, const Panel& panel);

/// R19.
CrosstalkLimits crosstalk_limits(const Rules& rules);

}  // namespace crossbreak
