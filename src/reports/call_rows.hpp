// The rows of calls.csv, which released.csv writes too, with more columns. Private to the library: not
// installed.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "record/report.hpp"

namespace crossbreak {

/// The runs that hold the patient's wells; all runs for a patient without any.
std::set<std::size_t> runs_of(const PatientCall& patient, const Report& report);

/// The cells of one row, up to and with `status`; each as it is written.
struct CallRow {
  std::string schema;
  std::string source;
  std::string sha256;
  std::string program_version;
  std::string panel;
  std::string panel_version;
  std::string panel_sha256;
  std::string profile;
  std::string sample;
  std::string row;
  std::string set;
  std::string result;
  std::string ct_mean;
  std::string deletions;
  std::string review;
  std::string flags;
  std::string text_en;
  std::string text_zh;
  std::string next;
  std::string run_status;
  std::string run_date;
  std::string operator_name;
  std::string plate_barcode;
  std::string repeat;
  std::string status;

  std::vector<std::string> cells() const;
};

/// What is the same in all rows of a patient, of a patient's sets, and of one patient as a whole. `schema` is
/// the file's.
CallRow row_of_set(const PatientCall& patient, const SetCall& set, const Report& report,
                   std::string_view schema);
CallRow row_of_patient(const PatientCall& patient, const Report& report, std::string_view schema);
/// Row `control`: result is its outcome, the texts name its role.
CallRow row_of_control(const ControlCall& control, const Report& report, std::string_view schema);

}  // namespace crossbreak
