// From sets to patients: which wells belong together, what the controls leave of them, and the call.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "assay/panel.hpp"
#include "calling/calls.hpp"
#include "calling/rules.hpp"

namespace crossbreak {

/// The wells of one test of a patient. Each set's wells are of one plate; sets may be spread over plates.
struct Occurrence {
  std::map<std::string, std::vector<std::size_t>> sets;
  std::vector<std::size_t> reference;
};

/// Parts the wells of one patient into tests. The same set on two plates is a repeat: it belongs to a later
/// test, never to a mean. A plate that has every set of an earlier test again is a repeat as a whole; other
/// sets complete the first test that lacks them. `plate_order` lists the runs, first to last.
std::vector<Occurrence> occurrences_of(std::span<const std::size_t> indices, std::span<const WellCall> wells,
                                       std::span<const std::size_t> plate_order,
                                       const std::string& reference);

/// What one pass of the rules over all wells gives.
struct Judgement {
  std::vector<WellCall> wells;  ///< as given, those of patients after R20
  std::vector<ControlCall> controls;
  std::vector<PatientCall> patients;
};

/// Controls first, then R20 over the wells of patients, then patients in the order of their first well,
/// repeats behind the first test. `wells` are as call_wells() gives them.
Judgement judge(std::vector<WellCall> wells, std::span<const std::size_t> plate_order, const Panel& panel);

/// The sample names of patients as the runs write them, each once and in order, by folded_look(): more than
/// one may be one patient under several spellings.
std::map<std::string, std::vector<std::string>> spellings_of(std::span<const PatientCall> patients);

}  // namespace crossbreak
