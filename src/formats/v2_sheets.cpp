#include "formats/v2_sheets.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace crossbreak {
namespace {

using Cells = std::vector<Cell>;

Cell text_cell(const std::string& text) {
  if (text.find_first_of("\t\r\n") != std::string::npos)
    throw std::invalid_argument("cannot be exported: '" + text + "' holds a tab or a line end");
  return text.empty() ? Cell() : Cell(text);
}

Cell number_cell(std::optional<double> value) {
  return value && std::isfinite(*value) ? Cell(*value) : Cell();
}

Cell number_cell(const std::vector<double>& values, std::size_t i) {
  return i < values.size() ? number_cell(values[i]) : Cell();
}

Cell truth_cell(std::optional<bool> value) {
  return value ? Cell(*value) : Cell();
}

Cells titles(std::initializer_list<const char*> names) {
  return {names.begin(), names.end()};
}

void add(Sheet& sheet, Cells cells) {
  sheet.rows.push_back({.line = static_cast<int>(sheet.rows.size()) + 1, .cells = std::move(cells)});
}

std::vector<std::pair<std::string, std::string>> header_of(const Run& run) {
  std::string block = run.instrument.block_type;
  if (block.empty() && run.plate == Plate{.rows = 16, .columns = 24})
    block = "384-Well Block";
  std::vector<std::pair<std::string, std::string>> header;
  const auto put = [&](const char* key, const std::string& value) {
    text_cell(value);
    if (!value.empty())
      header.emplace_back(key, value);
  };
  put("Block Type", block);
  put("Chemistry", run.chemistry);
  put("Experiment Barcode", run.barcode);
  put("Experiment File Name", run.experiment_name.empty() ? "" : run.experiment_name + ".eds");
  put("Experiment Name", run.experiment_name);
  put("Experiment Run End Time", run.run_ended);
  put("Experiment Type", run.experiment_type);
  put("Experiment User Name", run.operator_name);
  put("Instrument Serial Number", run.instrument.serial_number);
  put("Instrument Type", run.instrument.type_id.empty() ? run.instrument.type_name : run.instrument.type_id);
  if (run.passive_reference_status != PassiveReferenceStatus::NotStated)
    header.emplace_back("Passive Reference", run.passive_reference);
  return header;
}

Sheet sample_setup(const Run& run) {
  Sheet sheet{.name = "Sample Setup", .rows = {}};
  add(sheet, titles({"Well", "Sample Name", "Sample Color", "Biogroup Name", "Biogroup Color", "Target Name",
                     "Target Color", "Task", "Reporter", "Quencher", "Quantity", "Comments"}));
  for (const Reaction& reaction : run.reactions)
    add(sheet, {to_string(*reaction.well),
                text_cell(reaction.sample),
                {},
                {},
                {},
                text_cell(reaction.target),
                {},
                text_cell(reaction.task),
                text_cell(reaction.reporter),
                text_cell(reaction.quencher),
                number_cell(reaction.quantity),
                text_cell(reaction.comments)});
  return sheet;
}

Sheet amplification_data(const Run& run) {
  Sheet sheet{.name = "Amplification Data", .rows = {}};
  add(sheet, titles({"Well", "Cycle", "Target Name", "Rn", "\xCE\x94Rn"}));
  for (const Reaction& reaction : run.reactions)
    for (std::size_t i = 0; i < std::max(reaction.rn.size(), reaction.delta_rn.size()); ++i)
      add(sheet, {to_string(*reaction.well), static_cast<double>(i + 1), text_cell(reaction.target),
                  number_cell(reaction.rn, i), number_cell(reaction.delta_rn, i)});
  return sheet;
}

Sheet multicomponent_data(const Run& run) {
  std::vector<std::string> dyes;
  std::map<Well, std::map<std::string, const DyeTrace*>> wells;
  std::size_t cycles = 0;
  for (const DyeTrace& trace : run.dyes) {
    if (std::find(dyes.begin(), dyes.end(), trace.dye) == dyes.end())
      dyes.push_back(trace.dye);
    wells[trace.well][trace.dye] = &trace;
    cycles = std::max(cycles, trace.signal.size());
  }
  Sheet sheet{.name = "Multicomponent Data", .rows = {}};
  Cells row = titles({"Well", "Cycle"});
  for (const std::string& dye : dyes)
    row.push_back(text_cell(dye));
  add(sheet, std::move(row));
  for (const auto& [well, traces] : wells) {
    for (std::size_t i = 0; i < cycles; ++i) {
      row = {to_string(well), static_cast<double>(i + 1)};
      for (const std::string& dye : dyes) {
        const auto trace = traces.find(dye);
        row.push_back(trace == traces.end() ? Cell() : number_cell(trace->second->signal, i));
      }
      add(sheet, std::move(row));
    }
  }
  return sheet;
}

Cell ct_cell(const InstrumentResult& result) {
  return result.ct_status == CtStatus::Undetermined ? Cell("Undetermined") : number_cell(result.ct);
}

Sheet results(const Run& run) {
  std::vector<std::string> flags;
  bool any_omitted = false;
  bool any_amp_status = false;
  for (const Reaction& reaction : run.reactions) {
    for (const QcFlag& flag : reaction.flags)
      if (std::find(flags.begin(), flags.end(), flag.name) == flags.end())
        flags.push_back(flag.name);
    any_omitted = any_omitted || reaction.omitted;
    any_amp_status = any_amp_status || !reaction.instrument.amp_status.empty();
  }
  Sheet sheet{.name = "Results", .rows = {}};
  Cells row = titles({"Well",
                      "Sample Name",
                      "Target Name",
                      "Task",
                      "Reporter",
                      "Quencher",
                      "C\xD1\x82",
                      "C\xD1\x82 Mean",
                      "C\xD1\x82 SD",
                      "Quantity",
                      "Quantity Mean",
                      "Quantity SD",
                      "Automatic Ct Threshold",
                      "Ct Threshold",
                      "Automatic Baseline",
                      "Baseline Start",
                      "Baseline End",
                      "Tm1",
                      "Tm2",
                      "Tm3",
                      "Comments"});
  if (any_omitted)
    row.emplace_back("Omit");
  if (any_amp_status)
    row.emplace_back("Amp Status");
  for (const std::string& flag : flags)
    row.push_back(text_cell(flag));
  add(sheet, std::move(row));
  for (const Reaction& reaction : run.reactions) {
    const InstrumentResult& result = reaction.instrument;
    const FileSettings& settings = reaction.settings;
    const auto window = [&](int BaselineWindow::*end) {
      return settings.baseline ? Cell(static_cast<double>((*settings.baseline).*end)) : Cell();
    };
    row = {to_string(*reaction.well),
           text_cell(reaction.sample),
           text_cell(reaction.target),
           text_cell(reaction.task),
           text_cell(reaction.reporter),
           text_cell(reaction.quencher),
           ct_cell(result),
           number_cell(result.ct_mean),
           number_cell(result.ct_sd),
           number_cell(reaction.quantity),
           {},
           {},
           truth_cell(settings.automatic_threshold),
           number_cell(settings.threshold),
           truth_cell(settings.automatic_baseline),
           window(&BaselineWindow::start),
           window(&BaselineWindow::end),
           {},
           {},
           {},
           text_cell(reaction.comments)};
    if (any_omitted)
      row.emplace_back(reaction.omitted);
    if (any_amp_status)
      row.push_back(text_cell(result.amp_status));
    for (const std::string& name : flags) {
      const auto flag = std::find_if(reaction.flags.begin(), reaction.flags.end(),
                                     [&](const QcFlag& each) { return each.name == name; });
      row.push_back(flag == reaction.flags.end() ? Cell() : text_cell(flag->value));
    }
    add(sheet, std::move(row));
  }
  return sheet;
}

}  // namespace

Sheets v2_sheets_of(const Run& run) {
  for (const Reaction& reaction : run.reactions)
    if (!reaction.well)
      throw std::invalid_argument("cannot be exported: '" + reaction.sample + "' lies in no well");
  Sheets sheets;
  sheets.header = header_of(run);
  for (Sheet& sheet :
       std::vector<Sheet>{sample_setup(run), amplification_data(run), multicomponent_data(run), results(run)})
    if (sheet.rows.size() > 1)
      sheets.sheets.push_back(std::move(sheet));
  return sheets;
}

}  // namespace crossbreak
