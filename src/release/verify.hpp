// Checks a record that was reviewed: its events, decisions, signatures and audit, and the files it was made
// from where they are at hand. A check finds what does not match; it cannot tell who changed it, and without
// keys whoever can write the folder can write all of it anew.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/laboratory.hpp"
#include "record/report.hpp"
#include "release/audit.hpp"
#include "release/record_text.hpp"
#include "release/review_file.hpp"

namespace crossbreak {

/// What the record is checked against.
struct VerifyAgainst {
  std::optional<Audit> audit;       ///< nothing: the file is missing
  Laboratory people;                ///< the list that says whose keys they are; without people: none at hand
  bool people_are_trusted = false;  ///< the list was named: a signature by a typed name does not check
};

/// Throws VerificationError that names the first thing that does not match: the record's events, decisions,
/// signatures (hash, time, key, person), status, audit; then whether the events decide every run, control and
/// patient, as the record says; in this order.
void verify(const RecordText& record, const Release& release, const VerifyAgainst& against);

/// Throws VerificationError where the record is not what its events make of the called one.
void verify_against(const CalledRecord& called, const RecordText& record, const Report& report);

/// A file that a record names by its SHA-256.
struct NamedFile {
  std::string file;  ///< without folder
  std::string sha256;
};

/// Inputs, plate map, and the record that an amended one replaces: checked where they lie beside it.
std::vector<NamedFile> files_named(const Report& report);

/// Throws VerificationError where the bytes of such a file are others.
void check_file(const NamedFile& expected, const std::string& path, const std::string& bytes);

}  // namespace crossbreak
