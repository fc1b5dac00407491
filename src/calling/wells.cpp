#include "calling/wells.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "calling/make_reason.hpp"
#include "calling/targets.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

bool is_readable(const Curve& curve) {
  return !curve.unreadable && std::any_of(curve.delta_rn.begin(), curve.delta_rn.end(),
                                          [](double value) { return std::isfinite(value); });
}

void apply(WellCall& well, const WellRuling& ruling) {
  well.state = ruling.state;
  well.reasons.push_back(ruling.reason);
  if (ruling.flag)
    add_flag(well.flags, *ruling.flag);
}

void leave_out(WellCall& well, Reason why, Flag flag) {
  well.state = WellState::LeftOut;
  well.reasons.push_back(std::move(why));
  add_flag(well.flags, flag);
}

bool same_settings(const WellCall& well) {
  return well.threshold_source == ThresholdSource::File &&
         (well.baseline_source == BaselineSource::File ||
          well.baseline_source == BaselineSource::FileDeltaRn);
}

void compare_with_instrument(WellCall& well, const Rules& rules) {
  const std::optional<Reason> reason = rule_instrument_ct({.ours = well.ct_status,
                                                           .ct = well.ct,
                                                           .instrument = well.ct_instrument_status,
                                                           .instrument_ct = well.ct_instrument,
                                                           .same_settings = same_settings(well)},
                                                          rules);
  if (!reason)
    return;
  if (reason->code == ReasonCode::R13Differs || reason->code == ReasonCode::R13StatusDiffers)
    add_flag(well.flags, Flag::InstrumentCtDiffers);
  well.reasons.push_back(*reason);
}

void keep_flags(WellCall& well, const Curve& curve, const Rules& rules) {
  for (const QcFlag& flag : well.instrument_flags) {
    const std::optional<Reason> reason = rule_qc_flag(flag, rules);
    if (!reason)
      continue;
    add_flag(well.flags, reason->code == ReasonCode::R15Review ? Flag::QcReview : Flag::QcNote);
    well.reasons.push_back(*reason);
  }
  for (const Issue& issue : curve.issues)
    if (issue.code == IssueCode::Jump)
      add_flag(well.flags, Flag::Jump);
    else if (issue.code == IssueCode::PassiveReferenceDip)
      add_flag(well.flags,
               issue.severity == Severity::Note ? Flag::PassiveReferenceDipLate : Flag::PassiveReferenceDip);
}

std::string panel_reporter(const Panel& panel, const TargetMeaning& meaning) {
  for (const PrimerSet& set : panel.sets)
    if (set.name == meaning.set)
      return set.reporter;
  return {};  // the reference gene is read in a dye of its own or, in wells of its own, in the sets'
}

}  // namespace

std::vector<WellCall> call_wells(const CallInput& input, std::size_t run, std::size_t first_input,
                                 const Panel& panel) {
  const Run& source = input.analysed->run;
  std::vector<WellCall> wells;
  for (std::size_t i = 0; i < source.reactions.size(); ++i) {
    const Reaction& reaction = source.reactions[i];
    const Curve& curve = input.analysed->curves[i];
    const TargetMeaning& meaning = input.assignments[i].meaning;
    WellCall well;
    well.input = first_input;
    well.run = run;
    well.reaction = i;
    well.well = *reaction.well;
    well.sample = reaction.sample;
    well.target = reaction.target;
    well.set = set_name(panel, meaning);
    well.pair = meaning.pair;
    well.task = reaction.task;
    well.role = input.assignments[i].role;
    well.control = input.assignments[i].control;
    well.reporter = reaction.reporter;
    well.quencher = reaction.quencher;
    well.amplified = curve.verdict.amplified;
    well.verdict_reasons = curve.verdict.reasons;
    well.ct = curve.ct;
    well.ct_status = curve.ct_status;
    well.ct_instrument = reaction.instrument.ct;
    well.ct_instrument_status = reaction.instrument.ct_status;
    well.crossings = curve.crossings;
    well.ct_half_threshold = curve.ct_half_threshold;
    well.ct_double_threshold = curve.ct_double_threshold;
    well.threshold = curve.threshold;
    well.threshold_source = curve.threshold_source;
    if (curve.baseline)
      well.baseline = curve.baseline->window;
    well.baseline_source = curve.baseline_source;
    well.instrument_flags = reaction.flags;

    if (reaction.omitted)
      leave_out(well, make_reason(ReasonCode::R8Omitted), Flag::Omitted);
    else if (!is_readable(curve))
      leave_out(well, make_reason(ReasonCode::R8Unreadable), Flag::Unreadable);
    else
      apply(well, rule_well(evidence_of(well), panel.rules));
    if (input.assignments[i].task_standard) {
      add_flag(well.flags, Flag::TaskStandard);
      well.reasons.push_back(make_reason(ReasonCode::TaskStandard));
    }
    compare_with_instrument(well, panel.rules);
    if (const std::optional<Reason> reason =
            rule_reporter(reaction.reporter, panel_reporter(panel, meaning))) {
      add_flag(well.flags, Flag::ReporterDiffers);
      well.reasons.push_back(*reason);
    }
    keep_flags(well, curve, panel.rules);
    wells.push_back(std::move(well));
  }
  return wells;
}

WellEvidence evidence_of(const WellCall& well) {
  return {.amplified = well.amplified,
          .ct = well.ct,
          .ct_computed = well.ct || well.ct_status != CtStatus::Absent};
}

bool is_unreadable(const WellCall& well) {
  return std::binary_search(well.flags.begin(), well.flags.end(), Flag::Unreadable);
}

std::vector<WellCall> with_other_ct(std::span<const WellCall> wells, OtherCt other_ct, const Rules& rules) {
  std::vector<WellCall> changed(wells.begin(), wells.end());
  for (WellCall& well : changed) {
    well.ct = other_ct(well);
    if (well.state != WellState::LeftOut)
      well.state = rule_well(evidence_of(well), rules).state;
  }
  return changed;
}

void add_flag(std::vector<Flag>& flags, Flag flag) {
  const auto place = std::lower_bound(flags.begin(), flags.end(), flag);
  if (place == flags.end() || *place != flag)
    flags.insert(place, flag);
}

void add_flags(std::vector<Flag>& flags, std::span<const Flag> more) {
  for (const Flag flag : more)
    add_flag(flags, flag);
}

std::string names_of(std::span<const WellCall> wells, std::span<const std::size_t> indices) {
  std::vector<std::string> names;
  std::set<std::pair<std::size_t, Well>> named;
  for (const std::size_t index : indices)
    if (named.emplace(wells[index].run, wells[index].well).second)
      names.push_back(to_string(wells[index].well));
  return joined(names);
}

}  // namespace crossbreak
