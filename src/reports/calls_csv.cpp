#include "reports/calls_csv.hpp"

#include "reports/call_rows.hpp"
#include "run/csv_cell.hpp"

namespace crossbreak {

std::string write_calls_csv(const Report& report, bool byte_order_mark) {
  std::string csv = (byte_order_mark ? "\xEF\xBB\xBF" : "") + std::string(calls_csv_header) + '\n';
  for (const PatientCall& patient : report.calls.patients) {
    for (const SetCall& set : patient.sets) {
      csv += csv_line(row_of_set(patient, set, report, calls_csv_schema).cells());
    }
    csv += csv_line(row_of_patient(patient, report, calls_csv_schema).cells());
  }
  return csv;
}

}  // namespace crossbreak
