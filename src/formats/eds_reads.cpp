#include "formats/eds_reads.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <limits>
#include <set>
#include <stdexcept>

#include "formats/plate_and_signals.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

using StageAndStep = std::pair<int, int>;  // from 1

std::vector<StageAndStep> collecting_steps(const Run& run) {
  std::vector<StageAndStep> collecting;
  for (std::size_t stage = 0; stage < run.program.size(); ++stage)
    for (std::size_t step = 0; step < run.program[stage].steps.size(); ++step)
      if (run.program[stage].kind == "CYCLING" && run.program[stage].steps[step].collects)
        collecting.emplace_back(static_cast<int>(stage) + 1, static_cast<int>(step) + 1);
  return collecting;
}

StageAndStep chosen_step(const EdsMember& member, const std::vector<StageAndStep>& collecting,
                         const std::optional<StageAndStep>& data_step) {
  if (collecting.empty())
    throw eds_error(member, "no step of a CYCLING stage reads fluorescence");
  if (collecting.size() == 1)
    return collecting.front();
  if (!data_step || std::find(collecting.begin(), collecting.end(), *data_step) == collecting.end())
    throw eds_error(member,
                    fmt::format("fluorescence is read in {} steps of CYCLING stages, and the file does not "
                                "say which of them is analysed",
                                collecting.size()));
  return *data_step;
}

}  // namespace

ReadPlan plan_by_program(const EdsMember& program, const Run& run,
                         const std::optional<std::pair<int, int>>& data_step) {
  const std::vector<StageAndStep> collecting = collecting_steps(run);
  const StageAndStep chosen = chosen_step(program, collecting, data_step);
  ReadPlan plan;
  const int last_stage = collecting.back().first;
  for (int stage = 1; stage <= last_stage; ++stage) {
    const CyclingStage& part = run.program[static_cast<std::size_t>(stage) - 1];
    for (int repetition = 0; repetition < part.repetitions; ++repetition) {
      for (int step = 1; step <= static_cast<int>(part.steps.size()); ++step) {
        if (!part.steps[static_cast<std::size_t>(step) - 1].collects)
          continue;
        if (std::pair(stage, step) == chosen)
          plan.amplification.emplace_back(plan.reads_before_melt);
        ++plan.reads_before_melt;
      }
    }
  }
  plan.anything_follows = static_cast<std::size_t>(last_stage) < run.program.size();
  plan.planned_cycles = plan.amplification.size();
  return plan;
}

ReadPlan plan_by_points(const EdsMember& signals, const std::vector<CollectionPoint>& points, const Run& run,
                        const std::optional<std::pair<int, int>>& data_step) {
  std::set<int> cycling;
  for (const auto& [stage, step] : collecting_steps(run))
    cycling.insert(stage);
  const auto is_cycling = [&](int stage) { return cycling.contains(stage); };
  const auto is_single_read = [&](int stage) {  // PRE_READ and POST_READ, which are no melt
    const auto index = static_cast<std::size_t>(stage) - 1;
    return stage >= 1 && index < run.program.size() &&
           run.program[index].kind.find("_READ") != std::string::npos;
  };
  std::set<StageAndStep> read;
  std::set<StageAndStep> read_in_cycling;
  for (const CollectionPoint& point : points) {
    read.emplace(point.stage, point.step);
    if (is_cycling(point.stage))
      read_in_cycling.emplace(point.stage, point.step);
  }
  const StageAndStep chosen =
      data_step && read.contains(*data_step)
          ? *data_step
          : chosen_step(signals, {read_in_cycling.begin(), read_in_cycling.end()}, data_step);

  ReadPlan plan{.amplification = {}, .reads_before_melt = 0, .anything_follows = true, .planned_cycles = 0};
  std::set<CollectionPoint> seen;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const CollectionPoint& point = points[i];
    if (StageAndStep(point.stage, point.step) == chosen && !seen.insert(point).second)
      throw eds_error(signals, fmt::format("point {} of step {}, cycle {}, stage {} is read twice",
                                           point.point, point.step, point.cycle, point.stage));
    const bool is_chosen = StageAndStep(point.stage, point.step) == chosen;
    if (is_chosen || is_cycling(point.stage) || is_single_read(point.stage))
      plan.reads_before_melt = i + 1;
    if (!is_chosen)
      continue;
    if (point.cycle < 1 || point.cycle > 1000)  // an arbitrary bound on nonsense
      throw eds_error(signals, fmt::format("expected a cycle from 1 on, found {}", point.cycle));
    const auto cycle = static_cast<std::size_t>(point.cycle);
    if (plan.amplification.size() < cycle)
      plan.amplification.resize(cycle);
    if (!plan.amplification[cycle - 1])  // of several points the first, no sample seen
      plan.amplification[cycle - 1] = i;
  }
  const auto stage = static_cast<std::size_t>(chosen.first);
  plan.planned_cycles =
      std::max(plan.amplification.size(), stage >= 1 && stage <= run.program.size()
                                              ? static_cast<std::size_t>(run.program[stage - 1].repetitions)
                                              : 0);
  return plan;
}

std::vector<CollectionPoint> collection_points(const Run& run) {
  const std::vector<StageAndStep> collecting = collecting_steps(run);
  if (collecting.size() != 1)
    throw std::invalid_argument(fmt::format(
        "cannot be written as .eds: fluorescence is read in {} steps of CYCLING stages, expected one",
        collecting.size()));
  const auto [stage, step] = collecting.front();
  std::vector<CollectionPoint> points;
  for (int cycle = 1; cycle <= run.cycles; ++cycle)
    points.push_back({.stage = stage, .cycle = cycle, .step = step, .point = 1});
  std::size_t melt_reads = 0;
  for (const MeltTrace& melt : run.melts)
    melt_reads = std::max(melt_reads, melt.signal.size());
  for (int read = 1; read <= static_cast<int>(melt_reads); ++read)
    points.push_back({.stage = stage + 1, .cycle = 1, .step = 1, .point = read});
  return points;
}

void take_reads(const EdsMember& member, const EdsSignals& signals, const ReadPlan& plan, Run& run) {
  const std::vector<DyeReads>& reads = signals.signals.reads;
  if (reads.empty())
    throw eds_error(member, run.run_state == "INIT"
                                ? "no signal in any well: the run has not been started (RunState is INIT)"
                                : "no signal in any well");
  const std::size_t count = reads.front().signal.size();
  if (count > plan.reads_before_melt && !plan.anything_follows)
    throw eds_error(
        member, fmt::format("{} reads, but the cycling program has only {}", count, plan.reads_before_melt));
  member.account->charge(Taken::Readings, std::uint64_t{reads.size()} * plan.amplification.size(),
                         member.file, member.name);
  std::set<Well> not_finite;
  auto temperatures = signals.temperatures_c.begin();
  for (const DyeReads& dye : reads) {
    DyeTrace trace{.well = dye.well, .dye = dye.dye, .signal = {}};
    for (const std::optional<std::size_t> read : plan.amplification)
      if (!read || *read < count)
        trace.signal.push_back(read ? dye.signal[*read] : std::numeric_limits<double>::quiet_NaN());
    if (std::any_of(trace.signal.begin(), trace.signal.end(), [](double value) { return std::isnan(value); }))
      not_finite.insert(dye.well);
    run.cycles = static_cast<int>(trace.signal.size());
    run.dyes.push_back(std::move(trace));
    if (count <= plan.reads_before_melt)
      continue;
    const auto after = static_cast<std::ptrdiff_t>(plan.reads_before_melt);
    MeltTrace melt{.well = dye.well,
                   .dye = dye.dye,
                   .temperature_c = {},
                   .signal = {dye.signal.begin() + after, dye.signal.end()}};
    while (temperatures != signals.temperatures_c.end() && temperatures->first < dye.well)
      ++temperatures;
    if (temperatures != signals.temperatures_c.end() && temperatures->first == dye.well &&
        temperatures->second.size() == count)
      melt.temperature_c = {temperatures->second.begin() + after, temperatures->second.end()};
    run.melts.push_back(std::move(melt));
  }
  if (run.cycles == 0)
    throw eds_error(member, fmt::format("no amplification read among its {} reads", count));
  if (!signals.signals.whole_plate)
    run.issues.push_back(make_issue(IssueCode::SignalsEndEarly, member.file));
  if (static_cast<std::size_t>(run.cycles) < plan.planned_cycles)
    run.issues.push_back(make_issue(IssueCode::RunStoppedEarly, member.file,
                                    field<"planned">(std::to_string(plan.planned_cycles)),
                                    field<"cycles">(std::to_string(run.cycles))));
  if (!not_finite.empty())
    run.issues.push_back(
        make_issue(IssueCode::SignalNotFinite, member.file, field<"wells">(well_list(not_finite))));
}

}  // namespace crossbreak
