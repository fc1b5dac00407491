#include "curves/crosstalk/own_shape.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <Eigen/Core>
#include <Eigen/QR>

#include "curves/ct/levenberg_marquardt.hpp"
#include "curves/limits.hpp"
#include "curves/verdict/background.hpp"
#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

/// Parameters with the variance counted: a, b, q, share and lag; a, b, h, m, w and s.
constexpr int copy_parameters = 6;
constexpr int own_parameters = 7;
/// The bent background moves the lag of the copy by less than this, cycles, tried in such steps. Arbitrary.
constexpr double lag_moves = 1;
constexpr double lag_step = 0.01;

/// a, b, h, m, ln w, ln s.
struct RichardsOnLine {
  using Parameters = Eigen::Matrix<double, 6, 1>;

  std::vector<double> cycles;
  std::vector<double> signal;

  std::size_t size() const { return cycles.size(); }

  auto at(const Parameters& p) const {
    return [this, &p, width = ieee::exp(p[4]), s = ieee::exp(p[5])](std::size_t i, Parameters& gradient) {
      const double u = std::max((cycles[i] - p[3]) / width, -500.0);  // keeps exp finite
      const double t = ieee::exp(-u);
      const double log_term = s * ieee::log1p(t);
      const double rise = ieee::exp(-log_term);
      const double slope = s * rise * t / (1 + t);  // d rise / d u
      gradient << 1, cycles[i], rise, -p[2] * slope / width, -p[2] * slope * u, -p[2] * rise * log_term;
      return signal[i] - (p[0] + p[1] * cycles[i] + p[2] * rise);
    };
  }
};

/// The least sum of squares of a + b c + q c^2 + share * other[c - lag], with the height of that copy.
struct BentCopy {
  double rss = std::numeric_limits<double>::infinity();
  double share = 0;
  double height = 0;
};

BentCopy bent_copy(const RichardsOnLine& curve, std::span<const double> other, double max_lag, double near) {
  const auto readings = static_cast<Eigen::Index>(curve.size());
  Eigen::Matrix<double, Eigen::Dynamic, 4> columns(readings, 4);
  const Eigen::Map<const Eigen::VectorXd> signal(curve.signal.data(), readings);
  BentCopy best;
  const double first = std::max(near - lag_moves, 0.0);
  const double last = std::min(near + lag_moves, max_lag);
  for (int step = 0; first + step * lag_step <= last + lag_step / 2; ++step) {
    const std::vector<double> copy = copy_of(other, 1, first + step * lag_step);
    for (Eigen::Index i = 0; i < readings; ++i) {
      const double cycle = curve.cycles[static_cast<std::size_t>(i)];
      columns.row(i) << 1, cycle / static_cast<double>(other.size()),
          ieee::square(cycle / static_cast<double>(other.size())), copy[static_cast<std::size_t>(cycle) - 1];
    }
    const Eigen::Vector4d fit = columns.colPivHouseholderQr().solve(signal);
    const double rss = (signal - columns * fit).squaredNorm();
    if (rss < best.rss) {
      const auto [low, high] = std::ranges::minmax(copy);
      best = {.rss = rss, .share = fit[3], .height = fit[3] * (high - low)};
    }
  }
  return best;
}

}  // namespace

bool OwnShape::is_proven() const {
  return beats_the_copy && misfit >= limits::own_misfit;
}

std::optional<OwnShape> own_shape(std::span<const double> rn, std::span<const double> other,
                                  double other_noise, const CopyRange& range, const CopyFit& copy) {
  RichardsOnLine own;
  for (auto i = static_cast<std::size_t>(std::max(range.first_cycle - 1, 0)); i < rn.size(); ++i)
    if (std::isfinite(rn[i])) {
      own.cycles.push_back(static_cast<double>(i + 1));
      own.signal.push_back(rn[i]);
    }
  const BentCopy bent = bent_copy(own, other, range.max_lag, copy.lag);
  if (!(bent.height > 0))
    return std::nullopt;
  // From the copy: its height, the cycle in which it is halfway up.
  const std::vector<double> values = copy_of(other, copy.share, copy.lag);
  const auto [low, high] = std::ranges::minmax(values);
  const auto middle =
      std::ranges::find_if(values, [half = (low + high) / 2](double value) { return value >= half; });
  RichardsOnLine::Parameters start;
  start << own.signal.front(), 0, high - low, static_cast<double>(middle - values.begin() + 1),
      ieee::log(2.0), 0;
  const auto fit = minimise(own, start);
  if (fit.status != LeastSquaresStatus::Converged)
    return std::nullopt;
  const auto readings = static_cast<int>(own.size());
  // Of independent readings, as far as those between which the copy goes are.
  const double copy_rss = bent.rss - readings * ieee::square(bent.share * other_noise);
  if (!(copy_rss > fit.rss))
    return OwnShape{};
  return OwnShape{
      .misfit = std::sqrt((copy_rss - fit.rss) / readings) / bent.height,
      .beats_the_copy = aicc(copy_rss, readings, copy_parameters) - aicc(fit.rss, readings, own_parameters) >=
                        limits::aicc_lead};
}

}  // namespace crossbreak
