#include "formats/sds1_export.hpp"

#include <algorithm>
#include <cmath>
#include <rapidcheck.h>

#include <doctest/doctest.h>

#include "changed_text.hpp"
#include "formats/formats.hpp"
#include "formats/random_run.hpp"
#include "formats/sds1_header.hpp"
#include "issue_lines.hpp"
#include "message_of.hpp"
#include "shared_data.hpp"
#include "words/issues.hpp"

using namespace crossbreak;
using crossbreak::tests::changed;

namespace {

const std::string results_csv =
    "Document Name: A plants - cad14,19, RERUN.sds\n"
    "Plate Type: Absolute Quantification\n"
    "User: brutledg\n"
    "\n"
    "Document Information\n"
    "\n"
    "Operator: pryoung\n"
    "Run Date: Monday, November 03, 2008 16:38:14\n"
    "Last Modified: Wednesday, July 15, 2009 12:28:18\n"
    "Instrument Type: Applied Biosystems 7500 Real Time PCR System\n"
    "\n"
    "Comments:\n"
    "SDS v1.3.1\n"
    "\n"
    "Well,Sample Name,Detector,Task,Ct,StdDev Ct,Qty,Mean Qty,StdDev Qty,Filtered,Tm\n"
    "A1,\"actin, (SR1)\",SYBR,Unknown,23.74,4.298,,,,,80.8\n"
    "A2,std,SYBR,Standard,Undet.,,1000,,,,\n"
    "B1,ntc,SYBR,NTC,Undetermined,,,,,,\n";

const std::string delta_rn_csv =
    "Well,Detector,Reporter Dye,Cycle 1,Cycle 2,Cycle 3\n"
    "1,SYBR,FAM,-2926.031250,-2127.890625,0.500000\n"
    "2,SYBR,FAM,1.000000,,3.000000\n"
    "13,SYBR,FAM,0.100000,0.200000,0.300000\n";

Run read_files(const std::vector<Source>& sources) {
  return sds1_export.read(sources, {});
}

std::string message_of(const std::vector<Source>& sources) {
  return tests::message_of<FormatError>([&] { read_files(sources); });
}

std::vector<std::string> codes(const Run& run) {
  std::vector<std::string> out;
  for (const Issue& issue : run.issues)
    out.emplace_back(code_of(issue.code));
  return out;
}

}  // namespace

TEST_CASE("the two files of an SDS v1 run are joined, whichever comes first") {
  const Source results{"results.csv", results_csv};
  const Source delta_rn{"delta_rn.csv", delta_rn_csv};
  for (const auto& order : {std::vector{results, delta_rn}, std::vector{delta_rn, results}}) {
    const Run run = read_run(sources_of_run(order), {});
    CHECK(source_name(run) == "results.csv + delta_rn.csv");
    CHECK(run.format == "sds-v1");
    CHECK(run.encoding == "UTF-8");
    CHECK(codes(run).empty());
    CHECK(run.experiment_type == "Absolute Quantification");
    CHECK(run.operator_name == "pryoung");
    CHECK(run.instrument.type_name == "Applied Biosystems 7500 Real Time PCR System");
    CHECK(run.instrument.software == "SDS v1.3.1");
    CHECK(run.cycles == 3);
    REQUIRE(run.reactions.size() == 3);

    const Reaction& first = run.reactions[0];
    CHECK(first.well == Well{0, 0});
    CHECK(first.target == "SYBR");
    CHECK(first.task == "Unknown");
    CHECK(first.reporter == "FAM");
    CHECK(first.instrument.ct_status == CtStatus::Value);
    CHECK(first.instrument.ct == 23.74);
    CHECK(first.instrument.ct_sd == 4.298);
    CHECK(first.instrument.ct_decimals == 2);
    CHECK(first.delta_rn == std::vector{-2926.03125, -2127.890625, 0.5});
    CHECK(first.rn.empty());
    CHECK(first.rn_decimals == 6);

    CHECK(run.reactions[1].instrument.ct_status == CtStatus::Undetermined);
    CHECK(run.reactions[1].quantity == 1000.0);
    CHECK(std::isnan(run.reactions[1].delta_rn[1]));
    CHECK(run.reactions[2].well == Well{1, 0});
    CHECK(run.reactions[2].instrument.ct_status == CtStatus::Undetermined);
  }
}

TEST_CASE("quirk 16: commas without quotes in the header, and inside a quoted sample name") {
  const Run run = read_files({{"results.csv", results_csv}});
  CHECK(run.experiment_name == "A plants - cad14,19, RERUN.sds");
  CHECK(run.run_started == "2008-11-03T16:38:14");
  CHECK(run.reactions[0].sample == "actin, (SR1)");
}

TEST_CASE("tab-separated exports of SDS v1 read like csv, and CR alone ends lines") {
  std::string tabbed;
  for (const char c : changed(results_csv, "\"actin, (SR1)\"", "actin"))
    tabbed += c == '\n' ? '\r' : c;
  const std::size_t table = tabbed.find("Well,");
  std::replace(tabbed.begin() + static_cast<std::ptrdiff_t>(table), tabbed.end(), ',', '\t');
  REQUIRE(sds1_export.recognises({"results.txt", tabbed}));
  const Run run = read_files({{"results.txt", tabbed}});
  CHECK(run.run_started == "2008-11-03T16:38:14");
  CHECK(run.reactions.size() == 3);
  CHECK(run.reactions[0].instrument.ct == 23.74);
}

TEST_CASE("half of an SDS v1 run is read and says what is missing") {
  const Run results = read_files({{"results.csv", results_csv}});
  CHECK(results.cycles == 0);
  CHECK(issue_lines(results.issues) ==
        std::vector<std::string>{"warning curves_missing | results.csv | This is a Results export without "
                                 "curves; export Delta Rn from the SDS software too and give both files."});
  const Run curves = read_files({{"delta_rn.csv", delta_rn_csv}});
  CHECK(curves.reactions.size() == 3);
  CHECK(curves.reactions[2].well == Well{1, 0});
  CHECK(curves.reactions[0].sample == "");
  CHECK(curves.instrument.software == "SDS v1.x");
  CHECK(codes(curves) == std::vector<std::string>{"samples_missing", "software_from_layout"});
}

TEST_CASE("files of two runs are refused, the first disagreement named") {
  const Source results{"results.csv", results_csv};
  const auto with = [&](const char* from, const char* to) {
    return message_of({results, {"delta_rn.csv", changed(delta_rn_csv, from, to)}});
  };
  CHECK(with("\n2,SYBR", "\n3,SYBR") ==
        "results.csv: not the results of delta_rn.csv: A2 SYBR has a result here and no curve there");
  CHECK(with("\n2,SYBR", "\n2,FAM1") ==
        "results.csv: not the results of delta_rn.csv: A2 SYBR has a result here and no curve there");
  CHECK(with("\n2,SYBR", "\n5,SYBR,FAM,1,2,3\n2,SYBR") ==
        "results.csv: not the results of delta_rn.csv: A5 SYBR has a curve there and no result here");
  CHECK(
      message_of({results, {"again.csv", results_csv}}) ==
      "again.csv: a second Results export beside results.csv: a run is one Results and one Delta Rn export");
}

TEST_CASE("faults in an SDS v1 export are named with their line") {
  const struct {
    const char* from;
    const char* to;
    const char* message;
  } results_cases[] = {
      {"23.74", "23.7x", "results.csv:16: expected a number, found '23.7x'"},
      {"A2,std", "I2,std", "results.csv:17: expected a well of the plate, found 'I2'"},
      {"A2,std", "A1,std", "results.csv:17: A1 SYBR stands twice"},
      {"Task,Ct,", "Task,Cx,", "results.csv:15: expected the column 'Ct', found none"},
      {",NTC,Undetermined,,,,,,", ",NTC", "results.csv:18: the row ends after 4 of 5 cells: a cut file?"},
      {"Ct,StdDev Ct", "Ct,Ct", "results.csv:15: the column 'Ct' stands twice"},
  };
  for (const auto& c : results_cases) {
    CAPTURE(c.message);
    CHECK(message_of({{"results.csv", changed(results_csv, c.from, c.to)}}) == c.message);
  }
  const struct {
    const char* from;
    const char* to;
    const char* message;
  } curve_cases[] = {
      {"Cycle 2", "Cycle 4", "delta_rn.csv:1: expected the title 'Cycle 2', found 'Cycle 4'"},
      {",Cycle 1,Cycle 2,Cycle 3", "",
       "delta_rn.csv:1: expected the columns 'Cycle 1' and so on, found none"},
      {"13,SYBR", "97,SYBR", "delta_rn.csv:4: expected a well of the plate, found '97'"},
      {"2,SYBR,FAM,1.000000", "1,SYBR,FAM,1.000000", "delta_rn.csv:3: A1 SYBR stands twice"},
      {",0.300000", "", "delta_rn.csv:4: the row ends after 5 of 6 cells: a cut file?"},
      {",0.300000", ",0.300000,0.4", "delta_rn.csv:4: '0.4' stands behind the last cycle"},
      {"0.200000", "n/a", "delta_rn.csv:4: expected a number, found 'n/a'"},
  };
  for (const auto& c : curve_cases) {
    CAPTURE(c.message);
    CHECK(message_of({{"delta_rn.csv", changed(delta_rn_csv, c.from, c.to)}}) == c.message);
  }
  CHECK(message_of({{"results.csv", results_csv.substr(0, results_csv.find("A1,"))}}) ==
        "results.csv:15: no well below the column titles");
  CHECK(message_of({{"delta_rn.csv", "Well,Detector,Reporter Dye,Cycle 1\n"}}) ==
        "delta_rn.csv:1: no curve below the column titles");
  CHECK(message_of({{"x.csv", "Well,Ct\n"}}) ==
        "x.csv: expected a line that begins 'Well,Sample Name,Detector' (Results) or 'Well,Detector,Reporter "
        "Dye' "
        "(Delta Rn), found none");
}

TEST_CASE("a well with a sample and no detector is told, not dropped") {
  const Run run = read_files({{"results.csv", results_csv + "B2,forgotten,,Unknown,,,,,,,\nB3,,,,,,,,,,\n"}});
  CHECK(run.reactions.size() == 3);
  CHECK(issue_line(run.issues[0]) ==
        "warning well_without_detector | results.csv:19 | B2 holds the sample 'forgotten' and no detector: "
        "nothing was measured.");
}

TEST_CASE("other layouts are not taken for SDS v1") {
  for (const char* bytes :
       {"", "* Block Type = 96fast\n\n[Results]\nWell\tSample Name\tTarget Name\n", "Cycle,A1\n1,2\n",
        "SDS 2.3 RQ Results\t1.2\n# \tPlate\tPos\tFlag\tSample\tDetector\n",
        "Well\tPlateID\tSample\tDetector\tTask\tCt\n"}) {
    CAPTURE(bytes);
    CHECK_FALSE(sds1_export.recognises({"x.csv", bytes}));
  }
  CHECK(sds1_export.recognises({"x.csv", "\"Well\",\"Detector\",\"Reporter Dye\",\"Cycle 1\"\n"}));
}

TEST_CASE("dates of SDS v1 turn into ISO 8601 and back; others stay as they are") {
  CHECK(iso_date_of_sds1("Monday, November 03, 2008 16:38:14") == "2008-11-03T16:38:14");
  CHECK(iso_date_of_sds1("November 3, 2008 4:38:14 PM") == "2008-11-03T16:38:14");
  CHECK(iso_date_of_sds1("November 3, 2008 12:00:01 AM") == "2008-11-03T00:00:01");
  CHECK(sds1_date_of_iso("2008-11-03T16:38:14") == "Monday, November 03, 2008 16:38:14");
  for (const char* odd : {"Not Started", "", "Montag, 3. November 2008 16:38:14",
                          "November 40, 2008 16:38:14", "November 3, 2008 25:00:00"}) {
    CAPTURE(odd);
    CHECK(iso_date_of_sds1(odd) == odd);
    CHECK(sds1_date_of_iso(odd) == odd);
  }
}

TEST_CASE("the pair of csv files that was written reads back the same") {
  CHECK(rc::check([] {
    Run run;
    run.experiment_name = *names();
    run.experiment_name.erase(0, run.experiment_name.find_first_not_of(' '));
    run.experiment_name.erase(run.experiment_name.find_last_not_of(' ') + 1);
    run.experiment_type = "Absolute Quantification";
    run.run_started = "2008-11-03T16:38:14";
    run.instrument.type_name = "Applied Biosystems 7500 Real Time PCR System";
    run.instrument.software = "SDS v1.3.1";
    run.cycles = *rc::gen::inRange(1, 6);
    const int wells = *rc::gen::inRange(1, 96);
    for (int index = 0; index < wells; index += *rc::gen::inRange(1, 20)) {
      Reaction reaction;
      reaction.well = well_at(index, run.plate);
      reaction.sample = *names();
      reaction.target = *names();
      reaction.task = *rc::gen::element<std::string>("Unknown", "Standard", "NTC");
      reaction.reporter = *rc::gen::element<std::string>("FAM", "VIC", "SYBR");
      if (*rc::gen::arbitrary<bool>())
        reaction.quantity = *signals();
      if (*rc::gen::arbitrary<bool>()) {
        reaction.instrument.ct_status = CtStatus::Value;
        reaction.instrument.ct = *rc::gen::inRange(0, 5000) / 100.0;
        reaction.instrument.ct_sd = *rc::gen::inRange(0, 5000) / 1000.0;
        reaction.instrument.ct_decimals = 2;
      } else {
        reaction.instrument.ct_status = CtStatus::Undetermined;
      }
      for (int cycle = 0; cycle < run.cycles; ++cycle)
        reaction.delta_rn.push_back(cycle == 3 ? std::nan("") : *rc::gen::inRange(-9999999, 99999999) / 1e6);
      reaction.rn_decimals = 6;
      run.reactions.push_back(std::move(reaction));
    }
    const Sds1Csv written = write_sds1_csv(run);
    const Run back = read_files({{"results.csv", written.results}, {"delta_rn.csv", written.delta_rn}});
    RC_ASSERT(back.issues.empty());
    RC_ASSERT(back.experiment_name == run.experiment_name);
    RC_ASSERT(back.experiment_type == run.experiment_type);
    RC_ASSERT(back.run_started == run.run_started);
    RC_ASSERT(back.instrument.type_name == run.instrument.type_name);
    RC_ASSERT(back.instrument.software == run.instrument.software);
    RC_ASSERT(back.cycles == run.cycles);
    RC_ASSERT(back.reactions.size() == run.reactions.size());
    for (std::size_t i = 0; i < run.reactions.size(); ++i) {
      const Reaction& a = run.reactions[i];
      const Reaction& b = back.reactions[i];
      RC_ASSERT(a.well == b.well);
      RC_ASSERT(a.sample == b.sample);
      RC_ASSERT(a.target == b.target);
      RC_ASSERT(a.task == b.task);
      RC_ASSERT(a.reporter == b.reporter);
      RC_ASSERT(a.quantity == b.quantity);
      RC_ASSERT(a.instrument == b.instrument);
      RC_ASSERT(a.rn_decimals == b.rn_decimals);
      RC_ASSERT(same_signal(a.delta_rn, b.delta_rn));
    }
  }));
}

TEST_CASE("quirk 18: the real SDS v1.3.1 xls holds both tables, and its date survives the spreadsheet") {
  const auto path = shared_data("real_runs/7500_sds_v1.3.1.xls");
  if (!path)
    return;
  const Source source{"7500_sds_v1.3.1.xls", bytes_of_file(*path)};
  CHECK(&detect_format(source) == &format_named("sds-v1"));
  const Run run = read_files({source});
  CHECK(run.reactions.size() == 84);
  CHECK(run.cycles == 40);
  CHECK(run.experiment_name == "A plants - cad14,19, cad 1-7, lfpod RERUN.sds");
  CHECK(run.run_started == "2008-11-03T16:38:14");
  CHECK(run.instrument.software == "SDS v1.3.1");
  CHECK(run.reactions[0].sample == "actin, (SR1)");
  CHECK(run.reactions[0].instrument.ct == 23.74);
  CHECK(run.reactions[0].rn_decimals == 6);
  CHECK(
      issue_lines(run.issues) ==
      std::vector<std::string>{
          "note date_cell_restored | 7500_sds_v1.3.1.xls: A plants - cad14,19, cad 1-7, l!B8 | A spreadsheet "
          "has turned part of the run date into the number 39755; it was read as 'November 03'."});
}

TEST_CASE("an SDS v1 export cut anywhere or with a flipped byte is read or refused, never worse") {
  int refused = 0;
  const auto check = [&](const std::string& results, const std::string& delta_rn) {
    const std::vector<Source> sources = {{"results.csv", results}, {"delta_rn.csv", delta_rn}};
    try {
      for (const Source& source : sources)
        sds1_export.recognises(source);
      read_files(sources);
    } catch (const FormatError&) {
      ++refused;
    }
  };
  for (std::size_t length = 0; length < results_csv.size(); ++length)
    check(results_csv.substr(0, length), delta_rn_csv);
  for (std::size_t length = 0; length < delta_rn_csv.size(); ++length)
    check(results_csv, delta_rn_csv.substr(0, length));
  CHECK(refused > 500);
  std::uint32_t seed = 7500;  // a linear congruential sequence: the same damage in every run
  for (int i = 0; i < 2000; ++i) {
    seed = seed * 1664525U + 1013904223U;
    std::string damaged = results_csv;
    char& byte = damaged[seed % damaged.size()];
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << (seed >> 29U)));
    check(damaged, delta_rn_csv);
  }
}
