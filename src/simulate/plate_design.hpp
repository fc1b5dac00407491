// A plate to be simulated: who is on it, with how many template copies, and what goes wrong.
// sample_runs/README.md documents the file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run/run.hpp"
#include "simulate/curve_model.hpp"

namespace crossbreak {

/// What goes wrong in a well, on request.
enum class Oddity {
  None,
  Spike,  ///< one read of the reporter is high
  Step,   ///< the reporter jumps and stays
  Drift,  ///< the background rises steadily
  FallingBaseline,
  Hook,          ///< the reporter falls behind the plateau
  Late,          ///< amplification starts later than the copies say (inhibition)
  NoPlateau,     ///< half the efficiency once the curve is visible: still rising at the end
  Dropout,       ///< all dyes fall to nothing and stay there
  Evaporation,   ///< all dyes rise together, the background with them
  RoxDip,        ///< the passive reference is low for three cycles
  NoRox,         ///< the passive reference is near zero throughout
  Saturated,     ///< the detector clips the reporter
  Stuck,         ///< every dye repeats one read
  MissingReads,  ///< all dyes lack some reads
};

struct DesignTarget {
  std::string name;  ///< as the run file prints it: "IKZF1_D4-7"
  std::string set;   ///< key of the copies of samples: "D4-7"; by default the name
  std::string reporter = "FAM";
  std::string quencher = "TAMRA";
  CurveModel model;
};

struct DesignSample {
  std::string name;
  std::string role = "unknown";          ///< unknown, standard, positive_control, negative_control, ntc
  std::map<std::string, double> copies;  ///< mean number per reaction by set; a set not named has none
};

/// Light of one reporter that is read in another of the same well. No PLATE.toml asks for it: it is for those
/// who measure what becomes of it.
struct DesignCrosstalk {
  std::size_t from = 0;  ///< index into PlateDesign::targets
  std::size_t into = 0;  ///< the same
  double share = 0;      ///< of the rise
  double lag = 0;        ///< cycles
};

struct DesignWell {
  Well well;
  std::size_t sample = 0;            ///< index into PlateDesign::samples
  std::vector<std::size_t> targets;  ///< indices into PlateDesign::targets; two are a duplex
  Oddity oddity = Oddity::None;
  std::optional<int> oddity_cycle;    ///< where it starts; absent: as sample_runs/README.md says
  std::optional<double> oddity_size;  ///< Rn, cycles or a fraction, by oddity; absent: the same
  bool omitted = false;
  std::optional<DesignCrosstalk> crosstalk{};
};

struct PlateDesign {
  std::string experiment;
  std::string instrument = "sds7500";  ///< type id
  std::string block_type = "96alum";
  std::string software = "7500 Software v2.3";
  std::string operator_name;
  std::string barcode;
  std::string run_started;  ///< ISO 8601, UTC
  std::string run_ended;
  Plate plate;
  int cycles = 40;
  std::string passive_reference = "ROX";  ///< empty: none
  double passive_level = 450000;          ///< instrument units
  double passive_cv = 0.15;               ///< between wells: pipetting
  std::vector<DesignTarget> targets;
  std::vector<DesignSample> samples;
  std::vector<DesignWell> wells;  ///< each well once
};

/// Reads a PLATE.toml. Throws AssayError with file and line: unknown keys, names or wells, a sample that does
/// not fit on the plate, a well used twice.
PlateDesign read_plate_design(std::string_view name, std::string_view toml);

/// Fills the plate in order: for each sample in turn each reaction (targets that share a well) `replicates`
/// times. By columns A1, B1 ... H1, A2; by rows A1, A2 ... A12, B1. Returns what fits; the caller compares
/// the count with samples * reactions * replicates.
std::vector<DesignWell> fill_plate(const Plate& plate, std::size_t samples,
                                   const std::vector<std::vector<std::size_t>>& reactions, int replicates,
                                   bool by_columns);

}  // namespace crossbreak
