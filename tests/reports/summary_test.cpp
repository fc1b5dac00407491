#include "reports/summary.hpp"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "record/record.hpp"

using namespace crossbreak;
using doctest::Approx;

namespace {

Report empty_report(const std::string& run_date) {
  Report report;
  report.gene = "IKZF1";
  report.sets = {{"D2-7", "2-7"}, {"D2-8", "2-8"}, {"D4-7", "4-7"}, {"D4-8", "4-8"}};
  report.limits = {"The test cannot see D1-8.", "本法不能检出D1-8。"};
  report.inputs.resize(1);
  report.inputs[0].run_date = run_date;
  return report;
}

void add_patients(Report& report, std::size_t count, PatientCallState call,
                  const std::vector<std::string>& deletions) {
  for (std::size_t i = 0; i < count; ++i) {
    PatientCall patient;
    patient.sample = "P" + std::to_string(report.calls.patients.size());
    patient.call = call;
    patient.deletions = deletions;
    report.calls.patients.push_back(patient);
  }
}

Report one_patient(const std::string& run_date, PatientCallState call) {
  Report report = empty_report(run_date);
  add_patients(
      report, 1, call,
      call == PatientCallState::Deletion ? std::vector<std::string>{"D4-7"} : std::vector<std::string>());
  return report;
}

/// The cohort that the assay was published with: 142 adults with B-ALL, 50 of them deleted.
Report cohort() {
  Report report = empty_report("2014-03-05");
  add_patients(report, 22, PatientCallState::Deletion, {"D4-7"});
  add_patients(report, 10, PatientCallState::Deletion, {"D2-7"});
  add_patients(report, 3, PatientCallState::Deletion, {"D2-8"});
  add_patients(report, 2, PatientCallState::Deletion, {"D4-8"});
  add_patients(report, 13, PatientCallState::Mixed, {"D2-7", "D4-7"});
  add_patients(report, 92, PatientCallState::NotDetected, {});
  return report;
}

}  // namespace

TEST_CASE("Wilson intervals are those of Newcombe 1998, Stat. Med. 17:857-872, table I, method 3") {
  const struct {
    std::size_t count;
    std::size_t of;
    double low;
    double high;
  } published[] = {
      {81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0.0, 0.1611}, {1, 29, 0.0061, 0.1718}};
  for (const auto& p : published) {
    CAPTURE(p.count);
    const Proportion proportion = wilson_proportion(p.count, p.of);
    CHECK(std::abs(*proportion.low - p.low) <= 0.00005);  // printed with four decimals
    CHECK(std::abs(*proportion.high - p.high) <= 0.00005);
  }
}

TEST_CASE("Wilson intervals stay within 0 and 1, and none of nothing has none") {
  CHECK(wilson_proportion(0, 3).low == 0.0);
  CHECK(wilson_proportion(3, 3).high == 1.0);
  CHECK_FALSE(wilson_proportion(0, 0).share);
  CHECK_FALSE(wilson_proportion(0, 0).low);
}

TEST_CASE("the published cohort comes out as published") {
  const Report report = cohort();
  const std::vector<SummaryInput> inputs = {{"cohort.calls.json", &report}};
  CHECK(write_summary_text(summarise(inputs), Language::En) ==
        "IKZF1: 142 patients in 1 record, each counted once by its latest run\n"
        "Status of the records: 1 preliminary\n"
        "None of these calls has been released\n"
        "\n"
        "  Deletion      37\n"
        "  Mixed         13\n"
        "  Not detected  92\n"
        "  Inconclusive  0\n"
        "  Invalid       0\n"
        "  Incomplete    0\n"
        "\n"
        "With a deletion, of the patients with a result: 50 of 142, 35.2 % (95 % CI 27.8 % to 43.4 %)\n"
        "  D2-7          10 of 50, 20.0 % (95 % CI 11.2 % to 33.0 %)\n"
        "  D2-8          3 of 50, 6.0 % (95 % CI 2.1 % to 16.2 %)\n"
        "  D4-7          22 of 50, 44.0 % (95 % CI 31.2 % to 57.7 %)\n"
        "  D4-8          2 of 50, 4.0 % (95 % CI 1.1 % to 13.5 %)\n"
        "  mixed         13 of 50, 26.0 % (95 % CI 15.9 % to 39.6 %)\n"
        "\n"
        "Intervals: Wilson score, 95 %.\n"
        "\n"
        "The test cannot see D1-8.\n");
}

TEST_CASE("the text of a summary in Chinese has no English words") {
  Report report = empty_report("2014-03-05");
  add_patients(report, 1, PatientCallState::Deletion, {"D4-7"});
  add_patients(report, 1, PatientCallState::Mixed, {"D2-7", "D4-7"});
  report.calls.patients.push_back(report.calls.patients[0]);
  const std::vector<SummaryInput> inputs = {{"a.json", &report}};
  CHECK(write_summary_text(summarise(inputs), Language::Zh) ==
        "IKZF1：1份记录中的2名患者，每名患者按最近一次运行计一次\n"
        "记录状态：1份初步结果，未经审核\n"
        "以上判定均未正式发出\n"
        "\n"
        "  检出缺失      1\n"
        "  混合型        1\n"
        "  未检出        0\n"
        "  可疑          0\n"
        "  无效          0\n"
        "  不完整        0\n"
        "\n"
        "检出缺失，占有结果的患者：2/2，100.0 %（95 %置信区间34.2 %～100.0 %）\n"
        "  D2-7          0/2，0.0 %（95 %置信区间0.0 %～65.8 %）\n"
        "  D2-8          0/2，0.0 %（95 %置信区间0.0 %～65.8 %）\n"
        "  D4-7          1/2，50.0 %（95 %置信区间9.5 %～90.5 %）\n"
        "  D4-8          0/2，0.0 %（95 %置信区间0.0 %～65.8 %）\n"
        "  混合型        1/2，50.0 %（95 %置信区间9.5 %～90.5 %）\n"
        "\n"
        "多次检测的患者；以最后一次为准\n"
        "  P0\n"
        "    检出缺失 D4-7（a.json，2014-03-05）\n"
        "    检出缺失 D4-7（a.json，2014-03-05）\n"
        "\n"
        "区间：Wilson计分法，95 %。\n"
        "\n"
        "本法不能检出D1-8。\n");
}

TEST_CASE("each wording of what the test cannot see stands once") {
  const Report first = one_patient("2014-03-05", PatientCallState::Deletion);
  Report other = one_patient("2014-03-06", PatientCallState::Deletion);
  other.limits = {"It cannot see D2-3 either.", "亦不能检出D2-3。"};
  const std::vector<SummaryInput> inputs = {{"a", &first}, {"b", &other}, {"c", &first}};
  CHECK(summarise(inputs).limits == std::vector{first.limits, other.limits});
}

TEST_CASE("patients without a result are counted, and are no part of the prevalence") {
  Report report = empty_report("2014-03-05");
  add_patients(report, 1, PatientCallState::Deletion, {"D4-7"});
  add_patients(report, 1, PatientCallState::NotDetected, {});
  add_patients(report, 2, PatientCallState::Invalid, {});
  const std::vector<SummaryInput> inputs = {{"a", &report}};
  const Summary summary = summarise(inputs);
  CHECK(summary.patients == 4);
  CHECK(summary.states.at(PatientCallState::Invalid) == 2);
  CHECK(summary.deleted.count == 1);
  CHECK(summary.deleted.of == 2);
}

TEST_CASE("a patient counts once, by the latest run, and the repeat is listed") {
  const Report later =
      one_patient("2014-03-07T00:30:00+08:00", PatientCallState::Deletion);  // still the 6th in UTC
  const Report earlier = one_patient("2014-03-05", PatientCallState::Inconclusive);
  const std::vector<SummaryInput> inputs = {{"later.json", &later}, {"earlier.json", &earlier}};
  const Summary summary = summarise(inputs);
  CHECK(summary.patients == 1);
  CHECK(summary.states.at(PatientCallState::Deletion) == 1);
  CHECK(summary.states.at(PatientCallState::Inconclusive) == 0);
  REQUIRE(summary.repeated.size() == 1);
  CHECK(summary.repeated[0].sample == "P0");
  CHECK(summary.repeated[0].calls.front().file == "earlier.json");
  CHECK(summary.repeated[0].calls.back().file == "later.json");
  CHECK(write_summary_text(summary, Language::En)
            .find("\nCalled more than once; the last call counts\n"
                  "  P0\n"
                  "    inconclusive (earlier.json, 2014-03-05)\n"
                  "    deletion D4-7 (later.json, 2014-03-07T00:30:00+08:00)\n") != std::string::npos);
}

TEST_CASE("where a date is missing the later record given counts") {
  const Report undated = one_patient("", PatientCallState::Deletion);
  const Report dated = one_patient("2014-03-05", PatientCallState::Inconclusive);
  const std::vector<SummaryInput> inputs = {{"dated", &dated}, {"undated", &undated}};
  CHECK(summarise(inputs).states.at(PatientCallState::Deletion) == 1);
  const std::vector<SummaryInput> reversed = {{"undated", &undated}, {"dated", &dated}};
  CHECK(summarise(reversed).states.at(PatientCallState::Inconclusive) == 1);
}

TEST_CASE("of repeats within a record the last counts") {
  Report report = one_patient("2014-03-05", PatientCallState::Inconclusive);
  report.calls.patients.push_back(report.calls.patients[0]);
  report.calls.patients[1].repeat = 1;
  report.calls.patients[1].call = PatientCallState::NotDetected;
  const std::vector<SummaryInput> inputs = {{"a", &report}};
  const Summary summary = summarise(inputs);
  CHECK(summary.patients == 1);
  CHECK(summary.states.at(PatientCallState::NotDetected) == 1);
}

TEST_CASE("records of other primer sets are refused") {
  const Report first = cohort();
  Report second = cohort();
  second.sets.pop_back();
  const std::vector<SummaryInput> inputs = {{"first.json", &first}, {"second.json", &second}};
  CHECK_THROWS_WITH_AS(
      summarise(inputs),
      "second.json: called with other primer sets than first.json: their patients cannot be counted together",
      ReportError);
}

TEST_CASE("a summary as CSV has one row for each number") {
  Report report = empty_report("2014-03-05");
  add_patients(report, 1, PatientCallState::Deletion, {"D4-7"});
  report.calls.patients.push_back(report.calls.patients[0]);
  const std::vector<SummaryInput> inputs = {{"=a.json", &report}};
  CHECK(write_summary_csv(summarise(inputs)) ==
        "row,name,patients,of,share,low,high,call,source\n"
        "state,deletion,1,1,,,,,\n"
        "state,mixed,0,1,,,,,\n"
        "state,not_detected,0,1,,,,,\n"
        "state,inconclusive,0,1,,,,,\n"
        "state,invalid,0,1,,,,,\n"
        "state,incomplete,0,1,,,,,\n"
        "prevalence,deleted,1,1,1,0.20654931437723745,1,,\n"
        "part,D2-7,0,1,0,0,0.7934506856227626,,\n"
        "part,D2-8,0,1,0,0,0.7934506856227626,,\n"
        "part,D4-7,1,1,1,0.20654931437723745,1,,\n"
        "part,D4-8,0,1,0,0,0.7934506856227626,,\n"
        "part,mixed,0,1,0,0,0.7934506856227626,,\n"
        "repeat,P0,,,,,,deletion,'=a.json\n"
        "repeat,P0,,,,,,deletion,'=a.json\n"
        "limits,The test cannot see D1-8.,,,,,,,\n"
        "status,preliminary,1,1,,,,,\n");
}

TEST_CASE("a summary of nothing is empty, and has a workbook in both languages") {
  const Summary nothing = summarise({});
  CHECK(nothing.patients == 0);
  CHECK(write_summary_workbook(nothing, Language::En) != write_summary_workbook(nothing, Language::Zh));
  CHECK(write_summary_workbook(nothing, Language::En) == write_summary_workbook(nothing, Language::En));
}

namespace {

/// One patient in a record of that status, whose SHA-256 is `sha256`.
struct KnownRecord {
  Report report;
  std::string sha256;
  SummaryInput input() const {
    return {.file = "r.json",
            .report = &report,
            .sha256 = sha256,
            .is_released = report.release.status == RecordStatus::Final ||
                           report.release.status == RecordStatus::Amended};
  }
};

KnownRecord known_record(const std::string& sample, PatientCallState call, RecordStatus status,
                         const std::string& sha256,
                         std::optional<ReleaseOutcome> outcome = ReleaseOutcome::Released) {
  KnownRecord record{one_patient("2026-03-06", call), sha256};
  record.report.release.status = status;
  record.report.calls.patients[0].sample = sample;
  if (status != RecordStatus::Preliminary)
    record.report.calls.patients[0].outcome = outcome;
  return record;
}

}  // namespace

TEST_CASE("final and amended records are of one state, all others differ") {
  using enum RecordStatus;
  const auto mixed = [](RecordStatus a, RecordStatus b) {
    const KnownRecord one = known_record("A", PatientCallState::Deletion, a, "a");
    const KnownRecord other = known_record("B", PatientCallState::Deletion, b, "b");
    const std::vector<SummaryInput> inputs = {one.input(), other.input()};
    return have_mixed_states(inputs);
  };
  CHECK_FALSE(mixed(Preliminary, Preliminary));
  CHECK_FALSE(mixed(Final, Amended));
  CHECK(mixed(Preliminary, Reviewed));
  CHECK(mixed(Reviewed, Final));
  CHECK(mixed(Amended, Preliminary));
}

TEST_CASE("a record that says it is final and does not verify is of no state that others have") {
  const KnownRecord record = known_record("A", PatientCallState::Deletion, RecordStatus::Final, "a");
  SummaryInput unproven = record.input();
  unproven.is_released = false;
  const std::vector<SummaryInput> inputs = {record.input(), unproven};
  CHECK(have_mixed_states(inputs));
  CHECK(summarise(inputs, CountedRecords::Released).unreleased == 1);
}

TEST_CASE("of records of several states only what was released counts as released") {
  const KnownRecord final_one = known_record("A", PatientCallState::Deletion, RecordStatus::Final, "a");
  const KnownRecord called = known_record("B", PatientCallState::Deletion, RecordStatus::Preliminary, "b");
  const std::vector<SummaryInput> inputs = {final_one.input(), called.input()};
  CHECK(statuses_in_words(statuses_of(inputs)) ==
        Words{"1 preliminary, 1 final", "1份初步结果，未经审核、1份最终结果"});

  const Summary released = summarise(inputs, CountedRecords::Released);
  CHECK(released.patients == 1);
  CHECK(released.unreleased == 1);
  const std::string text = write_summary_text(released, Language::En);
  CHECK(text.find("Status of the records: 1 final\nRecords that are not released, left out: 1\n\n") !=
        std::string::npos);

  const Summary any = summarise(inputs, CountedRecords::Any);
  CHECK(any.patients == 2);
  CHECK(write_summary_text(any, Language::En)
            .find("Status of the records: 1 preliminary, 1 final\nNot all of these calls have been "
                  "released\n\n") != std::string::npos);
  CHECK(write_summary_csv(any).find("status,preliminary,1,2,,,,,\nstatus,final,1,2,,,,,\n") !=
        std::string::npos);
}

TEST_CASE("a patient whose result was withheld or is to be tested again is no deletion") {
  const KnownRecord withheld =
      known_record("A", PatientCallState::Deletion, RecordStatus::Final, "a", ReleaseOutcome::Withheld);
  const KnownRecord repeated = known_record("B", PatientCallState::Deletion, RecordStatus::Final, "b",
                                            ReleaseOutcome::RepeatRequested);
  const KnownRecord kept = known_record("C", PatientCallState::NotDetected, RecordStatus::Final, "c");
  const std::vector<SummaryInput> inputs = {withheld.input(), repeated.input(), kept.input()};
  for (const CountedRecords counted : {CountedRecords::Released, CountedRecords::Any}) {
    const Summary summary = summarise(inputs, counted);
    CHECK(summary.patients == 1);
    CHECK(summary.states.at(PatientCallState::Deletion) == 0);
    CHECK(summary.left_out.at(ReleaseOutcome::Withheld) == 1);
    CHECK(summary.left_out.at(ReleaseOutcome::RepeatRequested) == 1);
    const std::string text = write_summary_text(summary, Language::En);
    CHECK(text.find("Patients whose result a reviewer withheld, left out: 1\n") != std::string::npos);
    CHECK(text.find("Patients whom a reviewer asked to test again, left out: 1\n") != std::string::npos);
    CHECK(write_summary_csv(summary).find("left_out,withheld,1,1,,,,,\n") != std::string::npos);
  }
}

TEST_CASE("a withheld call leaves the patient's other call standing") {
  const KnownRecord first = known_record("A", PatientCallState::Deletion, RecordStatus::Final, "a");
  const KnownRecord second =
      known_record("A", PatientCallState::NotDetected, RecordStatus::Final, "b", ReleaseOutcome::Withheld);
  const std::vector<SummaryInput> inputs = {first.input(), second.input()};
  const Summary summary = summarise(inputs);
  CHECK(summary.states.at(PatientCallState::Deletion) == 1);
  CHECK(summary.left_out.empty());
  CHECK(summary.repeated.empty());
}

TEST_CASE("a record does not count beside the one that was made from it or takes its place") {
  const KnownRecord called =
      known_record("A", PatientCallState::Deletion, RecordStatus::Preliminary, "called");
  KnownRecord final_one = known_record("A", PatientCallState::Deletion, RecordStatus::Final, "final");
  final_one.report.release.of = "called";
  KnownRecord amended = known_record("A", PatientCallState::NotDetected, RecordStatus::Amended, "amended");
  amended.report.release.of = "called";
  amended.report.release.replaces = {.file = "r.json", .sha256 = "final", .reason = "swap", .changes = {}};
  // In an order that would let the last one given count.
  const std::vector<SummaryInput> inputs = {amended.input(), final_one.input(), called.input()};
  const Summary any = summarise(inputs, CountedRecords::Any);
  CHECK(any.records == 1);
  CHECK(any.superseded == 2);
  CHECK(any.states.at(PatientCallState::NotDetected) == 1);
  CHECK(any.repeated.empty());
  CHECK(write_summary_text(any, Language::En).find("takes the place of, left out: 2\n") != std::string::npos);
}

TEST_CASE("an amendment that nobody has signed leaves the final record in its place") {
  const KnownRecord final_one = known_record("A", PatientCallState::Deletion, RecordStatus::Final, "final");
  KnownRecord amending = known_record("A", PatientCallState::NotDetected, RecordStatus::Reviewed, "amending");
  amending.report.release.replaces = {.file = "r.json", .sha256 = "final", .reason = "swap", .changes = {}};
  const std::vector<SummaryInput> inputs = {final_one.input(), amending.input()};
  CHECK(summarise(inputs, CountedRecords::Released).states.at(PatientCallState::Deletion) == 1);
}

namespace {

/// A released record of the call "called" with so many events; in the place of `replaced`, where that is
/// named.
KnownRecord released_record(const std::string& sha256, int events, const std::string& replaced = "") {
  KnownRecord record = known_record("A", PatientCallState::Deletion,
                                    replaced.empty() ? RecordStatus::Final : RecordStatus::Amended, sha256);
  Release& release = record.report.release;
  release.of = "called";
  for (int i = 0; i < events; ++i)
    release.events.emplace_back().id = std::to_string(i);
  if (!replaced.empty())
    release.replaces = {.file = "r.json", .sha256 = replaced, .reason = "swap", .changes = {}};
  return record;
}

/// The records that count, in this order and in the other; "unknown" where they do not tell.
std::string counted_of(const std::vector<std::pair<std::string, KnownRecord>>& records) {
  std::vector<SummaryInput> inputs;
  for (const auto& [name, record] : records) {
    inputs.push_back(record.input());
    inputs.back().file = name;
  }
  const auto told = [](const std::vector<SummaryInput>& given) -> std::string {
    try {
      return std::to_string(summarise(given, CountedRecords::Released).records);
    } catch (const UnknownSuccession& error) {
      return error.what();
    }
  };
  const std::string first = told(inputs);
  std::reverse(inputs.begin(), inputs.end());
  CHECK(told(inputs) == first);
  return first;
}

}  // namespace

TEST_CASE(
    "an amendment of an amendment takes the place of the final record, also where that between is missing") {
  CHECK(counted_of({{"final.json", released_record("f", 2)}, {"third.json", released_record("t", 4, "s")}}) ==
        "1");
  CHECK(counted_of({{"final.json", released_record("f", 2)},
                    {"second.json", released_record("s", 3, "f")},
                    {"third.json", released_record("t", 4, "s")}}) == "1");
  const KnownRecord third = released_record("t", 4, "s");
  const KnownRecord final_one = released_record("f", 2);
  const std::vector<SummaryInput> inputs = {third.input(), final_one.input()};
  const Summary summary = summarise(inputs, CountedRecords::Released);
  CHECK(summary.superseded == 1);
  CHECK(summary.repeated.empty());
  CHECK(summary.statuses == std::map<RecordStatus, std::size_t>{{RecordStatus::Amended, 1}});
}

TEST_CASE("two records of one call that do not tell which one counts are refused by name") {
  const auto refused = [](const std::string& a, const std::string& b) {
    return a + " and " + b +
           ": are of one call, and neither tells that it takes the place of the other: give the one that "
           "counts";
  };
  CHECK(counted_of({{"b.json", released_record("b", 2)}, {"a.json", released_record("a", 2)}}) ==
        refused("a.json", "b.json"));
  CHECK(counted_of({{"final.json", released_record("f", 2)},
                    {"one.json", released_record("o", 3, "f")},
                    {"two.json", released_record("t", 4, "f")}}) == refused("one.json", "two.json"));
  CHECK(counted_of({{"one.json", released_record("o", 3, "f")},
                    {"two.json", released_record("t", 4, "f")}}) == refused("one.json", "two.json"));
  KnownRecord anew = released_record("n", 3);
  anew.report.release.of = "called anew";
  anew.report.origin.before = "called";
  CHECK(counted_of({{"final.json", released_record("f", 2)}, {"anew.json", anew}}) ==
        refused("anew.json", "final.json"));
  CHECK(counted_of({{"a.json", released_record("a", 2)}, {"copy.json", released_record("a", 2)}}) == "1");
}

TEST_CASE("codes for the information system do not make two panels of one") {
  Report coded = one_patient("2026-03-06", PatientCallState::Deletion);
  coded.sets[0].code = "IK27";
  const Report plain = one_patient("2026-03-07", PatientCallState::Deletion);
  const std::vector<SummaryInput> inputs = {{"a.json", &coded}, {"b.json", &plain}};
  CHECK(summarise(inputs).patients == 1);
}

TEST_CASE(
    "of each sample the call that the summary counts is told, and none where a reviewer held all back") {
  const KnownRecord earlier = known_record("B", PatientCallState::Deletion, RecordStatus::Final, "b");
  KnownRecord later = known_record("B", PatientCallState::NotDetected, RecordStatus::Final, "c");
  later.report.inputs.front().run_date = "2026-03-07";
  const KnownRecord withheld =
      known_record("A", PatientCallState::Deletion, RecordStatus::Final, "a", ReleaseOutcome::Withheld);
  const KnownRecord called = known_record("C", PatientCallState::Mixed, RecordStatus::Preliminary, "d");
  const std::vector<SummaryInput> inputs = {later.input(), earlier.input(), withheld.input(), called.input()};
  const auto told = [&](CountedRecords counted) {
    std::vector<std::pair<std::string, std::optional<PatientCallState>>> calls;
    for (const SampleCall& call : counted_calls(inputs, counted))
      calls.emplace_back(call.sample, call.call);
    return calls;
  };
  CHECK(told(CountedRecords::Released) ==
        std::vector<std::pair<std::string, std::optional<PatientCallState>>>{
            {"A", std::nullopt}, {"B", PatientCallState::NotDetected}});
  CHECK(told(CountedRecords::Any).size() == 3);
  CHECK(told(CountedRecords::Any).back().second == PatientCallState::Mixed);
}
