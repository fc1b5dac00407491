// The members of an .eds in JSON, one by one: what each of them says of the run. eds_json.cpp shows their
// layout.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/eds_json_text.hpp"
#include "formats/eds_member.hpp"
#include "formats/eds_reads.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// Parts of the file whose kind was not seen, and which were left out: "primary/analysis_result.json
/// (flags)".
using NotUnderstood = std::vector<std::string>;

/// The well of an index; throws FormatError where it is none of the plate.
Well json_well(const EdsJson& json, const char* field, const Plate& plate);

/// setup/plate_setup.json: outline, passive reference, and a Reaction per well and target, row-major. Throws
/// FormatError.
void read_json_plate(const EdsMember& member, Run& run);

/// setup/run_method.json: a stage is CYCLING where the file calls it PCR or repeats it, unless it melts.
void read_json_method(const EdsMember& member, Run& run);

/// primary/analysis_setting.json.
struct JsonSettings {
  std::map<std::string, FileSettings> targets;  ///< by name; that of the empty name is of all others
  std::optional<std::pair<int, int>> data_step;
  std::string method;  ///< "CT"; empty: not stated

  bool is_ct() const { return method.empty() || method == "CT" || method == "Ct"; }
};
JsonSettings read_json_settings(const EdsMember& member, NotUnderstood& not_understood);

/// primary/multicomponent_data.json. No points where the run was never started.
EdsSignals read_json_signals(const EdsMember& member, const Plate& plate);

/// primary/analysis_result.json: Ct, thresholds, windows, flags and curves of the reactions. Where the run
/// has no dyes its cycles are those of these curves. Throws FormatError.
void read_json_results(const EdsMember& member, NotUnderstood& not_understood, Run& run);

}  // namespace crossbreak
