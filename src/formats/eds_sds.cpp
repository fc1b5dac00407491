#include "formats/eds_sds.hpp"

#include <algorithm>
#include <utility>

#include "formats/cycle_method.hpp"
#include "formats/eds_results.hpp"
#include "formats/eds_setup.hpp"
#include "formats/format_error.hpp"
#include "formats/plate_and_signals.hpp"
#include "run/ascii.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

const std::string folder = "apldbio/sds/";

void refuse_folder(const ZipArchive& archive, const Source& source) {
  for (const std::string& member : archive.members())
    if (member.ends_with("/apldbio/sds/plate_setup.xml"))
      throw FormatError(source.name, member,
                        "an .eds that was unpacked and zipped again with its folder; give the file that the "
                        "instrument's software saved");
}

void check_members(const ZipArchive& archive, const Source& source, std::string_view signals,
                   const Run& run) {
  const std::string member = folder + std::string(signals);
  const bool has_results =
      archive.has(folder + "analysis_result.txt") && archive.has(folder + "plate_setup.xml");
  if (!archive.has(member) && (run.run_state == "INIT" || !has_results))
    throw FormatError(source.name, member,
                      run.run_state == "INIT"
                          ? "no such member: the run has not been started (RunState is INIT)"
                          : "no such member: the file holds no amplification data");
  for (const char* name : {"experiment.xml", "plate_setup.xml", "tcprotocol.xml"})
    if (!archive.has(folder + name))
      throw FormatError(source.name, folder + name, "no such member in the file");
}

/// The curves of the instrument's results are all there is.
void read_results_alone(const EdsMember& results, std::size_t planned_cycles, const EdsSettings& settings,
                        Run& run) {
  const int cycles = eds_result_cycles(results);
  run.cycles = cycles > 0 ? cycles : static_cast<int>(planned_cycles);
  note_eds_run_state(results.file, run);
  if (static_cast<std::size_t>(run.cycles) < planned_cycles)
    run.issues.push_back(make_issue(IssueCode::RunStoppedEarly, results.file,
                                    field<"planned">(std::to_string(planned_cycles)),
                                    field<"cycles">(std::to_string(run.cycles))));
  apply_eds_settings(settings, results.file, run);
  read_eds_results(results, run);
  if (cycles > 0)
    return;
  run.cycles = 0;
  run.issues.push_back(make_issue({IssueCode::CurvesMissing, "eds"}, results.file));
}

void settle_method(const std::string& method, const std::string& file, Run& run) {
  if (method.empty())
    return;
  run.issues.push_back(other_cycle_method(method, file));
  for (Reaction& reaction : run.reactions)
    take_for_other_method(method, reaction.instrument);
}

}  // namespace

bool contains_member_name(std::string_view bytes, std::string_view wanted) {
  const auto folded = [](char c) { return c == '\\' ? '/' : lower_case(c); };
  return std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end(),
                     [&](char a, char b) { return folded(a) == b; }) != bytes.end();
}

void check_one_eds(std::span<const Source> sources) {
  if (sources.size() != 1)
    throw FormatError(sources.empty() ? "" : sources[1].name, "an .eds is a run of its own");
}

void note_eds_run_state(const std::string& file, Run& run) {
  if (run.run_state != "COMPLETE" && run.run_state != "COMPLETED")
    run.issues.push_back(run.run_state.empty() ? make_issue({IssueCode::RunState, "not_stated"}, file)
                                               : make_issue({IssueCode::RunState, "not_complete"}, file,
                                                            field<"state">(run.run_state)));
  if (run.passive_reference_status == PassiveReferenceStatus::NotStated)
    run.issues.push_back(make_issue({IssueCode::PassiveReferenceNotStated, "dyes"}, file));
}

Run read_eds_sds(std::span<const Source> sources, const EdsSignalsMember& signals) {
  check_one_eds(sources);
  const Source& source = sources.front();
  const ZipArchive archive(source);
  refuse_folder(archive, source);
  const auto member = [&](std::string_view name) {
    const std::string path = folder + std::string(name);
    return EdsMember{
        .file = source.name, .name = path, .bytes = archive.read(path), .account = archive.account()};
  };

  Run run;
  if (archive.has(folder + "experiment.xml"))
    read_eds_experiment(member("experiment.xml"), run);
  check_members(archive, source, signals.name, run);
  if (archive.has(folder + "Manifest.mf"))
    read_eds_manifest(member("Manifest.mf"), run);
  read_eds_plate(member("plate_setup.xml"), run);
  const EdsMember program = member("tcprotocol.xml");
  read_eds_program(program, run);
  const EdsSettings settings = archive.has(folder + "analysis_protocol.xml")
                                   ? read_eds_settings(member("analysis_protocol.xml"))
                                   : EdsSettings{};
  if (!archive.has(folder + std::string(signals.name))) {
    read_results_alone(member("analysis_result.txt"),
                       plan_by_program(program, run, settings.data_step).planned_cycles, settings, run);
    settle_method(settings.method, source.name, run);
    return run;
  }

  const EdsMember signals_member = member(signals.name);
  const EdsSignals read = signals.read(signals_member, run.plate);
  take_reads(signals_member, read,
             read.points.empty() ? plan_by_program(program, run, settings.data_step)
                                 : plan_by_points(signals_member, read.points, run, settings.data_step),
             run);
  compare_plate_and_signals(source.name, run);
  note_eds_run_state(source.name, run);
  apply_eds_settings(settings, source.name, run);
  if (archive.has(folder + "analysis_result.txt"))
    read_eds_results(member("analysis_result.txt"), run);
  settle_method(settings.method, source.name, run);
  return run;
}

}  // namespace crossbreak
