#include "formats/v2_signals.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <set>

#include "formats/number_style.hpp"
#include "formats/plate_and_signals.hpp"
#include "formats/title_folding.hpp"
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

struct ColumnSignal {
  Well well;
  std::string title;
  std::vector<double> reads;
};

/// The columns beyond well and cycle, one signal per well and column, row-major by well. Columns that are
/// empty in all rows of a well give none.
std::vector<ColumnSignal> read_columns(const V2Table& table, const Plate& plate) {
  if (!table.has(Column::WellPosition))
    table.require(Column::Well);
  table.require(Column::Cycle);
  std::set<std::string> titles;
  for (const std::string& title : table.titles())
    if (!title.empty() && !titles.insert(folded_title(title)).second)
      throw table.title_error(fmt::format("the column '{}' stands there twice", title));
  std::map<Well, std::map<std::size_t, std::vector<double>>> wells;
  std::set<std::pair<Well, int>> seen;
  for (const SheetRow* row : table.rows()) {
    const Well well = v2_well(table, *row, plate);
    const int cycle = read_number(table, *row, Column::Cycle);
    if (!seen.emplace(well, cycle).second)
      throw table.error(*row, Column::Cycle,
                        fmt::format("cycle {} of {} stands there twice", cycle, to_string(well)));
    for (std::size_t column = 0; column < table.titles().size(); ++column) {
      if (table.field_of(column) || table.titles()[column].empty())
        continue;
      if (const std::optional<double> value = table.number_at(*row, column))
        place(table, wells[well][column], cycle, *value);
    }
  }
  std::vector<ColumnSignal> signals;
  for (auto& [well, columns] : wells)
    for (auto& [column, reads] : columns) {
      table.charge(Taken::TextBytes, table.titles()[column].size());
      signals.push_back({.well = well, .title = table.titles()[column], .reads = std::move(reads)});
    }
  return signals;
}

/// Cuts each signal into `cycles` reads of amplification and what follows; without cycles all are
/// amplification, which is then an issue.
void part_melt(const V2Table& table, std::vector<ColumnSignal>& signals, const std::string& source,
               Run& run) {
  if (run.cycles == 0) {
    for (const ColumnSignal& signal : signals)
      run.cycles = std::max(run.cycles, static_cast<int>(signal.reads.size()));
    if (run.cycles > 0)
      run.issues.push_back(
          make_issue(IssueCode::CyclesNotStated, source, field<"cycles">(std::to_string(run.cycles))));
  }
  const auto cycles = static_cast<std::size_t>(run.cycles);
  for (ColumnSignal& signal : signals) {
    if (signal.reads.size() > cycles)
      run.melts.push_back({.well = signal.well,
                           .dye = signal.title,
                           .temperature_c = {},
                           .signal = {signal.reads.begin() + run.cycles, signal.reads.end()}});
    lengthen(table, signal.reads, cycles);
    signal.reads.resize(cycles);
  }
}

}  // namespace

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

void read_v2_amplification(const V2Table& table, const std::string& source, Run& run) {
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
  std::set<Well> without_target;
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
      without_target.insert(well);
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
  if (!without_target.empty())
    run.issues.push_back(make_issue({IssueCode::SignalWithoutTarget, "curve"}, source,
                                    field<"wells">(well_list(without_target))));
}

void read_v2_multicomponent(const V2Table& table, const std::string& source, Run& run) {
  std::vector<ColumnSignal> signals = read_columns(table, run.plate);
  part_melt(table, signals, source, run);
  for (ColumnSignal& signal : signals)
    run.dyes.push_back({.well = signal.well, .dye = signal.title, .signal = std::move(signal.reads)});
}

void read_v2_raw_data(const V2Table& table, const std::string& source, Run& run) {
  std::vector<ColumnSignal> signals = read_columns(table, run.plate);
  part_melt(table, signals, source, run);
  for (ColumnSignal& signal : signals)
    run.filters.push_back({.well = signal.well, .filter = signal.title, .signal = std::move(signal.reads)});
}

void read_v2_melt(const V2Table& table, Run& run) {
  for (const Column field : {Column::Well, Column::Reading, Column::Temperature, Column::Fluorescence})
    table.require(field);
  std::map<std::pair<Well, std::string>, std::pair<std::vector<double>, std::vector<double>>> curves;
  for (const SheetRow* row : table.rows()) {
    const std::optional<double> temperature = table.number(*row, Column::Temperature);
    const std::optional<double> fluorescence = table.number(*row, Column::Fluorescence);
    if (!temperature && !fluorescence)
      continue;
    const int reading = read_number(table, *row, Column::Reading);
    auto& [temperatures, signals] =
        curves[{v2_well(table, *row, run.plate), table.name(*row, Column::Target)}];
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
