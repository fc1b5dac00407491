// Writes what eds_7500.cpp and eds_quantstudio.cpp read; the layouts are described there.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include <pugixml.hpp>

#include "formats/eds_7500.hpp"
#include "formats/eds_multicomponent.hpp"
#include "formats/eds_multicomponent_xml.hpp"
#include "formats/eds_quantstudio.hpp"
#include "formats/eds_results.hpp"
#include "formats/eds_writer_parts.hpp"
#include "formats/zip_archive.hpp"

namespace crossbreak {
namespace {

std::string number(double value) {
  if (!std::isfinite(value))
    refuse_eds("a setting that is no finite number");
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

std::string flag(bool value) {
  return value ? "true" : "false";
}

int index_of(Well well, const Plate& plate) {
  return well.row * plate.columns + well.column;
}

pugi::xml_node add(pugi::xml_node parent, const char* name, const std::string& text) {
  check_eds_text(text);
  pugi::xml_node node = parent.append_child(name);
  node.text().set(text.c_str());
  return node;
}

void add_unless_empty(pugi::xml_node parent, const char* name, const std::string& text) {
  if (!text.empty())
    add(parent, name, text);
}

struct TextWriter : pugi::xml_writer {
  std::string text;
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
};

class Document {
 public:
  explicit Document(const char* name) {
    pugi::xml_node declaration = document_.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "yes";
    root_ = document_.append_child(name);
  }
  pugi::xml_node root() const { return root_; }
  std::string text() const {
    TextWriter writer;
    document_.save(writer, "    ", pugi::format_indent, pugi::encoding_utf8);
    return writer.text;
  }

 private:
  pugi::xml_document document_;
  pugi::xml_node root_;
};

std::string experiment(const Run& run) {
  const Document document("Experiment");
  pugi::xml_node root = document.root();
  add_unless_empty(root, "Name", run.experiment_name);
  add_unless_empty(root, "Operator", run.operator_name);
  add_unless_empty(root, "RunState", run.run_state);
  if (!run.run_started.empty())
    add(root, "RunStartTime", eds_milliseconds(run.run_started));
  if (!run.run_ended.empty())
    add(root, "RunEndTime", eds_milliseconds(run.run_ended));
  if (!run.experiment_type.empty())
    add(root.append_child("Type"), "Name", run.experiment_type);
  add_unless_empty(root, "ChemistryType", run.chemistry);
  add_unless_empty(root, "InstrumentTypeId", run.instrument.type_id);
  if (!run.instrument.type_name.empty() || !run.instrument.serial_number.empty()) {
    pugi::xml_node property = root.append_child("ExperimentProperty");
    property.append_attribute("type") = "InstrumentInfo";
    const auto put = [&](const char* key, const std::string& text) {
      if (text.empty())
        return;
      pugi::xml_node value = property.append_child("PropertyValue");
      value.append_attribute("key") = key;
      add(value, "String", text);
    };
    put("instrumentType", run.instrument.type_name);
    put("instrumentSerialNumber", run.instrument.serial_number);
  }
  return document.text();
}

pugi::xml_node add_feature(pugi::xml_node plate, const char* id) {
  pugi::xml_node map = plate.append_child("FeatureMap");
  pugi::xml_node feature = map.append_child("Feature");
  add(feature, "Id", id);
  add(feature, "Name", id);
  return map;
}

pugi::xml_node add_item(pugi::xml_node map, int index) {
  pugi::xml_node value = map.append_child("FeatureValue");
  add(value, "Index", std::to_string(index));
  return value.append_child("FeatureItem");
}

std::string plate_setup(const Run& run) {
  const Document document("Plate");
  pugi::xml_node root = document.root();
  add_unless_empty(root, "BarCode", run.barcode);
  add(root, "Rows", std::to_string(run.plate.rows));
  add(root, "Columns", std::to_string(run.plate.columns));

  std::map<int, std::vector<const Reaction*>> wells;
  for (const Reaction& reaction : run.reactions)
    wells[index_of(*reaction.well, run.plate)].push_back(&reaction);
  pugi::xml_node samples = add_feature(root, "sample");
  for (const auto& [index, reactions] : wells)
    if (!reactions.front()->sample.empty())
      add(add_item(samples, index).append_child("Sample"), "Name", reactions.front()->sample);
  pugi::xml_node tasks = add_feature(root, "detector-task");
  for (const auto& [index, reactions] : wells) {
    pugi::xml_node list = add_item(tasks, index).append_child("DetectorTaskList");
    for (const Reaction* reaction : reactions) {
      pugi::xml_node task = list.append_child("DetectorTask");
      add_unless_empty(task, "Task", reaction->task);
      if (reaction->task == "STANDARD" && !reaction->quantity)
        refuse_eds("the standard in " + to_string(*reaction->well) + " has no quantity");
      add(task, "Concentration", number(reaction->task == "STANDARD" ? *reaction->quantity : 1.0));
      pugi::xml_node detector = task.append_child("Detector");
      add(detector, "Name", reaction->target);
      add_unless_empty(detector, "Reporter", reaction->reporter);
      add_unless_empty(detector, "Quencher", reaction->quencher);
    }
  }
  pugi::xml_node omissions = root.append_child("Wells");
  for (int index = 0; index < run.plate.size(); ++index) {
    pugi::xml_node well = omissions.append_child("Well");
    const auto reactions = wells.find(index);
    add(well, "Index", std::to_string(index));
    add(well, "IsOmit", flag(reactions != wells.end() && reactions->second.front()->omitted));
  }
  if (run.passive_reference_status != PassiveReferenceStatus::NotStated)
    add(root, "PassiveReferenceDye",
        run.passive_reference_status == PassiveReferenceStatus::Dye ? run.passive_reference : "NULL");
  return document.text();
}

std::string program(const Run& run) {
  const Document document("TCProtocol");
  for (const CyclingStage& stage : run.program) {
    pugi::xml_node node = document.root().append_child("TCStage");
    add(node, "StageFlag", stage.kind);
    add(node, "NumOfRepetitions", std::to_string(stage.repetitions));
    for (const CyclingStep& step : stage.steps) {
      pugi::xml_node child = node.append_child("TCStep");
      add(child, "CollectionFlag", step.collects ? "1" : "0");
      add(child, "Temperature", number(step.temperature_c));
      add(child, "HoldTime", number(step.hold_s));
    }
  }
  return document.text();
}

pugi::xml_node add_settings(pugi::xml_node root, const char* type, const std::string& target) {
  pugi::xml_node settings = root.append_child("JaxbAnalysisSettings");
  add(settings, "Type", std::string("com.apldbio.sds.platform.analysis.") + type);
  pugi::xml_node name = settings.append_child("JaxbSettingValue");
  add(name, "Name", "ObjectName");
  pugi::xml_node item = name.append_child("JaxbValueItem");
  item.append_attribute("type") = "String";
  add(item, "StringValue", target);
  return settings;
}

void add_value(pugi::xml_node settings, const char* name, const char* type, const char* element,
               const std::string& text) {
  pugi::xml_node value = settings.append_child("JaxbSettingValue");
  add(value, "Name", name);
  pugi::xml_node item = value.append_child("JaxbValueItem");
  item.append_attribute("type") = type;
  add(item, element, text);
}

std::string settings(const Run& run) {
  const Document document("JaxbAnalysisProtocol");
  pugi::xml_node root = document.root();
  std::map<std::string, const FileSettings*> targets;
  for (const Reaction& reaction : run.reactions) {
    const FileSettings& own = reaction.settings;
    const auto [target, added] = targets.emplace(reaction.target, &own);
    const FileSettings& shared = *target->second;
    if (own.threshold != shared.threshold || own.automatic_threshold != shared.automatic_threshold ||
        own.automatic_baseline.has_value() != shared.automatic_baseline.has_value())
      refuse_eds("the settings of '" + reaction.target + "' differ between its wells");
    if (added) {
      pugi::xml_node node = add_settings(root, "IDetectorSettings", reaction.target);
      if (own.threshold)
        add_value(node, "Threshold", "Double", "DoubleValue", number(*own.threshold));
      if (own.automatic_threshold)
        add_value(node, "AutoCt", "Boolean", "BooleanValue", flag(*own.automatic_threshold));
      if (own.automatic_baseline)
        add_value(node, "AutoBaseline", "Boolean", "BooleanValue", flag(*own.automatic_baseline));
    }
    if (!own.baseline && own.automatic_baseline == shared.automatic_baseline)
      continue;
    pugi::xml_node node = add_settings(root, "IWellSettings", reaction.target);
    add_value(node, "WellIndex", "Integer", "IntValue", std::to_string(index_of(*reaction.well, run.plate)));
    if (own.baseline) {
      add_value(node, "BaselineStart", "Integer", "IntValue", std::to_string(own.baseline->start));
      add_value(node, "BaselineStop", "Integer", "IntValue", std::to_string(own.baseline->end));
    }
    if (own.automatic_baseline)
      add_value(node, "AutoBaseline", "Boolean", "BooleanValue", flag(*own.automatic_baseline));
  }
  return document.text();
}

std::string signals(const Run& run) {
  const std::vector<DyeReads> reads = reads_of(run);
  std::map<Well, int> dyes;
  for (const DyeReads& dye : reads)
    ++dyes[dye.well];
  int filters = run.instrument.type_id.starts_with("stepone") ? 4 : 5;
  for (const auto& [well, well_dyes] : dyes)
    filters = std::max(filters, well_dyes);
  const std::size_t count =
      reads.empty() ? static_cast<std::size_t>(run.cycles) : reads.front().signal.size();
  return write_multicomponent(reads, run.plate, static_cast<int>(count), filters);
}

std::string signals_xml(const Run& run) {
  EdsSignals signals;  // not braced: GCC 12 frees nested members twice where a later one throws
  signals.signals.reads = reads_of(run);
  signals.points = collection_points(run);
  for (const DyeReads& dye : signals.signals.reads)
    if (dye.dye.find_first_of(",[]") != std::string::npos)
      refuse_eds("'" + dye.dye + "' holds a comma or a bracket");
  return write_multicomponent_xml(signals, run.plate);
}

std::string write(const Run& run, const std::string& signals_member, std::string signals_bytes) {
  const std::string folder = "apldbio/sds/";
  std::vector<ZipMember> members{
      {.name = folder + "Manifest.mf", .bytes = eds_manifest(run)},
      {.name = folder + "experiment.xml", .bytes = experiment(run)},
      {.name = folder + "plate_setup.xml", .bytes = plate_setup(run)},
      {.name = folder + "tcprotocol.xml", .bytes = program(run)},
      {.name = folder + "analysis_protocol.xml", .bytes = settings(run)},
      {.name = folder + signals_member, .bytes = std::move(signals_bytes)},
  };
  if (std::string results = write_eds_results(run); !results.empty())
    members.push_back({.name = folder + "analysis_result.txt", .bytes = std::move(results)});
  return write_zip(members);
}

}  // namespace

std::string write_eds(const Run& run) {
  check_eds_run(run);
  return write(run, "multicomponent_data.txt", signals(run));
}

std::string write_eds_quantstudio(const Run& run) {
  check_eds_run(run);
  return write(run, "multicomponentdata.xml", signals_xml(run));
}

}  // namespace crossbreak
