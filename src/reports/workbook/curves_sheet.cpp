// Curves: delta Rn of every well, and native charts of it, linear and logarithmic, for each primer set.
//
// Charts stand above, numbers below: a block of delta Rn as it is, and a block with only what a
// logarithmic axis can show. A column is a curve, or the threshold of a chart.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "ieee/elementary.hpp"
#include "record/record.hpp"
#include "reports/workbook/sheets.hpp"
#include "words/labels/common.hpp"
#include "words/labels/workbook.hpp"

namespace crossbreak::workbook {
namespace {

constexpr double log_floor = 0.001;  // delta Rn; below it is noise on any ABI 7500
constexpr int chart_width = 640;     // pixels
constexpr int chart_height = 380;
constexpr Row chart_rows = 20;  // of 20 pixels
constexpr Column log_chart_column = 10;
constexpr Colour threshold_colour = 0x0072B2;
constexpr Colour failed_colour = 0x111111;  // to libxlsxwriter 0x000000 is no colour

/// One chart's worth of wells of one set: with their thresholds at most 255 series.
struct ChartGroup {
  std::string set;
  std::size_t part = 0;            ///< from 0, where a set needs several charts
  std::vector<std::size_t> wells;  ///< indices into calls.wells
  std::set<double> thresholds;
};

std::vector<ChartGroup> chart_groups(const Report& report) {
  std::vector<std::string> order;
  for (const ReportSet& set : report.sets) {
    order.push_back(set.name);
  }
  if (!report.reference.empty()) {
    order.push_back(report.reference);
  }
  std::map<std::string, std::vector<std::size_t>> wells_of;
  for (std::size_t i = 0; i < report.calls.wells.size(); ++i) {
    const std::string& set = report.calls.wells[i].set;
    if (std::find(order.begin(), order.end(), set) == order.end()) {
      order.push_back(set);
    }
    wells_of[set].push_back(i);
  }

  std::vector<ChartGroup> groups;
  for (const std::string& set : order) {
    ChartGroup group{.set = set, .part = 0, .wells = {}, .thresholds = {}};
    for (const std::size_t well : wells_of[set]) {
      std::set<double> thresholds = group.thresholds;
      if (report.calls.wells[well].threshold) {
        thresholds.insert(*report.calls.wells[well].threshold);
      }
      if (group.wells.size() + 1 + thresholds.size() > most_chart_series) {
        groups.push_back(group);
        group = {.set = set, .part = group.part + 1, .wells = {}, .thresholds = {}};
        thresholds.clear();
        if (report.calls.wells[well].threshold) {
          thresholds.insert(*report.calls.wells[well].threshold);
        }
      }
      group.wells.push_back(well);
      group.thresholds = thresholds;
    }
    if (!group.wells.empty()) {
      groups.push_back(group);
    }
  }
  return groups;
}

/// A control or reference gene that failed is black, whatever its curve looks like.
Colour line_colour(const WellCall& well, const Report& report, bool failed) {
  if (failed) {
    return failed_colour;
  }
  switch (well.state) {
    case WellState::Positive:
      return well.role == SampleRole::Unknown && well.set != report.reference ? 0xD55E00 : 0x009E73;
    case WellState::Late:
    case WellState::Inconclusive:
      return 0xCC79A7;
    case WellState::Negative:
    case WellState::LeftOut:
      break;
  }
  return 0x9CA3AF;
}

ChartSeries curve_series(const WellCall& well, const Report& report, bool failed) {
  const bool doubtful = well.state == WellState::Late || well.state == WellState::Inconclusive;
  ChartSeries series;
  series.colour = line_colour(well, report, failed);
  series.width =
      !failed && (well.state == WellState::Negative || well.state == WellState::LeftOut) ? 0.75 : 1.75;
  series.dashed = doubtful;
  return series;
}

/// Where the two blocks of numbers stand.
struct Blocks {
  Row header = 0;  ///< of the linear block: the names of its columns
  Row first = 0;
  Row last = 0;
  Row log_header = 0;
  Row log_first = 0;
  Row log_last = 0;
};

Blocks blocks_below(Row top, std::size_t cycles) {
  const auto rows = static_cast<Row>(std::max<std::size_t>(cycles, 1));
  Blocks blocks;
  blocks.header = top + 1;
  blocks.first = blocks.header + 4;
  blocks.last = blocks.first + rows - 1;
  blocks.log_header = blocks.last + 3;
  blocks.log_first = blocks.log_header + 1;
  blocks.log_last = blocks.log_first + rows - 1;
  return blocks;
}

void write_column(Sheet& sheet, const Blocks& blocks, Column column, const std::string& name,
                  const std::vector<double>& numbers) {
  const Style bold = {.bold = true};
  sheet.text(blocks.header, column, name, bold);
  sheet.text(blocks.log_header, column, name, bold);
  for (Row i = 0; i < numbers.size(); ++i) {
    sheet.number(blocks.first + i, column, numbers[i]);
    if (numbers[i] >= log_floor) {
      sheet.number(blocks.log_first + i, column, numbers[i]);
    }
  }
}

void write_curve_column(Sheet& sheet, const Blocks& blocks, Column column, std::size_t index,
                        const Layout& layout) {
  const WellCall& well = layout.report->calls.wells[index];
  write_column(sheet, blocks, column, to_string(well.well) + ' ' + well.sample,
               layout.report->curves[index].delta_rn);
  sheet.text(blocks.header + 1, column, well.target);
  sheet.text(blocks.header + 2, column, layout.report->inputs[well.input].file);
  sheet.text(blocks.header + 3, column, with_symbol(symbol_of(well.state), layout.say(label_of(well.state))),
             style_of(well.state));
}

void write_cycle_column(Sheet& sheet, const Blocks& blocks, std::size_t cycles, const Layout& layout) {
  std::vector<double> numbers;
  for (std::size_t cycle = 1; cycle <= cycles; ++cycle) {
    numbers.push_back(static_cast<double>(cycle));
  }
  write_column(sheet, blocks, 0, layout.say(common_labels.cycle), numbers);
  const Style bold = {.bold = true};
  sheet.text(blocks.header - 1, 0, layout.say(curves_sheet_labels.linear_block), bold);
  sheet.text(blocks.header + 1, 0, layout.say(common_labels.target), bold);
  sheet.text(blocks.header + 2, 0, layout.say(common_labels.file), bold);
  sheet.text(blocks.header + 3, 0, layout.say(common_labels.state), bold);
  sheet.text(blocks.log_header - 1, 0, layout.say(curves_sheet_labels.logarithmic_block), bold);
}

/// A curve that was left out may be noise divided by next to nothing, thousands of times higher than the
/// rest: then the axes end where the others end, at a whole step, and it leaves the plot. Without others, and
/// without a threshold, it stays.
void fit_axes(LineChart& linear, LineChart& logarithmic, const ChartGroup& group, const Report& report) {
  struct Range {
    double low = 0;
    double high = log_floor;
  };
  Range shown;
  Range left_out;
  bool is_anything_shown = !group.thresholds.empty();
  for (const std::size_t index : group.wells) {
    for (const double value : report.curves[index].delta_rn) {
      if (std::isfinite(value)) {
        const bool is_left_out = report.calls.wells[index].state == WellState::LeftOut;
        Range& range = is_left_out ? left_out : shown;
        range = {std::min(range.low, value), std::max(range.high, value)};
        is_anything_shown = is_anything_shown || !is_left_out;
      }
    }
  }
  for (const double threshold : group.thresholds) {
    shown.high = std::max(shown.high, threshold);
  }
  if (!is_anything_shown) {
    return;
  }
  const double step = ieee::pow(10, std::floor(ieee::log10(shown.high - shown.low)));
  const double top = step * std::ceil(shown.high / step);
  const double bottom = step * std::floor(shown.low / step);
  if (left_out.high > top) {
    linear.top = top;
    logarithmic.top = std::max(ieee::pow(10, std::ceil(ieee::log10(shown.high))), 10 * log_floor);
  }
  if (left_out.low < bottom) {
    linear.bottom = bottom;
  }
}

/// Writes the group's columns from `column` on and places its two charts; gives the next free column.
Column write_group(Sheet& sheet, const Blocks& blocks, Row chart_row, Column column, std::size_t cycles,
                   const ChartGroup& group, const std::set<std::size_t>& failed, const Layout& layout) {
  LineChart linear;
  linear.title = group.set + (group.part == 0 ? "" : " (" + std::to_string(group.part + 1) + ")") + "  ΔRn";
  linear.x_title = layout.say(common_labels.cycle);
  linear.y_title = "ΔRn";
  // An axis needs a length, even one without any curve.
  linear.last_x = 5 * std::ceil(static_cast<double>(std::max<std::size_t>(cycles, 1)) / 5);
  linear.first_row = blocks.first;
  linear.last_row = blocks.last;
  for (const std::size_t index : group.wells) {
    write_curve_column(sheet, blocks, column, index, layout);
    ChartSeries series =
        curve_series(layout.report->calls.wells[index], *layout.report, failed.contains(index));
    series.column = column++;
    linear.series.push_back(series);
  }
  for (const double threshold : group.thresholds) {
    write_column(sheet, blocks, column,
                 layout.say(filled(curves_sheet_labels.threshold_of_set, field<"set">(group.set))),
                 std::vector<double>(cycles, threshold));
    linear.series.push_back({.column = column++, .colour = threshold_colour, .width = 1.25, .dashed = true});
  }
  LineChart logarithmic = linear;
  logarithmic.title = layout.say(filled(curves_sheet_labels.logarithmic_chart, field<"title">(linear.title)));
  logarithmic.log_floor = log_floor;
  fit_axes(linear, logarithmic, group, *layout.report);
  logarithmic.first_row = blocks.log_first;
  logarithmic.last_row = blocks.log_last;
  for (ChartSeries& series : linear.series) {
    series.name_row = blocks.header;
    series.first_row = blocks.first;
    series.last_row = blocks.last;
  }
  for (ChartSeries& series : logarithmic.series) {
    series.name_row = blocks.log_header;
    series.first_row = blocks.log_first;
    series.last_row = blocks.log_last;
  }
  sheet.insert(chart_row, 0, linear, chart_width, chart_height);
  sheet.insert(chart_row, log_chart_column, logarithmic, chart_width, chart_height);
  return column;
}

}  // namespace

void write_curves_sheet(Book& book, const Layout& layout) {
  const Report& report = *layout.report;
  const std::vector<ChartGroup> groups = chart_groups(report);
  std::size_t cycles = 0;
  std::size_t columns = 1;
  for (const ReportCurve& curve : report.curves) {
    cycles = std::max(cycles, curve.delta_rn.size());
  }
  for (const ChartGroup& group : groups) {
    columns += group.wells.size() + group.thresholds.size();
  }
  if (columns > sheet_columns) {
    throw ReportError("a workbook holds no more than " + std::to_string(sheet_columns) +
                      " columns of curves, these runs need " + std::to_string(columns) +
                      ": call fewer runs together");
  }

  Sheet& sheet = book.add_sheet(layout.say(common_labels.curves));
  const Row charts_top = 1;
  const Blocks blocks = blocks_below(charts_top + static_cast<Row>(groups.size()) * chart_rows, cycles);
  sheet.text(0, 0,
             layout.say(filled(curves_sheet_labels.legend, field<"row">(std::to_string(blocks.header + 1)))),
             {.ink = grey_ink});
  write_cycle_column(sheet, blocks, cycles, layout);
  const std::set<std::size_t> failed = failed_wells(report.calls);
  Column column = 1;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    column = write_group(sheet, blocks, charts_top + static_cast<Row>(i) * chart_rows, column, cycles,
                         groups[i], failed, layout);
  }
  sheet.width(0, 0, 9);
  sheet.print_one_page_wide(std::nullopt, false);
  sheet.print_area(blocks.header - 2, 2 * log_chart_column);  // the charts, not the numbers
}

}  // namespace crossbreak::workbook
