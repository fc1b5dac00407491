#include "release/audit.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "record/field_reader.hpp"
#include "record/field_writer.hpp"
#include "record/record.hpp"
#include "release/release_error.hpp"
#include "run/sha256.hpp"
#include "words/labels/signing.hpp"

namespace crossbreak {
namespace {

using nlohmann::json;

std::string line_text(const AuditLine& line) {
  std::string text = written_fields(line);
  text.pop_back();
  return text;
}

/// The line behind its JSON; nothing where it is none. Whether it was written so is for the caller.
std::optional<AuditLine> line_of(std::string_view name, std::string_view text) {
  if (!json::accept(text))
    return std::nullopt;
  try {
    const JsonDocument line(name, text);
    AuditLine told = value_at<AuditLine>(Place(name, line));
    if (told.event.has_value() == told.signature.has_value())
      return std::nullopt;
    return told;
  } catch (const ReportError&) {  // a field that is missing, or of another type
    return std::nullopt;
  }
}

const std::string& hash_in(const AuditLine& line) {
  return line.signature ? *line.signature : *line.event;
}

std::string last_hash(const Audit& audit) {
  const std::string_view text = std::string_view(audit.text).substr(0, audit.text.size() - 1);
  const std::size_t start = text.rfind('\n');
  return sha256_hex(start == std::string_view::npos ? text : text.substr(start + 1));
}

std::string_view kind_of(const AuditLine& line) {
  return line.signature ? "a signature" : "an event";
}

using Hashes = std::set<std::string>;

Hashes set_of(const std::vector<std::string>& hashes) {
  return {hashes.begin(), hashes.end()};
}

/// Every line is of something that the record holds.
void check_known(const Audit& audit, const Hashes& events, const Hashes& signatures) {
  for (std::size_t i = 0; i < audit.lines.size(); ++i) {
    const AuditLine& line = audit.lines[i];
    if (!(line.signature ? signatures : events).contains(hash_in(line)))
      throw VerificationError(
          fmt::format("{}:{}: tells of {} that the record does not hold", audit.name, i + 1, kind_of(line)));
  }
}

/// Of the events that have a line.
Hashes events_in(const Audit& audit) {
  Hashes events;
  for (const AuditLine& line : audit.lines)
    if (!line.signature)
      events.insert(hash_in(line));
  return events;
}

void add_line(Audit& audit, bool is_signature, const std::string& sha256, const AuditStamp& stamp) {
  const std::optional<AuditEnd> end = audit.end();
  AuditLine line{.line = audit.lines.size() + 1,
                 .before = {},
                 .event = {},
                 .signature = {},
                 .at = stamp.at,
                 .computer = stamp.computer,
                 .version = stamp.version};
  (is_signature ? line.signature : line.event) = sha256;
  if (end)
    line.before = end->sha256;
  audit.lines.push_back(line);
  audit.text += line_text(line) + '\n';
}

/// A line that stands where the record, or one of its signatures, says the audit ended.
void check_end(const Audit& audit, const AuditEnd& end, const std::string& where) {
  if (end.lines > audit.lines.size())
    throw VerificationError(fmt::format("{}: expected at least {}, as {} says, found {}", audit.name,
                                        counted(signing_labels.lines, end.lines).en, where,
                                        audit.lines.size()));
  const std::string found = end.lines < audit.lines.size() ? audit.lines[end.lines].before.value_or("")
                            : end.lines == 0               ? ""
                                                           : audit.end()->sha256;
  if (found != end.sha256)
    throw VerificationError(fmt::format("{}:{}: expected the SHA-256 {}, as {} says, found {}", audit.name,
                                        end.lines, end.sha256, where, found));
}

}  // namespace

std::optional<AuditEnd> Audit::end() const {
  if (lines.empty())
    return std::nullopt;
  return AuditEnd{.lines = lines.size(), .sha256 = last_hash(*this)};
}

Audit read_audit(std::string_view name, std::string_view text) {
  Audit audit{.name = std::string(name), .text = std::string(text), .lines = {}};
  std::optional<std::string> before;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t number = audit.lines.size() + 1;
    const std::size_t end = text.find('\n', start);
    if (end == std::string_view::npos)
      throw VerificationError(
          fmt::format("{}:{}: expected a line end, found the end of the file", name, number));
    const std::string_view found = text.substr(start, end - start);
    const std::optional<AuditLine> line = line_of(name, found);
    if (!line)
      throw VerificationError(
          fmt::format("{}:{}: expected a line of {}, found none", name, number, audit_schema));
    if (line->before != before)
      throw VerificationError(fmt::format("{}:{}: expected the SHA-256 of the line before, {}, found {}",
                                          name, number, before.value_or("none"),
                                          line->before.value_or("none")));
    if (line->line != number || line_text(*line) != found)
      throw VerificationError(fmt::format("{}:{}: not as it was written", name, number));
    before = sha256_hex(found);
    audit.lines.push_back(*line);
    start = end + 1;
  }
  return audit;
}

Audit with_line(const Audit& audit, bool is_signature, const std::string& sha256, const AuditStamp& stamp) {
  Audit longer = audit;
  add_line(longer, is_signature, sha256, stamp);
  return longer;
}

Audit with_events(const Audit& audit, const RecordText& record, const AuditStamp& stamp) {
  const std::vector<std::string> events = record.event_hashes();
  const Hashes known = set_of(events);
  for (std::size_t i = 0; i < audit.lines.size(); ++i)
    if (audit.lines[i].event && !known.contains(*audit.lines[i].event))
      throw VerificationError(fmt::format(
          "{}:{}: tells of an event that this review does not hold: the folder holds a review with more "
          "events; give all its review files too, or name another folder",
          audit.name, i + 1));
  check_known(audit, known, set_of(record.signature_hashes()));
  Audit whole = audit;
  Hashes told = events_in(audit);
  for (const std::string& event : events)
    if (told.insert(event).second)
      add_line(whole, false, event, stamp);
  return whole;
}

void check_audit(const Audit& audit, const RecordText& record, const Release& release) {
  const std::vector<std::string> events = record.event_hashes();
  const std::vector<std::string> signatures = record.signature_hashes();
  if (!release.audit)
    throw VerificationError(record.name() + ": /audit: expected where " + audit.name + " stands, found null");
  check_end(audit, *release.audit, record.name());
  check_known(audit, set_of(events), set_of(signatures));
  const Hashes told = events_in(audit);
  for (std::size_t i = 0; i < events.size(); ++i)
    if (!told.contains(events[i]))
      throw VerificationError(
          fmt::format("{}: has no line of /events/{} of {}", audit.name, i, record.name()));
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    const std::string where = fmt::format("/signatures/{} of {}", i, record.name());
    const AuditEnd then = release.signatures[i].audit.value_or(AuditEnd{});
    check_end(audit, then, where);
    if (then.lines >= audit.lines.size() || audit.lines[then.lines].signature != signatures[i])
      throw VerificationError(
          fmt::format("{}:{}: expected the line of {}", audit.name, then.lines + 1, where));
  }
  if (audit.lines.size() != release.audit->lines)
    throw VerificationError(fmt::format("{}: expected {}, as {} says, found {}", audit.name,
                                        counted(signing_labels.lines, release.audit->lines).en, record.name(),
                                        audit.lines.size()));
  if (audit.lines.size() != events.size() + signatures.size())
    throw VerificationError(fmt::format("{}: expected one line for each of {} and {}, found {}", audit.name,
                                        counted(signing_labels.events, events.size()).en,
                                        counted(signing_labels.signatures, signatures.size()).en,
                                        audit.lines.size()));
}

}  // namespace crossbreak
