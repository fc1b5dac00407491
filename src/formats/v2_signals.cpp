#include "formats/v2_signals.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <initializer_list>
#include <limits>
#include <map>
#include <set>

#include "formats/number_style.hpp"
#include "formats/plate_and_signals.hpp"
#include "formats/title_folding.hpp"
#include "formats/v2_kinds.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr int most_reads = 10'000;  // an arbitrary bound on nonsense

/// The cycle or read number of a row, from 1.
int read_number(const V2Table& table, const SheetRow& row, Column field) {
  const std::optional<int> read = table.whole_number(row, field);
  if (!read || *read < 1 || *read > most_reads)
    throw table.error(row, field,
                      fmt::format("expected a cycle from 1 on, found '{}'", table.text(row, field)));
  return *read;
}

/// As many elements, with NaN for those that were left out.
void lengthen(const V2Table& table, std::vector<double>& signal, std::size_t reads) {
  if (signal.size() >= reads)
    return;
  table.charge(Taken::Readings, reads - signal.size());
  signal.resize(reads, missing);
}

/// Sets element read - 1.
void place(const V2Table& table, std::vector<double>& signal, int read, double value) {
  lengthen(table, signal, static_cast<std::size_t>(read));
  signal[static_cast<std::size_t>(read) - 1] = value;
}

/// A read behind all others.
void append(const V2Table& table, std::vector<double>& signal, double value) {
  table.charge(Taken::Readings, 1);
  signal.push_back(value);
}

struct ColumnSignal {
  Well well;
  std::string title;
  std::vector<double> reads;
  std::vector<double> after = {};  ///< of stages behind the amplification, where the sheet tells stages
};

std::optional<std::size_t> column_titled(const V2Table& table,
                                         std::initializer_list<std::string_view> names) {
  for (std::size_t column = 0; column < table.titles().size(); ++column)
    for (const std::string_view name : names)
      if (folded_title(table.titles()[column]) == folded_title(name))
        return column;
  return std::nullopt;
}

/// Where in the run a read was taken, as Design & Analysis says in columns of their own: cycles begin again
/// in each stage.
class Stages {
 public:
  Stages(const V2Table& table, const std::optional<std::pair<int, int>>& pcr_step)
      : table_(table), stage_(v2_stage_column(table)), step_(column_titled(table, {"Step Number", "Step"})) {
    if (!stage_)
      return;
    if (pcr_step)
      pcr_ = *pcr_step;
    else
      pcr_ = longest();
  }

  bool is_column(std::size_t column) const { return column == stage_ || column == step_; }

  enum class Part { Amplification, Before, After };
  Part part_of(const SheetRow& row) const {
    const auto [stage, step] = place_of(row);
    if (!stage_ || (stage == pcr_.first && (!step_ || step == pcr_.second)))
      return Part::Amplification;
    return stage > pcr_.first ? Part::After : Part::Before;
  }

 private:
  std::pair<int, int> place_of(const SheetRow& row) const {
    const auto number = [&](std::optional<std::size_t> column) {
      const std::optional<double> value = column ? table_.number_at(row, *column) : std::nullopt;
      return value && std::abs(*value) < 1000 ? static_cast<int>(*value) : 0;
    };
    return {number(stage_), number(step_)};
  }

  /// The stage and step that are read in the most cycles.
  std::pair<int, int> longest() const {
    std::map<std::pair<int, int>, std::set<int>> cycles;
    for (const SheetRow* row : table_.rows())
      cycles[place_of(*row)].insert(read_number(table_, *row, Column::Cycle));
    const auto most = std::max_element(cycles.begin(), cycles.end(), [](const auto& a, const auto& b) {
      return a.second.size() < b.second.size();
    });
    return most == cycles.end() ? std::pair(0, 0) : most->first;
  }

  const V2Table& table_;
  std::optional<std::size_t> stage_;
  std::optional<std::size_t> step_;
  std::pair<int, int> pcr_ = {0, 0};
};

/// The columns beyond well and cycle, one signal per well and column, row-major by well. Columns that are
/// empty in all rows of a well give none.
std::vector<ColumnSignal> read_columns(const V2Table& table, const Plate& plate,
                                       const std::optional<std::pair<int, int>>& pcr_step) {
  if (!table.has(Column::WellPosition))
    table.require(Column::Well);
  table.require(Column::Cycle);
  std::set<std::string> titles;
  for (const std::string& title : table.titles())
    if (!title.empty() && !titles.insert(folded_title(title)).second)
      throw table.title_error(fmt::format("the column '{}' stands there twice", title));
  const Stages stages(table, pcr_step);
  std::vector<std::size_t> columns;  // of signals: what holds words alone is none, nor is a plate's number
  for (std::size_t column = 0; column < table.titles().size(); ++column)
    if (const std::string& title = table.titles()[column];
        !title.empty() && !table.field_of(column) && !stages.is_column(column) && !is_plate_title(title) &&
        table.holds_numbers(column))
      columns.push_back(column);
  std::map<Well, std::map<std::size_t, ColumnSignal>> wells;
  std::set<std::pair<Well, int>> seen;
  for (const SheetRow* row : table.rows()) {
    const Well well = v2_well(table, *row, plate);
    const int cycle = read_number(table, *row, Column::Cycle);
    const Stages::Part part = stages.part_of(*row);
    if (part == Stages::Part::Amplification && !seen.emplace(well, cycle).second)
      throw table.error(*row, Column::Cycle,
                        fmt::format("cycle {} of {} stands there twice", cycle, to_string(well)));
    if (part == Stages::Part::Before)
      continue;
    for (const std::size_t column : columns) {
      const std::optional<double> value = table.number_at(*row, column);
      if (!value)
        continue;
      ColumnSignal& signal = wells[well][column];
      if (part == Stages::Part::Amplification)
        place(table, signal.reads, cycle, *value);
      else
        append(table, signal.after, *value);
    }
  }
  std::vector<ColumnSignal> signals;
  for (auto& [well, signals_of_well] : wells)
    for (auto& [column, signal] : signals_of_well) {
      signal.well = well;
      signal.title = table.titles()[column];
      table.charge(Taken::TextBytes, signal.title.size());
      signals.push_back(std::move(signal));
    }
  return signals;
}

/// Cuts each signal into `cycles` reads of amplification and what follows; without cycles all are
/// amplification, which is then an issue where no column of stages said so.
void part_melt(const V2Table& table, std::vector<ColumnSignal>& signals, Run& run) {
  if (run.cycles == 0) {
    for (const ColumnSignal& signal : signals)
      run.cycles = std::max(run.cycles, static_cast<int>(signal.reads.size()));
    if (run.cycles > 0 && !v2_stage_column(table))
      run.issues.push_back(make_issue(IssueCode::CyclesNotStated, table.source(),
                                      field<"cycles">(std::to_string(run.cycles))));
  }
  const auto cycles = static_cast<std::size_t>(run.cycles);
  for (ColumnSignal& signal : signals) {
    if (signal.reads.size() > cycles)
      signal.after.insert(signal.after.begin(), signal.reads.begin() + run.cycles, signal.reads.end());
    if (!signal.after.empty())
      run.melts.push_back(
          {.well = signal.well, .dye = signal.title, .temperature_c = {}, .signal = std::move(signal.after)});
    lengthen(table, signal.reads, cycles);
    signal.reads.resize(cycles);
  }
}

}  // namespace

std::optional<std::size_t> v2_stage_column(const V2Table& table) {
  return column_titled(table, {"Stage Number", "Stage"});
}

Well v2_well(const V2Table& table, const SheetRow& row, const Plate& plate) {
  const std::string number = table.text(row, Column::Well);
  const std::string position = table.text(row, Column::WellPosition);
  const std::string& text = position.empty() ? number : position;
  std::optional<Well> well = parse_well(text);
  // A number, which may read "1.0" where a spreadsheet has saved it.
  const std::optional<double> value = parse_number(number, '.');
  const bool is_index = value && *value == std::floor(*value) && *value >= 1 && *value <= plate.size();
  const std::optional<Well> counted = is_index ? well_at(static_cast<int>(*value) - 1, plate) : std::nullopt;
  if (position.empty() && !well)
    well = counted;
  if (!well || !plate.contains(*well))
    throw table.error(row, position.empty() ? Column::Well : Column::WellPosition,
                      fmt::format("expected a well of the plate such as A1, found '{}'", text));
  if (counted && *counted != *well)
    throw table.error(row, Column::WellPosition,
                      fmt::format("well {} is {} on this plate, but the position is {}", number,
                                  to_string(*counted), to_string(*well)));
  return *well;
}

void read_v2_amplification(const V2Table& table, Run& run) {
  const std::string& source = table.source();
  if (!table.has(Column::WellPosition))
    table.require(Column::Well);
  table.require(Column::Cycle);
  table.require(Column::Target);
  if (!table.has(Column::Rn) && !table.has(Column::DeltaRn))
    table.require(Column::DeltaRn);

  const bool has_plate = !run.reactions.empty();
  std::map<std::pair<Well, std::string>, std::size_t> reactions;
  for (std::size_t i = 0; i < run.reactions.size(); ++i)
    reactions[{*run.reactions[i].well, run.reactions[i].target}] = i;
  std::set<std::pair<std::size_t, int>> seen;
  StrayTargets stray;
  std::optional<int> decimals;  // of the whole sheet: a spreadsheet strips zeros from single cells
  std::vector<double> stored;   // all numbers of the sheet, to tell the decimals of a workbook from

  for (const SheetRow* row : table.rows()) {
    const std::string target = table.name(*row, Column::Target);
    const std::optional<double> rn = table.number(*row, Column::Rn);
    const std::optional<double> delta_rn = table.number(*row, Column::DeltaRn);
    const Well well = v2_well(table, *row, run.plate);
    if (!rn && !delta_rn)
      continue;  // an unused well, or a cycle without a value
    const auto known = reactions.find({well, target});
    if (known == reactions.end() && (has_plate || target.empty())) {
      stray.add(well, target);
      continue;
    }
    const std::size_t index = known == reactions.end() ? run.reactions.size() : known->second;
    if (known == reactions.end()) {
      reactions[{well, target}] = index;
      run.reactions.emplace_back();
      run.reactions.back().well = well;
      run.reactions.back().target = target;
      table.charge_reaction(run.reactions.back());
    }
    const int cycle = read_number(table, *row, Column::Cycle);
    if (!seen.emplace(index, cycle).second)
      throw table.error(
          *row, Column::Cycle,
          fmt::format("cycle {} of '{}' in {} stands there twice", cycle, target, to_string(well)));
    Reaction& reaction = run.reactions[index];
    place(table, reaction.rn, cycle, rn.value_or(missing));
    place(table, reaction.delta_rn, cycle, delta_rn.value_or(missing));
    stored.insert(stored.end(), {rn.value_or(missing), delta_rn.value_or(missing)});
    run.cycles = std::max(run.cycles, cycle);
    for (const Column field : {Column::Rn, Column::DeltaRn})
      if (const std::optional<int> digits = table.decimals(*row, field))
        decimals = std::max(decimals.value_or(0), *digits);
  }

  if (!decimals)
    decimals = shown_decimals(stored);
  for (Reaction& reaction : run.reactions) {
    if (reaction.rn.empty() && reaction.delta_rn.empty())
      continue;
    for (auto curve : {&Reaction::rn, &Reaction::delta_rn}) {
      std::vector<double>& values = reaction.*curve;
      lengthen(table, values, static_cast<std::size_t>(run.cycles));
      if (std::all_of(values.begin(), values.end(), [](double value) { return std::isnan(value); }))
        values.clear();
    }
    reaction.rn_decimals = decimals;
  }
  stray.tell_curves(source, run);
}

void read_v2_multicomponent(const V2Table& table, const std::optional<std::pair<int, int>>& pcr_step,
                            Run& run) {
  std::vector<ColumnSignal> signals = read_columns(table, run.plate, pcr_step);
  part_melt(table, signals, run);
  for (ColumnSignal& signal : signals)
    run.dyes.push_back({.well = signal.well, .dye = signal.title, .signal = std::move(signal.reads)});
}

void read_v2_raw_data(const V2Table& table, const std::optional<std::pair<int, int>>& pcr_step, Run& run) {
  std::vector<ColumnSignal> signals = read_columns(table, run.plate, pcr_step);
  part_melt(table, signals, run);
  for (ColumnSignal& signal : signals)
    run.filters.push_back({.well = signal.well, .filter = signal.title, .signal = std::move(signal.reads)});
}

void read_v2_melt(const V2Table& table, Run& run) {
  for (const Column field : {Column::Temperature, Column::Fluorescence})
    table.require(field);
  if (!table.has(Column::WellPosition))
    table.require(Column::Well);
  std::map<std::pair<Well, std::string>, std::pair<std::vector<double>, std::vector<double>>> curves;
  for (const SheetRow* row : table.rows()) {
    const std::optional<double> temperature = table.number(*row, Column::Temperature);
    const std::optional<double> fluorescence = table.number(*row, Column::Fluorescence);
    if (!temperature && !fluorescence)
      continue;
    auto& [temperatures, signals] =
        curves[{v2_well(table, *row, run.plate), table.name(*row, Column::Target)}];
    const int reading = table.has(Column::Reading) ? read_number(table, *row, Column::Reading)
                                                   : static_cast<int>(temperatures.size()) + 1;
    place(table, temperatures, reading, temperature.value_or(missing));
    place(table, signals, reading, fluorescence.value_or(missing));
  }
  for (auto& [key, curve] : curves)
    run.melts.push_back({.well = key.first,
                         .dye = key.second,
                         .temperature_c = std::move(curve.first),
                         .signal = std::move(curve.second)});
}

}  // namespace crossbreak
