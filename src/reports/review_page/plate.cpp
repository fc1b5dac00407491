#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

#include "reports/review_page/layout.hpp"
#include "reports/review_page/marks.hpp"
#include "reports/review_page/markup.hpp"
#include "reports/review_page/sections.hpp"
#include "run/number_text.hpp"

namespace crossbreak::review_page {
namespace {

constexpr int cell_size = layout::plate::cell;
constexpr double inset = layout::plate::inset;

/// A well of the plate with every reaction in it.
struct Cell {
  Well well;
  std::vector<std::size_t> wells;  ///< indices into Calls::wells
  std::size_t main = 0;            ///< the one that shows: a set before the reference gene

  int x() const { return well.column * cell_size; }
  int y() const { return well.row * cell_size; }
};

std::vector<Cell> cells_of(const Report& report, std::size_t run) {
  std::vector<Cell> cells;
  std::map<Well, std::size_t> places;
  for (std::size_t i = 0; i < report.calls.wells.size(); ++i) {
    const WellCall& well = report.calls.wells[i];
    if (well.run != run) {
      continue;
    }
    const auto [place, is_new] = places.try_emplace(well.well, cells.size());
    if (is_new) {
      cells.push_back({.well = well.well, .wells = {}, .main = i});
    }
    Cell& cell = cells[place->second];
    cell.wells.push_back(i);
    if (report.calls.wells[cell.main].set == report.reference && well.set != report.reference) {
      cell.main = i;
    }
  }
  return cells;
}

/// Marks of one kind and size are one path, however many wells there are.
class PlateMarks {
 public:
  void add_at(const std::string& mark, double x, double y, double size) {
    const double scale = size / layout::mark::box;
    const auto found = std::ranges::find_if(
        paths_, [&](const Path& path) { return path.mark == mark && path.scale == scale; });
    Path& path = found == paths_.end() ? paths_.emplace_back(Path{mark, scale, ""}) : *found;
    path.outlines += mark_outline(mark, x / scale, y / scale);
  }
  void write(pugi::xml_node parent) const {
    for (const Path& path : paths_) {
      add(parent, "path",
          {{"class", mark_class(path.mark)},
           {"transform", "scale(" + shortest_text(path.scale) + ")"},
           {"d", path.outlines}});
    }
  }

 private:
  struct Path {
    std::string mark;
    double scale;
    std::string outlines;
  };
  std::vector<Path> paths_;
};

/// The well's mark, a failed reference beside it, and a flag where any of its reactions has one.
PlateMarks marks_of(const PageContent& page, const std::vector<Cell>& cells, bool dense) {
  PlateMarks marks;
  for (const Cell& cell : cells) {
    const std::string& shown = page.well_marks[cell.main];
    const bool is_quiet = shown == "negative" || shown == "reference";
    marks.add_at(shown, cell.x() + cell_size / 2.0, cell.y() + cell_size / 2.0 - (dense ? 0 : 5),
                 dense      ? 32
                 : is_quiet ? 18
                            : 22);
    const bool failed_reference = std::ranges::any_of(cell.wells, [&](std::size_t well) {
      const std::string& mark = page.well_marks[well];
      return well != cell.main && page.report.calls.wells[well].set == page.report.reference &&
             mark != "reference" && mark != "passed" && mark != "negative";
    });
    if (failed_reference) {
      marks.add_at("failed", cell.x() + cell_size - 8, cell.y() + 8, 11);
    }
    if (std::ranges::any_of(cell.wells,
                            [&](std::size_t well) { return !page.report.calls.wells[well].flags.empty(); })) {
      marks.add_at("flag", cell.x() + 8, cell.y() + 8, 10);
    }
  }
  return marks;
}

std::string outline(int x, int y, double free) {
  const double side = cell_size - 2 * free;
  return fmt::format("M{} {}h{}v{}h{}z", x + free, y + free, side, side, -side);
}

/// The ground of every well: in use by a patient, by a control, or not at all.
void add_grounds(pugi::xml_node drawing, const PageContent& page, const ReportInput& input,
                 const std::vector<Cell>& cells) {
  std::string unused;
  for (int i = 0; i < input.plate.size(); ++i) {
    const Cell cell = {.well = well_at(i, input.plate).value(), .wells = {}};
    if (std::ranges::find(cells, cell.well, &Cell::well) == cells.end()) {
      unused += outline(cell.x(), cell.y(), inset);
    }
  }
  std::string patients;
  std::string controls;
  for (const Cell& cell : cells) {
    if (page.report.calls.wells[cell.main].role == SampleRole::Unknown) {
      patients += outline(cell.x(), cell.y(), inset + layout::plate::rounding / 2.0);
    } else {
      controls += outline(cell.x(), cell.y(), inset);
    }
  }
  pugi::xml_node grounds = add(drawing, "g", {{"class", "grounds"}, {"aria-hidden", "true"}});
  add(grounds, "path", {{"class", "unused"}, {"d", unused}});
  add(grounds, "path", {{"class", "patients"}, {"d", patients}});
  add(grounds, "path", {{"class", "controls"}, {"d", controls}});
}

/// Rows, columns and, where there is room, sets in letters.
void add_labels(pugi::xml_node parent, const PageContent& page, const ReportInput& input,
                const std::vector<Cell>& cells) {
  pugi::xml_node labels = add(parent, "g", {{"class", "later"}});
  for (const Cell& cell : cells) {
    if (!is_dense(input)) {
      add(labels, "text",
          {{"x", std::to_string(cell.x() + cell_size / 2)},
           {"y", fmt::format("{}", cell.y() + cell_size - 4.5)}},
          page.report.calls.wells[cell.main].set);
    }
  }
  for (int row = 0; row < input.plate.rows; ++row) {
    add(labels, "text",
        {{"class", "edge"}, {"x", "-12"}, {"y", std::to_string(row * cell_size + cell_size / 2 + 4)}},
        std::string(1, static_cast<char>('A' + row)));
  }
  for (int column = 0; column < input.plate.columns; ++column) {
    add(labels, "text",
        {{"class", "edge"}, {"x", std::to_string(column * cell_size + cell_size / 2)}, {"y", "-8"}},
        std::to_string(column + 1));
  }
}

void add_plate(pugi::xml_node parent, const PageContent& page, const ReportInput& input) {
  const std::vector<Cell> cells = cells_of(page.report, input.run);
  const bool dense = is_dense(input);
  pugi::xml_node drawing = add(parent, "svg",
                               {{"class", dense ? "plate dense" : "plate"},
                                {"role", "grid"},
                                {"aria-label", page.word("plate") + " " + input.file},
                                {"data-run", std::to_string(input.run)},
                                {"viewBox", fmt::format("-24 -24 {} {}", input.plate.columns * cell_size + 28,
                                                        input.plate.rows * cell_size + 28)}});
  add_grounds(drawing, page, input, cells);
  add(drawing, "g", {{"class", "cells"}});
  pugi::xml_node over = add(drawing, "g", {{"class", "over"}, {"aria-hidden", "true"}});
  marks_of(page, cells, dense).write(over);
  add_labels(over, page, input, cells);
  add(over, "path", {{"class", "veil"}, {"d", ""}});
}

}  // namespace

bool is_dense(const ReportInput& input) {
  return input.plate.columns > 12;
}

std::string plates_section(const PageContent& page) {
  Fragment fragment;
  std::set<std::size_t> drawn;  // files of one run share a plate
  for (const ReportInput& input : page.report.inputs) {
    if (!drawn.insert(input.run).second) {
      continue;
    }
    if (has_several_runs(page.report)) {
      add(fragment.root(), "h3", {}, input.file);
    }
    add_plate(fragment.root(), page, input);
  }
  return fragment.html();
}

std::string plate_key_section(const PageContent& page) {
  std::vector<std::string> used = page.well_marks;
  for (const Subject& subject : page.subjects) {
    for (const SubjectSet& set : subject.sets) {
      if (set.state == "missing") {
        used.push_back("missing");
      }
    }
  }
  Fragment fragment;
  const auto add_entry = [&](const std::string& mark, const std::string& word) {
    if (std::ranges::find(used, mark) != used.end()) {
      pugi::xml_node entry = add(fragment.root(), "span");
      add_mark(entry, mark);
      add_text(entry, word);
    }
  };
  for (const char* state : {"positive", "negative", "late", "inconclusive", "left_out", "missing"}) {
    add_entry(state, page.word(std::string("state_") + state));
  }
  add_entry("reference", page.word("reference"));
  for (const char* outcome : {"passed", "warning", "failed"}) {
    add_entry(outcome, page.word("control") + ": " + page.word(std::string("outcome_") + outcome));
  }
  return fragment.html();
}

}  // namespace crossbreak::review_page
