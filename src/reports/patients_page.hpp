// The patients' pages: one HTML file, a printed page for each patient's file.
#pragma once

#include <string>
#include <string_view>

#include "record/report.hpp"

namespace crossbreak {

/// One HTML file without scripts: a page a patient, in the language asked for, the call in both. Until the
/// record is final or amended "Preliminary" stands across every page. A patient who is withheld or asked for
/// again has a page that says so, and no result. `record_sha256` is that of RUN.calls.json. Throws
/// ReportError where a record that is final does not say what leaves the laboratory of a patient.
std::string write_patients_page(const Report& report, Language language, std::string_view record_sha256);

}  // namespace crossbreak
