// Based on a 7500 Fast v2.3 file of specification 1.1.1 and the description of five StepOnePlus files.
#include "formats/eds_setup.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "formats/cycle_method.hpp"
#include "formats/plate_and_signals.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

std::string text_of(const pugi::xml_node& node, const char* child) {
  return node.child_value(child);
}

int whole_number(const EdsMember& member, const pugi::xml_node& node, const char* child) {
  const std::string text = text_of(node, child);
  const std::optional<int> value = eds_integer(text);
  if (!value)
    throw eds_error(
        member, fmt::format("expected a whole number in <{}> of <{}>, found '{}'", child, node.name(), text));
  return *value;
}

double finite_number(const EdsMember& member, const pugi::xml_node& node, const char* child) {
  const std::string text = text_of(node, child);
  const std::optional<double> value = eds_number(text);
  if (!value || !std::isfinite(*value))
    throw eds_error(member,
                    fmt::format("expected a number in <{}> of <{}>, found '{}'", child, node.name(), text));
  return *value;
}

bool truth(const EdsMember& member, const std::string& name, const std::string& text) {
  if (text == "true" || text == "1")
    return true;
  if (text == "false" || text == "0")
    return false;
  throw eds_error(member, fmt::format("expected true or false in {}, found '{}'", name, text));
}

Well well_of(const EdsMember& member, const pugi::xml_node& node, const Plate& plate) {
  const int index = whole_number(member, node, "Index");
  const std::optional<Well> well = well_at(index, plate);
  if (!well)
    throw eds_error(member,
                    fmt::format("well index {} lies outside the plate of {} wells", index, plate.size()));
  return *well;
}

/// Unix milliseconds as ISO 8601 in UTC; empty where the file has none.
std::string date_of(const EdsMember& member, const pugi::xml_node& node, const char* child) {
  const std::string text = text_of(node, child);
  if (text.empty())
    return {};
  const std::optional<double> milliseconds = eds_number(text);
  if (!milliseconds || !(std::abs(*milliseconds) < 1e15))
    throw eds_error(member, fmt::format("expected a time in milliseconds in <{}>, found '{}'", child, text));
  return eds_date(*milliseconds);
}

/// What QuantStudio software notes of the instrument; empty where it does not.
std::string property_of(const pugi::xml_node& root, std::string_view type, std::string_view key) {
  for (const pugi::xml_node property : root.children("ExperimentProperty"))
    if (property.attribute("type").value() == type)
      for (const pugi::xml_node value : property.children("PropertyValue"))
        if (value.attribute("key").value() == key)
          return value.child_value("String");
  return {};
}

pugi::xml_node feature(const pugi::xml_node& plate, std::string_view id) {
  for (const pugi::xml_node map : plate.children("FeatureMap"))
    if (map.child("Feature").child_value("Id") == id)
      return map;
  return {};
}

void read_samples(const EdsMember& member, const pugi::xml_node& root, const Plate& plate,
                  std::map<Well, std::string>& samples) {
  for (const pugi::xml_node value : feature(root, "sample").children("FeatureValue")) {
    const pugi::xml_node sample = value.child("FeatureItem").child("Sample");
    if (!sample)
      continue;
    const Well well = well_of(member, value, plate);
    if (!samples.emplace(well, text_of(sample, "Name")).second)
      throw eds_error(member, "well " + to_string(well) + " has two samples");
  }
}

Reaction reaction_of(const EdsMember& member, const pugi::xml_node& task) {
  const pugi::xml_node detector = task.child("Detector");
  Reaction reaction;
  reaction.target = text_of(detector, "Name");
  reaction.task = text_of(task, "Task");
  reaction.reporter = text_of(detector, "Reporter");
  reaction.quencher = text_of(detector, "Quencher");
  if (reaction.task == "STANDARD")
    reaction.quantity = finite_number(member, task, "Concentration");
  return reaction;
}

/// Name to text of the values of one JaxbAnalysisSettings.
std::map<std::string, std::string> values_of(const pugi::xml_node& settings) {
  std::map<std::string, std::string> values;
  for (const pugi::xml_node value : settings.children("JaxbSettingValue"))
    values[text_of(value, "Name")] = value.child("JaxbValueItem").first_child().child_value();
  return values;
}

std::optional<int> whole_number(const EdsMember& member, const std::map<std::string, std::string>& values,
                                const std::string& name) {
  const auto found = values.find(name);
  if (found == values.end())
    return std::nullopt;
  const std::optional<int> value = eds_integer(found->second);
  if (!value)
    throw eds_error(member, fmt::format("expected a whole number in {}, found '{}'", name, found->second));
  return value;
}

std::optional<bool> truth(const EdsMember& member, const std::map<std::string, std::string>& values,
                          const std::string& name) {
  const auto found = values.find(name);
  if (found == values.end())
    return std::nullopt;
  return truth(member, name, found->second);
}

FileSettings settings_of(const EdsMember& member, const std::map<std::string, std::string>& values) {
  FileSettings settings;
  if (const auto threshold = values.find("Threshold"); threshold != values.end()) {
    settings.threshold = eds_number(threshold->second);
    if (!settings.threshold)
      throw eds_error(member, "expected a number in Threshold, found '" + threshold->second + "'");
  }
  settings.automatic_threshold = truth(member, values, "AutoCt");
  settings.automatic_baseline = truth(member, values, "AutoBaseline");
  const std::optional<int> start = whole_number(member, values, "BaselineStart");
  const std::optional<int> end = whole_number(member, values, "BaselineStop");
  if (start && end)
    settings.baseline = BaselineWindow{.start = *start, .end = *end};
  return settings;
}

}  // namespace

std::string eds_date(double milliseconds) {
  using namespace std::chrono;
  const sys_seconds time{seconds{static_cast<long long>(std::floor(milliseconds / 1000))}};
  const sys_days midnight = floor<days>(time);
  const year_month_day date{midnight};
  const hh_mm_ss clock{time - midnight};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

void read_eds_manifest(const EdsMember& member, Run& run) {
  std::map<std::string, std::string> values;
  std::string_view rest = member.bytes;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (const std::size_t colon = line.find(": "); colon != std::string_view::npos)
      values.emplace(line.substr(0, colon), line.substr(colon + 2));
  }
  const std::string& title = values["Implementation-Title"];
  run.instrument.software = title + (title.empty() ? "" : " ") + values["Implementation-Version"];
  run.instrument.spec_version = values["Specification-Version"];
}

void read_eds_experiment(const EdsMember& member, Run& run) {
  const EdsXml xml = parse_eds_xml(member, "Experiment");
  const pugi::xml_node& root = xml.root;
  run.run_state = text_of(root, "RunState");
  if (run.run_state == "RUNNING")
    throw eds_error(
        member, "the run is still in progress (RunState is RUNNING); save the file again when it has ended");
  run.experiment_name = text_of(root, "Name");
  run.operator_name = text_of(root, "Operator");
  run.experiment_type = text_of(root.child("Type"), "Name");
  if (run.experiment_type.empty())
    run.experiment_type = text_of(root.child("Type"), "Id");
  run.chemistry = text_of(root, "ChemistryType");
  run.instrument.type_id = text_of(root, "InstrumentTypeId");
  run.instrument.type_name = property_of(root, "InstrumentInfo", "instrumentType");
  run.instrument.serial_number = property_of(root, "InstrumentInfo", "instrumentSerialNumber");
  run.run_started = date_of(member, root, "RunStartTime");
  run.run_ended = date_of(member, root, "RunEndTime");
}

void read_eds_plate(const EdsMember& member, Run& run) {
  const EdsXml xml = parse_eds_xml(member, "Plate");
  const pugi::xml_node& root = xml.root;
  const pugi::xml_node kind = root.child("PlateKind");
  run.plate = root.child("Rows") || !kind ? Plate{.rows = whole_number(member, root, "Rows"),
                                                  .columns = whole_number(member, root, "Columns")}
                                          : Plate{.rows = whole_number(member, kind, "RowCount"),
                                                  .columns = whole_number(member, kind, "ColumnCount")};
  if (run.plate.rows < 1 || run.plate.rows > 16 || run.plate.columns < 1 || run.plate.columns > 24)
    throw eds_error(member, fmt::format("expected a plate of at most 16 x 24 wells, found {} x {}",
                                        run.plate.rows, run.plate.columns));
  run.barcode = text_of(root, "BarCode");
  const std::string passive = text_of(root, "PassiveReferenceDye");
  if (passive == "NULL") {
    run.passive_reference_status = PassiveReferenceStatus::None;
  } else if (!passive.empty()) {
    run.passive_reference_status = PassiveReferenceStatus::Dye;
    run.passive_reference = passive;
  }

  std::map<Well, std::string> samples;
  read_samples(member, root, run.plate, samples);
  std::set<Well> omitted;
  for (const pugi::xml_node well : root.child("Wells").children("Well"))
    if (well.child("IsOmit") && truth(member, "IsOmit", text_of(well, "IsOmit")))
      omitted.insert(well_of(member, well, run.plate));

  std::set<std::pair<Well, std::string>> seen;
  for (const pugi::xml_node value : feature(root, "detector-task").children("FeatureValue")) {
    for (const pugi::xml_node task :
         value.child("FeatureItem").child("DetectorTaskList").children("DetectorTask")) {
      Reaction reaction = reaction_of(member, task);
      reaction.well = well_of(member, value, run.plate);
      if (const auto sample = samples.find(*reaction.well); sample != samples.end())
        reaction.sample = sample->second;
      reaction.omitted = omitted.contains(*reaction.well);
      if (!seen.emplace(*reaction.well, reaction.target).second)
        throw eds_error(member, fmt::format("well {} has the target '{}' twice", to_string(*reaction.well),
                                            reaction.target));
      member.account->charge_reaction(reaction, member.file, member.name);
      run.reactions.push_back(std::move(reaction));
    }
  }
  if (run.reactions.empty() && feature(root, "marker-task").child("FeatureValue"))
    throw eds_error(member, "a genotyping run, whose wells have alleles instead of targets: not read");
  std::stable_sort(run.reactions.begin(), run.reactions.end(),
                   [](const Reaction& a, const Reaction& b) { return a.well < b.well; });
  std::set<Well> without_target;
  for (const auto& [well, sample] : samples)
    if (!sample.empty() &&
        std::none_of(run.reactions.begin(), run.reactions.end(),
                     [&, at = well](const Reaction& reaction) { return reaction.well == at; }))
      without_target.insert(well);
  if (!without_target.empty())
    run.issues.push_back(
        make_issue(IssueCode::SampleWithoutTarget, member.file, field<"wells">(well_list(without_target))));
}

void read_eds_program(const EdsMember& member, Run& run) {
  const EdsXml xml = parse_eds_xml(member, "TCProtocol");
  for (const pugi::xml_node node : xml.root.children("TCStage")) {
    CyclingStage stage{.kind = text_of(node, "StageFlag"),
                       .repetitions = whole_number(member, node, "NumOfRepetitions"),
                       .steps = {}};
    if (stage.repetitions < 1 || stage.repetitions > 1000)  // an arbitrary bound on nonsense
      throw eds_error(member, fmt::format("a stage of {} repetitions", stage.repetitions));
    for (const pugi::xml_node step : node.children("TCStep"))
      stage.steps.push_back(
          {.temperature_c = step.child("Temperature") ? finite_number(member, step, "Temperature") : 0,
           .hold_s = step.child("HoldTime") ? finite_number(member, step, "HoldTime") : 0,
           .collects = step.child("CollectionFlag") && whole_number(member, step, "CollectionFlag") != 0});
    run.program.push_back(std::move(stage));
  }
}

EdsSettings read_eds_settings(const EdsMember& member) {
  const EdsXml xml = parse_eds_xml(member, "JaxbAnalysisProtocol");
  EdsSettings settings;
  for (const pugi::xml_node node : xml.root.children("JaxbAnalysisSettings")) {
    const std::string type = text_of(node, "Type");
    const std::map<std::string, std::string> values = values_of(node);
    // The algorithm is called "default" where it gives Ct.
    if (const auto algorithm = values.find("AlgorithmName"); type.ends_with(".IAlgorithmSelectSettings") &&
                                                             algorithm != values.end() &&
                                                             is_relative_threshold(algorithm->second))
      settings.method = algorithm->second;
    const auto target = values.find("ObjectName");
    if (target == values.end())
      continue;
    if (type.ends_with(".IDetectorSettings")) {
      settings.targets[target->second] = settings_of(member, values);
    } else if (type.ends_with(".IWellSettings")) {
      if (const std::optional<int> index = whole_number(member, values, "WellIndex"))
        settings.wells[{target->second, *index}] = settings_of(member, values);
    } else if (type.ends_with(".IDataSelectSettings")) {
      const std::optional<int> stage = whole_number(member, values, "StageNum");
      const std::optional<int> step = whole_number(member, values, "StepNum");
      if (stage && step)
        settings.data_step = {*stage, *step};
    }
  }
  return settings;
}

void apply_eds_settings(const EdsSettings& settings, const std::string& file, Run& run) {
  std::set<std::string> analysed;  // the software writes wells only when it analyses
  for (const auto& [key, values] : settings.wells)
    analysed.insert(key.first);

  std::set<std::string> ignored;
  std::set<std::string> not_finite;
  for (Reaction& reaction : run.reactions) {
    if (const auto target = settings.targets.find(reaction.target); target != settings.targets.end())
      reaction.settings = target->second;
    const auto well = settings.wells.find(
        {reaction.target, reaction.well->row * run.plate.columns + reaction.well->column});
    if (well != settings.wells.end()) {
      reaction.settings.baseline = well->second.baseline;
      if (well->second.automatic_baseline)
        reaction.settings.automatic_baseline = well->second.automatic_baseline;
    } else if (reaction.settings.automatic_baseline != false) {
      reaction.settings.baseline.reset();
    }
    if (!analysed.contains(reaction.target) && reaction.settings.automatic_threshold == true &&
        reaction.settings.threshold) {
      reaction.settings.threshold.reset();
      ignored.insert(reaction.target);
    }
    if (reaction.settings.threshold && !std::isfinite(*reaction.settings.threshold)) {
      reaction.settings.threshold.reset();
      not_finite.insert(reaction.target);
    }
    const std::optional<BaselineWindow>& window = reaction.settings.baseline;
    if (window && (window->start < 1 || window->end < window->start || window->end > run.cycles)) {
      run.issues.push_back(make_issue(IssueCode::BaselineWindow, file + ": " + to_string(*reaction.well),
                                      field<"window">(fmt::format("{}-{}", window->start, window->end)),
                                      field<"target">(reaction.target),
                                      field<"cycles">(std::to_string(run.cycles))));
      reaction.settings.baseline.reset();
    }
  }
  for (const std::string& target : ignored)
    run.issues.push_back(make_issue(IssueCode::NotAnalysed, file, field<"target">(target)));
  for (const std::string& target : not_finite)
    run.issues.push_back(make_issue(IssueCode::ThresholdNotFinite, file, field<"target">(target)));
}

}  // namespace crossbreak
