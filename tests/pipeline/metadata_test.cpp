#include "pipeline/metadata.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "assay/assay_error.hpp"
#include "calling/call_error.hpp"
#include "message_of.hpp"
#include "run/sha256.hpp"
#include "words/issues.hpp"

using namespace crossbreak;
using crossbreak::tests::message_of;

namespace {

const std::string whole =
    "extraction_batch = \"E-7\"\n"
    "[[reagent]]\n"
    "name = \"Master mix\"\n"
    "lot = \"00123\"\n"
    "expiry = 2026-12-31\n"
    "[[control]]\n"
    "name = \"PC\"\n"
    "lot = \"PC-7\"\n"
    "[[standard]]\n"
    "name = \"S1\"\n"
    "lot = \"S-1\"\n"
    "expiry = \"2026-03-04\"\n"
    "[[sample]]\n"
    "name = \"P 1\"\n"
    "specimen = \"bone marrow\"\n"
    "collected = 2026-03-01\n"
    "received = \"2026-03-02\"\n"
    "order = \"O-17\"\n"
    "requester = \"Haematology 2\"\n"
    "[[sample]]\n"
    "name = \"P2\"\n";

std::string refusal(const std::string& text) {
  return message_of<AssayError>([&] { read_metadata("meta.toml", text); });
}

Run run_of(const std::string& date, const std::string& sample = "p 1") {
  Run run;
  run.run_started = date;
  Reaction reaction;
  reaction.sample = sample;
  run.reactions = {reaction};
  return run;
}

}  // namespace

TEST_CASE("lots, extraction batch and samples are read as they stand, days as text or as dates") {
  const MetadataFile file = read_metadata("meta.toml", whole);
  CHECK(file.name == "meta.toml");
  CHECK(file.sha256 == sha256_hex(whole));
  CHECK(file.content.extraction_batch == "E-7");
  CHECK(file.content.reagents ==
        std::vector<Lot>{{.name = "Master mix", .lot = "00123", .expiry = "2026-12-31"}});
  CHECK(file.content.controls == std::vector<Lot>{{.name = "PC", .lot = "PC-7", .expiry = ""}});
  CHECK(file.content.standards == std::vector<Lot>{{.name = "S1", .lot = "S-1", .expiry = "2026-03-04"}});
  REQUIRE(file.content.samples.size() == 2);
  CHECK(file.content.samples[0] == SampleMetadata{.sample = "P 1",
                                                  .specimen = "bone marrow",
                                                  .collected = "2026-03-01",
                                                  .received = "2026-03-02",
                                                  .order = "O-17",
                                                  .requester = "Haematology 2"});
  CHECK(file.content.samples[1].sample == "P2");
  CHECK(file.content.samples[1].specimen == "");
  CHECK(read_metadata("meta.toml", "").content == RunMetadata{});
}

TEST_CASE("what is wrong is told with its line and what would be right") {
  CHECK(refusal("extraction = \"E-7\"\n") ==
        "meta.toml:1: the run's metadata has no key 'extraction'; nearest: 'extraction_batch'");
  CHECK(refusal("[[reagent]]\nname = \"mix\"\nlott = \"1\"\n") ==
        "meta.toml:3: [[reagent]] has no key 'lott'; nearest: 'lot'");
  CHECK(refusal("[[control]]\nname = \"PC\"\n") == "meta.toml:1: [[control]] lacks the key 'lot'");
  CHECK(refusal("[[reagent]]\nname = \"mix\"\nlot = 7\n") ==
        "meta.toml:3: [[reagent]]: expected text for 'lot', found a number");
  for (const char* day : {"2026-02-30", "31.12.2026", "2026-1-01", "2026-01-01T08:00:00"}) {
    CAPTURE(day);
    CHECK(refusal("[[reagent]]\nname = \"mix\"\nlot = \"1\"\nexpiry = \"" + std::string(day) + "\"\n") ==
          "meta.toml:4: [[reagent]]: expected a day such as 2026-03-31 for 'expiry', found '" +
              std::string(day) + "'");
  }
  CHECK(refusal("[[sample]]\nname = \"P 1\"\n[[sample]]\nname = \"p 1\"\n") ==
        "meta.toml:4: [[sample]]: 'p 1' is listed twice (as 'P 1')");
  CHECK(refusal("[[sample]]\nname = \"a\\nb\"\n").find("on one line") != std::string::npos);
}

TEST_CASE("a sample that is not on the plate is refused, one in another typography is not") {
  const MetadataFile file = read_metadata("meta.toml", whole);
  const Run first = run_of("", "p 1");
  const Run second = run_of("", "P2");
  CHECK_NOTHROW(check_samples(file, std::array{&first, &second}));
  const Run other = run_of("", "P3");
  CHECK(message_of<CallError>([&] {
          check_samples(file, std::array{&first, &other});
        }) == "meta.toml:21: [[sample]]: expected a sample of the run, found 'P2', did you mean 'P3'?");
}

TEST_CASE("a lot that expired before the day of the run is a warning on its line") {
  const MetadataFile file = read_metadata("meta.toml", whole);
  CHECK(expired_lots(file, run_of("2026-03-04T23:59:00")).empty());
  CHECK(expired_lots(file, run_of("")).empty());
  CHECK(expired_lots(file, run_of("March 5, 2026")).empty());
  const std::vector<Issue> issues = expired_lots(file, run_of("2026-03-05T08:00:00"));
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].code == IssueCode::LotExpired);
  CHECK(issues[0].severity == Severity::Warning);
  CHECK_FALSE(issues[0].asks_review);
  CHECK(issues[0].place == "meta.toml:12");
  CHECK(issues[0].words.en == "S1, lot S-1, expired on 2026-03-04, before the day of the run, 2026-03-05.");
  CHECK(expired_lots(file, run_of("2027-01-01")).size() == 2);
}

namespace {

Run run_in(const std::vector<std::pair<std::string, std::string>>& wells) {
  Run run;
  run.run_started = "2026-03-05T08:00:00";
  for (const auto& [well, sample] : wells) {
    Reaction reaction;
    reaction.well = parse_well(well);
    reaction.sample = sample;
    run.reactions.push_back(reaction);
  }
  return run;
}

SampleMetadata noted(const std::string& specimen, const std::string& collected = {}) {
  SampleMetadata sample;
  sample.specimen = specimen;
  sample.collected = collected;
  return sample;
}

/// Rows of a plate map, in lines 2 and on: the well, what is noted of the sample, the batch, the lot, its
/// expiry.
PlateMap map_of(std::vector<PlateMapRow> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto column = [&](int number) {
      return "map.csv:" + std::to_string(i + 2) + ": column " + std::to_string(number);
    };
    rows[i].place = column(1);
    rows[i].noted_at.specimen = column(2);
    rows[i].noted_at.collected = column(3);
    rows[i].extraction_batch_at = column(4);
    for (PlateMapLot& lot : rows[i].lots) {
      lot.place = column(5);
      lot.expiry_place = column(6);
    }
  }
  return {.name = "map.csv", .sha256 = "", .rows = std::move(rows), .issues = {}};
}

PlateMapRow row_of(const std::string& well, SampleMetadata noted, std::string batch = {},
                   std::vector<PlateMapLot> lots = {}) {
  PlateMapRow row;
  row.well = parse_well(well).value();
  row.noted = std::move(noted);
  row.extraction_batch = std::move(batch);
  row.lots = std::move(lots);
  return row;
}

const Run plate = run_in({{"A1", "p 1"}, {"A2", "P 1"}, {"A3", "P2"}, {"A4", "P3"}, {"H1", ""}});

MetadataFile merged(const std::string& text, std::vector<PlateMapRow> rows) {
  return with_plate_map(read_metadata("meta.toml", text), map_of(std::move(rows)), std::array{&plate});
}

std::string contradiction(std::vector<PlateMapRow> rows) {
  return message_of<CallError>([&] { merged(whole, rows); });
}

}  // namespace

TEST_CASE("a plate map adds what the file does not say, and says again what it does") {
  const MetadataFile file = merged(
      whole,
      {row_of("A1", noted("bone marrow"), "E-7",
              {{.kind = LotKind::Reagent, .lot = {.name = "master mix", .lot = "00123", .expiry = ""}},
               {.kind = LotKind::Control, .lot = {.name = "PC", .lot = "PC-7", .expiry = "2026-04-01"}}}),
       row_of("A3", noted("blood")), row_of("A4", noted("", "2026-03-03"))});
  CHECK(file.content.extraction_batch == "E-7");
  CHECK(file.content.reagents ==
        std::vector<Lot>{{.name = "Master mix", .lot = "00123", .expiry = "2026-12-31"}});
  CHECK(file.content.controls == std::vector<Lot>{{.name = "PC", .lot = "PC-7", .expiry = "2026-04-01"}});
  REQUIRE(file.content.samples.size() == 3);
  CHECK(file.content.samples[0].sample == "P 1");
  CHECK(file.content.samples[0].order == "O-17");
  CHECK(file.content.samples[1].sample == "P2");
  CHECK(file.content.samples[1].specimen == "blood");
  CHECK(file.content.samples[2].sample == "P3");
  CHECK(file.content.samples[2].collected == "2026-03-03");
}

TEST_CASE("batches and lots have at most 20000 bytes together, which each released row repeats") {
  const auto told = [](std::size_t bytes) {  // of two lots
    const std::string name(bytes / 2 - 1, 'x');
    return "[[reagent]]\nname = \"" + name + "\"\nlot = \"1\"\n[[standard]]\nname = \"" + name +
           "\"\nlot = \"1\"\n";
  };
  CHECK(bytes_of_lots(read_metadata("meta.toml", told(20'000)).content) == 20'000);
  const std::string refused = "expected at most 20000 bytes of extraction batches and lots, found ";
  CHECK(refusal("extraction_batch = \"E\"\n" + told(20'000)) == "meta.toml: " + refused + "20001");

  const auto lot_in = [](const std::string& expiry) {
    return std::vector<PlateMapLot>{
        {.kind = LotKind::Control, .lot = {.name = "PC", .lot = "1", .expiry = expiry}}};
  };
  const auto complaint = [&](std::size_t of_file, std::vector<PlateMapRow> rows) {
    return message_of<CallError>([&] { merged(told(of_file), rows); });
  };
  CHECK(complaint(19'996, {row_of("A1", {}, "E", lot_in(""))}) == "nothing thrown");
  CHECK(complaint(19'998, {row_of("A1", {}, "E", lot_in(""))}) ==
        "map.csv:2: column 5: " + refused + "20002");
  CHECK(complaint(19'996, {row_of("A1", {}, "E"), row_of("A2", {}, "F")}) == "nothing thrown");
  CHECK(complaint(19'998, {row_of("A1", {}, "E"), row_of("A2", {}, "F")}) ==
        "map.csv:3: column 4: " + refused + "20002");
  CHECK(complaint(19'996, {row_of("A1", {}, "", lot_in("")), row_of("A2", {}, "", lot_in("2026-12-31"))}) ==
        "map.csv:3: column 6: " + refused + "20009");
}

TEST_CASE("a plate map alone may have several batches and several lots of one name") {
  const auto mix = [](const char* lot) {
    return std::vector<PlateMapLot>{
        {.kind = LotKind::Reagent, .lot = {.name = "Mix", .lot = lot, .expiry = ""}}};
  };
  const MetadataFile file = merged("", {row_of("A1", {}, "E-8", mix("2")), row_of("A2", {}, "E-7", mix("1")),
                                        row_of("A3", {}, "E-8", mix("2"))});
  CHECK(file.content.extraction_batch == "E-8; E-7");
  CHECK(file.content.reagents == std::vector<Lot>{{.name = "Mix", .lot = "2", .expiry = ""},
                                                  {.name = "Mix", .lot = "1", .expiry = ""}});
  CHECK(file.content.samples.empty());
  CHECK(merged("", {row_of("A1", {})}).content == RunMetadata{});
}

TEST_CASE("a plate map and a file that contradict each other are told apart with both places") {
  CHECK(contradiction({row_of("A1", noted("blood"))}) ==
        "map.csv:2: column 2: 'specimen' of 'p 1' is 'blood', but 'bone marrow' at meta.toml:15; correct one "
        "of "
        "them");
  CHECK(contradiction({row_of("A3", noted("blood")), row_of("A3", noted("bone marrow"))}) ==
        "map.csv:3: column 2: 'specimen' of 'P2' is 'bone marrow', but 'blood' at map.csv:2: column 2; "
        "correct one "
        "of them");
  CHECK(contradiction({row_of("A1", {}), row_of("A1", {}, "E-9")}) ==
        "map.csv:3: column 4: the extraction batch is 'E-9', but 'E-7' at meta.toml:1; correct one of them");
  const auto lot = [](const char* number, const char* expiry) {
    return row_of(
        "A1", {}, "",
        {{.kind = LotKind::Reagent, .lot = {.name = "Master mix", .lot = number, .expiry = expiry}}});
  };
  CHECK(contradiction({lot("00124", "")}) ==
        "map.csv:2: column 5: the lot of 'Master mix' is '00124', but '00123' at meta.toml:4; correct one of "
        "them");
  CHECK(contradiction({lot("00123", "2026-12-30")}) ==
        "map.csv:2: column 6: the expiry of 'Master mix', lot '00123', is '2026-12-30', but '2026-12-31' at "
        "meta.toml:5; correct one of them");
  CHECK(contradiction({row_of("H1", noted("blood"))}) ==
        "map.csv:2: column 1: expected a sample in well H1, of which something is noted, found none");
}

TEST_CASE("a lot of the plate map that expired is a warning in its row") {
  const MetadataFile file = merged(
      "", {row_of("A1", {}, "",
                  {{.kind = LotKind::Control, .lot = {.name = "PC", .lot = "7", .expiry = "2026-03-04"}}})});
  const std::vector<Issue> issues = expired_lots(file, plate);
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].place == "map.csv:2: column 6");
  CHECK(issues[0].words.en == "PC, lot 7, expired on 2026-03-04, before the day of the run, 2026-03-05.");
}
