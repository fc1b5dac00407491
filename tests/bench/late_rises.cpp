// Whether the verdict tells late amplifications from late rises that are none, and what it makes of broken
// ones, as Markdown.
//
// Usage: crossbreak_bench_late_rises [CURVES_A_KIND] [SEED] > late_rises.md    default: 500 1
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "curves/analysis.hpp"
#include "curves/limits.hpp"
#include "curves/signal/median.hpp"
#include "curves/verdict/late_front.hpp"
#include "hard_rises.hpp"
#include "words/evidence.hpp"

using namespace crossbreak;
using namespace crossbreak::bench;

namespace {

constexpr std::size_t wells_a_target = 13;

Run run_of(const Kind& kind, int number, std::uint64_t seed) {
  Run run;
  Random random(seed);
  for (int i = 0; i < number; ++i)
    add_target(run, random, std::to_string(i), kind);
  return run;
}

std::vector<Curve> analysed(const Run& run) {
  CurveSettings settings;
  settings.automatic_rule = AutomaticRule::Own;
  settings.threshold = ThresholdChoice{.kind = ThresholdChoice::Kind::Value, .value = threshold};
  return analyse_curves(run, settings);
}

bool is_before_cutoff(const Curve& curve) {
  return curve.ct && *curve.ct < ct_cutoff;
}

struct Counts {
  int early_yes = 0;  ///< and a Ct below the cut-off
  int late_yes = 0;
  int unclear = 0;
  int no = 0;
  std::map<std::string, int> reasons;  ///< first ones of what is no yes

  int all() const { return early_yes + late_yes + unclear + no; }
};

Counts measure(const Kind& kind, int number, std::uint64_t seed) {
  const std::vector<Curve> curves = analysed(run_of(kind, number, seed));
  Counts counts;
  for (std::size_t i = wells_a_target - 1; i < curves.size(); i += wells_a_target) {
    const Verdict& verdict = curves[i].verdict;
    if (verdict.amplified == Amplified::Yes)
      ++(is_before_cutoff(curves[i]) ? counts.early_yes : counts.late_yes);
    else
      ++(verdict.amplified == Amplified::No ? counts.no : counts.unclear);
    if (verdict.amplified != Amplified::Yes)
      ++counts.reasons[std::string(code_of(verdict.reasons.front().code))];
  }
  return counts;
}

std::string row(const std::string& name, const Counts& counts) {
  std::string reasons;
  for (const auto& [code, count] : counts.reasons)
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", code, count);
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", name, counts.all(), counts.early_yes,
                     counts.late_yes, counts.unclear, counts.no, reasons);
}

void add(Counts& sum, const Counts& counts) {
  sum.early_yes += counts.early_yes;
  sum.late_yes += counts.late_yes;
  sum.unclear += counts.unclear;
  sum.no += counts.no;
}

// ---- one kind left out in turn

/// What the stage "late bend" compares, of a curve that is a yes by itself.
struct Late {
  bool is_before_cutoff = false;
  double end_slope = 0;
  double share = 0;  ///< of the target's usual plateau
  double noise_sd = 0;
  std::optional<LateFront> foot;
  std::optional<LateFront> whole;
};

/// The limits of the stage that were chosen on simulated curves.
struct Chosen {
  double lead = limits::aicc_lead;
  double unslowed = limits::unslowed;
  double low_plateau = limits::low_plateau;
  double above_plateau = limits::above_plateau;
};

/// As late_bend() of verdict/beside_target.cpp, which has the limits in force.
bool is_doubted(const Late& late, const Chosen& limit) {
  const bool levels_off = late.end_slope <= limits::still_rising;
  if (levels_off && late.share >= limit.low_plateau)
    return false;
  if (!levels_off && late.share > limit.above_plateau)
    return true;
  if (!late.foot)
    return false;
  const bool tells = !levels_off || late.foot->residual_sd <= limits::front_noise * late.noise_sd;
  if (late.foot->growth < 1 + limits::slow_efficiency || (tells && late.foot->growth > limits::fast_growth))
    return true;
  return late.foot->lead <= -limit.lead ||
         (late.end_slope > limit.unslowed && late.whole && late.whole->lead <= -limit.lead);
}

/// Those of a kind that are a yes by themselves; each as a target of its own.
std::vector<Late> late_of(const Kind& kind, int number, std::uint64_t seed) {
  const Run run = run_of(kind, number, seed);
  Run alone = run;
  for (std::size_t i = 0; i < alone.reactions.size(); ++i)
    alone.reactions[i].target = std::to_string(i);
  const std::vector<Curve> curves = analysed(alone);
  std::vector<Late> all;
  for (std::size_t first = 0; first < curves.size(); first += wells_a_target) {
    std::vector<double> plateaus;
    for (std::size_t i = first; i < first + wells_a_target; ++i) {
      if (curves[i].verdict.amplified != Amplified::Yes)
        continue;
      const CurveShape shape = measure_shape(curves[i].rn.empty() ? curves[i].reporter : curves[i].rn);
      if (shape.end_slope <= limits::still_rising)
        plateaus.push_back(shape.rise);
    }
    const Curve& candidate = curves[first + wells_a_target - 1];
    if (candidate.verdict.amplified != Amplified::Yes || plateaus.empty())
      continue;
    const CurveShape shape = measure_shape(candidate.rn);
    const double plateau = median(plateaus);
    all.push_back({.is_before_cutoff = is_before_cutoff(candidate),
                   .end_slope = shape.end_slope,
                   .share = shape.rise / plateau,
                   .noise_sd = shape.noise_sd,
                   .foot = compare_late_front(candidate.rn, shape, plateau),
                   .whole = compare_late_front(candidate.rn, shape, std::nullopt)});
  }
  return all;
}

int plainly_yes(const std::vector<Late>& curves, const Chosen& limit) {
  return static_cast<int>(std::ranges::count_if(
      curves, [&](const Late& late) { return late.is_before_cutoff && !is_doubted(late, limit); }));
}

/// The limits that leave the fewest false rises but for those of kind `left_out`, and doubt at most one true
/// late rise in a hundred; of equal ones the first.
Chosen chosen_without(std::size_t left_out, const std::vector<std::vector<Late>>& kinds,
                      const std::vector<Late>& true_ones) {
  Chosen best;
  int fewest = std::numeric_limits<int>::max();
  for (const double lead : {10.0, 2.0, 5.0, 20.0})
    for (const double unslowed : {0.9, 0.8, 0.85, 0.95, 2.0})
      for (const double low : {0.5, 0.3, 0.4, 0.6, 0.7})
        for (const double above : {1.5, 1.2, 2.0, 3.0}) {
          const Chosen tried{lead, unslowed, low, above};
          const auto doubted =
              std::ranges::count_if(true_ones, [&](const Late& late) { return is_doubted(late, tried); });
          if (100 * doubted > std::ssize(true_ones))
            continue;
          int left = 0;
          for (std::size_t k = 0; k < kinds.size(); ++k)
            left += k == left_out ? 0 : plainly_yes(kinds[k], tried);
          if (left >= fewest)
            continue;
          fewest = left;
          best = tried;
        }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  const int number = argc > 1 ? std::stoi(argv[1]) : 500;
  const std::uint64_t seed = argc > 2 ? std::stoull(argv[2]) : 1;
  constexpr const char* columns =
      " | curves | yes, Ct < 36 | yes, later | unclear | no | because "
      "|\n|---|---:|---:|---:|---:|---:|---|\n";
  std::cout << "Made by `crossbreak_bench_late_rises`: threshold 0.2 Rn, noise SD 0.002 to 0.008, plateaus "
               "0.9 to 6, 40 to 50 cycles.\n\n| no amplification"
            << columns;
  Counts all;
  for (std::size_t i = 0; i < false_kinds.size(); ++i) {
    const Counts counts = measure(false_kinds[i], number, seed * 1000 + i);
    std::cout << row(false_kinds[i].name, counts);
    add(all, counts);
  }
  std::cout << row("all", all) << "\n| amplification" << columns;
  constexpr std::array bounds{31.0, 33.0, 34.5, 36.0, 38.0};
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i)
    std::cout << row(fmt::format("Ct {} to {}", bounds[i], bounds[i + 1]),
                     measure(true_kind(bounds[i], bounds[i + 1]), number, seed * 1000 + 500 + i));
  std::cout << "\n| broken" << columns;
  for (std::size_t i = 0; i < broken_kinds.size(); ++i)
    std::cout << row(broken_kinds[i].name, measure(broken_kinds[i], number, seed * 1000 + 700 + i));

  std::vector<std::vector<Late>> kinds;
  for (std::size_t i = 0; i < false_kinds.size(); ++i)
    kinds.push_back(late_of(false_kinds[i], number, seed * 1000 + i));
  const std::vector<Late> true_ones = late_of(true_kind(31, 34.5), 2 * number, seed * 1000 + 600);
  std::cout
      << "\n| left out | a yes by itself | plainly yes with the limits in force | with those of the other "
         "kinds | lead | unslowed | low plateau | above plateau "
         "|\n|---|---:|---:|---:|---:|---:|---:|---:|\n";
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const Chosen chosen = chosen_without(i, kinds, true_ones);
    std::cout << fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", false_kinds[i].name,
                             kinds[i].size(), plainly_yes(kinds[i], {}), plainly_yes(kinds[i], chosen),
                             chosen.lead, chosen.unslowed, chosen.low_plateau, chosen.above_plateau);
  }
  return 0;
}
