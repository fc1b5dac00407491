#include "calling/wells.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "calling/make_reason.hpp"
#include "calling/readings.hpp"
#include "calling/targets.hpp"
#include "words/evidence.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

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
  // Of a well that the operator omitted the software may keep no Ct.
  const bool is_contradiction =
      reason->code == ReasonCode::R13Contradicted || reason->code == ReasonCode::R13StatusDiffers;
  if (is_contradiction && !is_omitted(well))
    add_flag(well.flags, Flag::InstrumentCtContradicted);
  else if (is_contradiction || reason->code == ReasonCode::R13Differs)
    add_flag(well.flags, Flag::InstrumentCtDiffers);
  well.reasons.push_back(*reason);
}

void compare_with_crt(WellCall& well, const InstrumentResult& instrument, const Rules& rules) {
  const std::optional<Reason> reason = rule_instrument_crt(well.state, instrument, rules);
  if (!reason)
    return;
  if (reason->code == ReasonCode::R13CrtContradicted)
    add_flag(well.flags, Flag::InstrumentCrtContradicted);
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
  for (const Issue& issue : curve.issues) {
    std::optional<Flag> flag;
    if (issue.code == IssueCode::Jump)
      flag = Flag::Jump;
    else if (issue.code == IssueCode::PassiveReferenceDip)
      flag = issue.severity == Severity::Note ? Flag::PassiveReferenceDipLate : Flag::PassiveReferenceDip;
    if (!flag)
      continue;
    add_flag(well.flags, *flag);
    if (entry_of(*flag).asks_review)
      well.reasons.push_back(make_reason(ReasonCode::IssueWell, field<"issue">(as_clause(issue.words))));
  }
}

/// The dyes that the panel lets a reaction be read in. `apart`: no set is tested in its well.
std::vector<std::string> panel_reporters(const Panel& panel, const TargetMeaning& meaning, bool apart) {
  std::vector<std::string> reporters;
  if (meaning.kind == TargetMeaning::Kind::Reference)
    reporters = panel.reference->reporters;
  for (const PrimerSet& set : panel.sets)
    if (set.name == meaning.set || (meaning.kind == TargetMeaning::Kind::Reference && apart))
      reporters.insert(reporters.end(), set.reporters.begin(), set.reporters.end());
  return reporters;
}

/// The wells that test a set.
std::set<Well> wells_with_sets(const CallInput& input) {
  std::set<Well> wells;
  for (std::size_t i = 0; i < input.assignments.size(); ++i)
    if (input.assignments[i].meaning.kind != TargetMeaning::Kind::Reference)
      wells.insert(*input.analysed->run.reactions[i].well);
  return wells;
}

/// What only a positive control shows is taken for the product that it is there to show.
bool is_control_alone(const WellCall& well, const Crosstalk& crosstalk) {
  return well.role == SampleRole::PositiveControl && crosstalk.state == CrosstalkState::Copy &&
         crosstalk.alone;
}

void keep_crosstalk(WellCall& well, const Curve& curve, const Run& run) {
  well.ct_without_crosstalk = curve.ct_without_crosstalk;
  if (!curve.crosstalk)
    return;
  if (is_control_alone(well, *curve.crosstalk))
    well.amplified = curve.crosstalk->by_itself;
  const Reaction& from = run.reactions[curve.crosstalk->from];
  well.crosstalk = curve.crosstalk->state;
  well.crosstalk_from = from.reporter.empty() ? from.target : from.reporter;
  well.crosstalk_share = curve.crosstalk->share;
  well.crosstalk_lag = curve.crosstalk->lag;
  well.crosstalk_plate_share = curve.crosstalk->plate_share;
}

/// R19 of a well that shows another dye. A copy that keeps a verdict of yes is a control's.
Reason crosstalk_reason(const WellCall& well) {
  const CrosstalkState state = *well.crosstalk;
  return rule_crosstalk(
      {.state = state,
       .from = well.crosstalk_from,
       .reporter = well.reporter.empty() ? well.target : well.reporter,
       .share = well.crosstalk_share.value_or(0),
       .plate_share = well.crosstalk_plate_share,
       .ct = well.ct_without_crosstalk,
       .is_control_alone = state == CrosstalkState::Copy && well.amplified == Amplified::Yes});
}

/// R19 for a copy that the whole plate shows, else R1-R3.
WellRuling rule_state(const WellCall& well, const Rules& rules) {
  if (well.crosstalk == CrosstalkState::PlateCopy)
    return {WellState::Negative, crosstalk_reason(well), Flag::Crosstalk};
  return rule_well(evidence_of(well), rules);
}

/// What R19 says beside R1-R3.
void note_crosstalk(WellCall& well) {
  if (!well.crosstalk || well.crosstalk == CrosstalkState::PlateCopy)
    return;
  well.reasons.push_back(crosstalk_reason(well));
  add_flag(well.flags, Flag::Crosstalk);
}

/// R1-R3 and R19, and R18 of what is negative.
void judge_state(WellCall& well, const Rules& rules) {
  const WellRuling ruling = rule_state(well, rules);
  if (const std::optional<Reason> too_short = rule_cycles(ruling.state, well.last_cycle, rules))
    leave_out(well, *too_short, Flag::TooFewCycles);
  else
    apply(well, ruling);
}

/// The limits that a well's Ct is compared with.
std::vector<double> limits_of(const WellCall& well, const Panel& panel) {
  std::vector<double> limits = {panel.rules.ct_cutoff};
  if (panel.reference && well.set == panel.reference->target)
    limits.push_back(panel.reference->max_ct);
  else if (well.role == SampleRole::PositiveControl)
    for (const PositiveControl& control : panel.controls.positive)
      if (control.name == well.control)
        limits.push_back(control.max_ct);
  return limits;
}

/// R23: a well whose side of a limit hangs on a collapsed window is unclear.
void doubt_window(WellCall& well, const Curve& curve, const Panel& panel) {
  if (!well.ct || !curve.ct_own_window || well.amplified != Amplified::Yes)
    return;
  for (const double limit : limits_of(well, panel)) {
    if (const std::optional<Reason> reason = rule_window(*well.ct, *curve.ct_own_window, limit)) {
      well.amplified = Amplified::Unclear;
      well.reasons.push_back(*reason);
      add_flag(well.flags, Flag::UnclearCurve);
      return;
    }
  }
}

/// R25: a rise before the first readings can show a baseline, a plateau from the start, a detector that
/// stands still.
bool shows_no_baseline(const WellCall& well) {
  return well.amplified == Amplified::Unclear &&
         std::any_of(well.verdict_reasons.begin(), well.verdict_reasons.end(),
                     [](const VerdictReason& reason) {
                       return reason.code == EvidenceCode::NoBaseline ||
                              reason.code == EvidenceCode::Saturated || reason.code == EvidenceCode::AllEqual;
                     });
}

/// Whether its Ct was read without the crosstalk beside it.
bool is_corrected(const WellCall& well) {
  return well.crosstalk == CrosstalkState::OwnProduct;
}

bool has_flag(const WellCall& well, Flag flag) {
  return std::binary_search(well.flags.begin(), well.flags.end(), flag);
}

/// R1-R3, R18 and R19 once more, of a well whose Ct was exchanged or that counts again.
void judge_again(WellCall& well, const Rules& rules) {
  if (has_flag(well, Flag::Omitted) || has_flag(well, Flag::Unreadable) ||
      has_flag(well, Flag::ReporterDiffers))
    return;
  well.state = rule_state(well, rules).state;
  std::erase(well.flags, Flag::TooFewCycles);
  if (!rule_cycles(well.state, well.last_cycle, rules))
    return;
  well.state = WellState::LeftOut;
  add_flag(well.flags, Flag::TooFewCycles);
}

}  // namespace

std::vector<WellCall> call_wells(const CallInput& input, std::size_t run, std::size_t first_input,
                                 const Panel& panel) {
  const Run& source = input.analysed->run;
  const std::set<Well> with_sets = wells_with_sets(input);
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
    well.last_cycle = last_telling_cycle(curve);
    well.crossings = curve.crossings;
    keep_crosstalk(well, curve, source);
    well.ct_half_threshold = curve.ct_half_threshold;
    well.ct_double_threshold = curve.ct_double_threshold;
    well.threshold = curve.threshold;
    well.threshold_source = curve.threshold_source;
    if (curve.baseline)
      well.baseline = curve.baseline->window;
    well.baseline_source = curve.baseline_source;
    well.instrument_flags = reaction.flags;

    const std::optional<Reason> wrong_dye = rule_reporter(
        reaction.reporter, panel_reporters(panel, meaning, !with_sets.contains(*reaction.well)));
    if (reaction.omitted)
      leave_out(well, make_reason(ReasonCode::R8Omitted), Flag::Omitted);
    if (well.last_cycle == 0 && !reaction.omitted)
      leave_out(well, make_reason(ReasonCode::R8Unreadable), Flag::Unreadable);
    if (wrong_dye)
      leave_out(well, *wrong_dye, Flag::ReporterDiffers);
    if (well.flags.empty()) {
      note_crosstalk(well);
      doubt_window(well, curve, panel);
      judge_state(well, panel.rules);
    }
    if (input.assignments[i].task_standard) {
      add_flag(well.flags, Flag::TaskStandard);
      well.reasons.push_back(make_reason(ReasonCode::RoleTaskStandard));
    }
    compare_with_instrument(well, panel.rules);
    compare_with_crt(well, reaction.instrument, panel.rules);
    keep_flags(well, curve, panel.rules);
    wells.push_back(std::move(well));
  }
  return wells;
}

WellEvidence evidence_of(const WellCall& well) {
  const std::optional<double> ct = deciding_ct(well);
  return {.amplified = well.amplified,
          .ct = ct,
          .ct_computed = ct || well.ct_status != CtStatus::Absent,
          .no_baseline = shows_no_baseline(well)};
}

bool is_unreadable(const WellCall& well) {
  return has_flag(well, Flag::Unreadable);
}

bool is_contradicted(const WellCall& well) {
  return has_flag(well, Flag::InstrumentCtContradicted);
}

bool is_contradicted_by_crt(const WellCall& well) {
  return has_flag(well, Flag::InstrumentCrtContradicted);
}

bool is_too_short(const WellCall& well) {
  return has_flag(well, Flag::TooFewCycles);
}

bool is_of_wrong_dye(const WellCall& well) {
  return has_flag(well, Flag::ReporterDiffers) && !is_omitted(well);
}

bool is_omitted(const WellCall& well) {
  return has_flag(well, Flag::Omitted);
}

std::vector<WellCall> with_other_ct(std::span<const WellCall> wells, const OtherCt& other_ct,
                                    const Rules& rules) {
  std::vector<WellCall> changed(wells.begin(), wells.end());
  for (WellCall& well : changed) {
    (is_corrected(well) ? well.ct_without_crosstalk : well.ct) = other_ct(well);
    judge_again(well, rules);
  }
  return changed;
}

std::vector<WellCall> with_counted(std::span<const WellCall> wells, std::span<const std::size_t> indices,
                                   const Rules& rules) {
  std::vector<WellCall> changed(wells.begin(), wells.end());
  for (const std::size_t i : indices) {
    std::erase(changed[i].flags, Flag::Omitted);
    judge_again(changed[i], rules);
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
