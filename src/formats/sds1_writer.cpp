// The writer of the layout that sds1_export.cpp reads.
#include <cmath>
#include <fmt/format.h>
#include <string>
#include <string_view>

#include "formats/sds1_export.hpp"
#include "formats/sds1_header.hpp"
#include "run/csv_cell.hpp"

namespace crossbreak {
namespace {

/// Quoted wherever a reader might take a character for the separator.
std::string export_cell(std::string_view text) {
  return quoted_cell(text, ",;\t\"\r\n");
}

std::string ct_text(const InstrumentResult& result) {
  if (result.ct_status == CtStatus::Undetermined)
    return "Undet.";
  return result.ct ? fmt::format("{:.2f}", *result.ct) : std::string();
}

std::string header_of(const Run& run) {
  return fmt::format(
      "Document Name: {}\r\nPlate Type: {}\r\nUser: {}\r\n\r\nDocument Information\r\n\r\nOperator: {}\r\n"
      "Run Date: {}\r\nInstrument Type: {}\r\n\r\nComments:\r\n{}\r\n\r\n",
      run.experiment_name, run.experiment_type, run.operator_name, run.operator_name,
      sds1_date_of_iso(run.run_started), run.instrument.type_name, run.instrument.software);
}

}  // namespace

Sds1Csv write_sds1_csv(const Run& run) {
  Sds1Csv out;
  out.results =
      header_of(run) + "Well,Sample Name,Detector,Task,Ct,StdDev Ct,Qty,Mean Qty,StdDev Qty,Filtered,Tm\r\n";
  out.delta_rn = "Well,Detector,Reporter Dye";
  for (int cycle = 1; cycle <= run.cycles; ++cycle)
    out.delta_rn += fmt::format(",Cycle {}", cycle);
  out.delta_rn += "\r\n";
  for (const Reaction& reaction : run.reactions) {
    const Well well = reaction.well.value();
    const InstrumentResult& result = reaction.instrument;
    out.results += fmt::format("{},{},{},{},{},{},{},,,,\r\n", to_string(well), export_cell(reaction.sample),
                               export_cell(reaction.target), export_cell(reaction.task), ct_text(result),
                               result.ct_sd ? fmt::format("{:.3f}", *result.ct_sd) : "",
                               reaction.quantity ? fmt::format("{}", *reaction.quantity) : "");
    out.delta_rn += fmt::format("{},{},{}", well.row * run.plate.columns + well.column + 1,
                                export_cell(reaction.target), export_cell(reaction.reporter));
    for (const double value : reaction.delta_rn)
      out.delta_rn += std::isnan(value) ? "," : fmt::format(",{:.6f}", value);
    out.delta_rn += "\r\n";
  }
  return out;
}

}  // namespace crossbreak
