#include "curves/verdict/late_front.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include <Eigen/Core>

#include "curves/limits.hpp"
#include "curves/verdict/background.hpp"
#include "curves/verdict/sliding_products.hpp"
#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

using Vector = Eigen::VectorXd;

/// Two numbers that shape a rise: where, and how sharply.
struct Bend {
  double place = 0;
  double sharpness = 1;

  bool operator==(const Bend&) const = default;
};

/// Least squares of the finite readings of `rn` by a straight line and one rising shape. Every cycle has its
/// place in the vectors; one without a reading weighs nothing.
class OverLine {
 public:
  explicit OverLine(std::span<const double> rn) {
    const auto cycles = static_cast<Eigen::Index>(rn.size());
    is_read_ = Vector::Zero(cycles);
    from_centre_ = Vector::Zero(cycles);
    rest_ = Vector::Zero(cycles);
    double centre = 0;
    for (Eigen::Index i = 0; i < cycles; ++i)
      if (const double reading = rn[static_cast<std::size_t>(i)]; std::isfinite(reading)) {
        is_read_[i] = 1;
        rest_[i] = reading;
        centre += static_cast<double>(i + 1);
      }
    readings_ = is_read_.sum();
    centre /= readings_;
    for (Eigen::Index i = 0; i < cycles; ++i)
      from_centre_[i] = is_read_[i] * (static_cast<double>(i + 1) - centre);
    squares_ = from_centre_.squaredNorm();
    const double mean = rest_.sum() / readings_;
    const double slope = rest_.dot(from_centre_) / squares_;
    rest_ -= mean * is_read_ + slope * from_centre_;
    rss_ = rest_.squaredNorm();
  }
  int readings() const { return static_cast<int>(readings_); }
  Eigen::Index cycles() const { return rest_.size(); }

  /// The readings less their line.
  const Vector& rest() const { return rest_; }

  bool is_without_gaps() const { return readings() == static_cast<int>(cycles()); }

  /// Sums over the readings of a shape of one value a cycle.
  struct Sums {
    double values = 0;
    double along = 0;  // with the cycles from the mean cycle
    double squares = 0;
  };

  /// What is left once the shape, of one value a cycle, explains what it can; one that would have to fall
  /// explains nothing. The line is taken out of the sums, not of every value.
  template <typename Values>
  double left(const Values& shape) const {
    Sums sums;
    double product = 0;
    for (Eigen::Index i = 0; i < shape.size(); ++i) {
      const double value = shape[i];
      sums.values += value * is_read_[i];
      sums.along += value * from_centre_[i];
      sums.squares += value * value * is_read_[i];
      product += value * rest_[i];
    }
    return left(product, sums);
  }

  /// The same of a shape whose sums are known, and its product with rest().
  double left(double product, const Sums& of) const {
    const double length = of.squares - of.values * of.values / readings_ - of.along * of.along / squares_;
    const double height = product > 0 && length > 0 ? product / length : 0;
    return std::max(rss_ - height * product, 1e-12 * rss_);
  }

 private:
  Vector is_read_;      // 1, or 0 where a reading is missing
  Vector from_centre_;  // cycles from the mean cycle that was read
  Vector rest_;         // readings less their line
  double readings_ = 0;
  double squares_ = 0;
  double rss_ = 0;
};

constexpr int parameters = 6;  // a line, height, place, sharpness; variance

struct Best {
  double rss = std::numeric_limits<double>::infinity();
  Bend bend;

  /// Whether it is better.
  bool take(Bend other, double other_rss) {
    if (!(other_rss < rss))
      return false;
    *this = {other_rss, other};
    return true;
  }
};

/// Where a shape of two numbers is sought.
struct Search {
  Bend from;
  Bend to;
  Bend steps;  // of the grid; a whole number of cycles from place to place
};

std::vector<double> stops(double from, double to, double step) {
  std::vector<double> all{from};
  for (double at = from + step; at <= to; at += step)
    all.push_back(at);
  return all;
}

struct Grid {
  std::vector<double> places;
  std::vector<double> sharpnesses;

  explicit Grid(const Search& search)
      : places(stops(search.from.place, search.to.place, search.steps.place)),
        sharpnesses(stops(search.from.sharpness, search.to.sharpness, search.steps.sharpness)) {}
};

constexpr auto anywhere = [](Bend) { return true; };

/// A shape whose value at a distance from its place, in cycles, `value` gives.
template <typename Value>
auto each_cycle(const Value& value) {
  return [value](double first_distance, double sharpness, auto&& values) {
    for (Eigen::Index i = 0; i < values.size(); ++i)
      values[i] = value(first_distance + static_cast<double>(i), sharpness);
  };
}

/// The sums of every stretch of a series that rises, from those up to each of its values; without gaps.
class RunningSums {
 public:
  template <typename Values>
  explicit RunningSums(const Values& series) : up_to_(1) {
    up_to_.reserve(static_cast<std::size_t>(series.size()) + 1);
    for (Eigen::Index i = 0; i < series.size(); ++i) {
      const double value = series[i];
      const OverLine::Sums& before = up_to_.back();
      up_to_.push_back({.values = before.values + value,
                        .along = before.along + value * static_cast<double>(i),
                        .squares = before.squares + value * value});
    }
  }
  OverLine::Sums of(Eigen::Index first, Eigen::Index count) const {
    const OverLine::Sums& before = up_to_[static_cast<std::size_t>(first)];
    const OverLine::Sums& after = up_to_[static_cast<std::size_t>(first + count)];
    const double values = after.values - before.values;
    const double centre = static_cast<double>(first) + static_cast<double>(count - 1) / 2;
    return {.values = values,
            .along = after.along - before.along - centre * values,
            .squares = after.squares - before.squares};
  }

 private:
  std::vector<OverLine::Sums> up_to_;
};

/// distance^power, computed once for the distances and powers at which the grids look at every curve.
class GridPowers {
 public:
  GridPowers(double first_distance, std::vector<double> powers)
      : first_distance_(first_distance), powers_(std::move(powers)) {
    for (const double power : powers_)
      for (double i = 0; i < distances; ++i)
        table_.push_back(ieee::pow(first_distance + i, power));
  }

  double operator()(double distance, double power) const {
    const double place = distance - first_distance_;
    const auto row = std::find(powers_.begin(), powers_.end(), power);
    if (row == powers_.end() || !(place >= 0 && place < distances) || place != std::floor(place))
      return ieee::pow(distance, power);
    return table_[static_cast<std::size_t>(row - powers_.begin()) * distances +
                  static_cast<std::size_t>(place)];
  }

 private:
  static constexpr std::size_t distances = 64;  // cycles; arbitrary: few runs are longer

  double first_distance_;
  std::vector<double> powers_;
  std::vector<double> table_;  // a row each power
};

std::span<const double> span_of(const Vector& values) {
  return {values.data(), static_cast<std::size_t>(values.size())};
}

/// A shape of one sharpness, a value a cycle. A place one cycle later sees the same values one reading later,
/// so that each is computed once for all places.
class ShapeSeries {
 public:
  ShapeSeries(Vector values, const OverLine& over) : over_(over), values_(std::move(values)) {
    if (!over.is_without_gaps())
      return;
    sums_.emplace(values_);
    products_.resize(values_.size() - over.cycles() + 1);
    sliding_products(span_of(values_), span_of(over.rest()),
                     {products_.data(), static_cast<std::size_t>(products_.size())});
  }

  /// What is left by the shape whose values begin with the series' `first`.
  double left(Eigen::Index first) const {
    return sums_ ? over_.left(products_[first], sums_->of(first, over_.cycles()))
                 : over_.left(values_.segment(first, over_.cycles()));
  }

 private:
  const OverLine& over_;
  Vector values_;
  std::optional<RunningSums> sums_;
  Vector products_;  // of each stretch with the readings
};

template <typename Shape, typename IsAllowed>
Best best_of_grid(const OverLine& over, const Grid& grid, double step, const Shape& shape,
                  const IsAllowed& is_allowed) {
  const auto apart = static_cast<Eigen::Index>(step);
  const Eigen::Index furthest = apart * (std::ssize(grid.places) - 1);
  std::vector<ShapeSeries> series;
  series.reserve(grid.sharpnesses.size());
  for (const double sharpness : grid.sharpnesses) {
    Vector values(over.cycles() + furthest);
    shape(1 - grid.places.back(), sharpness, values);
    series.emplace_back(std::move(values), over);
  }

  Best best;
  for (Eigen::Index i = 0; i < std::ssize(grid.places); ++i)
    for (std::size_t j = 0; j < series.size(); ++j) {
      const Bend bend{grid.places[static_cast<std::size_t>(i)], grid.sharpnesses[j]};
      if (is_allowed(bend))
        best.take(bend, series[j].left(furthest - i * apart));
    }
  return best;
}

/// A coarse grid, then steps along either number that are halved where none is better. `shape` fills a vector
/// with its values from a distance from its place on, cycle by cycle.
template <typename Shape, typename IsAllowed>
Best least_squares(const OverLine& over, const Search& search, const Shape& shape,
                   const IsAllowed& is_allowed) {
  const Grid grid(search);
  Best best = best_of_grid(over, grid, search.steps.place, shape, is_allowed);

  // One that was looked at already is no better than the best.
  std::vector<Bend> seen;
  for (const double place : grid.places)
    for (const double sharpness : grid.sharpnesses)
      if (std::abs(place - best.bend.place) <= search.steps.place &&
          std::abs(sharpness - best.bend.sharpness) <= search.steps.sharpness)
        seen.push_back({place, sharpness});
  Vector values(over.cycles());
  const auto look = [&](Bend bend) {
    bend.place = std::clamp(bend.place, search.from.place, search.to.place);
    bend.sharpness = std::clamp(bend.sharpness, search.from.sharpness, search.to.sharpness);
    if (!is_allowed(bend) || std::find(seen.rbegin(), seen.rend(), bend) != seen.rend())
      return false;
    seen.push_back(bend);
    shape(1 - bend.place, bend.sharpness, values);
    return best.take(bend, over.left(values));
  };
  constexpr std::array<Bend, 8> directions{
      {{-1, 0}, {1, 0}, {0, -1}, {0, 1}, {1, 1}, {-1, -1}, {1, -1}, {-1, 1}}};
  Bend steps = search.steps;
  for (int halvings = 0; halvings < limits::late_halvings;) {
    const Bend at = best.bend;
    bool is_better = false;
    for (const Bend& to : directions)
      is_better |= look({at.place + to.place * steps.place, at.sharpness + to.sharpness * steps.sharpness});
    if (is_better)
      continue;
    steps.place /= 2;
    steps.sharpness /= 2;
    ++halvings;
  }
  return best;
}

/// Widths of a front, cycles, between which one is sought.
constexpr double narrowest = 0.5;
constexpr double widest = 6;

/// From one cycle to the next the exponential falls by one factor, which is cheaper than to compute it again.
constexpr auto logistic = [](double first_distance, double width, auto&& values) {
  const double factor = ieee::exp(-1 / width);
  double exponential = 0;
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    exponential = i == 0 || std::isinf(exponential)
                      ? ieee::exp(-(first_distance + static_cast<double>(i)) / width)
                      : exponential * factor;
    values[i] = 1 / (1 + exponential);
  }
};

Best best_front(const OverLine& over, double onset, double from_width, double to_width) {
  const double last = static_cast<double>(over.cycles());
  return least_squares(over, {.from = {onset, from_width}, .to = {last + 8, to_width}, .steps = {1, 0.5}},
                       logistic, anywhere);
}

double growth_of(const Best& front) {
  return ieee::exp(1 / front.bend.sharpness);
}

double mean_of(std::span<const double> readings) {
  double sum = 0, count = 0;
  for (const double reading : readings)
    if (std::isfinite(reading)) {
      sum += reading;
      ++count;
    }
  return sum / count;
}

/// How many of the first cycles there are up to the last reading below `limit`, counted from the onset.
std::size_t readings_below(std::span<const double> rn, const CurveShape& shape, double limit) {
  const std::size_t onset = static_cast<std::size_t>(shape.onset - 1);
  const std::size_t first = onset >= 4 ? onset - 4 : 0;
  const double level = mean_of(rn.subspan(first, onset - first + 1));
  std::size_t i = onset;
  while (i < rn.size() && !(rn[i] - level > limit))  // also over a missing reading
    ++i;
  return i;
}

}  // namespace

std::optional<LateFront> compare_late_front(std::span<const double> rn, const CurveShape& shape,
                                            std::optional<double> plateau) {
  const std::size_t n =
      plateau ? std::min(rn.size(), readings_below(rn, shape, limits::late_share * *plateau) + 1) : rn.size();
  const OverLine over(rn.first(n));
  if (over.readings() < limits::least_readings)
    return std::nullopt;
  const double last = static_cast<double>(n);
  const double onset = shape.onset;

  const Best growth = best_front(over, onset, narrowest, widest);
  LateFront front{.lead = 0,
                  .growth = growth_of(growth),
                  .residual_sd = std::sqrt(growth.rss / (over.readings() - parameters)),
                  .cycles = static_cast<int>(n)};
  // No real front is quite a logistic's, so that what either leaves below a share of the rise is no
  // difference.
  const double least_rss = over.readings() * ieee::square(limits::front_misfit * shape.rise);
  if (growth.rss <= least_rss)  // no bend can lead
    return front;
  const double first = std::max(1.0, onset - 15);
  const Search power_laws{.from = {first, 1}, .to = {last - 1, 3}, .steps = {1, 0.5}};
  const Search hyperbolas{.from = {last + 0.5, 1}, .to = {last + 24, 3}, .steps = {2, 1}};
  static const GridPowers rising(1, {1, 1.5, 2, 2.5, 3});
  static const GridPowers falling(0.5, {-1, -2, -3});
  const Best power_law = least_squares(over, power_laws, each_cycle([](double distance, double power) {
                                         return distance > 0 ? rising(distance, power) : 0.0;
                                       }),
                                       anywhere);
  const Best hyperbola = least_squares(
      over, hyperbolas, each_cycle([](double distance, double power) { return falling(-distance, -power); }),
      anywhere);

  double bend = std::min(power_law.rss, hyperbola.rss);
  // A real front may go straight far below the plateau; whether it then goes on, only the whole curve tells.
  if (!plateau) {
    const Best rounded = least_squares(
        over, {.from = {first, 0.25}, .to = {last - 1, 5}, .steps = {1, 0.5}},
        each_cycle([](double distance, double width) {
          const double x = distance / width;
          return x > 30 ? x : ieee::log1p(ieee::exp(x));
        }),
        [last](Bend b) { return b.place <= last - limits::late_straight_widths * b.sharpness; });
    bend = std::min(bend, rounded.rss);
  }

  front.lead = aicc(std::max(bend, least_rss), over.readings(), parameters) -
               aicc(growth.rss, over.readings(), parameters);
  return front;
}

std::optional<double> faster_front_lead(std::span<const double> rn, const CurveShape& shape, double growth) {
  const std::size_t n = std::min(rn.size(), static_cast<std::size_t>(shape.steepest) + 1);
  const OverLine over(rn.first(n));
  if (over.readings() < limits::least_readings)
    return std::nullopt;
  const double width = 1 / ieee::log(growth);
  const Best slower = best_front(over, shape.onset, width, widest);
  const Best faster = best_front(over, shape.onset, narrowest, width);
  return aicc(slower.rss, over.readings(), parameters) - aicc(faster.rss, over.readings(), parameters);
}

}  // namespace crossbreak
