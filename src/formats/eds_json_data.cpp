// What an .eds in JSON measured and what its software made of it: dyes and results. The layout is shown in
// eds_json.cpp.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

#include "formats/eds_json_members.hpp"
#include "formats/input_account.hpp"
#include "formats/plate_and_signals.hpp"
#include "run/input_limits.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

class ResultReader {
 public:
  ResultReader(const EdsMember& member, Run& run) : member_(member), json_(member), run_(run) {
    for (std::size_t i = 0; i < run.reactions.size(); ++i)
      reactions_[{*run.reactions[i].well, run.reactions[i].target}] = i;
  }

  /// The number of cycles of the longest curve of Rn; 0 where there are none.
  int cycles() const {
    std::size_t cycles = 0;
    for (const EdsJson& well : json_.objects("wellResults"))
      for (const EdsJson& result : well.objects("reactionResults"))
        if (result.has("amplificationResult"))
          cycles = std::max(cycles, result.at("amplificationResult").numbers("rn").size());
    return static_cast<int>(cycles);
  }

  /// Some flags are no texts, and were left out.
  bool has_odd_flags() const { return has_odd_flags_; }

  void read() {
    for (const EdsJson& well : json_.objects("wellResults"))
      for (const EdsJson& result : well.objects("reactionResults"))
        read_result(json_well(well, "wellIndex", run_.plate), result);
    read_group_means();
    stray_.tell_results(member_.file, run_);
    if (!other_length_.empty())
      run_.issues.push_back(make_issue(IssueCode::ResultCurvesLeftOut, member_.file,
                                       field<"cycles">(std::to_string(run_.cycles)),
                                       field<"wells">(well_list(other_length_))));
  }

 private:
  void read_result(Well well, const EdsJson& json) {
    member_.account->charge(Taken::Curves, 1, member_.file, member_.name);
    const std::string target = json.text("targetName");
    const auto found = reactions_.find({well, target});
    if (found == reactions_.end()) {
      stray_.add(well, target);
      return;
    }
    if (!read_.insert(found->second).second)
      throw json.error(fmt::format("a second result for '{}' in {}", target, to_string(well)));
    Reaction& reaction = run_.reactions[found->second];
    reaction.omitted = reaction.omitted || json.truth("omitted").value_or(false);
    if (!json.has("amplificationResult"))
      return;
    const EdsJson result = json.at("amplificationResult");
    take_ct(result, reaction.instrument);
    reaction.instrument.amp_status = result.text("ampStatus");
    take_flags(result, "flags", reaction);
    take_flags(json, "resultQCIssues", reaction);
    if (const std::optional<double> threshold = result.number("ctThreshold"); threshold && *threshold > 0)
      reaction.settings.threshold = threshold;
    const std::optional<int> start = result.whole_number("ctBaselineStart");
    const std::optional<int> end = result.whole_number("ctBaselineEnd");
    if (start && end && *start > 0)  // -1: not available
      reaction.settings.baseline = BaselineWindow{.start = *start, .end = *end};
    take_curve(result.numbers("rn"), well, reaction.rn);
    take_curve(result.numbers("deltaRn"), well, reaction.delta_rn);
  }

  void take_flags(const EdsJson& json, const char* field, Reaction& reaction) {
    const std::optional<std::vector<std::string>> flags = json.texts_if_any(field);
    has_odd_flags_ = has_odd_flags_ || !flags;
    for (const std::string& name : flags.value_or(std::vector<std::string>())) {
      const QcFlag flag{.name = name, .value = "Y"};
      if (std::find(reaction.flags.begin(), reaction.flags.end(), flag) == reaction.flags.end())
        reaction.flags.push_back(flag);
    }
  }

  /// -1 and NaN mean Undetermined, and so does a cycle that was not run.
  void take_ct(const EdsJson& json, InstrumentResult& result) const {
    if (!json.names("cq"))
      return;
    const std::optional<double> ct = json.number("cq");
    const bool is_cycle = ct && *ct > 0 && *ct < run_.cycles;
    result.ct_status = is_cycle ? CtStatus::Value : CtStatus::Undetermined;
    if (is_cycle)
      result.ct = ct;
  }

  void take_curve(std::vector<double> curve, Well well, std::vector<double>& out) {
    if (curve.empty())
      return;
    if (static_cast<int>(curve.size()) == run_.cycles)
      out = std::move(curve);
    else
      other_length_.insert(well);
  }

  /// Means of a sample's wells: never a Ct of one of them.
  void read_group_means() {
    std::map<std::pair<std::string, std::string>, std::vector<Reaction*>> of_group;
    for (Reaction& reaction : run_.reactions)
      if (reaction.instrument.ct_status != CtStatus::Absent)
        of_group[{reaction.sample, reaction.target}].push_back(&reaction);
    for (const EdsJson& group : json_.objects("replicateGroupResults")) {
      const std::string sample = group.text("sampleName");
      const std::string target = group.text("targetName");
      for (Reaction* reaction : of_group[{sample, target}]) {
        reaction->instrument.ct_mean = group.number("cqMean");
        reaction->instrument.ct_sd = group.number("cqSD");
      }
    }
  }

  const EdsMember& member_;
  EdsJson json_;
  Run& run_;
  std::map<std::pair<Well, std::string>, std::size_t> reactions_;
  std::set<std::size_t> read_;
  std::set<Well> other_length_;
  StrayTargets stray_;
  bool has_odd_flags_ = false;
};

}  // namespace

EdsSignals read_json_signals(const EdsMember& member, const Plate& plate) {
  const EdsJson json(member);
  EdsSignals out;
  out.signals.whole_plate = true;  // wells without dyes are left out, and a text cut off is damaged JSON
  for (const EdsJson& point : json.objects("collectionPoints"))
    out.points.push_back({.stage = point.whole_number("stage").value_or(0),
                          .cycle = point.whole_number("cycle").value_or(0),
                          .step = point.whole_number("step").value_or(0),
                          .point = point.whole_number("point").value_or(0)});
  std::map<Well, std::vector<DyeReads>> wells;
  std::map<Well, std::vector<double>> temperatures;
  for (const EdsJson& data : json.objects("wellData")) {
    const Well well = json_well(data, "wellIndex", plate);
    const auto [dyes, added] = wells.emplace(well, std::vector<DyeReads>());
    if (!added)
      throw data.error(fmt::format("the signals of well {} stand there twice", to_string(well)));
    for (const EdsJson& dye : data.objects("dyeData")) {
      DyeReads reads{.well = well, .dye = dye.text("dyeName"), .signal = dye.numbers("fluorescences")};
      if (reads.signal.empty())
        continue;
      if (reads.signal.size() != out.points.size())
        throw dye.error(fmt::format("expected {} reads, as there are points of collection, found {}",
                                    out.points.size(), reads.signal.size()));
      if (std::any_of(dyes->second.begin(), dyes->second.end(),
                      [&](const DyeReads& other) { return other.dye == reads.dye; }))
        throw dye.error(fmt::format("the dye {} of well {} stands there twice", reads.dye, to_string(well)));
      if (dyes->second.size() == most_dyes_of_well)
        throw dye.error(fmt::format("well {} has more than {} dyes", to_string(well), most_dyes_of_well));
      dyes->second.push_back(std::move(reads));
    }
    temperatures[well] = data.numbers("temperatures");
  }
  for (auto& [well, reads] : wells)
    for (DyeReads& dye : reads)
      out.signals.reads.push_back(std::move(dye));
  out.temperatures_c = {temperatures.begin(), temperatures.end()};
  return out;
}

void read_json_results(const EdsMember& member, NotUnderstood& not_understood, Run& run) {
  ResultReader results(member, run);
  if (run.dyes.empty())
    run.cycles = results.cycles();
  results.read();
  if (results.has_odd_flags())
    not_understood.push_back(member.name + " (flags)");
}

}  // namespace crossbreak
