#include "curves/ct/projected_sigmoid.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

/// Far left of the midpoint the rise is 0 in double precision; the limit keeps exp finite.
constexpr double furthest = 500;

/// A rise of which a line leaves no more than this share of its squares is one: what it leaves is rounding.
constexpr double distinct = 1e-13;

}  // namespace

ProjectedSigmoid::ProjectedSigmoid(std::span<const double> cycles, std::span<const double> signal,
                                   SigmoidForm form)
    : points_(cycles.size()), count_(static_cast<double>(cycles.size())) {
  for (std::size_t i = 0; i < points_.size(); ++i) {
    points_[i].cycle = cycles[i];
    centre_ += cycles[i];
    level_ += signal[i];
  }
  centre_ /= count_;
  level_ /= count_;
  double squares = 0, product = 0;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    points_[i].rest = signal[i] - level_;
    if (form == SigmoidForm::FourWithDrift) {
      points_[i].centred = cycles[i] - centre_;
      squares += points_[i].centred * points_[i].centred;
      product += points_[i].centred * points_[i].rest;
    }
  }
  if (squares > 0) {
    inverse_squares_ = 1 / squares;
    slope_ = product / squares;
  }
  for (Point& point : points_) {
    point.rest -= slope_ * point.centred;
    all_ += point.rest * point.rest;
  }
}

ProjectedSigmoid::Parameters ProjectedSigmoid::pack(double midpoint, double width) {
  return {midpoint, ieee::log(width)};
}

double ProjectedSigmoid::rss_at(const Parameters& p) {
  if (!(p[0] >= 1 && p[0] <= 2 * points_.back().cycle))
    return std::numeric_limits<double>::quiet_NaN();
  midpoint_ = p[0];
  width_ = ieee::exp(p[1]);
  // From one cycle to the next the exponential falls by one factor.
  const double factor = ieee::exp(-1 / width_);
  const double first_that_follows = 1 / width_ - furthest;
  double exponential = 0, before = -1;  // a cycle that none follows
  double sum = 0, along = 0, squares = 0, product = 0;
  for (Point& point : points_) {
    point.z = (point.cycle - midpoint_) / width_;
    const bool is_next = point.cycle == before + 1 && point.z > first_that_follows;
    exponential = is_next ? exponential * factor : ieee::exp(std::min(-point.z, furthest));
    before = point.cycle;
    point.rise = 1 / (1 + exponential);
    sum += point.rise;
    along += point.rise * point.centred;
    squares += point.rise * point.rise;
    product += point.rise * point.rest;
  }
  mean_rise_ = sum / count_;
  rise_slope_ = along * inverse_squares_;
  rise_length_ = squares - sum * mean_rise_ - along * rise_slope_;
  height_ = rise_length_ > distinct * squares ? product / rise_length_ : 0;

  double rss = 0;
  for (Point& point : points_) {
    point.residual = point.rest - height_ * (point.rise - mean_rise_ - rise_slope_ * point.centred);
    rss += point.residual * point.residual;
  }
  return rss;
}

Linearised<ProjectedSigmoid::Parameters> ProjectedSigmoid::linearised() const {
  Linearised<Parameters> sum;
  if (height_ == 0)
    return sum;
  // Of the rise by z, and by -ln width.
  struct Sums {
    double all = 0;       // of the derivative
    double along = 0;     // its products with the cycles,
    double rise = 0;      // the rise
    double residual = 0;  // and the residuals
  };
  Sums by_z, by_width;
  double zz = 0, zw = 0, ww = 0;
  for (const Point& point : points_) {
    const double slope = point.rise * (1 - point.rise);
    const double bend = slope * point.z;
    const auto add = [&point](Sums& sums, double derivative) {
      sums.all += derivative;
      sums.along += derivative * point.centred;
      sums.rise += derivative * point.rise;
      sums.residual += derivative * point.residual;
    };
    add(by_z, slope);
    add(by_width, bend);
    zz += slope * slope;
    zw += slope * bend;
    ww += bend * bend;
  }
  // The line is taken out of the sums, not of every value; then the rise without its line.
  const auto along_rise = [this](const Sums& a) {
    return a.rise - a.all * mean_rise_ - a.along * rise_slope_;
  };
  const auto left = [&](double product, const Sums& a, const Sums& b) {
    return product - a.all * b.all / count_ - a.along * b.along * inverse_squares_ -
           along_rise(a) * along_rise(b) / rise_length_;
  };
  const double of_midpoint = -height_ / width_;
  const double of_width = -height_;
  sum.normal(0, 0) = of_midpoint * of_midpoint * std::max(left(zz, by_z, by_z), 0.0);
  sum.normal(1, 0) = of_midpoint * of_width * left(zw, by_z, by_width);
  sum.normal(1, 1) = of_width * of_width * std::max(left(ww, by_width, by_width), 0.0);
  sum.gradient << of_midpoint * by_z.residual, of_width * by_width.residual;
  return sum;
}

double ProjectedSigmoid::rounding() const {
  return 1e-20 * all_;  // a signal has no tenth digit
}

SigmoidParameters ProjectedSigmoid::curve() const {
  const double drift = slope_ - height_ * rise_slope_;
  const double lower = level_ - height_ * mean_rise_ - drift * centre_;
  return {.lower = lower, .drift = drift, .upper = lower + height_, .midpoint = midpoint_, .width = width_};
}

}  // namespace crossbreak
