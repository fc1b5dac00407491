// Exports under other titles than those of the 7500 software: QuantStudio, Design & Analysis, the cloud, and
// what spreadsheets and wrong encodings made of them.
#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "assay/profile_reader.hpp"
#include "assay/shipped_files.hpp"
#include "changed_text.hpp"
#include "formats/formats.hpp"
#include "issue_lines.hpp"

using namespace crossbreak;
using crossbreak::tests::changed;

namespace {

const std::string header =
    "* Block Type = 96fast\n"
    "* Instrument Type = sds7500fast\n"
    "* Passive Reference = ROX\n"
    "\n"
    "[Results]\n";

const std::string results =
    header +
    "Well\tSample Name\tTarget Name\tTask\tReporter\tQuencher\tCт\tCт Mean\tCт SD\tCt "
    "Threshold\tTm1\tHIGHSD\n"
    "A1\tP1\tD4-7\tUNKNOWN\tFAM\tTAMRA\t23.70\t23.75\t0.1\t0.2\t\tN\n"
    "A2\tNTC\tD4-7\tNTC\tFAM\tTAMRA\tUndetermined\t\t\t0.2\t\tN\n"
    "A3\t\t\t\t\t\t\t\t\t\t\tN\n";

Run read(const std::string& bytes) {
  const Source source{.name = "plate.txt", .bytes = bytes};
  CHECK(detect_format(source).name == "v2-text");
  return format_named("v2-text").read({&source, 1},
                                      {.vocabulary = vocabulary_of(shipped_profiles()), .encoding = {}});
}

void check_refused(const std::string& bytes, const std::string& message) {
  CHECK_THROWS_WITH_AS(read(bytes), message.c_str(), FormatError);
}

/// What a run has to say beside that it holds no curves.
std::vector<std::string> other_lines(const Run& run) {
  std::vector<std::string> lines = issue_lines(run.issues);
  std::erase_if(lines, [](const std::string& line) { return line.starts_with("warning curves_missing"); });
  return lines;
}

std::string with_damaged_title(const std::string& damaged) {
  std::string text = results;
  for (const char* title : {"Cт\t", "Cт Mean", "Cт SD"})
    text = changed(text, title, damaged + std::string(title).substr(std::string("Cт").size()));
  return text;
}

}  // namespace

TEST_CASE("a Ct title that lost its letter is known by its place, and said") {
  for (const char* damaged : {"C?", "C_", "Cò", "C??", "CÃ²", "C\xEF\xBF\xBD"}) {
    CAPTURE(damaged);
    const Run run = read(with_damaged_title(damaged));
    REQUIRE(run.reactions.size() == 2);
    CHECK(run.reactions[0].instrument.ct == 23.7);
    CHECK(run.reactions[0].instrument.ct_mean == 23.75);
    CHECK(run.reactions[0].instrument.ct_sd == 0.1);
    CHECK(run.reactions[1].instrument.ct_status == CtStatus::Undetermined);
    CHECK(other_lines(run) ==
          std::vector<std::string>{
              "warning ct_title_restored | plate.txt:6 | The title of the Ct column is damaged, '" +
              std::string(damaged) + "'; it was known by its place before '" + damaged + " Mean'."});
  }
  CHECK(read(with_damaged_title("CÑ‚")).reactions[0].instrument.ct == 23.7);
  CHECK(other_lines(read(with_damaged_title("CÑ‚"))).empty());
}

TEST_CASE("a column in another place is not taken for Ct: without one the sheet is refused") {
  std::string text = with_damaged_title("C?");
  text = changed(text, "Quencher\tC?", "Quencher\tC? Best\tC?");
  CHECK_THROWS_AS(read(text), FormatError);
}

TEST_CASE("columns and sections that nobody understands are named; what is known and not needed is not") {
  std::string text = changed(results, "\tTm1\t", "\tMystery\t");
  text = changed(text, "0.2\t\tN\nA2", "0.2\tx\tN\nA2");
  text += "\n[Moon Phase]\nDay\tPhase\n1\tfull\n\n[Melt Curve Result]\nWell\tTm1\nA1\t80\n";
  CHECK(
      other_lines(read(text)) ==
      std::vector<std::string>{
          "note columns_not_understood | plate.txt | Columns that are not understood and not read: Mystery.",
          "note sections_not_understood | plate.txt | Parts of the file that are not understood and not "
          "read: Moon "
          "Phase."});
  CHECK(other_lines(read(results)).empty());
}

TEST_CASE("a well that holds flags alone is blank") {
  CHECK(read(results).reactions.size() == 2);
}

TEST_CASE("a Ct whose decimal sign was lost and two Ct in one cell are refused with their place") {
  check_refused(changed(results, "23.70", "2370"),
                "plate.txt:7: no run has a Ct of 2370: a decimal sign was lost; export the file again");
  for (const char* both : {"25.31/33.02", "25.31 33.02", "25.31; 33.02"}) {
    CAPTURE(both);
    check_refused(changed(results, "23.70", both),
                  "plate.txt:7: expected one Ct, found '" + std::string(both) + "'");
  }
}

TEST_CASE("lines after the results that a spreadsheet padded with commas are header") {
  std::string text = results;
  for (std::size_t at = 0; (at = text.find('\t', at)) != std::string::npos;)
    text.replace(at, 1, ",");
  text = changed(text, "* Block Type = 96fast", "Block Type,96fast,,,,,,,,,,");
  text = changed(text, "* Passive Reference = ROX", "Passive Reference,ROX,,,,,,,,,,");
  const std::string padding = ",,,,,,,,,,";
  const Run run = read(text + padding + "\nAnalysis Type,Singleplex" + padding + "\nEndogenous Control,ALB" +
                       padding + "\nReference Sample," + padding + "\n");
  CHECK(run.instrument.block_type == "96fast");
  CHECK(run.passive_reference == "ROX");
  CHECK(run.reactions.size() == 2);
  CHECK(run.reactions[0].instrument.ct == 23.7);
  CHECK(other_lines(run).empty());
}

TEST_CASE(
    "a damaged Ct title beside an intact Mean and SD, or alone behind Quencher, is known by its place") {
  for (const char* damaged : {"C?", "C_", "Cò"}) {
    CAPTURE(damaged);
    const Run run = read(changed(results, "Cт\t", std::string(damaged) + "\t"));
    CHECK(run.reactions[0].instrument.ct == 23.7);
    CHECK(run.reactions[0].instrument.ct_mean == 23.75);
    CHECK(other_lines(run) ==
          std::vector<std::string>{
              "warning ct_title_restored | plate.txt:6 | The title of the Ct column is damaged, '" +
              std::string(damaged) + "'; it was known by its place before 'Cт Mean'."});
    std::string alone = changed(results, "Cт\tCт Mean\tCт SD", std::string(damaged) + "\tTm2\tTm3");
    CHECK(read(alone).reactions[0].instrument.ct == 23.7);
  }
  const std::string moved = changed(results, "Quencher\tCт\tCт Mean", "Quencher\tTm2\tCт Mean");
  CHECK_THROWS_AS(read(changed(moved, "Tm1", "C?")),
                  FormatError);  // neither behind Quencher nor before a Mean
}

TEST_CASE("whatever the letter became, between Quencher and its own Mean and SD stands Ct") {
  CHECK(read(with_damaged_title("Cm")).reactions[0].instrument.ct == 23.7);
  CHECK_THROWS_AS(read(changed(results, "Cт\t", "Cm\t")), FormatError);
}

TEST_CASE("each plate under one line of titles is a run, read by its name") {
  std::string text = changed(results, "Well\tSample", "Plate\tWell\tSample");
  for (const char* well : {"A1", "A2", "A3"})
    text = changed(text, std::string("\n") + well + "\t", std::string("\nX1\t") + well + "\t");
  CHECK(read(text).reactions.size() == 2);
  const Source one{.name = "plate.txt", .bytes = text};
  CHECK(runs_of(format_named("v2-text"), one) == std::vector<std::string>{"X1"});

  const Source two{.name = "plate.txt", .bytes = changed(text, "X1\tA2", "X2\tA2")};
  const Format& format = format_named("v2-text");
  CHECK(runs_of(format, two) == std::vector<std::string>{"X1", "X2"});
  const Run second = read_run({.format = &format, .sources = {two}, .run = "X2"}, {});
  REQUIRE(second.reactions.size() == 1);
  CHECK(second.reactions[0].sample == "NTC");
  CHECK(second.inputs.front().name == "plate.txt [X2]");
  check_refused(two.bytes, "plate.txt: expected which plate is meant of 'X1', 'X2': each is a run");
  const std::string without =
      two.bytes + "\n[Amplification Data]\nWell\tCycle\tTarget Name\tRn\nA1\t1\tD4-7\t0.5\n";
  CHECK_THROWS_WITH_AS(
      (void)read_run({.format = &format, .sources = {{.name = "plate.txt", .bytes = without}}, .run = "X2"},
                     {}),
      "plate.txt:12: expected a column 'Plate' in 'Amplification Data', as in other parts of the file: whose "
      "wells "
      "these are cannot be told",
      FormatError);
}

TEST_CASE(
    "dyes of Design & Analysis are read by stage and step, and what follows the amplification is melt") {
  const Run run = read(
      "# PCR Stage/Step Number: Stage 2 Step 2\n"
      "# Passive Reference: ROX\n"
      "# Software Name and Version: Design & Analysis Software v2.8.0\n"
      "\n"
      "[Results]\n"
      "Well\tWell Position\tSample\tTarget\tTask\tReporter\tCq\n"
      "1\tA1\tP1\tALB\tUNKNOWN\tVIC\t1.5\n"
      "\n"
      "[Multicomponent]\n"
      "Well\tWell Position\tStage Number\tStep Number\tCycle Number\tROX\tVIC\n"
      "1\tA1\t1\t1\t1\t9\t9\n"
      "1\tA1\t2\t2\t1\t100\t10\n"
      "1\tA1\t2\t2\t2\t101\t20\n"
      "1\tA1\t3\t1\t1\t102\t30\n"
      "1\tA1\t3\t2\t1\t103\t40\n");
  CHECK(run.cycles == 2);
  CHECK(find_dye(run, {0, 0}, "VIC")->signal == std::vector<double>{10, 20});
  CHECK(find_dye(run, {0, 0}, "ROX")->signal == std::vector<double>{100, 101});
  REQUIRE(run.melts.size() == 2);
  CHECK(run.melts[1].signal == std::vector<double>{30, 40});
  CHECK(other_lines(run).empty());
}

TEST_CASE("a file without curves says what to export from the software that wrote it") {
  const auto curves_line = [](const Run& run) {
    for (const std::string& line : issue_lines(run.issues))
      if (line.starts_with("warning curves_missing"))
        return line;
    return std::string();
  };
  const std::pair<const char*, const char*> instruments[] = {
      {"sds7500fast", "7500"},
      {"steponeplus", "StepOne"},
      {"ViiA 7", "ViiA 7"},
      {"QuantStudio(TM) 7 Flex System", "QuantStudio"}};
  for (const auto& [type, software] : instruments)
    CHECK(curves_line(read(changed(results, "sds7500fast", type)))
              .find(std::string("in the ") + software + " software export") != std::string::npos);
  CHECK(curves_line(read(changed(results, "* Passive Reference = ROX",
                                 "# Software Name and Version: Design & Analysis Software v2.8.0")))
            .find("in the Design & Analysis software") != std::string::npos);
  CHECK(curves_line(read(changed(results, "sds7500fast", ""))).ends_with("from the software that wrote it."));
}

TEST_CASE(
    "an export of Design & Analysis software is read: # headers, UNDETERMINED, P01, rows in any order") {
  const Run run = read(
      "# File Name: I:\\runs\\B384.eds\n"
      "# Operator: Li\n"
      "# Comment: \n"
      "# Instrument Type=: QuantStudio™ 6 Pro System\n"
      "# Block Type: 384-Well Block\n"
      "# Instrument Serial Number: 277\n"
      "# Run Start Date/Time: 2025-08-07 04:18:10 PM CEST\n"
      "# Run End Data/Time: 2025-08-07 05:06:27 PM CEST\n"
      "# Passive Reference: ROX\n"
      "# Quantification Cycle Method: CT\n"
      "# Software Name and Version: Design & Analysis Software v2.8.0\n"
      "\n"
      "[Results]\n"
      "Well\tWell Position\tSample Name\tTarget Name\tCt Threshold\tBaseline Start\tBaseline "
      "End\tReporter\tCT\n"
      "361\tP01\tPC\tFatA\t0.2\t3\t15\tVIC\t27.6\n"
      "337\tO01\tNC\tFatA\t0.2\t3\t15\tVIC\tUNDETERMINED\n");
  CHECK(run.experiment_name == "B384");
  CHECK(run.operator_name == "Li");
  CHECK(run.instrument.type_name == "QuantStudio™ 6 Pro System");
  CHECK(run.instrument.serial_number == "277");
  CHECK(run.instrument.software == "Design & Analysis Software v2.8.0");
  CHECK(run.run_started == "2025-08-07 04:18:10 PM CEST");
  CHECK(run.run_ended == "2025-08-07 05:06:27 PM CEST");
  CHECK(run.passive_reference == "ROX");
  CHECK(run.plate == Plate{.rows = 16, .columns = 24});
  REQUIRE(run.reactions.size() == 2);
  CHECK(run.reactions[0].well == Well{14, 0});
  CHECK(run.reactions[0].instrument.ct_status == CtStatus::Undetermined);
  CHECK(run.reactions[1].well == Well{15, 0});
  CHECK(run.reactions[1].instrument.ct == 27.6);
  CHECK(run.reactions[1].settings.baseline == BaselineWindow{3, 15});
  CHECK(other_lines(run).empty());
}

TEST_CASE("an export of the cloud is read: every cell quoted, Sample, Target, Cq, no section line") {
  const Run run = read(
      "# Plate File Name: C:\\invented.sds\n"
      "# Instrument Type: 7500 Fast System\n"
      "# Block Type: 96-Well 0.2-mL Block\n"
      "# Plate Run End Date/Time: 2024-05-06 11:02:33 AM CST\n"
      "# Passive Reference: ROX\n"
      "# Quantification Cycle Method: CT\n"
      "\"Well\"\t\"Well Position\"\t\"Omit\"\t\"Sample\"\t\"Target\"\t\"Task\"\t\"Reporter\"\t\"Amp "
      "Status\"\t\"Curve "
      "Quality\"\t\"Cq\"\t\"Cq Confidence\"\t\"Cq Mean\"\t\"Auto Threshold\"\t\"Threshold\"\t\"Baseline "
      "Start\"\t"
      "\"Baseline End\"\n"
      "\"1\"\t\"A1\"\t\"false\"\t\"P-101\"\t\"ALB\"\t\"UNKNOWN\"\t\"VIC\"\t\"Amp\"\t\"\"\t\"24.1259\"\t\"0."
      "97\"\t"
      "\"24.1\"\t\"true\"\t\"0.2\"\t\"3\"\t\"20\"\n");
  CHECK(run.experiment_name == "invented.sds");
  CHECK(run.run_ended == "2024-05-06 11:02:33 AM CST");
  REQUIRE(run.reactions.size() == 1);
  CHECK(run.reactions[0].sample == "P-101");
  CHECK(run.reactions[0].instrument.ct == 24.1259);
  CHECK(run.reactions[0].instrument.amp_status == "Amp");
  CHECK(run.reactions[0].settings.threshold == 0.2);
  CHECK(other_lines(run).empty());
}

TEST_CASE("Crt is named by its method and kept apart from Ct, whatever its title") {
  const auto said = [](const std::string& method) {
    return std::vector<std::string>{"warning other_cycle_method | plate.txt | The instrument's values are " +
                                    method +
                                    " (relative threshold), not Ct: they are shown, no limit for Ct holds "
                                    "for them, and calls rest on the "
                                    "Ct of the curves. A limit for Crt is the panel's 'crt_cutoff'."};
  };
  const auto check = [](const Run& run) {
    REQUIRE(run.reactions.size() == 2);
    const InstrumentResult& result = run.reactions[0].instrument;
    CHECK(result.crt_status == CtStatus::Value);
    CHECK(result.crt == 23.7);
    CHECK(result.ct_status == CtStatus::Absent);
    CHECK_FALSE(result.ct.has_value());
    CHECK_FALSE(result.ct_mean.has_value());
    CHECK(run.reactions[1].instrument.crt_status == CtStatus::Undetermined);
    CHECK(run.reactions[1].instrument.ct_status == CtStatus::Absent);
  };
  for (const char* title : {"Crt", "CRT"}) {
    CAPTURE(title);
    std::string text = changed(results, "Cт\t", std::string(title) + "\t");
    text = changed(changed(text, "Cт Mean", "Crt Mean"), "Cт SD", "Crt SD");
    const Run run = read(text);
    check(run);
    CHECK(other_lines(run) == said(title));
    const Run stated = read(changed(text, "* Passive", "* Quantification Cycle Method = CRT\n* Passive"));
    check(stated);
    CHECK(other_lines(stated) == said("CRT"));
  }
  const Run run = read(changed(results, "* Passive", "* Quantification Cycle Method = CRT\n* Passive"));
  check(run);
  CHECK(other_lines(run) == said("CRT"));
}

TEST_CASE("of a column of Ct beside one of Crt each is what its title says") {
  const Run run = read(changed(changed(changed(results, "Tm1", "Crt"), "0.2\t\tN", "0.2\t22.5\tN"),
                               "Undetermined\t\t\t0.2\t\tN", "Undetermined\t\t\t0.2\tUNDETERMINED\tN"));
  CHECK(run.reactions[0].instrument.ct == 23.7);
  CHECK(run.reactions[0].instrument.ct_mean == 23.75);
  CHECK(run.reactions[0].instrument.crt == 22.5);
  CHECK(run.reactions[1].instrument.ct_status == CtStatus::Undetermined);
  CHECK(run.reactions[1].instrument.crt_status == CtStatus::Undetermined);
}

TEST_CASE("a Crt whose decimal sign was lost, and two Crt in a cell, are refused like a Ct") {
  const std::string text = changed(results, "Cт\t", "Crt\t");
  check_refused(changed(text, "23.70", "2370"),
                "plate.txt:7: no run has a Ct of 2370: a decimal sign was lost; export the file again");
  check_refused(changed(text, "23.70", "23.7/24.1"), "plate.txt:7: expected one Ct, found '23.7/24.1'");
}

TEST_CASE("values by a method that is neither Ct nor Crt are named and left out") {
  const Run run = read(changed(results, "* Passive", "* Quantification Cycle Method = EQ.Ct\n* Passive"));
  CHECK(run.reactions[0].instrument == InstrumentResult{});
  CHECK(other_lines(run) == std::vector<std::string>{
                                "warning other_cycle_method | plate.txt | The instrument's software used the "
                                "method 'EQ.Ct' instead of Ct: its values are not compared with ours."});
}

TEST_CASE("of two columns that are alike one counts, and two that differ are refused") {
  const auto with_second = [](const std::string& name) {
    return changed(changed(changed(results, "Tm1", "Sample Name"), "0.1\t0.2\t", "0.1\t0.2\t" + name),
                   "Undetermined\t\t\t0.2\t", "Undetermined\t\t\t0.2\tNTC");
  };
  CHECK(read(with_second("P1")).reactions[0].sample == "P1");
  check_refused(with_second("P2"), "plate.txt:6: the column 'Sample Name' stands there twice");
}

TEST_CASE(
    "beside the dyes a column of words is no dye, and named, and one of plates is none whatever it holds") {
  const auto with_column = [](const std::string& title, const std::string& cell) {
    std::string text = results + "\n[Multicomponent Data]\nWell\tCycle\t" + title + "\tFAM\tROX\n";
    for (const char* well : {"A1", "A2"})
      for (int cycle = 1; cycle <= 3; ++cycle)
        text += std::string(well) + "\t" + std::to_string(cycle) + "\t" + cell + "\t1000.5\t500.25\n";
    return read(text);
  };
  const auto dyes = [](const Run& run) {
    std::set<std::string> names;
    for (const DyeTrace& trace : run.dyes)
      names.insert(trace.dye);
    return names;
  };
  const std::string not_understood =
      "note columns_not_understood | plate.txt | Columns that are not understood and not read: Group.";
  const auto says_so = [&](const Run& run) {
    const std::vector<std::string> lines = issue_lines(run.issues);
    return std::count(lines.begin(), lines.end(), not_understood) == 1;
  };
  const std::set<std::string> two = {"FAM", "ROX"};
  CHECK(dyes(with_column("Group", "control")) == two);
  CHECK(says_so(with_column("Group", "control")));
  CHECK(dyes(with_column("TAMRA", "7.5")) == std::set<std::string>{"FAM", "ROX", "TAMRA"});
  CHECK_FALSE(says_so(with_column("TAMRA", "7.5")));
}

TEST_CASE("several plates have curves and dyes of their own") {
  std::string text = changed(results, "Well\tSample", "Plate\tWell\tSample");
  for (const char* well : {"A1\tP1", "A2\tNTC", "A3\t\t"})
    text = changed(text, well, "P1\t" + std::string(well));
  const std::size_t rows = text.find("P1\tA1");
  std::string second = text.substr(rows);
  for (const char* well : {"P1\tA1", "P1\tA2", "P1\tA3"})
    second = changed(second, well, "P2" + std::string(well).substr(2));
  text += second + "\n[Multicomponent Data]\nPlate\tWell\tCycle\tFAM\tROX\n";
  for (const char* plate : {"P1", "P2"})
    for (const char* well : {"A1", "A2"})
      for (int cycle = 1; cycle <= 3; ++cycle)
        text += std::string(plate) + "\t" + well + "\t" + std::to_string(cycle) + "\t" +
                (plate == std::string("P1") ? "1000" : "2000") + "\t500\n";
  const Source source{.name = "plate.txt", .bytes = text};
  for (const auto& of_plate : {std::pair("P1", 1000.0), std::pair("P2", 2000.0)}) {
    const auto [plate, signal] = of_plate;
    CAPTURE(of_plate.first);
    const Run run = format_named("v2-text").read(
        {&source, 1}, {.vocabulary = vocabulary_of(shipped_profiles()), .encoding = {}, .run = plate});
    CHECK(run.reactions.size() == 2);
    REQUIRE(run.dyes.size() == 4);
    const DyeTrace* fam = find_dye(run, Well{0, 0}, "FAM");
    REQUIRE(fam != nullptr);
    CHECK(fam->signal == std::vector{signal, signal, signal});
  }
}

TEST_CASE("the results of QuantStudio 7 Flex may be called Technical Analysis Result") {
  const Run run = read(changed(results, "[Results]", "[Technical Analysis Result]"));
  CHECK(run.reactions.size() == 2);
  CHECK(run.reactions[0].instrument.ct == 23.7);
}

TEST_CASE("wells as numbers with gaps lie where the plate counts them") {
  std::string text = changed(results, "96fast", "384-Well Block");
  text = changed(changed(changed(text, "\nA1\t", "\n1\t"), "\nA2\t", "\n27\t"), "\nA3\t", "\n384\t");
  const Run run = read(text);
  CHECK(run.reactions[0].well == Well{0, 0});
  CHECK(run.reactions[1].well == Well{1, 2});
}

TEST_CASE("OpenArray and genotyping are refused with the reason") {
  check_refused(changed(results, "96fast", "OpenArray Block"),
                "plate.txt: an OpenArray run, whose through-holes (A1a1) are no wells of a plate: not read");
  const std::string genotyping =
      "plate.txt: a genotyping run, whose wells have alleles instead of targets: not read";
  check_refused(changed(results, "* Passive", "* Experiment Type = Genotyping\n* Passive"), genotyping);
  check_refused(changed(results, "Target Name", "SNP Assay Name"), genotyping);
}

TEST_CASE("a decimal comma is read between tabs, semicolons and in quotes between commas") {
  std::string tabs = results;
  for (const char* number : {"23.70", "23.75", "0.1", "0.2", "0.2"})
    tabs = changed(tabs, number, changed(number, ".", ","));
  std::string semicolons = tabs;
  std::string commas = results;
  for (std::size_t at = 0; (at = semicolons.find('\t', at)) != std::string::npos;)
    semicolons.replace(at, 1, ";");
  for (std::size_t at = 0; (at = commas.find('\t', at)) != std::string::npos;)
    commas.replace(at, 1, ",");
  for (const char* number : {"23.70", "23.75", "0.1", "0.2", "0.2"})
    commas = changed(commas, number, '"' + changed(number, ".", ",") + '"');
  for (const std::string& text : {tabs, semicolons, commas}) {
    CAPTURE(text);
    const Run run = read(text);
    CHECK(run.reactions[0].instrument.ct == 23.7);
    CHECK(run.reactions[0].settings.threshold == 0.2);
    CHECK(other_lines(run) ==
          std::vector<std::string>{"note decimal_comma | plate.txt | " + run.issues.front().words.en});
  }
}
