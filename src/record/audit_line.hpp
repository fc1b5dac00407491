// A line of RUN.audit.jsonl, and its fields as fields.hpp tells those of the record.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "record/fields.hpp"

namespace crossbreak {

inline constexpr std::string_view audit_schema = "crossbreak/audit/1";

struct AuditLine {
  std::size_t line = 0;                  ///< its number, from 1
  std::optional<std::string> before;     ///< SHA-256 of the line before, without its line end
  std::optional<std::string> event;      ///< SHA-256 of an event, as RecordText tells it
  std::optional<std::string> signature;  ///< or of a signature
  std::string at;                        ///< UTC
  std::string computer;
  std::string version;  ///< of the program
  bool operator==(const AuditLine&) const = default;
};

template <>
struct FieldsOf<AuditLine> {
  static constexpr std::string_view name = "audit_line";
  static constexpr std::string_view meaning =
      "A line of RUN.audit.jsonl: one for each event of a review and for each signature, in the order in "
      "which "
      "they were written. A line that was removed, edited, moved or doubled does not follow the line before "
      "it; the record says how many there are, and the last one's SHA-256.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field.derived(
        "schema", [](const AuditLine&, const Calls&) { return audit_schema; },
        always(audit_schema, "Name and version of this layout."));
    field("line", &AuditLine::line, at_least(1, "Its number, from 1."));
    field("before", &AuditLine::before,
          meaning_of_sha256_of("SHA-256 of the line before, without its line end; null: it is the first."));
    field.if_there(
        "event", &AuditLine::event,
        meaning_of_sha256_of("Of an event: SHA-256 of its JSON in the record, without blanks, fields "
                             "sorted by their names."));
    field.if_there(
        "signature", &AuditLine::signature,
        meaning_of_sha256_of("Of a signature: its SHA-256, made alike. A line has one of the two."));
    field("at", &AuditLine::at, like(utc_time_pattern, "When the line was written: ISO 8601, UTC."));
    field("computer", &AuditLine::computer, "What the network calls the computer.");
    field("version", &AuditLine::version, "Version of the program.");
  }
};

}  // namespace crossbreak
