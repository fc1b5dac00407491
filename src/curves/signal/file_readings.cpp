#include "curves/signal/file_readings.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "curves/signal/issues.hpp"
#include "curves/signal/rounding.hpp"

namespace crossbreak {
namespace {

constexpr double share_of_range = 0.05;
constexpr double float32_share = 1e-5;
/// A line goes through any two differences, and close by three.
constexpr std::size_t least_differences = 6;
/// Of two rises that are a cycle apart as many cycles differ; fewer may have been edited, which is told cycle
/// by cycle where the digits allow (recover.cpp). Arbitrary.
constexpr std::ptrdiff_t fewest_apart = 4;

struct Difference {
  double cycle;
  double value;
};

/// Cycle by cycle, where both are there.
std::vector<Difference> differences(std::span<const double> rn, std::span<const double> of_file) {
  std::vector<Difference> found;
  for (std::size_t i = 0; i < rn.size(); ++i)
    if (std::isfinite(rn[i]) && std::isfinite(of_file[i]))
      found.push_back({static_cast<double>(i + 1), rn[i] - of_file[i]});
  return found;
}

/// Takes the least-squares line through the differences off them.
void take_line_off(std::vector<Difference>& differences) {
  double cycle = 0, value = 0;
  for (const Difference& d : differences) {
    cycle += d.cycle;
    value += d.value;
  }
  const double count = static_cast<double>(differences.size());
  cycle /= count;
  value /= count;
  double products = 0, squares = 0;
  for (const Difference& d : differences) {
    products += (d.cycle - cycle) * (d.value - value);
    squares += (d.cycle - cycle) * (d.cycle - cycle);
  }
  for (Difference& d : differences)
    d.value -= value + products / squares * (d.cycle - cycle);
}

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
  std::vector<Difference> found = differences(rn, of_file);
  if (found.size() < least_differences)
    return false;
  if (without_line)
    take_line_off(found);
  const double most = tolerance(reaction, rn, of_file);
  return std::count_if(found.begin(), found.end(),
                       [&](const Difference& d) { return std::abs(d.value) > most; }) >= fewest_apart;
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
