#include "curves/verdict/late_front.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "curves/limits.hpp"
#include "curves/verdict/background.hpp"

namespace crossbreak {
namespace {

/// Two numbers that shape a rise: where, and how sharply.
struct Bend {
  double place = 0;
  double sharpness = 1;
};

/// Least squares of the finite readings of `rn` by a straight line and one rising shape.
class OverLine {
 public:
  explicit OverLine(std::span<const double> rn) {
    for (std::size_t i = 0; i < rn.size(); ++i) {
      if (!std::isfinite(rn[i]))
        continue;
      cycles_.push_back(static_cast<double>(i + 1));
      rest_.push_back(rn[i]);
      centre_ += cycles_.back();
    }
    centre_ /= static_cast<double>(cycles_.size());
    for (const double c : cycles_)
      squares_ += (c - centre_) * (c - centre_);
    take_line_from(rest_);
    for (const double reading : rest_)
      rss_ += reading * reading;
    shape_.resize(rest_.size());
  }
  int readings() const { return static_cast<int>(rest_.size()); }

  /// What is left once the shape explains what it can; a shape that would have to fall explains nothing.
  template <typename Shape>
  double left(const Shape& shape) {
    for (std::size_t i = 0; i < shape_.size(); ++i)
      shape_[i] = shape(cycles_[i]);
    take_line_from(shape_);
    double product = 0, length = 0;
    for (std::size_t i = 0; i < shape_.size(); ++i) {
      product += shape_[i] * rest_[i];
      length += shape_[i] * shape_[i];
    }
    const double height = product > 0 && length > 0 ? product / length : 0;
    return std::max(rss_ - height * product, 1e-12 * rss_);
  }

 private:
  void take_line_from(std::vector<double>& values) const {
    double mean = 0, slope = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      mean += values[i];
      slope += values[i] * (cycles_[i] - centre_);
    }
    mean /= static_cast<double>(values.size());
    slope /= squares_;
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] -= mean + slope * (cycles_[i] - centre_);
  }

  std::vector<double> cycles_;
  std::vector<double> rest_;
  std::vector<double> shape_;
  double centre_ = 0;
  double squares_ = 0;
  double rss_ = 0;
};

constexpr int parameters = 6;  // a line, height, place, sharpness; variance

struct Best {
  double rss = std::numeric_limits<double>::infinity();
  Bend bend;
};

/// A coarse grid, then steps along either number that are halved where none is better.
template <typename Left>
Best least_squares(Bend from, Bend to, Bend steps, const Left& left) {
  Best best;
  const auto look = [&](Bend bend) {
    bend.place = std::clamp(bend.place, from.place, to.place);
    bend.sharpness = std::clamp(bend.sharpness, from.sharpness, to.sharpness);
    const double rss = left(bend);
    if (!(rss < best.rss))
      return false;
    best = {rss, bend};
    return true;
  };
  for (double place = from.place; place <= to.place; place += steps.place)
    for (double sharpness = from.sharpness; sharpness <= to.sharpness; sharpness += steps.sharpness)
      look({place, sharpness});
  for (int halvings = 0; halvings < limits::late_halvings;) {
    const Bend at = best.bend;
    const bool better =
        look({at.place - steps.place, at.sharpness}) | look({at.place + steps.place, at.sharpness}) |
        look({at.place, at.sharpness - steps.sharpness}) | look({at.place, at.sharpness + steps.sharpness}) |
        look({at.place + steps.place, at.sharpness + steps.sharpness}) |
        look({at.place - steps.place, at.sharpness - steps.sharpness}) |
        look({at.place + steps.place, at.sharpness - steps.sharpness}) |
        look({at.place - steps.place, at.sharpness + steps.sharpness});
    if (better)
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

Best best_front(OverLine& over, double onset, double last, double from_width, double to_width) {
  return least_squares({onset, from_width}, {last + 8, to_width}, {1, 0.5}, [&](Bend b) {
    return over.left([&](double c) { return 1 / (1 + std::exp(-(c - b.place) / b.sharpness)); });
  });
}

double growth_of(const Best& front) {
  return std::exp(1 / front.bend.sharpness);
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
  OverLine over(rn.first(n));
  if (over.readings() < limits::least_readings)
    return std::nullopt;
  const double last = static_cast<double>(n);
  const double onset = shape.onset;

  const Best growth = best_front(over, onset, last, narrowest, widest);
  LateFront front{.lead = 0,
                  .growth = growth_of(growth),
                  .residual_sd = std::sqrt(growth.rss / (over.readings() - parameters)),
                  .cycles = static_cast<int>(n)};
  // No real front is quite a logistic's, so that what either leaves below a share of the rise is no
  // difference.
  const double least_rss = over.readings() * std::pow(limits::front_misfit * shape.rise, 2);
  if (growth.rss <= least_rss)  // no bend can lead
    return front;
  const auto power = [&](Bend b) {
    return over.left([&](double c) { return c > b.place ? std::pow(c - b.place, b.sharpness) : 0.0; });
  };
  const Best power_law = least_squares({std::max(1.0, onset - 15), 1}, {last - 1, 3}, {1, 0.5}, power);
  const auto pole = [&](Bend b) {
    return over.left([&](double c) { return std::pow(b.place - c, -b.sharpness); });
  };
  const Best hyperbola = least_squares({last + 0.5, 1}, {last + 24, 3}, {2, 1}, pole);

  double bend = std::min(power_law.rss, hyperbola.rss);
  // A real front may go straight far below the plateau; whether it then goes on, only the whole curve tells.
  if (!plateau) {
    const auto rounded = [&](Bend b) {
      if (b.place > last - limits::late_straight_widths * b.sharpness)
        return std::numeric_limits<double>::infinity();
      return over.left([&](double c) {
        const double x = (c - b.place) / b.sharpness;
        return x > 30 ? x : std::log1p(std::exp(x));
      });
    };
    bend = std::min(bend,
                    least_squares({std::max(1.0, onset - 15), 0.25}, {last - 1, 5}, {1, 0.5}, rounded).rss);
  }

  front.lead = aicc(std::max(bend, least_rss), over.readings(), parameters) -
               aicc(growth.rss, over.readings(), parameters);
  return front;
}

std::optional<double> faster_front_lead(std::span<const double> rn, const CurveShape& shape, double growth) {
  const std::size_t n = std::min(rn.size(), static_cast<std::size_t>(shape.steepest) + 1);
  OverLine over(rn.first(n));
  if (over.readings() < limits::least_readings)
    return std::nullopt;
  const double width = 1 / std::log(growth);
  const double last = static_cast<double>(n);
  const Best slower = best_front(over, shape.onset, last, width, widest);
  const Best faster = best_front(over, shape.onset, last, narrowest, width);
  return aicc(slower.rss, over.readings(), parameters) - aicc(faster.rss, over.readings(), parameters);
}

}  // namespace crossbreak
