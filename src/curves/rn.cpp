#include "curves/rn.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "curves/issues.hpp"
#include "curves/median.hpp"

namespace crossbreak {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

double as_float32(double value) {
  return static_cast<double>(static_cast<float>(value));
}

/// Cycles [first, last] in words: "cycle 36" or "cycles 36-40".
std::string cycles_in_words(const std::vector<int>& cycles) {
  const std::string first = std::to_string(cycles.front());
  if (cycles.size() == 1)
    return "cycle " + first;
  const std::string last = std::to_string(cycles.back());
  const bool contiguous = cycles.back() - cycles.front() + 1 == static_cast<int>(cycles.size());
  return contiguous ? "cycles " + first + "-" + last
                    : std::to_string(cycles.size()) + " cycles between " + first + " and " + last;
}

/// A dye that is not in the well yields noise around zero: its cycle-to-cycle change is as large as itself.
bool is_noise_around_zero(const std::vector<double>& signal) {
  std::vector<double> changes;
  for (std::size_t i = 1; i < signal.size(); ++i)
    changes.push_back(std::abs(signal[i] - signal[i - 1]));
  return median(changes) >
         0.2 * std::abs(median(signal));  // an arbitrary choice; a real reference: below 0.02
}

void note_dips(const Run& run, const Reaction& reaction, const std::vector<double>& passive,
               int note_from_cycle, std::vector<Issue>& issues) {
  const double usual = median(passive);
  std::vector<int> dips;
  for (std::size_t i = 0; i < passive.size(); ++i)
    if (passive[i] < passive_dip_share * usual)
      dips.push_back(static_cast<int>(i) + 1);
  if (dips.empty())
    return;
  const auto severity = dips.front() > note_from_cycle ? Issue::Severity::Note : Issue::Severity::Warning;
  issues.push_back(curve_issue(run, reaction, "passive_reference_dip", severity,
                               "the passive reference " + run.passive_reference +
                                   " falls by more than a tenth in " + cycles_in_words(dips) + "."));
}

}  // namespace

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
  const auto warn = [&](std::string code, std::string text) {
    result.issues.push_back(
        curve_issue(run, reaction, std::move(code), Issue::Severity::Warning, std::move(text)));
  };

  const DyeTrace* const reporter = find_dye(run, *reaction.well, reaction.reporter);
  if (reporter == nullptr) {
    warn("reporter_missing", reaction.reporter.empty()
                                 ? "the file names no reporter dye for target '" + reaction.target + "'."
                                 : "the file has no signal of the reporter " + reaction.reporter +
                                       " of target '" + reaction.target + "'.");
    return result;
  }
  result.reporter = reporter->signal;
  result.rn.reserve(reporter->signal.size());

  if (run.passive_reference_status != PassiveReferenceStatus::Dye) {
    if (run.passive_reference_status == PassiveReferenceStatus::NotStated)
      warn("passive_reference_not_stated",
           "the file does not say which dye is the passive reference: the reporter is taken as it is.");
    for (const double signal : reporter->signal)
      result.rn.push_back(as_float32(signal));
    return result;
  }

  const DyeTrace* const passive = find_dye(run, *reaction.well, run.passive_reference);
  if (passive == nullptr) {
    warn("passive_reference_missing", "the file has no signal of the passive reference " +
                                          run.passive_reference + " in this well: no Rn.");
    return result;
  }
  result.passive = passive->signal;
  result.passive.resize(reporter->signal.size(), missing);

  const bool noise = is_noise_around_zero(result.passive);
  std::vector<int> without;
  for (std::size_t i = 0; i < result.reporter.size(); ++i) {
    const double reference = result.passive[i];
    const bool usable = !noise && reference > 0 && reference > near_zero_passive_share * usual_passive;
    if (!usable)
      without.push_back(static_cast<int>(i) + 1);
    result.rn.push_back(usable ? as_float32(result.reporter[i] / reference) : missing);
  }
  if (without.size() == result.rn.size()) {
    result.rn.clear();
    warn("passive_reference_near_zero",
         "the passive reference " + run.passive_reference + " is missing or near zero throughout: no Rn.");
    return result;
  }
  if (!without.empty())
    warn("passive_reference_near_zero", "the passive reference " + run.passive_reference +
                                            " is missing or near zero in " + cycles_in_words(without) +
                                            ": no Rn there.");
  note_dips(run, reaction, result.passive, dip_note_from_cycle, result.issues);
  return result;
}

}  // namespace crossbreak
