#include "release/record_text.hpp"

#include <string>

#include <doctest/doctest.h>

#include "message_of.hpp"
#include "release/release_error.hpp"
#include "reviewed_record.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

Signature signature_of(const std::string& by) {
  return {.by = by,
          .at = "2026-03-06T09:10:00Z",
          .zone = "+08:00",
          .meaning = SignatureMeaning::Reviewed,
          .record_sha256 = std::string(64, '0'),
          .audit = AuditEnd{.lines = 2, .sha256 = std::string(64, '1')},
          .public_key = {},
          .signature = {}};
}

/// What read and written again gives the same bytes.
std::string written_again(const std::string& text) {
  return write_record(read_record(record_name, text));
}

}  // namespace

TEST_CASE("a record with signatures is, byte for byte, what the record's writer makes of it") {
  std::string text = reviewed_record().record.text();
  CHECK(text == written_again(text));
  for (const char* by : {"A. Reviewer", "张三 \"B\\\" {[,:]}", "C"}) {
    CAPTURE(by);
    const RecordText record(record_name, text);
    text = record.with_signature(signature_of(by), RecordStatus::Reviewed,
                                 {.lines = 9, .sha256 = std::string(64, '2')});
    CHECK(text == written_again(text));
  }
  CHECK(RecordText(record_name, text).signatures() == 3);
}

TEST_CASE("each signature's record is told again from the last one, byte for byte") {
  const RecordAndAudit plate = reviewed_record();
  std::vector<std::string> texts = {plate.record.text()};
  AuditEnd end = *plate.audit.end();
  for (const char* by : {"A. Reviewer", "B. Approver", "C"}) {
    Signature signature = signature_of(by);
    signature.audit = end;
    end.lines += 1;
    end.sha256 = sha256_hex(by);
    texts.push_back(RecordText(record_name, texts.back())
                        .with_signature(signature,
                                        texts.size() == 3 ? RecordStatus::Final : RecordStatus::Reviewed,
                                        end));
  }
  const RecordText last(record_name, texts.back());
  for (std::size_t n = 0; n < 3; ++n) {
    CAPTURE(n);
    CHECK(last.as_signed(n) == texts[n]);
  }
}

TEST_CASE("fields that a later version added stay where they are") {
  std::string text = reviewed_record().record.text();
  text.insert(text.find("\"tool\""), "\"later\": {\"status\": [\"}]\\\"\", 1]},\n  ");
  const RecordText record(record_name, text);
  const std::string more = record.with_signature(signature_of("A"), RecordStatus::Final,
                                                 {.lines = 3, .sha256 = std::string(64, '3')});
  CHECK(more.find("\"later\": {\"status\": [\"}]\\\"\", 1]},") != std::string::npos);
  std::string told = RecordText(record_name, more).as_signed(0);
  const std::string now = std::string(64, '1');
  CHECK(told == record.with_audit({.lines = 2, .sha256 = now}));
}

TEST_CASE("a field that stands twice could be read in two ways: such a record is none") {
  std::string text = reviewed_record().record.text();
  text.insert(text.find("\"tool\""), "\"status\": \"final\",\n  ");
  CHECK(message_of<VerificationError>([&] { RecordText(record_name, text); }) ==
        "plate.calls.json: /status: expected one such field, found two");
}

TEST_CASE("what is no record is said to be none") {
  for (const char* text : {"", "x", "[]", "\"text\"", "{"}) {
    CAPTURE(text);
    CHECK(message_of<VerificationError>([&] { RecordText(record_name, text); }) ==
          "plate.calls.json: expected the record of a call (RUN.calls.json), found no such JSON");
  }
  CHECK(message_of<VerificationError>([] { RecordText(record_name, "{\"status\": 1}"); }) ==
        "plate.calls.json: /: expected a field 'signatures', found none");
}

TEST_CASE("a record of more signatures than are checked one by one is refused") {
  const auto with_signatures = [](int count) {
    std::string list = "{}";
    for (int i = 1; i < count; ++i)
      list += ", {}";
    return RecordText(record_name,
                      R"({"status": "reviewed", "signatures": [)" + list + R"(], "audit": null})");
  };
  CHECK(with_signatures(100).signatures() == 100);
  CHECK(message_of<VerificationError>([&] { with_signatures(101); }) ==
        "plate.calls.json: /signatures: expected at most 100 signatures, found 101");
}

TEST_CASE("any event that changes by one letter has another hash") {
  const RecordAndAudit plate = reviewed_record();
  std::string text = plate.record.text();
  text.replace(text.find("08:15:30Z"), 9, "08:15:31Z");
  const RecordText edited(record_name, text);
  CHECK(edited.event_hashes()[0] != plate.record.event_hashes()[0]);
  CHECK(edited.event_hashes()[1] == plate.record.event_hashes()[1]);
}
