// A zip; its members, JSON with bare NaN:
//
//   Manifest.mf                        software, specification version
//   summary.json                       {"name": "Plate 1", "instrumentType": "QS6PRO", "blockType":
//   "BLOCK_384W",
//                                       "runStatus": "COMPLETED"}
//   run/run_summary.json               {"startTime": 1689999995000, "endTime": ..., "operator": "Li",
//                                       "instrumentSerialNumber": "278"}                  <- Unix ms, UTC
//   setup/plate_setup.json             {"blockType": ..., "passiveReference": "ROX",
//                                       "targets": [{"name": "D4-7", "reporter": "FAM", "quencher":
//                                       "NFQ-MGB"}], "wells": [{"index": 0, "sampleName": "P1",
//                                       "targetAssignments":
//                                         [{"targetName": "D4-7", "task": "UNKNOWN", "quantity": 0.0}]}]}
//   setup/run_method.json              {"stages": [{"type": "PCR", "repeat": 40, "steps": [{"ramp":
//                                         {"temperature": 60.0}, "hold": {"duration": 15,
//                                         "collectionProfile": {}}}]}]}
//   primary/multicomponent_data.json   {"collectionPoints": [{"stage": 2, "cycle": 1, "step": 2, "point":
//   1}],
//                                       "wellData": [{"wellIndex": 0, "dyeData": [{"dyeName": "FAM",
//                                         "fluorescences": [127714.78, NaN]}], "temperatures": [60.14]}]}
//   primary/analysis_setting.json      {"cqAlgorithmType": "CT", "cqAnalysisStageNumber": 2,
//                                       "cqAnalysisStepNumber": 2, "targetCtSettings": [{"targetName":
//                                       "D4-7",
//                                         "autoThreshold": true, "autoBaseline": true}]}
//   primary/analysis_result.json       {"wellResults": [{"wellIndex": 0, "reactionResults": [{"targetName":
//   "D4-7",
//                                         "omitted": false, "amplificationResult": {"cq": 25.3,
//                                         "ctThreshold": 0.2, "ctBaselineStart": 3, "ctBaselineEnd": 20,
//                                         "ampStatus": "AMP", "rn": [...], "deltaRn": [...], "flags":
//                                         ["NOISE"]}}]}],
//                                       "replicateGroupResults": [...]}                   <- means, no Ct
//
// Based on a real QuantStudio 6 Pro file (384 wells, five cycles, group means alone) and on the description
// of a whole run, of which 74 of 74 Ct follow the rule; how targetCtSettings look inside was not seen.
#include "formats/eds_json.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

#include "formats/eds_json_text.hpp"
#include "formats/eds_reads.hpp"
#include "formats/eds_sds.hpp"
#include "formats/eds_setup.hpp"
#include "formats/plate_and_signals.hpp"
#include "run/make_issue.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

const std::string plate_member = "setup/plate_setup.json";
const std::string method_member = "setup/run_method.json";
const std::string signals_member = "primary/multicomponent_data.json";
const std::string settings_member = "primary/analysis_setting.json";
const std::string results_member = "primary/analysis_result.json";

bool recognises(const Source& source) {
  return looks_like_zip(source.bytes) && (contains_member_name(source.bytes, plate_member) ||
                                          contains_member_name(source.bytes, signals_member) ||
                                          contains_member_name(source.bytes, results_member));
}

std::string date_of(const EdsJson& json, const char* field) {
  const std::optional<double> milliseconds = json.number(field);
  if (!milliseconds || *milliseconds <= 0)
    return {};
  if (*milliseconds >= 1e15)
    throw json.error(fmt::format("expected a time in milliseconds in '{}', found {}", field, *milliseconds));
  return eds_date(*milliseconds);
}

Plate plate_of(const EdsJson& setup, const std::string& block) {
  if (block.find("384") != std::string::npos)
    return {.rows = 16, .columns = 24};
  if (block.find("96") != std::string::npos)
    return {};
  throw setup.error(fmt::format("expected a block of 96 or 384 wells in 'blockType', found '{}'", block));
}

Well well_of(const EdsJson& json, const char* field, const Plate& plate) {
  const std::optional<int> index = json.whole_number(field);
  const std::optional<Well> well = index ? well_at(*index, plate) : std::nullopt;
  if (!well)
    throw json.error(fmt::format("expected the index of one of {} wells in '{}', found {}", plate.size(),
                                 field, index ? std::to_string(*index) : "none"));
  return *well;
}

struct Target {
  std::string reporter;
  std::string quencher;
};

std::map<std::string, Target> targets_of(const EdsJson& setup) {
  std::map<std::string, Target> targets;
  for (const EdsJson& target : setup.objects("targets"))
    if (!targets
             .emplace(target.text("name"),
                      Target{.reporter = target.text("reporter"), .quencher = target.text("quencher")})
             .second)
      throw target.error(fmt::format("the target '{}' stands there twice", target.text("name")));
  return targets;
}

void read_passive_reference(const EdsJson& setup, Run& run) {
  const std::string passive = setup.text("passiveReference");
  if (passive.empty() && !setup.names("passiveReference"))
    return;
  const bool is_none = passive.empty() || passive == "NONE" || passive == "None" || passive == "NULL";
  run.passive_reference_status = is_none ? PassiveReferenceStatus::None : PassiveReferenceStatus::Dye;
  run.passive_reference = is_none ? "" : passive;
}

void read_plate(const EdsMember& member, Run& run) {
  const EdsJson setup(member);
  if (run.instrument.block_type.empty() || setup.has("blockType"))
    run.instrument.block_type = setup.text("blockType");
  run.plate = plate_of(setup, run.instrument.block_type);
  run.barcode = setup.text_if_any("barcode");
  read_passive_reference(setup, run);
  const std::map<std::string, Target> targets = targets_of(setup);
  std::set<Well> wells;
  std::set<Well> without_target;
  for (const EdsJson& well : setup.objects("wells")) {
    const Well at = well_of(well, "index", run.plate);
    if (!wells.insert(at).second)
      throw well.error(fmt::format("the well {} stands there twice", to_string(at)));
    std::set<std::string> seen;
    for (const EdsJson& assigned : well.objects("targetAssignments")) {
      Reaction reaction;
      reaction.well = at;
      reaction.sample = well.text("sampleName");
      reaction.omitted = well.truth_if_any("omitted").value_or(false);
      reaction.target = assigned.text("targetName");
      reaction.task = assigned.text("task");
      if (const auto target = targets.find(reaction.target); target != targets.end()) {
        reaction.reporter = target->second.reporter;
        reaction.quencher = target->second.quencher;
      }
      if (reaction.task == "STANDARD")
        reaction.quantity = assigned.number("quantity");
      if (!seen.insert(reaction.target).second)
        throw assigned.error(
            fmt::format("well {} has the target '{}' twice", to_string(at), reaction.target));
      member.account->charge_reaction(reaction, member.file, member.name);
      run.reactions.push_back(std::move(reaction));
    }
    if (seen.empty() && !well.text("sampleName").empty())
      without_target.insert(at);
  }
  std::stable_sort(run.reactions.begin(), run.reactions.end(),
                   [](const Reaction& a, const Reaction& b) { return a.well < b.well; });
  if (!without_target.empty())
    run.issues.push_back(
        make_issue(IssueCode::SampleWithoutTarget, member.file, field<"wells">(well_list(without_target))));
}

bool is_melt(const std::string& text) {
  return text.find("MELT") != std::string::npos || text.find("DISSOCIATION") != std::string::npos;
}

/// A stage is CYCLING where the file calls it PCR or repeats it, unless it melts.
void read_method(const EdsMember& member, Run& run) {
  const EdsJson method(member);
  for (const EdsJson& node : method.objects("stages")) {
    CyclingStage stage{
        .kind = node.text("type"), .repetitions = node.whole_number("repeat").value_or(1), .steps = {}};
    if (stage.repetitions < 1 || stage.repetitions > 1000)  // an arbitrary bound on nonsense
      throw node.error(fmt::format("a stage of {} repetitions", stage.repetitions));
    bool melts = is_melt(stage.kind);
    for (const EdsJson& step : node.objects("steps")) {
      CyclingStep out;
      if (step.has("ramp")) {
        out.temperature_c = step.at("ramp").number_if_any("temperature").value_or(0);
        if (step.at("ramp").has("collectionProfile")) {  // reads while it heats
          out.collects = true;
          melts = true;
        }
      }
      if (step.has("hold")) {
        out.hold_s = step.at("hold").number_if_any("duration").value_or(0);
        out.collects = out.collects || step.at("hold").has("collectionProfile");
      }
      stage.steps.push_back(out);
    }
    if (!melts && (stage.kind.find("PCR") != std::string::npos || stage.repetitions > 1))
      stage.kind = "CYCLING";
    else if (stage.kind.empty() && melts)
      stage.kind = "MELT";
    run.program.push_back(std::move(stage));
  }
}

struct AnalysisSettings {
  std::map<std::string, FileSettings> targets;
  std::optional<std::pair<int, int>> data_step;
  std::string method;  ///< "CT"; empty: not stated
};

/// Only whether they are automatic, and what is fixed: the threshold and window used stand with the results.
FileSettings settings_of(const EdsJson& json) {
  FileSettings settings;
  settings.automatic_threshold = json.truth_if_any("autoThreshold");
  settings.automatic_baseline = json.truth_if_any("autoBaseline");
  if (settings.automatic_threshold == false)
    settings.threshold = json.number_if_any("threshold");
  const std::optional<double> start = json.number_if_any("baselineStart");
  const std::optional<double> end = json.number_if_any("baselineEnd");
  if (settings.automatic_baseline == false && start && end && *start >= 1 && *end >= *start && *end <= 1000)
    settings.baseline = BaselineWindow{.start = static_cast<int>(*start), .end = static_cast<int>(*end)};
  return settings;
}

AnalysisSettings read_settings(const EdsMember& member, std::vector<std::string>& not_understood) {
  const EdsJson json(member);
  AnalysisSettings out;
  out.method = json.text("cqAlgorithmType");
  const std::optional<int> stage = json.whole_number("cqAnalysisStageNumber");
  const std::optional<int> step = json.whole_number("cqAnalysisStepNumber");
  if (stage && step)
    out.data_step = {*stage, *step};
  const std::optional<std::vector<EdsJson>> targets = json.objects_if_any("targetCtSettings");
  if (!targets)
    not_understood.push_back(member.name + " (targetCtSettings)");
  for (const EdsJson& target : targets.value_or(std::vector<EdsJson>()))
    out.targets[target.text_if_any("targetName")] = settings_of(target);
  return out;
}

EdsSignals read_signals(const EdsMember& member, const Plate& plate) {
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
    const Well well = well_of(data, "wellIndex", plate);
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

class ResultReader {
 public:
  ResultReader(const EdsMember& member, bool is_ct, Run& run)
      : member_(member), json_(member), is_ct_(is_ct), run_(run) {
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
        read_result(well_of(well, "wellIndex", run_.plate), result);
    read_group_means();
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
      run_.issues.push_back(make_issue(IssueCode::ResultWithoutTarget, member_.file + ": " + to_string(well),
                                       field<"target">(target)));
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
    const std::optional<std::vector<std::string>> flags = result.texts_if_any("flags");
    has_odd_flags_ = has_odd_flags_ || !flags;
    for (const std::string& flag : flags.value_or(std::vector<std::string>()))
      reaction.flags.push_back({.name = flag, .value = "Y"});
    if (const std::optional<double> threshold = result.number("ctThreshold"); threshold && *threshold > 0)
      reaction.settings.threshold = threshold;
    const std::optional<int> start = result.whole_number("ctBaselineStart");
    const std::optional<int> end = result.whole_number("ctBaselineEnd");
    if (start && end && *start > 0)  // -1: not available
      reaction.settings.baseline = BaselineWindow{.start = *start, .end = *end};
    take_curve(result.numbers("rn"), well, reaction.rn);
    take_curve(result.numbers("deltaRn"), well, reaction.delta_rn);
  }

  /// -1 and NaN mean Undetermined, and so does a cycle that was not run.
  void take_ct(const EdsJson& json, InstrumentResult& result) const {
    if (!is_ct_ || !json.names("cq"))
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
      if (is_ct_ && reaction.instrument.ct_status != CtStatus::Absent)
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
  bool is_ct_;
  Run& run_;
  std::map<std::pair<Well, std::string>, std::size_t> reactions_;
  std::set<std::size_t> read_;
  std::set<Well> other_length_;
  bool has_odd_flags_ = false;
};

class JsonEds {
 public:
  explicit JsonEds(const Source& source) : source_(source), archive_(source) {}

  Run read() {
    if (archive_.has("Manifest.mf"))
      read_eds_manifest(member("Manifest.mf"), run_);
    read_summaries();
    check_members();
    read_plate(member(plate_member), run_);
    if (archive_.has(method_member))
      read_method(member(method_member), run_);
    AnalysisSettings settings;
    if (archive_.has(settings_member))
      settings = read_settings(member(settings_member), not_understood_);
    const bool is_ct = settings.method.empty() || settings.method == "CT" || settings.method == "Ct";
    take_signals(settings, is_ct);
    note_eds_run_state(source_.name, run_);
    if (!is_ct)
      run_.issues.push_back(
          make_issue(IssueCode::OtherCycleMethod, source_.name, field<"method">(settings.method)));
    check_windows();
    if (!not_understood_.empty())
      run_.issues.push_back(make_issue(IssueCode::SectionsNotUnderstood, source_.name,
                                       field<"sections">(joined(not_understood_, ", "))));
    return std::move(run_);
  }

 private:
  EdsMember member(const std::string& name) const {
    return {.file = source_.name, .name = name, .bytes = archive_.read(name), .account = archive_.account()};
  }

  void read_summaries() {
    if (archive_.has("summary.json")) {
      const EdsMember text = member("summary.json");
      const EdsJson summary(text);
      run_.experiment_name = summary.text("name");
      run_.instrument.type_id = summary.text("instrumentType");
      run_.instrument.block_type = summary.text("blockType");
      run_.run_state = summary.text("runStatus");
      run_.chemistry = summary.text_if_any("chemistry");
    }
    if (archive_.has("run/run_summary.json")) {
      const EdsMember text = member("run/run_summary.json");
      const EdsJson summary(text);
      run_.operator_name = summary.text_if_any("operator");
      run_.instrument.serial_number = summary.text("instrumentSerialNumber");
      run_.run_started = date_of(summary, "startTime");
      run_.run_ended = date_of(summary, "endTime");
    }
  }

  void check_members() const {
    if (run_.run_state == "RUNNING" || run_.run_state == "IN_PROGRESS")
      throw FormatError(
          source_.name, "summary.json",
          fmt::format("the run is still in progress (runStatus is {}); save the file again when it has "
                      "ended",
                      run_.run_state));
    const bool has_data = archive_.has(signals_member) || archive_.has(results_member);
    if (!has_data)
      throw FormatError(source_.name, signals_member,
                        run_.run_state.empty() || run_.run_state == "COMPLETED"
                            ? "no such member: the file holds no amplification data"
                            : fmt::format("no such member: the run has not been started (runStatus is {})",
                                          run_.run_state));
    if (!archive_.has(plate_member))
      throw FormatError(source_.name, plate_member, "no such member in the file");
  }

  void take_signals(const AnalysisSettings& settings, bool is_ct) {
    for (Reaction& reaction : run_.reactions) {
      if (const auto own = settings.targets.find(reaction.target); own != settings.targets.end())
        reaction.settings = own->second;
    }
    if (archive_.has(signals_member)) {
      const EdsMember text = member(signals_member);
      const EdsSignals signals = read_signals(text, run_.plate);
      if (signals.points.empty())
        throw eds_error(text, "no points of collection: the file does not say where its reads were taken");
      take_reads(text, signals, plan_by_points(text, signals.points, run_, settings.data_step), run_);
      compare_plate_and_signals(source_.name, run_);
    }
    if (!archive_.has(results_member))
      return;
    const EdsMember text = member(results_member);
    ResultReader results(text, is_ct, run_);
    if (run_.dyes.empty())
      run_.cycles = results.cycles();
    results.read();
    if (results.has_odd_flags())
      not_understood_.push_back(results_member + " (flags)");
    if (run_.cycles == 0)
      run_.issues.push_back(make_issue(IssueCode::CurvesMissing, source_.name));
  }

  void check_windows() {
    for (Reaction& reaction : run_.reactions) {
      const std::optional<BaselineWindow>& window = reaction.settings.baseline;
      if (run_.cycles == 0 || !window ||
          (window->start >= 1 && window->end >= window->start && window->end <= run_.cycles))
        continue;
      run_.issues.push_back(
          make_issue(IssueCode::BaselineWindow, source_.name + ": " + to_string(*reaction.well),
                     field<"window">(fmt::format("{}-{}", window->start, window->end)),
                     field<"target">(reaction.target), field<"cycles">(std::to_string(run_.cycles))));
      reaction.settings.baseline.reset();
    }
  }

  const Source& source_;
  ZipArchive archive_;
  Run run_;
  std::vector<std::string> not_understood_;
};

Run read(std::span<const Source> sources, const ReadOptions&) {
  check_one_eds(sources);
  return JsonEds(sources.front()).read();
}

}  // namespace

constinit const Format eds_json{
    "eds-json", "experiment file (.eds) of Design & Analysis software 2.x, in JSON", recognises, read};

}  // namespace crossbreak
