// Which reads of an .eds are amplification, which melt: the cycling program says so, or the points of
// collection that the file names; the signals do not.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/eds_member.hpp"
#include "formats/eds_multicomponent.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// Where in the cycling program a read was taken; all count from 1. A step read in several frames has as many
/// points.
struct CollectionPoint {
  int stage = 0;
  int cycle = 0;
  int step = 0;
  int point = 0;
  auto operator<=>(const CollectionPoint&) const = default;
};

struct ReadPlan {
  std::vector<std::optional<std::size_t>>
      amplification;  ///< indices of reads, cycle 1 first; absent: not read
  std::size_t reads_before_melt = 0;
  bool anything_follows = false;  ///< reads may come after those
  std::size_t planned_cycles = 0;
};

/// The plan of a layout that counts its reads alone. `data_step`: stage and step whose reads are analysed,
/// where the file says so. Throws FormatError that names `program`.
ReadPlan plan_by_program(const EdsMember& program, const Run& run,
                         const std::optional<std::pair<int, int>>& data_step);

/// The plan of a layout that says where each read was taken; `signals` says so. Throws FormatError.
ReadPlan plan_by_points(const EdsMember& signals, const std::vector<CollectionPoint>& points, const Run& run,
                        const std::optional<std::pair<int, int>>& data_step);

/// What the member of the signals of an .eds holds.
struct EdsSignals {
  Multicomponent signals;
  std::vector<CollectionPoint> points;  ///< one a read; empty in layouts that count reads alone
  /// Of each well and read, as `signals` orders them; a well that is not here has none.
  std::vector<std::pair<Well, std::vector<double>>> temperatures_c;
};

/// Where the reads of a run to be written were taken: each cycle in the one step of its CYCLING stages that
/// reads fluorescence, then those of its melts in the stage that follows. Throws std::invalid_argument where
/// several steps read.
std::vector<CollectionPoint> collection_points(const Run& run);

/// Gives the run its dyes, melts and cycles, and the issues of both. Throws FormatError where there is no
/// amplification read.
void take_reads(const EdsMember& member, const EdsSignals& signals, const ReadPlan& plan, Run& run);

}  // namespace crossbreak
