// The set-up of an .eds in JSON: plate, cycling program, settings of the analysis. The layout is shown in
// eds_json.cpp; how targetCtSettings look inside was not seen.
#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "formats/eds_json_members.hpp"
#include "formats/input_account.hpp"
#include "formats/plate_and_signals.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

Plate plate_of(const EdsJson& setup, const std::string& block) {
  if (block.find("384") != std::string::npos)
    return {.rows = 16, .columns = 24};
  if (block.find("96") != std::string::npos)
    return {};
  throw setup.error(fmt::format("expected a block of 96 or 384 wells in 'blockType', found '{}'", block));
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

bool is_melt(const std::string& text) {
  return text.find("MELT") != std::string::npos || text.find("DISSOCIATION") != std::string::npos;
}

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

}  // namespace

Well json_well(const EdsJson& json, const char* field, const Plate& plate) {
  const std::optional<int> index = json.whole_number(field);
  const std::optional<Well> well = index ? well_at(*index, plate) : std::nullopt;
  if (!well)
    throw json.error(fmt::format("expected the index of one of {} wells in '{}', found {}", plate.size(),
                                 field, index ? std::to_string(*index) : "none"));
  return *well;
}

void read_json_plate(const EdsMember& member, Run& run) {
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
    const Well at = json_well(well, "index", run.plate);
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

void read_json_method(const EdsMember& member, Run& run) {
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

JsonSettings read_json_settings(const EdsMember& member, NotUnderstood& not_understood) {
  const EdsJson json(member);
  JsonSettings out;
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
  if (const std::optional<EdsJson> all = json.object_if_any("defaultCtSetting"))
    out.targets.emplace("", settings_of(*all));
  return out;
}

}  // namespace crossbreak
