#include "curves/verdict/rise_models.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <Eigen/Dense>

#include "curves/limits.hpp"
#include "curves/verdict/background.hpp"
#include "curves/verdict/sliding_products.hpp"
#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

struct SigmoidShape {
  double midpoint = 0;
  double width = 1;
  double plateau_width = 1;

  double at(double cycle) const {
    const double z = (cycle - midpoint) / width;
    return 1 / (1 + ieee::exp(-(z < 0 ? z : z / plateau_width)));
  }
};

template <typename Function>
Vector over_cycles(Eigen::Index cycles, Function of_cycle) {
  return Vector::NullaryExpr(cycles, [&](Eigen::Index i) { return of_cycle(static_cast<double>(i + 1)); });
}

/// Orthonormal columns that span the same backgrounds.
Matrix orthonormal(const Matrix& columns) {
  return Eigen::HouseholderQR<Matrix>(columns).householderQ() *
         Matrix::Identity(columns.rows(), columns.cols());
}

Vector without(const Matrix& background, const Vector& signal) {
  return signal - background * (background.transpose() * signal);
}

/// What scales a shape to length 1 once a background is taken out of it, which leaves `rest` of its sum of
/// squares; 0 for a shape that the background all but holds: it explains nothing more.
double unit_scale(double sum_of_squares, double rest) {
  constexpr double distinct = limits::distinct_share * limits::distinct_share;
  return rest > distinct * sum_of_squares ? 1 / std::sqrt(rest) : 0;
}

Matrix line(Eigen::Index cycles) {
  Matrix columns(cycles, 2);
  columns << Vector::Ones(cycles), over_cycles(cycles, [](double c) { return c; });
  return columns;
}

Matrix line_and_transient(Eigen::Index cycles, double decay) {
  Matrix columns(cycles, 3);
  columns << line(cycles), over_cycles(cycles, [decay](double c) { return ieee::exp(-c / decay); });
  return columns;
}

/// What a curve without amplification may do beside a straight line.
Matrix other_shapes(Eigen::Index cycles) {
  std::vector<Vector> columns;
  const double n = static_cast<double>(cycles);
  for (double decay = limits::first_decay; decay < limits::decays_below; decay *= limits::next_power)
    columns.push_back(over_cycles(cycles, [decay](double c) { return ieee::exp(-c / decay); }));
  for (double growth = limits::first_growth; growth < limits::growths_below; growth *= limits::next_power)
    columns.push_back(over_cycles(cycles, [=](double c) { return ieee::exp((c - n) / growth); }));
  for (double at = limits::first_kink; at < n; at += limits::kink_step)
    columns.push_back(over_cycles(cycles, [at](double c) { return std::max(c - at, 0.0); }));
  for (double at = limits::first_kink; at < n; ++at) {
    for (const double length : limits::step_lengths)
      columns.push_back(
          over_cycles(cycles, [=](double c) { return std::clamp((c - at) / length, 0.0, 1.0); }));
  }
  Matrix shapes(cycles, static_cast<Eigen::Index>(columns.size()));
  for (std::size_t i = 0; i < columns.size(); ++i)
    shapes.col(static_cast<Eigen::Index>(i)) = columns[i];
  return shapes;
}

/// Sigmoids of one form that are steepest a cycle apart. One that is steepest a cycle earlier is the same
/// one, a reading further on, so that all are stretches of one series.
class SigmoidSeries {
 public:
  /// `last` is the one that is steepest last, `count` how many there are.
  SigmoidSeries(const SigmoidShape& last, Eigen::Index count, Eigen::Index cycles)
      : last_(last),
        count_(count),
        cycles_(cycles),
        values_(over_cycles(cycles + count - 1, [&](double c) { return last.at(c); })) {}

  Eigen::Index count() const { return count_; }
  SigmoidShape shape(Eigen::Index i) const {
    SigmoidShape shape = last_;
    shape.midpoint -= static_cast<double>(i);
    return shape;
  }
  /// A column each; they overlap, so that a table takes no more room than its series.
  auto columns() const {
    return Eigen::Map<const Matrix, 0, Eigen::OuterStride<1>>(values_.data(), cycles_, count_);
  }
  /// The scalar product of each with a signal.
  Vector products(const Vector& signal) const { return products(values_, signal); }
  Vector squares() const { return products(values_.cwiseAbs2(), Vector::Ones(cycles_)); }

 private:
  Vector products(const Vector& values, const Vector& signal) const {
    Vector all(count_);
    sliding_products({values.data(), static_cast<std::size_t>(values.size())},
                     {signal.data(), static_cast<std::size_t>(signal.size())},
                     {all.data(), static_cast<std::size_t>(all.size())});
    return all;
  }

  SigmoidShape last_;
  Eigen::Index count_;
  Eigen::Index cycles_;
  Vector values_;
};

std::vector<SigmoidSeries> sigmoids(Eigen::Index cycles) {
  std::vector<SigmoidSeries> all;
  const double end = static_cast<double>(cycles) + limits::midpoints_after_last;
  for (const double width : limits::front_widths_tried)
    for (const double plateau_width : limits::plateau_widths_tried)
      for (double part = 0; part < 1; part += limits::midpoint_step) {
        const auto count = static_cast<Eigen::Index>(std::ceil(end - limits::first_midpoint - part));
        const double last = limits::first_midpoint + part + static_cast<double>(count - 1);
        all.emplace_back(SigmoidShape{last, width, plateau_width}, count, cycles);
      }
  return all;
}

/// Residual sum of squares once a shape of length 1 explains its share; kept above the rounding of the
/// subtraction.
double left_of(const Vector& rest, double explained) {
  const double all = rest.squaredNorm();
  return std::max(all - explained * explained, 1e-12 * all);
}

/// The greatest of finite values, of which there is one at least. Four maxima side by side: none waits for
/// another.
double most_of(std::span<const double> values) {
  std::array<double, 4> most;
  most.fill(values[0]);
  std::size_t i = 0;
  for (; i + most.size() <= values.size(); i += most.size())
    for (std::size_t k = 0; k < most.size(); ++k)
      most[k] = std::max(most[k], values[i + k]);
  for (; i < values.size(); ++i)
    most[0] = std::max(most[0], values[i]);
  return *std::max_element(most.begin(), most.end());
}

double second_derivative_maximum(const SigmoidShape& sigmoid) {
  return sigmoid.midpoint - sigmoid.width * ieee::log(2 + std::sqrt(3.0));  // of the logistic, on its front
}

/// How far a series climbs above, and falls below, what it was before.
std::pair<double, double> climb_and_fall(const Vector& series, Eigen::Index count) {
  double lowest = series[0], highest = series[0], climb = 0, fall = 0;
  for (Eigen::Index i = 0; i < count; ++i) {
    lowest = std::min(lowest, series[i]);
    highest = std::max(highest, series[i]);
    climb = std::max(climb, series[i] - lowest);
    fall = std::max(fall, highest - series[i]);
  }
  return {climb, fall};
}

}  // namespace

struct RiseModels::Others {
  Matrix straight;  // orthonormal columns
  Matrix shapes;    // columns of length 1 without a line; of what is all but a line, of length 0

  explicit Others(Eigen::Index cycles) : straight(orthonormal(line(cycles))) {
    const Matrix whole = other_shapes(cycles);
    shapes = whole - straight * (straight.transpose() * whole);
    for (Eigen::Index i = 0; i < shapes.cols(); ++i)
      shapes.col(i) *= unit_scale(whole.col(i).squaredNorm(), shapes.col(i).squaredNorm());
  }

  /// Least residual sum of squares without a sigmoid. All have as many parameters: a line, two more numbers
  /// (height and place, or two powers), and the variance.
  double rss(const Vector& signal) const {
    const Background polynomials =
        fit_background(std::span(signal.data(), static_cast<std::size_t>(signal.size())));
    const Vector rest = without(straight, signal);
    const double explained = (shapes.transpose() * rest).cwiseAbs().maxCoeff();
    return std::min(polynomials.rss[limits::drift_degree], left_of(rest, explained));
  }
  static constexpr int parameters = 5;

  static double residual_sd(double rss, Eigen::Index cycles) {
    return std::sqrt(rss / static_cast<double>(cycles - parameters));
  }
};

/// What a sigmoid of length 1, the background taken out, explains of a signal is the square of one scalar
/// product. The backgrounds share the straight line. One product with every sigmoid as it is, of the signal
/// without its line, is therefore enough for all of them: what the transient takes from it is known.
struct RiseModels::Sigmoids {
  struct Under {
    Matrix background;  // orthonormal columns: those of a line, then of a transient
    Vector overlap;     // of each sigmoid with the transient; 0 without one
    Vector scale;       // of each sigmoid, see unit_scale()

    bool has_transient() const { return background.cols() > straight_columns; }
  };
  static constexpr Eigen::Index straight_columns = 2;

  std::vector<SigmoidSeries> series;
  Eigen::Index count = 0;     // of all sigmoids
  std::vector<Under> unders;  // first a line alone, then with each transient
  Eigen::Index too_fast = 0;  // so many of the first sigmoids are

  explicit Sigmoids(Eigen::Index cycles) : series(crossbreak::sigmoids(cycles)) {
    for (const SigmoidSeries& one : series) {
      count += one.count();
      if (ieee::exp(1 / one.shape(0).width) > limits::fast_growth)
        too_fast += one.count();
    }
    const Matrix straight = orthonormal(line(cycles));
    const Vector squares = of_each([](const SigmoidSeries& one) { return one.squares(); });
    const Vector held = products(straight.col(0)).cwiseAbs2() + products(straight.col(1)).cwiseAbs2();
    const auto add = [&](const Matrix& background, const Vector& overlap) {
      const Vector rest = squares - held - overlap.cwiseAbs2();
      unders.push_back({background, overlap, squares.binaryExpr(rest, &unit_scale)});
    };
    add(straight, Vector::Zero(count));
    for (const double decay : limits::transient_cycles_tried) {
      const Matrix background = orthonormal(line_and_transient(cycles, decay));
      add(background, products(background.col(straight_columns)));
    }
  }

  /// A number for each sigmoid, `function` of its series.
  template <typename Function>
  Vector of_each(Function function) const {
    Vector all(count);
    Eigen::Index first = 0;
    for (const SigmoidSeries& one : series) {
      all.segment(first, one.count()) = function(one);
      first += one.count();
    }
    return all;
  }

  /// Of each sigmoid with a signal.
  Vector products(const Vector& signal) const {
    return of_each([&signal](const SigmoidSeries& one) { return one.products(signal); });
  }

  /// The series of a sigmoid and its place there.
  std::pair<const SigmoidSeries&, Eigen::Index> place_of(Eigen::Index sigmoid) const {
    auto one = series.begin();
    while (sigmoid >= one->count()) {
      sigmoid -= one->count();
      ++one;
    }
    return {*one, sigmoid};
  }

  std::optional<SigmoidOnBackground> best_of(const Vector& signal, double other_rss) const {
    const int n = static_cast<int>(signal.size());
    double lowest = std::numeric_limits<double>::infinity(), lowest_slower = lowest;
    double rss = 0;
    const Under* chosen = nullptr;
    int parameters = 0;
    const Vector less_line = without(unders.front().background, signal);
    const Vector of_less_line = products(less_line);
    Vector explained(count);
    const auto explain_over = [&](const Under& under) {
      const double transient =
          under.has_transient() ? under.background.col(straight_columns).dot(less_line) : 0;
      for (Eigen::Index i = 0; i < count; ++i)
        explained[i] = (of_less_line[i] - transient * under.overlap[i]) * under.scale[i];
    };
    for (const Under& under : unders) {
      explain_over(under);
      const std::span<const double> of_each(explained.data(), static_cast<std::size_t>(count));
      const double slower = std::max(most_of(of_each.subspan(static_cast<std::size_t>(too_fast))), 0.0);
      const double most = std::max(most_of(of_each.first(static_cast<std::size_t>(too_fast))), slower);
      if (!(most > 0))
        continue;
      // The columns of the background and the length of its transient; height, place and width; variance.
      const int parameters_here = static_cast<int>(under.background.cols()) + under.has_transient() + 4;
      const Vector rest = without(under.background, signal);
      const double left = left_of(rest, most);
      lowest_slower = std::min(lowest_slower, aicc(left_of(rest, slower), n, parameters_here));
      if (const double criterion = aicc(left, n, parameters_here); criterion < lowest) {
        lowest = criterion;
        rss = left;
        chosen = &under;
        parameters = parameters_here;
      }
    }
    if (!chosen)
      return std::nullopt;

    Eigen::Index best = 0;
    explain_over(*chosen);
    const double most = explained.maxCoeff(&best);
    const auto [of_series, place] = place_of(best);
    const SigmoidShape sigmoid = of_series.shape(place);
    const double full_height = most * chosen->scale[best];
    const Vector under = signal - full_height * of_series.columns().col(place);
    const Vector background = under - without(chosen->background, under);
    const double sdm = second_derivative_maximum(sigmoid);
    const auto before = std::clamp(static_cast<Eigen::Index>(sdm), Eigen::Index{1}, signal.size());
    return SigmoidOnBackground{.lead = aicc(other_rss, n, Others::parameters) - lowest,
                               .residual_sd = std::sqrt(rss / (n - parameters)),
                               .other_residual_sd = Others::residual_sd(other_rss, signal.size()),
                               .height = full_height * (sigmoid.at(static_cast<double>(n)) - sigmoid.at(1)),
                               .faster_lead = lowest_slower - lowest,
                               .width = sigmoid.width,
                               .sdm = sdm,
                               .midpoint = sigmoid.midpoint,
                               .background_rise = climb_and_fall(background, before).first,
                               .background_fall = climb_and_fall(background, signal.size()).second};
  }
};

RiseModels::RiseModels() = default;
RiseModels::~RiseModels() = default;

namespace {

bool comparable(std::span<const double> signal) {
  return signal.size() >= RiseModels::least_cycles && signal.size() <= RiseModels::most_cycles &&
         std::all_of(signal.begin(), signal.end(), [](double y) { return std::isfinite(y); });
}

/// From the first reading: an offset far above the range would cost digits.
Vector from_first(std::span<const double> signal) {
  return Eigen::Map<const Vector>(signal.data(), static_cast<Eigen::Index>(signal.size())).array() -
         signal.front();
}

template <typename Table>
const Table& table_for(std::map<std::size_t, std::unique_ptr<const Table>>& tables, std::size_t cycles) {
  auto& table = tables[cycles];
  if (!table)
    table = std::make_unique<const Table>(static_cast<Eigen::Index>(cycles));
  return *table;
}

}  // namespace

std::optional<SigmoidOnBackground> RiseModels::compare(std::span<const double> signal) {
  if (!comparable(signal))
    return std::nullopt;
  const Vector heights = from_first(signal);
  return table_for(sigmoids_, signal.size()).best_of(heights, table_for(others_, signal.size()).rss(heights));
}

std::optional<double> RiseModels::other_residual_sd(std::span<const double> signal) {
  if (!comparable(signal))
    return std::nullopt;
  const Vector heights = from_first(signal);
  return Others::residual_sd(table_for(others_, signal.size()).rss(heights), heights.size());
}

}  // namespace crossbreak
