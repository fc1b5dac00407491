#include "release/audit.hpp"

#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "message_of.hpp"
#include "release/release_error.hpp"
#include "release/sign.hpp"
#include "reviewed_record.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines)
    text += line + '\n';
  return text;
}

/// Three events, no signature. Without curves: they are most of a record's text, and it is read often here.
RecordAndAudit three_events() {
  Report report = reviewed_by({accepted('a', "A. Reviewer", "00123", "2026-03-06T08:15:30Z"),
                               accepted('b', "A. Reviewer", "1-2", "2026-03-06T08:16:00Z"),
                               accepted('c', "A. Reviewer", "-7", "2026-03-06T08:17:00Z")});
  report.has_curves = false;
  report.curves.clear();
  return reviewed(report);
}

/// What reading the text and comparing it with the record says; "matches" where it does.
std::string fault_of(const std::string& text, const RecordAndAudit& of) {
  const std::string fault = message_of<VerificationError>(
      [&] { check_audit(read_audit(audit_name, text), of.record, of.release()); });
  return fault == "nothing thrown" ? "matches" : fault;
}

}  // namespace

TEST_CASE("each event has one line with the hash of the line before, computer and version") {
  const RecordAndAudit plate = three_events();
  const std::vector<std::string> lines = lines_of(plate.audit.text);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == R"({"schema": "crossbreak/audit/1", "line": 1, "before": null, "event": ")" +
                        plate.record.event_hashes()[0] +
                        R"(", "at": "2026-03-06T09:00:00Z", "computer": "LAB-PC", "version": "1.2.3"})");
  CHECK(plate.audit.lines[1].before == sha256_hex(lines[0]));
  CHECK(plate.audit.lines[2].before == sha256_hex(lines[1]));
  CHECK(plate.audit.end() == AuditEnd{.lines = 3, .sha256 = sha256_hex(lines[2])});
  CHECK(plate.release().audit == plate.audit.end());
  CHECK(fault_of(plate.audit.text, plate) == "matches");
}

TEST_CASE("computer and version stand in the audit alone, and no hash of the record in it") {
  const RecordAndAudit plate = three_events();
  CHECK(plate.record.text().find("LAB-PC") == std::string::npos);
  CHECK(plate.audit.text.find(sha256_hex(plate.record.text())) == std::string::npos);
}

TEST_CASE("a line that was removed, edited, moved, cut or doubled is found, whichever it is") {
  const RecordAndAudit plate = three_events();
  const std::vector<std::string> whole = lines_of(plate.audit.text);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    CAPTURE(i);
    std::vector<std::string> lines = whole;
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK(fault_of(text_of(lines), plate).starts_with(audit_name + ":"));

    lines = whole;
    lines[i].replace(lines[i].find("LAB-PC"), 6, "LAB-QC");
    CHECK(fault_of(text_of(lines), plate).starts_with(audit_name + ":"));

    lines = whole;
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i), whole[i]);
    CHECK(fault_of(text_of(lines), plate).starts_with(audit_name + ":"));

    lines = whole;
    std::swap(lines[i], lines[(i + 1) % lines.size()]);
    CHECK(fault_of(text_of(lines), plate).starts_with(audit_name + ":"));
  }
  for (std::size_t length = 0; length < plate.audit.text.size(); ++length) {
    CAPTURE(length);
    CHECK(fault_of(plate.audit.text.substr(0, length), plate) != "matches");
  }
}

TEST_CASE("the fault says which line, what was wanted and what was found") {
  const RecordAndAudit plate = three_events();
  std::vector<std::string> lines = lines_of(plate.audit.text);
  lines.erase(lines.begin() + 1);
  CHECK(fault_of(text_of(lines), plate) == "plate.audit.jsonl:2: expected the SHA-256 of the line before, " +
                                               *plate.audit.lines[1].before + ", found " +
                                               *plate.audit.lines[2].before);
  lines.pop_back();
  CHECK(fault_of(text_of(lines), plate) ==
        "plate.audit.jsonl: expected at least 3 lines, as plate.calls.json says, found 1");
  CHECK(fault_of(plate.audit.text + "{}\n", plate) ==
        "plate.audit.jsonl:4: expected a line of crossbreak/audit/1, found none");
  CHECK(fault_of(plate.audit.text + "x", plate) ==
        "plate.audit.jsonl:4: expected a line end, found the end of the file");
}

TEST_CASE("a line of something that the record does not hold is found, though the chain is whole") {
  const RecordAndAudit plate = three_events();
  const Audit longer =
      with_line(plate.audit, false, sha256_hex("another event"), stamp_at("2026-03-06T10:00:00Z"));
  CHECK(fault_of(longer.text, plate) ==
        "plate.audit.jsonl:4: tells of an event that the record does not hold");
  CHECK(message_of<VerificationError>(
            [&] { with_events(longer, plate.record, stamp_at("2026-03-06T10:00:00Z")); }) ==
        "plate.audit.jsonl:4: tells of an event that this review does not hold: the folder holds a "
        "review with more events; give all its review files too, or name another folder");
}

TEST_CASE("events that have their line get no second one") {
  const RecordAndAudit plate = three_events();
  CHECK(with_events(plate.audit, plate.record, stamp_at("2026-03-07T00:00:00Z")).text == plate.audit.text);
}

TEST_CASE("each of five thousand events gets its line, and is found by it") {
  constexpr int count = 5000;
  Report report = reviewed_by({accepted('a', "A. Reviewer", "00123", "2026-03-06T08:15:30Z")});
  report.has_curves = false;
  report.curves.clear();
  report.release.events.resize(count, report.release.events.front());
  for (int i = 0; i < count; ++i)
    report.release.events[static_cast<std::size_t>(i)].words = std::to_string(i);
  const RecordAndAudit plate = reviewed(report);
  const std::vector<std::string> events = plate.record.event_hashes();
  REQUIRE(events.size() == count);
  REQUIRE(plate.audit.lines.size() == count);
  for (std::size_t i = 0; i < events.size(); ++i)
    REQUIRE(plate.audit.lines[i].event == events[i]);
  CHECK(fault_of(plate.audit.text, plate) == "matches");
}

TEST_CASE("an event that was edited in the record has no line") {
  const RecordAndAudit plate = three_events();
  std::string text = plate.record.text();
  text.replace(text.find("08:16:00Z"), 9, "08:16:01Z");
  const RecordAndAudit edited{RecordText(record_name, text), plate.audit};
  CHECK(fault_of(plate.audit.text, edited) ==
        "plate.audit.jsonl:2: tells of an event that the record does not hold");
}
