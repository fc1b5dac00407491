// A run with known truth.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "run/run.hpp"
#include "simulate/plate_design.hpp"

namespace crossbreak {

/// What one reaction truly held.
struct TruthRow {
  Well well;
  std::string sample;
  std::string target;  ///< as in the run
  std::string role;
  std::int64_t copies = 0;  ///< molecules drawn for this well
  /// What the paper's rule says of a flawless curve of so many molecules at a cut-off of 36: "negative"
  /// without any, "positive" where their Ct is below it, else "late". Oddities do not enter.
  std::string expected;
};

struct SimulatedRun {
  Run run;                      ///< `inputs` and `format` are empty: no file was read
  std::vector<TruthRow> truth;  ///< one per reaction, in the run's order
};

/// The same design and seed give the same run, bit for bit; each well depends on the seed and its own
/// position only. The instrument's part (windows, thresholds, Rn, delta Rn, Ct) is what its software would
/// have stored by its automatic rules; where no well of a target amplifies, the threshold is 0.2.
SimulatedRun simulate_run(const PlateDesign& design, std::uint64_t seed);

/// "well,sample,target,role,copies,expected" and a line per reaction, LF, cells quoted where they need it.
std::string truth_csv(const std::vector<TruthRow>& truth);

/// A file of a run, to be written as -o says.
struct SimulatedFile {
  std::string suffix;  ///< goes in front of the extension of the -o name; empty for the first file
  std::string bytes;
};

/// A layout that runs can be written in.
struct SimulatedLayout {
  std::string_view name;       ///< what --layout takes: "eds"
  std::string_view extension;  ///< ".eds"
  std::string_view description;
  std::vector<SimulatedFile> (*write)(const Run& run);
  bool is_sds1;  ///< of software SDS v1: the design's run is made as such
};

/// All layouts, "eds" first.
std::span<const SimulatedLayout> simulated_layouts();

/// The layout of that name; null when there is none.
const SimulatedLayout* simulated_layout(std::string_view name);

struct SimulatedFiles {
  std::vector<SimulatedFile> files;  ///< one, or two for a run of SDS v1: results, then delta Rn
  std::string truth_csv;
};

/// simulate_run() written in a layout, and its truth.
SimulatedFiles simulated_files(const PlateDesign& design, std::uint64_t seed, const SimulatedLayout& layout);

}  // namespace crossbreak
