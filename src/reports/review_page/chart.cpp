#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <span>

#include "reports/review_page/axis.hpp"
#include "reports/review_page/layout.hpp"
#include "reports/review_page/markup.hpp"
#include "reports/review_page/sections.hpp"
#include "run/number_text.hpp"

namespace crossbreak::review_page {
namespace {

namespace plot = layout::plot;
namespace label = layout::axis;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

void add_line(pugi::xml_node parent, double x1, double y1, double x2, double y2, const char* name) {
  add(parent, "path",
      {{"class", name},
       {"d", fmt::format("M{} {}L{} {}", hundredths(x1), hundredths(y1), hundredths(x2), hundredths(y2))}});
}

void add_label(pugi::xml_node parent, double x, double y, const char* name, const std::string& text) {
  add(parent, "text", {{"x", hundredths(x)}, {"y", hundredths(y)}, {"class", name}}, text);
}

void add_axes(pugi::xml_node axes, const PageContent& page) {
  const Axis& axis = page.axis;
  for (const auto& [value, text] : axis.ticks()) {
    const double y = axis.y(value);
    add_line(axes, plot::left, y, plot::right, y, "grid");
    add_label(axes, plot::left + label::value_x, y + label::value_y, "tick y", text);
  }
  add_label(axes, label::title_x, label::title_y, "title", page.word("delta_rn"));
  for (std::size_t cycle = label::cycle_step; cycle <= axis.cycles; cycle += label::cycle_step) {
    const double x = axis.x(static_cast<double>(cycle));
    add_line(axes, x, plot::bottom, x, plot::bottom + label::cycle_tick, "grid");
    add_label(axes, x, plot::bottom + label::cycle_y, "tick", std::to_string(cycle));
  }
  add_label(axes, (plot::left + plot::right) / 2.0, plot::height + label::cycle_title_y, "tick",
            page.word("cycle"));
  if (page.report.ct_cutoff < static_cast<double>(axis.cycles)) {
    const double x = axis.x(page.report.ct_cutoff);
    add_line(axes, x, plot::top, x, plot::bottom, "cutoff");
    std::string said = page.word("cutoff");
    said.replace(said.find("{ct}"), 4, shortest_text(page.report.ct_cutoff));
    add_label(axes, x + label::cutoff_x, plot::top + label::cutoff_y, "cutoff", said);
  }
}

/// Curves are written in whole numbers of the finer unit, cut off where they leave the plot:: Each has as
/// few points as keep each of its reads within half a pixel of the line: from the last point on, the slopes
/// that pass the reads since then, until one leaves them (Sklansky and Gonzalez, Pattern Recognition 12
/// (1980) 327-331).
class Outline {
 public:
  explicit Outline(const Axis& axis) : axis_(axis) {}

  /// Path data of one curve; a NaN ends one stretch.
  std::string of(std::span<const double> values) {
    path_.clear();
    from_ = last_ = none;
    for (std::size_t i = 0; i < values.size(); ++i) {
      read(static_cast<double>(i) + 1, plot::finer * axis_.y(values[i]));
    }
    end_stretch();
    return path_;
  }

  /// Where a curve of all cycles that never leaves its pixel lies, to half a pixel; nothing for any other.
  std::optional<double> level_of(std::span<const double> values) const {
    const Range range = range_of(values);
    const bool is_whole = values.size() == axis_.cycles &&
                          std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
    const double high = plot::finer * axis_.y(range.high);
    const double low = plot::finer * axis_.y(range.low);
    if (!is_whole || low - high > 2 * half_pixel) {
      return std::nullopt;
    }
    return std::round((high + low) / 2 / half_pixel) * half_pixel;
  }

  std::string of_level(double level) {
    path_.clear();
    point('M', 1, level);
    point('L', static_cast<double>(axis_.cycles), level);
    return path_;
  }

 private:
  static constexpr double half_pixel = plot::finer / 2.0;  // about, on a screen
  static constexpr double far = 1e6;                       // a thousand drawings away

  void point(char pen, double cycle, double y) {
    fmt::format_to(std::back_inserter(path_), "{}{} {}", pen, std::lround(plot::finer * axis_.x(cycle)),
                   std::lround(std::clamp(y, -far, far)));
  }

  void start(char pen, double cycle, double y) {
    point(pen, cycle, y);
    from_ = cycle;
    from_y_ = y;
    least_ = -std::numeric_limits<double>::infinity();
    most_ = std::numeric_limits<double>::infinity();
  }

  void read(double cycle, double y) {
    if (!std::isfinite(y)) {
      end_stretch();
      return;
    }
    if (std::isnan(from_)) {
      start('M', cycle, y);
    } else {
      const double slope = (y - from_y_) / (cycle - from_);
      if (slope < least_ || slope > most_) {
        start('L', last_, last_y_);
      }
      least_ = std::max(least_, (y - half_pixel - from_y_) / (cycle - from_));
      most_ = std::min(most_, (y + half_pixel - from_y_) / (cycle - from_));
    }
    last_ = cycle;
    last_y_ = y;
  }

  void end_stretch() {
    if (last_ > from_) {
      point('L', last_, last_y_);
    }
    from_ = last_ = none;
  }

  const Axis& axis_;
  std::string path_;
  double from_ = none;  ///< cycle of the last point written, NaN between two stretches
  double from_y_ = none;
  double last_ = none;  ///< the last read that the line passes
  double last_y_ = none;
  double least_ = none;
  double most_ = none;
};

/// Quiet curves first, so that none hides a positive one.
constexpr std::array loudness = {"left_out", "negative",     "reference", "passed",  "late",
                                 "warning",  "inconclusive", "failed",    "positive"};

/// Wells drawn alike share one path, far faster than one each; those on one level are one line of it.
struct Style {
  std::string mark;
  std::string set;
  std::vector<std::size_t> wells;
};

std::vector<Style> styles_of(const PageContent& page) {
  std::vector<Style> styles;
  for (std::size_t i = 0; i < page.well_marks.size(); ++i) {
    const std::string& mark = page.well_marks[i];
    const std::string& set = page.report.calls.wells[i].set;
    const auto found = std::ranges::find_if(
        styles, [&](const Style& style) { return style.mark == mark && style.set == set; });
    Style& style = found == styles.end() ? styles.emplace_back(Style{mark, set, {}}) : *found;
    style.wells.push_back(i);
  }
  std::ranges::stable_sort(styles, {}, [](const Style& style) {
    return std::ranges::find(loudness, style.mark) - loudness.begin();
  });
  return styles;
}

std::string outlines_of(const Style& style, const Report& report, Outline& outline) {
  std::string path;
  std::vector<double> levels;
  for (const std::size_t well : style.wells) {
    const std::vector<double>& values = report.curves[well].delta_rn;
    const std::optional<double> level = outline.level_of(values);
    if (!level) {
      path += outline.of(values);
    } else if (std::ranges::find(levels, *level) == levels.end()) {
      levels.push_back(*level);
      path += outline.of_level(*level);
    }
  }
  return path;
}

void add_curves(pugi::xml_node drawing, const PageContent& page) {
  pugi::xml_node all =
      add(drawing, "svg",
          {{"class", "all"},
           {"x", std::to_string(plot::left)},
           {"y", std::to_string(plot::top)},
           {"width", std::to_string(plot::right - plot::left)},
           {"height", std::to_string(plot::bottom - plot::top)},
           {"viewBox", fmt::format("{} {} {} {}", plot::finer * plot::left, plot::finer * plot::top,
                                   plot::finer * (plot::right - plot::left),
                                   plot::finer * (plot::bottom - plot::top))}});
  const bool dense = std::ranges::any_of(page.report.inputs, is_dense);
  Outline outline(page.axis);
  for (const Style& style : styles_of(page)) {
    pugi::xml_node curve = add(all, "path", {{"class", "curve " + style.mark}, {"data-set", style.set}});
    if (!dense) {
      curve.append_attribute("stroke-dasharray") = dash_of(page, style.set).c_str();
    }
    curve.append_attribute("d") =
        page.axis.range.is_empty() ? "" : outlines_of(style, page.report, outline).c_str();
  }
}

}  // namespace

std::string dash_of(const PageContent& page, std::string_view set) {
  constexpr std::array dashes = {"none", "7 3", "2.5 2.5", "9 3 2 3", "12 3 2 3 2 3", "4 6", "14 5"};
  if (set == page.report.reference) {
    return "2 4";
  }
  const auto found = std::ranges::find(page.report.sets, set, &ReportSet::name);
  return dashes[static_cast<std::size_t>(found - page.report.sets.begin()) % dashes.size()];
}

std::string chart_section(const PageContent& page) {
  Fragment fragment;
  pugi::xml_node drawing = add(fragment.root(), "svg",
                               {{"class", "chart"},
                                {"role", "img"},
                                {"aria-labelledby", "chart-title"},
                                {"viewBox", fmt::format("0 0 {} {}", plot::width, plot::height)}});
  pugi::xml_node axes = add(drawing, "g", {{"class", "axes"}});
  if (page.axis.range.is_empty()) {
    add_label(axes, plot::left + label::nothing_x, label::nothing_y, "tick left", page.word("no_signal"));
  } else {
    add_axes(axes, page);
  }
  add_curves(drawing, page);
  add(drawing, "g", {{"class", "top"}});
  return fragment.html();
}

std::string beyond_section(const PageContent& page) {
  Fragment fragment;
  if (!page.axis.beyond.empty()) {
    add_text(fragment.root(), page.word("beyond"));
  }
  for (const std::size_t i : page.axis.beyond) {
    const WellCall& well = page.report.calls.wells[i];
    const std::string file = run_file(page.report, well.run);
    add_text(fragment.root(), " ");
    add(fragment.root(), "button", {{"type", "button"}, {"data-at", std::to_string(i)}},
        fmt::format("{}{}{} {}", to_string(well.well), file.empty() ? "" : " · ", file, well.set));
  }
  return fragment.html();
}

std::string set_key_section(const PageContent& page) {
  Fragment fragment;
  const bool dense = std::ranges::any_of(page.report.inputs, is_dense);
  add(fragment.root(), "span", {}, page.word(dense ? "set_lines_dense" : "set_lines"));
  namespace size = layout::sample;
  for (const std::string& set : page.set_names) {
    pugi::xml_node entry = add(fragment.root(), "span");
    pugi::xml_node sample = add(entry, "svg",
                                {{"class", "sample"},
                                 {"viewBox", fmt::format("0 0 {} {}", size::width, size::height)},
                                 {"aria-hidden", "true"}});
    add(sample, "path",
        {{"d", fmt::format("M0 {}H{}", size::height / 2, size::width)},
         {"stroke-dasharray", dash_of(page, set)}});
    add_text(entry, set);
  }
  return fragment.html();
}

}  // namespace crossbreak::review_page
