// A report without names: what leaves the laboratory for a study. The one place where names are taken out;
// every writer lays out what it is given.
//
// It stands behind the calling and not before it: names say which wells are whose, which are controls, and
// what may be one patient under two spellings, so that the calls are those of the run with its names. And a
// record that was written with names can be given without them.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "pipeline/pseudonym_key.hpp"
#include "record/report.hpp"

namespace crossbreak {

/// Fields of the catalogue's sentences that may quote a name, a file or a part of one.
inline constexpr std::array<std::string_view, 15> fields_with_names = {
    "sample", "samples", "names", "nearest", "other",   "found",    "here",  "earlier",
    "next",   "file",    "files", "sha256",  "columns", "sections", "source"};

/// What stands for each name of a patient, as it is spelled: patients whose names are one in another spelling
/// are never merged, and their pseudonyms too differ in capitals alone.
std::map<std::string, std::string> patient_pseudonyms(const Report& report, const PseudonymKey& key);

/// The report with pseudonyms for the names of its patients, and no file, order or person named; an option
/// of its origin tells whose key it was (record/pseudonyms.hpp). Controls and standards keep their names,
/// since they are nobody's and results stand on them. Specimens, days and lots stay.
///
/// Throws ReportError for a record that was reviewed, whose events are free words and whose signatures hold
/// for it alone, and for one that is pseudonymised with another key; with the same key it is as it was.
Report pseudonymised(Report report, const PseudonymKey& key);

/// Throws ReportError where the report `name` has pseudonyms of another key.
void check_pseudonyms(std::string_view name, const Report& report, const PseudonymKey& key);

}  // namespace crossbreak
