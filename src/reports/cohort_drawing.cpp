#include "reports/cohort_drawing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

#include "ieee/elementary.hpp"
#include "reports/cohort_tables.hpp"
#include "reports/review_page/markup.hpp"
#include "run/number_text.hpp"
#include "run/utf8.hpp"
#include "words/labels/cohort.hpp"

namespace crossbreak {
namespace {

using review_page::add;
using review_page::hundredths;

// Lengths are in the unit of the drawing, about a pixel on a screen; chosen by eye.
namespace plot {
constexpr double width = 680;
constexpr double left = 62;
constexpr double right = 660;
constexpr double top = 12;
constexpr double bottom = 300;
constexpr double tick = 5;
constexpr double tick_text = 19;
constexpr double title = 38;
constexpr double risk_top = 62;  // below the axis
constexpr double row = 34;       // a group's name, and its numbers below
constexpr double name_to_numbers = 15;
constexpr double sample = 34;
constexpr double censor = 4;
}  // namespace plot

namespace forest {
constexpr double width = 680;
constexpr double labels = 8;
constexpr double left = 290;
constexpr double right = 500;
constexpr double numbers = 512;
constexpr double top = 14;
constexpr double row = 22;
constexpr double square = 4;
constexpr double widest = 32;  // a hazard ratio beyond it, or below its inverse, is off the axis
}  // namespace forest

constexpr const char* ink = "#000";

std::string colour_text(std::uint32_t colour) {
  return fmt::format("#{:06X}", colour);
}

pugi::xml_node add_svg(pugi::xml_node parent, double width, double height, const std::string& label) {
  return add(parent, "svg",
             {{"xmlns", "http://www.w3.org/2000/svg"},
              {"viewBox", "0 0 " + hundredths(width) + ' ' + hundredths(height)},
              {"role", "img"},
              {"aria-label", label},
              {"font-family", "Noto Sans, Noto Sans CJK SC, Microsoft YaHei, Arial, sans-serif"},
              {"font-size", "12"}});
}

void add_line(pugi::xml_node parent, double x1, double y1, double x2, double y2, const char* stroke,
              const char* width = "1") {
  add(parent, "path",
      {{"d", 'M' + hundredths(x1) + ' ' + hundredths(y1) + 'L' + hundredths(x2) + ' ' + hundredths(y2)},
       {"stroke", stroke},
       {"stroke-width", width},
       {"fill", "none"}});
}

void add_label(pugi::xml_node parent, double x, double y, const char* anchor, const std::string& text) {
  add(parent, "text", {{"x", hundredths(x)}, {"y", hundredths(y)}, {"text-anchor", anchor}, {"fill", ink}},
      text);
}

/// A stroke that goes right and then up or down; what would not be seen is left out.
class Steps {
 public:
  Steps(double x, double y) : path_('M' + hundredths(x) + ' ' + hundredths(y)), y_(hundredths(y)) {}
  void to(double x, double y) {
    const std::string next = hundredths(y);
    x_ = hundredths(x);
    if (next == y_)
      return;
    path_ += 'H' + x_ + 'V' + next;
    y_ = next;
    x_.clear();
  }
  std::string finish() {
    if (!x_.empty())
      path_ += 'H' + x_;
    return path_;
  }

 private:
  std::string path_;
  std::string y_;
  std::string x_;  ///< where a stroke at y_ has come to and that is not written yet
};

class OutcomeDrawing {
 public:
  OutcomeDrawing(const CohortOutcome& outcome, Language language)
      : outcome_(outcome), language_(language), axis_(time_axis_of(outcome)) {}

  void add_to(pugi::xml_node parent) const {
    const double height =
        plot::bottom + plot::risk_top + plot::row * static_cast<double>(outcome_.groups.size());
    pugi::xml_node svg = add_svg(parent, plot::width, height, outcome_title(outcome_, language_));
    add_axes(svg);
    for (std::size_t i = 0; i < outcome_.groups.size(); ++i)
      add_band(svg, i);
    for (std::size_t i = 0; i < outcome_.groups.size(); ++i)
      add_curve(svg, i);
    add_numbers(svg);
  }

 private:
  std::string say(const Sentence& words) const { return in(language_, words); }
  double x(double months) const { return plot::left + months / axis_.end * (plot::right - plot::left); }
  double y(double share) const { return plot::bottom - share * (plot::bottom - plot::top); }
  double start() const { return outcome_.competes ? 0 : 1; }

  void add_axes(pugi::xml_node svg) const {
    constexpr int parts = 5;
    for (int i = 0; i <= parts; ++i) {
      const double share = static_cast<double>(i) / parts;
      if (i > 0)
        add_line(svg, plot::left, y(share), plot::right, y(share), "#DDD");
      add_line(svg, plot::left - plot::tick, y(share), plot::left, y(share), ink);
      add_label(svg, plot::left - 2 * plot::tick, y(share) + 4, "end", fixed_text(100 * share, 0) + " %");
    }
    add_line(svg, plot::left, plot::top, plot::left, plot::bottom, ink);
    add_line(svg, plot::left, plot::bottom, plot::right, plot::bottom, ink);
    for (double months = 0; months <= axis_.end; months += axis_.step) {
      add_line(svg, x(months), plot::bottom, x(months), plot::bottom + plot::tick, ink);
      add_label(svg, x(months), plot::bottom + plot::tick_text, "middle", readable_text(months));
    }
    add_label(svg, (plot::left + plot::right) / 2, plot::bottom + plot::title, "middle",
              say(cohort_labels.months));
    add(svg, "text",
        {{"transform", "translate(14 " + hundredths((plot::top + plot::bottom) / 2) + ") rotate(-90)"},
         {"text-anchor", "middle"},
         {"fill", ink}},
        say(outcome_.competes ? Sentence(cohort_labels.incidence) : Sentence(cohort_labels.without_event)));
  }

  /// One piece for each stretch of time that has limits.
  void add_band(pugi::xml_node svg, std::size_t place) const {
    const std::vector<CohortPoint>& curve = outcome_.groups[place].curve;
    std::string path;
    for (std::size_t from = 0; from < curve.size();) {
      std::size_t to = from;
      while (to < curve.size() && curve[to].lower && curve[to].upper)
        ++to;
      if (to > from)
        path += piece(curve, from, to);
      from = to + 1;
    }
    if (!path.empty())
      add(svg, "path",
          {{"d", path}, {"fill", colour_text(look_of_group(place).colour)}, {"fill-opacity", "0.13"}});
  }

  std::string piece(const std::vector<CohortPoint>& curve, std::size_t from, std::size_t to) const {
    const double end = x(to < curve.size() ? curve[to].time : curve.back().time);
    Steps upper(x(curve[from].time), y(*curve[from].upper));
    Steps lower(x(curve[from].time), y(*curve[from].lower));
    for (std::size_t i = from + 1; i < to; ++i)
      upper.to(x(curve[i].time), y(*curve[i].upper));
    upper.to(end, y(*curve[to - 1].upper));
    std::string path = upper.finish() + 'V' + hundredths(y(*curve[to - 1].lower));
    std::string last = hundredths(y(*curve[to - 1].lower));
    for (std::size_t i = to - 1; i > from; --i)
      if (const std::string next = hundredths(y(*curve[i - 1].lower)); next != last) {
        path += 'H' + hundredths(x(curve[i].time)) + 'V' + next;
        last = next;
      }
    return path + 'H' + hundredths(x(curve[from].time)) + 'Z';
  }

  void add_curve(pugi::xml_node svg, std::size_t place) const {
    const std::vector<CohortPoint>& curve = outcome_.groups[place].curve;
    if (curve.empty())
      return;
    const GroupLook look = look_of_group(place);
    Steps steps(x(0), y(start()));
    std::string censored;
    std::string last;
    for (const CohortPoint& point : curve) {
      steps.to(x(point.time), y(point.share));
      const std::string at = hundredths(x(point.time)) + ' ' + hundredths(y(point.share) - plot::censor);
      if (point.censored == 0 || at == last)
        continue;
      censored += 'M' + at + 'v' + hundredths(2 * plot::censor);
      last = at;
    }
    add(svg, "path",
        {{"d", steps.finish()},
         {"stroke", colour_text(look.colour)},
         {"stroke-width", "2"},
         {"stroke-dasharray", *look.dashes == '\0' ? "none" : look.dashes},
         {"fill", "none"}});
    if (!censored.empty())
      add(svg, "path",
          {{"d", censored}, {"stroke", colour_text(look.colour)}, {"stroke-width", "1.2"}, {"fill", "none"}});
  }

  /// The key of the curves is the first column of the numbers at risk.
  void add_numbers(pugi::xml_node svg) const {
    double row = plot::bottom + plot::risk_top;
    add_label(svg, 8, row - 2 * plot::tick - 4, "start", say(cohort_labels.at_risk));
    row += plot::tick;
    for (std::size_t i = 0; i < outcome_.groups.size(); ++i) {
      const CohortOutcomeGroup& group = outcome_.groups[i];
      const GroupLook look = look_of_group(i);
      add(svg, "path",
          {{"d", "M8 " + hundredths(row) + 'h' + hundredths(plot::sample)},
           {"stroke", colour_text(look.colour)},
           {"stroke-width", "2"},
           {"stroke-dasharray", *look.dashes == '\0' ? "none" : look.dashes},
           {"fill", "none"}});
      add_label(svg, 8 + plot::sample + 6, row + 4, "start", in(language_, group.group.label));
      for (double months = 0; months <= axis_.end; months += axis_.step)
        add_label(svg, x(months), row + 4 + plot::name_to_numbers, "middle",
                  std::to_string(at_risk(group, months)));
      row += plot::row;
    }
  }

  const CohortOutcome& outcome_;
  Language language_;
  TimeAxis axis_;
};

class ForestDrawing {
 public:
  ForestDrawing(const CohortModel& model, Language language) : model_(model), language_(language) {
    double most = 2;
    for (const CohortTerm& term : model.terms)
      for (const double limit : {term.lower, term.upper, term.hazard_ratio})
        most = std::max({most, limit, limit > 0 ? 1 / limit : 1});
    while (end_ < most && end_ < forest::widest)
      end_ *= 2;
  }

  void add_to(pugi::xml_node parent) const {
    const double bottom = forest::top + forest::row * static_cast<double>(model_.terms.size());
    pugi::xml_node svg =
        add_svg(parent, forest::width, bottom + 44,
                in(language_, filled(cohort_labels.forest, field<"endpoint">(model_.label))));
    for (double mark = 1 / end_; mark <= end_; mark *= 2) {
      add_line(svg, x(mark), forest::top, x(mark), bottom, mark == 1 ? ink : "#DDD");
      add_line(svg, x(mark), bottom, x(mark), bottom + plot::tick, ink);
      add_label(svg, x(mark), bottom + plot::tick_text, "middle", readable_text(mark));
    }
    add_line(svg, forest::left, bottom, forest::right, bottom, ink);
    add_label(svg, x(1), bottom + plot::title, "middle", in(language_, cohort_labels.sooner));
    for (std::size_t i = 0; i < model_.terms.size(); ++i)
      add_term(svg, model_.terms[i], forest::top + forest::row * (static_cast<double>(i) + 0.5));
  }

 private:
  double x(double ratio) const {
    const double share = (ieee::log(ratio) / ieee::log(end_) + 1) / 2;
    return forest::left + std::clamp(share, 0.0, 1.0) * (forest::right - forest::left);
  }

  void add_term(pugi::xml_node svg, const CohortTerm& term, double y) const {
    const double lower = x(std::max(term.lower, 1e-300));
    const double upper = x(term.upper);
    add_label(svg, forest::labels, y + 4, "start", in(language_, term.label));
    add_line(svg, lower, y, upper, y, ink, "1.5");
    // Where the interval goes on beyond the axis it ends in an arrow, else in a bar.
    const bool goes_left = term.lower < 1 / end_;
    const bool goes_right = term.upper > end_;
    add(svg, "path",
        {{"d", goes_left ? 'M' + hundredths(lower + 6) + ' ' + hundredths(y - 4) + "l-6 4l6 4"
                         : 'M' + hundredths(lower) + ' ' + hundredths(y - 4) + "v8"},
         {"stroke", ink},
         {"stroke-width", "1.5"},
         {"fill", "none"}});
    add(svg, "path",
        {{"d", goes_right ? 'M' + hundredths(upper - 6) + ' ' + hundredths(y - 4) + "l6 4l-6 4"
                          : 'M' + hundredths(upper) + ' ' + hundredths(y - 4) + "v8"},
         {"stroke", ink},
         {"stroke-width", "1.5"},
         {"fill", "none"}});
    add(svg, "rect",
        {{"x", hundredths(x(term.hazard_ratio) - forest::square)},
         {"y", hundredths(y - forest::square)},
         {"width", hundredths(2 * forest::square)},
         {"height", hundredths(2 * forest::square)},
         {"fill", colour_text(look_of_group(0).colour)}});
    add_label(svg, forest::numbers, y + 4, "start",
              fixed_text(term.hazard_ratio, 2) + " (" + fixed_text(term.lower, 2) + " - " +
                  fixed_text(term.upper, 2) + ')');
  }

  const CohortModel& model_;
  Language language_;
  double end_ = 2;  ///< the axis goes from its inverse to this
};

}  // namespace

GroupLook look_of_group(std::size_t place) {
  constexpr std::array<GroupLook, 4> looks = {
      {{0x0072B2, ""}, {0xD55E00, "7 3"}, {0x009E73, "2 3"}, {0xCC79A7, "9 3 2 3"}}};
  return looks.at(place);
}

TimeAxis time_axis_of(const CohortOutcome& outcome) {
  double last = 1;
  for (const CohortOutcomeGroup& group : outcome.groups)
    if (!group.curve.empty())
      last = std::max(last, group.curve.back().time);
  constexpr int most_marks = 10;
  TimeAxis axis;
  for (const double step : {1.0, 3.0, 6.0, 12.0, 24.0, 60.0, 120.0, 240.0}) {
    axis.step = step;
    if (last / step <= most_marks)
      break;
  }
  while (last / axis.step > most_marks)
    axis.step *= 2;
  axis.end = axis.step * std::ceil(last / axis.step);
  return axis;
}

bool is_drawn(const CohortOutcome& outcome) {
  return outcome.is_drawn &&
         std::any_of(outcome.groups.begin(), outcome.groups.end(),
                     [](const CohortOutcomeGroup& group) { return !group.curve.empty(); });
}

int at_risk(const CohortOutcomeGroup& group, double time) {
  if (time <= 0)
    return group.group.patients;
  const auto from = std::find_if(group.curve.begin(), group.curve.end(),
                                 [&](const CohortPoint& point) { return point.time >= time; });
  return from == group.curve.end() ? 0 : from->at_risk;
}

void add_outcome_drawing(pugi::xml_node parent, const CohortOutcome& outcome, Language language) {
  OutcomeDrawing(outcome, language).add_to(parent);
}

void add_forest_drawing(pugi::xml_node parent, const CohortModel& model, Language language) {
  ForestDrawing(model, language).add_to(parent);
}

}  // namespace crossbreak
