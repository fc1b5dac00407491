#include "statistics/distributions.hpp"

#include <cmath>
#include <limits>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace crossbreak {

double chi_squared_tail(double statistic, int degrees_of_freedom) {
  if (std::isnan(statistic))
    return statistic;
  if (!(statistic > 0))
    return 1;
  return std::isinf(statistic) ? 0 : boost::math::gamma_q(degrees_of_freedom / 2.0, statistic / 2);
}

double f_tail(double statistic, int numerator_degrees, int denominator_degrees) {
  if (std::isnan(statistic))
    return statistic;
  if (!(statistic > 0))
    return 1;
  const double share = denominator_degrees / (denominator_degrees + numerator_degrees * statistic);
  return boost::math::ibeta(denominator_degrees / 2.0, numerator_degrees / 2.0, share);
}

double two_sided_p(double z) {
  return std::erfc(std::abs(z) / std::sqrt(2.0));
}

double two_sided_quantile(double level) {
  return boost::math::quantile(boost::math::complement(boost::math::normal(), (1 - level) / 2));
}

}  // namespace crossbreak
