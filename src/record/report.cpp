#include "record/report.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <initializer_list>
#include <map>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <utility>

#include "assay/patient_text.hpp"
#include "calling/sample_names.hpp"

namespace crossbreak {
namespace {

/// What the test cannot see, in the panel's words.
Words limits_of(const Panel& panel) {
  const auto found = panel.texts.find("limits");
  if (found == panel.texts.end()) {
    return {};
  }
  std::vector<std::string> all_sets;
  for (const PrimerSet& set : panel.sets) {
    all_sets.push_back(set.name);
  }
  return filled_text(panel, found->second, all_sets);
}

std::string instrument_words(const Run& run, const Profile* profile) {
  if (!run.instrument.type_name.empty()) {
    return run.instrument.type_name;
  }
  return profile != nullptr ? profile->name : run.instrument.type_id;
}

std::vector<ReportInput> inputs_of(const Run& run, std::size_t index, const Profile* profile) {
  std::vector<ReportInput> inputs;
  for (const InputFile& file : run.inputs) {
    ReportInput input;
    input.file = file.name;
    input.sha256 = file.sha256;
    input.format = run.format;
    input.instrument = instrument_words(run, profile);
    input.software = run.instrument.software;
    input.run_date = run_date(run);
    input.run = index;
    input.plate = run.plate;
    input.passive_reference = run.passive_reference;
    input.operator_name = run.operator_name;
    input.barcode = run.barcode;
    inputs.push_back(std::move(input));
  }
  return inputs;
}

/// Both curves of a duplexed well report what they share, such as the passive reference: said once.
void keep_each_once(std::vector<Issue>& issues) {
  using Said = std::tuple<IssueCode, std::string_view, std::string_view, std::string_view>;
  std::map<Said, Issue*> first;
  std::vector<Issue*> kept;
  for (Issue& issue : issues) {
    const auto [same, is_new] =
        first.emplace(Said(issue.code, issue.place, issue.words.en, issue.words.zh), &issue);
    if (is_new) {
      kept.push_back(&issue);
    } else if (same->second->target != issue.target) {
      same->second->target.clear();  // of the well, not of one of its targets
    }
  }
  std::vector<Issue> once;
  once.reserve(kept.size());
  for (Issue* issue : kept) {
    once.push_back(std::move(*issue));
  }
  issues = std::move(once);
}

/// Each distinct text once, in order.
Words joined_once(const std::vector<Words>& texts) {
  std::vector<Words> seen;
  for (const Words& text : texts) {
    if (std::find(seen.begin(), seen.end(), text) == seen.end()) {
      seen.push_back(text);
    }
  }
  return joined_clauses(seen);
}

Words with_versions(const Words& rule, const SoftwareRules& rules) {
  return rules.versions.empty() ? rule : in_parentheses(rule, {rules.versions, rules.versions});
}

/// A number that is not finite says nothing, and no report could print it.
template <class T>
std::optional<T> if_finite(const std::optional<T>& value, std::initializer_list<double> numbers) {
  const bool finite = std::all_of(numbers.begin(), numbers.end(), [](double x) { return std::isfinite(x); });
  return finite ? value : std::nullopt;
}

std::optional<double> if_finite(const std::optional<double>& value) {
  return if_finite(value, {value.value_or(0)});
}

ReportCurve curve_of(const WellCall& well, std::span<const AnalysedRun> runs) {
  const Curve& curve = runs[well.run].curves[well.reaction];
  ReportCurve drawn;
  drawn.input = well.input;
  drawn.well = well.well;
  drawn.target = well.target;
  drawn.rn = curve.rn;
  drawn.delta_rn = curve.delta_rn;
  drawn.reporter = curve.reporter;
  drawn.passive = curve.passive;
  const Baseline line = curve.baseline.value_or(Baseline{});
  drawn.baseline = if_finite(curve.baseline, {line.intercept, line.slope});
  const SigmoidParameters fit = curve.fit.value_or(SigmoidParameters{});
  drawn.fit =
      if_finite(curve.fit, {fit.lower, fit.drift, fit.upper, fit.midpoint, fit.width, fit.residual_sd});
  drawn.ct_sdm = if_finite(curve.ct_sdm);
  drawn.ct_cy0 = if_finite(curve.ct_cy0);
  drawn.efficiency = if_finite(curve.efficiency);
  return drawn;
}

/// In release builds too: reports state it.
void check_every_well_called(std::span<const AnalysedRun> runs, const Calls& calls) {
  std::size_t read = 0;
  for (const AnalysedRun& run : runs) {
    read += run.run.reactions.size();
  }
  if (read != calls.wells.size()) {
    throw std::logic_error(std::to_string(read) + " wells and targets were read, " +
                           std::to_string(calls.wells.size()) + " called");
  }
}

}  // namespace

Report build_report(std::span<const AnalysedRun> runs, std::span<const Profile* const> profiles,
                    std::span<const ChosenRules> rules, const Panel& panel, Calls calls,
                    const ReportRequest& request) {
  assert(runs.size() == profiles.size() && runs.size() == rules.size());
  check_every_well_called(runs, calls);
  Report report;
  report.tool = request.tool;
  report.panel = {panel.id, panel.version, panel.sha256};
  report.gene = panel.gene;
  report.sensitivity = panel.sensitivity;
  for (const PrimerSet& set : panel.sets) {
    report.sets.push_back({set.name, set.exons, set.code, set.hgvs, set.deletion_class});
  }
  for (const auto& [call, code] : codes_of(PatientCallState{})) {
    report.texts.push_back({call, panel.texts.at(std::string(code))});
  }
  report.reference = panel.reference ? panel.reference->target : std::string();
  report.ct_cutoff = panel.rules.ct_cutoff;
  report.limits = limits_of(panel);
  report.calls = std::move(calls);

  if (!profiles.empty() && profiles.front() != nullptr) {
    report.profile = {profiles.front()->id, profiles.front()->version, profiles.front()->sha256};
  }
  std::vector<Words> ct_rules;
  std::vector<Words> automatic_rules;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (ReportInput& input : inputs_of(runs[i].run, i, profiles[i])) {
      report.inputs.push_back(std::move(input));
    }
    for (const Curve& curve : runs[i].curves) {
      if (curve.ct_rule != rules[i].rules.ct) {  // as the file's own Ct prove
        ct_rules.push_back(words_of(curve.ct_rule));
      } else {
        ct_rules.push_back(with_versions(words_of(rules[i].rules.ct), rules[i].rules));
      }
    }
    if (runs[i].curves.empty()) {
      ct_rules.push_back(with_versions(words_of(rules[i].rules.ct), rules[i].rules));
    }
    automatic_rules.push_back(with_versions(words_of(rules[i].rules.automatic), rules[i].rules));
    // An issue of the choice of rules belongs to no reader; it must not get lost on the way here.
    if (rules[i].issue) {
      report.calls.issues.push_back(*rules[i].issue);
    }
  }
  keep_each_once(report.calls.issues);
  report.ct_rule = joined_once(ct_rules);
  report.automatic_rule = joined_once(automatic_rules);

  report.has_curves = request.with_curves;
  if (report.has_curves) {
    for (const WellCall& well : report.calls.wells) {
      report.curves.push_back(curve_of(well, runs));
    }
  }
  return report;
}

std::string file_of_run(const Report& report, std::size_t run) {
  const auto found = std::find_if(report.inputs.begin(), report.inputs.end(),
                                  [run](const ReportInput& input) { return input.run == run; });
  return found == report.inputs.end() ? std::string() : found->file;
}

NotedSamples::NotedSamples(const Report& report) : report_(report) {
  if (!report.metadata)
    return;
  for (std::size_t i = 0; i < report.metadata->samples.size(); ++i)
    places_.emplace(folded_sample_name(report.metadata->samples[i].sample), i);
}

const SampleMetadata* NotedSamples::of(const PatientCall& patient) const {
  if (places_.empty())
    return nullptr;
  // The first of those that any of the patient's names is the name of.
  std::size_t first = report_.metadata->samples.size();
  const auto consider = [&](const std::string& name) {
    if (const auto found = places_.find(folded_sample_name(name)); found != places_.end())
      first = std::min(first, found->second);
  };
  const auto consider_wells = [&](const SetCall& set) {
    for (const std::size_t well : set.wells)
      consider(report_.calls.wells.at(well).sample);
  };
  consider(patient.sample);
  std::for_each(patient.sets.begin(), patient.sets.end(), consider_wells);
  if (patient.reference)
    consider_wells(*patient.reference);
  return first == report_.metadata->samples.size() ? nullptr : &report_.metadata->samples[first];
}

bool has_several_runs(const Report& report) {
  return std::any_of(report.inputs.begin(), report.inputs.end(),
                     [&](const ReportInput& input) { return input.run != report.inputs.front().run; });
}

}  // namespace crossbreak
