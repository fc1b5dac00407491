#include "pipeline/pseudonymised.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "calling/sample_names.hpp"
#include "message_of.hpp"
#include "pipeline/call.hpp"
#include "pipeline/shipped_settings.hpp"
#include "record/pseudonyms.hpp"
#include "record/record.hpp"
#include "record/record_reader.hpp"
#include "record/record_writer.hpp"
#include "run/make_issue.hpp"
#include "words/issues.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;
using crossbreak::tests::message_of;

namespace {

const PseudonymKey key("a key of the tests alone, of which nobody has to be afraid");

/// A record of one plate with a patient, a control and this issue.
Report with_issue(Issue issue) {
  Report report;
  report.inputs.resize(1);
  report.inputs[0].file = "plate.eds";
  report.inputs[0].sha256 = std::string(64, 'a');
  report.calls.patients.resize(1);
  report.calls.patients[0].sample = "Zhang San";
  report.calls.wells.resize(2);
  report.calls.wells[0].sample = "Zhang San";
  report.calls.wells[1].sample = "NTC";
  report.calls.wells[1].role = SampleRole::Ntc;
  report.calls.issues.push_back(std::move(issue));
  return report;
}

Issue without_names(Issue issue) {
  return pseudonymised(with_issue(std::move(issue)), key).calls.issues.front();
}

std::set<std::string> fields_of(std::string_view sentence) {
  std::set<std::string> fields;
  for (std::size_t open = sentence.find('{'); open != std::string_view::npos;
       open = sentence.find('{', open + 1))
    fields.emplace(sentence.substr(open + 1, sentence.find('}', open) - open - 1));
  return fields;
}

bool may_have_names(const std::string& field) {
  return std::find(fields_with_names.begin(), fields_with_names.end(), field) != fields_with_names.end();
}

const std::string place = "run-" + key.of_hash(std::string(64, 'a')).substr(0, 12);
const std::string patient = key.of_sample("Zhang San");

}  // namespace

TEST_CASE("patients have pseudonyms, controls their names, and all else is as called") {
  const Report named = call_runs({sample_run("deletions/deletions.eds")}, shipped_settings());
  const Report report = pseudonymised(named, key);
  REQUIRE(report.calls.patients.size() == named.calls.patients.size());
  REQUIRE_FALSE(report.calls.patients.empty());
  for (std::size_t i = 0; i < report.calls.patients.size(); ++i) {
    const PatientCall& patient_call = report.calls.patients[i];
    CHECK(patient_call.sample == key.of_sample(named.calls.patients[i].sample));
    CHECK(patient_call.call == named.calls.patients[i].call);
    CHECK(patient_call.deletions == named.calls.patients[i].deletions);
    CHECK(patient_call.flags == named.calls.patients[i].flags);
  }
  REQUIRE(report.calls.wells.size() == named.calls.wells.size());
  for (std::size_t i = 0; i < report.calls.wells.size(); ++i) {
    const WellCall& before = named.calls.wells[i];
    CHECK(report.calls.wells[i].sample ==
          (before.role == SampleRole::Unknown ? key.of_sample(before.sample) : before.sample));
  }
  for (std::size_t i = 0; i < report.calls.controls.size(); ++i)
    CHECK(report.calls.controls[i].sample == named.calls.controls[i].sample);
  REQUIRE(report.inputs.size() == 1);
  CHECK(report.inputs[0].sha256 == key.of_hash(named.inputs[0].sha256));
  CHECK(report.inputs[0].file == "run-" + report.inputs[0].sha256.substr(0, 12));
  CHECK(report.inputs[0].operator_name.empty());
  CHECK(report.inputs[0].barcode.empty());
  CHECK(pseudonyms_of(report) == key.fingerprint());
  CHECK_FALSE(pseudonyms_of(named));
  const std::string text = write_record(report);
  CHECK(text.find("deletions.eds") == std::string::npos);
  for (const PatientCall& patient_call : named.calls.patients) {
    CAPTURE(patient_call.sample);
    CHECK(text.find(patient_call.sample) == std::string::npos);
  }
  CHECK(write_record(read_record("again.json", text)) == text);
}

TEST_CASE("of each field of a sentence it is known whether it may quote a name") {
  const std::set<std::string> nameless = {
      "wells",    "target",    "cycles",  "all",      "window",     "passive", "given",  "threshold",
      "reporter", "recovered", "task",    "software", "instrument", "date",    "cycle",  "proven",
      "set",      "sets",      "rule",    "role",     "own",        "number",  "name",   "encoding",
      "ct",       "asked",     "written", "well",     "state",      "share",   "reason", "quencher",
      "profile",  "planned",   "panel",   "own_ct",   "method",     "mark",    "lot",    "less",
      "height",   "from",      "far",     "expiry",   "expected",   "count",   "changed"};
  std::set<std::string> unknown;
  for (const IssueEntry& entry : issue_catalogue)
    for (const std::string& field : fields_of(entry.sentence.en))
      if (!may_have_names(field) && !nameless.contains(field))
        unknown.insert(field);
  CHECK_MESSAGE(unknown.empty(),
                "say of these fields in this test that they quote no name of a patient, file or "
                "person, or add them to fields_with_names: ",
                *unknown.begin());
}

TEST_CASE("reasons name no patient but in a spelling variant, and no file but in a repeat") {
  // {sample} is a control of the plate in all of these.
  std::set<ReasonCode> with_names;
  for (const ReasonEntry& entry : reason_catalogue)
    for (const std::string& field : fields_of(entry.sentence.en))
      if (may_have_names(field) && field != "sample" && entry.reason != ReasonCode::R24WrongDye)
        with_names.insert(entry.reason);
  CHECK(with_names == std::set<ReasonCode>{ReasonCode::SpellingVariant, ReasonCode::RepeatOfEarlierRun});
}

TEST_CASE("an issue's names, files and quoted texts are taken out, in both languages") {
  const Issue number = without_names(make_issue(IssueCode::SampleNameIsNumber, "plate.eds: Results:B3",
                                                field<"sample">("Zhang San"), field<"wells">("B3")));
  CHECK(number.place == place + ": Results:B3");
  CHECK(number.words.en.starts_with("The sample name " + patient + " is a number in this workbook: "));
  CHECK(number.words.en.ends_with(" Wells: B3."));
  CHECK(number.words.zh.starts_with("样本名" + patient + "在此工作簿中为数字"));

  const Issue differs = without_names(make_issue(IssueCode::SampleNameDiffers, "plate.eds: A1",
                                                 field<"found">("Li Si"), field<"sample">("Zhang San")));
  CHECK(differs.words.en == "The results call the sample '…', the plate setup '…'; the plate setup counts.");
  CHECK(differs.words.zh == "结果中的样本名为“…”，孔板设置中为“…”；以孔板设置为准。");

  const Issue map = without_names(make_issue(IssueCode::PlateMap, "plate.eds", field<"file">("Zhang San.csv"),
                                             field<"sha256">(std::string(64, 'b')),
                                             field<"count">("2 (A1, A2)"), field<"changed">("1 (A1)")));
  CHECK(
      map.words.en ==
      "The plate map … (SHA-256 …) gave samples, targets or roles to 2 (A1, A2) of the wells; the samples or "
      "targets of 1 (A1) were others in the run file.");
}

TEST_CASE("a name that looks like the sentence around it goes whole") {
  const std::string odd = "x and no detector: nothing was measured. A1 holds the sample 'y";
  const Issue issue = without_names(
      make_issue(IssueCode::WellWithoutDetector, "plate.eds", field<"well">("A1"), field<"sample">(odd)));
  CHECK(issue.words.en ==
        "A1 holds the sample '" + key.of_sample(odd) + "' and no detector: nothing was measured.");
  CHECK(issue.words.zh.find("detector: nothing") == std::string::npos);
  const Issue found = without_names(make_issue(IssueCode::SampleNameDiffers, "plate.eds",
                                               field<"found">("a', the plate setup 'b"),
                                               field<"sample">("c'; the plate setup counts.")));
  CHECK(found.words.en == "The results call the sample '…', the plate setup '…'; the plate setup counts.");
}

TEST_CASE("a sentence of an earlier version is withheld where it may quote a name") {
  Issue issue = make_issue(IssueCode::SampleNameIsNumber, "plate.eds", field<"sample">("Zhang San"),
                           field<"wells">("B3"));
  issue.words = {"Zhang San is a number.", "Zhang San为数字。"};
  const Issue withheld = without_names(issue);
  CHECK(withheld.words.en.starts_with("The sample name … is a number in this workbook: "));
  CHECK(withheld.words.zh.starts_with("样本名…在此工作簿中为数字"));
}

TEST_CASE("words that a file brought and that are not those of their code are withheld") {
  const auto told_for = [](Issue issue, const std::string& en) {
    issue.words = {en, "张三病了。"};
    const Words told = without_names(issue).words;
    CHECK(told.zh.find("张三") == std::string::npos);
    return told.en;
  };
  const Issue none = make_issue(IssueCode::NoPassiveReference, "plate.eds");
  const Issue wells = make_issue(IssueCode::TargetWithoutSignal, "plate.eds", field<"wells">("A1"));
  for (const Issue& sound : {none, wells})
    CHECK(without_names(sound).words == sound.words);
  for (const std::string& free : {std::string(), std::string("Zhang San is ill."),
                                  none.words.en + " Zhang San", "Zhang San: " + none.words.en})
    CHECK(told_for(none, free) == none.words.en);
  CHECK(told_for(wells, wells.words.en + " Call Zhang San") == "Wells with a target but no signal: ….");
  CHECK(
      told_for(make_issue(IssueCode::RolesByName, "plate.eds", field<"samples">("NTC")), "Zhang San is ill.")
          .starts_with("Taken for controls by their names: …. Where"));
  CHECK(told_for(make_issue(IssueCode::ManyMixed, "plate.eds", field<"reason">("")), "Zhang San is ill.") ==
        "… of … patients of the plate are mixed (…), share … above ….");
  CHECK(told_for(make_issue({IssueCode::RunState, "not_started"}, "plate.eds"), "Zhang San is ill.") == "…");
}

TEST_CASE("every sentence that names nobody stays as it is") {
  const auto filled_by_x = [](const Sentence& sentence) {
    const std::set<std::string> fields = fields_of(sentence.en);
    std::vector<Argument> arguments;
    for (const std::string& field : fields)
      arguments.emplace_back(field, "x");
    return filled(sentence, arguments);
  };
  const auto names_nobody = [](const Sentence& sentence) {
    const std::set<std::string> fields = fields_of(sentence.en);
    return std::none_of(fields.begin(), fields.end(), may_have_names);
  };
  for (const IssueEntry& entry : issue_catalogue) {
    Issue issue;
    issue.code = entry.issue;
    issue.words =
        entry.issue == IssueCode::ManyMixed
            ? filled(entry.sentence,
                     {Argument("reason", filled_by_x(entry_of(ReasonCode::ContaminationManyMixed).sentence))})
            : filled_by_x(entry.sentence);
    CAPTURE(issue.words.en);
    if (names_nobody(entry.sentence))
      CHECK(without_names(issue).words == issue.words);
  }
  Report report = with_issue(make_issue(IssueCode::NoPassiveReference, "plate.eds"));
  for (const ReasonEntry& entry : reason_catalogue) {
    if (!names_nobody(entry.sentence) || fields_of(entry.sentence.en).contains("issue"))
      continue;
    Reason reason;
    reason.code = entry.reason;
    reason.words = filled_by_x(entry.sentence);
    report.calls.patients.front().reasons.push_back(reason);
  }
  const std::vector<Reason> out = pseudonymised(report, key).calls.patients.front().reasons;
  const std::vector<Reason>& before = report.calls.patients.front().reasons;
  REQUIRE(out.size() == before.size());
  for (std::size_t i = 0; i < out.size(); ++i)
    CHECK(out[i].words == before[i].words);
}

TEST_CASE("a reason that quotes an issue has no more names than the issue") {
  const auto reason_of = [](ReasonCode code, const Words& words) {
    Reason reason;
    reason.code = code;
    reason.words = words;
    return reason;
  };
  const Issue differs = make_issue(IssueCode::SampleNameDiffers, "plate.eds: A1", field<"found">("Li Si"),
                                   field<"sample">("Zhang San"));
  Report report = with_issue(differs);
  PatientCall& patient_call = report.calls.patients.front();
  patient_call.reasons = {reason_of(ReasonCode::IssueWell, as_clause(differs.words)),
                          reason_of(ReasonCode::IssueRun, {"Zhang San is ill", "张三病了"}),
                          reason_of(ReasonCode::R23NoPassiveReference, {"Zhang San is ill", "张三病了"})};
  patient_call.next = Words{"Look: " + patient_call.reasons.front().words.en + ".", "查看。"};
  report.calls.wells.front().reasons = patient_call.reasons;
  const Report out = pseudonymised(report, key);
  const Words issue = as_clause(out.calls.issues.front().words);
  CHECK(issue.en == "The results call the sample '…', the plate setup '…'; the plate setup counts");
  for (const std::vector<Reason>& reasons :
       {out.calls.patients.front().reasons, out.calls.wells.front().reasons}) {
    REQUIRE(reasons.size() == 3);
    CHECK(reasons[0].words == issue);
    CHECK(reasons[1].words == Words{"…", "…"});
    CHECK(reasons[2].words == words_of(entry_of(ReasonCode::R23NoPassiveReference).sentence));
  }
  REQUIRE(out.calls.patients.front().next);
  CHECK(out.calls.patients.front().next->en == "Look: " + issue.en + ".");
}

TEST_CASE("controls and standards are named where sentences list them") {
  const Issue by_name =
      make_issue(IssueCode::RolesByName, "plate.eds", field<"samples">("NTC1 (no-template control)"));
  CHECK(without_names(by_name).words == by_name.words);
}

TEST_CASE("a place tells of files only what stands for them") {
  const auto place_after = [](const std::string& at) {
    Issue issue = make_issue(IssueCode::NoPassiveReference, at);
    return without_names(issue).place;
  };
  CHECK(place_after("plate.eds") == place);
  CHECK(place_after("plate.eds + plate.eds: B3") == place + " + " + place + ": B3");
  CHECK(place_after("Zhang San.csv:7") == "…");
  CHECK(place_after("plate.eds2: B3") == "…");
}

TEST_CASE("patients whose names are one in another spelling stay two, in another spelling") {
  Report report = with_issue(make_issue(IssueCode::NoPassiveReference, "plate.eds"));
  report.calls.patients.resize(3);
  report.calls.patients[1].sample = "zhang  san";
  report.calls.patients[2].sample = "ZHANG SAN";
  std::set<std::string> names;
  for (const PatientCall& call : pseudonymised(report, key).calls.patients) {
    CHECK(is_same_name(call.sample, patient));
    names.insert(call.sample);
  }
  CHECK(names.size() == 3);
  CHECK(names.contains(patient));
}

TEST_CASE("a patient whose name only looks like another's is called by a pseudonym of its own") {
  Report report = with_issue(
      make_issue(IssueCode::SpellingVariants, "plate.eds", field<"names">("'Zhang San', 'Zhang\u200B San'")));
  report.calls.patients.resize(2);
  report.calls.patients[1].sample = "Zhang\u200B San";
  Reason reason;
  reason.code = ReasonCode::SpellingVariant;
  reason.words = filled(entry_of(reason.code).sentence, {Argument("other", "Zhang\u200B San")});
  report.calls.patients[0].reasons.push_back(reason);
  const Report out = pseudonymised(report, key);
  const std::string other = out.calls.patients[1].sample;
  CHECK(other == key.of_sample("Zhang\u200B San"));
  CHECK(other != out.calls.patients[0].sample);
  CHECK(out.calls.patients[0].reasons.back().words.en ==
        "may be the same patient as '" + other + "': never merged");
  CHECK(out.calls.issues.front().words.en == "Perhaps one patient under several spellings, never merged: ….");
}

TEST_CASE("orders and requesters go, specimens and days stay") {
  Report report = with_issue(make_issue(IssueCode::NoPassiveReference, "plate.eds"));
  SampleMetadata noted;
  noted.sample = "zhang san";
  noted.specimen = "blood";
  noted.collected = "2026-03-01";
  report.metadata.emplace().samples = {noted};
  report.metadata->samples[0].order = "4711";
  report.metadata->samples[0].requester = "Ward 3";
  report.origin.options = {
      {"panel", "zhang.toml"}, {"role", "Zhang San=unknown"}, {"run", "Zhang"}, {"threshold", "0.2"}};
  report.origin.map = "Zhang San.csv";
  report.origin.map_sha256 = std::string(64, 'b');
  const Report out = pseudonymised(report, key);
  noted.sample = patient;
  REQUIRE(out.metadata);
  CHECK(out.metadata->samples == std::vector<SampleMetadata>{noted});
  CHECK(out.origin.options == std::vector<CallOption>{{"pseudonymise", key.fingerprint()},
                                                      {"role", patient + "=unknown"},
                                                      {"threshold", "0.2"}});
  CHECK(out.origin.map == "plate-map");
  CHECK(out.origin.map_sha256 == key.of_hash(std::string(64, 'b')));
}

TEST_CASE("what to do next says why without names") {
  Report report = with_issue(make_issue(IssueCode::NoPassiveReference, "plate.eds"));
  PatientCall& asked = report.calls.patients.front();
  Reason reason;
  reason.code = ReasonCode::SpellingVariant;
  reason.words = filled(entry_of(reason.code).sentence, {Argument("other", "Zhang-San")});
  asked.reasons.push_back(reason);
  asked.next = Words{"Compare: " + reason.words.en + ".", "比较：" + reason.words.zh + "。"};
  const PatientCall out = pseudonymised(report, key).calls.patients.front();
  const std::string other = key.of_sample("Zhang-San");
  CHECK(out.reasons.front().words.en == "may be the same patient as '" + other + "': never merged");
  REQUIRE(out.next);
  CHECK(out.next->en == "Compare: may be the same patient as '" + other + "': never merged.");
  CHECK(out.next->zh == "比较：可能与“" + other + "”为同一患者：未合并。");
}

TEST_CASE("a reviewed record and one of another key are refused; one of this key is as it was") {
  Report report = with_issue(make_issue(IssueCode::NoPassiveReference, "plate.eds"));
  const Report once = pseudonymised(report, key);
  CHECK(pseudonymised(once, key).calls.patients.front().sample == patient);
  const PseudonymKey other("another key of the tests alone, as nameless as the first");
  CHECK(message_of<ReportError>([&] { pseudonymised(once, other); }) ==
        "the record: its samples are pseudonyms of another key: expected that of " + key.fingerprint() +
            ", found that of " + other.fingerprint());
  report.release.status = RecordStatus::Reviewed;
  CHECK(message_of<ReportError>([&] { pseudonymised(report, key); }) ==
        "the record was reviewed: what its people wrote may name patients, and their signatures hold for it "
        "alone; give the called record, which it was made from");
}
