#include "simulate/simulated_run.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "curves/analysis.hpp"
#include "simulate/random.hpp"
#include "simulate/well_signals.hpp"

namespace crossbreak {
namespace {

constexpr double truth_cutoff = 36.0;             // the paper's rule
constexpr double threshold_without_growth = 0.2;  // arbitrary, a usual manual threshold

std::string task_of(const std::string& role) {
  if (role == "ntc")
    return "NTC";
  return role == "standard" ? "STANDARD" : "UNKNOWN";
}

std::string expected_result(const CurveModel& model, std::int64_t molecules) {
  if (molecules == 0)
    return "negative";
  return expected_ct(model, static_cast<double>(molecules)) < truth_cutoff ? "positive" : "late";
}

std::vector<CyclingStage> usual_program(int cycles) {
  return {{.kind = "PRE_CYCLING", .repetitions = 1, .steps = {{50, 120, false}, {95, 600, false}}},
          {.kind = "CYCLING", .repetitions = cycles, .steps = {{95, 15, false}, {60, 60, true}}}};
}

Run empty_run(const PlateDesign& design) {
  Run run;
  run.plate = design.plate;
  run.instrument.type_id = design.instrument;
  run.instrument.block_type = design.block_type;
  run.instrument.software = design.software;
  run.instrument.spec_version = "1.1.1";
  run.experiment_name = design.experiment;
  run.experiment_type = "Standard Curve";
  run.chemistry = "TAQMAN";
  run.operator_name = design.operator_name;
  run.barcode = design.barcode;
  run.run_state = "COMPLETE";
  run.run_started = design.run_started;
  run.run_ended = design.run_ended;
  run.passive_reference_status =
      design.passive_reference.empty() ? PassiveReferenceStatus::None : PassiveReferenceStatus::Dye;
  run.passive_reference = design.passive_reference;
  run.program = usual_program(design.cycles);
  run.cycles = design.cycles;
  return run;
}

/// As the instrument keeps its numbers.
std::vector<double> as_float(const std::vector<double>& values) {
  std::vector<double> rounded;
  for (const double value : values)
    rounded.push_back(static_cast<double>(static_cast<float>(value)));
  return rounded;
}

/// What the instrument's software would have stored.
void analyse_as_instrument(Run& run) {
  CurveSettings settings;
  settings.automatic_rule = AutomaticRule::Abi7500V2;
  settings.ct_rule = run.instrument.software.starts_with("SDS v1") ? CtRule::Linear : CtRule::Cubic;
  settings.baseline = BaselineChoice{.kind = BaselineChoice::Kind::Automatic, .window = {}};
  settings.threshold = ThresholdChoice{.kind = ThresholdChoice::Kind::Automatic, .value = 0};
  std::vector<Curve> curves = analyse_curves(run, settings);
  std::map<std::string, double> thresholds;
  for (const Curve& curve : curves)
    thresholds[run.reactions[curve.reaction].target] = curve.threshold.value_or(threshold_without_growth);

  // A second time with every target's threshold, so that targets without growth are read at theirs.
  for (const auto& [target, threshold] : thresholds)
    settings.target_thresholds[target] = {.kind = ThresholdChoice::Kind::Value, .value = threshold};
  curves = analyse_curves(run, settings);
  for (const Curve& curve : curves) {
    Reaction& reaction = run.reactions[curve.reaction];
    reaction.rn = as_float(curve.rn);
    reaction.delta_rn = as_float(curve.delta_rn);
    reaction.settings.threshold = thresholds.at(reaction.target);
    reaction.settings.automatic_threshold = true;
    reaction.settings.automatic_baseline = true;
    if (curve.baseline)
      reaction.settings.baseline = curve.baseline->window;
    reaction.instrument.ct_status = curve.ct ? CtStatus::Value : CtStatus::Undetermined;
    reaction.instrument.ct = curve.ct;
  }
}

}  // namespace

SimulatedRun simulate_run(const PlateDesign& design, std::uint64_t seed) {
  SimulatedRun simulated{.run = empty_run(design), .truth = {}};
  Run& run = simulated.run;
  std::vector<DesignWell> wells = design.wells;
  std::sort(wells.begin(), wells.end(),
            [](const DesignWell& a, const DesignWell& b) { return a.well < b.well; });
  for (const DesignWell& well : wells) {
    const int number = well.well.row * design.plate.columns + well.well.column;
    RandomNumbers random(derived_seed(seed, static_cast<std::uint64_t>(number)));
    const DesignSample& sample = design.samples.at(well.sample);
    std::vector<std::int64_t> molecules;
    for (const std::size_t index : well.targets) {
      const DesignTarget& target = design.targets.at(index);
      const auto copies = sample.copies.find(target.set);
      molecules.push_back(random.poisson(copies == sample.copies.end() ? 0.0 : copies->second));

      Reaction reaction;
      reaction.well = well.well;
      reaction.sample = sample.name;
      reaction.target = target.name;
      reaction.task = task_of(sample.role);
      reaction.reporter = target.reporter;
      reaction.quencher = target.quencher;
      if (sample.role == "standard" && copies != sample.copies.end())
        reaction.quantity = copies->second;
      reaction.omitted = well.omitted;
      run.reactions.push_back(std::move(reaction));
      simulated.truth.push_back({.well = well.well,
                                 .sample = sample.name,
                                 .target = target.name,
                                 .role = sample.role,
                                 .copies = molecules.back(),
                                 .expected = expected_result(target.model, molecules.back())});
    }
    for (DyeTrace& trace : well_signals(design, well, molecules, random))
      run.dyes.push_back(std::move(trace));
  }
  analyse_as_instrument(run);
  return simulated;
}

}  // namespace crossbreak
