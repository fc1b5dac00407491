#include "batch/journal.hpp"

#include <doctest/doctest.h>

#include "changed_text.hpp"

using namespace crossbreak;

namespace {

JournalEntry entry() {
  return {.plate = {.name = "2024/plate",
                    .files = {"2024/plate.eds"},
                    .second = {"2024/plate.txt"},
                    .problem = {},
                    .result = BatchResult{.run_date = "2024-03-04T08:30:00Z",
                                          .status = RunStatus::Invalid,
                                          .patients = {1, 0, 2, 0, 0, 0},
                                          .controls = {{.sample = "NTC",
                                                        .role = SampleRole::Ntc,
                                                        .set = "D4-7",
                                                        .outcome = ControlOutcome::Failed}},
                                          .to_look_at = {{.sample = "P\"1\"\n",
                                                          .call = PatientCallState::Deletion,
                                                          .deletions = {"D4-7"},
                                                          .flags = {Flag::Late, Flag::Unreadable},
                                                          .next = {.en = "again", .zh = "再次"}}},
                                          .page = "2024/plate.review.html"}},
          .place = 3,
          .content = "0123",
          .fingerprint = "abc",
          .outputs = {{"2024/plate.calls.csv", "def"}}};
}

}  // namespace

TEST_CASE("a journal holds all that a batch tells of a plate, the last line of each") {
  JournalEntry later = entry();
  later.fingerprint = "later";
  JournalEntry other = entry();
  other.plate.name = "other";
  other.plate.problem = "other.eds: is cut off";
  other.plate.result = {};
  other.place = {};
  other.pseudonyms = "00ff";
  const JournalHead head = {.batch = "fff", .shard = {.number = 2, .of = 3}, .runs = 40, .language = "zh"};
  const Journal read =
      read_journal(journal_line(head) + journal_line(entry()) + journal_line(other) + journal_line(later));
  REQUIRE(read.entries.size() == 2);
  CHECK(read.entries.at("2024/plate") == later);
  CHECK(read.entries.at("other") == other);
  CHECK(read.head == head);
  CHECK_FALSE(read_journal(journal_line(entry())).head.has_value());
}

TEST_CASE("a journal of a version before that tells of no key is of names") {
  CHECK(journal_line(entry()).find("pseudonyms") == std::string::npos);
  JournalEntry keyed = entry();
  keyed.pseudonyms = "00ff";
  const std::string line = journal_line(keyed);
  CHECK(read_journal(line).entries.at("2024/plate").pseudonyms == "00ff");
  CHECK(read_journal(tests::changed(line, "\"00ff\"", "7")).entries.empty());
}

TEST_CASE("a terminal obeys nothing of a journal") {
  JournalEntry odd = entry();
  odd.plate.result->to_look_at.front().sample = "n\u009b31m\u202e";
  const std::string line = journal_line(odd);
  CHECK(line.find("\"n\\u009b31m\\u202e\"") != std::string::npos);
  CHECK(read_journal(line).entries.at("2024/plate") == odd);
}

TEST_CASE("lines that are cut off, of others or of another version tell nothing") {
  const std::string line = journal_line(entry());
  CHECK(line.find('\n') == line.size() - 1);
  const auto entries = [](const std::string& text) { return read_journal(text).entries; };
  CHECK(entries(line.substr(0, line.size() - 1)).empty());
  CHECK(entries("\n{}\nnull\n[]\nno JSON\n").empty());
  CHECK(entries(tests::changed(line, "batch-journal/1", "batch-journal/2")).empty());
  CHECK(entries(tests::changed(line, "\"late\"", "\"a flag of the future\"")).empty());
  CHECK(entries("cut" + line + line).size() == 1);
}

TEST_CASE("a line without one of its fields tells nothing, whichever it is") {
  const std::string line = journal_line(entry());
  for (const char* field : {"plate", "place", "files", "second", "content", "fingerprint", "outputs",
                            "problem", "result", "sample", "call", "deletions", "flags", "next"}) {
    CAPTURE(field);
    const std::string quoted = '"' + std::string(field) + "\":";
    CHECK(read_journal(tests::changed(line, quoted, "\"other\":")).entries.empty());
  }
}

TEST_CASE("a plate in words") {
  CHECK(in_words(*entry().plate.result).en ==
        "run invalid; 3 patients: 1 deletion, 2 not detected; controls failed: 1; 1 to look at");
  BatchPlate plate = entry().plate;
  CHECK(needs_look(plate));
  plate.result = BatchResult{};
  plate.result->patients = {0, 0, 1, 0, 0, 0};
  CHECK(in_words(*plate.result).en == "run valid; 1 patient: 1 not detected");
  CHECK_FALSE(needs_look(plate));
  plate.problem = "plate.eds: is cut off";
  CHECK(needs_look(plate));
}
