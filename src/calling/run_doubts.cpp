#include "calling/run_doubts.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "calling/make_reason.hpp"
#include "calling/wells.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"

namespace crossbreak {
namespace {

void add_once(std::vector<Reason>& reasons, const Reason& reason) {
  if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
    reasons.push_back(reason);
}

/// Which wells something is about.
using Wanted = std::function<bool(const WellCall&)>;

class Doubts {
 public:
  explicit Doubts(Judgement& judgement) : judgement_(judgement) {}

  /// `wanted` says which wells it is about; those that the operator omitted are passed over.
  void reach_sets(const Reason& reason, Flag flag, const Wanted& wanted) {
    for (PatientCall& patient : judgement_.patients) {
      for (SetCall& set : patient.sets)
        reach_set(reason, flag, wanted, set, patient);
      if (patient.reference)
        reach_set(reason, flag, wanted, *patient.reference, patient);
    }
  }

  void reach_wells(const Reason& reason, Flag flag, const Wanted& wanted) {
    for (WellCall& well : judgement_.wells) {
      if (is_omitted(well) || !wanted(well))
        continue;
      add_once(well.reasons, reason);
      add_flag(well.flags, flag);
    }
  }

  /// Every patient with a well in the run.
  void reach_run(const Reason& reason, Flag flag, std::size_t run) {
    for (PatientCall& patient : judgement_.patients)
      if (is_in(patient, run))
        add(reason, flag, patient);
  }

 private:
  void reach_set(const Reason& reason, Flag flag, const Wanted& wanted, SetCall& set, PatientCall& patient) {
    const bool is_meant = std::any_of(set.wells.begin(), set.wells.end(), [&](std::size_t i) {
      return !is_omitted(judgement_.wells[i]) && wanted(judgement_.wells[i]);
    });
    if (!is_meant)
      return;
    add_once(set.reasons, reason);
    add_flag(set.flags, flag);
    add(reason, flag, patient);
  }

  static void add(const Reason& reason, Flag flag, PatientCall& patient) {
    add_once(patient.reasons, reason);
    add_flag(patient.flags, flag);
  }

  bool is_in(const PatientCall& patient, std::size_t run) const {
    const auto has_well = [&](const SetCall& set) {
      return std::any_of(set.wells.begin(), set.wells.end(),
                         [&](std::size_t i) { return judgement_.wells[i].run == run; });
    };
    bool found = std::any_of(patient.sets.begin(), patient.sets.end(), has_well);
    if (patient.reference)
      found |= has_well(*patient.reference);
    return found;
  }

  Judgement& judgement_;
};

void note_thresholds(const TargetSignals& signals, const Rules& rules, Doubts& doubts) {
  for (const auto& [key, signal] : signals) {
    const auto is_of_target = [&key = key](const WellCall& well) {
      return well.run == key.first && well.target == key.second;
    };
    if (const std::optional<Reason> reason = rule_thresholds(key.second, signal))
      doubts.reach_sets(*reason, Flag::ThresholdsDiffer, is_of_target);
    for (const double threshold : signal.thresholds)
      if (const std::optional<Reason> reason = rule_threshold(threshold, key.second, signal, rules))
        doubts.reach_sets(*reason, Flag::ThresholdImplausible, [&](const WellCall& well) {
          return is_of_target(well) && well.threshold == threshold;
        });
  }
}

void note_issue(const Issue& issue, std::size_t run, Doubts& doubts) {
  if (!issue.asks_review)
    return;
  const ReasonWith<"issue"> of_run = ReasonCode::IssueRun;
  const ReasonWith<"issue"> of_well = ReasonCode::IssueWell;
  const Reason reason =
      make_reason(issue.wells.empty() ? of_run : of_well, field<"issue">(as_clause(issue.words)));
  if (issue.wells.empty() && issue.target.empty()) {
    doubts.reach_run(reason, Flag::RunIssue, run);
    return;
  }
  const std::set<Well> wells(issue.wells.begin(), issue.wells.end());
  const auto is_meant = [&](const WellCall& well) {
    const bool is_among = wells.empty() || wells.contains(well.well);
    return well.run == run && is_among && (issue.target.empty() || well.target == issue.target);
  };
  doubts.reach_sets(reason, Flag::RunIssue, is_meant);
  if (!issue.wells.empty())
    doubts.reach_wells(reason, Flag::RunIssue, is_meant);
}

/// What a curve says of its target concerns all its wells.
Issue widened(Issue issue) {
  if (reach_of(issue.code) == Reach::Target)
    issue.wells.clear();
  return issue;
}

}  // namespace

void note_run_doubts(std::span<const CallInput> inputs, const TargetSignals& signals, Judgement& judgement,
                     const Panel& panel) {
  Doubts doubts(judgement);
  note_thresholds(signals, panel.rules, doubts);
  for (std::size_t run = 0; run < inputs.size(); ++run) {
    const AnalysedRun& analysed = *inputs[run].analysed;
    if (analysed.run.passive_reference_status == PassiveReferenceStatus::None &&
        panel.rules.passive_reference == PassiveReferenceRule::Required)
      doubts.reach_run(make_reason(ReasonCode::R23NoPassiveReference), Flag::NoPassiveReference, run);
    for (const Issue& issue : analysed.run.issues)
      note_issue(widened(issue), run, doubts);
    for (const Curve& curve : analysed.curves)
      for (const Issue& issue : curve.issues)
        note_issue(widened(issue), run, doubts);
  }
}

}  // namespace crossbreak
