#include "call_runs.hpp"

#include <algorithm>
#include <tbb/parallel_for.h>
#include <utility>

#include "calling/call.hpp"
#include "calling/call_error.hpp"
#include "calling/panel_settings.hpp"
#include "calling/plate_map_application.hpp"
#include "command.hpp"
#include "curves/analysis.hpp"
#include "curves/signal/issues.hpp"
#include "curves/signal/window_choice.hpp"
#include "data_files.hpp"
#include "files.hpp"
#include "run/nearest.hpp"
#include "system.hpp"
#include "words/joined.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

/// "NAME=SET" of --target; SET is a set of the panel or its reference gene.
std::pair<std::string, std::string> target_and_set(const std::string& text, const Panel& panel) {
  std::vector<std::string> names;
  for (const PrimerSet& set : panel.sets)
    names.push_back(set.name);
  if (panel.reference)
    names.push_back(panel.reference->target);
  const std::string list = joined(names);

  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0)
    throw CommandLineError("--target: expected NAME=SET, found '" + text + "'; the sets are " + list);
  const std::string set = text.substr(equals + 1);
  if (std::find(names.begin(), names.end(), set) == names.end()) {
    const auto nearest = nearest_name(set, names);
    throw CommandLineError("--target: the panel has no set '" + set + "'" +
                           (nearest ? ", did you mean '" + *nearest + "'?" : ".") + " The sets are " + list);
  }
  return {text.substr(0, equals), set};
}

/// As Reader::check_windows(), for the windows of the panel.
void check_panel_windows(const Run& run, const CurveSettings& settings, const Panel& panel) {
  for (const auto& [target, window] : settings.panel_baselines)
    if (choose_window(settings, target, {}).source == BaselineSource::Panel && ends_behind(window, run))
      throw CallError(source_name(run) + ": " + std::to_string(run.cycles) + " cycles, but panel " +
                      panel.id + " gives target '" + target + "' the baseline window " + text_of(window) +
                      "; correct the panel, or give another with --baseline");
}

PreparedRun prepare(const RunFiles& files, const CallSetup& setup) {
  PreparedRun prepared;
  try {
    prepared.read = setup.reader.read(files);
    prepared.assigned = assign_run(apply_plate_map(std::move(prepared.read.run), setup.map), setup.panel,
                                   setup.options);
  } catch (...) {
    prepared.error = std::current_exception();
  }
  return prepared;
}

}  // namespace

void add_call_options(po::options_description& options) {
  options.add_options()("panel", po::value<std::string>()->value_name("FILE"),
                        "primer panel (default: the IKZF1 deletions that come with the program)")(
      "target", po::value<std::vector<std::string>>()->value_name("NAME=SET"),
      "what the run calls NAME is the panel's SET; may be repeated")(
      "plate-map", po::value<std::string>()->value_name("CSV"),
      "samples, targets and roles by well: well,sample,target,role; an empty cell keeps the file's value");
}

CallSetup read_setup(const Arguments& arguments, std::size_t runs) {
  CallSetup setup{
      .reader = Reader(arguments), .panel = load_panel(arguments.text("panel")), .options = {}, .map = {}};
  for (const std::string& text : arguments.texts("target"))
    if (!setup.options.target_sets.insert(target_and_set(text, setup.panel)).second)
      throw CommandLineError("--target: '" + text + "' names a target a second time");
  if (const auto file = arguments.text("plate-map")) {
    const Source source = read_file(path_of(*file));
    setup.map = read_plate_map(source.name, source.bytes);
    const bool names_samples = std::any_of(setup.map.rows.begin(), setup.map.rows.end(),
                                           [](const PlateMapRow& row) { return !row.sample.empty(); });
    if (names_samples && runs > 1)
      throw CommandLineError("--plate-map: " + source.name +
                             " names samples, so it belongs to one plate; found " + std::to_string(runs) +
                             " runs to call");
  }
  return setup;
}

std::vector<PreparedRun> prepare_runs(const std::vector<RunFiles>& files, const CallSetup& setup) {
  std::vector<PreparedRun> prepared(files.size());
  tbb::parallel_for(std::size_t{0}, files.size(),
                    [&](std::size_t i) { prepared[i] = prepare(files[i], setup); });

  std::vector<const Run*> runs;
  for (const PreparedRun& run : prepared)
    if (!run.error)
      runs.push_back(&run.assigned.run);
  setup.reader.check_windows(runs);
  if (runs.size() == prepared.size()) {
    check_targets_exist(setup.reader.named_targets(), "--threshold or --baseline", runs);
    std::vector<std::string> names;
    for (const auto& [name, set] : setup.options.target_sets)
      names.push_back(name);
    check_targets_exist(names, "--target", runs);
  }
  return prepared;
}

Report call_prepared(const std::vector<PreparedRun*>& runs, const CallSetup& setup) {
  std::vector<AnalysedRun> analysed;
  std::vector<const Profile*> profiles;
  std::vector<ChosenRules> rules;
  for (PreparedRun* prepared : runs) {
    if (prepared->error)
      std::rethrow_exception(prepared->error);
    CurveSettings settings = setup.reader.curve_settings(prepared->read);
    settings.passive_dip_note_from_cycle = setup.panel.rules.rox_dip_note_from_cycle;
    settings.panel_thresholds = panel_thresholds(prepared->assigned, setup.panel);
    settings.panel_baselines = panel_baselines(prepared->assigned, setup.panel);
    check_panel_windows(prepared->assigned.run, settings, setup.panel);
    std::vector<Curve> curves = analyse_curves(prepared->assigned.run, settings);
    analysed.push_back({.run = std::move(prepared->assigned.run), .curves = std::move(curves)});
    profiles.push_back(prepared->read.profile);
    rules.push_back(prepared->read.rules);
  }
  std::vector<CallInput> inputs;
  for (std::size_t i = 0; i < runs.size(); ++i)
    inputs.push_back({.analysed = &analysed[i], .assignments = std::move(runs[i]->assigned.assignments)});
  Calls calls = call_patients(inputs, setup.panel, setup.options);
  return build_report(analysed, profiles, rules, setup.panel, std::move(calls),
                      {.tool = {.name = "crossbreak", .version = version()}, .with_curves = true});
}

}  // namespace crossbreak::cli
