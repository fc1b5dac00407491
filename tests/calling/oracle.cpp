#include "calling/oracle.hpp"

#include <algorithm>

namespace crossbreak::testing::oracle {
namespace {

std::string state_of(const Shown& well) {
  if (well.use == Shown::TooShort) {
    // "A negative well counts only when it has a finite reading at min_cycles or later. A positive stands."
    const std::string as_read = state_of({well.verdict, well.ct, Shown::Used, well.crosstalk});
    return as_read == "negative" ? "left out" : as_read;
  }
  if (well.use != Shown::Used)
    return "left out";
  if (well.crosstalk == Shown::PlateCopy)  // "within 0.02 of a known k: negative, flagged, review"
    return "negative";
  if (well.verdict == 'n')
    return "negative";
  if (well.verdict == 'y')
    return well.ct == 0 ? "inconclusive" : well.ct < 36 ? "positive" : "late";
  // "Already saturated at cycle 4 -> inconclusive, with or without a Ct."
  return well.verdict == 's' || (well.ct != 0 && well.ct < 36) ? "inconclusive" : "negative";
}

constexpr double ntc_margin = 3.3;

/// The earliest Ct of NTC wells that amplify, late ones and unclear ones with a Ct too; 0 where none does.
double earliest(const Wells& ntc) {
  double found = 0;
  for (const Shown& well : ntc)
    if (state_of(well) != "left out" && well.crosstalk != Shown::PlateCopy && well.verdict != 'n' &&
        well.ct != 0 && (found == 0 || well.ct < found))
      found = well.ct;
  return found;
}

/// `ntc` is earliest() of the set: "a patient well counts as positive only when its Ct is at least ntc_margin
/// cycles earlier, otherwise inconclusive".
std::string replicates(const Wells& wells, const Choices& choices, double ntc = 0) {
  std::vector<std::string> states;
  for (const Shown& well : wells) {
    const std::string state = state_of(well);
    if (state == "left out")
      continue;
    states.push_back(state == "positive" && ntc != 0 && ntc - well.ct < ntc_margin ? "inconclusive" : state);
  }
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

/// "a patient passes when the mean of its reference Ct <= limit and no replicate's verdict is no", and "must
/// be at least ntc_margin earlier" than `ntc`, earliest() of the NTC's reference.
bool reference_passes(const Wells& wells, double ntc) {
  double sum = 0;
  int count = 0;
  for (const Shown& well : wells) {
    if (state_of(well) == "left out")
      continue;
    if (well.verdict == 'n')
      return false;
    if (well.verdict == 'y' && well.ct != 0) {
      sum += well.ct;
      ++count;
    }
  }
  return count > 0 && sum / count <= 30 && (ntc == 0 || sum / count <= ntc - ntc_margin);
}

/// The reference wells that speak for one negative, together or each for its own well.
std::vector<Wells> speaking(const Reference& reference, const Wells& set) {
  if (reference.layout == Layout::NoReference)
    return {};
  if (reference.layout == Layout::OwnWells)
    return {reference.wells};
  std::vector<Wells> each;
  for (std::size_t i = 0; i < set.size(); ++i)
    if (state_of(set[i]) != "left out")
      each.push_back({reference.wells[std::min(i, reference.wells.size() - 1)]});
  return each;
}

bool any_counts(const Wells& wells) {
  for (const Shown& well : wells)
    if (state_of(well) != "left out")
      return true;
  return false;
}

/// "An NTC that is inconclusive without a Ct proves nothing": none of a set's is usable then.
bool any_proves(const Wells& ntc) {
  for (const Shown& well : ntc)
    if (state_of(well) != "left out" && (state_of(well) != "inconclusive" || well.ct != 0))
      return true;
  return false;
}

bool any_is_too_short(const Wells& wells) {
  for (const Shown& well : wells)
    if (well.use == Shown::TooShort && state_of(well) == "left out")
      return true;
  return false;
}

bool any_cannot_be_read(const Wells& wells) {
  return any_is(wells, Shown::Unreadable) || any_is(wells, Shown::WrongDye);
}

/// A reference without result has not failed: one that is too short never, another where the panel calls that
/// incomplete.
bool reference_blocks(const Reference& reference, const Wells& set, const Controls& controls,
                      const Choices& choices) {
  for (const Wells& wells : speaking(reference, set)) {
    const bool is_open =
        !any_counts(wells) &&
        (any_is_too_short(wells) || (choices.unreadable_is_incomplete && any_cannot_be_read(wells)));
    if (!reference_passes(wells, earliest(controls.ntc_reference)) && !is_open)
      return true;
  }
  return false;
}

/// A planned well without result keeps a negative from standing.
bool lacks_result(const Reference& reference, const Wells& set, const Choices& choices) {
  std::vector<Wells> planned = speaking(reference, set);
  planned.push_back(set);
  for (const Wells& wells : planned)
    if (any_is_too_short(wells) || (choices.unreadable_is_incomplete && any_cannot_be_read(wells)))
      return true;
  return false;
}

bool whole_set_invalid(const Controls& controls) {
  return any_is(controls.ntc, "positive") || any_is(controls.negative, "positive") ||
         (controls.ntc_required && !any_proves(controls.ntc)) ||
         (controls.positive_required && !any_counts(controls.positive));
}

bool positive_control_fails(const Controls& controls, const Choices& choices) {
  if (!any_counts(controls.positive))
    return false;
  if (replicates(controls.positive, choices) != "positive")
    return true;
  double sum = 0;
  int count = 0;
  for (const Shown& well : controls.positive)
    if (state_of(well) != "left out") {
      sum += well.ct;
      ++count;
    }
  return sum / count > 32;
}

}  // namespace

std::string set_result(const Wells& wells, const Reference& reference, const Controls& controls,
                       const Choices& choices) {
  const std::string result = replicates(wells, choices, earliest(controls.ntc));
  if (result == "missing")
    return result;
  if (whole_set_invalid(controls))
    return "invalid";
  const bool control_fails = positive_control_fails(controls, choices);
  if (result == "positive")
    return control_fails ? "inconclusive" : "positive";
  if (result == "inconclusive")
    return result;
  if (control_fails || reference_blocks(reference, wells, controls, choices))
    return "invalid";
  return lacks_result(reference, wells, choices) ? "missing" : "negative";
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
