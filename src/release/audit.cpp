#include "release/audit.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "record/json_text.hpp"
#include "release/release_error.hpp"
#include "run/sha256.hpp"

namespace crossbreak {
namespace {

using nlohmann::json;

std::string line_text(const AuditLine& line, std::size_t number) {
  JsonText text;
  text.begin_object(JsonText::Layout::OneLine);
  text.field("schema", audit_schema);
  text.field("line", number);
  text.field("before", line.before);
  text.field(line.is_signature ? "signature" : "event", line.sha256);
  text.field("at", line.at);
  text.field("computer", line.computer);
  text.field("version", line.version);
  text.end_object();
  std::string whole = std::move(text).finish();
  whole.pop_back();
  return whole;
}

/// The line behind its JSON; nothing where it is none. Whether it was written so is for the caller.
std::optional<AuditLine> line_of(std::string_view text) {
  const json line = json::parse(text, nullptr, false);
  if (!line.is_object())
    return std::nullopt;
  const auto told = [&line](const char* field) -> std::optional<std::string> {
    const auto found = line.find(field);
    if (found == line.end() || !found->is_string())
      return std::nullopt;
    return found->get<std::string>();
  };
  const std::optional<std::string> event = told("event");
  const std::optional<std::string> signature = told("signature");
  if (event.has_value() == signature.has_value() || !told("at") || !told("computer") || !told("version"))
    return std::nullopt;
  return AuditLine{.before = told("before"),
                   .is_signature = signature.has_value(),
                   .sha256 = signature ? *signature : *event,
                   .at = *told("at"),
                   .computer = *told("computer"),
                   .version = *told("version")};
}

std::string last_hash(const Audit& audit) {
  const std::string_view text = std::string_view(audit.text).substr(0, audit.text.size() - 1);
  const std::size_t start = text.rfind('\n');
  return sha256_hex(start == std::string_view::npos ? text : text.substr(start + 1));
}

std::string_view kind_of(const AuditLine& line) {
  return line.is_signature ? "a signature" : "an event";
}

bool contains(const std::vector<std::string>& hashes, const std::string& hash) {
  return std::find(hashes.begin(), hashes.end(), hash) != hashes.end();
}

/// Every line is of something that the record holds.
void check_known(const Audit& audit, const std::vector<std::string>& events,
                 const std::vector<std::string>& signatures) {
  for (std::size_t i = 0; i < audit.lines.size(); ++i) {
    const AuditLine& line = audit.lines[i];
    if (!contains(line.is_signature ? signatures : events, line.sha256))
      throw VerificationError(
          fmt::format("{}:{}: tells of {} that the record does not hold", audit.name, i + 1, kind_of(line)));
  }
}

bool has_line(const Audit& audit, bool is_signature, const std::string& hash) {
  return std::any_of(audit.lines.begin(), audit.lines.end(), [&](const AuditLine& line) {
    return line.is_signature == is_signature && line.sha256 == hash;
  });
}

/// A line that stands where the record, or one of its signatures, says the audit ended.
void check_end(const Audit& audit, const AuditEnd& end, const std::string& where) {
  if (end.lines > audit.lines.size())
    throw VerificationError(fmt::format("{}: expected at least {} lines, as {} says, found {}", audit.name,
                                        end.lines, where, audit.lines.size()));
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
    const std::optional<AuditLine> line = line_of(found);
    if (!line)
      throw VerificationError(
          fmt::format("{}:{}: expected a line of {}, found none", name, number, audit_schema));
    if (line->before != before)
      throw VerificationError(fmt::format("{}:{}: expected the SHA-256 of the line before, {}, found {}",
                                          name, number, before.value_or("none"),
                                          line->before.value_or("none")));
    if (line_text(*line, number) != found)
      throw VerificationError(fmt::format("{}:{}: not as it was written", name, number));
    before = sha256_hex(found);
    audit.lines.push_back(*line);
    start = end + 1;
  }
  return audit;
}

Audit with_line(const Audit& audit, bool is_signature, const std::string& sha256, const AuditStamp& stamp) {
  const std::optional<AuditEnd> end = audit.end();
  AuditLine line{.before = {},
                 .is_signature = is_signature,
                 .sha256 = sha256,
                 .at = stamp.at,
                 .computer = stamp.computer,
                 .version = stamp.version};
  if (end)
    line.before = end->sha256;
  Audit longer = audit;
  longer.lines.push_back(line);
  longer.text += line_text(line, longer.lines.size()) + '\n';
  return longer;
}

Audit with_events(const Audit& audit, const RecordText& record, const AuditStamp& stamp) {
  const std::vector<std::string> events = record.event_hashes();
  check_known(audit, events, record.signature_hashes());
  Audit whole = audit;
  for (const std::string& event : events)
    if (!has_line(whole, false, event))
      whole = with_line(whole, false, event, stamp);
  return whole;
}

void check_audit(const Audit& audit, const RecordText& record, const Release& release) {
  const std::vector<std::string> events = record.event_hashes();
  const std::vector<std::string> signatures = record.signature_hashes();
  if (!release.audit)
    throw VerificationError(record.name() + ": /audit: expected where " + audit.name + " stands, found null");
  check_end(audit, *release.audit, record.name());
  check_known(audit, events, signatures);
  for (std::size_t i = 0; i < events.size(); ++i)
    if (!has_line(audit, false, events[i]))
      throw VerificationError(
          fmt::format("{}: has no line of /events/{} of {}", audit.name, i, record.name()));
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    const std::string where = fmt::format("/signatures/{} of {}", i, record.name());
    const AuditEnd then = release.signatures[i].audit.value_or(AuditEnd{});
    check_end(audit, then, where);
    if (then.lines >= audit.lines.size() || !audit.lines[then.lines].is_signature ||
        audit.lines[then.lines].sha256 != signatures[i])
      throw VerificationError(
          fmt::format("{}:{}: expected the line of {}", audit.name, then.lines + 1, where));
  }
  if (audit.lines.size() != release.audit->lines)
    throw VerificationError(fmt::format("{}: expected {} lines, as {} says, found {}", audit.name,
                                        release.audit->lines, record.name(), audit.lines.size()));
  if (audit.lines.size() != events.size() + signatures.size())
    throw VerificationError(
        fmt::format("{}: expected one line for each of {} events and {} signatures, found {}", audit.name,
                    events.size(), signatures.size(), audit.lines.size()));
}

}  // namespace crossbreak
