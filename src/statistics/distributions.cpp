#include "statistics/distributions.hpp"

#include <cmath>
#include <limits>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "statistics/ieee_real.hpp"

namespace crossbreak {

double chi_squared_tail(double statistic, int degrees_of_freedom) {
  if (std::isnan(statistic))
    return statistic;
  if (!(statistic > 0))
    return 1;
  if (std::isinf(statistic))
    return 0;
  return boost::math::gamma_q(IeeeReal(degrees_of_freedom / 2.0), IeeeReal(statistic / 2)).value;
}

double f_tail(double statistic, int numerator_degrees, int denominator_degrees) {
  if (std::isnan(statistic))
    return statistic;
  if (!(statistic > 0))
    return 1;
  const double share = denominator_degrees / (denominator_degrees + numerator_degrees * statistic);
  return boost::math::ibeta(IeeeReal(denominator_degrees / 2.0), IeeeReal(numerator_degrees / 2.0),
                            IeeeReal(share))
      .value;
}

double two_sided_p(double z) {
  return boost::math::erfc(IeeeReal(std::abs(z) / std::sqrt(2.0))).value;
}

double two_sided_quantile(double level) {
  const boost::math::normal_distribution<IeeeReal> normal;
  return boost::math::quantile(boost::math::complement(normal, IeeeReal((1 - level) / 2))).value;
}

double log_factorial(int n) {
  return boost::math::lgamma(IeeeReal(n + 1)).value;
}

}  // namespace crossbreak
