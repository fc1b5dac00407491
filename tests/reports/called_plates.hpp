// Plates from their design to their report, on the road that every run takes: simulated, assigned, analysed,
// called with the panel and the profiles that come with the program. Codes, flags and sentences of such a
// report are the program's own; a new rule changes them by itself.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "record/report.hpp"
#include "run/issue.hpp"
#include "simulate/plate_design.hpp"

namespace crossbreak {

/// A plate, and what a file would say of it beside its signals.
struct DesignedPlate {
  std::string file;  ///< name of its run file
  PlateDesign design;
  std::vector<Issue> reading_issues = {};  ///< that its reader would tell
};

/// Mean number of molecules that amplify at `ct` by the simulator's usual curve.
double copies_at(double ct);

/// The four sets of the panel in its order, "IKZF1_D4-7" and so on, in FAM, then ALB in VIC.
std::vector<DesignTarget> designed_targets();

/// A bubble in the well: from cycle 28 on the reporter stands so much higher that this, and not the late
/// amplification of a few molecules, crosses the threshold. The Ct is the jump's, and the curve unclear.
void add_bubble(DesignWell& well);

/// Called together where there are several. The same plates give the same report.
Report called(const std::vector<DesignedPlate>& plates);

}  // namespace crossbreak
