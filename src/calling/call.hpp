// The rules in their order: wells, controls, replicates, sets, patients.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "assay/panel.hpp"
#include "calling/calls.hpp"
#include "curves/analysis.hpp"

namespace crossbreak {

/// A run, panel or map that the rules refuse: an unknown target, an unnamed sample, TAMRA as passive
/// reference, a well described twice, a sample that is patient and control at once. what() is whole:
/// file, place, what was wanted, what was found, what to do.
class CallError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One row of a plate map: replaces what the file says of the well. An empty text keeps the file's value.
struct PlateMapRow {
  Well well;
  std::string sample;
  std::string target;
  std::optional<SampleRole> role;
  int line = 0;
};

struct PlateMap {
  std::string name;  ///< file name, for messages; empty: no map
  std::string sha256;
  std::vector<PlateMapRow> rows;
};

/// Reads `well,sample,target,role` CSV (UTF-8, BOM allowed). Throws CallError with file and line.
PlateMap read_plate_map(std::string_view name, std::string_view bytes);

/// The run with the map applied: samples, targets and roles replaced, unlisted wells kept. Run before
/// the curves are computed, so that thresholds follow the mapped targets. Roles travel beside it. An issue
/// of the run names the map.
struct MappedRun {
  Run run;
  std::vector<std::optional<SampleRole>> roles;  ///< one per reaction: the map's word, if it has one
};
MappedRun apply_plate_map(Run run, const PlateMap& map);

/// The settings that panel and rules ask of the curves of this run (thresholds by target name).
/// `target_sets` holds --target NAME=SET.
struct CallOptions {
  std::map<std::string, std::string> target_sets;  ///< target name in the file to set name
};

/// Refuses what cannot be called, before any curve is computed. Throws CallError.
void check_callable(const MappedRun& run, const Panel& panel, const CallOptions& options);

/// The panel's fixed thresholds (and nothing else) for the run's targets, for CurveSettings.
std::map<std::string, double> panel_thresholds(const Run& run, const Panel& panel,
                                               const CallOptions& options);

/// The panel's fixed baseline windows, likewise.
std::map<std::string, BaselineWindow> panel_baselines(const Run& run, const Panel& panel,
                                                      const CallOptions& options);

/// One analysed run with the roles that its plate map gave.
struct CallInput {
  const AnalysedRun* analysed = nullptr;
  std::vector<std::optional<SampleRole>> roles;  ///< one per reaction; empty: no map
};

/// Calls the patients of one run, or of several runs together (--combine). Throws CallError.
Calls call_patients(std::span<const CallInput> inputs, const Panel& panel, const CallOptions& options);

}  // namespace crossbreak
