// Writes what eds_7500.cpp reads; the layout is described there.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <stdexcept>

#include <pugixml.hpp>

#include "formats/eds_7500.hpp"
#include "formats/eds_multicomponent.hpp"
#include "formats/eds_results.hpp"
#include "formats/zip_archive.hpp"

namespace crossbreak {
namespace {

[[noreturn]] void refuse(const std::string& message) {
  throw std::invalid_argument("cannot be written as .eds: " + message);
}

std::string number(double value) {
  if (!std::isfinite(value))
    refuse("a setting that is no finite number");
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

std::string flag(bool value) {
  return value ? "true" : "false";
}

void check_line(const std::string& text) {
  if (text.find_first_of("\t\r\n") != std::string::npos)
    refuse("'" + text + "' holds a tab or a line end");
}

void check_run(const Run& run) {
  if (run.program.empty())
    refuse("the run has no cycling program");
  std::map<Well, const Reaction*> first;
  for (const Reaction& reaction : run.reactions) {
    if (!reaction.well || !run.plate.contains(*reaction.well))
      refuse("'" + reaction.target + "' lies in no well of the plate");
    const Reaction& other = *first.emplace(*reaction.well, &reaction).first->second;
    if (other.sample != reaction.sample || other.omitted != reaction.omitted)
      refuse("the targets of well " + to_string(*reaction.well) + " differ in sample or omission");
    check_line(reaction.sample);
    check_line(reaction.target);
  }
  for (const DyeTrace& trace : run.dyes)
    if (static_cast<int>(trace.signal.size()) != run.cycles)
      refuse(fmt::format("{} in {} has {} values for {} cycles", trace.dye, to_string(trace.well),
                         trace.signal.size(), run.cycles));
}

int index_of(Well well, const Plate& plate) {
  return well.row * plate.columns + well.column;
}

pugi::xml_node add(pugi::xml_node parent, const char* name, const std::string& text) {
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

/// "2007-11-10T01:46:54Z" as Unix milliseconds.
std::string milliseconds(const std::string& date) {
  int part[6] = {};
  constexpr std::string_view pattern = "####-##-##T##:##:##Z";
  std::size_t current = 0;
  bool valid = date.size() == pattern.size();
  for (std::size_t i = 0; valid && i < pattern.size(); ++i) {
    if (pattern[i] == '#') {
      valid = date[i] >= '0' && date[i] <= '9';
      part[current] = part[current] * 10 + (date[i] - '0');
    } else {
      valid = date[i] == pattern[i];
      ++current;
    }
  }
  using namespace std::chrono;
  const year_month_day day{year{part[0]}, month{static_cast<unsigned>(part[1])},
                           std::chrono::day{static_cast<unsigned>(part[2])}};
  if (!valid || !day.ok() || part[3] > 23 || part[4] > 59 || part[5] > 59)
    refuse("'" + date + "' is no date such as 2007-11-10T01:46:54Z");
  const sys_seconds time = sys_days{day} + hours{part[3]} + minutes{part[4]} + seconds{part[5]};
  return std::to_string(time.time_since_epoch().count() * 1000);
}

std::string manifest(const Run& run) {
  check_line(run.instrument.software);
  check_line(run.instrument.spec_version);
  return fmt::format(
      "Manifest-Version: 1.0\r\nContent-Type: Std\r\nImplementation-Version: {}\r\nSpecification-Vendor: "
      "Applied "
      "Biosystems\r\nSpecification-Title: Experiment Document Specification\r\nSpecification-Version: "
      "{}\r\n\r\n",
      run.instrument.software, run.instrument.spec_version);
}

std::string experiment(const Run& run) {
  const Document document("Experiment");
  pugi::xml_node root = document.root();
  add_unless_empty(root, "Name", run.experiment_name);
  add_unless_empty(root, "Operator", run.operator_name);
  add_unless_empty(root, "RunState", run.run_state);
  if (!run.run_started.empty())
    add(root, "RunStartTime", milliseconds(run.run_started));
  if (!run.run_ended.empty())
    add(root, "RunEndTime", milliseconds(run.run_ended));
  if (!run.experiment_type.empty())
    add(root.append_child("Type"), "Name", run.experiment_type);
  add_unless_empty(root, "ChemistryType", run.chemistry);
  add_unless_empty(root, "InstrumentTypeId", run.instrument.type_id);
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
        refuse("the standard in " + to_string(*reaction->well) + " has no quantity");
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
      refuse("the settings of '" + reaction.target + "' differ between its wells");
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
  std::vector<DyeReads> reads;
  std::size_t count = static_cast<std::size_t>(run.cycles);
  for (const DyeTrace& trace : run.dyes)
    reads.push_back({.well = trace.well, .dye = trace.dye, .signal = trace.signal});
  for (const MeltTrace& melt : run.melts) {
    const auto dye = std::find_if(reads.begin(), reads.end(), [&](const DyeReads& entry) {
      return entry.well == melt.well && entry.dye == melt.dye;
    });
    if (dye == reads.end())
      refuse("a melt curve of " + melt.dye + " in " + to_string(melt.well) + " without amplification reads");
    dye->signal.insert(dye->signal.end(), melt.signal.begin(), melt.signal.end());
    count = std::max(count, dye->signal.size());
  }
  std::map<Well, int> dyes;
  for (const DyeReads& dye : reads) {
    if (dye.signal.size() != count)
      refuse(fmt::format("{} in {} has {} reads, others {}", dye.dye, to_string(dye.well), dye.signal.size(),
                         count));
    check_line(dye.dye);
    ++dyes[dye.well];
  }
  std::stable_sort(reads.begin(), reads.end(),
                   [](const DyeReads& a, const DyeReads& b) { return a.well < b.well; });
  int filters = run.instrument.type_id.starts_with("stepone") ? 4 : 5;
  for (const auto& [well, well_dyes] : dyes)
    filters = std::max(filters, well_dyes);
  return write_multicomponent(reads, run.plate, static_cast<int>(count), filters);
}

}  // namespace

std::string write_eds(const Run& run) {
  check_run(run);
  std::vector<ZipMember> members{
      {.name = "apldbio/sds/Manifest.mf", .bytes = manifest(run)},
      {.name = "apldbio/sds/experiment.xml", .bytes = experiment(run)},
      {.name = "apldbio/sds/plate_setup.xml", .bytes = plate_setup(run)},
      {.name = "apldbio/sds/tcprotocol.xml", .bytes = program(run)},
      {.name = "apldbio/sds/analysis_protocol.xml", .bytes = settings(run)},
      {.name = "apldbio/sds/multicomponent_data.txt", .bytes = signals(run)},
  };
  if (std::string results = write_eds_results(run); !results.empty())
    members.push_back({.name = "apldbio/sds/analysis_result.txt", .bytes = std::move(results)});
  return write_zip(members);
}

}  // namespace crossbreak
