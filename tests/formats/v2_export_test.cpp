#include "formats/v2_export.hpp"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "changed_text.hpp"
#include "formats/formats.hpp"
#include "shared_data.hpp"
#include "words/issues.hpp"

using namespace crossbreak;
using crossbreak::tests::changed;

namespace {

/// A duplexed standard in A1, an NTC in A2, two cycles and one melt read; A3 is not in use.
const std::string small_export =
    "* Block Type = 96fast\n"
    "* Chemistry = TAQMAN\n"
    "* Experiment File Name = C:\\Applied Biosystems\\7500\\bin\\Plate 7.eds\n"
    "* Experiment Run End Time = 2009-06-29 15:29:11 PM EDT\n"
    "* Instrument Type = sds7500fast\n"
    "* Passive Reference = ROX\n"
    "\n"
    "[Sample Setup]\n"
    "Well\tSample Name\tSample Color\tBiogroup Name\tBiogroup Color\tTarget Name\tTarget "
    "Color\tTask\tReporter\tQuencher"
    "\tQuantity\tComments\n"
    "A1\tP1 \t\"RGB(1,2,3)\"\t\t\tD4-7\t\tSTANDARD\tFAM\tTAMRA\t10\tgood\n"
    "A1\tP1 \t\"RGB(1,2,3)\"\t\t\tALB\t\tUNKNOWN\tVIC\tNone\t1\t\n"
    "A2\tNTC\t\t\t\tD4-7\t\tNTC\tFAM\tTAMRA\t\t\n"
    "A3\t\t\t\t\t\t\t\t\t\t\t\n"
    "\n"
    "[Amplification Data]\n"
    "Well\tCycle\tTarget Name\tRn\tΔRn\n"
    "A1\t1\tD4-7\t0.612\t-0.007\n"
    "A1\t2\tD4-7\t0.619\t0.12\n"
    "A1\t1\tALB\t1.5\t0.1\n"
    "A1\t2\tALB\t1.75\t0.2\n"
    "A2\t1\tD4-7\t0.5\t0\n"
    "A2\t2\tD4-7\t0.5\t0.001\n"
    "A3\t1\t\t\t\n"
    "A3\t2\t\t\t\n"
    "\n"
    "[Multicomponent Data]\n"
    "Well\tCycle\tROX\tFAM\tVIC\n"
    "A1\t1\t1,000.5\t612.5\t15\n"
    "A1\t2\t1,001.5\t619\t17.5\n"
    "A1\t3\t1,002.5\t7\t8\n"
    "A2\t1\t900\t450\t\n"
    "A2\t2\t901\t450\t\n"
    "A2\t3\t902\t9\t\n"
    "\n"
    "[Results]\n"
    "Well\tSample Name\tTarget Name\tTask\tReporter\tQuencher\tCт\tCт Mean\tCт SD\tQuantity\tAutomatic Ct "
    "Threshold\tCt "
    "Threshold\tAutomatic Baseline\tBaseline Start\tBaseline End\tTm1\tComments\tBADROX\tHIGHSD\n"
    "A1\tP1 \tD4-7\tSTANDARD\tFAM\tTAMRA\t23.70\t23.756\t0.1\t10\ttrue\t0.2\ttrue\t1\t2\t\tgood\tY\tN\n"
    "A1\tP1 \tALB\tUNKNOWN\tVIC\tNone\t1.25\t\t\t77\tfalse\t0.1\tfalse\t1\t1\t\t\t\tN\n"
    "A2\tNTC\tD4-7\tNTC\tFAM\tTAMRA\tUndetermined\t\t\t\ttrue\t0.2\ttrue\t1\t2\t\t\tN\tN\n"
    "A3\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n"
    "\n"
    "Analysis Type = Singleplex\n"
    "Endogenous Control = ALB\n";

Run read(const std::string& bytes) {
  const Source source{.name = "plate.txt", .bytes = bytes};
  REQUIRE(v2_text.recognises(source));
  return v2_text.read({&source, 1}, {});
}

/// The small export without one of its sections.
std::string without(const std::string& section) {
  const std::size_t start = small_export.find("[" + section + "]");
  REQUIRE(start != std::string::npos);
  return small_export.substr(0, start) + small_export.substr(small_export.find("\n\n", start) + 2);
}

std::vector<std::string> issue_texts(const Run& run) {
  std::vector<std::string> texts;
  for (const Issue& issue : run.issues)
    if (issue.code != IssueCode::ThousandsSeparators)
      texts.push_back(std::string(code_of(issue.code)) + " | " + issue.place + " | " + issue.words.en);
  return texts;
}

void check_refused(const std::string& bytes, const std::string& message) {
  CHECK_THROWS_WITH_AS(read(bytes), message.c_str(), FormatError);
}

/// The run of a real file, or nothing where the shared data are not there.
std::optional<Run> real_run(const std::string& file, const char* format) {
  const auto path = shared_data("real_runs/" + file);
  if (!path)
    return std::nullopt;
  const Source source{.name = file, .bytes = bytes_of_file(*path)};
  CHECK(detect_format(source).name == format);
  return format_named(format).read({&source, 1}, {});
}

const Reaction& reaction_in(const Run& run, const char* well, std::string_view target) {
  const auto found = std::find_if(run.reactions.begin(), run.reactions.end(), [&](const Reaction& reaction) {
    return reaction.well == parse_well(well) && reaction.target == target;
  });
  REQUIRE(found != run.reactions.end());
  return *found;
}

}  // namespace

TEST_CASE("a v2 export gives header, plate and settings") {
  const Run run = read(small_export);
  CHECK(issue_texts(run).empty());
  CHECK(run.encoding == "UTF-8");
  CHECK(run.instrument.block_type == "96fast");
  CHECK(run.instrument.type_id == "sds7500fast");
  CHECK(run.chemistry == "TAQMAN");
  CHECK(run.experiment_name == "Plate 7");
  CHECK(run.passive_reference_status == PassiveReferenceStatus::Dye);
  CHECK(run.passive_reference == "ROX");
  REQUIRE(run.reactions.size() == 3);
  const Reaction& first = run.reactions[0];
  CHECK(first.well == Well{0, 0});
  CHECK(first.sample == "P1 ");  // as in the file
  CHECK(first.target == "D4-7");
  CHECK(first.task == "STANDARD");
  CHECK(first.reporter == "FAM");
  CHECK(first.quencher == "TAMRA");
  CHECK(first.quantity == 10);
  CHECK(first.comments == "good");
  CHECK(first.settings == FileSettings{.threshold = 0.2,
                                       .automatic_threshold = true,
                                       .baseline = BaselineWindow{1, 2},
                                       .automatic_baseline = true});
  CHECK(run.reactions[1].target == "ALB");
  CHECK_FALSE(run.reactions[1].quantity.has_value());  // computed, not set
  CHECK(run.reactions[1].settings == FileSettings{.threshold = 0.1,
                                                  .automatic_threshold = false,
                                                  .baseline = BaselineWindow{1, 1},
                                                  .automatic_baseline = false});
}

TEST_CASE("a v2 export gives curves, dyes and melt reads apart") {
  const Run run = read(small_export);
  CHECK(run.cycles == 2);
  CHECK(run.reactions[0].rn == std::vector{0.612, 0.619});
  CHECK(run.reactions[0].delta_rn == std::vector{-0.007, 0.12});
  CHECK(run.reactions[0].rn_decimals == 3);
  REQUIRE(run.dyes.size() == 5);
  CHECK(find_dye(run, {0, 0}, "ROX")->signal == std::vector{1000.5, 1001.5});
  CHECK(find_dye(run, {0, 0}, "VIC")->signal == std::vector{15.0, 17.5});
  CHECK(find_dye(run, {0, 1}, "VIC") == nullptr);
  REQUIRE(run.melts.size() == 5);
  CHECK(run.melts[0].dye == "ROX");
  CHECK(run.melts[0].signal == std::vector{1002.5});
}

TEST_CASE(
    "quirk 1: a Ct column with a Cyrillic te, as Ct, CT, Cq or after a wrong encoding is the same column") {
  for (const char* title : {"Cт", "CT", "Ct", "Cq", "CÑ‚"}) {
    CAPTURE(title);
    std::string text = small_export;
    for (std::size_t at = text.find("Cт"); at != std::string::npos; at = text.find("Cт", at + 1))
      text.replace(at, std::string("Cт").size(), title);
    const Run run = read(text);
    CHECK(run.reactions[0].instrument == InstrumentResult{.ct_status = CtStatus::Value,
                                                          .ct = 23.7,
                                                          .ct_mean = 23.756,
                                                          .ct_sd = 0.1,
                                                          .ct_decimals = 2,
                                                          .crt_status = CtStatus::Absent,
                                                          .crt = {},
                                                          .amp_status = {}});
    CHECK(run.reactions[2].instrument.ct_status == CtStatus::Undetermined);
    CHECK(run.reactions[0].settings.threshold == 0.2);
  }
}

TEST_CASE("quirk 2: delta Rn may be written in three ways") {
  for (const char* title : {"ΔRn", "Delta Rn", "dRn"}) {
    CAPTURE(title);
    CHECK(read(changed(small_export, "ΔRn", title)).reactions[0].delta_rn == std::vector{-0.007, 0.12});
  }
}

TEST_CASE("quirk 5: an end time with PM after 15 hours and a zone abbreviation is kept word for word") {
  CHECK(read(small_export).run_ended == "2009-06-29 15:29:11 PM EDT");
}

TEST_CASE("quirk 6: Not Started though data are present is an issue") {
  const Run run = read(changed(small_export, "2009-06-29 15:29:11 PM EDT", "Not Started"));
  CHECK(run.run_ended.empty());
  CHECK(run.run_state == "Not Started");
  CHECK(issue_texts(run) ==
        std::vector<std::string>{"run_state | plate.txt | The header says 'Not Started' for the "
                                 "end of the run, though data are present."});
}

TEST_CASE("quirk 8: thousands separators are read and reported") {
  const Run run = read(small_export);
  CHECK(find_dye(run, {0, 0}, "ROX")->signal[0] == 1000.5);
  REQUIRE(run.issues.size() == 1);
  CHECK(run.issues[0].code == IssueCode::ThousandsSeparators);
}

TEST_CASE("quirk 9: padded values and trailing blanks in keys do not matter") {
  std::string text = changed(small_export, "* Passive Reference =", "* Passive Reference  =");
  text = changed(text, "A1\t1\t1,000.5", "      A1\t1\t1,000.5");
  const Run run = read(text);
  CHECK(run.passive_reference == "ROX");
  CHECK(find_dye(run, {0, 0}, "ROX")->signal[0] == 1000.5);
}

TEST_CASE("quirk 10: unused wells give nothing, with rows of empty cells or without rows") {
  for (const Reaction& reaction : read(small_export).reactions)
    CHECK(reaction.well != Well{0, 2});
  CHECK(read(changed(small_export, "A3\t1\t\t\t\nA3\t2\t\t\t\n", "")).reactions.size() == 3);
}

TEST_CASE("quirk 12: a reporter that is absent from the well's dyes is reported") {
  const auto reporter_of_alb = [](const std::string& in_setup, const std::string& in_results) {
    return changed(changed(small_export, "UNKNOWN\tVIC\tNone\t1\t", "UNKNOWN\t" + in_setup + "\tNone\t1\t"),
                   "UNKNOWN\tVIC\tNone\t1.25", "UNKNOWN\t" + in_results + "\tNone\t1.25");
  };
  CHECK(issue_texts(read(reporter_of_alb("JOE", "JOE"))) ==
        std::vector<std::string>{"reporter_missing | plate.txt: A1 | 'ALB' reports in 'JOE', but the well "
                                 "has no signal of that dye."});
  CHECK(issue_texts(read(reporter_of_alb("", ""))) ==
        std::vector<std::string>{
            "reporter_missing | plate.txt: A1 | The file names no reporter dye for target 'ALB'."});
  const Run told_once = read(reporter_of_alb("", "VIC"));
  CHECK(issue_texts(told_once).empty());
  CHECK(told_once.reactions[1].target == "ALB");
  CHECK(told_once.reactions[1].reporter == "VIC");
}

TEST_CASE("quirk 18: a date that a spreadsheet has turned into a number comes out as a date") {
  const Run run = read(changed(small_export, "2009-06-29 15:29:11 PM EDT", "39993.645266"));
  CHECK(run.run_ended == "2009-06-29T15:29:11");
  CHECK(issue_texts(run) ==
        std::vector<std::string>{
            "date_from_serial | plate.txt | A spreadsheet has turned the end time into the number "
            "39993.645266, read as 2009-06-29T15:29:11; the zone is lost."});
}

TEST_CASE("flags are kept word for word, whatever they are called") {
  const Run run = read(small_export);
  CHECK(run.reactions[0].flags ==
        std::vector<QcFlag>{{.name = "BADROX", .value = "Y"}, {.name = "HIGHSD", .value = "N"}});
  CHECK(run.reactions[1].flags == std::vector<QcFlag>{{.name = "HIGHSD", .value = "N"}});
  const Run unknown = read(changed(small_export, "\tBADROX\t", "\tWOBBLY\t"));
  CHECK(unknown.reactions[0].flags[0] == QcFlag{.name = "WOBBLY", .value = "Y"});
  // Not in capitals, or with other values: no flag, unless the profile says so.
  CHECK(read(changed(small_export, "\tBADROX\t", "\tBadRox\t")).reactions[0].flags.size() == 1);
  const std::string graded = changed(small_export, "good\tY\tN", "good\tslight\tN");
  CHECK(read(graded).reactions[0].flags.size() == 1);
  const Source source{.name = "plate.txt", .bytes = graded};
  ReadOptions options;
  options.vocabulary.qc_flags = {"BADROX"};
  CHECK(v2_text.read({&source, 1}, options).reactions[0].flags[0] ==
        QcFlag{.name = "BADROX", .value = "slight"});
}

TEST_CASE("titles come from the vocabulary where it has the field") {
  const Source source{.name = "plate.txt",
                      .bytes = changed(small_export, "\tTask\tReporter", "\tZweck\tReporter")};
  ReadOptions options;
  options.vocabulary.column_titles[Column::Task] = {"Task", "Zweck"};
  CHECK(v2_text.read({&source, 1}, options).reactions[0].task == "STANDARD");
}

TEST_CASE("text below the results is no result") {
  CHECK(read(small_export).reactions.size() == 3);
}

TEST_CASE("a passive reference that is empty means none, a header without one is silent") {
  CHECK(read(changed(small_export, "Reference = ROX", "Reference = ")).passive_reference_status ==
        PassiveReferenceStatus::None);
  const Run silent = read(changed(small_export, "* Passive Reference = ROX\n", ""));
  CHECK(silent.passive_reference_status == PassiveReferenceStatus::NotStated);
  CHECK(issue_texts(silent) ==
        std::vector<std::string>{
            "passive_reference_not_stated | plate.txt | The file does not say which dye is the "
            "passive reference: the reporter is taken as it is."});
}

TEST_CASE("wells may be numbered from 1, with or without positions that agree") {
  std::string text = changed(small_export, "Well\tCycle\tTarget", "Well\tWell Position\tCycle\tTarget");
  const std::size_t start = text.find("A1\t1\tD4-7");
  const std::size_t end = text.find("[Multi");
  std::string rows = text.substr(start, end - start);
  for (std::size_t at = 0; (at = rows.find('A', at)) != std::string::npos; ++at)
    if (at == 0 || rows[at - 1] == '\n')
      rows.replace(at, 2, std::string(1, rows[at + 1]) + "\t" + rows.substr(at, 2));
  const Run both = read(text.substr(0, start) + rows + text.substr(end));
  CHECK(both.reactions[2].rn == std::vector{0.5, 0.5});
  check_refused(text.substr(0, start) + changed(rows, "2\tA2", "3\tA2") + text.substr(end),
                "plate.txt:21: well 3 is A3 on this plate, but the position is A2");
}

TEST_CASE("an export of results alone is readable and says which sheets to export") {
  const Run run = read(small_export.substr(0, small_export.find("[Sample")) +
                       small_export.substr(small_export.find("[Results]")));
  CHECK(run.cycles == 0);
  CHECK(run.reactions.size() == 3);
  CHECK(run.reactions[0].instrument.ct == 23.7);
  CHECK(run.reactions[0].sample == "P1 ");
  CHECK(issue_texts(run) ==
        std::vector<std::string>{
            "curves_missing | plate.txt | The file holds results but no curves: in the 7500 software export "
            "'Amplification Data' and 'Multicomponent Data' (or 'Raw Data') too."});
}

TEST_CASE("curves alone are readable: their rows name well and target") {
  const Run run =
      read(small_export.substr(0, small_export.find("[Sample")) +
           small_export.substr(small_export.find("[Amplification"),
                               small_export.find("[Multi") - small_export.find("[Amplification")));
  REQUIRE(run.reactions.size() == 3);
  CHECK(run.reactions[1].target == "ALB");
  CHECK(run.reactions[1].rn == std::vector{1.5, 1.75});
}

TEST_CASE("dyes without amplification data are read, and the count of cycles is in doubt") {
  const Run run = read(without("Amplification Data"));
  CHECK(run.cycles == 3);
  CHECK(run.melts.empty());
  CHECK(issue_texts(run).front() ==
        "cycles_not_stated | plate.txt | Without 'Amplification Data' all 3 reads count as cycles, melt "
        "reads among "
        "them if there are any.");
}

TEST_CASE("raw data give filters") {
  const Run run = read(changed(small_export, "[Multicomponent Data]\nWell\tCycle\tROX\tFAM\tVIC",
                               "[Raw Data]\nWell\tCycle\tx1-m1\tx2-m2\tx3-m3"));
  REQUIRE(run.filters.size() == 5);
  CHECK(run.filters[0].filter == "x1-m1");
  CHECK(run.filters[0].signal == std::vector{1000.5, 1001.5});
  CHECK(run.dyes.empty());
}

TEST_CASE("melt curves are read with their temperatures") {
  const Run run = read(small_export +
                       "\n[Melt Curve Raw Data]\nWell\tReading\tTemperature\tFluorescence\tDerivative\n"
                       "A1\t1\t60.5\t10\t1\nA1\t2\t61\t9\t1\n");
  CHECK(run.melts.back().well == Well{0, 0});
  CHECK(run.melts.back().temperature_c == std::vector{60.5, 61.0});
  CHECK(run.melts.back().signal == std::vector{10.0, 9.0});
}

TEST_CASE("a missing cycle of a curve is a missing value") {
  const Run run = read(changed(small_export, "A1\t1\tALB\t1.5\t0.1\n", ""));
  CHECK(std::isnan(run.reactions[1].rn[0]));
  CHECK(run.reactions[1].rn[1] == 1.75);
}

TEST_CASE("a curve that is missing or ends early, as in a file cut in the middle, is reported") {
  CHECK(issue_texts(read(changed(small_export, "A2\t2\tD4-7\t0.5\t0.001\n", ""))) ==
        std::vector<std::string>{
            "curve_incomplete | plate.txt | Wells whose curves lack some of 2 cycles: A2."});
  CHECK(issue_texts(read(changed(small_export, "A1\t1\tALB\t1.5\t0.1\n", ""))) ==
        std::vector<std::string>{
            "curve_incomplete | plate.txt | Wells whose curves lack some of 2 cycles: A1."});
  CHECK(issue_texts(read(changed(small_export, "A1\t2\tALB\t1.75", "A1\t2\tALB\tNaN"))) ==
        std::vector<std::string>{
            "curve_incomplete | plate.txt | Wells whose curves lack some of 2 cycles: A1."});
  CHECK(
      issue_texts(read(changed(small_export, "A1\t2\t1,001.5\t619\t17.5\n", ""))) ==
      std::vector<std::string>{"dyes_incomplete | plate.txt | Wells whose dyes lack some of 2 cycles: A1."});
  CHECK(issue_texts(read(changed(small_export, "A2\t1\tD4-7\t0.5\t0\nA2\t2\tD4-7\t0.5\t0.001\n", ""))) ==
        std::vector<std::string>{"curve_missing | plate.txt | Wells with a target but no curve of it: A2."});
}

TEST_CASE("what two sheets tell differently becomes an issue") {
  CHECK(issue_texts(read(changed(small_export, "A2\tNTC\tD4-7\tNTC", "A2\tP9\tD4-7\tNTC"))) ==
        std::vector<std::string>{
            "sample_name_differs | plate.txt:39: A2 | The results call the sample 'P9', the plate "
            "setup 'NTC'; the plate setup counts."});
  CHECK(issue_texts(read(changed(small_export, "A3\t1\t\t\t\n", "A3\t1\tD2-8\t0.5\t0\n"))) ==
        std::vector<std::string>{
            "signal_without_target | plate.txt | Wells with curves of a target that the plate does "
            "not have there are left out: A3."});
  CHECK(issue_texts(read(changed(small_export, "TAMRA\tUndetermined", "TAMRA\tn. d."))) ==
        std::vector<std::string>{
            "ct_not_understood | plate.txt:39 | The Ct 'n. d.' is no cycle and is not compared: A2."});
  CHECK(issue_texts(read(
            changed(changed(small_export, "TAMRA\tUndetermined", "TAMRA\t0"), "None\t1.25", "None\t0"))) ==
        std::vector<std::string>{
            "ct_not_understood | plate.txt:38 | The Ct '0' is no cycle and is not compared: A1, A2."});
  CHECK(issue_texts(read(changed(small_export, "A2\tNTC\tD4-7\tNTC", "A2\tNTC\tD4-7\tUNKNOWN"))) ==
        std::vector<std::string>{"task_differs | plate.txt:39: A2 | 'Results' calls the task of 'D4-7' "
                                 "'UNKNOWN', 'Sample Setup' 'NTC'; 'Sample Setup' counts."});
  CHECK(issue_texts(read(changed(small_export, "A2\tNTC\tD4-7\tNTC\tFAM", "A2\tNTC\tD4-7\tNTC\tVIC"))) ==
        std::vector<std::string>{
            "results_reporter_differs | plate.txt:39: A2 | 'Results' calls the reporter of 'D4-7' "
            "'VIC', 'Sample Setup' 'FAM'; 'Sample Setup' counts."});
  CHECK(issue_texts(read(changed(
            small_export,
            "A2\tNTC\tD4-7\tNTC\tFAM\tTAMRA\tUndetermined\t\t\t\ttrue\t0.2\ttrue\t1\t2\t\t\tN\tN\n", ""))) ==
        std::vector<std::string>{
            "result_missing | plate.txt | Wells with a target that 'Results' does not have: A2."});
  CHECK(issue_texts(read(changed(small_export, "true\t1\t2\t\tgood", "true\t3\t39\t\tgood"))) ==
        std::vector<std::string>{"baseline_window | plate.txt | Baseline windows that do not lie within 2 "
                                 "cycles are not used: A1."});
  CHECK(issue_texts(
            read(changed(small_export, "* Passive", "* Quantification Cycle Method = Crt\n* Passive"))) ==
        std::vector<std::string>{
            "other_cycle_method | plate.txt | The instrument's values are Crt (relative threshold), not Ct: "
            "they are shown, no limit for Ct holds for them, and calls rest on the Ct of the curves. A limit "
            "for Crt is the panel's 'crt_cutoff'."});
}

TEST_CASE("a Ct that is the number of cycles is read as Undetermined, and reported") {
  const Run run = read(changed(small_export, "TAMRA\tUndetermined", "TAMRA\t2.000"));
  CHECK(reaction_in(run, "A2", "D4-7").instrument.ct_status == CtStatus::Undetermined);
  CHECK_FALSE(reaction_in(run, "A2", "D4-7").instrument.ct);
  CHECK(issue_texts(run) ==
        std::vector<std::string>{
            "ct_equals_cycles | plate.txt | A Ct of 2, the number of cycles, is read as Undetermined: A2."});
}

TEST_CASE("a task that the setup does not give is that of the results") {
  const Run run = read(changed(small_export, "\tD4-7\t\tNTC\tFAM", "\tD4-7\t\t\tFAM"));
  CHECK(reaction_in(run, "A2", "D4-7").task == "NTC");
  CHECK(issue_texts(run).empty());
}

TEST_CASE("a text that ends inside a curve, before other wells, was cut off") {
  const std::string curves_last = without("Results").substr(0, without("Results").find("[Multi"));
  check_refused(
      curves_last.substr(0, curves_last.find("A1\t2\tALB")),
      "plate.txt:19: the file ends at cycle 1 of 2, before A2: it was cut off; export or copy it again");
  CHECK(issue_texts(read(curves_last)).empty());
}

TEST_CASE("a sample name that is a number in a workbook is reported") {
  Sheets sheets;
  sheets.source = "plate.xlsx";
  sheets.sheets.push_back({.name = "Sample Setup", .rows = {}});
  sheets.sheets[0].rows = {{.line = 1, .cells = {"Well", "Sample Name", "Target Name"}},
                           {.line = 2, .cells = {"A1", 45293.0, "D4-7"}},
                           {.line = 3, .cells = {"A2", "45293", "D4-7"}},
                           {.line = 4, .cells = {"A3", 45293.0, "D4-7"}}};
  CHECK(issue_texts(read_v2_sheets(sheets, {})).front() ==
        "sample_name_is_number | plate.xlsx | The sample name 45293 is a number in this workbook: a "
        "spreadsheet "
        "may have dropped zeros or made it of a name such as '1-2' or '3E5'. Wells: A1, A3.");
}

TEST_CASE("a renamed sheet, a missing or doubled column and a doubled well are one clear line") {
  check_refused(changed(small_export, "[Amplification Data]", "[Amp]"),
                "plate.txt: no sheet 'Amplification Data', but 'Amp' has its columns: give it its name back");
  check_refused(changed(small_export, "[Results]", "[Ergebnisse]"),
                "plate.txt: no sheet 'Results', but 'Ergebnisse' has its columns: give it its name back");
  check_refused(
      changed(small_export, "\tRn\tΔRn", "\tRaw\tWhat"),
      "plate.txt:16: no column 'Delta Rn' in 'Amplification Data'; found 'Well', 'Cycle', 'Target Name', "
      "'Raw', 'What'");
  check_refused(
      changed(small_export, "Cycle\tTarget Name", "Cycle\tGene"),
      "plate.txt:16: no column 'Target Name' in 'Amplification Data'; found 'Well', 'Cycle', 'Gene', 'Rn', "
      "'ΔRn'");
  check_refused(changed(small_export, "\tTm1\t", "\tComments\t"),
                "plate.txt:36: the column 'Comments' stands there twice");
  check_refused(changed(small_export, "\tTm1\t", "\tCq\t"),
                "plate.txt:36: the columns 'Cт' and 'Cq' mean the same");
  check_refused(
      changed(small_export, "A1\tP1 \t\"RGB(1,2,3)\"\t\t\tALB", "A1\tP1 \t\"RGB(1,2,3)\"\t\t\tD4-7"),
      "plate.txt:11: well A1 has the target 'D4-7' twice, first in line 10");
  check_refused(changed(small_export, "A1\t2\tALB", "A1\t1\tALB"),
                "plate.txt:20: cycle 1 of 'ALB' in A1 stands there twice");
  check_refused(changed(small_export, "Cycle\tROX\tFAM\tVIC", "Cycle\tROX\tFAM\tfam"),
                "plate.txt:27: the column 'fam' stands there twice");
  check_refused(
      small_export + "\n[results]\nWell\tTarget Name\tCt\nA1\tD4-7\t20\n",
      "plate.txt: the sheets 'Results' and 'results' are one by name: which one counts cannot be told");
  check_refused(changed(small_export, "A2\t2\t901", "A2\t1\t901"),
                "plate.txt:32: cycle 1 of A2 stands there twice");
}

TEST_CASE("a value that is none of its column names line and fault") {
  check_refused(changed(small_export, "0.619\t0.12", "high\t0.12"),
                "plate.txt:18: expected a number under 'Rn', found 'high'");
  check_refused(changed(small_export, "A3\t1\t\t\t\n", "Page 2\n"),
                "plate.txt:23: expected a well of the plate such as A1, found 'Page 2'");
  check_refused(changed(small_export, "A1\t2\tD4-7", "A1\t0\tD4-7"),
                "plate.txt:18: expected a cycle from 1 on, found '0'");
  check_refused(changed(small_export, "A1\t2\tD4-7", "A1\t1.5\tD4-7"),
                "plate.txt:18: expected a whole number under 'Cycle', found '1.5'");
  check_refused(changed(small_export, "A2\tNTC\t\t", "I2\tNTC\t\t"),
                "plate.txt:12: expected a well of the plate such as A1, found 'I2'");
  check_refused(changed(small_export, "\ttrue\t0.2\t", "\tmaybe\t0.2\t"),
                "plate.txt:37: expected true or false under 'Automatic Ct Threshold', found 'maybe'");
  check_refused("* Block Type = 96fast\n\n[Reagents]\nName\tLot\nX\t1\n",
                "plate.txt: no sheet 'Sample Setup', 'Results' or 'Amplification Data'; found 'Reagents'");
}

TEST_CASE("a real 7500 Fast v2.0 workbook is read whole") {
  const std::optional<Run> run = real_run("7500fast_v2.0.xls", "v2-xls");
  if (!run)
    return;
  CHECK(run->issues.empty());
  CHECK(run->cycles == 50);
  CHECK(run->reactions.size() == 60);
  CHECK(run->instrument.type_id == "sds7500fast");
  CHECK(run->passive_reference_status == PassiveReferenceStatus::None);
  const Reaction& reaction = reaction_in(*run, "A2", "PTSR K1K2");
  CHECK(reaction.sample == "Male 1");
  CHECK(reaction.reporter == "SYBR");
  CHECK(reaction.instrument.ct == 24.3837833404541);
  CHECK_FALSE(reaction.instrument.ct_decimals.has_value());
  CHECK_FALSE(reaction.rn_decimals.has_value());
  // Quirk 3: this file carries one target's threshold and window in all rows; the reader keeps what it says.
  for (const Reaction& each : run->reactions) {
    CHECK(each.settings.threshold == 50000);
    CHECK(each.settings.baseline == BaselineWindow{3, 10});
    CHECK(each.rn.size() == 50);
    CHECK(each.delta_rn.size() == 50);
  }
}

TEST_CASE("a real QuantStudio workbook is read whole, multiplex wells, flags and dyes included") {
  const std::optional<Run> run = real_run("quantstudio3_taqman.xls", "v2-xls");
  if (!run)
    return;
  CHECK(run->cycles == 40);
  CHECK(run->reactions.size() == 72);
  CHECK(run->filters.size() == 384);
  const Reaction& reaction = reaction_in(*run, "A1", "U64");
  CHECK(reaction.instrument.ct_status == CtStatus::Undetermined);
  CHECK(reaction.instrument.amp_status == "No Amp");
  CHECK(reaction.settings.threshold == 0.078412);
  CHECK(reaction.flags.size() == 9);
  CHECK(reaction.flags[0] == QcFlag{.name = "EXPFAIL", .value = "Y"});
  CHECK(find_dye(*run, {0, 0}, "FAM")->signal[0] == 62322.9375);
}

TEST_CASE("real QuantStudio text, csv and xlsx exports are read") {
  if (const std::optional<Run> run = real_run("quantstudio_example05.txt", "v2-text")) {
    CHECK(run->cycles == 3);
    CHECK(reaction_in(*run, "A1", "TGF-B").delta_rn == std::vector{-0.004, -0.003, -0.003});
    CHECK(reaction_in(*run, "A1", "TGF-B").instrument.ct_status == CtStatus::Undetermined);
  }
  if (const std::optional<Run> run = real_run("quantstudio_gapdh.csv", "v2-text")) {
    CHECK(run->cycles == 0);
    CHECK(reaction_in(*run, "A1", "GAPDH").instrument.ct == 21.697);
    CHECK(run->issues.back().code == IssueCode::CurvesMissing);
  }
  if (const std::optional<Run> run = real_run("quantstudio_example08.xlsx", "v2-xlsx")) {
    CHECK(run->cycles == 50);
    CHECK(reaction_in(*run, "A1", "18S").instrument.ct_status == CtStatus::Absent);  // CRT is not Ct
    CHECK(reaction_in(*run, "A1", "18S").instrument.crt_status == CtStatus::Value);
    CHECK(run->issues.front().code == IssueCode::OtherCycleMethod);
  }
}

TEST_CASE("a file beside results that has no curves of theirs is refused") {
  const std::string results = small_export.substr(0, small_export.find("[Amplification Data]")) +
                              small_export.substr(small_export.find("[Results]"));
  for (const std::string& other : {std::string("* Block Type = 96fast\n"), results, small_export}) {
    CAPTURE(other);
    CHECK_THROWS_WITH_AS(
        read_run(
            {.format = &v2_text,
             .sources = {{.name = "results.txt", .bytes = results}, {.name = "more.txt", .bytes = other}}},
            {}),
        "more.txt: an export of v2 software is a run of its own, but for curves beside results without",
        FormatError);
  }
}

TEST_CASE("a layout asked for by name refuses a file of another kind") {
  for (const Format* format : {&v2_xls, &v2_xlsx}) {
    CAPTURE(format->name);
    const std::vector<Source> sources = {{.name = "plate.txt", .bytes = "* Block Type = 96alum\n"}};
    CHECK_THROWS_WITH_AS(format->read(sources, {}),
                         "plate.txt: expected a workbook of the layout asked for, found another kind of file",
                         FormatError);
  }
}

TEST_CASE(
    "a result for a target that the setup has in other wells contradicts it, and asks for a look at its "
    "well") {
  const Run run = read(changed(small_export, "A2\tNTC\tD4-7\tNTC", "A2\tNTC\tALB\tNTC"));
  const auto told = std::find_if(run.issues.begin(), run.issues.end(), [](const Issue& issue) {
    return issue.code == IssueCode::TargetNotInSetup;
  });
  REQUIRE(told != run.issues.end());
  CHECK(
      told->words.en ==
      "'ALB' has a result here, but 'Sample Setup' has it in other wells: setup and results contradict each "
      "other.");
  CHECK(told->wells == std::vector{Well{0, 1}});
  CHECK(told->asks_review);
}
