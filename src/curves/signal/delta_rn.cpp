#include "curves/signal/delta_rn.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "curves/signal/automatic_baseline.hpp"
#include "curves/signal/baseline.hpp"
#include "curves/signal/issues.hpp"
#include "curves/signal/rounding.hpp"
#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

/// How far delta Rn from the file's rounded Rn may lie from the file's own: half a unit of the last digit for
/// each, and as much again ten times over for the line, which extrapolation magnifies. Float32 exports: 1e-5
/// of the signal.
double rounding_of(const Reaction& reaction, double signal) {
  const double decimals = reaction.rn_decimals ? 20 * ieee::pow(10.0, -*reaction.rn_decimals) : 0;
  return decimals + 1e-5 * signal;
}

/// Some exports write the window 1 to the last cycle for every automatic well (QuantStudio 6 v1: 1-40), and
/// the 7500 v2.0 export writes one target's window into all rows: seen in such files.
std::optional<Issue> falseness(const Run& run, const Reaction& reaction, std::span<const double> rn,
                               BaselineWindow window) {
  if (window.start <= 1 && window.end >= static_cast<int>(rn.size()))
    return curve_issue(run, reaction, IssueCode::BaselineWindowPlaceholder, field<"window">(text_of(window)));
  const std::optional<Baseline> baseline = fit_baseline(rn, window);
  if (!baseline || reaction.delta_rn.size() != rn.size())
    return std::nullopt;
  const std::vector<double> expected = subtract_baseline(rn, *baseline);
  double difference = 0;
  double signal = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (!std::isfinite(expected[i]) || !std::isfinite(reaction.delta_rn[i]))
      continue;
    difference = std::max(difference, std::abs(expected[i] - reaction.delta_rn[i]));
    signal = std::max(signal, std::abs(rn[i]));
  }
  if (difference <= rounding_of(reaction, signal))
    return std::nullopt;
  return curve_issue(run, reaction, IssueCode::BaselineWindowContradicted, field<"window">(text_of(window)));
}

}  // namespace

DeltaRn subtract_chosen_baseline(const Run& run, const Reaction& reaction, std::span<const double> rn,
                                 const ChosenWindow& chosen, AutomaticRule automatic_rule, bool has_grown) {
  DeltaRn result;
  const std::span<const double> signal = rn.empty() ? std::span(reaction.delta_rn) : rn;
  if (signal.empty())
    return result;
  const auto subtract = [&](BaselineWindow window, BaselineSource source) {
    result.baseline = fit_baseline(signal, window);
    if (!result.baseline) {
      result.issues.push_back(curve_issue(run, reaction, IssueCode::BaselineWindowUnusable,
                                          field<"window">(text_of(window)),
                                          field<"cycles">(std::to_string(signal.size()))));
      return;
    }
    result.delta_rn = subtract_baseline(signal, *result.baseline);
    result.source = source;
  };
  const auto subtract_automatic = [&] {
    const auto window = has_grown ? automatic_window(automatic_rule, signal) : std::nullopt;
    subtract(window.value_or(flat_window(static_cast<int>(signal.size()))), BaselineSource::Automatic);
  };

  if (chosen.source == BaselineSource::Automatic) {
    subtract_automatic();
    return result;
  }
  if (chosen.source != BaselineSource::File) {
    subtract(*chosen.window, chosen.source);
    return result;
  }
  // From delta Rn alone the file's window is already subtracted.
  if (chosen.window && !rn.empty()) {
    std::optional<Issue> issue = falseness(run, reaction, rn, *chosen.window);
    // Rounding costs most where a line is fitted to rounded readings: the instrument's own delta Rn is
    // rounded once.
    const bool is_rounded = !has_full_digits(reaction) && reaction.delta_rn.size() == rn.size();
    if (!issue) {
      subtract(*chosen.window, BaselineSource::File);
      if (is_rounded) {
        result.delta_rn = reaction.delta_rn;
        result.source = BaselineSource::FileDeltaRn;
      }
      return result;
    }
    result.issues.push_back(std::move(*issue));
  }
  if (reaction.delta_rn.empty()) {
    subtract_automatic();
  } else {
    result.delta_rn = reaction.delta_rn;
    result.source = BaselineSource::FileDeltaRn;
  }
  return result;
}

}  // namespace crossbreak
