#include "curves/signal/rn.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "curves/because.hpp"
#include "curves/limits.hpp"
#include "curves/signal/issues.hpp"
#include "curves/signal/median.hpp"
#include "words/cycles.hpp"

namespace crossbreak {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

double as_float32(double value) {
  return static_cast<double>(static_cast<float>(value));
}

/// A dye that is not in the well yields noise around zero: its cycle-to-cycle change is as large as itself.
bool is_noise_around_zero(const std::vector<double>& signal) {
  std::vector<double> changes;
  for (std::size_t i = 1; i < signal.size(); ++i)
    changes.push_back(std::abs(signal[i] - signal[i - 1]));
  return median(changes) > limits::noise_around_zero * std::abs(median(signal));
}

/// The cycles in which the reporter shows next to nothing of what it began with, where they are enough to
/// tell (limits::lost_reads). A dye that is noise from the start has nothing to lose.
std::vector<int> lost_cycles(const std::vector<double>& reporter) {
  constexpr std::size_t start_cycles = limits::first_reads;
  if (reporter.size() <= start_cycles)
    return {};
  const std::vector<double> start(reporter.begin(), reporter.begin() + start_cycles);
  if (is_noise_around_zero(start))
    return {};
  const double level = median(start);
  std::vector<int> lost;
  for (std::size_t i = start_cycles; i < reporter.size(); ++i)
    if (reporter[i] < limits::lost_signal_share * level)
      lost.push_back(static_cast<int>(i) + 1);
  return lost.size() >= limits::lost_reads ? lost : std::vector<int>{};
}

void note_dips(const Run& run, const Reaction& reaction, std::span<const double> passive, int note_from_cycle,
               std::vector<Issue>& issues) {
  const std::vector<int> dips = passive_dips(passive);
  if (dips.empty())
    return;
  using Dip = IssueWith<"passive", "cycles">;
  constexpr Dip early = IssueCode::PassiveReferenceDip;
  constexpr Dip late = {IssueCode::PassiveReferenceDip, "late"};
  issues.push_back(curve_issue(run, reaction, dips.front() > note_from_cycle ? late : early,
                               field<"passive">(run.passive_reference),
                               field<"cycles">(cycles_in_words(dips))));
}

}  // namespace

std::vector<int> passive_dips(std::span<const double> passive) {
  const double usual = median(passive);
  std::vector<int> dips;
  for (std::size_t i = 0; i < passive.size(); ++i)
    if (passive[i] < limits::passive_dip_share * usual)
      dips.push_back(static_cast<int>(i) + 1);
  return dips;
}

double usual_passive_reference(const Run& run) {
  if (run.passive_reference_status != PassiveReferenceStatus::Dye)
    return missing;
  std::vector<double> medians;
  for (const DyeTrace& trace : run.dyes) {
    const bool in_use = std::any_of(run.reactions.begin(), run.reactions.end(),
                                    [&](const Reaction& reaction) { return reaction.well == trace.well; });
    if (in_use && trace.dye == run.passive_reference)
      medians.push_back(median(trace.signal));
  }
  return quantile(medians, 0.75);
}

NormalisedReporter normalised_reporter(const Run& run, const Reaction& reaction, double usual_passive,
                                       int dip_note_from_cycle) {
  NormalisedReporter result;
  if (!reaction.well || run.dyes.empty())
    return result;
  const auto warn = [&](IssueWith<"reporter", "passive", "cycles"> entry, const std::vector<int>& cycles) {
    result.issues.push_back(curve_issue(run, reaction, entry, field<"reporter">(reaction.reporter),
                                        field<"passive">(run.passive_reference),
                                        field<"cycles">(cycles_in_words(cycles))));
  };

  const DyeTrace* const reporter = find_dye(run, *reaction.well, reaction.reporter);
  if (reporter == nullptr)
    return result;
  result.reporter = reporter->signal;
  result.rn.reserve(reporter->signal.size());
  if (const std::vector<int> lost = lost_cycles(result.reporter); !lost.empty()) {
    warn(IssueCode::SignalLost, lost);
    result.unreadable = because(EvidenceCode::SignalLost);
  }

  if (run.passive_reference_status != PassiveReferenceStatus::Dye) {
    for (const double signal : reporter->signal)
      result.rn.push_back(as_float32(signal));
    return result;
  }

  const DyeTrace* const passive = find_dye(run, *reaction.well, run.passive_reference);
  if (passive == nullptr)
    return result;
  result.passive = passive->signal;
  result.passive.resize(reporter->signal.size(), missing);

  std::vector<int> absent;
  std::vector<int> near_zero;
  const bool noise = is_noise_around_zero(result.passive);
  const double least = std::max(0.0, limits::near_zero_passive_share * usual_passive);
  for (std::size_t i = 0; i < result.reporter.size(); ++i) {
    const double reference = result.passive[i];
    if (!std::isfinite(reference))
      absent.push_back(static_cast<int>(i) + 1);
    else if (noise || reference <= least)
      near_zero.push_back(static_cast<int>(i) + 1);
    result.rn.push_back(reference > 0 ? as_float32(result.reporter[i] / reference) : missing);
  }
  if (!near_zero.empty()) {
    warn(IssueCode::PassiveReferenceNearZero, near_zero);
    result.unreadable = because(EvidenceCode::PassiveReferenceNearZero);
  }
  if (!absent.empty())
    warn(IssueCode::PassiveReferenceMissing, absent);
  if (std::none_of(result.rn.begin(), result.rn.end(), [](double rn) { return std::isfinite(rn); })) {
    result.rn.clear();
    return result;
  }
  note_dips(run, reaction, result.passive, dip_note_from_cycle, result.issues);
  return result;
}

std::span<const double> signal_of(const Run& run, const Curve& curve) {
  return curve.rn.empty() && curve.reporter.empty() ? std::span(run.reactions[curve.reaction].delta_rn)
                                                    : std::span(curve.rn);
}

}  // namespace crossbreak
