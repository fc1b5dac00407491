#include "formats/eds_7500.hpp"

#include <cmath>
#include <iterator>
#include <random>

#include <doctest/doctest.h>

#include "flipped_bits.hpp"
#include "formats/formats.hpp"
#include "formats/small_eds.hpp"
#include "shared_data.hpp"
#include "words/issues.hpp"

using namespace crossbreak;

namespace {

Run read(const Members& members) {
  const Source source = eds_source(members);
  return eds_7500.read({&source, 1}, {});
}

/// The small plate with one piece of one member replaced; the piece must be there.
Members changed(const std::string& member, const std::string& from, const std::string& to) {
  Members members = small_eds_members();
  std::string& text = members.at("apldbio/sds/" + member);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  return members;
}

Members without(const std::string& member) {
  Members members = small_eds_members();
  REQUIRE(members.erase("apldbio/sds/" + member) == 1);
  return members;
}

void check_refused(const Members& members, const std::string& message) {
  CHECK_THROWS_WITH_AS(read(members), message.c_str(), FormatError);
}

std::vector<std::string> issue_texts(const Run& run) {
  std::vector<std::string> texts;
  for (const Issue& issue : run.issues)
    texts.push_back(std::string(code_of(issue.code)) + " | " + issue.place + " | " + issue.words.en);
  return texts;
}

}  // namespace

TEST_CASE("an .eds gives the instrument, the plate and the program") {
  const Run run = read(small_eds_members());
  CHECK(issue_texts(run).empty());
  CHECK(run.instrument.type_id == "sds7500");
  CHECK(run.instrument.software == "7500 Software v2.3");
  CHECK(run.instrument.spec_version == "1.1.1");
  CHECK(run.experiment_name == "Plate 1");
  CHECK(run.experiment_type == "Standard Curve");
  CHECK(run.chemistry == "TAQMAN");
  CHECK(run.operator_name == "Li");
  CHECK(run.barcode == "B77");
  CHECK(run.run_state == "COMPLETE");
  CHECK(run.run_started == "2007-11-10T01:46:54Z");
  CHECK(run.run_ended == "2007-11-10T03:10:59Z");
  CHECK(run.plate == Plate{.rows = 2, .columns = 3});
  CHECK(run.passive_reference_status == PassiveReferenceStatus::Dye);
  CHECK(run.passive_reference == "ROX");
  REQUIRE(run.program.size() == 3);
  CHECK(run.program[1].kind == "CYCLING");
  CHECK(run.program[1].repetitions == 2);
  CHECK(run.program[1].steps[1].temperature_c == 60);
  CHECK(run.program[1].steps[1].hold_s == 60);
  CHECK(run.program[1].steps[1].collects);
  CHECK_FALSE(run.program[1].steps[0].collects);
}

TEST_CASE("a multiplex well of an .eds gives one reaction per target, an omitted well says so") {
  const Run run = read(small_eds_members());
  REQUIRE(run.reactions.size() == 3);
  CHECK(run.reactions[0].well == Well{0, 0});
  CHECK(run.reactions[0].sample == "P1");
  CHECK(run.reactions[0].target == "D4-7");
  CHECK(run.reactions[0].task == "STANDARD");
  CHECK(run.reactions[0].reporter == "FAM");
  CHECK(run.reactions[0].quencher == "TAMRA");
  CHECK(run.reactions[0].quantity == 10);
  CHECK_FALSE(run.reactions[0].omitted);
  CHECK(run.reactions[1].well == Well{0, 0});
  CHECK(run.reactions[1].sample == "P1");
  CHECK(run.reactions[1].target == "ALB");
  CHECK(run.reactions[1].reporter == "VIC");
  CHECK_FALSE(run.reactions[1].quantity.has_value());  // the 1.0 of an unknown means nothing
  CHECK(run.reactions[2].well == Well{0, 1});
  CHECK(run.reactions[2].sample == "NTC");
  CHECK(run.reactions[2].omitted);
}

TEST_CASE("quirk 14: the second number is the signal, though summary triples are glued in front of records") {
  const Run run = read(small_eds_members());
  CHECK(run.cycles == 2);
  REQUIRE(run.dyes.size() == 5);
  CHECK(find_dye(run, {0, 0}, "FAM")->signal == std::vector{842270.7, 8.5e5});
  CHECK(find_dye(run, {0, 0}, "VIC")->signal == std::vector{50.5, 51.5});
  CHECK(find_dye(run, {0, 0}, "ROX")->signal == std::vector{363171.06, 363172.0});
  CHECK(find_dye(run, {0, 1}, "FAM")->signal == std::vector{100.0, 101.0});
  CHECK(find_dye(run, {0, 1}, "ROX")->signal == std::vector{200.0, 201.0});
}

TEST_CASE("melt reads of an .eds are kept apart from cycles") {
  const Run run = read(small_eds_members());
  REQUIRE(run.melts.size() == 5);
  CHECK(run.melts[0].well == Well{0, 0});
  CHECK(run.melts[0].dye == "FAM");
  CHECK(run.melts[0].signal == std::vector{7.0});
  CHECK(run.melts[0].temperature_c.empty());
}

TEST_CASE("reads before cycling belong neither to the cycles nor to the melt") {
  Members members = changed("tcprotocol.xml", "<CollectionFlag>0", "<CollectionFlag>1");
  std::string& program = members["apldbio/sds/tcprotocol.xml"];
  program.replace(program.find("<NumOfRepetitions>2"), 19, "<NumOfRepetitions>1");
  members.erase("apldbio/sds/analysis_result.txt");  // it holds two cycles
  const Run run = read(members);
  CHECK(run.cycles == 1);
  CHECK(find_dye(run, {0, 0}, "FAM")->signal == std::vector{8.5e5});
  CHECK(run.melts[0].signal == std::vector{7.0});
}

TEST_CASE("a read that is NaN or Infinity is missing and reported") {
  for (const char* word : {"NaN", "Infinity", "-Infinity"}) {
    CAPTURE(word);
    const Run run = read(changed("multicomponent_data.txt", "842270.7", word));
    CHECK(std::isnan(find_dye(run, {0, 0}, "FAM")->signal[0]));
    CHECK(find_dye(run, {0, 0}, "FAM")->signal[1] == 8.5e5);
    CHECK(issue_texts(run) ==
          std::vector<std::string>{"signal_not_finite | plate.eds | Reads that are NaN or "
                                   "Infinity count as missing in wells A1."});
  }
}

TEST_CASE("threshold and window of an .eds are those used: a target's automatic window is only a default") {
  const Run run = read(small_eds_members());
  CHECK(run.reactions[0].settings == FileSettings{.threshold = 0.6053519973507173,
                                                  .automatic_threshold = true,
                                                  .baseline = BaselineWindow{1, 2},
                                                  .automatic_baseline = true});
  CHECK(run.reactions[1].settings == FileSettings{.threshold = 0.1,
                                                  .automatic_threshold = false,
                                                  .baseline = BaselineWindow{1, 1},
                                                  .automatic_baseline = false});
  CHECK(run.reactions[2].settings == FileSettings{.threshold = 0.6053519973507173,
                                                  .automatic_threshold = true,
                                                  .baseline = std::nullopt,
                                                  .automatic_baseline = true});
}

TEST_CASE("an automatic threshold that no analysis has set is not used") {
  const Run run = read(changed("analysis_protocol.xml", "IWellSettings", "IOtherSettings"));
  CHECK_FALSE(run.reactions[0].settings.threshold.has_value());
  CHECK_FALSE(run.reactions[0].settings.baseline.has_value());
  CHECK(run.reactions[1].settings.threshold == 0.1);
  CHECK(issue_texts(run) ==
        std::vector<std::string>{
            "not_analysed | plate.eds | The instrument's software has not analysed 'D4-7': its "
            "automatic threshold is a default and is not used."});
}

TEST_CASE("a window beyond the cycles is reported and not used") {
  const Run run = read(changed("analysis_protocol.xml", "<V>2</V>", "<V>39</V>"));
  CHECK_FALSE(run.reactions[0].settings.baseline.has_value());
  CHECK(issue_texts(run) ==
        std::vector<std::string>{"baseline_window | plate.eds: A1 | The baseline window 1-39 of "
                                 "'D4-7' does not lie within 2 cycles and is not used."});
}

TEST_CASE("quirk 7: a Ct equal to the number of cycles is Undetermined") {
  const Run run = read(small_eds_members());
  CHECK(run.reactions[2].instrument.ct_status == CtStatus::Undetermined);
  CHECK_FALSE(run.reactions[2].instrument.ct.has_value());
  CHECK(run.reactions[0].instrument == InstrumentResult{.ct_status = CtStatus::Value,
                                                        .ct = 1.25,
                                                        .ct_mean = 1.5,
                                                        .ct_sd = 0.125,
                                                        .ct_decimals = std::nullopt,
                                                        .crt_status = CtStatus::Absent,
                                                        .crt = {},
                                                        .amp_status = {}});
  CHECK(run.reactions[0].rn == std::vector{2.25, 2.5});
  CHECK(run.reactions[0].delta_rn == std::vector{-1e-4, 0.5});
  CHECK(run.reactions[1].instrument.ct_status == CtStatus::Absent);
}

TEST_CASE("results that do not fit the plate become issues") {
  const Run run = read(changed("analysis_result.txt", "1\tNTC\tD4-7", "3\tNTC\tD4-7"));
  CHECK(run.reactions[2].instrument.ct_status == CtStatus::Absent);
  CHECK(issue_texts(run) ==
        std::vector<std::string>{
            "result_without_target | plate.eds: B1 | The file holds a result for 'D4-7', which "
            "its plate setup does not have in this well; it is left out."});
  CHECK(issue_texts(read(changed("analysis_result.txt", "0\tP1", "0\tP9"))) ==
        std::vector<std::string>{
            "sample_name_differs | plate.eds: A1 | The results call the sample 'P9', the plate "
            "setup 'P1'; the plate setup counts."});
}

TEST_CASE("curves of the instrument's software that have another length are left out and reported") {
  const Run run = read(changed("analysis_result.txt", "Rn values\t2.25", "Rn values"));
  CHECK(run.reactions[0].rn.empty());
  CHECK(run.reactions[0].delta_rn.size() == 2);
  CHECK(issue_texts(run) ==
        std::vector<std::string>{"result_curves_left_out | plate.eds | The software's Rn curves do "
                                 "not have 2 cycles and are left out: A1."});
}

TEST_CASE("a threshold that is no finite number is reported and not used") {
  const Run run = read(changed("analysis_protocol.xml", "0.6053519973507173", "NaN"));
  CHECK_FALSE(run.reactions[0].settings.threshold.has_value());
  CHECK(issue_texts(run) ==
        std::vector<std::string>{
            "threshold_not_finite | plate.eds | The threshold of 'D4-7' is no finite number and is "
            "not used."});
}

TEST_CASE("quirk 10: unused wells give neither reactions nor signals") {
  const Run run = read(small_eds_members());
  for (const DyeTrace& trace : run.dyes)
    CHECK(trace.well.row == 0);
  CHECK(run.reactions.back().well == Well{0, 1});
}

TEST_CASE("quirk 12: a reporter that is absent from the well's dyes is reported") {
  CHECK(issue_texts(read(changed("plate_setup.xml", "<Reporter>VIC", "<Reporter>JOE"))) ==
        std::vector<std::string>{"reporter_missing | plate.eds: A1 | 'ALB' reports in 'JOE', but the well "
                                 "has no signal of that dye."});
}

TEST_CASE("wells that have only a sample, only a target or only a signal are reported") {
  CHECK(issue_texts(read(changed("plate_setup.xml", "<Index>1</Index><FeatureItem><DetectorTaskList>",
                                 "<Index>4</Index><FeatureItem><DetectorTaskList>"))) ==
        std::vector<std::string>{
            "sample_without_target | plate.eds | Wells with a sample but no target are left out: A2.",
            "target_without_signal | plate.eds | Wells with a target but no signal: B2.",
            "signal_without_target | plate.eds | Wells with signals but no target are left out: A2.",
            "result_without_target | plate.eds: A2 | The file holds a result for 'D4-7', which its plate "
            "setup does "
            "not have in this well; it is left out."});
}

TEST_CASE("a passive reference of NULL is a statement, silence is reported, a missing one too") {
  const Run none = read(changed("plate_setup.xml", "ROX", "NULL"));
  CHECK(none.passive_reference_status == PassiveReferenceStatus::None);
  CHECK(none.passive_reference.empty());
  CHECK(none.issues.empty());
  const Run silent = read(changed("plate_setup.xml", "<PassiveReferenceDye>ROX</PassiveReferenceDye>", ""));
  CHECK(silent.passive_reference_status == PassiveReferenceStatus::NotStated);
  CHECK(issue_texts(silent) ==
        std::vector<std::string>{
            "passive_reference_not_stated | plate.eds | The file does not say which dye is the "
            "passive reference: the reporter is taken as it is."});
  CHECK(issue_texts(read(changed("plate_setup.xml", ">ROX<", ">MUSTANG<"))) ==
        std::vector<std::string>{
            "passive_reference_missing | plate.eds | Wells without a signal of the passive "
            "reference MUSTANG: A1, A2."});
}

TEST_CASE("quirk 15: members are found behind backslashes and in other case") {
  Members members;
  for (const auto& [name, bytes] : small_eds_members())
    members["APLDBIO\\SDS\\" + name.substr(12)] = bytes;
  members["xl/workbook.xml"] = "<workbook/>";
  members["[Content_Types].xml"] = "<Types/>";
  const Source source = eds_source(members);
  CHECK(eds_7500.recognises(source));
  CHECK(eds_7500.read({&source, 1}, {}).reactions.size() == 3);
}

TEST_CASE("a run that did not end as planned says so") {
  CHECK(issue_texts(read(changed("experiment.xml", "COMPLETE", "STOPPED"))) ==
        std::vector<std::string>{
            "run_state | plate.eds | The run is not marked as completed: RunState is STOPPED."});
  Members members = changed("tcprotocol.xml", "<NumOfRepetitions>2", "<NumOfRepetitions>40");
  members.erase("apldbio/sds/analysis_result.txt");
  const Run run = read(members);
  CHECK(run.cycles == 3);
  CHECK(run.melts.empty());
  CHECK(issue_texts(run).front() ==
        "run_stopped_early | plate.eds | The program plans 40 cycles, the file holds 3.");
}

TEST_CASE("an .eds that cannot be read names file, member and line") {
  check_refused(
      changed("experiment.xml", "COMPLETE", "RUNNING"),
      "plate.eds: apldbio/sds/experiment.xml: the run is still in progress (RunState is RUNNING); save the "
      "file again when it has ended");
  check_refused(
      changed("experiment.xml", "1194659214000", "yesterday"),
      "plate.eds: apldbio/sds/experiment.xml: expected a time in milliseconds in <RunStartTime>, found "
      "'yesterday'");
  check_refused(changed("experiment.xml", "</Operator>", ""),
                "plate.eds: apldbio/sds/experiment.xml: damaged XML: Start-end tags mismatch");
  check_refused(changed("plate_setup.xml", "P1", "\xFF"),
                "plate.eds: apldbio/sds/plate_setup.xml: the text is not UTF-8");
  check_refused(changed("plate_setup.xml", "<Index>1</Index>", "<Index>6</Index>"),
                "plate.eds: apldbio/sds/plate_setup.xml: well index 6 lies outside the plate of 6 wells");
  check_refused(changed("plate_setup.xml", "<Index>1</Index>", "<Index>0</Index>"),
                "plate.eds: apldbio/sds/plate_setup.xml: well A1 has two samples");
  check_refused(changed("plate_setup.xml", "ALB", "D4-7"),
                "plate.eds: apldbio/sds/plate_setup.xml: well A1 has the target 'D4-7' twice");
  check_refused(
      changed("plate_setup.xml", "<Rows>2</Rows>", ""),
      "plate.eds: apldbio/sds/plate_setup.xml: expected a whole number in <Rows> of <Plate>, found ''");
  check_refused(
      changed("plate_setup.xml", "<Rows>2", "<Rows>99"),
      "plate.eds: apldbio/sds/plate_setup.xml: expected a plate of at most 16 x 24 wells, found 99 x 3");
  check_refused(changed("analysis_protocol.xml", "0.6053519973507173", "high"),
                "plate.eds: apldbio/sds/analysis_protocol.xml: expected a number in Threshold, found 'high'");
  check_refused(changed("tcprotocol.xml", "<CollectionFlag>1", "<CollectionFlag>0"),
                "plate.eds: apldbio/sds/tcprotocol.xml: no step of a CYCLING stage reads fluorescence");
  check_refused(
      changed("tcprotocol.xml", "<NumOfRepetitions>2</NumOfRepetitions><TCStep><CollectionFlag>0",
              "<NumOfRepetitions>2</NumOfRepetitions><TCStep><CollectionFlag>1"),
      "plate.eds: apldbio/sds/tcprotocol.xml: fluorescence is read in 2 steps of CYCLING stages, and the "
      "file does not say which of them is analysed");
  check_refused(
      changed("multicomponent_data.txt", "SIGNAL DATA", "SIGNAL"),
      "plate.eds: apldbio/sds/multicomponent_data.txt:3: expected the columns WELL, CYCLE, DYE LIST, MSE, "
      "SIGNAL DATA, PURE_DYE_DATA, found 'WELL\tCYCLE\tDYE LIST\tMSE\tSIGNAL\tPURE_DYE_DATA'");
  check_refused(
      changed("multicomponent_data.txt", "842270.7", "n/a"),
      "plate.eds: apldbio/sds/multicomponent_data.txt:4: expected a number under SIGNAL DATA, found 'n/a'");
  check_refused(
      changed("multicomponent_data.txt", "0\t1\tVIC", "0\t4\tVIC"),
      "plate.eds: apldbio/sds/multicomponent_data.txt:20: expected cycle index 1 of VIC in A1, found 4");
  check_refused(
      changed("multicomponent_data.txt", "1\t2\tROX", "99\t2\tROX"),
      "plate.eds: apldbio/sds/multicomponent_data.txt:60: well index 99 lies outside the plate of 6 wells");
  check_refused(changed("analysis_result.txt", "1.25", "soon"),
                "plate.eds: apldbio/sds/analysis_result.txt:3: expected a number under Ct, found 'soon'");
}

TEST_CASE("an .eds without what a run needs says what is missing") {
  Members no_data = without("multicomponent_data.txt");
  no_data.erase("apldbio/sds/analysis_result.txt");
  check_refused(
      no_data,
      "plate.eds: apldbio/sds/multicomponent_data.txt: no such member: the file holds no amplification data");
  Members not_started = changed("experiment.xml", "COMPLETE", "INIT");
  not_started.erase("apldbio/sds/multicomponent_data.txt");
  check_refused(
      not_started,
      "plate.eds: apldbio/sds/multicomponent_data.txt: no such member: the run has not been started "
      "(RunState is INIT)");
  for (const char* member : {"experiment.xml", "plate_setup.xml", "tcprotocol.xml"}) {
    CAPTURE(member);
    check_refused(without(member),
                  "plate.eds: apldbio/sds/" + std::string(member) + ": no such member in the file");
  }
  Members unused = small_eds_members();
  unused["apldbio/sds/multicomponent_data.txt"] =
      "WELL\tCYCLE\tDYE LIST\tMSE\tSIGNAL DATA\tPURE_DYE_DATA\r\n0\t0\t0.0\t0\t1\t0.0\t";
  check_refused(unused, "plate.eds: apldbio/sds/multicomponent_data.txt: no signal in any well");
}

TEST_CASE("multicomponent data cut off in the middle is refused, whatever the place") {
  const std::string whole = small_eds_members().at("apldbio/sds/multicomponent_data.txt");
  const std::size_t last_signal = whole.find("202.0\t1.0\r\n");
  REQUIRE(last_signal != std::string::npos);
  for (std::size_t length = 0; length < last_signal; ++length) {
    CAPTURE(length);
    Members members = small_eds_members();
    members["apldbio/sds/multicomponent_data.txt"] = whole.substr(0, length);
    members.erase("apldbio/sds/analysis_result.txt");
    std::string outcome;
    try {
      outcome = issue_texts(read(members)).at(0);  // a cut between two wells
    } catch (const FormatError& error) {
      outcome = std::string(error.what()).substr(0, 46);
    }
    const bool clear = outcome == "plate.eds: apldbio/sds/multicomponent_data.txt" ||
                       outcome ==
                           "signals_end_early | plate.eds | The signals do not reach the last well of the "
                           "plate: they may be cut off.";
    CHECK_MESSAGE(clear, outcome);
  }
}

TEST_CASE("members with flipped bytes are refused or read, never worse") {
  std::mt19937 random(20261121);
  for (int round = 0; round < 2000; ++round) {
    Members members = small_eds_members();
    auto member = std::next(members.begin(), static_cast<std::ptrdiff_t>(random() % members.size()));
    for (int flip = 0; flip < 3; ++flip)
      tests::flip_a_bit(member->second, random);
    CAPTURE(round);
    try {
      (void)read(members);
    } catch (const FormatError& error) {
      CHECK(std::string(error.what()).starts_with("plate.eds: apldbio/sds/"));
    }
  }
}

TEST_CASE("results without dyes are read from their curves, results without curves say so") {
  Members members = without("multicomponent_data.txt");
  const Run run = read(members);
  CHECK(run.cycles == 2);
  CHECK(run.dyes.empty());
  CHECK(run.reactions[0].rn == std::vector{2.25, 2.5});
  CHECK(run.reactions[0].delta_rn == std::vector{-1.0E-4, 0.5});
  CHECK(run.reactions[0].instrument.ct == 1.25);
  CHECK(run.reactions[0].settings.threshold == 0.6053519973507173);
  CHECK(issue_texts(run).empty());

  std::string& results = members.at("apldbio/sds/analysis_result.txt");
  results.erase(results.find("Rn values"), results.find("1\tNTC") - results.find("Rn values"));
  const Run bare = read(members);
  CHECK(bare.cycles == 0);
  CHECK(bare.reactions[0].rn.empty());
  CHECK(bare.reactions[0].instrument.ct == 1.25);
  CHECK(bare.reactions[2].instrument.ct_status == CtStatus::Undetermined);
  CHECK(issue_texts(bare) ==
        std::vector<std::string>{
            "curves_missing | plate.eds | The experiment file holds neither dyes nor curves: open it in the "
            "instrument's software, analyse it and save it again."});
}

TEST_CASE("a Ct beyond the cycles that were run is Undetermined") {
  const Run run = read(changed("analysis_result.txt", "\t1.25\t", "\t40.0\t"));
  CHECK(run.reactions[0].instrument.ct_status == CtStatus::Undetermined);
  CHECK_FALSE(run.reactions[0].instrument.ct.has_value());
}

TEST_CASE("a real 7500 Fast file is read completely") {
  const auto path = shared_data("real_runs/7500fast_v2.3_standard_curve.eds");
  if (!path)
    return;
  const Source source{.name = path->filename(), .bytes = bytes_of_file(*path)};
  CHECK(&detect_format(source) == &format_named("eds-7500"));
  const Run run = eds_7500.read({&source, 1}, {});
  CHECK(run.issues.empty());
  CHECK(run.plate == Plate{});
  CHECK(run.cycles == 40);
  CHECK(run.instrument.type_id == "sds7500fast");
  CHECK(run.instrument.software == "7500 Software v2.3");
  CHECK(run.run_started == "2007-11-10T01:46:54Z");
  CHECK(run.passive_reference == "ROX");
  REQUIRE(run.reactions.size() == 24);
  REQUIRE(run.dyes.size() == 72);
  std::string tasks;
  std::string windows;
  for (const Reaction& reaction : run.reactions) {
    CHECK(reaction.target == "RNase P TAMRA");
    CHECK(reaction.settings.threshold == 0.6053519973507173);
    CHECK(reaction.settings.automatic_threshold == true);
    tasks += reaction.task.front();
    windows += std::to_string(reaction.settings.baseline.value().start) + '-' +
               std::to_string(reaction.settings.baseline.value().end) + ' ';
  }
  CHECK(tasks == "NNNUUUUUUSSSSSSSSSSSSSSS");
  CHECK(windows ==
        "3-13 3-39 3-39 3-22 3-21 3-22 3-20 3-19 3-21 3-19 3-20 3-19 "
        "3-20 3-21 3-20 3-21 3-21 3-21 3-22 3-21 3-21 3-23 3-23 3-23 ");
  for (int well = 0; well < 24; ++well)
    for (const char* dye : {"FAM", "ROX", "TAMRA"})
      REQUIRE(find_dye(run, *well_at(well, run.plate), dye)->signal.size() == 40);
  CHECK(find_dye(run, {0, 0}, "FAM")->signal[0] == 842270.7);
  CHECK(find_dye(run, {0, 0}, "FAM")->signal[1] == 844747.8);
  CHECK(find_dye(run, {0, 0}, "TAMRA")->signal[0] == 438985.22);
}

TEST_CASE("quirk 19: mock and foreign .eds files are refused in one line") {
  const struct {
    const char* file;
    std::string message;
  } cases[] = {
      {"mock_cdc_3.eds",
       "mock_cdc_3.eds: apldbio/sds/multicomponent_data.txt: no such member: the file holds no amplification "
       "data"},
      {"empty_mock.eds",
       "empty_mock.eds: apldbio/sds/multicomponent_data.txt: no such member: the file holds no amplification "
       "data"},
  };
  for (const auto& c : cases) {
    const auto path = shared_data(std::string("real_runs/") + c.file);
    if (!path)
      continue;
    const Source source{.name = c.file, .bytes = bytes_of_file(*path)};
    CHECK_THROWS_WITH_AS(detect_format(source).read({&source, 1}, {}), c.message.c_str(), FormatError);
  }
}
