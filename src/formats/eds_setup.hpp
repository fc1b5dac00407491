// What the XML members of an .eds say: the experiment, the plate, the cycling program, the settings.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/eds_member.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// Unix milliseconds, below 1e15, as ISO 8601 in UTC.
std::string eds_date(double milliseconds);

/// Manifest.mf: software and specification version.
void read_eds_manifest(const EdsMember& member, Run& run);

/// experiment.xml: name, operator, type, chemistry, dates, run state, instrument. Dates come out as
/// ISO 8601 in UTC. Refuses a run that is still going on; throws FormatError.
void read_eds_experiment(const EdsMember& member, Run& run);

/// plate_setup.xml: outline, barcode, passive reference, and one Reaction per well and target, row-major.
/// A quantity is taken from standards only: in other tasks the file holds a meaningless default of 1.
/// Throws FormatError; a well that names one target twice is one.
void read_eds_plate(const EdsMember& member, Run& run);

/// tcprotocol.xml.
void read_eds_program(const EdsMember& member, Run& run);

/// analysis_protocol.xml.
struct EdsSettings {
  std::map<std::string, FileSettings> targets;                ///< what each target was set to
  std::map<std::pair<std::string, int>, FileSettings> wells;  ///< by target and well index: what was used
  std::optional<std::pair<int, int>>
      data_step;       ///< stage and step, from 1, whose reads are analysed; no sample seen
  std::string method;  ///< another than that of Ct, by the name of its algorithm; no sample seen
};
EdsSettings read_eds_settings(const EdsMember& member);

/// Gives each reaction its threshold and the window used. The stored threshold is the one used even where
/// it is automatic; a target's own window (3-15) is only a default, so it counts only where it is fixed.
void apply_eds_settings(const EdsSettings& settings, const std::string& file, Run& run);

}  // namespace crossbreak
