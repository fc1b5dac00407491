#include "calling/omitted.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "calling/controls.hpp"
#include "calling/make_reason.hpp"
#include "calling/wells.hpp"
#include "words/flags.hpp"

namespace crossbreak {
namespace {

using Indices = std::vector<std::size_t>;

/// The omitted wells that hold a reading, those of one run, sample and set together.
std::vector<Indices> groups_of_omitted(std::span<const WellCall> wells) {
  std::map<std::tuple<std::size_t, std::string, std::string>, Indices> by_set;
  for (std::size_t i = 0; i < wells.size(); ++i)
    if (is_omitted(wells[i]) && wells[i].last_cycle > 0)
      by_set[{wells[i].run, wells[i].sample, wells[i].set}].push_back(i);
  std::vector<Indices> groups;
  for (auto& [key, indices] : by_set)
    groups.push_back(std::move(indices));
  return groups;
}

bool is_bad(ControlOutcome outcome) {
  return outcome == ControlOutcome::Failed || outcome == ControlOutcome::Warning;
}

class Counted {
 public:
  Counted(const Indices& group, Judgement& judgement, const Judgement& other, const Panel& panel)
      : group_(group),
        names_(names_of(judgement.wells, group)),
        judgement_(judgement),
        other_(other),
        panel_(panel) {}

  /// Whether counting the group changes anything.
  bool note() {
    for (std::size_t p = 0; p < judgement_.patients.size(); ++p)
      note_patient(judgement_.patients[p], other_.patients[p]);
    for (const ControlCall& control : other_.controls)
      if (!is_reference(control.set) && is_bad(control.outcome) &&
          same_control(control, judgement_.controls).outcome != control.outcome)
        note_control(control);
    if (!changed_)
      return false;
    for (const std::size_t i : group_) {
      WellCall& well = judgement_.wells[i];
      add_flag(well.flags, Flag::OmittedWouldChange);
      well.reasons.push_back(make_reason(ReasonCode::R22Omitted));
    }
    return true;
  }

 private:
  bool is_reference(const std::string& set) const {
    return panel_.reference && set == panel_.reference->target;
  }

  void note_patient(PatientCall& patient, const PatientCall& again) {
    for (std::size_t s = 0; s < patient.sets.size(); ++s)
      note_set(patient, patient.sets[s], again.sets[s]);
    if (patient.reference && !patient.reference->wells.empty())
      note_set(patient, *patient.reference, *again.reference);
  }

  void note_set(PatientCall& patient, SetCall& set, const SetCall& again) {
    if (set.result == again.result)
      return;
    add(make_reason(ReasonCode::R22WouldChange, field<"wells">(names_), field<"set">(set.set),
                    field<"result">(words_of(again.result))),
        set, patient);
  }

  void note_control(const ControlCall& control) {
    const Reason reason = make_reason(ReasonCode::R22ControlWouldChange, field<"wells">(names_),
                                      field<"sample">(control.sample), field<"set">(control.set),
                                      field<"outcome">(words_of(control.outcome)));
    for (PatientCall& patient : judgement_.patients)
      for (SetCall& set : patient.sets)
        if (set.set == control.set && !set.wells.empty() &&
            judgement_.wells[set.wells.front()].run == control.run)
          add(reason, set, patient);
  }

  void add(const Reason& reason, SetCall& set, PatientCall& patient) {
    changed_ = true;
    set.reasons.push_back(reason);
    patient.reasons.push_back(reason);
    add_flag(set.flags, Flag::OmittedWouldChange);
    add_flag(patient.flags, Flag::OmittedWouldChange);
  }

  const Indices& group_;
  std::string names_;
  Judgement& judgement_;
  const Judgement& other_;
  const Panel& panel_;
  bool changed_ = false;
};

}  // namespace

void note_omitted(Judgement& judgement, std::span<const std::size_t> plate_order, const Panel& panel) {
  const auto note = [&](const Indices& group) {
    const Judgement other = judge(with_counted(judgement.wells, group, panel.rules), plate_order, panel);
    return Counted(group, judgement, other, panel).note();
  };
  const std::vector<Indices> groups = groups_of_omitted(judgement.wells);
  bool changed = false;
  Indices all;
  for (const Indices& group : groups) {
    changed = note(group) || changed;
    all.insert(all.end(), group.begin(), group.end());
  }
  if (!changed && groups.size() > 1)
    note(all);
}

}  // namespace crossbreak
