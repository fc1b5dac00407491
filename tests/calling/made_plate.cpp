#include "calling/made_plate.hpp"

#include <algorithm>
#include <numeric>

#include <doctest/doctest.h>

#include "words/issues.hpp"
#include "words/reasons.hpp"

namespace crossbreak::testing {

Panel made_panel() {
  Panel panel;
  panel.id = "made";
  panel.version = "1";
  panel.gene = "IKZF1";
  const auto add = [&](const std::string& exons, const std::string& forward, const std::string& reverse) {
    PrimerSet set;
    set.name = "D" + exons;
    set.exons = exons;
    set.pairs = {{forward, reverse}};
    set.reporters = {"FAM"};
    set.quencher = "TAMRA";
    panel.sets.push_back(set);
  };
  add("4-7", "F.4", "R-7");
  add("2-7", "F.2a", "R-7");
  add("2-8", "F.2b", "R-8");
  add("4-8", "F.4", "R-8");
  ReferenceGene reference;
  reference.target = "ALB";
  reference.reporters = {"VIC", "JOE", "HEX"};
  panel.reference = reference;
  panel.controls.ntc = {"NTC"};
  panel.controls.negative = {"NC"};
  PositiveControl all;
  all.name = "PC";
  all.sets = {"D4-7", "D2-7", "D2-8", "D4-8"};
  PositiveControl one;
  one.name = "PC27";
  one.sets = {"D2-7"};
  panel.controls.positive = {all, one};
  return panel;
}

namespace {

/// Below every threshold, and another one on each plate: two runs have other readings.
double flat_delta_rn(const std::string& plate) {
  return 0.1 + 0.003 * (std::accumulate(plate.begin(), plate.end(), 0) % 30);
}

}  // namespace

MadePlate::MadePlate(const std::string& name) {
  analysed_.run.inputs = {{.name = name, .sha256 = "sha256 of " + name}};
  analysed_.run.cycles = 40;
}

std::pair<Reaction&, Curve&> MadePlate::add(Well well, const std::string& sample, const std::string& target,
                                            Signal signal, const std::string& reporter) {
  Reaction reaction;
  reaction.well = well;
  reaction.sample = sample;
  reaction.target = target;
  reaction.task = "UNKNOWN";
  reaction.reporter = reporter;
  reaction.delta_rn = std::vector<double>(40, flat_delta_rn(analysed_.run.inputs.front().name));
  Curve curve;
  curve.delta_rn = reaction.delta_rn;
  curve.threshold = 0.2;
  curve.threshold_source = ThresholdSource::File;
  curve.baseline = Baseline{};
  curve.baseline_source = BaselineSource::File;
  curve.verdict.amplified = signal.amplified;
  curve.ct = signal.ct;
  curve.ct_status = signal.ct ? CtStatus::Value : CtStatus::Undetermined;
  curve.ct_half_threshold = signal.ct ? std::optional(*signal.ct - 1) : std::nullopt;
  curve.ct_double_threshold = signal.ct ? std::optional(*signal.ct + 1) : std::nullopt;
  analysed_.run.reactions.push_back(reaction);
  analysed_.curves.push_back(curve);
  return {analysed_.run.reactions.back(), analysed_.curves.back()};
}

std::pair<Reaction&, Curve&> MadePlate::add(const std::string& well, const std::string& sample,
                                            const std::string& target, Signal signal,
                                            const std::string& reporter) {
  return add(parse_well(well).value(), sample, target, signal, reporter);
}

std::pair<Reaction&, Curve&> MadePlate::add(const std::string& sample, const std::string& target,
                                            Signal signal) {
  analysed_.run.plate.columns = std::max(12, 2 * next_ + 1);
  return add(Well{.row = 0, .column = 2 * next_++}, sample, target, signal, "FAM");
}

void MadePlate::add_patient(const std::string& sample,
                            const std::vector<std::pair<std::string, Signal>>& sets) {
  for (const std::string set : {"D4-7", "D2-7", "D2-8", "D4-8"}) {
    const auto given =
        std::find_if(sets.begin(), sets.end(), [&](const auto& one) { return one.first == set; });
    add(sample, set, given == sets.end() ? no() : given->second);
  }
  add(sample, "ALB", yes(24));
}

void MadePlate::add_standard(const std::string& sample, const std::string& target, double quantity) {
  Reaction& reaction = add(sample, target, yes(20)).first;
  reaction.task = "STANDARD";
  reaction.quantity = quantity;
}

void MadePlate::add_controls() {
  for (const std::string set : {"D4-7", "D2-7", "D2-8", "D4-8"}) {
    add("NTC", set, no());
    add("PC", set, yes(26));
  }
}

MadePlate sound_plate(const std::string& name) {
  MadePlate plate(name);
  plate.add_controls();
  return plate;
}

const AnalysedRun& MadePlate::sorted() {
  std::vector<std::size_t> order(analysed_.curves.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return analysed_.run.reactions[a].well < analysed_.run.reactions[b].well;
  });
  AnalysedRun sorted = analysed_;
  for (std::size_t i = 0; i < order.size(); ++i) {
    sorted.run.reactions[i] = analysed_.run.reactions[order[i]];
    sorted.curves[i] = analysed_.curves[order[i]];
    sorted.curves[i].reaction = i;
  }
  analysed_ = std::move(sorted);
  return analysed_;
}

CallInput MadePlate::input(const Panel& panel, const CallOptions& options,
                           std::vector<std::optional<SampleRole>> roles) {
  AssignedRun assigned = assign_run({.run = sorted().run, .roles = std::move(roles)}, panel, options);
  analysed_.run = std::move(assigned.run);
  return {.analysed = &analysed_, .assignments = std::move(assigned.assignments)};
}

Calls called(MadePlate& plate, const Panel& panel, const CallOptions& options) {
  const CallInput input = plate.input(panel, options);
  return call_patients(std::span(&input, 1), panel, options);
}

Calls called(std::vector<MadePlate> plates, const Panel& panel, const CallOptions& options) {
  std::vector<CallInput> inputs;
  for (MadePlate& plate : plates)
    inputs.push_back(plate.input(panel, options));
  return call_patients(inputs, panel, options);
}

const PatientCall& patient(const Calls& calls, const std::string& sample, int repeat) {
  const auto found = std::find_if(calls.patients.begin(), calls.patients.end(), [&](const PatientCall& p) {
    return p.sample == sample && p.repeat == repeat;
  });
  REQUIRE(found != calls.patients.end());
  return *found;
}

const SetCall& set_of(const PatientCall& patient, const std::string& set) {
  const auto found =
      std::find_if(patient.sets.begin(), patient.sets.end(), [&](const SetCall& s) { return s.set == set; });
  REQUIRE(found != patient.sets.end());
  return *found;
}

const ControlCall& control(const Calls& calls, const std::string& sample, const std::string& set) {
  const auto found = std::find_if(calls.controls.begin(), calls.controls.end(),
                                  [&](const ControlCall& c) { return c.sample == sample && c.set == set; });
  REQUIRE(found != calls.controls.end());
  return *found;
}

bool has_flag(const std::vector<Flag>& flags, Flag flag) {
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

bool has_reason(const std::vector<Reason>& reasons, ReasonCode code) {
  return std::any_of(reasons.begin(), reasons.end(), [&](const Reason& r) { return r.code == code; });
}

const Reason& reason(const std::vector<Reason>& reasons, ReasonCode code) {
  const auto found =
      std::find_if(reasons.begin(), reasons.end(), [&](const Reason& r) { return r.code == code; });
  CAPTURE(entry_of(code).outcome);
  REQUIRE(found != reasons.end());
  return *found;
}

std::vector<std::string> codes(const std::vector<Issue>& issues) {
  std::vector<std::string> list;
  for (const Issue& issue : issues)
    list.emplace_back(code_of(issue.code));
  return list;
}

}  // namespace crossbreak::testing
