// A simulated run as files, with its truth beside it.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <stdexcept>

#include "formats/eds_7500.hpp"
#include "formats/eds_json.hpp"
#include "formats/eds_quantstudio.hpp"
#include "formats/sds1_export.hpp"
#include "formats/v2_export.hpp"
#include "run/csv_cell.hpp"
#include "simulate/simulated_run.hpp"

namespace crossbreak {
namespace {

template <std::string (*Write)(const Run&)>
std::vector<SimulatedFile> one_file(const Run& run) {
  return {{.suffix = {}, .bytes = Write(run)}};
}

/// As SDS v1 names things.
Run in_words_of_sds1(Run run) {
  if (run.instrument.type_id == "steponeplus")
    throw std::invalid_argument("there is no SDS v1 for the StepOnePlus: choose another layout");
  run.instrument.type_name = run.instrument.type_id == "sds7500fast"
                                 ? "Applied Biosystems 7500 Fast Real-Time PCR System"
                                 : "Applied Biosystems 7500 Real Time PCR System";
  for (Reaction& reaction : run.reactions)
    reaction.task = reaction.task == "UNKNOWN"    ? "Unknown"
                    : reaction.task == "STANDARD" ? "Standard"
                                                  : reaction.task;
  return run;
}

/// The run as if another instrument had measured it: what files of QuantStudio say of theirs.
Run as_quantstudio(Run run, Instrument instrument) {
  run.instrument = std::move(instrument);
  return run;
}

std::vector<SimulatedFile> quantstudio_eds(const Run& run) {
  return one_file<write_eds_quantstudio>(
      as_quantstudio(run, {.type_id = "appletini",
                           .type_name = "QuantStudio 5 - 96-Well 0.2-mL Block",
                           .block_type = {},
                           .serial_number = {},
                           .software = "QuantStudio 3 and 5 Software 1.5.1",
                           .spec_version = "1.3.2"}));
}

std::vector<SimulatedFile> json_eds(const Run& run) {
  Run written = as_quantstudio(run, {.type_id = "QS6PRO",
                                     .type_name = {},
                                     .block_type = {},
                                     .serial_number = {},
                                     .software = "qPCR File API 2.5.6",
                                     .spec_version = "2.0.0"});
  written.run_state = "COMPLETED";
  return one_file<write_eds_json>(written);
}

std::vector<SimulatedFile> quantstudio_text(const Run& run) {
  return one_file<write_quantstudio_text>(
      as_quantstudio(run, {.type_id = {},
                           .type_name = "QuantStudio(TM) 7 Flex System",
                           .block_type = run.plate == Plate{} ? "96-Well Block (0.2mL)" : "384-Well Block",
                           .serial_number = {},
                           .software = {},
                           .spec_version = {}}));
}

std::vector<SimulatedFile> sds1_files(const Run& run) {
  Sds1Csv csv = write_sds1_csv(in_words_of_sds1(run));
  return {{.suffix = {}, .bytes = std::move(csv.results)},
          {.suffix = ".delta_rn", .bytes = std::move(csv.delta_rn)}};
}

constexpr std::array layouts{
    SimulatedLayout{"eds", ".eds", "experiment file of the 7500, 7500 Fast or StepOne", one_file<write_eds>,
                    false},
    SimulatedLayout{"text", ".txt", "text export of 7500 Software v2", one_file<write_v2_text>, false},
    SimulatedLayout{"csv", ".csv", "csv export of 7500 Software v2", one_file<write_v2_csv>, false},
    SimulatedLayout{"xlsx", ".xlsx", "xlsx export of 7500 Software v2", one_file<write_v2_xlsx>, false},
    SimulatedLayout{"quantstudio-eds", ".eds", "experiment file of QuantStudio 5", quantstudio_eds, false},
    SimulatedLayout{"json-eds", ".eds", "experiment file of Design & Analysis software 2.x", json_eds, false},
    SimulatedLayout{"quantstudio-text", ".txt", "text export of QuantStudio software", quantstudio_text,
                    false},
    SimulatedLayout{"sds1", ".csv", "the Results and Delta Rn exports of SDS v1, two csv files", sds1_files,
                    true},
};

}  // namespace

std::span<const SimulatedLayout> simulated_layouts() {
  return layouts;
}

const SimulatedLayout* simulated_layout(std::string_view name) {
  const auto found =
      std::find_if(layouts.begin(), layouts.end(), [&](const SimulatedLayout& l) { return l.name == name; });
  return found == layouts.end() ? nullptr : &*found;
}

SimulatedFiles simulated_files(const PlateDesign& design, std::uint64_t seed, const SimulatedLayout& layout) {
  PlateDesign written = design;
  if (layout.is_sds1)
    written.software = "SDS v1.3.1";
  const SimulatedRun simulated = simulate_run(written, seed);
  return {.files = layout.write(simulated.run), .truth_csv = truth_csv(simulated.truth)};
}

std::string truth_csv(const std::vector<TruthRow>& truth) {
  std::string csv = "well,sample,target,role,copies,expected\n";
  for (const TruthRow& row : truth)
    csv += fmt::format("{},{},{},{},{},{}\n", to_string(row.well), csv_cell(row.sample), csv_cell(row.target),
                       row.role, row.copies, row.expected);
  return csv;
}

}  // namespace crossbreak
