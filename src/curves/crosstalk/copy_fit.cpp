#include "curves/crosstalk/copy_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "curves/limits.hpp"
#include "curves/verdict/background.hpp"
#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

/// Of the lag: the second is far finer than a cubic through noisy readings can tell. Arbitrary.
constexpr double coarse_step = 0.5;
constexpr double fine_step = 0.05;
/// What is left of a line that its own line is taken from, as a share of the sum of squares.
constexpr double rounding = 0x1p-90;
/// Parameters with the variance counted: a and b; share and lag beside them.
constexpr int line_parameters = 3;
constexpr int copy_parameters = 5;
/// Parameters at a given lag, the variance not counted.
constexpr int share_parameters = 3;

/// The readings that are compared, as differences from their least-squares line.
class FromLine {
 public:
  FromLine(std::span<const double> rn, int first_cycle) {
    for (auto i = static_cast<std::size_t>(std::max(first_cycle - 1, 0)); i < rn.size(); ++i)
      if (std::isfinite(rn[i])) {
        places_.push_back(i);
        values_.push_back(rn[i]);
      }
    mean_ = std::accumulate(places_.begin(), places_.end(), 0.0) / static_cast<double>(places_.size());
    for (const std::size_t place : places_)
      spread_ += deviation(place) * deviation(place);
    values_ = less_line(std::move(values_));
  }

  std::size_t size() const { return places_.size(); }
  const std::vector<std::size_t>& places() const { return places_; }
  const std::vector<double>& values() const { return values_; }

  /// One value a place.
  std::vector<double> less_line(std::vector<double> values) const {
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(size());
    double slope = 0;
    for (std::size_t i = 0; i < size(); ++i)
      slope += deviation(places_[i]) * (values[i] - mean);
    slope /= spread_;
    for (std::size_t i = 0; i < size(); ++i)
      values[i] -= mean + slope * deviation(places_[i]);
    return values;
  }

 private:
  double deviation(std::size_t place) const { return static_cast<double>(place) - mean_; }

  std::vector<std::size_t> places_;
  std::vector<double> values_;
  double mean_ = 0;
  double spread_ = 0;
};

double product(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// other[place - lag] at every place.
std::vector<double> delayed(std::span<const double> other, std::span<const std::size_t> places, double lag) {
  const auto whole = static_cast<std::ptrdiff_t>(std::ceil(lag));
  const double t = static_cast<double>(whole) - lag;  // from the reading before to the one behind
  const std::array weights{((2 - t) * t - 1) * t / 2, ((3 * t - 5) * t * t + 2) / 2,
                           ((4 - 3 * t) * t + 1) * t / 2, (t - 1) * t * t / 2};
  const auto last = static_cast<std::ptrdiff_t>(other.size()) - 1;
  std::vector<double> values;
  values.reserve(places.size());
  for (const std::size_t place : places) {
    const std::ptrdiff_t before = static_cast<std::ptrdiff_t>(place) - whole;
    double value = 0;
    for (std::ptrdiff_t k = 0; k < 4; ++k)
      value += weights[static_cast<std::size_t>(k)] *
               other[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(before + k - 1, 0, last))];
    values.push_back(value);
  }
  return values;
}

/// The copy at one lag, less its line, and how far it goes along with the curve.
struct LaggedCopy {
  std::vector<double> values;
  double size = 0;   ///< sum of squares
  double share = 0;  ///< least-squares, of any sign
};

/// Nothing where the copy is a line.
std::optional<LaggedCopy> lagged_copy(const FromLine& curve, std::span<const double> other, double lag) {
  const std::vector<double> late = delayed(other, curve.places(), lag);
  LaggedCopy copy{.values = curve.less_line(late)};
  copy.size = product(copy.values, copy.values);
  if (!(copy.size > rounding * product(late, late)))
    return std::nullopt;
  copy.share = product(curve.values(), copy.values) / copy.size;
  return copy;
}

/// Sum of squares that the share of the copy leaves.
double left_by(const FromLine& curve, const LaggedCopy& copy, double share) {
  double rss = 0;
  for (std::size_t i = 0; i < copy.values.size(); ++i)
    rss += ieee::square(curve.values()[i] - share * copy.values[i]);
  return rss;
}

struct AtLag {
  double lag = 0;
  double share = 0;
  double rss = std::numeric_limits<double>::infinity();
};

}  // namespace

std::vector<double> bridged(std::span<const double> signal) {
  std::vector<double> whole(signal.begin(), signal.end());
  const auto is_read = [](double value) { return std::isfinite(value); };
  auto before = std::find_if(whole.begin(), whole.end(), is_read);
  if (before == whole.end())
    return {};
  std::fill(whole.begin(), before, *before);
  for (auto next = before; (next = std::find_if(before + 1, whole.end(), is_read)) != whole.end();
       before = next) {
    const double step = (*next - *before) / static_cast<double>(next - before);
    for (auto gap = before + 1; gap != next; ++gap)
      *gap = *(gap - 1) + step;
  }
  std::fill(before + 1, whole.end(), *before);
  return whole;
}

std::optional<CopyFit> fit_copy(std::span<const double> rn, std::span<const double> other,
                                const CopyRange& range) {
  const std::vector<double> copied = bridged(other);
  if (copied.size() != rn.size())
    return std::nullopt;
  const FromLine curve(rn, range.first_cycle);
  if (curve.size() < limits::least_readings)
    return std::nullopt;
  const double line_rss = product(curve.values(), curve.values());

  AtLag best;
  const auto try_lag = [&](double lag) {
    const std::optional<LaggedCopy> copy = lagged_copy(curve, copied, lag);
    if (!copy)
      return;
    const double share = std::max(copy->share, 0.0);
    const double rss = left_by(curve, *copy, share);
    if (rss < best.rss)
      best = {.lag = lag, .share = share, .rss = rss};
  };
  const auto try_lags = [&](double from, double to, double step) {
    const auto steps = static_cast<int>(std::floor((to - from) / step + 1e-9));  // of a step: rounding
    for (int i = 0; i <= steps; ++i)
      try_lag(from + i * step);
  };
  try_lags(0, range.max_lag, coarse_step);
  const double coarse = best.lag;
  try_lags(std::max(coarse - coarse_step, 0.0), std::min(coarse + coarse_step, range.max_lag), fine_step);
  if (!std::isfinite(best.rss))
    return std::nullopt;
  const auto readings = static_cast<int>(curve.size());
  return CopyFit{.share = best.share,
                 .lag = best.lag,
                 .residual_sd = std::sqrt(best.rss / (readings - (copy_parameters - 1))),
                 .beats_a_line = best.rss < line_rss && aicc(line_rss, readings, line_parameters) -
                                                                aicc(best.rss, readings, copy_parameters) >=
                                                            limits::aicc_lead};
}

std::optional<ShareAtLag> share_at_lag(std::span<const double> rn, std::span<const double> other,
                                       int first_cycle, double lag) {
  const std::vector<double> copied = bridged(other);
  if (copied.size() != rn.size())
    return std::nullopt;
  const FromLine curve(rn, first_cycle);
  if (curve.size() < limits::least_readings)
    return std::nullopt;
  const std::optional<LaggedCopy> copy = lagged_copy(curve, copied, lag);
  if (!copy)
    return std::nullopt;
  const double variance =
      left_by(curve, *copy, copy->share) / (static_cast<double>(curve.size()) - share_parameters);
  return ShareAtLag{.share = copy->share, .standard_error = std::sqrt(variance / copy->size)};
}

std::vector<double> copy_of(std::span<const double> other, double share, double lag) {
  const std::vector<double> copied = bridged(other);
  std::vector<std::size_t> places(copied.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  if (places.empty())
    return {};
  std::vector<double> copy = delayed(copied, places, lag);
  for (double& value : copy)
    value *= share;
  return copy;
}

}  // namespace crossbreak
