// The least squares of a sigmoid as a search for two numbers only, its midpoint and its width.
//
// For any midpoint and width the best lower, upper and drift follow from linear equations (variable
// projection: Golub and Pereyra 1973, SIAM J. Numer. Anal. 10:413-432). Where the plateau is not seen, a
// search for all five creeps along a valley of upper and midpoint, which is no longer there.
#pragma once

#include <span>
#include <vector>

#include <Eigen/Core>

#include "curves/ct/levenberg_marquardt.hpp"
#include "curves/ct/sigmoid.hpp"

namespace crossbreak {

/// A sigmoid through readings, to be handed to minimise(). It is sought by midpoint and ln width, so that the
/// width cannot turn negative.
///
/// The derivatives of the residuals are Kaufman's (1975, BIT 15:49-57): those of the sigmoid, without what
/// lower, upper and drift explain of them. What they leave out does not change the gradient of the sum of
/// squares.
class ProjectedSigmoid {
 public:
  using Parameters = Eigen::Vector2d;

  /// Both of one length, more than parameter_count(form), and finite; cycles ascend.
  ProjectedSigmoid(std::span<const double> cycles, std::span<const double> signal, SigmoidForm form);

  static Parameters pack(double midpoint, double width);

  /// Of the best sigmoid of this midpoint and width; of the background alone where a sigmoid is no more than
  /// that. NaN for a midpoint before cycle 1 or after twice the last cycle: nobody saw it, and far out all
  /// sigmoids look alike, so that a search would not find back.
  double rss_at(const Parameters& p);
  Linearised<Parameters> linearised() const;
  double rounding() const;

  /// Whether the sigmoid of the parameters asked for last goes up.
  bool rises() const { return height_ > 0; }
  /// That sigmoid, without its residual SD.
  SigmoidParameters curve() const;

 private:
  struct Point {
    double cycle = 0;
    double centred = 0;  // cycles from their mean; 0 without drift
    double rest = 0;     // the signal less its background
    double z = 0;        // (cycle - midpoint) / width
    double rise = 0;     // of the sigmoid, from 0 to 1
    double residual = 0;
  };

  std::vector<Point> points_;
  double count_ = 0;
  double centre_ = 0;
  double inverse_squares_ = 0;  // of centred; 0 without drift
  double level_ = 0;            // of the background, at the centre
  double slope_ = 0;            // of the background
  double all_ = 0;              // sum of squares of rest

  double midpoint_ = 0;
  double width_ = 1;
  double height_ = 0;
  double mean_rise_ = 0;
  double rise_slope_ = 0;   // of the line through the rise
  double rise_length_ = 1;  // sum of squares of the rise less its line
};

}  // namespace crossbreak
