#include "curves/signal/file_readings.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <vector>

#include "curves/signal/baseline.hpp"
#include "curves/signal/issues.hpp"
#include "curves/signal/rounding.hpp"

namespace crossbreak {
namespace {

constexpr double share_of_range = 0.05;
constexpr double float32_share = 1e-5;
/// A line goes through any two differences, and close by three.
constexpr std::ptrdiff_t least_differences = 6;
/// Of two rises that are a cycle apart as many cycles differ; fewer may have been edited, which is told cycle
/// by cycle where the digits allow (recover.cpp). Arbitrary.
constexpr std::ptrdiff_t fewest_apart = 4;

/// How far the file's curve may lie from ours.
double tolerance(const Reaction& reaction, std::span<const double> rn, std::span<const double> of_file) {
  double lowest = std::numeric_limits<double>::infinity(), highest = -lowest, signal = 0;
  for (std::size_t i = 0; i < rn.size(); ++i) {
    if (!std::isfinite(rn[i]) || !std::isfinite(of_file[i]))
      continue;
    lowest = std::min(lowest, of_file[i]);
    highest = std::max(highest, of_file[i]);
    signal = std::max(signal, std::abs(rn[i]));
  }
  return std::max(
      {share_of_range * (highest - lowest), 4 * half_last_digit(reaction), float32_share * signal});
}

bool is_other(const Reaction& reaction, std::span<const double> rn, std::span<const double> of_file,
              bool without_line) {
  if (rn.empty() || rn.size() != of_file.size())
    return false;
  std::vector<double> apart(rn.size());  // NaN where one is missing
  std::transform(rn.begin(), rn.end(), of_file.begin(), apart.begin(), std::minus());
  if (std::count_if(apart.begin(), apart.end(), [](double d) { return std::isfinite(d); }) <
      least_differences)
    return false;
  if (without_line)
    apart = subtract_baseline(apart, *fit_baseline(apart, {1, static_cast<int>(apart.size())}));
  const double most = tolerance(reaction, rn, of_file);
  return std::count_if(apart.begin(), apart.end(), [&](double d) { return std::abs(d) > most; }) >=
         fewest_apart;
}

}  // namespace

std::optional<Issue> other_curve(const Run& run, const Reaction& reaction, std::span<const double> rn) {
  if (is_other(reaction, rn, reaction.delta_rn, true))
    return curve_issue(run, reaction, {IssueCode::ReadingContradicted, "delta_rn"});
  if (is_other(reaction, rn, reaction.rn, false))
    return curve_issue(run, reaction, {IssueCode::ReadingContradicted, "rn"});
  return std::nullopt;
}

}  // namespace crossbreak
