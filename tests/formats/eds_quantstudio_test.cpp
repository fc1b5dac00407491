#include "formats/eds_quantstudio.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "changed_text.hpp"
#include "formats/formats.hpp"
#include "formats/small_eds.hpp"
#include "issue_lines.hpp"
#include "shared_data.hpp"

using namespace crossbreak;

namespace {

const std::string signals_member = "apldbio/sds/multicomponentdata.xml";

/// The small plate of the 7500 with the signals as QuantStudio writes them: two cycles, two melt reads.
Members quantstudio_members() {
  Members members = small_eds_members();
  members.erase("apldbio/sds/multicomponent_data.txt");
  members["apldbio/sds/Manifest.mf"] =
      "Manifest-Version: 1.0\r\nImplementation-Title: QuantStudio 3 and 5 "
      "Software\r\nImplementation-Version: "
      "1.5.1\r\nSpecification-Version: 1.3.2\r\n\r\n";
  members[signals_member] =
      "<MulticomponentData><WellCount>6</WellCount><CycleCount>4</CycleCount><TCStageFlags>[2, 2, 3, "
      "3]</TCStageFlags><CollectionPoints>[[Stg:2 Cyc:1 Stp:2 Pt:1], [Stg:2 Cyc:2 Stp:2 Pt:1], [Stg:3 Cyc:1 "
      "Stp:1 Pt:1], [Stg:3 Cyc:1 Stp:1 Pt:2]]</CollectionPoints><SampleTemperatures>60 60.5 65 66\t"
      "60 60 65 66.5\t0 0 0 0\t0 0 0 0\t0 0 0 0\t0 0 0 0</SampleTemperatures>"
      "<DyeData WellIndex=\"0\"><DyeList>[VIC, FAM, ROX]</DyeList></DyeData>"
      "<DyeData WellIndex=\"1\"><DyeList>[FAM, ROX]</DyeList></DyeData>"
      "<DyeData WellIndex=\"2\"><DyeList>[]</DyeList></DyeData>"
      "<SignalData WellIndex=\"0\"><CycleData>[50.5, 51.5, 8.0, 8.5]</CycleData>"
      "<CycleData>[842270.7, 8.5E5, 7.0, 7.5]</CycleData><CycleData>[363171.06, 363172.0, 9.0, "
      "9.5]</CycleData></SignalData>"
      "<SignalData WellIndex=\"1\"><CycleData>[100.0, 101.0, 102.0, 103.0]</CycleData><CycleData>[200.0, "
      "201.0, "
      "202.0, 203.0]</CycleData></SignalData></MulticomponentData>";
  return members;
}

Run read(const Members& members) {
  const Source source = eds_source(members);
  return eds_quantstudio.read({&source, 1}, {});
}

Members changed(const std::string& member, const std::string& from, const std::string& to) {
  Members members = quantstudio_members();
  members.at(member) = tests::changed(members.at(member), from, to);
  return members;
}

void check_refused(const Members& members, const std::string& message) {
  CHECK_THROWS_WITH_AS(read(members), message.c_str(), FormatError);
}

}  // namespace

TEST_CASE("an .eds of QuantStudio gives instrument, plate, settings, dyes and results") {
  CHECK(&detect_format(eds_source(quantstudio_members())) == &format_named("eds-quantstudio"));
  const Run run = read(quantstudio_members());
  CHECK(run.issues.empty());
  CHECK(run.instrument.software == "QuantStudio 3 and 5 Software 1.5.1");
  CHECK(run.instrument.spec_version == "1.3.2");
  CHECK(run.cycles == 2);
  REQUIRE(run.reactions.size() == 3);
  CHECK(run.reactions[0].settings.threshold == 0.6053519973507173);
  CHECK(run.reactions[0].settings.baseline == BaselineWindow{1, 2});
  CHECK(run.reactions[0].instrument.ct == 1.25);
  CHECK(run.reactions[1].settings.automatic_threshold == false);
  CHECK(run.reactions[2].instrument.ct_status == CtStatus::Undetermined);
  REQUIRE(run.dyes.size() == 5);
  CHECK(run.dyes[0].dye == "VIC");
  CHECK(find_dye(run, {0, 0}, "FAM")->signal == std::vector{842270.7, 8.5e5});
  CHECK(find_dye(run, {0, 0}, "ROX")->signal == std::vector{363171.06, 363172.0});
  CHECK(find_dye(run, {0, 1}, "ROX")->signal == std::vector{200.0, 201.0});
}

TEST_CASE("melt reads of QuantStudio are kept apart, with their temperatures") {
  const Run run = read(quantstudio_members());
  REQUIRE(run.melts.size() == 5);
  CHECK(run.melts[1].dye == "FAM");
  CHECK(run.melts[1].signal == std::vector{7.0, 7.5});
  CHECK(run.melts[1].temperature_c == std::vector{65.0, 66.0});
  CHECK(run.melts[4].temperature_c == std::vector{65.0, 66.5});
}

TEST_CASE("a run that ended early, a read that is no number and a read that was left out are said") {
  Members members = changed("apldbio/sds/tcprotocol.xml", "<NumOfRepetitions>2", "<NumOfRepetitions>40");
  CHECK(issue_lines(read(members).issues) ==
        std::vector<std::string>{
            "warning run_stopped_early | plate.eds | The program plans 40 cycles, the file holds 2."});
  members = changed(signals_member, "[100.0, 101.0,", "[100.0, NaN,");
  const Run run = read(members);
  CHECK(std::isnan(find_dye(run, {0, 1}, "FAM")->signal[1]));
  CHECK(run.issues.size() == 1);
  members = changed(signals_member, "Cyc:2", "Cyc:3");
  CHECK(read(members).cycles == 3);
  CHECK(std::isnan(read(members).dyes[0].signal[1]));
  CHECK(read(members).dyes[0].signal[2] == 51.5);
}

TEST_CASE("a read before and one after the cycles are neither cycles nor melt") {
  Members members = quantstudio_members();
  std::string& program = members.at("apldbio/sds/tcprotocol.xml");
  program = tests::changed(program, "<StageFlag>PRE_CYCLING", "<StageFlag>PRE_READ");
  program = tests::changed(program, "<StageFlag>MELT", "<StageFlag>POST_READ");
  std::string& signals = members.at(signals_member);
  signals = tests::changed(
      signals, "[[Stg:2 Cyc:1 Stp:2 Pt:1], [Stg:2 Cyc:2 Stp:2 Pt:1], [Stg:3 Cyc:1 Stp:1 Pt:1], [Stg:3",
      "[[Stg:1 Cyc:1 Stp:1 Pt:1], [Stg:2 Cyc:1 Stp:2 Pt:1], [Stg:2 Cyc:2 Stp:2 Pt:1], [Stg:3");
  const Run run = read(members);
  CHECK(run.cycles == 2);
  CHECK(run.melts.empty());
  CHECK(find_dye(run, {0, 0}, "FAM")->signal == std::vector{8.5e5, 7.0});
}

TEST_CASE("an .eds of genotyping is refused with the reason") {
  check_refused(
      changed("apldbio/sds/plate_setup.xml", "<Id>detector-task</Id>", "<Id>marker-task</Id>"),
      "plate.eds: apldbio/sds/plate_setup.xml: a genotyping run, whose wells have alleles instead of "
      "targets: not read");
}

TEST_CASE("values of the relative threshold are named by their method and kept apart from Ct") {
  const Run run =
      read(changed("apldbio/sds/analysis_protocol.xml", "<JaxbAnalysisProtocol>",
                   "<JaxbAnalysisProtocol><JaxbAnalysisSettings><Type>com.apldbio.sds.platform.core."
                   "analysis.IAlgorithmSelectSettings</Type><JaxbSettingValue><Name>AlgorithmName</Name>"
                   "<JaxbValueItem><StringValue>Crt</StringValue></JaxbValueItem></JaxbSettingValue>"
                   "</JaxbAnalysisSettings>"));
  const InstrumentResult by_ct = read(quantstudio_members()).reactions[0].instrument;
  REQUIRE(by_ct.ct_status != CtStatus::Absent);
  CHECK(run.reactions[0].instrument.ct_status == CtStatus::Absent);
  CHECK(run.reactions[0].instrument.crt_status == by_ct.ct_status);
  CHECK(run.reactions[0].instrument.crt == by_ct.ct);
  CHECK(issue_lines(run.issues) ==
        std::vector<std::string>{
            "warning other_cycle_method | plate.eds | The instrument's values are Crt (relative threshold), "
            "not Ct: they are shown, no limit for Ct holds for them, and calls rest on the Ct of the curves. "
            "A limit for Crt is the panel's 'crt_cutoff'."});
}

TEST_CASE("a run that goes on, one never started and one without data are refused") {
  check_refused(
      changed("apldbio/sds/experiment.xml", "COMPLETE", "RUNNING"),
      "plate.eds: apldbio/sds/experiment.xml: the run is still in progress (RunState is RUNNING); save "
      "the file again when it has ended");
  Members members = changed("apldbio/sds/experiment.xml", "COMPLETE", "INIT");
  members.erase(signals_member);
  check_refused(members,
                "plate.eds: apldbio/sds/multicomponentdata.xml: no such member: the run has not been started "
                "(RunState is INIT)");
  members = quantstudio_members();
  members.erase(signals_member);
  members.erase("apldbio/sds/analysis_result.txt");
  check_refused(
      members,
      "plate.eds: apldbio/sds/multicomponentdata.xml: no such member: the file holds no amplification "
      "data");
}

TEST_CASE("results of QuantStudio without dyes are read from their own curves") {
  Members members = quantstudio_members();
  members.erase(signals_member);
  const Run run = read(members);
  CHECK(run.cycles == 2);
  CHECK(run.dyes.empty());
  CHECK(run.reactions[0].rn == std::vector{2.25, 2.5});
  CHECK(run.reactions[0].instrument.ct == 1.25);
}

TEST_CASE("a reporter that is absent from the dyes of its well is said") {
  const Run run = read(changed(signals_member, "[VIC, FAM, ROX]", "[VIC, JOE, ROX]"));
  REQUIRE(run.issues.size() == 1);
  CHECK(issue_line(run.issues[0]).starts_with("warning reporter_missing | plate.eds: A1 | "));
}

TEST_CASE("384 wells of QuantStudio are read") {
  Members members = quantstudio_members();
  members.at("apldbio/sds/plate_setup.xml") =
      tests::changed(members.at("apldbio/sds/plate_setup.xml"), "<Rows>2</Rows><Columns>3</Columns>",
                     "<Rows>16</Rows><Columns>24</Columns>");
  members.at(signals_member) = tests::changed(members.at(signals_member), "<WellCount>6", "<WellCount>384");
  const Run run = read(members);
  CHECK(run.issues.empty());
  CHECK(run.plate == Plate{.rows = 16, .columns = 24});
  CHECK(run.melts[0].temperature_c.empty());  // there are not as many as wells and reads
}

TEST_CASE("signals of QuantStudio that break the grammar are refused with what was wanted") {
  const std::string place = "plate.eds: " + signals_member + ": ";
  check_refused(changed(signals_member, "<CycleCount>4", "<CycleCount>four"),
                place + "expected a whole number up to 10000 in <CycleCount>, found 'four'");
  check_refused(changed(signals_member, "<CycleCount>4", "<CycleCount>5"),
                place + "expected 5 points in <CollectionPoints>, as <CycleCount> says, found 4");
  check_refused(changed(signals_member, "[50.5, 51.5, 8.0, 8.5]", "[50.5, 51.5, 8.0]"),
                place + "VIC in A1 has 3 reads, but <CycleCount> says 4");
  check_refused(changed(signals_member, "[50.5, 51.5,", "[50.5, x,"),
                place + "expected a number in <CycleData>, found 'x'");
  check_refused(changed(signals_member, "WellIndex=\"1\"", "WellIndex=\"6\""),
                place + "expected the index of one of 6 wells in WellIndex of <DyeData>, found '6'");
  check_refused(changed(signals_member, "[VIC, FAM, ROX]", "[VIC, FAM]"),
                place + "well A1 has 2 dyes, but more signals");
  check_refused(changed(signals_member, "[VIC, FAM, ROX]", "[VIC, FAM, ROX, JOE]"),
                place + "well A1 has 4 dyes, but 3 signals");
  check_refused(changed(signals_member, "[VIC, FAM, ROX]", "[VIC, VIC, ROX]"),
                place + "the dye VIC of well A1 stands there twice");
  check_refused(changed(signals_member, "Stg:2 Cyc:2", "Stg:2 Cyc:1"),
                place + "point 1 of step 2, cycle 1, stage 2 is read twice");
  check_refused(changed(signals_member, "Stg:2 Cyc:2", "Stg:x Cyc:2"),
                place +
                    "expected a point such as [Stg:2 Cyc:1 Stp:1 Pt:1] in <CollectionPoints>, found '[Stg:x "
                    "Cyc:2 Stp:2 Pt:1]'");
}

TEST_CASE("a real file of QuantStudio 5 is read: its Rn is its own dyes'") {
  const auto path = shared_data("real_runs/quantstudio_layout_b.eds");
  if (!path)
    return;
  const Source source{.name = path->filename(), .bytes = bytes_of_file(*path)};
  CHECK(&detect_format(source) == &format_named("eds-quantstudio"));
  const Run run = eds_quantstudio.read({&source, 1}, {});
  CHECK(run.plate == Plate{});
  CHECK(run.cycles == 4);
  CHECK(run.instrument.type_id == "appletini");
  CHECK(run.instrument.type_name == "QuantStudio 5 - 96-Well 0.2-mL Block");
  CHECK(run.instrument.software == "QuantStudio 3 and 5 Software 1.5.1");
  CHECK(run.passive_reference == "ROX");
  CHECK(run.melts.empty());
  REQUIRE_FALSE(run.reactions.empty());
  std::size_t compared = 0;
  for (const Reaction& reaction : run.reactions) {
    const DyeTrace* reporter = find_dye(run, *reaction.well, reaction.reporter);
    const DyeTrace* passive = find_dye(run, *reaction.well, "ROX");
    CHECK(reaction.instrument.ct_status != CtStatus::Value);
    CHECK_FALSE(reaction.settings.baseline == BaselineWindow{0, 0});
    if (reporter == nullptr || passive == nullptr || reaction.rn.empty())
      continue;
    for (std::size_t i = 0; i < 4; ++i) {
      CAPTURE(to_string(*reaction.well));
      CHECK(reaction.rn[i] == doctest::Approx(reporter->signal[i] / passive->signal[i]).epsilon(2e-6));
      ++compared;
    }
  }
  CHECK(compared == 384);
}
