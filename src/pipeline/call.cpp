#include "pipeline/call.hpp"

#include <string>
#include <tbb/parallel_for.h>
#include <utility>

#include "calling/call.hpp"
#include "calling/call_error.hpp"
#include "calling/panel_settings.hpp"
#include "calling/plate_map_application.hpp"
#include "curves/analysis.hpp"
#include "curves/signal/issues.hpp"
#include "curves/signal/window_choice.hpp"
#include "pipeline/analyse.hpp"
#include "pipeline/check_settings.hpp"
#include "pipeline/version.hpp"

namespace crossbreak {
namespace {

void leave_out(Run& run, std::size_t index, const std::vector<ExcludedWell>& excluded) {
  for (const ExcludedWell& well : excluded)
    for (Reaction& reaction : run.reactions)
      if (well.run == index && reaction.well == well.well &&
          (!well.target || reaction.target == *well.target))
        reaction.omitted = true;
}

PreparedRun prepare(const RunFiles& files, std::size_t index, const CallSettings& settings) {
  PreparedRun prepared;
  try {
    ReadRun read = read_profiled_run(files, settings.run);
    prepared.assigned =
        assign_run(apply_plate_map(std::move(read.run), settings.map), settings.panel, settings.options);
    leave_out(prepared.assigned.run, index, settings.excluded);
    prepared.profile = read.profile;
    prepared.rules = std::move(read.rules);
  } catch (...) {
    prepared.error = std::current_exception();
  }
  return prepared;
}

/// As check_windows(), for the windows of the panel.
void check_panel_windows(const Run& run, const CurveSettings& settings, const Panel& panel) {
  for (const auto& [target, window] : settings.panel_baselines)
    if (choose_window(settings, target, {}).source == BaselineSource::Panel && ends_behind(window, run))
      throw CallError(source_name(run) + ": " + std::to_string(run.cycles) + " cycles, but panel " +
                      panel.id + " gives target '" + target + "' the baseline window " + text_of(window) +
                      "; correct the panel, or give another with --baseline");
}

std::vector<Curve> curves_of(const PreparedRun& prepared, const CallSettings& settings) {
  CurveSettings chosen = curve_settings(prepared.rules, settings.run);
  chosen.passive_dip_note_from_cycle = settings.panel.rules.rox_dip_note_from_cycle;
  chosen.crosstalk = crosstalk_limits(settings.panel.rules);
  chosen.panel_thresholds = panel_thresholds(prepared.assigned, settings.panel);
  chosen.panel_baselines = panel_baselines(prepared.assigned, settings.panel);
  check_panel_windows(prepared.assigned.run, chosen, settings.panel);
  return analyse_curves(prepared.assigned.run, chosen);
}

/// What is noted in file and plate map: samples against the plate, lots against the days of the runs.
RunMetadata take_metadata(const CallSettings& settings, std::vector<PreparedRun>& prepared) {
  std::vector<const Run*> runs;
  for (const PreparedRun& run : prepared) {
    if (run.error)
      std::rethrow_exception(run.error);
    runs.push_back(&run.assigned.run);
  }
  check_samples(settings.metadata, runs);
  const MetadataFile metadata = with_plate_map(settings.metadata, settings.map, runs);
  for (PreparedRun& run : prepared)
    for (Issue& issue : expired_lots(metadata, run.assigned.run))
      run.assigned.run.issues.push_back(std::move(issue));
  return metadata.content;
}

}  // namespace

std::vector<PreparedRun> prepare_runs(std::span<const RunFiles> files, const CallSettings& settings) {
  check_encoding(settings.run.encoding);
  check_plate_map(settings.map, files.size());
  std::vector<PreparedRun> prepared(files.size());
  tbb::parallel_for(std::size_t{0}, files.size(),
                    [&](std::size_t i) { prepared[i] = prepare(files[i], i, settings); });

  std::vector<const Run*> runs;
  for (const PreparedRun& run : prepared)
    if (!run.error)
      runs.push_back(&run.assigned.run);
  check_windows(settings.run, runs);
  if (runs.size() == prepared.size()) {
    check_targets(settings, runs);
    check_roles(settings.options, runs);
  }
  return prepared;
}

Report call_prepared(std::vector<PreparedRun> runs, const CallSettings& settings) {
  RunMetadata metadata = take_metadata(settings, runs);
  std::vector<AnalysedRun> analysed;
  std::vector<CallInput> inputs;
  std::vector<const Profile*> profiles;
  std::vector<ChosenRules> rules;
  analysed.reserve(runs.size());  // inputs point into it
  for (PreparedRun& prepared : runs) {
    std::vector<Curve> curves = curves_of(prepared, settings);
    analysed.push_back({.run = std::move(prepared.assigned.run), .curves = std::move(curves)});
    inputs.push_back({.analysed = &analysed.back(), .assignments = std::move(prepared.assigned.assignments)});
    profiles.push_back(prepared.profile);
    rules.push_back(std::move(prepared.rules));
  }
  Calls calls = call_patients(inputs, settings.panel, settings.options);
  link_repeats(calls, settings.repeats, analysed, settings.panel);
  Report report = build_report(analysed, profiles, rules, settings.panel, std::move(calls),
                               {.tool = {.name = "crossbreak", .version = version()}, .with_curves = true});
  report.release.policy = signing_policy(settings.laboratory, settings.panel);
  report.laboratory = settings.laboratory.head;
  if (metadata != RunMetadata{})
    report.metadata = std::move(metadata);
  return report;
}

Report call_runs(std::vector<Source> files, const CallSettings& settings) {
  std::vector<OpenedFile> opened;
  for (Source& file : files)
    opened.push_back({.source = std::move(file), .error = nullptr});
  return call_prepared(
      prepare_runs(group_files(std::move(opened), settings.run.format, settings.run.encoding), settings),
      settings);
}

}  // namespace crossbreak
