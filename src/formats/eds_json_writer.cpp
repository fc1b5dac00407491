// Writes what eds_json.cpp reads; the layout is described there.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "formats/eds_json.hpp"
#include "formats/eds_reads.hpp"
#include "formats/eds_setup.hpp"
#include "formats/eds_writer_parts.hpp"
#include "formats/zip_archive.hpp"

namespace crossbreak {
namespace {

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::strict);
}

/// A bare NaN where there is no number, as the software writes it.
std::string number(double value) {
  if (!std::isfinite(value))
    return "NaN";
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

std::string truth(bool value) {
  return value ? "true" : "false";
}

/// Fields of an object in the order they are put.
class Object {
 public:
  Object& put(std::string_view name, const std::string& json) {
    text_ += fmt::format("{}\"{}\":{}", text_.empty() ? "" : ",", name, json);
    return *this;
  }
  Object& put_text(std::string_view name, const std::string& text) {
    return text.empty() ? *this : put(name, quoted(text));
  }
  std::string text() const { return '{' + text_ + '}'; }

 private:
  std::string text_;
};

template <typename Items, typename Write>
std::string list(const Items& items, Write write) {
  std::string text;
  for (const auto& item : items)
    text += (text.empty() ? "" : ",") + write(item);
  return '[' + text + ']';
}

std::string numbers(const std::vector<double>& values) {
  return list(values, number);
}

int index_of(Well well, const Plate& plate) {
  return well.row * plate.columns + well.column;
}

std::string block_of(const Run& run) {
  if (!run.instrument.block_type.empty())
    return run.instrument.block_type;
  return run.plate == Plate{} ? "BLOCK_96W" : "BLOCK_384W";
}

using Wells = std::map<Well, std::vector<const Reaction*>>;

Wells wells_of(const Run& run) {
  Wells wells;
  for (const Reaction& reaction : run.reactions)
    wells[*reaction.well].push_back(&reaction);
  return wells;
}

std::map<std::string, const Reaction*> targets_of(const Run& run) {
  std::map<std::string, const Reaction*> targets;
  for (const Reaction& reaction : run.reactions) {
    const Reaction& first = *targets.emplace(reaction.target, &reaction).first->second;
    if (first.reporter != reaction.reporter || first.quencher != reaction.quencher)
      refuse_eds("the wells of '" + reaction.target + "' differ in reporter or quencher");
    if (first.settings.automatic_threshold != reaction.settings.automatic_threshold ||
        first.settings.automatic_baseline != reaction.settings.automatic_baseline)
      refuse_eds("the settings of '" + reaction.target + "' differ between its wells");
  }
  return targets;
}

std::string summary(const Run& run) {
  return Object()
      .put("blockType", quoted(block_of(run)))
      .put_text("chemistry", run.chemistry)
      .put_text("instrumentType", run.instrument.type_id)
      .put_text("name", run.experiment_name)
      .put_text("runStatus", run.run_state)
      .text();
}

std::string run_summary(const Run& run) {
  Object json;
  json.put_text("instrumentSerialNumber", run.instrument.serial_number)
      .put_text("operator", run.operator_name);
  if (!run.run_started.empty())
    json.put("startTime", eds_milliseconds(run.run_started));
  if (!run.run_ended.empty())
    json.put("endTime", eds_milliseconds(run.run_ended));
  return json.text();
}

std::string plate_setup(const Run& run) {
  Object json;
  json.put("blockType", quoted(block_of(run))).put_text("barcode", run.barcode);
  if (run.passive_reference_status != PassiveReferenceStatus::NotStated)
    json.put("passiveReference", run.passive_reference.empty() ? "null" : quoted(run.passive_reference));
  json.put("targets", list(targets_of(run), [](const auto& entry) {
             return Object()
                 .put("name", quoted(entry.first))
                 .put_text("reporter", entry.second->reporter)
                 .put_text("quencher", entry.second->quencher)
                 .text();
           }));
  json.put("wells", list(wells_of(run), [&](const auto& entry) {
             const auto assignment = [](const Reaction* reaction) {
               return Object()
                   .put("targetName", quoted(reaction->target))
                   .put_text("task", reaction->task)
                   .put("quantity", number(reaction->quantity.value_or(0)))
                   .text();
             };
             return Object()
                 .put("index", std::to_string(index_of(entry.first, run.plate)))
                 .put_text("sampleName", entry.second.front()->sample)
                 .put("omitted", truth(entry.second.front()->omitted))
                 .put("targetAssignments", list(entry.second, assignment))
                 .text();
           }));
  return json.text();
}

std::string run_method(const Run& run) {
  const auto step = [](const CyclingStep& each) {
    Object hold;
    hold.put("duration", number(each.hold_s));
    if (each.collects)
      hold.put("collectionProfile", R"({"processing":"QUANT"})");
    return Object()
        .put("ramp", Object().put("temperature", number(each.temperature_c)).text())
        .put("hold", hold.text())
        .text();
  };
  return Object()
      .put("stages", list(run.program,
                          [&](const CyclingStage& stage) {
                            return Object()
                                .put_text("type", stage.kind == "CYCLING" ? "PCR" : stage.kind)
                                .put("repeat", std::to_string(stage.repetitions))
                                .put("steps", list(stage.steps, step))
                                .text();
                          }))
      .text();
}

std::string multicomponent(const Run& run) {
  std::map<Well, std::vector<DyeReads>> wells;
  for (DyeReads& dye : reads_of(run))
    wells[dye.well].push_back(std::move(dye));
  std::map<Well, std::vector<double>> temperatures;
  for (const MeltTrace& melt : run.melts)
    if (!melt.temperature_c.empty()) {
      std::vector<double>& all = temperatures[melt.well];
      all.assign(static_cast<std::size_t>(run.cycles), std::nan(""));
      all.insert(all.end(), melt.temperature_c.begin(), melt.temperature_c.end());
    }
  return Object()
      .put("collectionPoints", list(collection_points(run),
                                    [](const CollectionPoint& point) {
                                      return fmt::format(R"({{"cycle":{},"point":{},"stage":{},"step":{}}})",
                                                         point.cycle, point.point, point.stage, point.step);
                                    }))
      .put("wellData", list(wells,
                            [&](const auto& entry) {
                              const auto dye = [](const DyeReads& reads) {
                                return Object()
                                    .put("dyeName", quoted(reads.dye))
                                    .put("fluorescences", numbers(reads.signal))
                                    .text();
                              };
                              return Object()
                                  .put("wellIndex", std::to_string(index_of(entry.first, run.plate)))
                                  .put("dyeData", list(entry.second, dye))
                                  .put("temperatures", numbers(temperatures[entry.first]))
                                  .text();
                            }))
      .text();
}

std::string settings(const Run& run) {
  return Object()
      .put("cqAlgorithmType", quoted("CT"))
      .put("targetCtSettings", list(targets_of(run),
                                    [](const auto& entry) {
                                      Object json;
                                      json.put("targetName", quoted(entry.first));
                                      const FileSettings& own = entry.second->settings;
                                      if (own.automatic_threshold)
                                        json.put("autoThreshold", truth(*own.automatic_threshold));
                                      if (own.automatic_baseline)
                                        json.put("autoBaseline", truth(*own.automatic_baseline));
                                      return json.text();
                                    }))
      .text();
}

std::string result(const Reaction& reaction) {
  const InstrumentResult& stored = reaction.instrument;
  Object json;
  if (stored.ct_status == CtStatus::Value)
    json.put("cq", number(*stored.ct));
  else if (stored.ct_status == CtStatus::Undetermined)
    json.put("cq", "-1.0");
  json.put("ctThreshold", number(reaction.settings.threshold.value_or(std::nan(""))));
  const std::optional<BaselineWindow>& window = reaction.settings.baseline;
  json.put("ctBaselineStart", std::to_string(window ? window->start : -1))
      .put("ctBaselineEnd", std::to_string(window ? window->end : -1))
      .put_text("ampStatus", stored.amp_status)
      .put("rn", numbers(reaction.rn))
      .put("deltaRn", numbers(reaction.delta_rn));
  std::vector<QcFlag> flags;
  std::copy_if(reaction.flags.begin(), reaction.flags.end(), std::back_inserter(flags),
               [](const QcFlag& flag) { return flag.value == "Y"; });
  json.put("flags", list(flags, [](const QcFlag& flag) { return quoted(flag.name); }));
  return Object()
      .put("targetName", quoted(reaction.target))
      .put_text("task", reaction.task)
      .put("omitted", truth(reaction.omitted))
      .put("amplificationResult", json.text())
      .text();
}

/// Means of the wells of a sample and target, where its first well has one.
std::string group_means(const Run& run) {
  std::set<std::pair<std::string, std::string>> seen;
  std::vector<const Reaction*> groups;
  for (const Reaction& reaction : run.reactions)
    if (seen.emplace(reaction.sample, reaction.target).second && reaction.instrument.ct_mean)
      groups.push_back(&reaction);
  return list(groups, [](const Reaction* reaction) {
    return Object()
        .put("sampleName", quoted(reaction->sample))
        .put("targetName", quoted(reaction->target))
        .put("cqMean", number(*reaction->instrument.ct_mean))
        .put("cqSD", number(reaction->instrument.ct_sd.value_or(std::nan(""))))
        .text();
  });
}

std::string results(const Run& run) {
  const auto well = [&](const auto& entry) {
    return Object()
        .put("wellIndex", std::to_string(index_of(entry.first, run.plate)))
        .put("reactionResults",
             list(entry.second, [](const Reaction* reaction) { return result(*reaction); }))
        .text();
  };
  return Object()
      .put("replicateGroupResults", group_means(run))
      .put("wellResults", list(wells_of(run), well))
      .text();
}

}  // namespace

std::string write_eds_json(const Run& run) {
  check_eds_run(run);
  if (run.plate != Plate{} && run.plate != Plate{.rows = 16, .columns = 24})
    refuse_eds(fmt::format("a plate of {} x {} wells", run.plate.rows, run.plate.columns));
  std::vector<ZipMember> members;
  const auto add = [&](const char* name, std::string bytes) {
    members.push_back({.name = name, .bytes = std::move(bytes)});
  };
  add("Manifest.mf", eds_manifest(run));
  add("summary.json", summary(run));
  add("run/run_summary.json", run_summary(run));
  add("setup/plate_setup.json", plate_setup(run));
  add("setup/run_method.json", run_method(run));
  add("primary/multicomponent_data.json", multicomponent(run));
  add("primary/analysis_setting.json", settings(run));
  add("primary/analysis_result.json", results(run));
  return write_zip(members);
}

}  // namespace crossbreak
