#include "pipeline/call.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "calling/call_error.hpp"
#include "message_of.hpp"
#include "pipeline/settings_error.hpp"
#include "pipeline/shipped_settings.hpp"
#include "pipeline/version.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;
using crossbreak::tests::message_of;

namespace {

const PatientCall* patient(const Report& report, const std::string& sample) {
  const auto& patients = report.calls.patients;
  const auto found = std::find_if(patients.begin(), patients.end(),
                                  [&](const PatientCall& call) { return call.sample == sample; });
  return found == patients.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("files, panel and profiles are all it takes to call a run") {
  const Report report = call_runs({sample_run("deletions/deletions.eds")}, shipped_settings());
  CHECK(report.tool == ToolIdentity{"crossbreak", version()});
  CHECK(report.panel.id == "ikzf1_deletions");
  CHECK(report.profile.id == "abi7500");
  REQUIRE(report.inputs.size() == 1);
  CHECK(report.inputs.front().file == "deletions.eds");
  CHECK(report.calls.status == RunStatus::Valid);
  CHECK(report.curves.size() == report.calls.wells.size());
  REQUIRE(patient(report, "24-0101") != nullptr);
  CHECK(patient(report, "24-0101")->deletions == std::vector<std::string>{"D4-7"});
  REQUIRE(patient(report, "24-0107") != nullptr);
  CHECK(patient(report, "24-0107")->call == PatientCallState::NotDetected);
}

TEST_CASE("what comes in stays as it is: a call made twice is the same") {
  const CallSettings settings = shipped_settings();
  const std::vector<RunFiles> files =
      group_files({{.source = sample_run("odd_wells/odd_wells.eds"), .error = nullptr}}, settings.run.format);
  const std::vector<PreparedRun> prepared = prepare_runs(files, settings);
  const Report first = call_prepared(prepared, settings);
  const Report second = call_prepared(prepared, settings);
  CHECK(second.calls.wells.size() == first.calls.wells.size());
  CHECK_FALSE(second.calls.wells.empty());
  CHECK(prepared.front().assigned.assignments.size() == first.calls.wells.size());
}

TEST_CASE("one run of several that cannot be used leaves the others prepared") {
  const CallSettings settings = shipped_settings();
  const std::vector<RunFiles> files =
      group_files({{.source = {.name = "no.csv", .bytes = "x"}, .error = nullptr},
                   {.source = sample_run("deletions/deletions.eds"), .error = nullptr}},
                  std::nullopt);
  std::vector<PreparedRun> prepared = prepare_runs(files, settings);
  REQUIRE(prepared.size() == 2);
  CHECK(prepared[0].error != nullptr);
  CHECK(prepared[1].error == nullptr);
  CHECK(message_of<std::exception>([&] { call_prepared(prepared, settings); }).starts_with("no.csv: "));
}

TEST_CASE("settings that do not fit the runs are refused before anything is analysed") {
  CallSettings settings = shipped_settings();
  settings.options.target_sets["Set Z"] = "D4-7";
  CHECK_THROWS_AS(call_runs({sample_run("deletions/deletions.eds")}, settings), SettingsError);
  settings = shipped_settings();
  settings.run.encoding = "Latin-9";
  CHECK_THROWS_AS(call_runs({sample_run("deletions/deletions.eds")}, settings), SettingsError);
}

TEST_CASE("a window of the panel behind the run's last cycle is refused, unless another was asked for") {
  CallSettings settings = shipped_settings();
  settings.panel.sets.front().baseline = {3, 60};
  const std::string message =
      message_of<std::exception>([&] { call_runs({sample_run("deletions/deletions.eds")}, settings); });
  CHECK(message.starts_with("deletions.eds: 45 cycles, but panel ikzf1_deletions gives target '"));
  CHECK(message.ends_with("the baseline window 3-60; correct the panel, or give another with --baseline"));
  settings.run.baseline = BaselineChoice{.kind = BaselineChoice::Kind::File, .window = {}};
  CHECK(call_runs({sample_run("deletions/deletions.eds")}, settings).calls.status == RunStatus::Valid);
}
