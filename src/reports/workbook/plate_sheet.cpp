// Plate: each run's plate as a grid, the Ct as heat, the state as a symbol.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "reports/workbook/sheets.hpp"
#include "words/labels/common.hpp"
#include "words/labels/workbook.hpp"

namespace crossbreak::workbook {
namespace {

// From Ct 15 and below (strongest) in steps of three cycles; pale enough for dark text.
constexpr std::array<Colour, 7> heat_of_sets = {0xE8833A, 0xEE9957, 0xF2AD75, 0xF6C093,
                                                0xF9D2B2, 0xFBE2CE, 0xFDF0E5};
constexpr std::array<Colour, 7> heat_of_reference = {0x8FB8D3, 0x9FC2DA, 0xAFCCE0, 0xBFD6E6,
                                                     0xCFE0EC, 0xDDE9F2, 0xEAF2F8};

Colour heat(double ct, const std::array<Colour, 7>& colours) {
  const double step = std::clamp((ct - 15) / 3, 0.0, 6.0);
  return colours[static_cast<std::size_t>(step)];
}

void write_reaction(Sheet& sheet, Row row, Column column, const WellCall& well, bool failed,
                    const Layout& layout) {
  const Report& report = *layout.report;
  const bool reference = well.set == report.reference;
  Style style = failed ? style_of(ControlOutcome::Failed) : style_of(well.state);
  style.border = true;
  style.centred = true;
  style.size = 9;
  const std::string prefix =
      std::string(failed ? symbol_of(ControlOutcome::Failed) : symbol_of(well.state)) + ' ' + well.set;
  if (well.ct && !failed && well.state == WellState::Positive) {
    style.fill = heat(*well.ct, reference ? heat_of_reference : heat_of_sets);
    if (reference) {
      style.bold = false;
      style.ink.reset();
    }
  }
  if (well.ct) {
    sheet.number(row, column, well.ct, ct_style(style, prefix, *well.ct, report.ct_cutoff));
  } else {
    sheet.text(row, column, prefix, style);
  }
}

/// Writes one run's grid from `top` down; gives the row below it.
Row write_grid(Sheet& sheet, Row top, std::size_t run, const ReportInput& input, const Layout& layout) {
  const Calls& calls = layout.report->calls;
  const std::set<std::size_t> failed = failed_wells(calls);
  std::map<Well, std::vector<std::size_t>> reactions;
  std::size_t layers = 1;
  for (std::size_t i = 0; i < calls.wells.size(); ++i) {
    if (calls.wells[i].run == run) {
      auto& of_well = reactions[calls.wells[i].well];
      of_well.push_back(i);
      layers = std::max(layers, of_well.size());
    }
  }

  const Style axis = {.bold = true, .centred = true};
  sheet.text(top++, 0, input.file, {.bold = true, .size = 12});
  for (int column = 0; column < input.plate.columns; ++column) {
    sheet.text(top, static_cast<Column>(column + 1), std::to_string(column + 1), axis);
  }
  ++top;
  for (int row = 0; row < input.plate.rows; ++row) {
    sheet.text(top, 0, std::string(1, static_cast<char>('A' + row)), axis);
    for (int column = 0; column < input.plate.columns; ++column) {
      const auto found = reactions.find(Well{row, column});
      if (found == reactions.end()) {
        continue;
      }
      const auto at = static_cast<Column>(column + 1);
      sheet.text(top, at, calls.wells[found->second.front()].sample,
                 {.bold = true, .centred = true, .border = true, .shrink = true, .size = 8});
      for (std::size_t layer = 0; layer < found->second.size(); ++layer) {
        const std::size_t index = found->second[layer];
        write_reaction(sheet, top + 1 + static_cast<Row>(layer), at, calls.wells[index],
                       failed.contains(index), layout);
      }
    }
    top += 1 + static_cast<Row>(layers);
  }
  return top + 1;
}

std::string legend(const Layout& layout) {
  std::string text;
  for (const WellState state : {WellState::Positive, WellState::Late, WellState::Inconclusive,
                                WellState::Negative, WellState::LeftOut}) {
    text += with_symbol(symbol_of(state), layout.say(label_of(state))) + "    ";
  }
  return text + with_symbol(symbol_of(ControlOutcome::Failed), layout.say(plate_sheet_labels.failed)) +
         "    " + layout.say(plate_sheet_labels.legend);
}

}  // namespace

void write_plate_sheet(Book& book, const Layout& layout) {
  const Report& report = *layout.report;
  Sheet& sheet = book.add_sheet(layout.say(common_labels.plate));
  sheet.text(0, 0, legend(layout), {.ink = grey_ink});
  Row top = 2;
  int columns = 0;
  std::set<std::size_t> seen;
  for (const ReportInput& input : report.inputs) {
    if (seen.insert(input.run).second) {
      top = write_grid(sheet, top, input.run, input, layout);
      columns = std::max(columns, input.plate.columns);
    }
  }
  sheet.width(0, 0, 4);
  sheet.width(1, static_cast<Column>(columns), 13.5);
  sheet.print_one_page_wide(std::nullopt, true);
}

}  // namespace crossbreak::workbook
