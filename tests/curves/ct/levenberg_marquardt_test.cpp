// The fitter on problems with certified answers: NIST Statistical Reference Datasets, nonlinear regression,
// https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml (public domain). From both of NIST's starts, except
// where a test says otherwise.
#include "curves/ct/levenberg_marquardt.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

struct Point {
  double x;
  double y;
};

/// A model given by `curve(x, p, gradient)` -> value.
template <int count, typename Function>
struct Problem {
  using Parameters = Eigen::Matrix<double, count, 1>;
  std::vector<Point> points;
  Function curve;

  std::size_t size() const { return points.size(); }
  auto at(const Parameters& p) const {
    return [this, &p](std::size_t i, Parameters& gradient) {
      return points[i].y - curve(points[i].x, p, gradient);
    };
  }
};

template <int count, typename Function>
Problem<count, Function> problem(std::vector<Point> points, Function curve) {
  return {std::move(points), curve};
}

/// NIST certifies eleven digits; four are asked for, and the residual sum of squares to six.
template <typename Model>
void check(const Model& model, const std::vector<typename Model::Parameters>& starts,
           const typename Model::Parameters& certified, double certified_rss) {
  for (std::size_t start = 0; start < starts.size(); ++start) {
    CAPTURE(start);
    const auto fit = minimise(model, starts[start], {.max_iterations = 2000, .tolerance = 1e-12});
    CHECK(fit.status == LeastSquaresStatus::Converged);
    for (Eigen::Index k = 0; k < certified.size(); ++k) {
      CAPTURE(k);
      CHECK(std::abs(fit.parameters[k] / certified[k] - 1) < 1e-4);
    }
    CHECK(std::abs(fit.rss / certified_rss - 1) < 1e-6);
  }
}

}  // namespace

TEST_CASE("Misra1a, lower difficulty, to four digits") {
  const auto model = problem<2>({{77.6, 10.07},
                                 {114.9, 14.73},
                                 {141.1, 17.94},
                                 {190.8, 23.93},
                                 {239.9, 29.61},
                                 {289.0, 35.18},
                                 {332.8, 40.02},
                                 {378.4, 44.82},
                                 {434.8, 50.76},
                                 {477.3, 55.05},
                                 {536.8, 61.01},
                                 {593.1, 66.40},
                                 {689.1, 75.47},
                                 {760.0, 81.78}},
                                [](double x, const Eigen::Vector2d& b, Eigen::Vector2d& gradient) {
                                  const double e = std::exp(-b[1] * x);
                                  gradient << 1 - e, b[0] * x * e;
                                  return b[0] * (1 - e);
                                });
  check(model, {{500, 0.0001}, {250, 0.0005}}, {2.3894212918E+02, 5.5015643181E-04}, 1.2455138894E-01);
}

TEST_CASE("Thurber, average difficulty, to four digits") {
  using Vector7 = Eigen::Matrix<double, 7, 1>;
  const auto model = problem<7>(
      {{-3.067, 80.574},   {-2.981, 84.248},   {-2.921, 87.264},   {-2.912, 87.195},   {-2.840, 89.076},
       {-2.797, 89.608},   {-2.702, 89.868},   {-2.699, 90.101},   {-2.633, 92.405},   {-2.481, 95.854},
       {-2.363, 100.696},  {-2.322, 101.060},  {-1.501, 401.672},  {-1.460, 390.724},  {-1.274, 567.534},
       {-1.212, 635.316},  {-1.100, 733.054},  {-1.046, 759.087},  {-0.915, 894.206},  {-0.714, 990.785},
       {-0.566, 1090.109}, {-0.545, 1080.914}, {-0.400, 1122.643}, {-0.309, 1178.351}, {-0.109, 1260.531},
       {-0.103, 1273.514}, {0.010, 1288.339},  {0.119, 1327.543},  {0.377, 1353.863},  {0.790, 1414.509},
       {0.963, 1425.208},  {1.006, 1421.384},  {1.115, 1442.962},  {1.572, 1464.350},  {1.841, 1468.705},
       {2.047, 1447.894},  {2.200, 1457.628}},
      [](double x, const Vector7& b, Vector7& gradient) {
        const double above = b[0] + x * (b[1] + x * (b[2] + x * b[3]));
        const double below = 1 + x * (b[4] + x * (b[5] + x * b[6]));
        const double value = above / below;
        gradient << 1, x, x * x, x * x * x, -value * x, -value * x * x, -value * x * x * x;
        gradient /= below;
        return value;
      });
  const Vector7 first{{1000, 1000, 400, 40, 0.7, 0.3, 0.03}};
  const Vector7 second{{1300, 1500, 500, 75, 1, 0.4, 0.05}};
  const Vector7 certified{{1.2881396800E+03, 1.4910792535E+03, 5.8323836877E+02, 7.5416644291E+01,
                           9.6629502864E-01, 3.9797285797E-01, 4.9727297349E-02}};
  check(model, {first, second}, certified, 5.6427082397E+03);
}

TEST_CASE("Rat42, higher difficulty, a logistic growth curve, to four digits") {
  const auto model = problem<3>({{9, 8.930},
                                 {14, 10.800},
                                 {21, 18.590},
                                 {28, 22.330},
                                 {42, 39.350},
                                 {57, 56.110},
                                 {63, 61.730},
                                 {70, 64.620},
                                 {79, 67.080}},
                                [](double x, const Eigen::Vector3d& b, Eigen::Vector3d& gradient) {
                                  const double e = std::exp(b[1] - b[2] * x);
                                  const double value = b[0] / (1 + e);
                                  const double pull = value * e / (1 + e);
                                  gradient << 1 / (1 + e), -pull, pull * x;
                                  return value;
                                });
  check(model, {{100, 1, 0.1}, {75, 2.5, 0.07}}, {7.2462237576E+01, 2.6180768402E+00, 6.7359200066E-02},
        8.0565229338E+00);
}

TEST_CASE("Rat43, higher difficulty, the five-parameter logistic without offset, to four digits") {
  const auto model = problem<4>({{1, 16.08},
                                 {2, 33.83},
                                 {3, 65.80},
                                 {4, 97.20},
                                 {5, 191.55},
                                 {6, 326.20},
                                 {7, 386.87},
                                 {8, 520.53},
                                 {9, 590.03},
                                 {10, 651.92},
                                 {11, 724.93},
                                 {12, 699.56},
                                 {13, 689.96},
                                 {14, 637.56},
                                 {15, 717.41}},
                                [](double x, const Eigen::Vector4d& b, Eigen::Vector4d& gradient) {
                                  const double e = std::exp(b[1] - b[2] * x);
                                  const double value = b[0] * std::pow(1 + e, -1 / b[3]);
                                  const double pull = value * e / (1 + e) / b[3];
                                  gradient << value / b[0], -pull, pull * x,
                                      value * std::log1p(e) / (b[3] * b[3]);
                                  return value;
                                });
  check(model, {{100, 10, 1, 1}, {700, 5, 0.75, 1.3}},
        {6.9964151270E+02, 5.2771253025E+00, 7.5962938329E-01, 1.2792483859E+00}, 8.7864049080E+03);
}

TEST_CASE("MGH09, higher difficulty, a start far away, to four digits") {
  const auto model = problem<4>({{4.0, 1.957000E-01},
                                 {2.0, 1.947000E-01},
                                 {1.0, 1.735000E-01},
                                 {5.0E-01, 1.600000E-01},
                                 {2.5E-01, 8.440000E-02},
                                 {1.67E-01, 6.270000E-02},
                                 {1.25E-01, 4.560000E-02},
                                 {1.0E-01, 3.420000E-02},
                                 {8.33E-02, 3.230000E-02},
                                 {7.14E-02, 2.350000E-02},
                                 {6.25E-02, 2.460000E-02}},
                                [](double x, const Eigen::Vector4d& b, Eigen::Vector4d& gradient) {
                                  const double above = x * x + x * b[1];
                                  const double below = x * x + x * b[2] + b[3];
                                  const double value = b[0] * above / below;
                                  gradient << above / below, b[0] * x / below, -value * x / below,
                                      -value / below;
                                  return value;
                                });
  check(model, {{25, 39, 41.5, 39}, {0.25, 0.39, 0.415, 0.39}},
        {1.9280693458E-01, 1.9128232873E-01, 1.2305650693E-01, 1.3606233068E-01}, 3.0750560385E-04);
}

TEST_CASE("MGH10, higher difficulty, parameters six orders of magnitude apart, to four digits") {
  const auto model = problem<3>({{50, 34780},
                                 {55, 28610},
                                 {60, 23650},
                                 {65, 19630},
                                 {70, 16370},
                                 {75, 13720},
                                 {80, 11540},
                                 {85, 9744},
                                 {90, 8261},
                                 {95, 7030},
                                 {100, 6005},
                                 {105, 5147},
                                 {110, 4427},
                                 {115, 3820},
                                 {120, 3307},
                                 {125, 2872}},
                                [](double x, const Eigen::Vector3d& b, Eigen::Vector3d& gradient) {
                                  const double e = std::exp(b[1] / (x + b[2]));
                                  const double value = b[0] * e;
                                  gradient << e, value / (x + b[2]),
                                      -value * b[1] / ((x + b[2]) * (x + b[2]));
                                  return value;
                                });
  // From NIST's first start (2, 400000, 25000) the fitter ends at its iteration limit, and says so.
  CHECK(minimise(model, {2, 400000, 25000}).status == LeastSquaresStatus::IterationLimit);
  check(model, {{0.02, 4000, 250}}, {5.6096364710E-03, 6.1813463463E+03, 3.4522363462E+02}, 8.7945855171E+01);
}

TEST_CASE("BoxBOD, higher difficulty, six points, to four digits") {
  const auto model = problem<2>({{1, 109}, {2, 149}, {3, 149}, {5, 191}, {7, 213}, {10, 224}},
                                [](double x, const Eigen::Vector2d& b, Eigen::Vector2d& gradient) {
                                  const double e = std::exp(-b[1] * x);
                                  gradient << 1 - e, b[0] * x * e;
                                  return b[0] * (1 - e);
                                });
  // NIST's first start (1, 1) leads to b2 = infinity, a stationary point of its own: only the second is
  // tried.
  check(model, {{100, 0.75}}, {2.1380940889E+02, 5.4723748542E-01}, 1.1680088766E+03);
}

TEST_CASE("points without an answer end with a status, not with an exception") {
  const auto line = [](double x, const Eigen::Vector2d& b, Eigen::Vector2d& gradient) {
    gradient << 1, x;
    return b[0] + b[1] * x;
  };
  const auto missing = problem<2>({{0, 1}, {1, std::nan("")}, {2, 3}}, line);
  CHECK(minimise(missing, {0, 0}).status == LeastSquaresStatus::NotFinite);

  const auto sound = problem<2>({{0, 1}, {1, 2}, {2, 3}}, line);
  CHECK(minimise(sound, {0, 0}, {.max_iterations = 1}).status == LeastSquaresStatus::IterationLimit);
  const auto exact = minimise(sound, {0, 0});
  CHECK(exact.status == LeastSquaresStatus::Converged);
  CHECK(exact.parameters.isApprox(Eigen::Vector2d(1, 1), 1e-9));
}
