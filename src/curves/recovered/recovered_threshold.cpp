#include "curves/recovered/recovered_threshold.hpp"

#include <algorithm>
#include <cmath>

#include "curves/ct/ct.hpp"
#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

constexpr double full_digits_tolerance = 1e-4;
constexpr double few_digits_tolerance = 0.04;
constexpr int few_digits = 4;

/// Where the search for the thresholds of one Ct looks: the levels of the curve about its crossing, this many
/// cycles either way. The cubic's root lies at most two cycles from the crossing.
constexpr int cycles_about = 3;
/// Levels that are tried in between; each stretch over which the Ct passes the wanted one is then halved.
/// Arbitrary.
constexpr int levels_tried = 64;
constexpr int halvings = 60;
/// The first step of the refinement as a share of the threshold, a hundredth of a cycle or so, and how often
/// it is halved. Arbitrary.
constexpr double widest_step = 0.01;
constexpr int refinements = 30;
/// How near a delta Rn must be to be taken for the automatic threshold itself, relative.
constexpr double tie_range = 1e-5;
/// Instruments keep Ct as float32: a unit of the last place between 32 and 64 cycles.
constexpr double float32_of_ct = 0x1p-18;
/// A stretch over which the Ct jumps further than this changes crossings and holds no solution, cycles.
constexpr double largest_step = 1;

/// The curve's Ct at a threshold minus the instrument's; nothing where it does not cross.
std::optional<double> deviation(CtRule rule, const CtEvidence& evidence, double threshold) {
  const std::optional<double> ct = threshold_cycle(rule, evidence.rn, evidence.delta_rn, threshold).ct;
  return ct ? std::optional(*ct - evidence.ct) : std::nullopt;
}

/// The curve's levels about the crossing at `ct`, those above zero.
std::vector<double> levels_about(const CtEvidence& evidence, double ct) {
  std::vector<double> levels;
  const int cycles = static_cast<int>(evidence.delta_rn.size());
  const int crossing = static_cast<int>(std::clamp(std::floor(ct), 1.0, static_cast<double>(cycles)));
  for (int cycle = std::max(1, crossing - cycles_about);
       cycle <= std::min(cycles, crossing + cycles_about + 1); ++cycle) {
    const double level = evidence.delta_rn[static_cast<std::size_t>(cycle - 1)];
    if (std::isfinite(level) && level > 0)
      levels.push_back(level);
  }
  return levels;
}

/// The threshold between `low` and `high` at which the deviation changes its sign.
std::optional<double> halve(CtRule rule, const CtEvidence& evidence, double low, double high) {
  for (int i = 0; i < halvings; ++i) {
    const double middle = low + (high - low) / 2;
    const std::optional<double> off = deviation(rule, evidence, middle);
    if (!off)
      return std::nullopt;
    (*off <= 0 ? low : high) = middle;
  }
  return threshold_gives(rule, evidence, low) ? std::optional(low) : std::nullopt;
}

/// Every threshold at which the curve has the wanted Ct: usually one.
std::vector<double> thresholds_of(CtRule rule, const CtEvidence& evidence) {
  const std::vector<double> levels = levels_about(evidence, evidence.ct);
  std::vector<double> found;
  if (levels.empty())
    return found;
  const double highest = *std::max_element(levels.begin(), levels.end());
  const double lowest = std::min(*std::min_element(levels.begin(), levels.end()), highest / levels_tried);
  double below = 0;
  std::optional<double> off_below;
  for (int i = 0; i <= levels_tried; ++i) {
    const double level = lowest * ieee::pow(highest / lowest, static_cast<double>(i) / levels_tried);
    const std::optional<double> off = deviation(rule, evidence, level);
    if (off && off_below && *off_below <= 0 && *off >= 0 && *off - *off_below <= largest_step)
      if (const std::optional<double> threshold = halve(rule, evidence, below, level))
        found.push_back(*threshold);
    below = level;
    off_below = off;
  }
  return found;
}

struct Score {
  std::size_t given = 0;
  double worst = 0;  ///< largest deviation of the Ct that are given, cycles
  bool better_than(const Score& other) const {
    return given != other.given ? given > other.given : worst < other.worst;
  }
};

Score score(CtRule rule, std::span<const CtEvidence> evidence, double threshold) {
  Score out;
  for (const CtEvidence& one : evidence) {
    const std::optional<double> off = deviation(rule, one, threshold);
    if (!off || !(std::abs(*off) <= one.tolerance))
      continue;
    ++out.given;
    out.worst = std::max(out.worst, std::abs(*off));
  }
  return out;
}

class BestThreshold {
 public:
  BestThreshold(CtRule rule, std::span<const CtEvidence> evidence) : rule_(rule), evidence_(evidence) {}

  double threshold() const { return threshold_; }
  const Score& score() const { return score_; }

  bool take(double candidate) {
    const Score candidate_score = crossbreak::score(rule_, evidence_, candidate);
    if (!candidate_score.better_than(score_))
      return false;
    threshold_ = candidate;
    score_ = candidate_score;
    return true;
  }

  /// Takes a candidate that gives as many Ct, as well as float32 Ct can tell.
  void take_equal(double candidate) {
    const Score candidate_score = crossbreak::score(rule_, evidence_, candidate);
    if (candidate_score.given >= score_.given && candidate_score.worst <= score_.worst + float32_of_ct)
      threshold_ = candidate;
  }

  /// Steps up and down, each time half as far, while a step is better: rounded Ct leave a range of
  /// thresholds, and its middle has the smallest deviations.
  void refine() {
    double step = threshold_ * widest_step;
    for (int i = 0; i < refinements; ++i, step /= 2)
      while (take(threshold_ + step) || take(threshold_ - step)) {}
  }

 private:
  CtRule rule_;
  std::span<const CtEvidence> evidence_;
  double threshold_ = 0;
  Score score_;
};

}  // namespace

double ct_tolerance(const Reaction& reaction) {
  const bool has_few_digits = reaction.rn_decimals && *reaction.rn_decimals <= few_digits;
  const double rounding_of_ct =
      reaction.instrument.ct_decimals ? 0.5 * ieee::pow(10.0, -*reaction.instrument.ct_decimals) : 0;
  return (has_few_digits ? few_digits_tolerance : full_digits_tolerance) + rounding_of_ct;
}

bool is_marked_no_amplification(const Reaction& reaction) {
  return reaction.instrument.amp_status == "No Amp" ||
         std::any_of(reaction.flags.begin(), reaction.flags.end(), [](const QcFlag& flag) {
           return (flag.name == "NOAMP" || flag.name == "EXPFAIL") && flag.value == "Y";
         });
}

bool threshold_gives(CtRule rule, const CtEvidence& evidence, double threshold) {
  const std::optional<double> off = deviation(rule, evidence, threshold);
  return off && std::abs(*off) <= evidence.tolerance;
}

std::size_t count_given(CtRule rule, std::span<const CtEvidence> evidence, double threshold) {
  return score(rule, evidence, threshold).given;
}

std::optional<double> recovered_threshold(CtRule rule, std::span<const CtEvidence> evidence) {
  BestThreshold best(rule, evidence);
  for (const CtEvidence& one : evidence)
    for (const double candidate : thresholds_of(rule, one))
      best.take(candidate);
  best.refine();
  // An automatic threshold is the delta Rn of one of the wells (automatic_threshold.hpp); from Ct alone it
  // comes out to some six digits, and its own well wants all of them.
  const double rough = best.threshold();
  for (const CtEvidence& one : evidence)
    for (const double level : one.delta_rn)
      if (std::abs(level - rough) <= rough * tie_range)
        best.take_equal(level);
  const bool is_proven = best.score().given >= 2 && 2 * best.score().given > evidence.size();
  return is_proven ? std::optional(best.threshold()) : std::nullopt;
}

}  // namespace crossbreak
