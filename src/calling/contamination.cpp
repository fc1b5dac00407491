#include "calling/contamination.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>

#include "calling/make_reason.hpp"
#include "calling/wells.hpp"
#include "words/flags.hpp"

namespace crossbreak {
namespace {

bool amplifies(const WellCall& well) {
  return well.state != WellState::LeftOut && well.amplified == Amplified::Yes && well.ct;
}

/// What a neighbour may have spilt it has whether or not its well counts; of one that does not, an unclear
/// curve with a Ct is enough.
bool may_have_spilt(const WellCall& well) {
  const bool is_left_out = well.state == WellState::LeftOut;
  return well.ct && well.amplified != Amplified::No && (is_left_out || well.amplified == Amplified::Yes);
}

/// How far a droplet is thought to reach, in rows and columns: the eight wells around. Arbitrary.
constexpr int droplet_reach = 1;

/// Of wells of two samples: two samples never share a well (callable.cpp).
bool are_neighbours(Well a, Well b) {
  return std::abs(a.row - b.row) <= droplet_reach && std::abs(a.column - b.column) <= droplet_reach;
}

/// Strong wells of the same set and plate that `wanted` accepts.
template <typename Wanted>
std::vector<std::size_t> strong_wells(std::span<const WellCall> wells, const WellCall& late,
                                      const Rules& rules, Wanted wanted) {
  std::vector<std::size_t> strong;
  for (std::size_t i = 0; i < wells.size(); ++i) {
    const WellCall& well = wells[i];
    if (well.run == late.run && well.set == late.set && may_have_spilt(well) &&
        *well.ct < rules.contamination_strong_ct && wanted(well))
      strong.push_back(i);
  }
  return strong;
}

/// The flag of a well's contamination, which its set and its patient carry too.
std::optional<Flag> carried_flag(ReasonCode reason) {
  switch (reason) {
    case ReasonCode::ContaminationNeighbour:
    case ReasonCode::R27CarryOver:
      return Flag::ContaminationNeighbour;
    case ReasonCode::ContaminationPositiveControl:
      return Flag::ContaminationPositiveControl;
    default:
      return std::nullopt;
  }
}

void note_late_well(std::span<WellCall> wells, std::size_t index, const Rules& rules) {
  WellCall& late = wells[index];
  const auto note = [&](std::span<const std::size_t> strong,
                        ReasonWith<"value", "limit", "well", "wells"> why) {
    if (strong.empty())
      return;
    add_flag(late.flags, *carried_flag(why.code()));
    late.reasons.push_back(make_reason(why, late.ct, rules.contamination_late_ct,
                                       field<"well">(to_string(late.well)),
                                       field<"wells">(names_of(wells, strong))));
  };
  note(strong_wells(wells, late, rules,
                    [&](const WellCall& well) {
                      return well.sample != late.sample && are_neighbours(well.well, late.well);
                    }),
       ReasonCode::ContaminationNeighbour);
  note(strong_wells(wells, late, rules,
                    [](const WellCall& well) { return well.role == SampleRole::PositiveControl; }),
       ReasonCode::ContaminationPositiveControl);
}

/// R27: the strongest neighbour of another sample that the well lies far enough behind.
void note_carry_over(std::span<WellCall> wells, std::size_t index, const Rules& rules) {
  WellCall& late = wells[index];
  const WellCall* strongest = nullptr;
  for (const WellCall& well : wells)
    if (are_neighbours(well.well, late.well) && well.run == late.run && well.set == late.set &&
        well.sample != late.sample && may_have_spilt(well) &&
        (strongest == nullptr || *well.ct < *strongest->ct))
      strongest = &well;
  if (strongest == nullptr)
    return;
  if (const std::optional<Reason> reason = rule_carry_over(
          to_string(late.well), *late.ct, to_string(strongest->well), *strongest->ct, rules)) {
    add_flag(late.flags, Flag::ContaminationNeighbour);
    late.reasons.push_back(*reason);
  }
}

/// Carries the wells' contamination to the sets and patients that they belong to.
void carry(std::span<const WellCall> wells, PatientCall& patient) {
  for (SetCall& set : patient.sets) {
    for (const std::size_t i : set.wells) {
      for (const Reason& reason : wells[i].reasons) {
        const std::optional<Flag> flag = carried_flag(reason.code);
        if (!flag)
          continue;
        add_flag(set.flags, *flag);
        add_flag(patient.flags, *flag);
        set.reasons.push_back(reason);
        patient.reasons.push_back(reason);
      }
    }
  }
}

void note_second_set(std::span<const WellCall> wells, PatientCall& patient, double delay) {
  const SetCall* strongest = nullptr;
  const auto is_positive = [](const SetCall& set) { return set.result == SetResult::Positive; };
  for (const SetCall& set : patient.sets)
    if (is_positive(set) && (strongest == nullptr || *set.ct_mean < *strongest->ct_mean))
      strongest = &set;
  for (SetCall& set : patient.sets) {
    if (!is_positive(set) || *set.ct_mean - *strongest->ct_mean < delay)
      continue;
    const Reason reason =
        make_reason(ReasonCode::ContaminationSecondSetWeak, *set.ct_mean - *strongest->ct_mean, delay,
                    field<"set">(set.set), field<"wells">(names_of(wells, set.wells)),
                    field<"strongest">(strongest->set));
    set.reasons.push_back(reason);
    add_flag(set.flags, Flag::SecondSetWeak);
    patient.reasons.push_back(reason);
    add_flag(patient.flags, Flag::SecondSetWeak);
  }
}

/// Patients of one plate by name, and the mixed ones among their tests.
struct PlateCount {
  std::set<std::string> patients;
  std::set<std::string> mixed_patients;
  std::vector<std::size_t> mixed_tests;
  std::vector<std::size_t> wells;  ///< of the positive sets of the mixed
};

std::map<std::size_t, PlateCount> count_plates(const Judgement& judgement) {
  const std::vector<WellCall>& wells = judgement.wells;
  std::map<std::size_t, PlateCount> plates;
  for (std::size_t p = 0; p < judgement.patients.size(); ++p) {
    const PatientCall& patient = judgement.patients[p];
    for (const SetCall& set : patient.sets) {
      if (set.wells.empty())
        continue;
      PlateCount& plate = plates[wells[set.wells.front()].run];
      plate.patients.insert(patient.sample);
      if (patient.call != PatientCallState::Mixed || set.result != SetResult::Positive)
        continue;
      plate.mixed_patients.insert(patient.sample);
      if (plate.mixed_tests.empty() || plate.mixed_tests.back() != p)
        plate.mixed_tests.push_back(p);
      plate.wells.insert(plate.wells.end(), set.wells.begin(), set.wells.end());
    }
  }
  return plates;
}

}  // namespace

std::map<std::size_t, Reason> note_contamination(Judgement& judgement, const Panel& panel) {
  const Rules& rules = panel.rules;
  const std::span<WellCall> wells = judgement.wells;
  for (std::size_t i = 0; i < wells.size(); ++i) {
    const bool is_sample =
        wells[i].role != SampleRole::PositiveControl && wells[i].role != SampleRole::Standard;
    const bool is_set = !panel.reference || wells[i].set != panel.reference->target;
    if (!is_sample || !is_set || !amplifies(wells[i]))
      continue;
    if (*wells[i].ct >= rules.contamination_late_ct)
      note_late_well(wells, i, rules);
    note_carry_over(wells, i, rules);
  }
  for (PatientCall& patient : judgement.patients) {
    carry(wells, patient);
    note_second_set(wells, patient, rules.second_set_delay);
  }
  std::map<std::size_t, Reason> many_mixed;
  for (const auto& [run, plate] : count_plates(judgement)) {
    const double share =
        static_cast<double>(plate.mixed_patients.size()) / static_cast<double>(plate.patients.size());
    if (static_cast<int>(plate.mixed_patients.size()) < rules.mixed_share_min_patients ||
        share <= rules.mixed_share)
      continue;
    const Reason reason = make_reason(ReasonCode::ContaminationManyMixed, share, rules.mixed_share,
                                      field<"count">(std::to_string(plate.mixed_patients.size())),
                                      field<"patients">(std::to_string(plate.patients.size())),
                                      field<"wells">(names_of(wells, plate.wells)));
    for (const std::size_t p : plate.mixed_tests) {
      judgement.patients[p].reasons.push_back(reason);
      add_flag(judgement.patients[p].flags, Flag::ManyMixed);
    }
    many_mixed.emplace(run, reason);
  }
  return many_mixed;
}

}  // namespace crossbreak
