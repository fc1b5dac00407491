// RUN.audit.jsonl: one line for each event and each signature, each with the SHA-256 of the line before, so
// that a line removed, edited, moved or doubled shows; the record tells how many there are and the last
// one's hash, so that lines taken off the end show too. Only text in and out.
//
//   {"schema": "crossbreak/audit/1", "line": 2, "before": "7c1f...", "event": "03ab...",
//    "at": "2026-03-06T08:15:30Z", "computer": "LAB-PC", "version": "0.4.0"}            all on one line
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/audit_line.hpp"
#include "record/release.hpp"
#include "release/record_text.hpp"

namespace crossbreak {

/// Who writes lines, and when.
struct AuditStamp {
  std::string at;
  std::string computer;
  std::string version;
};

struct Audit {
  std::string name;  ///< of the file, for messages
  std::string text;
  std::vector<AuditLine> lines;

  std::optional<AuditEnd> end() const;  ///< nothing while there are no lines
};

/// Throws VerificationError, with the line: one that is none, or that does not follow the line before it.
/// An empty text has no lines.
Audit read_audit(std::string_view name, std::string_view text);

/// With one more line.
Audit with_line(const Audit& audit, bool is_signature, const std::string& sha256, const AuditStamp& stamp);

/// With a line for each of the record's events that has none yet, in their order. Throws VerificationError
/// where the audit has an event or a signature that the record lacks: it is of another review.
Audit with_events(const Audit& audit, const RecordText& record, const AuditStamp& stamp);

/// Every event and signature of the record has its line, and every line is of one of them; the end is where
/// the record says, and was where each signature says. Throws VerificationError.
void check_audit(const Audit& audit, const RecordText& record, const Release& release);

}  // namespace crossbreak
