#include "formats/rdml.hpp"

#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "changed_text.hpp"
#include "flipped_bits.hpp"
#include "formats/formats.hpp"
#include "formats/small_rdml.hpp"
#include "issue_lines.hpp"
#include "message_of.hpp"
#include "shared_data.hpp"

using namespace crossbreak;
using tests::changed;

namespace {

Run read_xml(const std::string& xml, const std::string& which = {}) {
  return read_run({.format = &rdml, .sources = {rdml_source(xml)}, .run = which}, {});
}

/// small_rdml() with one text exchanged for another.
std::string with(const std::string& before, const std::string& after) {
  return changed(small_rdml(), before, after);
}

const std::string no_reference =
    "warning passive_reference_not_stated | plate.rdml | The file does not say which dye is the passive "
    "reference.";

/// A second run of two wells, in the same experiment.
std::string two_runs() {
  std::string xml = small_rdml();
  const std::size_t start = xml.find("<run ");
  const std::size_t end = xml.find("</experiment>");
  std::string second = xml.substr(start, end - start);
  second = changed(second, "Run001", "Run 2");
  second = changed(second, "<cq>2.5</cq>", "<cq>2.75</cq>");
  return xml.insert(end, second);
}

std::vector<std::string> names_of(const std::string& xml) {
  return runs_of(rdml, rdml_source(xml));
}

}  // namespace

TEST_CASE("an RDML run is read: wells, samples, targets, dyes, tasks, curves, Ct and settings") {
  const Run run = read_xml(small_rdml());
  CHECK(run.format == "rdml");
  CHECK(run.plate == Plate{.rows = 8, .columns = 12});
  CHECK(run.cycles == 3);
  CHECK(run.experiment_name == "Plate 1");
  CHECK(run.operator_name == "Li Wei");
  CHECK(run.run_started == "2024-05-06T11:02:33");
  CHECK(run.instrument.type_id == "sds7500");
  CHECK(run.instrument.software == "7500 Software v2.3");
  CHECK(run.passive_reference_status == PassiveReferenceStatus::NotStated);
  REQUIRE(run.reactions.size() == 3);
  const Reaction& first = run.reactions[0];
  CHECK(first.well == Well{0, 0});
  CHECK(first.sample == "P1");
  CHECK(first.target == "D4-7");
  CHECK(first.reporter == "FAM");
  CHECK(first.task == "UNKNOWN");
  CHECK(first.comments == "see page 3");
  CHECK(first.rn == std::vector{1.25, 1.5, 2.1234567});
  CHECK(first.delta_rn == std::vector{0.0, 0.0, 2.1234567 - 1.75});
  CHECK_FALSE(first.rn_decimals.has_value());
  CHECK(first.instrument.ct_status == CtStatus::Value);
  CHECK(first.instrument.ct == 2.5);
  CHECK(first.settings.threshold == 0.2);
  CHECK(first.settings.automatic_threshold == true);
  CHECK(first.settings.automatic_baseline == true);
  CHECK_FALSE(first.omitted);
  const Reaction& second = run.reactions[1];
  CHECK(second.reporter == "VIC");
  CHECK(second.omitted);
  CHECK(second.comments == "excl: bubble");
  REQUIRE(second.rn.size() == 3);
  CHECK(std::isnan(second.rn[1]));
  CHECK(second.delta_rn.empty());
  const Reaction& ntc = run.reactions[2];
  CHECK(ntc.well == Well{1, 0});
  CHECK(ntc.task == "NTC");
  CHECK(ntc.instrument.ct_status == CtStatus::Undetermined);
  CHECK(issue_lines(run.issues) ==
        std::vector<std::string>{no_reference,
                                 "warning curve_incomplete | plate.rdml | Wells whose curves lack some of 3 "
                                 "cycles: A1."});
}

TEST_CASE("zipped or not, under any member name and namespace prefix, the run is the same") {
  std::string prefixed = small_rdml();
  for (std::size_t at = 0; (at = prefixed.find('<', at)) != std::string::npos; ++at)
    if (prefixed[at + 1] != '?')
      prefixed.insert(at + (prefixed[at + 1] == '/' ? 2 : 1), "r:");
  prefixed = changed(prefixed, "xmlns=", "xmlns:r=");
  const Source sources[] = {rdml_source(small_rdml()),
                            zipped_rdml(small_rdml()),
                            zipped_rdml(small_rdml(), "BioRad_qPCR.XML"),
                            rdml_source(prefixed),
                            zipped_rdml(prefixed, "x.rdml"),
                            rdml_source("\xEF\xBB\xBF" + small_rdml()),
                            rdml_source("<!-- <rdml> -->" + small_rdml().substr(small_rdml().find("<rdml")))};
  for (const Source& source : sources) {
    REQUIRE(detect_format(source).name == rdml.name);
    const Run run = read_run(sources_of_run({source}), {});
    REQUIRE(run.reactions.size() == 3);
    CHECK(run.reactions[0].rn == std::vector{1.25, 1.5, 2.1234567});
    CHECK(run.reactions[1].reporter == "VIC");
    CHECK(run.reactions[2].task == "NTC");
  }
}

TEST_CASE("no Ct is -1, any other number that is none, the number of cycles and what lies behind it") {
  for (const char* none :
       {"-1", "-1.0", "0", "NaN", "nan", "NA", "N/A", "INF", "", "3.0", "3", "40", " -1\n"}) {
    CAPTURE(none);
    const Run run = read_xml(with("<cq>2.5</cq>", "<cq>" + std::string(none) + "</cq>"));
    CHECK(run.reactions[0].instrument.ct_status == CtStatus::Undetermined);
    CHECK_FALSE(run.reactions[0].instrument.ct.has_value());
  }
  const Run absent = read_xml(with("<cq>2.5</cq>", ""));
  CHECK(absent.reactions[0].instrument.ct_status == CtStatus::Absent);
  const Run other = read_xml(with("automated threshold and baseline settings", "second derivative maximum"));
  CHECK(other.reactions[0].instrument.ct_status == CtStatus::Absent);
  CHECK(other.issues.front().code == IssueCode::OtherCycleMethod);
  CHECK_FALSE(other.reactions[0].settings.automatic_threshold.has_value());
}

TEST_CASE("types of samples become tasks, of all targets or of one, and so do quantities") {
  const auto task = [](const std::string& type) {
    return read_xml(with("<type>unkn</type>", type)).reactions[0].task;
  };
  CHECK(task("<type>std</type>") == "STANDARD");
  CHECK(task("<type/>") == "UNKNOWN");
  CHECK(task("") == "");
  for (const char* type : {"nac", "ntp", "nrt", "pos", "opt"})
    CHECK(task("<type>" + std::string(type) + "</type>") == type);
  const Run run =
      read_xml(with("<type>unkn</type>",
                    "<type targetId=\"ALB\">std</type><type>pos</type>"
                    "<quantity targetId=\"ALB\"><value>10000.0</value><unit>other</unit></quantity>"));
  CHECK(run.reactions[0].task == "pos");
  CHECK_FALSE(run.reactions[0].quantity.has_value());
  CHECK(run.reactions[1].task == "STANDARD");
  CHECK(run.reactions[1].quantity == 10000);
}

TEST_CASE(
    "a threshold set by hand is none that is automatic, and fluorescence without its baseline is delta Rn") {
  const Run manual = read_xml(with("automated threshold", "manual threshold"));
  CHECK(manual.reactions[0].settings.automatic_threshold == false);
  CHECK(manual.reactions[0].settings.automatic_baseline == false);
  const Run subtracted = read_xml(
      with("<cqDetectionMethod>",
           "<backgroundDeterminationMethod>Baseline Subtracted Curve Fit</backgroundDeterminationMethod>"
           "<cqDetectionMethod>"));
  CHECK(subtracted.reactions[0].rn.empty());
  CHECK(subtracted.reactions[0].delta_rn == std::vector{1.25, 1.5, 2.1234567});
  const Run rounded = read_xml(with("2.1234567", "2.123"));
  CHECK(rounded.reactions[0].rn_decimals == 3);
}

TEST_CASE("wells may be named, and a plate that is none is as large as its wells need") {
  const std::string format =
      "<rows>8</rows><columns>12</columns><rowLabel>ABC</rowLabel><columnLabel>123</columnLabel>";
  const Run named = read_xml(changed(with("id=\"13\"", "id=\"B1\""), format, "free format"));
  CHECK(named.plate == Plate{});
  CHECK(named.reactions[2].well == Well{1, 0});
  const Run large =
      read_xml(changed(with("id=\"13\"", "id=\"384\""), format, "<rows>16</rows><columns>24</columns>"));
  CHECK(large.plate == Plate{.rows = 16, .columns = 24});
  CHECK(large.reactions[2].well == Well{15, 23});
  const Run unstated =
      read_xml(changed(with("id=\"13\"", "id=\"97\""), format, "<rows>-1</rows><columns>-1</columns>"));
  CHECK(unstated.plate == Plate{.rows = 16, .columns = 24});
  CHECK(unstated.reactions[2].well == Well{4, 0});
}

TEST_CASE("dyes and targets that are not declared, and names that only programs read") {
  const Run dyeless = read_xml(with("<dye id=\"FAM\"/><dye id=\"VIC\"/>", ""));
  CHECK(dyeless.reactions[0].reporter == "FAM");
  const Run undeclared = read_xml(with("<target id=\"ALB\"><type>ref</type><dyeId>VIC</dyeId></target>", ""));
  CHECK(undeclared.reactions[1].target == "ALB");
  CHECK(undeclared.reactions[1].reporter.empty());
  CHECK(issue_lines(undeclared.issues).front() ==
        "warning reporter_missing | plate.rdml | The file names no reporter dye for target 'ALB'.");
  const std::string id = "9c93d5da-1797-44c1-b46c-05d501af4e22";
  const std::string described =
      changed(with("<sample id=\"P1\"><type>",
                   "<sample id=\"" + id + "\"><description>Sample 39</description><type>"),
              "<sample id=\"P1\"/>", "<sample id=\"" + id + "\"/>");
  CHECK(read_xml(described).reactions[0].sample == "Sample 39");
  CHECK(read_xml(with("<sample id=\"P1\"/>", "<sample id=\"P9\"/>")).reactions[0].sample == "P9");
}

TEST_CASE("a well is left out by <excl> of whatever reason, not by one that says false") {
  const auto omitted = [](const std::string& exclusion) {
    return read_xml(with("<excl>bubble</excl>", exclusion)).reactions[1];
  };
  for (const char* exclusion : {"<excl/>", "<excl>true</excl>", "<excl>omitted in the run</excl>"}) {
    CHECK(omitted(exclusion).omitted);
    CHECK(omitted(exclusion).comments.empty());
  }
  CHECK_FALSE(omitted("<excl>false</excl>").omitted);
  CHECK_FALSE(omitted("").omitted);
}

TEST_CASE("results without curves are read, and said to be no more") {
  std::string xml = small_rdml();
  for (std::size_t at = 0; (at = xml.find("<adp>")) != std::string::npos;)
    xml.erase(at, xml.find("</adp>", at) + 6 - at);
  const Run run = read_xml(xml);
  CHECK(run.cycles == 0);
  CHECK(run.reactions[0].instrument.ct == 2.5);
  REQUIRE(run.issues.size() == 1);
  CHECK(run.issues.front().code == IssueCode::CurvesMissing);
}

TEST_CASE("wells that cannot be read are read as far as they go, and said") {
  const auto lines = [](const Run& run) {
    std::vector<std::string> all = issue_lines(run.issues);
    std::erase_if(all, [](const std::string& line) {
      return line.starts_with("warning passive_reference_not_stated");
    });
    return all;
  };
  const std::vector<std::string> as_it_is = lines(read_xml(small_rdml()));
  const auto with = [&](const std::string& old, const std::string& instead) {
    return read_xml(changed(small_rdml(), old, instead));
  };
  const std::string incomplete = "Wells whose curves lack some of 3 cycles: A1.";
  REQUIRE(as_it_is == std::vector<std::string>{"warning curve_incomplete | plate.rdml | " + incomplete});

  const std::string broken = "warning reading_not_understood | plate.rdml | ";
  for (const char* text : {"high", "1,25"}) {
    CAPTURE(text);
    const Run run = with("<fluor>1.25</fluor>", "<fluor>" + std::string(text) + "</fluor>");
    CHECK(std::isnan(run.reactions[0].rn.at(0)));
    CHECK(run.reactions[0].rn.at(1) == 1.5);
    CHECK(run.reactions[0].instrument.ct == 2.5);
    CHECK(lines(run) == std::vector<std::string>{broken + "Readings such as '" + text +
                                                     "' are no fluorescence and count as missing: A1.",
                                                 as_it_is.front()});
  }
  const Run missing = with("<fluor>1.25</fluor>", "");
  CHECK(std::isnan(missing.reactions[0].rn.at(0)));
  CHECK(lines(missing) == as_it_is);

  for (const char* cycle : {"<cyc>first</cyc>", "<cyc/>", ""}) {
    CAPTURE(cycle);
    const Run run = with("<cyc>1.0</cyc>", cycle);
    CHECK(run.reactions[0].rn.empty());
    CHECK(run.reactions[0].delta_rn.empty());
    CHECK(run.reactions[1].rn.size() == 3);
    const std::string found = std::string(cycle).starts_with("<cyc>") ? "first" : "";
    CHECK(lines(run) ==
          std::vector<std::string>{
              broken + "Cycles such as '" + found +
                  "' are none, and the curves that have them are left out: A1.",
              "warning curve_missing | plate.rdml | Wells with a target but no curve of it: A1.",
              as_it_is.front()});
  }
}

TEST_CASE("of several runs each is read by its name, which no two have") {
  CHECK(names_of(two_runs()) == std::vector<std::string>{"Run001", "Run 2"});
  const Run run = read_xml(two_runs(), "Run 2");
  CHECK(run.reactions[0].instrument.ct == 2.75);
  CHECK(run.inputs.front().name == "plate.rdml [Run 2]");
  CHECK(read_xml(two_runs(), "Run001").reactions[0].instrument.ct == 2.5);
  CHECK(tests::message_of<FormatError>([] { (void)read_xml(two_runs()); }) ==
        "plate.rdml: expected which run is meant of Run001, Run 2, found ''");
  const std::string experiment = small_rdml().substr(small_rdml().find("<experiment id"));
  const std::string twice = changed(small_rdml(), "</rdml>", "") + changed(experiment, "Plate 1", "Plate 2");
  CHECK(names_of(twice) == std::vector<std::string>{"Plate 1: Run001", "Plate 2: Run001"});
  CHECK(names_of(changed(two_runs(), "Run 2", "Run001")) ==
        std::vector<std::string>{"Plate 1: Run001", "Plate 1: Run001 (2)"});
}

TEST_CASE("an RDML file that cannot be read says where and why in one line") {
  const struct {
    std::string xml;
    const char* message;
  } cases[] = {
      {with("version=\"1.1\"", "version=\"2.0\""),
       "plate.rdml:2: expected RDML version 1.0 to 1.4, found '2.0'"},
      {"<rdml version=\"1.1\"/>", "plate.rdml:1: no <run> in any <experiment>"},
      {"<rdml version=\"1.1\">", "plate.rdml: damaged XML: Start-end tags mismatch"},
      {with("P1\"/>", "P\xFF\"/>"), "plate.rdml: the text is not UTF-8"},
      {with("<type>ntc</type>", "<type>blank</type>"),
       "plate.rdml:6: expected a type of sample (unkn, ntc, nac, std, ntp, nrt, pos, opt), found 'blank'"},
      {with("<sample id=\"NTC\"><type>", "<sample id=\"P1\"><type>"),
       "plate.rdml:6: the sample 'P1' stands there twice"},
      {with("<target id=\"ALB\"", "<target id=\"D4-7\""),
       "plate.rdml:8: the target 'D4-7' stands there twice"},
      {with("<rows>8</rows>", "<rows>72</rows>"),
       "plate.rdml:13: expected a plate of at most 16 x 24 wells, found 72 x 12"},
      {with("<rows>8</rows>", "<rows>8.5</rows>"),
       "plate.rdml:13: expected a whole number in <rows>, found '8.5'"},
      {with("id=\"13\"", "id=\"97\""), "plate.rdml:19: expected the id of a well of 8 x 12, found '97'"},
      {with("id=\"13\"", "id=\"0\""), "plate.rdml:19: expected the id of a well of 8 x 12, found '0'"},
      {with("id=\"13\"", "id=\"1\""), "plate.rdml:19: well A1 stands there twice"},
      {with("<tar id=\"ALB\"/>", "<tar id=\"D4-7\"/>"), "plate.rdml:17: well A1 has the target 'D4-7' twice"},
      {with("<tar id=\"ALB\"/>", ""), "plate.rdml:17: no <tar> says whose data these are"},
      {with("<cq>2.5</cq>", "<cq>2,5</cq>"), "plate.rdml:16: expected a number in <cq>, found '2,5'"},
      {with("<cyc>2</cyc>", "<cyc>2.5</cyc>"),
       "plate.rdml:16: expected a whole cycle from 1 to 500, found '2.5'"},
      {with("<cyc>2</cyc>", "<cyc>1e9</cyc>"),
       "plate.rdml:16: expected a whole cycle from 1 to 500, found '1e9'"},
      {with("<cyc>2</cyc>", "<cyc>1</cyc>"), "plate.rdml:16: cycle 1 of 'D4-7' in A1 stands there twice"},
      {with("<quantFluor>0.2</quantFluor>", "<quantFluor>auto</quantFluor>"),
       "plate.rdml:16: expected a number in <quantFluor>, found 'auto'"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.message);
    CHECK(tests::message_of<FormatError>([&] { (void)read_xml(c.xml); }) == c.message);
  }
  const auto message = [](const Source& source) {
    return tests::message_of<FormatError>([&] { (void)read_run(sources_of_run({source}), {}); });
  };
  CHECK(message(zipped_rdml(with("id=\"13\"", "id=\"0\""))) ==
        "plate.rdml: rdml_data.xml:19: expected the id of a well of 8 x 12, found '0'");
  Source cut = zipped_rdml(small_rdml());
  cut.bytes.resize(cut.bytes.size() / 2);
  CHECK(message(cut) == "plate.rdml: damaged or cut-off zip: Not a zip archive");
  const ZipMember two[] = {{.name = "a.xml", .bytes = small_rdml()},
                           {.name = "b.xml", .bytes = small_rdml()}};
  CHECK(message({.name = "plate.rdml", .bytes = write_zip(two)}) ==
        "plate.rdml: a zip of several RDML documents (a.xml, b.xml): unpack it and give one of them");
}

TEST_CASE("an RDML file asks no more of the machine than a run can need") {
  std::string bomb = "<rdml version=\"1.1\">";
  for (int i = 0; i < 2'500'001; ++i)
    bomb += "<a>";
  CHECK(tests::message_of<FormatError>([&] { (void)read_xml(bomb); }) ==
        "plate.rdml: too large: expected a document of at most 2500000 elements and values, found some "
        "2500003");
  CHECK(tests::message_of<FormatError>([&] { (void)read_xml("<rdml>" + std::string(64U << 20U, ' ')); }) ==
        "plate.rdml: too large: expected a document of at most 67108864 bytes, found 67108870");
  std::string runs;
  for (int i = 0; i < 101; ++i)
    runs += "<run id=\"" + std::to_string(i) + "\"/>";
  CHECK(tests::message_of<FormatError>([&] {
          (void)names_of("<rdml><experiment id=\"e\">" + runs + "</experiment></rdml>");
        }) == "plate.rdml:1: expected at most 100 runs, found 101");
}

TEST_CASE("RDML with flipped bytes and cut-off ends is refused or read, never worse") {
  std::mt19937 random(20261129);
  const Source wholes[] = {rdml_source(small_rdml()), zipped_rdml(small_rdml())};
  for (const Source& whole : wholes)
    for (int round = 0; round < 2000; ++round) {
      Source source = whole;
      if (round % 8 == 0)
        source.bytes.resize(random() % source.bytes.size());
      for (int flip = 0; flip < 3 && !source.bytes.empty(); ++flip)
        tests::flip_a_bit(source.bytes, random);
      CAPTURE(round);
      try {
        (void)rdml.recognises(source);
        for (const std::string& name : runs_of(rdml, source))
          (void)read_run({.format = &rdml, .sources = {source}, .run = name}, {});
      } catch (const FormatError& error) {
        CHECK(std::string(error.what()).starts_with("plate.rdml"));
        CHECK(std::string(error.what()).find('\n') == std::string::npos);
      }
    }
}

TEST_CASE("real RDML files of three makers are read as they say") {
  const auto runs = shared_data("real_runs");
  if (!runs)
    return;
  const auto read = [&](const char* name, const std::string& which) {
    const Source source{.name = name, .bytes = bytes_of_file(*runs / name)};
    REQUIRE(detect_format(source).name == rdml.name);
    return read_run({.format = &rdml, .sources = {source}, .run = which}, {});
  };
  const Run stepone = read("stepone_standard_curve.rdml", {});
  REQUIRE(stepone.reactions.size() == 24);
  CHECK(stepone.cycles == 40);
  CHECK(stepone.instrument.software == "StepOne Software StepOne™ Software v2.3");
  CHECK(stepone.reactions[0].task == "NTC");
  CHECK(stepone.reactions[0].reporter == "FAM");
  CHECK(stepone.reactions[0].instrument.ct_status == CtStatus::Undetermined);
  CHECK(stepone.reactions[0].rn[0] == 0.689337);
  CHECK(std::count_if(stepone.reactions.begin(), stepone.reactions.end(), [](const Reaction& reaction) {
          return reaction.task == "STANDARD" && reaction.quantity && reaction.instrument.ct;
        }) == 15);
  const Run lightcycler = read("lc96_bactxy.rdml", {});
  CHECK(lightcycler.reactions.size() == 96 * 4);
  CHECK(lightcycler.cycles == 50);
  CHECK(lightcycler.reactions[0].task == "ntp");
  CHECK(lightcycler.reactions[0].sample.empty());
  CHECK(lightcycler.reactions.back().reporter == "Cy5");
  const Source source{.name = "b", .bytes = bytes_of_file(*runs / "biorad_melt.rdml")};
  CHECK(runs_of(rdml, source) == std::vector<std::string>{"Amp Step 3_FAM", "Amp Step 3_Cy5"});
  const Run cfx = read("biorad_melt.rdml", "Amp Step 3_Cy5");
  CHECK(cfx.reactions.size() == 30);
  CHECK(cfx.cycles == 41);
  CHECK(cfx.reactions[0].task == "pos");
  CHECK(cfx.reactions[0].rn.empty());
  CHECK(cfx.reactions[0].delta_rn.front() == -9.9286780633347);
  CHECK(cfx.melts.size() == 30);
  CHECK(cfx.melts.front().temperature_c.size() == 61);
}

TEST_CASE("RDML files that other programs stumbled over are read") {
  const auto files = shared_data("cases/files");
  if (!files)
    return;
  const auto read = [&](const char* name) {
    return read_run(sources_of_run({{.name = name, .bytes = bytes_of_file(*files / name)}}), {});
  };
  const Run absent = read("14_rdml_cq_nan_and_absent.rdml");
  CHECK(absent.reactions.size() == 4);
  CHECK(absent.cycles == 45);
  CHECK(absent.reactions[0].instrument.ct == 25.3633);
  CHECK(absent.reactions[1].instrument.ct_status == CtStatus::Undetermined);
  CHECK(absent.reactions[2].instrument.ct_status == CtStatus::Absent);
  const Run results = read("14b_rdml_without_curves.rdml");
  CHECK(results.cycles == 0);
  CHECK(results.reactions[0].instrument.ct == 25.3);
  CHECK(results.reactions[3].instrument.ct_status == CtStatus::Undetermined);
  const Run dyeless = read("15_rdml_dye_without_target.rdml");
  CHECK(dyeless.reactions[1].target == "VIC");
  CHECK(dyeless.reactions[1].reporter == "VIC");
}
