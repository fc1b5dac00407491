#include "curves/recovered/recover.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <deque>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "curves/recovered/proof.hpp"
#include "curves/recovered/recovered_threshold.hpp"
#include "curves/recovered/recovered_window.hpp"
#include "curves/signal/automatic_baseline.hpp"
#include "curves/signal/baseline.hpp"
#include "curves/signal/issues.hpp"
#include "curves/signal/rounding.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

/// Ct that are given to less than this, cycles, do not tell one window from the next. Arbitrary; the ends of
/// a window move Ct by hundredths.
constexpr double telling_tolerance = 1e-3;

constexpr CtRule other(CtRule rule) {
  return rule == CtRule::Cubic ? CtRule::Linear : CtRule::Cubic;
}

/// The reactions of one target that can say something about its threshold.
struct Target {
  std::string name;
  std::vector<std::size_t> reactions;  ///< all, omitted ones among them
  std::vector<std::size_t> with_ct;    ///< those with an instrument Ct and a curve
  std::vector<Claim> claims;           ///< of with_ct; each at its own threshold of the file
  std::optional<double> threshold;     ///< the file's, of the first reaction that has one
};

class Recovery {
 public:
  Recovery(const Run& run, CtRule rule, AutomaticRule automatic, std::span<const std::vector<double>> rn)
      : run_(run), rule_(rule), automatic_(automatic), rn_(rn) {
    for (const Reaction& reaction : run.reactions)
      out_.settings.push_back(reaction.settings);
    out_.ct_rules.resize(run.reactions.size(), rule);
    out_.recovered_threshold.resize(run.reactions.size(), false);
    out_.recovered_baseline.resize(run.reactions.size(), false);
    out_.baseline_by_ct.resize(run.reactions.size(), false);
    out_.issues.resize(run.reactions.size());
  }

  RecoveredSettings settle() {
    drop_impossible_thresholds();
    for (std::size_t i = 0; i < run_.reactions.size(); ++i)
      settle_window(i);
    std::vector<Target> targets = targets_with_curves();
    settle_rule_of_all(targets);
    for (const Target& target : targets)
      settle_threshold(target);
    for (const Target& target : targets)
      tell_unchecked(target);
    return std::move(out_);
  }

 private:
  /// No delta Rn crosses them, so that no software can have used them.
  void drop_impossible_thresholds() {
    std::set<std::string> told;
    for (std::size_t i = 0; i < run_.reactions.size(); ++i) {
      std::optional<double>& threshold = out_.settings[i].threshold;
      if (!threshold || *threshold > 0)
        continue;
      threshold.reset();
      const std::string& target = run_.reactions[i].target;
      if (told.insert(target).second)
        out_.issues[i].push_back(make_issue({IssueCode::ThresholdNotFinite, "not_positive"},
                                            source_name(run_), field<"target">(target)));
    }
  }

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

  std::span<const double> rn_of(std::size_t index) const {
    return rn_.empty() ? std::span<const double>(run_.reactions[index].rn) : rn_[index];
  }

  /// Rn minus the line of the window; kept as long as the evidence that refers to it.
  std::span<const double> computed(std::size_t index, BaselineWindow window) {
    const std::optional<Baseline> baseline = fit_baseline(rn_of(index), window);
    if (!baseline)
      return {};
    return computed_.emplace_back(subtract_baseline(rn_of(index), *baseline));
  }

  /// Delta Rn as the file gives it; else as its window does, or the automatic one.
  std::span<const double> delta_rn_of(std::size_t index) {
    const Reaction& reaction = run_.reactions[index];
    if (!reaction.delta_rn.empty())
      return reaction.delta_rn;
    const std::span<const double> rn = rn_of(index);
    std::optional<BaselineWindow> window = out_.settings[index].baseline;
    if (!window || (window->start <= 1 && window->end >= static_cast<int>(rn.size())))
      window = automatic_window(automatic_, rn);
    return window ? computed(index, *window) : std::span<const double>();
  }

  Claim claim_of(std::size_t index, std::span<const double> delta_rn, double threshold) const {
    const Reaction& reaction = run_.reactions[index];
    const std::span<const double> rn = reaction.delta_rn.empty() ? rn_of(index) : reaction.rn;
    return {.evidence = {.rn = rn.size() == delta_rn.size() ? rn : std::span<const double>(),
                         .delta_rn = delta_rn,
                         .ct = *reaction.instrument.ct,
                         .tolerance = ct_tolerance(reaction)},
            .threshold = threshold,
            .is_marked = is_marked_no_amplification(reaction)};
  }

  std::vector<Target> targets_with_curves() {
    std::map<std::string, Target> targets;
    for (std::size_t i = 0; i < run_.reactions.size(); ++i) {
      const Reaction& reaction = run_.reactions[i];
      Target& target = targets[reaction.target];
      target.name = reaction.target;
      target.reactions.push_back(i);
      if (!target.threshold)
        target.threshold = out_.settings[i].threshold;
      if (reaction.omitted || reaction.instrument.ct_status != CtStatus::Value || !reaction.instrument.ct)
        continue;
      const std::span<const double> delta_rn = delta_rn_of(i);
      if (delta_rn.empty())
        continue;
      target.with_ct.push_back(i);
      target.claims.push_back(claim_of(i, delta_rn, 0));
    }
    std::vector<Target> out;
    for (auto& [name, target] : targets) {
      for (std::size_t i = 0; i < target.with_ct.size(); ++i)
        target.claims[i].threshold =
            out_.settings[target.with_ct[i]].threshold.value_or(target.threshold.value_or(0));
      out.push_back(std::move(target));
    }
    return out;
  }

  /// One software wrote all targets: where the files' thresholds give the Ct of all by the other rule, that
  /// is the rule of a target with few Ct too.
  void settle_rule_of_all(std::span<const Target> targets) {
    std::vector<Claim> claims;
    for (const Target& target : targets)
      if (target.threshold)
        claims.insert(claims.end(), target.claims.begin(), target.claims.end());
    const Tally asked = tally(rule_, claims);
    const Tally exchanged = tally(other(rule_), claims);
    if (stands(asked) || !proves(exchanged))
      return;
    std::ranges::fill(out_.ct_rules, other(rule_));
    out_.issues.front().push_back(rule_issue(source_name(run_), rule_, asked, exchanged));
    rule_ = other(rule_);
  }

  static Issue rule_issue(const std::string& place, CtRule rule, const Tally& asked, const Tally& exchanged) {
    return make_issue(IssueCode::CtRuleRecovered, place, field<"given">(std::to_string(exchanged.given)),
                      field<"all">(std::to_string(exchanged.binding)), field<"rule">(words_of(other(rule))),
                      field<"less">(std::to_string(asked.given)), field<"asked">(words_of(rule)));
  }

  void settle_threshold(const Target& target) {
    if (target.claims.empty())
      return;
    if (target.threshold) {
      const Tally asked = tally(rule_, target.claims);
      if (stands(asked) || is_given_by_other_rule(target, asked) ||
          is_given_by_other_windows(target, asked) || is_replaced(target, asked))
        return;
      if (2 * asked.far >= asked.binding)
        add_issue(target, IssueCode::ThresholdFalse, field<"threshold">(fmt::format("{}", *target.threshold)),
                  field<"given">(std::to_string(asked.given)),
                  field<"all">(std::to_string(target.claims.size())),
                  field<"far">(std::to_string(asked.far)));
    } else if (!is_found(target) && target.claims.size() > 1) {
      add_issue(target, IssueCode::CtNotFromCurves, field<"all">(std::to_string(target.claims.size())));
    }
  }

  bool is_given_by_other_rule(const Target& target, const Tally& asked) {
    const Tally exchanged = tally(other(rule_), target.claims);
    if (!proves(exchanged))
      return false;
    set_rule(target, other(rule_));
    out_.issues[target.reactions.front()].push_back(
        rule_issue(place_of_target(target), rule_, asked, exchanged));
    return true;
  }

  bool is_given_by_other_windows(const Target& target, const Tally& asked) {
    std::vector<BaselineWindow> automatic;
    for (const std::size_t index : target.with_ct)
      if (const auto window = automatic_window(automatic_, rn_of(index)))
        automatic.push_back(*window);
    if (automatic.size() == target.with_ct.size())
      for (const CtRule rule : {rule_, other(rule_)})
        if (const std::optional<Tally> given = proof_by(target, rule, automatic)) {
          use_windows(target, rule, automatic);
          add_issue(target, {IssueCode::BaselineRecovered, "automatic"},
                    field<"threshold">(fmt::format("{}", *target.threshold)),
                    field<"given">(std::to_string(asked.given)),
                    field<"all">(std::to_string(target.claims.size())),
                    field<"proven">(std::to_string(given->given)));
          return true;
        }
    // One window for a whole target is set by hand. Of rounded Rn and Ct too many windows would do.
    if (!std::ranges::all_of(target.with_ct, [&](std::size_t index) {
          const Reaction& reaction = run_.reactions[index];
          return has_full_digits(reaction) && ct_tolerance(reaction) <= telling_tolerance;
        }))
      return false;
    const auto cycles = static_cast<int>(rn_of(target.with_ct.front()).size());
    for (int start = 1; start <= cycles; ++start)
      for (int end = start; end <= cycles; ++end)
        for (const CtRule rule : {rule_, other(rule_)}) {
          const std::vector<BaselineWindow> windows(target.with_ct.size(), BaselineWindow{start, end});
          const std::optional<Tally> given = proof_by(target, rule, windows);
          if (!given)
            continue;
          use_windows(target, rule, windows);
          add_issue(
              target, {IssueCode::BaselineRecovered, "target"},
              field<"threshold">(fmt::format("{}", *target.threshold)),
              field<"given">(std::to_string(asked.given)), field<"all">(std::to_string(target.claims.size())),
              field<"recovered">(text_of(windows.front())), field<"proven">(std::to_string(given->given)));
          return true;
        }
    return false;
  }

  /// What the windows, one for each reaction with a Ct, give at the file's threshold, if that is a proof.
  /// Ends at the first Ct too many that is not given: a search tries many windows.
  std::optional<Tally> proof_by(const Target& target, CtRule rule,
                                std::span<const BaselineWindow> windows) const {
    Tally all;
    for (std::size_t i = 0; i < windows.size(); ++i) {
      const std::span<const double> rn = rn_of(target.with_ct[i]);
      const std::optional<Baseline> baseline = fit_baseline(rn, windows[i]);
      if (!baseline)
        return std::nullopt;
      const std::vector<double> delta_rn = subtract_baseline(rn, *baseline);
      Claim claim = target.claims[i];
      claim.evidence.rn = rn;
      claim.evidence.delta_rn = delta_rn;
      const Tally one = tally(rule, std::span(&claim, 1));
      all.binding += one.binding;
      all.given += one.given;
      const std::size_t missed = all.binding - all.given;
      if (10 * missed > windows.size())
        return std::nullopt;
    }
    return proves(all) ? std::optional(all) : std::nullopt;
  }

  void use_windows(const Target& target, CtRule rule, std::span<const BaselineWindow> windows) {
    set_rule(target, rule);
    for (std::size_t i = 0; i < windows.size(); ++i) {
      const std::size_t index = target.with_ct[i];
      out_.settings[index].baseline = windows[i];
      out_.recovered_baseline[index] = true;
      out_.baseline_by_ct[index] = true;
    }
  }

  bool is_replaced(const Target& target, const Tally& asked) {
    for (const CtRule rule : {rule_, other(rule_)}) {
      const std::optional<double> found = recovered_threshold(rule, evidence_of(target));
      if (!found)
        continue;
      const Tally proven = tally(rule, claims_at(target, *found));
      if (!proves(proven) || proven.given <= asked.given)
        continue;
      set_rule(target, rule);
      set_threshold(target, *found);
      false_thresholds_.insert(*target.threshold);
      add_issue(
          target, IssueCode::ThresholdRecovered, field<"threshold">(fmt::format("{}", *target.threshold)),
          field<"given">(std::to_string(asked.given)), field<"all">(std::to_string(target.claims.size())),
          field<"recovered">(fmt::format("{:.7g}", *found)),
          field<"proven">(std::to_string(count_given(rule, evidence_of(target), *found))));
      return true;
    }
    return false;
  }

  /// Of a file that is silent about it.
  bool is_found(const Target& target) {
    if (const std::optional<double> found = recovered_threshold(rule_, evidence_of(target))) {
      set_threshold(target, *found);
      return true;
    }
    const std::optional<double> found = recovered_threshold(other(rule_), evidence_of(target));
    if (!found)
      return false;
    const Tally proven = tally(other(rule_), claims_at(target, *found));
    if (!proves(proven))
      return false;
    set_rule(target, other(rule_));
    set_threshold(target, *found);
    add_issue(target, {IssueCode::CtRuleRecovered, "silent"}, field<"given">(std::to_string(proven.given)),
              field<"all">(std::to_string(target.claims.size())), field<"rule">(words_of(other(rule_))),
              field<"recovered">(fmt::format("{:.7g}", *found)), field<"asked">(words_of(rule_)));
    return true;
  }

  static std::vector<Claim> claims_at(const Target& target, double threshold) {
    std::vector<Claim> claims = target.claims;
    for (Claim& claim : claims)
      claim.threshold = threshold;
    return claims;
  }

  static std::vector<CtEvidence> evidence_of(const Target& target) {
    std::vector<CtEvidence> evidence;
    for (const Claim& claim : target.claims)
      evidence.push_back(claim.evidence);
    return evidence;
  }

  void set_rule(const Target& target, CtRule rule) {
    for (const std::size_t index : target.reactions)
      out_.ct_rules[index] = rule;
  }

  void set_threshold(const Target& target, double threshold) {
    for (const std::size_t index : target.reactions) {
      out_.settings[index].threshold = threshold;
      out_.recovered_threshold[index] = true;
    }
  }

  /// A value that is proven false in one target and stands in another one without a Ct to check it by:
  /// exports write one target's threshold into all rows.
  void tell_unchecked(const Target& target) {
    if (target.claims.empty() && target.threshold && false_thresholds_.contains(*target.threshold))
      add_issue(target, {IssueCode::ThresholdFalse, "elsewhere"},
                field<"threshold">(fmt::format("{}", *target.threshold)));
  }

  std::string place_of_target(const Target& target) const { return source_name(run_) + ": " + target.name; }

  template <FieldName... names>
  void add_issue(const Target& target, std::type_identity_t<IssueWith<names...>> issue,
                 const Field<names>&... fields) {
    Issue told = make_issue(issue, place_of_target(target), fields...);
    told.target = target.name;
    out_.issues[target.reactions.front()].push_back(std::move(told));
  }

  const Run& run_;
  CtRule rule_;  ///< of the software, or the one that the Ct of all targets prove
  AutomaticRule automatic_;
  std::span<const std::vector<double>> rn_;
  RecoveredSettings out_;
  std::deque<std::vector<double>> computed_;
  std::set<double> false_thresholds_;
};

}  // namespace

RecoveredSettings recover_settings(const Run& run, CtRule rule, AutomaticRule automatic,
                                   std::span<const std::vector<double>> rn) {
  return Recovery(run, rule, automatic, rn).settle();
}

}  // namespace crossbreak
