// What Allotrope's model calls things of a run: experiments, containers, roles and software.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "run/run.hpp"
#include "words/roles.hpp"

namespace crossbreak {

/// The model's name of an experiment as the run file states it, in any case; "qPCR experiment" of none, and
/// what it states where the model has no name.
std::string asm_experiment_type(const std::string& stated);

/// What a well of the block holds, in microlitres: the names of the blocks say 0.2 mL and, of Fast ones, 0.1
/// mL; of 384 wells 40, as the other converter has it. No run file says how much was filled in.
double asm_well_volume_ul(const Run& run);

std::string_view asm_role_type(SampleRole role);

/// Of a well that was not called; nothing where its task says none.
std::optional<SampleRole> asm_role_of_task(const std::string& task);

/// "7500 Software" and "2.3" of "7500 Software v2.3".
std::pair<std::string, std::string> asm_name_and_version(const std::string& software);

}  // namespace crossbreak
