// The other subcommands as their users run them.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "cli/program.hpp"
#include "file_content.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak::tests;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);)
    lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("curves reads a plain curve table, and groups give its columns their targets") {
  const TemporaryFolder folder;
  const std::string table =
      folder.write("t.csv", "Cycle,F1,\"=G\"\n1,1,1\n2,1.1,1\n3,1,1.1\n4,1.1,1\n5,1,1.1\n");
  const std::string groups = folder.write("g.csv", "curve,target\nF1,first\n=G,second\n");
  const Printed printed = crossbreak_with({"curves", table, "--group", groups, "--csv", "-"});
  CHECK(printed.code == 0);
  const std::vector<std::string> lines = lines_of(printed.out);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] ==
        "source,well,sample,target,task,reporter,amplified,ct,ct_instrument,threshold,threshold_source,"
        "baseline_start,baseline_end,baseline_source,ct_sdm,ct_cy0,efficiency,reasons");
  CHECK(lines[1].starts_with("t.csv,,F1,first,,,unclear,"));
  CHECK(lines[2].starts_with("t.csv,,'=G,second,,,unclear,"));
}

TEST_CASE("curves writes CSV into a file, whole, and prints a table without") {
  const TemporaryFolder folder;
  const std::string csv = (folder / "c.csv").string();
  const Printed written = crossbreak_with({"curves", sample("deletions"), "--csv", csv});
  CHECK(written.code == 0);
  CHECK(written.out.empty());
  CHECK(content_of(csv) == crossbreak_with({"curves", sample("deletions"), "--csv", "-"}).out);
  CHECK(lines_of(content_of(csv)).size() == 1 + 192);
  const Printed table = crossbreak_with({"curves", sample("deletions")});
  CHECK(table.out.starts_with("deletions.eds\n\nWell "));
}

TEST_CASE("curves --json holds one curve a well and target") {
  const json record = json::parse(crossbreak_with({"curves", sample("deletions"), "--json"}).out);
  CHECK(record.at("schema") == "crossbreak/curves/1");
  CHECK(record.at("curves").size() == 192);
}

TEST_CASE("inspect tells what is in a file, as text and as JSON") {
  const Printed text = crossbreak_with({"inspect", sample("deletions")});
  CHECK(text.code == 0);
  CHECK(text.out.find("nothing is missing") != std::string::npos);
  const json record = json::parse(crossbreak_with({"inspect", sample("deletions"), "--json"}).out);
  CHECK(record.at("schema") == "crossbreak/inspection/1");
  CHECK(crossbreak_with({"inspect", (samples / "README.md").string()}).code == 3);
}

TEST_CASE("a profile may lie anywhere, and knows the common titles that come with the program") {
  const TemporaryFolder folder;
  const std::string text_export = (samples / "deletions/deletions.txt").string();
  const std::string mine =
      folder.write("mine.toml", content_of(CROSSBREAK_SOURCE_DIR "/instrument_profiles/abi7500.toml"));
  const Printed found = crossbreak_with({"call", text_export, "--json", "-o", folder.path().string()});
  const Printed named =
      crossbreak_with({"call", text_export, "--profile", mine, "--json", "-o", folder.path().string()});
  json without_option = json::parse(named.out);
  CHECK(json::parse(found.out).at("profile").at("id") == "abi7500");
  CHECK(without_option.at("origin").at("options") == json{{{"name", "profile"}, {"value", "mine.toml"}}});
  without_option["origin"]["options"] = json::array();
  CHECK(without_option == json::parse(found.out));
}

TEST_CASE("report renders every output again from the record, byte for byte") {
  const TemporaryFolder folder;
  const std::string first = (folder / "first").string();
  const std::string again = (folder / "again").string();
  REQUIRE(crossbreak_with({"call", sample("contaminated_ntc"), "-o", first, "--lang", "zh"}).code == 4);
  REQUIRE(
      crossbreak_with({"report", first + "/contaminated_ntc.calls.json", "-o", again, "--lang", "zh"}).code ==
      0);
  std::size_t compared = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(first)) {
    CAPTURE(entry.path().string());
    CHECK(content_of(entry.path()) == content_of(folder / "again" / entry.path().filename().string()));
    ++compared;
  }
  CHECK(compared == 4);
}

TEST_CASE("a record without curves gives json and csv, and says why it gives no more") {
  const TemporaryFolder folder;
  const std::string out = folder.path().string();
  REQUIRE(
      crossbreak_with({"call", sample("deletions"), "-o", out, "--no-curves", "--formats", "json"}).code ==
      0);
  const std::string record = out + "/deletions.calls.json";
  CHECK(crossbreak_with({"report", record, "--formats", "json,csv", "-o", out + "/a"}).code == 0);
  for (const char* format : {"xlsx", "html"}) {
    CAPTURE(format);
    const Printed refused = crossbreak_with({"report", record, "--formats", format, "-o", out + "/b"});
    CHECK(refused.code == 3);
    CHECK(refused.err.find("curves") != std::string::npos);
    CHECK_FALSE(fs::exists(out + "/b"));
  }
}

TEST_CASE("codes and fields print tables for people and JSON for scripts") {
  const Printed codes = crossbreak_with({"codes"});
  CHECK(codes.code == 0);
  CHECK(codes.out.starts_with("KIND "));
  CHECK(codes.out.find("\nflag ") != std::string::npos);
  CHECK(codes.out.find("阴性") == std::string::npos);
  CHECK(crossbreak_with({"codes", "--lang", "zh"}).out.find("阴性") != std::string::npos);
  CHECK(json::parse(crossbreak_with({"codes", "--json"}).out).at("schema") == "crossbreak/codes/1");

  const Printed fields = crossbreak_with({"fields"});
  CHECK(fields.code == 0);
  CHECK(fields.out.find("\npatients[].sets[].result ") != std::string::npos);
  CHECK(json::parse(crossbreak_with({"fields", "--json"}).out).at("schema") == "crossbreak/fields/1");
  CHECK(crossbreak_with({"fields", "--schema"}).out ==
        content_of(fs::path(CROSSBREAK_SOURCE_DIR) / "src/record/calls.schema.json"));
  for (const std::string of : {"review", "audit"})
    CHECK(crossbreak_with({"fields", "--schema=" + of}).out ==
          content_of(fs::path(CROSSBREAK_SOURCE_DIR) / ("src/record/" + of + ".schema.json")));
  CHECK(crossbreak_with({"fields", "--schema=cohort"}).out ==
        content_of(fs::path(CROSSBREAK_SOURCE_DIR) / "src/reports/cohort.schema.json"));
  const Printed unknown = crossbreak_with({"fields", "--schema=reviews"});
  CHECK(unknown.code == 2);
  CHECK(unknown.err ==
        "crossbreak: --schema: expected one of audit, cohort, record, review, found 'reviews', did you "
        "mean 'review'?\n");

  const Printed both = crossbreak_with({"fields", "--schema", "--json"});
  CHECK(both.code == 2);
  CHECK(both.err == "crossbreak: expected one of --json and --schema, found both\n");
  const Printed file = crossbreak_with({"codes", "plate.eds"});
  CHECK(file.code == 2);
  CHECK(file.err == "crossbreak: expected 0 files, found 1; 'crossbreak codes --help' lists the options\n");
}

TEST_CASE("panel shows the panel in use, checks another, and refuses a bad one with its line") {
  const TemporaryFolder folder;
  const std::string shipped = CROSSBREAK_SOURCE_DIR "/primers/ikzf1_deletions.toml";
  const Printed show = crossbreak_with({"panel", "show"});
  CHECK(show.code == 0);
  CHECK(show.out.find("F.4 + R-7") != std::string::npos);
  const Printed check = crossbreak_with({"panel", "check", shipped});
  CHECK(check.code == 0);
  CHECK(check.out.find("56.6") != std::string::npos);  // Tm of F.4
  const std::string bad = folder.write("bad.toml", "[panel]\nid = \"x\"\nversoin = \"1\"\n");
  const Printed refused = crossbreak_with({"panel", "check", bad});
  CHECK(refused.code == 3);
  CHECK(refused.err.starts_with("crossbreak: bad.toml:3: "));
  CHECK(refused.err.find("version") != std::string::npos);
  const struct {
    std::vector<std::string> arguments;
    std::string message;
  } wrong[] = {
      {{"panel", "chek", bad},
       "panel: expected 'check FILE' or 'show', found 'chek'; 'crossbreak panel --help' explains"},
      {{"panel", "check"}, "panel check: expected FILE, found none; 'crossbreak panel --help' explains"},
      {{"panel", "check", shipped, bad},
       "panel check: expected one FILE, found 2; give each panel a command of its own"},
      {{"panel", "show", shipped, bad, bad},
       "panel show: expected one FILE, found 3; give each panel a command of its own"}};
  for (const auto& use : wrong) {
    CAPTURE(use.message);
    const Printed printed = crossbreak_with(use.arguments);
    CHECK(printed.code == 2);
    CHECK(printed.err == "crossbreak: " + use.message + '\n');
  }
}

TEST_CASE("simulate gives the same bytes for the same seed in every layout, with the truth beside") {
  const TemporaryFolder folder;
  const std::string design = (samples / "contaminated_ntc/PLATE.toml").string();
  for (const char* layout :
       {"eds", "quantstudio-eds", "json-eds", "text", "csv", "xlsx", "quantstudio-text", "sds1"}) {
    CAPTURE(layout);
    const std::string first = (folder / (std::string(layout) + "/a.run")).string();
    const std::string second = (folder / (std::string(layout) + "/b.run")).string();
    REQUIRE(crossbreak_with({"simulate", design, "--layout", layout, "--seed", "5", "-o", first}).code == 0);
    REQUIRE(crossbreak_with({"simulate", design, "--layout", layout, "--seed", "5", "-o", second}).code == 0);
    CHECK(content_of(first) == content_of(second));
    CHECK(content_of(first + ".truth.csv").starts_with("well,sample,target,role,copies,expected\n"));
    std::vector<std::string> call = {"call", first, "-o", (folder / "out").string(), "--formats", "csv"};
    if (std::string(layout) == "sds1")
      call.insert(call.begin() + 2, (folder / "sds1/a.delta_rn.run").string());
    const Printed called = crossbreak_with(call);
    CHECK_MESSAGE(called.code == 4, called.err);  // the NTC is contaminated
  }
}

TEST_CASE("a design that a layout cannot hold is exit 3 with the reason") {
  const TemporaryFolder folder;
  std::string design = content_of(samples / "contaminated_ntc/PLATE.toml");
  const std::string fast = "sds7500fast";
  design.replace(design.find(fast), fast.size(), "steponeplus");
  const std::string plate = folder.write("PLATE.toml", design);
  const Printed printed = crossbreak_with(
      {"simulate", plate, "--layout", "sds1", "--seed", "1", "-o", (folder / "a.csv").string()});
  CHECK(printed.code == 3);
  CHECK(printed.err ==
        "crossbreak: PLATE.toml: there is no SDS v1 for the StepOnePlus: choose another layout\n");
  CHECK_FALSE(fs::exists(folder / "a.csv"));
}

TEST_CASE("simulate --cohort writes the sample study, and asks for a folder and no plate") {
  const TemporaryFolder folder;
  const std::string study = (folder / "new/study").string();
  REQUIRE(crossbreak_with({"simulate", "--cohort", "--seed", "1", "-o", study}).code == 0);
  int files = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(study))
    if (entry.is_regular_file()) {
      CAPTURE(entry.path());
      CHECK(content_of(entry.path()) == content_of(samples / "cohort" / fs::relative(entry.path(), study)));
      ++files;
    }
  CHECK(files == 27);

  const std::string plate = (samples / "contaminated_ntc/PLATE.toml").string();
  CHECK(crossbreak_with({"simulate", "--cohort", plate, "--seed", "1", "-o", study}).err ==
        "crossbreak: --cohort makes plates of its own, expected no PLATE.toml, found '" + plate + "'\n");
  CHECK(crossbreak_with({"simulate", "--cohort", "--seed", "1"}).err ==
        "crossbreak: expected -o DIR, the folder to write to\n");
  const std::string file = folder.write("file", "x");
  CHECK(crossbreak_with({"simulate", "--cohort", "--seed", "1", "-o", file}).code == 6);
  const Printed none = crossbreak_with({"simulate", "--seed", "1", "-o", study});
  CHECK(none.code == 2);
  CHECK(none.err ==
        "crossbreak: expected PLATE.toml, found no file; 'crossbreak simulate --help' lists the options\n");
}

TEST_CASE("explain gives the chain of one patient, and names the nearest where there is none") {
  const Printed printed = crossbreak_with({"explain", sample("deletions"), "--sample", "24-0105"});
  CHECK(printed.code == 0);
  for (const char* part : {"24-0105", "D4-7", "D2-8", "R10"}) {
    CAPTURE(part);
    CHECK(printed.out.find(part) != std::string::npos);
  }
  const Printed missing = crossbreak_with({"explain", sample("deletions"), "--sample", "24-0115"});
  CHECK(missing.code == 3);
  CHECK(missing.err.find("24-0105") != std::string::npos);
}

TEST_CASE("summary counts over records, as text, CSV and workbook") {
  const TemporaryFolder folder;
  const std::string out = folder.path().string();
  REQUIRE(crossbreak_with(
              {"call", sample("deletions"), sample("reference_wells"), "-o", out, "--formats", "json"})
              .code == 0);
  const std::vector<std::string> records = {"summary", out + "/deletions.calls.json",
                                            out + "/reference_wells.calls.json"};
  const Printed text = crossbreak_with(records);
  CHECK(text.code == 0);
  CHECK(text.out.find("15") != std::string::npos);
  CHECK(text.out.find("\nThe test sees only four deletions of IKZF1. It cannot see") != std::string::npos);
  std::vector<std::string> in_chinese = records;
  in_chinese.insert(in_chinese.end(), {"--lang", "zh"});
  CHECK(crossbreak_with(in_chinese).out.starts_with("IKZF1：2份记录中的15名患者"));
  std::vector<std::string> files = records;
  files.insert(files.end(), {"--csv", out + "/s.csv", "--xlsx", out + "/s.xlsx"});
  CHECK(crossbreak_with(files).code == 0);
  CHECK(content_of(out + "/s.xlsx").starts_with("PK"));
  std::vector<std::string> to_stdout = records;
  to_stdout.insert(to_stdout.end(), {"--csv", "-"});
  CHECK(crossbreak_with(to_stdout).out == content_of(out + "/s.csv"));
}

TEST_CASE("no command writes over the file it reads") {
  const TemporaryFolder folder;
  const std::string table = "Cycle,F1\n1,1\n2,1.1\n3,1\n4,1.1\n5,1\n";
  const std::string run = folder.write("t.csv", table);
  Printed refused = crossbreak_with({"curves", run, "--csv", folder.path().string() + "/./t.csv"});
  CHECK(refused.code == 2);
  CHECK(refused.err == "crossbreak: " + folder.path().string() +
                           "/./t.csv: would be both read and written; name another file\n");
  CHECK(content_of(run) == table);

  REQUIRE(crossbreak_with({"call", sample("contaminated_ntc"), "-o", folder.path().string()}).code == 4);
  const std::string record = (folder / "contaminated_ntc.calls.json").string();
  const std::string bytes = content_of(record);
  CHECK(crossbreak_with({"summary", record, "--csv", record}).code == 2);
  refused = crossbreak_with({"report", record, "--no-curves", "--formats", "json"});
  CHECK(refused.code == 2);
  CHECK(refused.err ==
        "crossbreak: " + record +
            ": would replace the record it is made from by another one; name a folder with -o\n");
  CHECK(content_of(record) == bytes);
  const std::string summary = (folder / "summary").string();
  refused = crossbreak_with({"summary", record, "--csv", summary, "--xlsx", summary});
  CHECK(refused.code == 2);
  CHECK(refused.err == "crossbreak: " + summary + ": would be written twice; name another file\n");
  CHECK_FALSE(fs::exists(summary));

  const std::string plate = folder.write("PLATE.toml", content_of(samples / "deletions" / "PLATE.toml"));
  CHECK(crossbreak_with({"simulate", plate, "--seed", "1", "-o", plate}).code == 2);
  CHECK(content_of(plate) == content_of(samples / "deletions" / "PLATE.toml"));
  refused = crossbreak_with({"curves", run, "--csv", ""});
  CHECK(refused.code == 2);
  CHECK(refused.err == "crossbreak: expected the name of a file to write, found an empty one\n");
}

TEST_CASE("a message is one line, whatever a file is called") {
  CHECK(crossbreak_with({"inspect", "a\nb\x1b[2J.eds"}).err ==
        "crossbreak: a\uFFFDb\uFFFD[2J.eds: no such file\n");
}

TEST_CASE("a long message is cut between characters, and where its bytes are none") {
  const auto told_of = [](const std::string& file) { return crossbreak_with({"inspect", file}).err; };
  const auto repeated = [](std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i)
      all += text;
    return all;
  };
  CHECK(told_of('a' + repeated("张", 1000)) == "crossbreak: a" + repeated("张", 666) + " ...\n");
  CHECK(told_of(std::string(3500, '\x80')) == "crossbreak: " + repeated("\uFFFD", 1997) + " ...\n");
}
