#include "curves/recovered/recover.hpp"

#include <cstddef>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "curves/ct/ct.hpp"
#include "curves/recovered/recovered_threshold.hpp"
#include "curves/recovered/recovered_window.hpp"
#include "curves/signal/issues.hpp"
#include "curves/signal/rounding.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

/// A curve that crosses this often is flat noise: which crossing the software takes is not always predictable
/// (three wells known).
constexpr int crossings_of_noise = 3;

/// The reactions of one target that can say something about its threshold.
struct Target {
  std::vector<std::size_t> reactions;  ///< all that take part
  std::vector<std::size_t> with_ct;    ///< those with an instrument Ct
  std::optional<double> threshold;     ///< the file's
};

class Recovery {
 public:
  Recovery(const Run& run, CtRule rule) : run_(run), rule_(rule) {
    for (const Reaction& reaction : run.reactions)
      out_.settings.push_back(reaction.settings);
    out_.recovered_threshold.resize(run.reactions.size(), false);
    out_.recovered_baseline.resize(run.reactions.size(), false);
    out_.issues.resize(run.reactions.size());
  }

  RecoveredSettings settle() {
    for (std::size_t i = 0; i < run_.reactions.size(); ++i)
      settle_window(i);
    const std::map<std::string, Target> targets = targets_with_curves();
    for (const auto& [name, target] : targets)
      settle_threshold(name, target);
    for (const auto& [name, target] : targets)
      drop_unchecked(name, target);
    return std::move(out_);
  }

 private:
  void settle_window(std::size_t index) {
    const Reaction& reaction = run_.reactions[index];
    if (reaction.rn.empty() || reaction.rn.size() != reaction.delta_rn.size() || !has_full_digits(reaction))
      return;
    const std::optional<BaselineWindow> in_file = reaction.settings.baseline;
    std::optional<WindowFit> fit =
        in_file ? window_fit(reaction.rn, reaction.delta_rn, *in_file) : std::nullopt;
    if (!fit) {
      fit = recovered_window(reaction.rn, reaction.delta_rn);
      if (!fit)
        return;
      out_.settings[index].baseline = fit->window;
      out_.recovered_baseline[index] = true;
      if (in_file)
        out_.issues[index].push_back(curve_issue(run_, reaction, IssueCode::BaselineRecovered,
                                                 field<"window">(text_of(*in_file)),
                                                 field<"recovered">(text_of(fit->window))));
    }
    if (!fit->contradicting_cycles.empty())
      out_.issues[index].push_back(
          curve_issue(run_, reaction, IssueCode::ReadingContradicted,
                      field<"cycles">(fmt::format("{}", fmt::join(fit->contradicting_cycles, ", ")))));
  }

  std::map<std::string, Target> targets_with_curves() const {
    std::map<std::string, Target> targets;
    for (std::size_t i = 0; i < run_.reactions.size(); ++i) {
      const Reaction& reaction = run_.reactions[i];
      if (reaction.omitted || reaction.delta_rn.empty())
        continue;
      Target& target = targets[reaction.target];
      target.reactions.push_back(i);
      if (!target.threshold)
        target.threshold = reaction.settings.threshold;
      if (reaction.instrument.ct_status == CtStatus::Value && reaction.instrument.ct)
        target.with_ct.push_back(i);
    }
    return targets;
  }

  CtEvidence evidence_of(std::size_t index) const {
    const Reaction& reaction = run_.reactions[index];
    const bool has_rn = reaction.rn.size() == reaction.delta_rn.size();
    return {.rn = has_rn ? std::span<const double>(reaction.rn) : std::span<const double>(),
            .delta_rn = reaction.delta_rn,
            .ct = *reaction.instrument.ct,
            .tolerance = ct_tolerance(reaction)};
  }

  /// The wells whose Ct the threshold must give: not those that are noise at it or marked so.
  std::vector<CtEvidence> binding_evidence(const Target& target, double threshold) const {
    std::vector<CtEvidence> evidence;
    for (const std::size_t index : target.with_ct) {
      const CtEvidence one = evidence_of(index);
      const int crossings = threshold_cycle(rule_, one.rn, one.delta_rn, threshold).crossings;
      if (crossings < crossings_of_noise && !is_marked_no_amplification(run_.reactions[index]))
        evidence.push_back(one);
    }
    return evidence;
  }

  void settle_threshold(const std::string& name, const Target& target) {
    if (target.with_ct.empty())
      return;
    std::vector<CtEvidence> all;
    for (const std::size_t index : target.with_ct)
      all.push_back(evidence_of(index));
    std::size_t given = 0;
    if (target.threshold) {
      given = count_given(rule_, all, *target.threshold);
      const std::vector<CtEvidence> binding = binding_evidence(target, *target.threshold);
      if (count_given(rule_, binding, *target.threshold) == binding.size())
        return;
    }
    const std::optional<double> proven = recovered_threshold(rule_, all);
    if (proven && (!target.threshold || count_given(rule_, all, *proven) > given))
      replace(name, target, *proven, count_given(rule_, all, *proven), given);
    else if (target.threshold && 2 * given <= all.size())
      take_out(name, target, IssueCode::ThresholdFalse, given);
    else if (!target.threshold && all.size() > 1)
      add_issue(name, target, IssueCode::CtNotFromCurves, field<"all">(std::to_string(all.size())));
  }

  void replace(const std::string& name, const Target& target, double threshold, std::size_t proven_by,
               std::size_t given) {
    for (const std::size_t index : target.reactions) {
      out_.settings[index].threshold = threshold;
      out_.recovered_threshold[index] = true;
    }
    if (!target.threshold)
      return;
    false_thresholds_.insert(*target.threshold);
    add_issue(
        name, target, IssueCode::ThresholdRecovered, field<"threshold">(fmt::format("{}", *target.threshold)),
        field<"given">(std::to_string(given)), field<"all">(std::to_string(target.with_ct.size())),
        field<"recovered">(fmt::format("{:.7g}", threshold)), field<"proven">(std::to_string(proven_by)));
  }

  void take_out(const std::string& name, const Target& target, IssueWith<"threshold", "given", "all"> why,
                std::size_t given) {
    false_thresholds_.insert(*target.threshold);
    for (const std::size_t index : target.reactions)
      out_.settings[index].threshold.reset();
    add_issue(name, target, why, field<"threshold">(fmt::format("{}", *target.threshold)),
              field<"given">(std::to_string(given)), field<"all">(std::to_string(target.with_ct.size())));
  }

  /// A value that is false in one target and stands in another one without a Ct to check it by:
  /// exports write one target's threshold into all rows.
  void drop_unchecked(const std::string& name, const Target& target) {
    if (target.with_ct.empty() && target.threshold && false_thresholds_.contains(*target.threshold))
      take_out(name, target, {IssueCode::ThresholdFalse, "elsewhere"}, 0);
  }

  template <FieldName... names>
  void add_issue(const std::string& name, const Target& target,
                 std::type_identity_t<IssueWith<names...>> issue, const Field<names>&... fields) {
    out_.issues[target.reactions.front()].push_back(
        make_issue(issue, source_name(run_) + ": " + name, fields...));
  }

  const Run& run_;
  CtRule rule_;
  RecoveredSettings out_;
  std::set<double> false_thresholds_;
};

}  // namespace

RecoveredSettings recover_settings(const Run& run, CtRule rule) {
  return Recovery(run, rule).settle();
}

}  // namespace crossbreak
