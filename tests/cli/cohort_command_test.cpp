// crossbreak cohort: from plates, records and a clinical table to a study's outputs.
#include <algorithm>

#include <doctest/doctest.h>

#include "cli/called_plate.hpp"
#include "example_report.hpp"
#include "record/record_writer.hpp"
#include "released_plates.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

namespace {

constexpr std::string_view study_text = R"(sample = "Sample"
groups = "transplant"
[[variable]]
name = "age"
column = "Age"
number = true
least = 14
most = 100
[[variable]]
name = "wbc"
column = "WBC"
label = "WBC >= 30"
label_no = "WBC < 30"
at_least = 30
[[variable]]
name = "transplant"
column = "Transplant"
label = "Transplant"
label_no = "Chemotherapy"
[[endpoint]]
name = "os"
label = "Overall survival"
from = "Diagnosis"
to = "Last seen"
event = "Death"
[[model]]
endpoint = "os"
variables = ["wbc", "deleted"]
)";

constexpr std::string_view table_text =
    "Sample,Age,WBC,Transplant,Diagnosis,Last seen,Death\n"
    "clear,31,50,yes,2015-03-01,2016-03-01,1\n"
    "NONE,44,12,no,2015-04-01,2019-04-01,0\n"
    "EDGE,25,31,no,2015-05-01,2015-11-01,1\n"
    "ABSENT,60,8,no,2015-06-01,2018-06-01,0\n";

/// The called plate with a study and its clinical table beside it.
class StudiedPlate : public CalledPlate {
 public:
  explicit StudiedPlate(const std::string& on_it = usual_samples()) : CalledPlate(on_it) {
    folder.write("study.toml", std::string(study_text));
    table = folder.write("clinical.csv", std::string(table_text));
  }
  Printed cohort(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "cohort");
    arguments.insert(arguments.end(), {"--clinical", table});
    return crossbreak_with(arguments);
  }
  /// The table with its text changed.
  void change_table(const std::string& from, const std::string& to) const {
    folder.write("clinical.csv", changed(std::string(table_text), from, to));
  }
  std::string beside(const std::string& name) const { return (folder / name).string(); }

  std::string table;
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

TEST_CASE("a plate and a clinical table give a study's tables in one command, and no file") {
  const StudiedPlate plate;
  const std::vector<std::string> before = names_in(plate.folder / "");
  const Printed cohort = plate.cohort({plate.run});
  REQUIRE_MESSAGE(cohort.code == 0, cohort.err);
  INFO(cohort.out);
  CHECK(cohort.out.starts_with(
      "Patients with a call and clinical data: 3 (2 deleted, 1 not)\n"
      "Study study.toml, clinical table clinical.csv (4 patients), 1 run called now\n"
      "Status of the records: 1 preliminary\nNone of these calls has been released\n"));
  CHECK(has(cohort.out, "Table 1. IKZF1 deleted against not deleted\n"));
  CHECK(has(cohort.out, "IKZF1 not deleted (n = 1)  IKZF1 deleted (n = 2)"));
  CHECK(has(cohort.out, "\n  WBC >= 30       0 (0.0 %)                  2 (100.0 %)"));
  CHECK(has(cohort.out, "\n  WBC < 30        1 (100.0 %)                0 (0.0 %)"));
  CHECK(has(cohort.out, "Table 2. Deleted and not, by 'Transplant'\n"));
  CHECK(has(cohort.out, "IKZF1 deleted, Chemotherapy (n = 1)"));
  CHECK(has(cohort.out, "Table 3. Rates at 36 months"));
  CHECK(has(cohort.out, "Table 4. Cox model: Overall survival\n"));
  CHECK(has(cohort.out,
            "Patients left out: 1\n  Patient  Why left out\n  ABSENT   in no record that counts\n"));
  CHECK(has(cohort.out, "Overall survival: events 2, variables 2: few; ten events for each variable are"));
  CHECK(has(cohort.out, "immortal time"));
  CHECK(names_in(plate.folder / "") == before);
}

TEST_CASE("the outputs are named as what they are where they are given as runs") {
  const StudiedPlate plate;
  REQUIRE(plate.cohort({plate.run, "-o", plate.beside("cohort")}).code == 0);
  const struct {
    const char* name;
    const char* said;
  } outputs[] = {{"cohort.csv", "a study's tables as crossbreak wrote them"},
                 {"cohort.html", "a page that crossbreak wrote"},
                 {"cohort.json", "a JSON that crossbreak wrote"},
                 {"cohort.xlsx", "a study's workbook that crossbreak wrote"}};
  for (const auto& [name, said] : outputs) {
    const Printed called =
        crossbreak_with({"call", plate.beside(std::string("cohort/") + name), "-o", plate.beside("out")});
    CHECK(called.code == 3);
    CHECK(called.err == "crossbreak: " + std::string(name) + ": " + said + ": give the run file\n");
  }
}

TEST_CASE("a record, its run, a folder of both, and all of them together give the same numbers") {
  const StudiedPlate plate;
  const auto csv_of = [&](const std::vector<std::string>& given) {
    std::vector<std::string> arguments = given;
    arguments.insert(arguments.end(), {"-o", plate.beside("cohort")});
    const Printed cohort = plate.cohort(arguments);
    REQUIRE_MESSAGE(cohort.code == 0, cohort.err);
    return content_of(plate.beside("cohort/cohort.csv"));
  };
  const std::string of_run = csv_of({plate.run});
  CHECK(has(of_run, "\nprevalence,,deleted,,2,3,0.666"));
  CHECK(has(of_run, "\nleft_out,,ABSENT,not_called,"));
  CHECK(csv_of({plate.record}) == of_run);
  CHECK(csv_of({(plate.folder / "").string()}) == of_run);
  CHECK(csv_of({plate.run, plate.record, plate.run}) == of_run);
}

TEST_CASE("a run is not called again where a record that was made from it is given") {
  const StudiedPlate plate;
  const Printed cohort = plate.cohort({plate.run, plate.record, "--json"});
  REQUIRE_MESSAGE(cohort.code == 0, cohort.err);
  CHECK(cohort.err == "not called again, for a record that was made from it is given: " + plate.run + '\n');
  const json inputs = json::parse(cohort.out).at("inputs");
  REQUIRE(inputs.size() == 1);
  CHECK(inputs[0].at("file") == "plate.calls.json");
  CHECK(inputs[0].at("called_now") == false);
}

TEST_CASE("a folder is read when what a killed command was writing there is in place") {
  const StudiedPlate plate;
  SUBCASE("outputs of a call") {
    plate.leave_call_unfinished();
    const Printed told = plate.cohort({plate.folder.path().string()});
    CHECK_MESSAGE(told.code == 0, told.err);
    CHECK(has(told.err, "not called again, for a record that was made from it is given: "));
    CHECK(std::filesystem::exists(plate.record));
  }
  SUBCASE("a record that is released") {
    plate.release();
    plate.leave_record_unfinished();
    const Printed told = plate.cohort({plate.released});
    CHECK_MESSAGE(told.code == 0, told.err);
    CHECK(std::filesystem::exists(plate.released + "/plate.calls.json"));
  }
}

TEST_CASE("what a folder holds besides runs and records is left aside and said; an empty one is refused") {
  const StudiedPlate plate;
  plate.folder.write("notes.txt", "tell the ward\n");
  const Printed cohort = plate.cohort({(plate.folder / "").string()});
  REQUIRE_MESSAGE(cohort.code == 0, cohort.err);
  CHECK(has(cohort.err, "neither run nor record, left aside: " + plate.beside("notes.txt") + '\n'));
  CHECK_FALSE(has(cohort.err, "clinical.csv"));
  plate.folder.write("empty/notes.txt", "nothing\n");
  const Printed none = plate.cohort({plate.beside("empty")});
  CHECK(none.code == 3);
  CHECK(none.err == "crossbreak: " + plate.beside("empty") +
                        ": expected run files or records (RUN.calls.json) in the folder, found none\n");
}

TEST_CASE("an unknown column and impossible values are refused with row and column, and nothing is written") {
  const StudiedPlate plate;
  const auto refuse = [&](const std::string& from, const std::string& to, const std::string& why) {
    CAPTURE(why);
    plate.change_table(from, to);
    const Printed refused = plate.cohort({plate.run, "-o", plate.beside("cohort")});
    CHECK(refused.code == 3);
    CHECK(refused.out.empty());
    CHECK(refused.err == "crossbreak: clinical.csv:" + why + '\n');
    CHECK_FALSE(std::filesystem::exists(plate.folder / "cohort"));
  };
  refuse(",WBC,", ",WBX,", "1: expected a column 'WBC', which study.toml names, found none; nearest: 'WBX'");
  refuse("31,50,yes", "3O,50,yes", "2: column 'Age': expected a number such as 12.5, found '3O'");
  refuse("31,50,yes", "310,50,yes", "2: column 'Age': expected a number from 14 to 100, found 310");
  refuse("2016-03-01", "2014-03-01",
         "2: column 'Last seen': expected 2015-03-01 or later, the date in column 'Diagnosis', found "
         "2014-03-01");
}

TEST_CASE("the study file lies beside the table, or is named") {
  const StudiedPlate plate;
  std::filesystem::rename(plate.folder / "study.toml", plate.folder / "other.toml");
  const Printed none = plate.cohort({plate.run});
  CHECK(none.code == 3);
  CHECK(none.err == "crossbreak: " + plate.table +
                        ": expected study.toml beside it, found none; name the study file with --study\n");
  CHECK(plate.cohort({plate.run, "--study", plate.beside("other.toml")}).code == 0);
  const Printed no_table = crossbreak_with({"cohort", plate.run});
  CHECK(no_table.code == 2);
  CHECK(no_table.err == "crossbreak: expected the clinical table with --clinical, found none\n");
}

TEST_CASE("records of different states are exit 2 until --status says which count") {
  const StudiedPlate plate;
  plate.release();
  const std::string released = plate.released + "/plate.calls.json";
  const Printed mixed = plate.cohort({plate.record, released});
  CHECK(mixed.code == 2);
  CHECK(mixed.err ==
        "crossbreak: the records have different states (1 preliminary, 1 final): say which count, --status "
        "released or --status any\n");
  CHECK(mixed.out.empty());
  const Printed none = plate.cohort({plate.record, "--status", "released"});
  CHECK(none.code == 3);
  CHECK(none.err ==
        "crossbreak: --status released: none of the records is released (1 preliminary); --status any counts "
        "them\n");
  const Printed counted = plate.cohort({plate.record, released, "--status", "released"});
  REQUIRE_MESSAGE(counted.code == 0, counted.err);
  CHECK(has(counted.out, "Status of the records: 1 final\nRecords that are not released, left out: 1\n"));
  CHECK_FALSE(has(counted.out, "has been released"));
  CHECK(has(counted.out, "Patients with a call and clinical data: 3 ("));
  plate.folder.write("released/plate.calls.json",
                     changed(content_of(released), "\"call\": \"not_detected\"", "\"call\": \"deletion\""));
  const Printed forged = plate.cohort({released});
  CHECK(forged.code == 7);
  CHECK(forged.out.empty());
}

TEST_CASE("a patient without a result is left out with the reason, never counted as not deleted") {
  const StudiedPlate plate(patient("CLEAR", "\"D4-7\" = 2000") + "[[sample]]\nname = \"NONE\"\n" +
                           patient("EDGE", "\"D2-8\" = 2000") + controls());
  const Printed cohort = plate.cohort({plate.run, "--json"});
  REQUIRE_MESSAGE(cohort.code == 0, cohort.err);
  const json told = json::parse(cohort.out);
  CHECK(told.at("patients") == 2);
  CHECK(told.at("tables")[0].at("groups")[0].at("patients") == 0);
  CHECK(told.at("left_out") == json::array({{{"sample", "NONE"}, {"why", "invalid"}},
                                            {{"sample", "ABSENT"}, {"why", "not_called"}}}));
}

TEST_CASE("of repeats the last call counts, and how many there are is said") {
  const StudiedPlate plate;
  const std::string again =
      plate.folder.write("later.txt", export_of(tests::plate + targets + patient("CLEAR") + patient("NONE") +
                                                patient("EDGE", "\"D2-8\" = 2000") + controls()));
  // These exports have no date: the one that is given later counts.
  const auto deleted_of = [&](const std::string& first, const std::string& last) {
    const Printed cohort = plate.cohort({first, last, "--json"});
    REQUIRE_MESSAGE(cohort.code == 0, cohort.err);
    CHECK(has(cohort.out, "Patients called more than once, whose last call counts: 3"));
    return json::parse(cohort.out).at("deleted").at("patients").get<int>();
  };
  CHECK(deleted_of(plate.run, again) == 1);
  CHECK(deleted_of(again, plate.run) == 2);
}

TEST_CASE("runs that cannot be used are all told, and nothing is written") {
  const StudiedPlate plate;
  const std::string broken = plate.folder.write("broken.eds", "no run\n");
  const std::string other = plate.folder.write("other.txt", "none either\n");
  const Printed refused = plate.cohort({plate.run, broken, other, "-o", plate.beside("cohort")});
  CHECK(refused.code == 3);
  CHECK(refused.out.empty());
  CHECK(has(refused.err, "crossbreak: broken.eds: "));
  CHECK(has(refused.err, "crossbreak: other.txt: "));
  CHECK_FALSE(std::filesystem::exists(plate.folder / "cohort"));
}

TEST_CASE("of records that cannot be used the first is told, in whatever order they are read") {
  const StudiedPlate plate;
  const std::string cut = plate.folder.write("cut.calls.json", content_of(plate.record).substr(0, 3000));
  const std::string brief = plate.folder.write("brief.calls.json", "{");
  const std::string rest =
      ".calls.json: expected the record of a call (RUN.calls.json), found no JSON: stopped at byte ";
  for (int again = 0; again < 5; ++again) {
    CHECK(plate.cohort({plate.record, cut, brief}).err == "crossbreak: cut" + rest + "3001\n");
    CHECK(plate.cohort({brief, plate.record, cut}).err == "crossbreak: brief" + rest + "2\n");
  }
}

TEST_CASE("the outputs are the same bytes each time, and replace nothing that is read") {
  const StudiedPlate plate;
  const auto write = [&](const std::string& name) {
    const Printed cohort = plate.cohort({plate.record, "-o", plate.beside(name)});
    REQUIRE_MESSAGE(cohort.code == 0, cohort.err);
    for (const std::string& file : names_in(plate.folder / name))
      CHECK(has(cohort.err, "wrote " + plate.beside(name + '/' + file) + '\n'));
    return names_in(plate.folder / name);
  };
  const std::vector<std::string> files = write("one");
  CHECK(files == std::vector<std::string>{"cohort.csv", "cohort.html", "cohort.json", "cohort.xlsx"});
  CHECK(files == write("two"));
  for (const std::string& file : files)
    CHECK(content_of(plate.beside("one/" + file)) == content_of(plate.beside("two/" + file)));
  CHECK(content_of(plate.beside("one/cohort.json")) == plate.cohort({plate.record, "--json"}).out);
  std::filesystem::rename(plate.folder / "clinical.csv", plate.folder / "cohort.csv");
  const Printed refused = crossbreak_with(
      {"cohort", plate.record, "--clinical", plate.beside("cohort.csv"), "-o", (plate.folder / "").string()});
  CHECK(refused.code == 2);
  CHECK(has(refused.err, "cohort.csv: would be both read and written"));
}

TEST_CASE("the tables speak Chinese where they are asked to") {
  const StudiedPlate plate;
  const Printed cohort = plate.cohort({plate.record, "--lang", "zh"});
  REQUIRE_MESSAGE(cohort.code == 0, cohort.err);
  CHECK(has(cohort.out, "表1 IKZF1缺失组与无缺失组的比较\n"));
  CHECK(has(cohort.out, "不计入的患者：1\n"));
  CHECK(has(cohort.out, "检测记录中没有"));
}

TEST_CASE("the help explains the study file and the exit codes, with examples") {
  const Printed help = crossbreak_with({"cohort", "--help"});
  CHECK(help.code == 0);
  CHECK(has(help.out, "Usage: crossbreak cohort RECORD|RUN|DIR... --clinical TABLE [options]"));
  CHECK(has(help.out, "[[endpoint]]"));
  CHECK(has(help.out, "Exit codes: 0 done"));
  CHECK(has(help.out, "crossbreak cohort plates --clinical clinical.csv"));
}
