// What a batch remembers of a plate once its outputs are written: some hundred bytes, whatever its size.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "record/report.hpp"
#include "words/call_states.hpp"
#include "words/flags.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// A control that failed, or that the plate lacks and that makes results invalid.
struct BatchControl {
  std::string sample;  ///< empty where the plate lacks it
  SampleRole role = SampleRole::Ntc;
  std::string set;
  ControlOutcome outcome = ControlOutcome::Failed;
  bool operator==(const BatchControl&) const = default;
};

/// A patient who needs a look.
struct BatchPatient {
  std::string sample;
  PatientCallState call = PatientCallState::Incomplete;
  std::vector<std::string> deletions;
  std::vector<Flag> flags;  ///< why: those that ask for a look, else all
  Words next = {};          ///< where no flag says why: what to do
  bool operator==(const BatchPatient&) const = default;
};

/// What may be told of a plate that was called.
struct BatchResult {
  std::string run_date;  ///< of the first run; ISO 8601, empty when unknown
  RunStatus status = RunStatus::Valid;
  std::array<std::size_t, codes_of(PatientCallState{}).size()> patients{};  ///< by call
  std::vector<BatchControl> controls;
  std::vector<BatchPatient> to_look_at;
  std::string page;  ///< its review page, seen from the batch's folder; empty: none is written
  bool operator==(const BatchResult&) const = default;
};

struct BatchPlate {
  std::string name;                 ///< "2024/plate": folder and run below the batch's folder
  std::vector<std::string> files;   ///< of the run, seen from the folder that all runs lie below
  std::vector<std::string> second;  ///< other exports of the run, seen likewise
  std::string problem;  ///< why it is not called, or why the export is not that comes first; English, as all
                        ///< messages
  std::optional<BatchResult> result;  ///< nothing: it was not called
  bool operator==(const BatchPlate&) const = default;
};

BatchResult result_of(const Report& report, std::string page);

std::size_t count_of(const BatchResult& result);

/// Whether a person must look at the plate: it was not called, its run is not valid, a control failed, or a
/// patient needs a look.
bool needs_look(const BatchPlate& plate);

/// "NTC D4-7 failed", of a control that the plate lacks by its role.
Words in_words(const BatchControl& control);

/// "run valid; 12 patients: 3 deletion, 9 not detected; 2 to look at", of a plate that was called.
Words in_words(const BatchResult& result);

}  // namespace crossbreak
