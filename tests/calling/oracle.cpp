#include "calling/oracle.hpp"

#include <algorithm>

namespace crossbreak::testing::oracle {
namespace {

std::string state_of(const Shown& well) {
  if (well.use != Shown::Used)
    return "left out";
  if (well.verdict == 'n')
    return "negative";
  if (well.verdict == 'y')
    return well.ct == 0 ? "inconclusive" : well.ct < 36 ? "positive" : "late";
  return well.ct != 0 && well.ct < 36 ? "inconclusive" : "negative";
}

std::string replicates(const Wells& wells, const Choices& choices) {
  std::vector<std::string> states;
  for (const Shown& well : wells)
    if (state_of(well) != "left out")
      states.push_back(state_of(well));
  if (states.empty())
    return "missing";
  for (const std::string& state : states)
    if (state != states.front())
      return "inconclusive";
  if (states.front() == "late")
    return choices.late_is_inconclusive ? "inconclusive" : "negative";
  return states.front();
}

bool any_is(const Wells& wells, const std::string& state) {
  for (const Shown& well : wells)
    if (state_of(well) == state)
      return true;
  return false;
}

bool any_is(const Wells& wells, Shown::Use use) {
  for (const Shown& well : wells)
    if (well.use == use)
      return true;
  return false;
}

/// "a patient passes when the mean of its reference Ct <= limit and no replicate's verdict is no"
bool reference_passes(const Wells& wells) {
  double sum = 0;
  int count = 0;
  for (const Shown& well : wells) {
    if (well.use != Shown::Used)
      continue;
    if (well.verdict == 'n')
      return false;
    if (well.verdict == 'y' && well.ct != 0) {
      sum += well.ct;
      ++count;
    }
  }
  return count > 0 && sum / count <= 30;
}

/// The reference wells that speak for one negative, together or each for its own well.
std::vector<Wells> speaking(const Reference& reference, const Wells& set) {
  if (reference.layout == Layout::NoReference)
    return {};
  if (reference.layout == Layout::OwnWells)
    return {reference.wells};
  std::vector<Wells> each;
  for (std::size_t i = 0; i < set.size(); ++i)
    if (set[i].use == Shown::Used)
      each.push_back({reference.wells[std::min(i, reference.wells.size() - 1)]});
  return each;
}

/// A reference that nobody could read has not failed, where the panel calls that incomplete.
bool reference_blocks(const Reference& reference, const Wells& set, const Choices& choices) {
  for (const Wells& wells : speaking(reference, set)) {
    const bool only_unreadable = !any_is(wells, Shown::Used) && any_is(wells, Shown::Unreadable);
    if (!reference_passes(wells) && !(choices.unreadable_is_incomplete && only_unreadable))
      return true;
  }
  return false;
}

bool is_unreadable_somewhere(const Reference& reference, const Wells& set) {
  bool found = any_is(set, Shown::Unreadable);
  for (const Wells& wells : speaking(reference, set))
    found = found || any_is(wells, Shown::Unreadable);
  return found;
}

bool whole_set_invalid(const Controls& controls) {
  return any_is(controls.ntc, "positive") || any_is(controls.negative, "positive") ||
         (controls.ntc_required && !any_is(controls.ntc, Shown::Used)) ||
         (controls.positive_required && !any_is(controls.positive, Shown::Used));
}

bool positive_control_fails(const Controls& controls, const Choices& choices) {
  if (!any_is(controls.positive, Shown::Used))
    return false;
  if (replicates(controls.positive, choices) != "positive")
    return true;
  double sum = 0;
  int count = 0;
  for (const Shown& well : controls.positive)
    if (well.use == Shown::Used) {
      sum += well.ct;
      ++count;
    }
  return sum / count > 32;
}

}  // namespace

std::string set_result(const Wells& wells, const Reference& reference, const Controls& controls,
                       const Choices& choices) {
  const std::string result = replicates(wells, choices);
  if (result == "missing")
    return result;
  if (whole_set_invalid(controls))
    return "invalid";
  const bool control_fails = positive_control_fails(controls, choices);
  if (result == "positive")
    return control_fails ? "inconclusive" : "positive";
  if (result == "inconclusive")
    return result;
  if (control_fails || reference_blocks(reference, wells, choices))
    return "invalid";
  return choices.unreadable_is_incomplete && is_unreadable_somewhere(reference, wells) ? "missing"
                                                                                       : "negative";
}

bool controls_invalidate(const Controls& controls, const Choices& choices) {
  return whole_set_invalid(controls) || positive_control_fails(controls, choices);
}

Patient patient_call(const std::vector<NamedSet>& sets) {
  Patient patient;
  for (const NamedSet& one : sets)
    if (one.result == "positive")
      patient.deletions.push_back(one.set);
  const auto any = [&](const std::string& result) {
    return std::any_of(sets.begin(), sets.end(), [&](const NamedSet& one) { return one.result == result; });
  };
  patient.call = patient.deletions.size() >= 2   ? "mixed"
                 : patient.deletions.size() == 1 ? "deletion"
                 : any("inconclusive")           ? "inconclusive"
                 : any("invalid")                ? "invalid"
                 : any("missing")                ? "incomplete"
                                                 : "not_detected";
  return patient;
}

}  // namespace crossbreak::testing::oracle
