// A run as Allotrope Simple Model: http://purl.allotrope.org/json-schemas/adm/pcr/REC/2024/09/qpcr.schema.
#pragma once

#include <optional>
#include <string>

#include "record/report.hpp"

namespace crossbreak {

struct AsmRequest {
  ToolIdentity tool;
  std::string file_name;                  ///< of the ASM
  std::string run_path;                   ///< of the run file, as the user named it
  std::optional<std::string> utc_offset;  ///< of a run time without a zone: "+08:00"
};

/// One `qpcr document` a well, one `measurement document` a target of it. What the run file says and what
/// crossbreak computed are two `processed data documents` of a measurement, told apart by their identifiers
/// and the custom information; only the first is of the instrument. The calls of `report`, which may be null,
/// stand in the aggregate's custom information document, those of a well in its own. Throws ReportError where
/// the run has no well or no time with its offset from UTC, which the model requires.
std::string write_asm_json(const Run& run, const Report* report, const AsmRequest& request);

}  // namespace crossbreak
