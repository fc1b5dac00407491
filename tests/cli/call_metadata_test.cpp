// What --meta names, from the file to what is released.
#include <nlohmann/json.hpp>
#include <string>

#include <doctest/doctest.h>

#include "cli/called_plate.hpp"
#include "cli/program.hpp"
#include "file_content.hpp"
#include "formats/xlsx.hpp"
#include "run/sha256.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;
using nlohmann::json;

namespace {

const std::string noted =
    "extraction_batch = \"E-7\"\n"
    "[[reagent]]\nname = \"Master mix\"\nlot = \"00123\"\nexpiry = 2026-12-31\n"
    "[[control]]\nname = \"PC\"\nlot = \"PC-7\"\nexpiry = 1999-12-31\n"
    "[[sample]]\nname = \"clear\"\nspecimen = \"bone marrow\"\ncollected = 2026-03-01\nreceived = "
    "2026-03-02\n"
    "order = \"=O-17\"\nrequester = \"Haematology 2\"\n";

bool says(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

Printed call_with(const CalledPlate& plate, const std::string& meta, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"call", plate.run, "--meta", plate.folder.write("meta.toml", meta)};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return crossbreak_with(arguments);
}

/// The lines of the file that hold this text.
std::string lines_with(const std::string& file, const std::string& text) {
  std::string found;
  for (std::size_t start = 0; start < file.size();) {
    const std::size_t end = std::min(file.find('\n', start), file.size());
    if (const std::string line = file.substr(start, end - start); says(line, text))
      found += line + '\n';
    start = end + 1;
  }
  return found;
}

}  // namespace

TEST_CASE("what is noted beside a run stands in record, patients' page, Methods sheet and released CSV") {
  const CalledPlate plate;
  const Printed called = call_with(plate, noted, {"--formats", "json,csv,xlsx,patients"});
  REQUIRE_MESSAGE(called.code == 0, called.err);
  const json record = json::parse(content_of(plate.record));
  CHECK(record.at("origin").at("metadata") == "meta.toml");
  CHECK(record.at("origin").at("metadata_sha256") == sha256_hex(noted));
  CHECK(record.at("metadata").at("extraction_batch") == "E-7");
  CHECK(record.at("metadata").at("reagents") ==
        json{{{"name", "Master mix"}, {"lot", "00123"}, {"expiry", "2026-12-31"}}});
  CHECK(record.at("metadata").at("samples").at(0).at("collected") == "2026-03-01");
  const std::string page = content_of(plate.folder / "plate.patients.html");
  for (const char* told :
       {"<p>bone marrow</p>", "<p>2026-03-01</p>", "<p>2026-03-02</p>", "<p>=O-17</p>",
        "<p>Haematology 2</p>", "<p>E-7</p>", "<p>Master mix, lot 00123, use by 2026-12-31</p>"})
    CHECK(says(page, told));
  std::string methods;
  for (const Sheet& sheet :
       read_xlsx({"plate.calls.xlsx", content_of(plate.folder / "plate.calls.xlsx")}).sheets)
    if (sheet.name == "Methods")
      for (const SheetRow& row : sheet.rows)
        for (const Cell& cell : row.cells)
          methods += cell_text(cell) + '\n';
  CHECK(says(methods, "Master mix, lot 00123, use by 2026-12-31\n"));
  CHECK(says(methods, "E-7\n"));
  CHECK(says(methods, "Haematology 2\n"));

  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  REQUIRE(plate.apply().code == 0);
  plate.sign(plate.released);
  const std::string released = content_of(plate.folder / "released/plate.released.csv");
  CHECK(released.substr(0, released.find('\n'))
            .ends_with(",identity,specimen,collected,received,order,requester,extraction_batch,reagents,"
                       "controls,standards"));
  const std::string rows = lines_with(released, ",CLEAR,");
  const std::string of_run = ",E-7,Master mix|00123|2026-12-31,PC|PC-7|1999-12-31,";
  CHECK(lines_with(rows, ",bone marrow,2026-03-01,2026-03-02,'=O-17,Haematology 2" + of_run) == rows);
  CHECK(says(lines_with(released, ",NONE,overall,"), "verified\",,,,," + of_run + '\n'));
  CHECK(says(lines_with(released, ",control,"), "verified\",,,,," + of_run + '\n'));
  CHECK(plate.reviewed().at("metadata") == record.at("metadata"));
}

TEST_CASE("a lot that expired before the run is a warning, and changes no call") {
  const TemporaryFolder folder;
  const std::string run = folder.write("run.eds", project_file("sample_runs/deletions/deletions.eds"));
  const auto record = [&](const std::string& expiry) {
    const std::string lot = "[[reagent]]\nname = \"Master mix\"\nlot = \"00123\"\nexpiry = " + expiry + "\n";
    const std::string meta = folder.write("meta.toml", lot);
    REQUIRE(crossbreak_with({"call", run, "--meta", meta, "--formats", "json"}).code == 0);
    return json::parse(content_of(folder / "run.calls.json"));
  };
  const auto warnings = [](const json& called) {
    std::string said;
    for (const json& issue : called.at("run").at("issues"))
      if (issue.at("code") == "lot_expired")
        said += issue.at("place").get<std::string>() + ": " + issue.at("words").at("en").get<std::string>() +
                ' ' + issue.at("severity").get<std::string>() + ' ' + issue.at("review").dump();
    return said;
  };
  const json sound = record("2024-03-04");
  const json expired = record("2024-03-03");
  CHECK(warnings(sound) == "");
  CHECK(warnings(expired) ==
        "meta.toml:4: Master mix, lot 00123, expired on 2024-03-03, before the day of the run, 2024-03-04. "
        "warning false");
  CHECK(expired.at("run").at("status") == "valid_with_warnings");
  CHECK(expired.at("patients") == sound.at("patients"));
  CHECK(expired.at("controls") == sound.at("controls"));
}

TEST_CASE(
    "columns of a plate map are carried as what --meta names, and the two may not contradict each other") {
  const CalledPlate plate;
  const json before = json::parse(content_of(plate.record));
  std::string well;
  for (const json& each : before.at("wells"))
    if (each.at("sample") == "CLEAR")
      well = each.at("well");
  const std::string map = plate.folder.write(
      "map.csv",
      "well,specimen type,collected,order number,extraction batch,Master mix lot,Master mix expiry\n" + well +
          ",bone marrow,2026-03-01,=O-17,E-7,00123,1999-12-31\n");
  const auto call = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments = {"call", plate.run,   "--plate-map",
                                          map,    "--formats", "json,csv,xlsx,patients"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return crossbreak_with(arguments);
  };
  const Printed called = call({});
  REQUIRE_MESSAGE(called.code == 0, called.err);
  const json record = json::parse(content_of(plate.record));
  CHECK(record.at("metadata").at("extraction_batch") == "E-7");
  CHECK(record.at("metadata").at("reagents") ==
        json{{{"name", "Master mix"}, {"lot", "00123"}, {"expiry", "1999-12-31"}}});
  CHECK(record.at("metadata").at("samples").size() == 1);
  CHECK(record.at("metadata").at("samples").at(0).at("sample") == "CLEAR");
  CHECK(record.at("origin").at("plate_map") == "map.csv");
  CHECK(record.at("patients") == before.at("patients"));
  CHECK(says(content_of(plate.folder / "plate.patients.html"), "<p>=O-17</p>"));

  const std::string meta =
      plate.folder.write("meta.toml", "[[sample]]\nname = \"clear\"\nspecimen = \"blood\"\n");
  const Printed contradicted = call({"--meta", meta});
  CHECK(contradicted.code == 3);
  CHECK(contradicted.err ==
        "crossbreak: map.csv:2: column 2: 'specimen' of 'CLEAR' is 'bone marrow', but 'blood' at "
        "meta.toml:3; correct one of them\n");
  CHECK(json::parse(content_of(plate.record)) == record);

  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  REQUIRE(plate.apply().code == 0);
  plate.sign(plate.released);
  const std::string rows = lines_with(content_of(plate.folder / "released/plate.released.csv"), ",CLEAR,");
  CHECK_FALSE(rows.empty());
  CHECK(lines_with(rows, ",bone marrow,2026-03-01,,'=O-17,") == rows);
}

TEST_CASE("a record of a run beside which nothing is noted has no word of it") {
  const CalledPlate plate;
  CHECK_FALSE(says(content_of(plate.record), "metadata"));
  const std::string record = content_of(plate.record);
  REQUIRE(call_with(plate, "# nothing\n", {"--formats", "json"}).code == 0);
  CHECK_FALSE(json::parse(content_of(plate.record)).contains("metadata"));
}

TEST_CASE("a run whose metadata are wrong is not called, and the message says what would be right") {
  const CalledPlate plate;
  const std::string before = content_of(plate.record);
  const Printed unknown = call_with(plate, "[[sample]]\nname = \"CLEER\"\n");
  CHECK(unknown.code == 3);
  CHECK(unknown.err ==
        "crossbreak: meta.toml:2: [[sample]]: expected a sample of the run, found 'CLEER', did you "
        "mean 'CLEAR'?\n");
  CHECK(call_with(plate, "[[sampel]]\n").code == 3);
  const std::string other = plate.folder.write("other.txt", content_of(plate.run));
  const Printed two = call_with(plate, noted, {other});
  CHECK(two.code == 2);
  CHECK(says(two.err, "is of one run; found 2 to call"));
  CHECK(content_of(plate.record) == before);
}

TEST_CASE("a call that is made again takes the run's metadata from its folder, checked by their hash") {
  const CalledPlate plate;
  REQUIRE(call_with(plate, noted, {"--formats", "json"}).code == 0);
  const std::string well = json::parse(content_of(plate.record)).at("wells").at(0).at("well");
  REQUIRE(plate.decide({"--accept", "all", "--exclude", well, "--code", "pipetting"}).code == 0);
  const auto again = [&] { return plate.apply({"--inputs", plate.folder.path().string()}); };
  plate.folder.write("meta.toml", noted + "\n");
  const Printed changed_file = again();
  CHECK(changed_file.code == 7);
  CHECK(says(changed_file.err, "meta.toml: is not the metadata of the run that was called"));
  plate.folder.write("meta.toml", noted);
  const Printed made = again();
  CHECK_MESSAGE(made.code == 0, made.err);
  CHECK(plate.reviewed().at("metadata").at("extraction_batch") == "E-7");
}
