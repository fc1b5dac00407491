#include "simulate/plate_design.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "assay/toml_table.hpp"

namespace crossbreak {
namespace {

const std::vector<std::string> roles{"unknown", "standard", "positive_control", "negative_control", "ntc"};
const std::vector<std::string>
    oddities{"none",    "spike",  "step",       "drift",   "falling_baseline",
             "hook",    "late",   "no_plateau", "dropout", "evaporation",
             "rox_dip", "no_rox", "saturated",  "stuck",   "missing_reads"};  // as Oddity
struct Instrument7500 {
  const char* id;
  const char* block;
  const char* software;
};
constexpr Instrument7500 instruments[] = {{"sds7500", "96alum", "7500 Software v2.3"},
                                          {"sds7500fast", "96fast", "7500 Software v2.3"},
                                          {"steponeplus", "96well", "StepOne Software v2.3"}};

/// The place of `name` among `names`; an error that names the nearest where it is not there.
std::size_t place_of(const TomlTable& table, std::string_view key, const std::string& name,
                     const std::vector<std::string>& names, std::string_view kind) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    table.fail(key, fmt::format("{}: '{}' is no {} of this plate{}", table.where(), name, kind,
                                nearest_hint(name, names)));
  return static_cast<std::size_t>(found - names.begin());
}

const std::initializer_list<std::string_view> model_keys{
    "one_copy_ct", "efficiency", "plateau", "plateau_cv", "width",    "background",    "background_cv",
    "drift",       "drift_sd",   "creep",   "creep_sd",   "noise_sd", "noise_relative"};

/// The model's keys of a table; what is not there stays as in `model`.
CurveModel read_model(const TomlTable& table, CurveModel model) {
  model.one_copy_ct = table.number_within("one_copy_ct", 10, 60, model.one_copy_ct);
  model.efficiency = table.number_within("efficiency", 0.2, 1, model.efficiency);
  model.plateau = table.number_within("plateau", 0.01, 1000, model.plateau);
  model.plateau_cv = table.number_within("plateau_cv", 0, 0.3, model.plateau_cv);
  model.width = table.number_within("width", 0.5, 10, model.width);
  model.background = table.number_within("background", 0, 1000, model.background);
  model.background_cv = table.number_within("background_cv", 0, 0.3, model.background_cv);
  model.drift = table.number_within("drift", -1, 1, model.drift);
  model.drift_sd = table.number_within("drift_sd", 0, 1, model.drift_sd);
  model.creep = table.number_within("creep", -10, 10, model.creep);
  model.creep_sd = table.number_within("creep_sd", 0, 10, model.creep_sd);
  model.noise_sd = table.number_within("noise_sd", 0, 1, model.noise_sd);
  model.noise_relative = table.number_within("noise_relative", 0, 0.5, model.noise_relative);
  return model;
}

void read_head(const TomlTable& table, PlateDesign& design) {
  design.experiment = table.text("experiment");
  std::vector<std::string> ids;
  for (const Instrument7500& instrument : instruments)
    ids.emplace_back(instrument.id);
  const Instrument7500& instrument = instruments[table.choice_or("instrument", ids, 0)];
  design.instrument = instrument.id;
  design.block_type = instrument.block;
  design.software = instrument.software;
  design.operator_name = table.text_or("operator", "");
  design.barcode = table.text_or("barcode", "");
  design.run_started = table.text_or("run_started", "");
  design.run_ended = table.text_or("run_ended", "");
  design.cycles = table.whole_number_within("cycles", 15, 60, design.cycles);
  design.passive_reference = table.text_or("passive_reference", design.passive_reference);
  if (design.passive_reference == "none")
    design.passive_reference.clear();
  design.passive_level = table.number_within("passive_level", 1, 1e8, design.passive_level);
  design.passive_cv = table.number_within("passive_cv", 0, 0.3, design.passive_cv);
}

DesignSample read_sample(const TomlTable& table, const PlateDesign& design) {
  DesignSample sample;
  sample.name = table.text("name");
  sample.role = roles[table.choice_or("role", roles, 0)];
  std::vector<std::string> sets;
  for (const DesignTarget& target : design.targets)
    sets.push_back(target.set);
  if (const std::optional<TomlTable> copies = table.free_table("copies")) {
    for (const std::string& set : copies->keys()) {
      place_of(*copies, set, set, sets, "target");
      sample.copies[set] = copies->number_within(set, 0, 1e9, 0);
    }
  }
  return sample;
}

void read_layout(const TomlTable& table, PlateDesign& design) {
  const std::vector<std::string> orders{"columns", "rows"};
  const bool by_columns = table.choice_or("order", orders, 0) == 0;
  const int replicates = table.whole_number_within("replicates", 1, 96, 1);
  const toml::node* node = table.node("reactions");
  const toml::array* list = node ? node->as_array() : nullptr;
  if (!list || list->empty())
    table.fail("reactions",
               "[layout]: expected reactions = [[\"target\", ...], ...], the targets of each well");
  const std::vector<std::string> names = names_of(design.targets);
  std::vector<std::vector<std::size_t>> reactions;
  for (const toml::node& element : *list) {
    const toml::array* targets = element.as_array();
    if (!targets || targets->empty())
      table.fail("reactions", "[layout]: a reaction is a list of targets");
    reactions.emplace_back();
    for (const toml::node& target : *targets) {
      if (!target.is_string())
        table.fail("reactions", "[layout]: a reaction is a list of targets");
      reactions.back().push_back(place_of(table, "reactions", target.as_string()->get(), names, "target"));
    }
  }
  design.wells = fill_plate(design.plate, design.samples.size(), reactions, replicates, by_columns);
  const std::size_t needed = design.samples.size() * reactions.size() * static_cast<std::size_t>(replicates);
  if (design.wells.size() < needed)
    table.fail(
        "reactions",
        fmt::format("[layout]: {} samples x {} reactions x {} replicates need {} wells, the plate has {}",
                    design.samples.size(), reactions.size(), replicates, needed, design.plate.size()));
}

Well read_position(const TomlTable& table, const PlateDesign& design) {
  const std::string text = table.text("at");
  const std::optional<Well> well = parse_well(text);
  if (!well || !design.plate.contains(*well))
    table.fail("at", fmt::format("[[well]]: expected a well from A1 to H12, found '{}'", text));
  return *well;
}

/// A [[well]] changes what the layout put there, or adds a well.
void read_well(const TomlTable& table, PlateDesign& design, std::set<Well>& listed) {
  const Well position = read_position(table, design);
  if (!listed.insert(position).second)
    table.fail("at", fmt::format("[[well]]: {} is listed twice", to_string(position)));
  auto well = std::find_if(design.wells.begin(), design.wells.end(),
                           [&](const DesignWell& w) { return w.well == position; });
  if (well == design.wells.end()) {
    if (!table.has("sample") || !table.has("targets"))
      table.fail("at", fmt::format("[[well]]: nothing lies in {}: 'sample' and 'targets' are needed",
                                   to_string(position)));
    design.wells.emplace_back();
    well = std::prev(design.wells.end());
    well->well = position;
  }
  if (table.has("sample"))
    well->sample = place_of(table, "sample", table.text("sample"), names_of(design.samples), "sample");
  if (table.has("targets")) {
    well->targets.clear();
    for (const std::string& target : table.texts("targets"))
      well->targets.push_back(place_of(table, "targets", target, names_of(design.targets), "target"));
    if (well->targets.empty())
      table.fail("targets", "[[well]]: 'targets' is empty");
  }
  well->oddity = static_cast<Oddity>(table.choice_or("oddity", oddities, 0));
  if (table.has("oddity_cycle"))
    well->oddity_cycle = table.whole_number_within("oddity_cycle", 1, design.cycles, 1);
  if (table.has("oddity_size"))
    well->oddity_size = table.number_within("oddity_size", -1000, 1000, 0);
  well->omitted = table.flag_or("omitted", false);
}

}  // namespace

std::vector<DesignWell> fill_plate(const Plate& plate, std::size_t samples,
                                   const std::vector<std::vector<std::size_t>>& reactions, int replicates,
                                   bool by_columns) {
  std::vector<DesignWell> wells;
  for (std::size_t sample = 0; sample < samples; ++sample) {
    for (const std::vector<std::size_t>& targets : reactions) {
      for (int replicate = 0; replicate < replicates; ++replicate) {
        const int index = static_cast<int>(wells.size());
        if (index >= plate.size())
          return wells;
        DesignWell well;
        well.well = by_columns ? Well{index % plate.rows, index / plate.rows}
                               : Well{index / plate.columns, index % plate.columns};
        well.sample = sample;
        well.targets = targets;
        wells.push_back(std::move(well));
      }
    }
  }
  return wells;
}

PlateDesign read_plate_design(std::string_view name, std::string_view text) {
  const toml::table parsed = parse_toml(name, text);
  const TomlTable root(std::string(name), "the plate", parsed,
                       {"plate", "model", "target", "sample", "layout", "well"});
  PlateDesign design;
  read_head(root.required_table(
                "plate", {"experiment", "instrument", "operator", "barcode", "run_started", "run_ended",
                          "cycles", "passive_reference", "passive_level", "passive_cv"}),
            design);
  CurveModel shared;
  if (const std::optional<TomlTable> model = root.table("model", model_keys))
    shared = read_model(*model, shared);

  const std::vector<TomlTable> targets =
      root.tables("target", {"name", "set", "reporter", "quencher", "model"});
  for (const TomlTable& table : targets) {
    DesignTarget target;
    target.name = table.text("name");
    target.set = table.text_or("set", target.name);
    target.reporter = table.text_or("reporter", target.reporter);
    target.quencher = table.text_or("quencher", target.quencher);
    const std::optional<TomlTable> model = table.table("model", model_keys);
    target.model = model ? read_model(*model, shared) : shared;
    design.targets.push_back(std::move(target));
  }
  refuse_doubles(targets, names_of(design.targets));
  const std::vector<TomlTable> samples = root.tables("sample", {"name", "role", "copies"});
  for (const TomlTable& table : samples)
    design.samples.push_back(read_sample(table, design));
  refuse_doubles(samples, names_of(design.samples));
  if (const std::optional<TomlTable> layout = root.table("layout", {"order", "replicates", "reactions"}))
    read_layout(*layout, design);
  std::set<Well> listed;
  for (const TomlTable& table :
       root.tables("well", {"at", "sample", "targets", "oddity", "oddity_cycle", "oddity_size", "omitted"}))
    read_well(table, design, listed);
  if (design.wells.empty())
    throw AssayError(name, "the plate has no wells: expected [layout] or [[well]]");
  std::sort(design.wells.begin(), design.wells.end(),
            [](const DesignWell& a, const DesignWell& b) { return a.well < b.well; });
  return design;
}

}  // namespace crossbreak
