#include "calling/controls.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "calling/control_names.hpp"
#include "calling/make_reason.hpp"
#include "calling/sets.hpp"
#include "calling/wells.hpp"

namespace crossbreak {
namespace {

struct ControlSample {
  std::string name;
  std::vector<std::size_t> wells;
};

std::vector<ControlSample> samples_of(std::span<const WellCall> wells, std::size_t run, SampleRole role) {
  std::vector<ControlSample> samples;
  for (std::size_t i = 0; i < wells.size(); ++i) {
    if (wells[i].run != run || wells[i].role != role)
      continue;
    auto sample = std::find_if(samples.begin(), samples.end(),
                               [&](const ControlSample& s) { return s.name == wells[i].sample; });
    if (sample == samples.end())
      sample = samples.insert(sample, {wells[i].sample, {}});
    sample->wells.push_back(i);
  }
  return samples;
}

/// The wells that made a control fail or warn: the positive ones, else the late, else the inconclusive.
std::string offending_wells(std::span<const WellCall> wells, std::span<const std::size_t> indices) {
  for (const WellState state : {WellState::Positive, WellState::Late, WellState::Inconclusive}) {
    std::vector<std::size_t> offending;
    std::copy_if(indices.begin(), indices.end(), std::back_inserter(offending),
                 [&](std::size_t i) { return wells[i].state == state; });
    if (!offending.empty())
      return names_of(wells, offending);
  }
  return {};
}

class Judge {
 public:
  Judge(std::span<const WellCall> wells, std::size_t run, const Panel& panel)
      : wells_(wells), run_(run), panel_(panel) {}

  std::vector<ControlCall> judge() && {
    judge_blanks(SampleRole::Ntc);
    judge_positive_controls();
    judge_blanks(SampleRole::NegativeControl);
    for (const PrimerSet& set : panel_.sets)
      if (has_patients(set.name))
        note_missing(set.name);
    return std::move(calls_);
  }

 private:
  bool is_usable(std::span<const std::size_t> indices) const {
    return std::any_of(indices.begin(), indices.end(),
                       [&](std::size_t i) { return wells_[i].state != WellState::LeftOut; });
  }

  /// The call of one control sample and set; without usable well it stays NotJudged.
  ControlCall start(const ControlSample& sample, SampleRole role, const SetCall& set) const {
    ControlCall call;
    call.run = run_;
    call.sample = sample.name;
    call.role = role;
    call.set = set.set;
    call.ct_mean = set.ct_mean;
    call.wells = set.wells;
    if (!is_usable(set.wells))
      call.reasons = set.reasons;
    return call;
  }

  void finish(ControlCall call, const ControlRuling& ruling) {
    call.outcome = ruling.outcome;
    call.invalidates = ruling.invalidates;
    call.reasons.push_back(ruling.reason);
    calls_.push_back(std::move(call));
  }

  void judge_blanks(SampleRole role) {
    for (const ControlSample& sample : samples_of(wells_, run_, role)) {
      const auto by_set = wells_by_set(wells_, sample.wells);
      for (const PrimerSet& set : panel_.sets) {
        const auto found = by_set.find(set.name);
        if (found == by_set.end())
          continue;
        const std::vector<std::size_t>& indices = found->second;
        const SetCall call = call_set(set.name, indices, wells_, panel_);
        const std::string offending = offending_wells(wells_, indices);
        if (!is_usable(indices))
          calls_.push_back(start(sample, role, call));
        else
          finish(start(sample, role, call),
                 rule_blank(role, states_of(wells_, indices), {sample.name, set.name, offending}));
      }
      if (panel_.reference && by_set.contains(panel_.reference->target))
        judge_reference(sample, role, by_set.at(panel_.reference->target));
    }
  }

  /// R6: the negative control's own reference gene must pass; an NTC's must not be positive. Both only warn.
  void judge_reference(const ControlSample& sample, SampleRole role,
                       const std::vector<std::size_t>& indices) {
    const std::string& gene = panel_.reference->target;
    const SetCall set = call_set(gene, indices, wells_, panel_);
    if (!is_usable(indices)) {
      calls_.push_back(start(sample, role, set));
      return;
    }
    if (role == SampleRole::Ntc) {
      const std::string offending = offending_wells(wells_, indices);
      ControlRuling ruling = rule_blank(role, states_of(wells_, indices), {sample.name, gene, offending});
      if (ruling.outcome == ControlOutcome::Failed)
        ruling = {ControlOutcome::Warning, false,
                  make_reason(ReasonCode::R4ReferencePositive, field<"sample">(sample.name),
                              field<"set">(gene), field<"wells">(offending))};
      finish(start(sample, role, set), ruling);
      return;
    }
    constexpr ReasonWith<"sample", "set"> passed = ReasonCode::R6ReferencePassed;
    constexpr ReasonWith<"sample", "set"> failed = ReasonCode::R6ReferenceFailed;
    std::vector<WellEvidence> evidence;
    for (const std::size_t i : indices)
      if (wells_[i].state != WellState::LeftOut)
        evidence.push_back(evidence_of(wells_[i]));
    const ReferenceRuling reference =
        rule_reference(evidence, {.max_ct = panel_.reference->max_ct, .ntc_ct = {}});
    ControlCall call = start(sample, role, set);
    call.reasons.push_back(reference.reason);
    finish(std::move(call), {reference.passed ? ControlOutcome::Passed : ControlOutcome::Warning, false,
                             make_reason(reference.passed ? passed : failed, field<"sample">(sample.name),
                                         field<"set">(gene))});
  }

  /// R19: what may be a copy of another dye warns.
  ControlRuling doubted(ControlRuling ruling, std::span<const std::size_t> indices) const {
    const bool is_copy = std::any_of(indices.begin(), indices.end(), [&](std::size_t i) {
      return wells_[i].state != WellState::LeftOut && wells_[i].crosstalk == CrosstalkState::Copy;
    });
    if (is_copy && ruling.outcome == ControlOutcome::Passed)
      ruling.outcome = ControlOutcome::Warning;
    return ruling;
  }

  void judge_positive_controls() {
    for (const ControlSample& sample : samples_of(wells_, run_, SampleRole::PositiveControl)) {
      const PositiveControl* listed = find_positive_control(panel_, wells_[sample.wells.front()].control);
      const auto by_set = wells_by_set(wells_, sample.wells);
      for (const PrimerSet& set : panel_.sets) {
        const auto found = by_set.find(set.name);
        if (found == by_set.end())
          continue;
        const SetCall call = call_set(set.name, found->second, wells_, panel_);
        ControlCall control = start(sample, SampleRole::PositiveControl, call);
        const bool judged = listed != nullptr && std::find(listed->sets.begin(), listed->sets.end(),
                                                           set.name) != listed->sets.end();
        if (!judged)
          control.reasons.push_back(
              make_reason(ReasonCode::R5NotListed, field<"sample">(sample.name), field<"set">(set.name)));
        if (judged && is_usable(call.wells))
          finish(std::move(control), doubted(rule_positive_control(call.result, call.ct_mean, listed->max_ct,
                                                                   {sample.name, set.name, ""}),
                                             call.wells));
        else
          calls_.push_back(std::move(control));
      }
    }
  }

  bool has_patients(const std::string& set) const {
    return std::any_of(wells_.begin(), wells_.end(), [&](const WellCall& well) {
      return well.run == run_ && well.role == SampleRole::Unknown && well.set == set;
    });
  }

  /// Of a plate's NTC: whether it can show that nothing is there. An inconclusive well shows it by its Ct
  /// alone, which R20 measures the distance to.
  static bool is_telling(const WellCall& well) {
    return well.state != WellState::LeftOut &&
           (well.state != WellState::Inconclusive || deciding_ct(well).has_value());
  }

  bool has_ntc(const std::string& set) const {
    return std::any_of(wells_.begin(), wells_.end(), [&](const WellCall& well) {
      return well.run == run_ && well.role == SampleRole::Ntc && well.set == set && is_telling(well);
    });
  }

  bool has_positive_control(const std::string& set) const {
    return std::any_of(calls_.begin(), calls_.end(), [&](const ControlCall& call) {
      return call.role == SampleRole::PositiveControl && call.set == set &&
             call.outcome != ControlOutcome::NotJudged;
    });
  }

  void note_missing(const std::string& set) {
    const auto lack = [&](SampleRole role, bool is_required) {
      ControlCall call;
      call.run = run_;
      call.role = role;
      call.set = set;
      finish(std::move(call), rule_missing_control(role, is_required, set));
    };
    if (!has_ntc(set))
      lack(SampleRole::Ntc, panel_.rules.ntc == NtcDemand::Required);
    if (panel_.rules.positive_control != ControlDemand::Optional && !has_positive_control(set))
      lack(SampleRole::PositiveControl, panel_.rules.positive_control == ControlDemand::Required);
  }

  std::span<const WellCall> wells_;
  std::size_t run_;
  const Panel& panel_;
  std::vector<ControlCall> calls_;
};

/// R4, R5: a control that the panel requires is not there.
Reason set_without(const ControlCall& control) {
  const auto set = field<"set">(control.set);
  return control.role == SampleRole::Ntc ? make_reason(ReasonCode::R4SetWithoutControl, set)
                                         : make_reason(ReasonCode::R5SetWithoutControl, set);
}

/// R4, R6: a control that must be negative was positive.
Reason set_invalid_by(const ControlCall& control) {
  const auto sample = field<"sample">(control.sample);
  const auto set = field<"set">(control.set);
  return control.role == SampleRole::Ntc ? make_reason(ReasonCode::R4SetInvalid, sample, set)
                                         : make_reason(ReasonCode::R6SetInvalid, sample, set);
}

/// R13: what passed by a curve that is not that of the file's Ct, or that its Crt contradicts, is warned of.
void doubt_contradicted(ControlCall& control, std::span<const WellCall> wells) {
  if (control.outcome != ControlOutcome::Passed)
    return;
  const auto doubt = [&](bool (*contradicted)(const WellCall&), ReasonWith<"sample", "set", "wells"> reason) {
    std::vector<std::size_t> found;
    std::copy_if(control.wells.begin(), control.wells.end(), std::back_inserter(found),
                 [&](std::size_t i) { return contradicted(wells[i]); });
    if (found.empty())
      return;
    control.outcome = ControlOutcome::Warning;
    control.reasons.push_back(make_reason(reason, field<"sample">(control.sample), field<"set">(control.set),
                                          field<"wells">(names_of(wells, found))));
  };
  doubt(is_contradicted, ReasonCode::R13ControlContradicted);
  doubt(is_contradicted_by_crt, ReasonCode::R13ControlCrtContradicted);
}

}  // namespace

std::map<std::string, std::vector<std::size_t>> wells_by_set(std::span<const WellCall> wells,
                                                             std::span<const std::size_t> indices) {
  std::map<std::string, std::vector<std::size_t>> sets;
  for (const std::size_t i : indices)
    sets[wells[i].set].push_back(i);
  return sets;
}

std::vector<ControlCall> judge_controls(std::span<const WellCall> wells, std::size_t run,
                                        const Panel& panel) {
  std::vector<ControlCall> controls = Judge(wells, run, panel).judge();
  for (ControlCall& control : controls)
    doubt_contradicted(control, wells);
  return controls;
}

const ControlCall& same_control(const ControlCall& control, std::span<const ControlCall> others) {
  return *std::find_if(others.begin(), others.end(), [&](const ControlCall& other) {
    return other.run == control.run && other.sample == control.sample && other.set == control.set;
  });
}

std::map<std::string, ControlEffect> effects_of(std::span<const ControlCall> controls) {
  std::map<std::string, ControlEffect> effects;
  for (const ControlCall& control : controls) {
    const bool missing = control.outcome == ControlOutcome::Missing;
    if (!missing && !control.invalidates)
      continue;
    ControlEffect& effect = effects[control.set];
    if (!control.invalidates)
      (control.role == SampleRole::Ntc ? effect.lacks_ntc : effect.lacks_positive_control) = true;
    else if (control.role == SampleRole::PositiveControl && !missing)
      effect.positive_control_failed = effect.positive_control_failed.value_or(control.sample);
    else if (!effect.invalid)
      effect.invalid = missing ? set_without(control) : set_invalid_by(control);
  }
  return effects;
}

std::map<std::string, NtcAmplification> amplified_ntcs(std::span<const WellCall> wells, std::size_t run) {
  std::map<std::string, std::vector<std::size_t>> amplified;
  for (std::size_t i = 0; i < wells.size(); ++i) {
    const WellCall& well = wells[i];
    if (well.run == run && well.role == SampleRole::Ntc && well.state != WellState::LeftOut &&
        well.crosstalk != CrosstalkState::PlateCopy && well.amplified != Amplified::No && deciding_ct(well))
      amplified[well.set].push_back(i);
  }
  std::map<std::string, NtcAmplification> earliest;
  for (const auto& [set, indices] : amplified) {
    const std::size_t first = *std::min_element(
        indices.begin(), indices.end(),
        [&](std::size_t a, std::size_t b) { return *deciding_ct(wells[a]) < *deciding_ct(wells[b]); });
    earliest.emplace(set,
                     NtcAmplification{*deciding_ct(wells[first]), names_of(wells, std::span(&first, 1))});
  }
  return earliest;
}

}  // namespace crossbreak
