#include "record/report.hpp"

#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "words/issues.hpp"

using namespace crossbreak;

namespace {

AnalysedRun run_of_one_well(const std::string& file) {
  AnalysedRun analysed;
  Run& run = analysed.run;
  run.inputs = {{file, std::string(64, '1')}};
  run.format = "eds-7500";
  run.instrument.type_id = "sds7500fast";
  run.instrument.software = "7500 Software v2.3";
  run.run_started = "2014-03-05T08:30:00Z";
  run.passive_reference_status = PassiveReferenceStatus::Dye;
  run.passive_reference = "ROX";
  run.operator_name = "wang";
  run.barcode = "P-17";
  Reaction reaction;
  reaction.well = Well{0, 0};
  reaction.target = "2-7";
  run.reactions = {reaction};
  Curve curve;
  curve.rn = {1.0, 1.1};
  curve.delta_rn = {0.0, 0.1};
  curve.ct_sdm = 24.5;
  curve.fit = SigmoidParameters{};
  analysed.curves = {curve};
  return analysed;
}

WellCall call_of_well(std::size_t input) {
  WellCall well;
  well.input = input;
  well.run = input;
  well.target = "2-7";
  return well;
}

Panel small_panel() {
  Panel panel;
  panel.id = "small";
  panel.version = "2";
  panel.gene = "IKZF1";
  panel.sha256 = std::string(64, '2');
  panel.sets.resize(1);
  panel.sets[0].name = "D2-7";
  panel.sets[0].exons = "2-7";
  panel.reference = ReferenceGene{"ALB", {}, {"VIC"}, 30, {}, {}};
  panel.rules.ct_cutoff = 35.5;
  panel.texts["limits"] = {"{gene}: {sets} deletions of {gene}", "{gene}的{sets}种缺失"};
  return panel;
}

ChosenRules rules_for(const char* versions) {
  ChosenRules chosen;
  chosen.rules.versions = versions;
  chosen.rules.ct = CtRule::Cubic;
  chosen.rules.automatic = AutomaticRule::Abi7500V2;
  return chosen;
}

}  // namespace

TEST_CASE("a report holds what its run, panel, profile and program say of themselves") {
  const std::vector runs = {run_of_one_well("plate.eds")};
  Profile profile;
  profile.id = "abi7500fast";
  profile.version = "1";
  profile.name = "Applied Biosystems 7500 Fast";
  profile.sha256 = std::string(64, '3');
  const std::vector<const Profile*> profiles = {&profile};
  const std::vector rules = {rules_for("v2.x")};
  Calls calls;
  calls.wells = {call_of_well(0)};

  const Report report =
      build_report(runs, profiles, rules, small_panel(), calls, {{"crossbreak", "1.2"}, true});

  CHECK(report.tool == ToolIdentity{"crossbreak", "1.2"});
  REQUIRE(report.inputs.size() == 1);
  CHECK(report.inputs[0] == ReportInput{"plate.eds", std::string(64, '1'), "eds-7500",
                                        "Applied Biosystems 7500 Fast", "7500 Software v2.3",
                                        "2014-03-05T08:30:00Z", 0, Plate{8, 12}, "ROX", "wang", "P-17"});
  CHECK(report.panel == Identity{"small", "2", std::string(64, '2')});
  CHECK(report.profile == Identity{"abi7500fast", "1", std::string(64, '3')});
  CHECK(report.sets == std::vector{ReportSet{"D2-7", "2-7"}});
  CHECK(report.reference == "ALB");
  CHECK(report.ct_cutoff == 35.5);
  CHECK(report.ct_rule == Words{"cubic interpolation (v2.x)", "三次插值（v2.x）"});
  CHECK(report.automatic_rule == Words{"as the 7500 software 2.x (v2.x)", "同7500软件2.x（v2.x）"});
  CHECK(report.limits == Words{"IKZF1: one deletions of IKZF1", "IKZF1的1种缺失"});
  REQUIRE(report.curves.size() == 1);
  CHECK(report.curves[0].delta_rn == std::vector{0.0, 0.1});
  CHECK(report.curves[0].ct_sdm == 24.5);
  CHECK(report.curves[0].fit.has_value());
}

TEST_CASE("runs combined keep their inputs apart and name each rule once") {
  std::vector runs = {run_of_one_well("first.eds"), run_of_one_well("second.eds")};
  runs[1].run.inputs.push_back({"second_delta_rn.csv", std::string(64, '4')});
  const std::vector<const Profile*> profiles = {nullptr, nullptr};
  Calls calls;
  calls.wells = {call_of_well(0), call_of_well(1)};

  SUBCASE("the same rules") {
    const std::vector rules = {rules_for("v2.x"), rules_for("v2.x")};
    const Report report =
        build_report(runs, profiles, rules, small_panel(), calls, {{"crossbreak", "1"}, true});
    CHECK(report.ct_rule == Words{"cubic interpolation (v2.x)", "三次插值（v2.x）"});
    CHECK(report.profile == Identity{});
    REQUIRE(report.inputs.size() == 3);
    CHECK(report.inputs[1].run == 1);
    CHECK(report.inputs[2].run == 1);
    CHECK(report.inputs[2].file == "second_delta_rn.csv");
    CHECK(has_several_runs(report));
    CHECK(file_of_run(report, 1) == "second.eds");
    CHECK(file_of_run(report, 2).empty());
    CHECK(report.curves.size() == 2);
  }
  SUBCASE("different rules") {
    const std::vector rules = {rules_for("v2.x"), rules_for("")};
    const Report report =
        build_report(runs, profiles, rules, small_panel(), calls, {{"crossbreak", "1"}, true});
    CHECK(report.ct_rule ==
          Words{"cubic interpolation (v2.x); cubic interpolation", "三次插值（v2.x）；三次插值"});
  }
}

TEST_CASE("an issue of the choice of rules is reported once") {
  const std::vector runs = {run_of_one_well("plate.eds")};
  const std::vector<const Profile*> profiles = {nullptr};
  std::vector rules = {rules_for("")};
  rules[0].issue = Issue{IssueCode::SoftwareUnknown, Severity::Warning, "plate.eds", {"no rules", "无规则"}};
  Calls calls;
  calls.wells = {call_of_well(0)};

  const auto issues = [&] {
    return build_report(runs, profiles, rules, small_panel(), calls, {{"crossbreak", "1"}, true})
        .calls.issues;
  };
  CHECK(issues() == std::vector{*rules[0].issue});
  calls.issues = {*rules[0].issue};
  CHECK(issues() == std::vector{*rules[0].issue});
}

TEST_CASE("what two curves of a well report alike is said once, in the order of the first") {
  Calls calls;
  const Issue shared = {IssueCode::PassiveReferenceNearZero,
                        Severity::Warning,
                        "plate.eds: A1",
                        {"the passive reference is near zero", "参比染料接近零"}};
  const Issue other = {
      IssueCode::CurveIncomplete, Severity::Note, "plate.eds: A1", {"12 cycles only", "仅12个循环"}};
  calls.issues = {shared, other, shared};
  const Report report = build_report({}, {}, {}, small_panel(), calls, {{"crossbreak", "1"}, true});
  CHECK(report.calls.issues == std::vector{shared, other});
}

TEST_CASE("issues that differ in code, place or words alone are all told; of two targets the well is told") {
  const Issue issue = {.code = IssueCode::PassiveReferenceNearZero,
                       .severity = Severity::Warning,
                       .place = "plate.eds: A1",
                       .words = {"near zero", "接近零"},
                       .target = "2-7"};
  std::vector<Issue> others(5, issue);
  others[0].code = IssueCode::CurveIncomplete;
  others[1].place = "plate.eds: A2";
  others[2].words.en = "zero";
  others[3].words.zh = "零";
  others[4].target = "4-7";
  Calls calls;
  calls.issues = {issue, others[0], others[1], others[2], others[3], issue};
  const auto issues = [&] {
    return build_report({}, {}, {}, small_panel(), calls, {{"crossbreak", "1"}, true}).calls.issues;
  };
  CHECK(issues() == std::vector{issue, others[0], others[1], others[2], others[3]});
  calls.issues.push_back(others[4]);
  Issue of_well = issue;
  of_well.target.clear();
  CHECK(issues() == std::vector{of_well, others[0], others[1], others[2], others[3]});
}

TEST_CASE("each of twenty thousand issues is told once, in the order of the first") {
  Calls calls;
  for (int i = 0; i < 20'000; ++i)
    calls.issues.push_back({.code = IssueCode::CurveIncomplete,
                            .severity = Severity::Note,
                            .place = "plate.eds: A" + std::to_string(20'000 - i),
                            .words = {"12 cycles only", "仅12个循环"}});
  const std::vector<Issue> once = calls.issues;
  calls.issues.insert(calls.issues.end(), once.begin(), once.end());
  CHECK(build_report({}, {}, {}, small_panel(), calls, {{"crossbreak", "1"}, true}).calls.issues == once);
}

TEST_CASE("a report of fewer or more wells than were read is never built") {
  const std::vector runs = {run_of_one_well("first.eds"), run_of_one_well("second.eds")};
  const std::vector<const Profile*> profiles = {nullptr, nullptr};
  const std::vector rules = {rules_for(""), rules_for("")};
  const auto build = [&](std::size_t wells) {
    Calls calls;
    calls.wells.assign(wells, call_of_well(0));
    return build_report(runs, profiles, rules, small_panel(), calls, {{"crossbreak", "1"}, true});
  };
  CHECK(build(2).calls.wells.size() == 2);
  CHECK_THROWS_WITH_AS(build(1), "2 wells and targets were read, 1 called", std::logic_error);
  CHECK_THROWS_WITH_AS(build(3), "2 wells and targets were read, 3 called", std::logic_error);
}

TEST_CASE("without curves a report has none") {
  const std::vector runs = {run_of_one_well("plate.eds")};
  const std::vector<const Profile*> profiles = {nullptr};
  const std::vector rules = {rules_for("")};
  Calls calls;
  calls.wells = {call_of_well(0)};
  const Report report =
      build_report(runs, profiles, rules, small_panel(), calls, {{"crossbreak", "1"}, false});
  CHECK_FALSE(report.has_curves);
  CHECK(report.curves.empty());
}

TEST_CASE("parameters that are no numbers do not reach a report") {
  std::vector runs = {run_of_one_well("plate.eds")};
  runs[0].curves[0].fit->upper = std::numeric_limits<double>::infinity();
  runs[0].curves[0].ct_sdm = std::numeric_limits<double>::quiet_NaN();
  const std::vector<const Profile*> profiles = {nullptr};
  const std::vector rules = {rules_for("")};
  Calls calls;
  calls.wells = {call_of_well(0)};
  const Report report =
      build_report(runs, profiles, rules, small_panel(), calls, {{"crossbreak", "1"}, true});
  CHECK_FALSE(report.curves[0].fit);
  CHECK_FALSE(report.curves[0].ct_sdm);
}

TEST_CASE("what is noted of a sample is found by any name of the patient, the first of several") {
  Report report;
  PatientCall patient;
  patient.sample = "P1";
  WellCall well;
  well.sample = "p 2";
  report.calls.wells = {well};
  CHECK(NotedSamples(report).of(patient) == nullptr);
  report.metadata.emplace();
  CHECK(NotedSamples(report).of(patient) == nullptr);
  for (const char* name : {"other", "P 2", "p1"})
    report.metadata->samples.emplace_back().sample = name;
  const auto noted_of = [&] { return NotedSamples(report).of(patient); };
  const std::vector<SampleMetadata>& samples = report.metadata->samples;
  CHECK(noted_of() == &samples[2]);
  patient.reference.emplace().wells = {0};
  CHECK(noted_of() == &samples[1]);
  patient.reference.reset();
  patient.sets.emplace_back().wells = {0};
  CHECK(noted_of() == &samples[1]);
  patient.sample = "other";
  CHECK(noted_of() == &samples[0]);
  patient.sets.clear();
  patient.sample = "P3";
  CHECK(noted_of() == nullptr);
}
