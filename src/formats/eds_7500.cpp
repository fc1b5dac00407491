// A zip; its members under apldbio/sds/ :
//
//   Manifest.mf              software, specification version
//   experiment.xml           instrument, dates, operator, run state
//   plate_setup.xml          samples, targets, tasks, dyes, omitted wells, passive reference
//   tcprotocol.xml           the cycling program: which reads are amplification, which are melt
//   analysis_protocol.xml    threshold and baseline window, per target and as used per well
//   multicomponent_data.txt  the signal of every dye, well and read
//   analysis_result.txt      Ct, Rn and delta Rn of the instrument's software; may be absent
//
// Based on a real 7500 Fast v2.3 file; StepOne by description of others who read such files. Layouts (b) and
// (c), which QuantStudio and ViiA 7 write, are recognised only to be refused.
#include "formats/eds_7500.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "formats/eds_multicomponent.hpp"
#include "formats/eds_results.hpp"
#include "formats/eds_setup.hpp"
#include "formats/format_error.hpp"
#include "formats/plate_and_signals.hpp"
#include "formats/zip_archive.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

const std::string folder = "apldbio/sds/";

bool contains_folded(std::string_view bytes, std::string_view wanted) {
  const auto folded = [](char c) {
    return c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  };
  return std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end(),
                     [&](char a, char b) { return folded(a) == b; }) != bytes.end();
}

/// Looks for member names in the raw bytes, so that a cut-off .eds is still known for what it is.
bool recognises(const Source& source) {
  return looks_like_zip(source.bytes) && (contains_folded(source.bytes, "apldbio/sds") ||
                                          contains_folded(source.bytes, "primary/multicomponent_data.json") ||
                                          contains_folded(source.bytes, "setup/plate_setup.json"));
}

void refuse_other_layouts(const ZipArchive& archive, const Source& source) {
  for (const std::string& member : archive.members())
    if (member.ends_with("/apldbio/sds/plate_setup.xml"))
      throw FormatError(source.name, member,
                        "an .eds that was unpacked and zipped again with its folder; give the file that the "
                        "instrument's software saved");
  for (const char* member :
       {"apldbio/sds/multicomponentdata.xml", "primary/multicomponent_data.json", "setup/plate_setup.json"})
    if (archive.has(member))
      throw FormatError(
          source.name, member,
          "an experiment file of QuantStudio or ViiA 7 software, which is not read; export it from "
          "that software as text or xlsx, or give the .eds of a 7500 or StepOne");
}

/// Which reads of the run are amplification: the program says so, the signals do not.
struct ReadPlan {
  std::vector<std::size_t> amplification;  ///< indices of reads, cycle 1 first
  std::size_t reads_before_melt = 0;
  bool anything_follows = false;  ///< stages after the last that amplifies
};

ReadPlan plan_reads(const EdsMember& program, const Run& run, const EdsSettings& settings) {
  std::vector<std::pair<int, int>> collecting;  // stage and step, from 1
  for (std::size_t stage = 0; stage < run.program.size(); ++stage)
    for (std::size_t step = 0; step < run.program[stage].steps.size(); ++step)
      if (run.program[stage].kind == "CYCLING" && run.program[stage].steps[step].collects)
        collecting.emplace_back(static_cast<int>(stage) + 1, static_cast<int>(step) + 1);
  if (collecting.empty())
    throw eds_error(program, "no step of a CYCLING stage reads fluorescence");
  std::pair<int, int> chosen = collecting.front();
  if (collecting.size() > 1) {
    if (!settings.data_step ||
        std::find(collecting.begin(), collecting.end(), *settings.data_step) == collecting.end())
      throw eds_error(program,
                      fmt::format("fluorescence is read in {} steps of CYCLING stages, and the file does not "
                                  "say which of them is analysed",
                                  collecting.size()));
    chosen = *settings.data_step;
  }

  ReadPlan plan;
  const int last_stage = collecting.back().first;
  for (int stage = 1; stage <= last_stage; ++stage) {
    const CyclingStage& part = run.program[static_cast<std::size_t>(stage) - 1];
    for (int repetition = 0; repetition < part.repetitions; ++repetition) {
      for (int step = 1; step <= static_cast<int>(part.steps.size()); ++step) {
        if (!part.steps[static_cast<std::size_t>(step) - 1].collects)
          continue;
        if (std::pair(stage, step) == chosen)
          plan.amplification.push_back(plan.reads_before_melt);
        ++plan.reads_before_melt;
      }
    }
  }
  plan.anything_follows = static_cast<std::size_t>(last_stage) < run.program.size();
  return plan;
}

void take_signals(const EdsMember& signals, const ReadPlan& plan, Run& run) {
  const auto [reads, whole_plate] = read_multicomponent(signals, run.plate);
  if (reads.empty())
    throw eds_error(signals, run.run_state == "INIT"
                                 ? "no signal in any well: the run has not been started (RunState is INIT)"
                                 : "no signal in any well");
  const std::size_t count = reads.front().signal.size();
  if (count > plan.reads_before_melt && !plan.anything_follows)
    throw eds_error(
        signals, fmt::format("{} reads, but the cycling program has only {}", count, plan.reads_before_melt));
  std::set<Well> not_finite;
  for (const DyeReads& dye : reads) {
    DyeTrace trace{.well = dye.well, .dye = dye.dye, .signal = {}};
    for (const std::size_t read : plan.amplification)
      if (read < count)
        trace.signal.push_back(dye.signal[read]);
    if (std::any_of(trace.signal.begin(), trace.signal.end(), [](double value) { return std::isnan(value); }))
      not_finite.insert(dye.well);
    run.cycles = static_cast<int>(trace.signal.size());
    run.dyes.push_back(std::move(trace));
    if (count > plan.reads_before_melt)
      run.melts.push_back(
          {.well = dye.well,
           .dye = dye.dye,
           .temperature_c = {},
           .signal = {dye.signal.begin() + static_cast<std::ptrdiff_t>(plan.reads_before_melt),
                      dye.signal.end()}});
  }
  if (run.cycles == 0)
    throw eds_error(signals, fmt::format("no amplification read among its {} reads", count));
  if (!whole_plate)
    run.issues.push_back(make_issue(IssueCode::SignalsEndEarly, signals.file));
  if (static_cast<std::size_t>(run.cycles) < plan.amplification.size())
    run.issues.push_back(make_issue(IssueCode::RunStoppedEarly, signals.file,
                                    field<"planned">(std::to_string(plan.amplification.size())),
                                    field<"cycles">(std::to_string(run.cycles))));
  if (!not_finite.empty())
    run.issues.push_back(
        make_issue(IssueCode::SignalNotFinite, signals.file, field<"wells">(well_list(not_finite))));
}

void note_run_state(const std::string& file, Run& run) {
  if (run.run_state != "COMPLETE")
    run.issues.push_back(run.run_state.empty() ? make_issue({IssueCode::RunState, "not_stated"}, file)
                                               : make_issue({IssueCode::RunState, "not_complete"}, file,
                                                            field<"state">(run.run_state)));
  if (run.passive_reference_status == PassiveReferenceStatus::NotStated)
    run.issues.push_back(make_issue({IssueCode::PassiveReferenceNotStated, "dyes"}, file));
}

Run read(std::span<const Source> sources, const ReadOptions&) {
  if (sources.size() != 1)
    throw FormatError(sources.empty() ? "" : sources[1].name, "an .eds is a run of its own");
  const Source& source = sources.front();
  const ZipArchive archive(source);
  refuse_other_layouts(archive, source);
  const auto member = [&](const std::string& name) {
    return EdsMember{.file = source.name, .name = folder + name, .bytes = archive.read(folder + name)};
  };

  Run run;
  if (archive.has(folder + "experiment.xml"))
    read_eds_experiment(member("experiment.xml"), run);
  if (!archive.has(folder + "multicomponent_data.txt"))
    throw FormatError(source.name, folder + "multicomponent_data.txt",
                      run.run_state == "INIT"
                          ? "no such member: the run has not been started (RunState is INIT)"
                          : "no such member: the file holds no amplification data");
  for (const char* name : {"experiment.xml", "plate_setup.xml", "tcprotocol.xml"})
    if (!archive.has(folder + name))
      throw FormatError(source.name, folder + name, "no such member in the file");
  if (archive.has(folder + "Manifest.mf"))
    read_eds_manifest(member("Manifest.mf"), run);
  read_eds_plate(member("plate_setup.xml"), run);
  const EdsMember program = member("tcprotocol.xml");
  read_eds_program(program, run);
  const EdsSettings settings = archive.has(folder + "analysis_protocol.xml")
                                   ? read_eds_settings(member("analysis_protocol.xml"))
                                   : EdsSettings{};

  const EdsMember signals = member("multicomponent_data.txt");
  take_signals(signals, plan_reads(program, run, settings), run);
  compare_plate_and_signals(source.name, run);
  note_run_state(source.name, run);
  apply_eds_settings(settings, source.name, run);
  if (archive.has(folder + "analysis_result.txt"))
    read_eds_results(member("analysis_result.txt"), run);
  return run;
}

}  // namespace

constinit const Format eds_7500{"eds-7500", "experiment file (.eds) of the 7500, 7500 Fast and StepOne",
                                recognises, read};

}  // namespace crossbreak
