// Is a curve better explained by a sigmoid on a background than by any story without an amplification? The
// model comparison behind a verdict that the shape of a curve leaves open.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>

namespace crossbreak {

/// The best sigmoid on a background, beside the best explanation without one. Cycles count from 1 at the
/// first element of the signal; heights have the unit of the signal.
struct SigmoidOnBackground {
  /// Corrected Akaike criterion of the best explanation without a sigmoid, less that of this one; see
  /// limits::aicc_lead.
  double lead = 0;
  double residual_sd = 0;
  double other_residual_sd = 0;  ///< of the best explanation without a sigmoid
  double height = 0;             ///< of the sigmoid, as far as it was read
  /// Criterion of the best sigmoid that grows at most limits::fast_growth a cycle, less that of this one.
  double faster_lead = 0;
  double width = 0;            ///< of its front, cycles: grows by e^(1 / width) - 1 a cycle
  double sdm = 0;              ///< its second-derivative maximum
  double midpoint = 0;         ///< its steepest cycle
  double background_rise = 0;  ///< how far the background under it climbs before sdm
  double background_fall = 0;  ///< how far the background under it falls over all cycles
};

/// Compares what may lie behind a curve, by least squares over tables of shapes made once for each number of
/// cycles.
///
/// With a sigmoid: a straight line, alone or with a decaying start transient, plus a sigmoid of any height
/// whose front has one of a few widths and whose plateau is reached as fast as it is left, or more slowly
/// (as plateaus of real reactions are; Ruijter et al. 2009, Nucleic Acids Res. 37:e45).
///
/// Without: a cubic drift, or a straight line with one of: a decaying start transient, an exponential climb,
/// a kink into another straight line, a step within one, two or three cycles.
class RiseModels {
 public:
  RiseModels();
  ~RiseModels();
  RiseModels(const RiseModels&) = delete;
  RiseModels& operator=(const RiseModels&) = delete;

  /// `signal` has one reading a cycle. Nothing where one is missing, where there are fewer than
  /// least_cycles or more than most_cycles of them, or where no sigmoid rises.
  std::optional<SigmoidOnBackground> compare(std::span<const double> signal);

  /// SigmoidOnBackground::other_residual_sd alone, at a fraction of the cost.
  std::optional<double> other_residual_sd(std::span<const double> signal);

  static constexpr std::size_t least_cycles = 15;
  static constexpr std::size_t most_cycles = 100;  ///< of which the tables take some 400 kB

 private:
  struct Others;
  struct Sigmoids;
  std::map<std::size_t, std::unique_ptr<const Others>> others_;      // by number of cycles
  std::map<std::size_t, std::unique_ptr<const Sigmoids>> sigmoids_;  // the same
};

}  // namespace crossbreak
