// What the .eds whose members lie under apldbio/sds/ have in common: those of the 7500 and StepOne, and those
// of QuantStudio and ViiA 7, which differ in the member of the signals.
#pragma once

#include <string>
#include <string_view>

#include "formats/eds_reads.hpp"
#include "formats/source.hpp"
#include "formats/zip_archive.hpp"

namespace crossbreak {

struct EdsSignalsMember {
  std::string_view name;  ///< "multicomponent_data.txt"
  EdsSignals (*read)(const EdsMember&, const Plate&);
};

/// The run of one .eds. Without the member of the signals it is read from the curves of the instrument's
/// results where there are such; without those too it has the instrument's Ct, 0 cycles and an issue. Throws
/// FormatError.
Run read_eds_sds(std::span<const Source> sources, const EdsSignalsMember& signals);

/// Whether the bytes hold this lower-case text, folded and with backslashes turned: names of members, so that
/// a cut-off .eds is still known for what it is.
bool contains_member_name(std::string_view bytes, std::string_view wanted);

/// Why a file that is read from one source was given several: throws FormatError.
void check_one_eds(std::span<const Source> sources);

/// The issues of a run that is not marked as complete, or whose file is silent about its passive reference.
void note_eds_run_state(const std::string& file, Run& run);

}  // namespace crossbreak
