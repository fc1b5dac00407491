// What people and earlier commands write: panel, profiles, settings, plate map, study, review file, record.
#include <algorithm>

#include "assay/assay_error.hpp"
#include "assay/panel_reader.hpp"
#include "assay/profile_reader.hpp"
#include "batch/file_look.hpp"
#include "batch/journal.hpp"
#include "cohort/clinical_table.hpp"
#include "cohort/study_reader.hpp"
#include "formats/format_error.hpp"
#include "formats/plate_map.hpp"
#include "harness.hpp"
#include "material.hpp"
#include "pipeline/laboratory_reader.hpp"
#include "pipeline/metadata.hpp"
#include "record/record_reader.hpp"
#include "record/record_writer.hpp"
#include "release/audit.hpp"
#include "release/record_text.hpp"
#include "release/release_error.hpp"
#include "release/review_file.hpp"
#include "reports/plate_map_template.hpp"
#include "run/utf8.hpp"
#include "simulate/plate_design.hpp"

namespace crossbreak::fuzz {
namespace {

const std::string laboratory_seed = R"(panel = "other.toml"
language = "zh"
formats = ["xlsx", "json"]
signatures = 2
[[person]]
name = "A. Reviewer"
public_key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
may = ["review", "approve"]
[targets]
"IKZF1 4-7" = "D4-7"
[roles]
Leerwert = "ntc"
)";

const std::string metadata_seed = R"(extraction_batch = "E-7"
[[reagent]]
name = "Master mix"
lot = "00123"
expiry = 2026-12-31
[[control]]
name = "PC"
lot = "PC-7"
[[standard]]
name = "S1"
lot = "S-1"
expiry = "2026-03-04"
[[sample]]
name = "P1"
specimen = "bone marrow"
collected = 2026-03-01
received = "2026-03-02"
order = "O-17"
requester = "Haematology 2"
)";

const std::string list_seed =
    "well,sample,target,role,specimen type,collected,received,order number,extraction batch,Master mix lot,"
    "Master mix expiry\n"
    "A1,00123,D4-7,,bone marrow,2026-03-01,2026-03-02,O-17,E-7,00123,2026-12-31\nH12,\"N;TC\",,ntc,,,,,,,\n";
const std::string grid_seed = "sample,1,2,3\nA,00123,00124,NTC\nB,00123,00124,NTC\n\nrole;1;2;3\nA;;;ntc\n";

/// The record without curves: they are most of it, and all alike.
std::string record_seed() {
  Report report = small_record().report;
  report.has_curves = false;
  report.curves.clear();
  return write_record(report);
}

std::string review_seed() {
  ReviewEvent event;
  event.id = std::string(32, '1');
  event.at = "2026-03-06T08:15:30Z";
  event.zone = "+08:00";
  event.by = "A. Reviewer";
  event.subject.sample = "P1";
  event.action = ReviewAction::Reject;
  event.code = DecisionCode::Other;
  event.words = "two \"tubes\",\nboth open";
  ReviewEvent withdrawal = event;
  withdrawal.id = std::string(32, '2');
  withdrawal.action = ReviewAction::Withdraw;
  withdrawal.replaces = {event.id};
  return write_review_file(
      {.name = "plate.review.json", .record_sha256 = small_record().sha256, .events = {event, withdrawal}});
}

std::string audit_seed() {
  Audit audit = {.name = "plate.audit.jsonl", .text = {}, .lines = {}};
  for (const char* hash : {"a", "b"})
    audit = with_line(audit, *hash == 'b', std::string(64, *hash),
                      {.at = "2026-03-06T09:00:00Z", .computer = "LAB-PC", .version = "1.2.3"});
  return audit.text;
}

std::string journal_seed() {
  const JournalEntry entry = {
      .plate = {.name = "2024/plate",
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
                                      .to_look_at = {{.sample = "P1",
                                                      .call = PatientCallState::Deletion,
                                                      .deletions = {"D4-7"},
                                                      .flags = {Flag::Late},
                                                      .next = {.en = "again", .zh = "再次"}}},
                                      .page = "2024/plate.review.html"}},
      .place = 3,
      .content = "0123",
      .fingerprint = "abc",
      .outputs = {{"2024/plate.calls.csv", "def"}}};
  return journal_line(entry) +
         journal_line(
             JournalHead{.batch = "fff", .shard = {.number = 2, .of = 3}, .runs = 40, .language = "zh"});
}

/// A record that can be read can be written, and is read again as what it was.
void read_record_twice(const std::string& bytes) {
  reads_or_refuses<ReportError>([&] {
    const std::string written = write_record(read_record("plate.calls.json", bytes));
    if (!is_utf8(written))
      broken("a record that is no UTF-8");
    if (write_record(read_record("written.calls.json", written)) != written)
      broken("a record that reads back as another");
  });
}

void read_review_twice(const std::string& bytes) {
  reads_or_refuses<ReportError, VerificationError>([&] {
    ReviewFile file = read_review_file("plate.review.json", bytes, small_record());
    const std::string written = write_review_file(file);
    if (read_review_file("plate.review.json", written, small_record()).events != file.events)
      broken("a review file that reads back as another");
  });
}

void read_record_text(const std::string& bytes) {
  reads_or_refuses<ReportError, VerificationError>([&] {
    const RecordText record("plate.calls.json", bytes);
    for (std::size_t n = 0; n < record.signatures(); ++n)
      (void)record.signed_words(n);
    (void)record.event_hashes();
    (void)record.signature_hashes();
    if (RecordText("again.json", record.with_audit({.lines = 1, .sha256 = std::string(64, 'a')}))
            .signatures() != record.signatures())
      broken("a record that lost signatures to its audit");
  });
}

void read_map(const std::string& bytes) {
  reads_or_refuses<FormatError>([&] { (void)read_plate_map({.name = "map.csv", .bytes = bytes}); });
}

std::vector<std::string> map_seeds() {
  return {list_seed, grid_seed, write_plate_map_template(small_run(), {}, nullptr, {}, Language::Zh).xlsx};
}

void read_table(const std::string& bytes) {
  static const Study study = read_study("study.toml", project_text("sample_runs/cohort/study.toml"));
  reads_or_refuses<FormatError>(
      [&] { (void)read_clinical_table({.name = "clinical.csv", .bytes = bytes}, study); });
}

/// The head of a file of the project: enough to mutate.
std::string first_lines(const std::string& path, std::size_t lines) {
  const std::string text = project_text(path);
  std::size_t end = 0;
  for (std::size_t i = 0; i < lines && end < text.size(); ++i)
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
  return text.substr(0, end);
}

/// Something that reads a TOML of the laboratory's.
Harness toml_harness(const std::string& name, void (*read)(const std::string&),
                     std::function<std::string()> seed) {
  return {.name = name,
          .run = [read](const std::string& bytes) { reads_or_refuses<AssayError>([&] { read(bytes); }); },
          .seeds = [seed = std::move(seed)] { return std::vector<std::string>{seed()}; }};
}

}  // namespace

void add_texts(std::vector<Harness>& list) {
  list.push_back(toml_harness(
      "panel", [](const std::string& bytes) { (void)read_panel("panel.toml", bytes); },
      [] { return project_text("primers/ikzf1_deletions.toml"); }));
  list.push_back(toml_harness(
      "profile-columns",
      [](const std::string& bytes) {
        (void)vocabulary_of(
            read_profiles({{.name = "abi7500.toml", .toml = project_text("instrument_profiles/abi7500.toml")},
                           {.name = std::string(common_columns_name), .toml = bytes}}));
      },
      [] { return project_text("instrument_profiles/columns.toml"); }));
  list.push_back(toml_harness(
      "profile",
      [](const std::string& bytes) {
        static const CommonColumns common =
            read_common_columns(common_columns_name, project_text("instrument_profiles/columns.toml"));
        (void)read_profile("profile.toml", bytes, common);
      },
      [] { return project_text("instrument_profiles/abi7500.toml"); }));
  list.push_back(toml_harness(
      "settings", [](const std::string& bytes) { (void)read_laboratory("crossbreak.toml", bytes); },
      [] { return laboratory_seed; }));
  list.push_back(toml_harness(
      "metadata", [](const std::string& bytes) { (void)read_metadata("meta.toml", bytes); },
      [] { return metadata_seed; }));
  list.push_back(toml_harness(
      "study", [](const std::string& bytes) { (void)read_study("study.toml", bytes); },
      [] { return project_text("sample_runs/cohort/study.toml"); }));
  list.push_back(toml_harness(
      "plate-design", [](const std::string& bytes) { (void)read_plate_design("PLATE.toml", bytes); },
      [] { return project_text("sample_runs/odd_wells/PLATE.toml"); }));
  list.push_back({.name = "plate-map", .run = read_map, .seeds = map_seeds});
  list.push_back({.name = "plate-map-xlsx",
                  .run = read_map,
                  .seeds = [] { return std::vector<std::string>{map_seeds().back()}; },
                  .is_zip = true});
  list.push_back({.name = "clinical-table", .run = read_table, .seeds = [] {
                    return std::vector<std::string>{first_lines("sample_runs/cohort/clinical.csv", 8)};
                  }});
  list.push_back({.name = "record", .run = read_record_twice, .seeds = [] {
                    return std::vector<std::string>{record_seed()};
                  }});
  list.push_back({.name = "record-text", .run = read_record_text, .seeds = [] {
                    return std::vector<std::string>{record_seed()};
                  }});
  list.push_back({.name = "review-file", .run = read_review_twice, .seeds = [] {
                    return std::vector<std::string>{review_seed()};
                  }});
  list.push_back({.name = "audit",
                  .run =
                      [](const std::string& bytes) {
                        reads_or_refuses<VerificationError>(
                            [&] { (void)read_audit("plate.audit.jsonl", bytes); });
                      },
                  .seeds = [] { return std::vector<std::string>{audit_seed()}; }});
  list.push_back({.name = "journal",
                  .run = [](const std::string& bytes) { (void)read_journal(bytes); },
                  .seeds = [] { return std::vector<std::string>{journal_seed()}; }});
  list.push_back(
      {.name = "file-look",
       .run = [](const std::string& bytes) { (void)look_at({.name = "plate.eds", .bytes = bytes}); },
       .seeds =
           [] {
             std::vector<std::string> seeds = small_run_files();
             seeds.push_back(record_seed());
             return seeds;
           }});
}

}  // namespace crossbreak::fuzz
