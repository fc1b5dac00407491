#include "reports/asm_names.hpp"

#include "run/ascii.hpp"

namespace crossbreak {
namespace {

bool holds(const std::string& text, std::string_view part) {
  return lower_case(text).find(part) != std::string::npos;
}

}  // namespace

/// "comparative CT" was seen, the others follow it.
std::string asm_experiment_type(const std::string& stated) {
  for (const auto& [part, name] :
       {std::pair("comparative", "comparative CT qPCR experiment"),
        std::pair("relative standard curve", "relative standard curve qPCR experiment"),
        std::pair("standard curve", "standard curve qPCR experiment"),
        std::pair("presence", "presence-absence qPCR experiment"),
        std::pair("melt", "melt curve qPCR experiment")})
    if (holds(stated, part))
      return name;
  return stated.empty() ? "qPCR experiment" : stated;
}

double asm_well_volume_ul(const Run& run) {
  if (run.plate.size() > 96)
    return 40;
  const bool is_fast = holds(run.instrument.block_type, "fast") ||
                       holds(run.instrument.block_type, "0.1ml") || holds(run.instrument.type_id, "fast");
  return is_fast ? 100 : 200;
}

std::string_view asm_role_type(SampleRole role) {
  switch (role) {
    case SampleRole::Unknown:
      return "unknown sample role";
    case SampleRole::Standard:
      return "standard sample role";
    case SampleRole::PositiveControl:
    case SampleRole::NegativeControl:
    case SampleRole::Ntc:
      break;
  }
  return "control sample role";
}

std::optional<SampleRole> asm_role_of_task(const std::string& task) {
  const std::string folded = lower_case(task);
  return folded == "unknown"    ? std::optional(SampleRole::Unknown)
         : folded == "standard" ? std::optional(SampleRole::Standard)
         : folded == "ntc"      ? std::optional(SampleRole::Ntc)
                                : std::nullopt;
}

std::pair<std::string, std::string> asm_name_and_version(const std::string& software) {
  const std::size_t mark = software.rfind(" v");
  const bool has_version = mark != std::string::npos && mark + 2 < software.size() &&
                           software[mark + 2] >= '0' && software[mark + 2] <= '9';
  return has_version ? std::pair(software.substr(0, mark), software.substr(mark + 2))
                     : std::pair(software, std::string());
}

}  // namespace crossbreak
