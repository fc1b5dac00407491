#include "formats/eds_json.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "changed_text.hpp"
#include "formats/formats.hpp"
#include "formats/small_eds.hpp"
#include "issue_lines.hpp"
#include "shared_data.hpp"

using namespace crossbreak;

namespace {

const std::string signals_member = "primary/multicomponent_data.json";
const std::string results_member = "primary/analysis_result.json";
const std::string settings_member = "primary/analysis_setting.json";
const std::string plate_member = "setup/plate_setup.json";

/// A1: P1 with D4-7 in FAM and ALB in VIC; A2: NTC with D4-7. Two cycles and two melt reads.
Members json_members() {
  Members members;
  members["Manifest.mf"] =
      "Manifest-Version: 1.0\nImplementation-Title: qPCR File API\nImplementation-Version: 2.5.6\n"
      "Specification-Version: 2.0.0\n\n";
  members["summary.json"] =
      R"({"blockType":"BLOCK_384W","instrumentType":"QS6PRO","name":"Plate \"1\" NaN","runStatus":"COMPLETED"})";
  members["run/run_summary.json"] =
      R"({"operator":"Li","instrumentSerialNumber":"278","startTime":1194659214000,"endTime":1194664259000})";
  members[plate_member] =
      R"({"blockType":"BLOCK_384W","passiveReference":"ROX","targets":[
      {"name":"D4-7","reporter":"FAM","quencher":"NFQ-MGB"},{"name":"ALB","reporter":"VIC"}],"wells":[
      {"index":0,"sampleName":"P1","targetAssignments":[{"targetName":"D4-7","task":"STANDARD","quantity":10.0},
        {"targetName":"ALB","task":"UNKNOWN","quantity":0.0}]},
      {"index":1,"sampleName":"NTC","targetAssignments":[{"targetName":"D4-7","task":"NTC","quantity":0.0}]}]})";
  members["setup/run_method.json"] =
      R"({"stages":[{"repeat":1,"type":"HOLD","steps":[{"ramp":{"temperature":95.0},"hold":{"duration":20}}]},
      {"repeat":2,"steps":[{"ramp":{"temperature":95.0},"hold":{"duration":1}},
        {"ramp":{"temperature":60.0},"hold":{"duration":15,"collectionProfile":{"processing":"QUANT"}}}]},
      {"repeat":1,"steps":[{"ramp":{"temperature":95.0,"collectionProfile":{}},"hold":{"duration":1}}]}]})";
  members[signals_member] =
      R"({"collectionPoints":[{"cycle":1,"point":1,"stage":2,"step":2},{"cycle":2,"point":1,"stage":2,"step":2},
      {"cycle":1,"point":1,"stage":3,"step":1},{"cycle":1,"point":2,"stage":3,"step":1}],"wellData":[
      {"wellIndex":0,"dyeData":[{"dyeName":"FAM","fluorescences":[842270.7,8.5E5,7.0,7.5]},
        {"dyeName":"VIC","fluorescences":[50.5,51.5,8.0,8.5]},
        {"dyeName":"ROX","fluorescences":[363171.06,363172.0,9.0,9.5]}],"temperatures":[60.1,60.2,65.0,66.0]},
      {"wellIndex":1,"dyeData":[{"dyeName":"FAM","fluorescences":[100.0,101.0,102.0,103.0]},
        {"dyeName":"ROX","fluorescences":[200.0,201.0,202.0,203.0]}],"temperatures":[60.0,60.0,NaN,66.5]}]})";
  members[settings_member] =
      R"({"cqAlgorithmType":"CT","cqAnalysisStageNumber":2,"cqAnalysisStepNumber":2,"targetCtSettings":[
      {"targetName":"D4-7","autoThreshold":true,"autoBaseline":true}]})";
  members[results_member] =
      R"({"wellResults":[{"wellIndex":0,"reactionResults":[
      {"targetName":"D4-7","task":"STANDARD","omitted":false,"amplificationResult":{"rn":[2.25,2.5],
        "deltaRn":[-1.0E-4,0.5],"cq":1.25,"ctThreshold":0.605,"ctBaselineStart":1,"ctBaselineEnd":2,
        "ampStatus":"AMP","flags":["NOISE"]}},
      {"targetName":"ALB","omitted":true,"amplificationResult":{"cq":-1.0,"ctThreshold":0.1,"ctBaselineStart":-1,
        "ctBaselineEnd":-1,"ampStatus":"NO_AMP"}}]},
      {"wellIndex":1,"reactionResults":[{"targetName":"D4-7","omitted":false,"amplificationResult":{"cq":NaN,
        "ctThreshold":0.605,"rn":[0.5,NaN],"deltaRn":[-Infinity,Infinity]}}]}],
      "replicateGroupResults":[{"sampleName":"P1","targetName":"D4-7","cqMean":1.5,"cqSD":NaN},
      {"sampleName":"P1","targetName":"ALB","cqMean":31.5,"cqSD":0.2}]})";
  return members;
}

Run read(const Members& members) {
  const Source source = eds_source(members);
  return eds_json.read({&source, 1}, {});
}

Members changed(const std::string& member, const std::string& from, const std::string& to) {
  Members members = json_members();
  members.at(member) = tests::changed(members.at(member), from, to);
  return members;
}

Members without(const std::string& member) {
  Members members = json_members();
  REQUIRE(members.erase(member) == 1);
  return members;
}

void check_refused(const Members& members, const std::string& message) {
  CHECK_THROWS_WITH_AS(read(members), message.c_str(), FormatError);
}

}  // namespace

TEST_CASE("an .eds in JSON gives instrument, plate, program and dyes") {
  CHECK(&detect_format(eds_source(json_members())) == &format_named("eds-json"));
  const Run run = read(json_members());
  CHECK(run.issues.empty());
  CHECK(run.experiment_name == "Plate \"1\" NaN");
  CHECK(run.operator_name == "Li");
  CHECK(run.instrument.type_id == "QS6PRO");
  CHECK(run.instrument.block_type == "BLOCK_384W");
  CHECK(run.instrument.serial_number == "278");
  CHECK(run.instrument.software == "qPCR File API 2.5.6");
  CHECK(run.run_started == "2007-11-10T01:46:54Z");
  CHECK(run.run_ended == "2007-11-10T03:10:59Z");
  CHECK(run.plate == Plate{.rows = 16, .columns = 24});
  CHECK(run.passive_reference == "ROX");
  REQUIRE(run.program.size() == 3);
  CHECK(run.program[1].kind == "CYCLING");
  CHECK(run.program[1].steps[1].collects);
  CHECK(run.program[2].kind == "MELT");
  CHECK(run.cycles == 2);
  REQUIRE(run.reactions.size() == 3);
  CHECK(run.reactions[0].sample == "P1");
  CHECK(run.reactions[0].reporter == "FAM");
  CHECK(run.reactions[0].quencher == "NFQ-MGB");
  CHECK(run.reactions[0].quantity == 10);
  CHECK_FALSE(run.reactions[1].quantity.has_value());
  CHECK(run.reactions[2].task == "NTC");
  REQUIRE(run.dyes.size() == 5);
  CHECK(find_dye(run, {0, 0}, "FAM")->signal == std::vector{842270.7, 8.5e5});
  REQUIRE(run.melts.size() == 5);
  CHECK(run.melts[0].signal == std::vector{7.0, 7.5});
  CHECK(run.melts[0].temperature_c == std::vector{65.0, 66.0});
  CHECK(std::isnan(run.melts[3].temperature_c[0]));
}

TEST_CASE(
    "results in JSON give Ct, threshold, window and flags; -1 and NaN are Undetermined, a mean is no Ct") {
  const Run run = read(json_members());
  const Reaction& first = run.reactions[0];
  CHECK(first.instrument.ct_status == CtStatus::Value);
  CHECK(first.instrument.ct == 1.25);
  CHECK(first.instrument.ct_mean == 1.5);
  CHECK_FALSE(first.instrument.ct_sd.has_value());
  CHECK(first.instrument.amp_status == "AMP");
  CHECK(first.settings == FileSettings{.threshold = 0.605,
                                       .automatic_threshold = true,
                                       .baseline = BaselineWindow{1, 2},
                                       .automatic_baseline = true});
  CHECK(first.flags == std::vector<QcFlag>{{.name = "NOISE", .value = "Y"}});
  CHECK(first.rn == std::vector{2.25, 2.5});
  CHECK(first.delta_rn == std::vector{-1.0E-4, 0.5});
  CHECK(run.reactions[1].instrument.ct_status == CtStatus::Undetermined);
  CHECK(run.reactions[1].instrument.ct_mean == 31.5);
  CHECK_FALSE(run.reactions[1].instrument.ct.has_value());
  CHECK_FALSE(run.reactions[1].settings.baseline.has_value());
  CHECK(run.reactions[1].omitted);
  CHECK(run.reactions[2].instrument.ct_status == CtStatus::Undetermined);
  CHECK(std::isnan(run.reactions[2].rn[1]));
  CHECK(std::isnan(run.reactions[2].delta_rn[0]));
}

TEST_CASE("group means alone give no Ct") {
  Members members = json_members();
  members.at(results_member) =
      R"({"replicateGroupResults":[{"sampleName":"P1","targetName":"D4-7","cqMean":1.5,"cqSD":0.1}]})";
  for (const Reaction& reaction : read(members).reactions)
    CHECK(reaction.instrument == InstrumentResult{});
}

TEST_CASE("Crt is named by its method and kept apart from Ct, other methods are left out") {
  const InstrumentResult by_ct = read(json_members()).reactions[0].instrument;
  REQUIRE(by_ct.ct_status != CtStatus::Absent);
  const Run run = read(changed(settings_member, "\"CT\"", "\"CRT\""));
  CHECK(run.reactions[0].instrument.ct_status == CtStatus::Absent);
  CHECK(run.reactions[0].instrument.crt_status == by_ct.ct_status);
  CHECK(run.reactions[0].instrument.crt == by_ct.ct);
  CHECK(issue_lines(run.issues) ==
        std::vector<std::string>{
            "warning other_cycle_method | plate.eds | The instrument's values are CRT (relative threshold), "
            "not Ct: they are shown, no limit for Ct holds for them, and calls rest on the Ct of the curves. "
            "A limit for Crt is the panel's 'crt_cutoff'."});
  const Run other = read(changed(settings_member, "\"CT\"", "\"EQ\""));
  CHECK(other.reactions[0].instrument.ct_status == CtStatus::Absent);
  CHECK(other.reactions[0].instrument.crt_status == CtStatus::Absent);
  CHECK(issue_lines(other.issues) ==
        std::vector<std::string>{"warning other_cycle_method | plate.eds | The instrument's software used "
                                 "the method 'EQ' instead of "
                                 "Ct: its values are not compared with ours."});
}

TEST_CASE("results in JSON without dyes are read from their own curves") {
  const Run run = read(without(signals_member));
  CHECK(run.cycles == 2);
  CHECK(run.dyes.empty());
  CHECK(run.reactions[0].rn == std::vector{2.25, 2.5});
  CHECK(run.reactions[0].instrument.ct == 1.25);
}

TEST_CASE("dyes in JSON without results are read") {
  const Run run = read(without(results_member));
  CHECK(run.cycles == 2);
  CHECK(run.reactions[0].instrument.ct_status == CtStatus::Absent);
  CHECK_FALSE(run.reactions[0].settings.threshold.has_value());
}

TEST_CASE("a run in JSON that goes on, was never started or holds no data is refused") {
  check_refused(
      changed("summary.json", "COMPLETED", "RUNNING"),
      "plate.eds: summary.json: the run is still in progress (runStatus is RUNNING); save the file again "
      "when it has ended");
  Members members = changed("summary.json", "COMPLETED", "NOT_STARTED");
  members.erase(signals_member);
  members.erase(results_member);
  check_refused(members,
                "plate.eds: primary/multicomponent_data.json: no such member: the run has not been "
                "started (runStatus is NOT_STARTED)");
  members["summary.json"] = json_members()["summary.json"];
  check_refused(
      members,
      "plate.eds: primary/multicomponent_data.json: no such member: the file holds no amplification "
      "data");
}

TEST_CASE("an aborted run in JSON says what it planned and that it is not complete") {
  Members members = changed("summary.json", "COMPLETED", "ABORTED");
  members.at("setup/run_method.json") =
      tests::changed(members.at("setup/run_method.json"), "\"repeat\":2", "\"repeat\":40");
  CHECK(issue_lines(read(members).issues) ==
        std::vector<std::string>{
            "warning run_stopped_early | plate.eds | The program plans 40 cycles, the file holds 2.",
            "warning run_state | plate.eds | The run is not marked as completed: RunState is ABORTED."});
}

TEST_CASE("a reporter that is absent from the dyes of its well in JSON is said") {
  const Run run = read(changed(signals_member, "\"VIC\"", "\"JOE\""));
  REQUIRE(run.issues.size() == 1);
  CHECK(issue_line(run.issues[0]).starts_with("warning reporter_missing | plate.eds: A1 | "));
}

TEST_CASE("settings and flags of a kind that nobody has seen are named and left out") {
  Members members = json_members();
  members.at(settings_member) = R"({"cqAlgorithmType":"CT","targetCtSettings":{"D4-7":{}}})";
  members.at(results_member) = tests::changed(members.at(results_member), "[\"NOISE\"]", "[{\"a\":1}]");
  const Run run = read(members);
  CHECK(run.reactions[0].instrument.ct == 1.25);
  CHECK(run.reactions[0].flags.empty());
  CHECK(issue_lines(run.issues) ==
        std::vector<std::string>{
            "note sections_not_understood | plate.eds | Parts of the file that are not understood and not "
            "read: "
            "primary/analysis_setting.json (targetCtSettings), primary/analysis_result.json (flags)."});
}

TEST_CASE("what the settings say of all targets counts for those that have none of their own") {
  const Run run = read(changed(settings_member, "\"targetCtSettings\"",
                               "\"defaultCtSetting\":{\"threshold\":0.3,\"autoThreshold\":false,"
                               "\"autoBaseline\":true,\"baselineStart\":3,\"baselineEnd\":15},"
                               "\"targetCtSettings\""));
  CHECK(run.reactions[0].settings.automatic_threshold == true);
  CHECK(run.reactions[1].settings.automatic_threshold == false);
  CHECK(run.reactions[1].settings.threshold == 0.1);  // what was used stands with the result
  CHECK_FALSE(run.reactions[1].settings.baseline.has_value());
}

TEST_CASE("doubts of the software on a result are flags, each once") {
  const Run run = read(changed(results_member, "\"omitted\":false,\"amplificationResult\":{\"rn\":[2.25",
                               "\"resultQCIssues\":[\"NOISE\",\"HIGHSD\"],\"omitted\":false,"
                               "\"meltResult\":{\"rn\":[1.0]},\"amplificationResult\":{\"rn\":[2.25"));
  CHECK(run.reactions[0].flags ==
        std::vector<QcFlag>{{.name = "NOISE", .value = "Y"}, {.name = "HIGHSD", .value = "Y"}});
  CHECK(run.issues.empty());
}

TEST_CASE("dates and names of a kind that nobody has seen do not keep a run from being read") {
  Members members = changed("summary.json", "\"QS6PRO\"", "{\"id\":7}");
  members.at("run/run_summary.json") =
      tests::changed(members.at("run/run_summary.json"), "1194659214000", "\"2007-11-10\"");
  const Run run = read(members);
  CHECK(run.instrument.type_id.empty());
  CHECK(run.run_started.empty());
  CHECK(run.cycles == 2);
}

TEST_CASE("a run in JSON whose members of signals are there and empty was not started") {
  Members members = changed("summary.json", "COMPLETED", "NOT_STARTED");
  members.at(signals_member) = R"({"collectionPoints":[],"wellData":[]})";
  check_refused(members,
                "plate.eds: " + signals_member +
                    ": no signal in any well: the run has not been started (runStatus is NOT_STARTED)");
}

TEST_CASE("JSON that breaks the grammar is refused with member, place and what was wanted") {
  const std::string signals = "plate.eds: " + signals_member + ": ";
  check_refused(changed(signals_member, "\"wellIndex\":1", "\"wellIndex\":384"),
                signals + "wellData[1]: expected the index of one of 384 wells in 'wellIndex', found 384");
  check_refused(
      changed(signals_member, "[50.5,51.5,8.0,8.5]", "[50.5,51.5]"),
      signals + "wellData[0].dyeData[1]: expected 4 reads, as there are points of collection, found 2");
  check_refused(changed(signals_member, "50.5", "\"x\""),
                signals + "wellData[0].dyeData[1].fluorescences[0]: expected a number, found '\"x\"'");
  check_refused(changed(signals_member, "\"wellData\":[", "\"wellData\":[7,"),
                signals + "wellData[0]: expected an object, found '7'");
  check_refused(changed(signals_member, "\"VIC\"", "\"FAM\""),
                signals + "wellData[0].dyeData[1]: the dye FAM of well A1 stands there twice");
  check_refused(changed(signals_member, "\"cycle\":2", "\"cycle\":1"),
                signals + "point 1 of step 2, cycle 1, stage 2 is read twice");
  check_refused(changed(plate_member, "\"BLOCK_384W\"", "\"OPENARRAY\""),
                "plate.eds: " + plate_member +
                    ": expected a block of 96 or 384 wells in 'blockType', found "
                    "'OPENARRAY'");
  check_refused(changed(results_member, "\"wellIndex\":1", "\"wellIndex\":0"),
                "plate.eds: " + results_member +
                    ": wellResults[1].reactionResults[0]: a second result for 'D4-7' in A1");
  check_refused(changed(settings_member, "\"CT\"", "7"),
                "plate.eds: " + settings_member + ": cqAlgorithmType: expected a text, found '7'");
  check_refused(changed(settings_member, "]}", ""),
                "plate.eds: " + settings_member + ": damaged JSON: the text is cut off");
  check_refused(changed(settings_member, "\"CT\",", "\"CT\"\n;"),
                "plate.eds: " + settings_member + ":2: damaged JSON");
  Members members = json_members();
  members[settings_member] = std::string(100, '[');
  check_refused(members, "plate.eds: " + settings_member + ": more than 64 values inside one another");
  members[settings_member] = "[]";
  check_refused(members, "plate.eds: " + settings_member + ": expected an object, found a list");
}

TEST_CASE("a real file of QuantStudio 6 Pro is read: five cycles, group means and no Ct") {
  const auto path = shared_data("real_runs/quantstudio_layout_c.eds");
  if (!path)
    return;
  const Source source{.name = path->filename(), .bytes = bytes_of_file(*path)};
  CHECK(&detect_format(source) == &format_named("eds-json"));
  const Run run = eds_json.read({&source, 1}, {});
  CHECK(run.plate == Plate{.rows = 16, .columns = 24});
  CHECK(run.cycles == 5);
  CHECK(run.instrument.type_id == "QS6PRO");
  CHECK(run.passive_reference == "ROX");
  CHECK(run.reactions.size() == 336);
  CHECK(run.dyes.size() == 16);
  CHECK(run.dyes[0].signal == std::vector{127714.78, 131458.81, 138693.81, 142857.47, 153786.15});
  for (const Reaction& reaction : run.reactions)
    CHECK(reaction.instrument == InstrumentResult{});
}
