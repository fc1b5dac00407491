#include "reports/plate_map_template.hpp"

#include <rapidcheck.h>
#include <set>

#include <doctest/doctest.h>

#include "calling/plate_map_application.hpp"
#include "file_content.hpp"
#include "formats/plate_map.hpp"
#include "formats/random_run.hpp"
#include "formats/xlsx.hpp"
#include "formats/zip_archive.hpp"
#include "record/record.hpp"
#include "reports/conversion_losses.hpp"
#include "shipped_panel.hpp"
#include "simulate/simulated_run.hpp"

using namespace crossbreak;

namespace {

std::vector<AssignedRole> roles(Run run, const std::vector<std::optional<SampleRole>>& mapped = {}) {
  name_by_task(run);
  return roles_of(run, mapped, tests::ikzf1_panel(), {});
}

MappedRun read_back(const Run& run, Language language, const PlateMap& given = {}) {
  const PlateMapTemplate made = write_plate_map_template(run, roles(run), nullptr, given, language);
  return apply_plate_map(run, read_plate_map({.name = "map.xlsx", .bytes = made.xlsx}));
}

bool same_assignments(const Run& run, const MappedRun& mapped) {
  bool same = run.reactions.size() == mapped.run.reactions.size();
  const std::vector<AssignedRole> before = roles(run);
  const std::vector<AssignedRole> after = roles(mapped.run, mapped.roles);
  for (std::size_t i = 0; same && i < before.size(); ++i)
    same = run.reactions[i].well == mapped.run.reactions[i].well &&
           run.reactions[i].sample == mapped.run.reactions[i].sample &&
           run.reactions[i].target == mapped.run.reactions[i].target && before[i].role == after[i].role &&
           before[i].control == after[i].control;
  return same;
}

Run sample_run(const std::string& name) {
  const PlateDesign design =
      read_plate_design("PLATE.toml", tests::project_file("sample_runs/" + name + "/PLATE.toml"));
  return simulate_run(design, 1).run;
}

std::vector<std::string> column(const Sheet& sheet, std::size_t number) {
  std::vector<std::string> texts;
  for (const SheetRow& row : sheet.rows)
    if (number < row.cells.size() && !cell_text(row.cells[number]).empty())
      texts.push_back(cell_text(row.cells[number]));
  return texts;
}

}  // namespace

TEST_CASE("a template of a plate map reads back to the same samples, targets and roles, in both languages") {
  for (const char* name : {"deletions", "contaminated_ntc", "reference_wells", "odd_wells"}) {
    const Run run = sample_run(name);
    for (const Language language : {Language::En, Language::Zh}) {
      CAPTURE(name);
      CHECK(same_assignments(run, read_back(run, language)));
    }
  }
}

TEST_CASE("a template keeps the assignments of any run whose names a plate map can say") {
  CHECK(rc::check([] {
    Run run;
    const int wells = *rc::gen::inRange(1, 6);
    for (int number = 0; number < wells; ++number) {
      const int targets = *rc::gen::inRange(1, 3);
      for (int target = 0; target < targets; ++target) {
        Reaction& reaction = run.reactions.emplace_back();
        reaction.well = well_at(number * 13, run.plate);
        reaction.sample =
            *rc::gen::element<std::string>("P1", "00123", "=1+1", "患者一", "NTC", "PC47", "NC", "");
        reaction.target = target == 0 ? *rc::gen::element<std::string>("D4-7", "<b>&amp;", "2-7") : "ALB";
        reaction.task = *rc::gen::element<std::string>("", "UNKNOWN");
      }
    }
    RC_ASSERT(same_assignments(run, read_back(run, *rc::gen::element(Language::En, Language::Zh))));
  }));
}

TEST_CASE("a template says a role where something says it, and offers targets and roles to choose from") {
  const Run run = sample_run("deletions");
  const Panel panel = tests::ikzf1_panel();
  const PlateMapTemplate made = write_plate_map_template(run, roles(run), &panel, {}, Language::En);
  CHECK(made.losses.empty());
  const Sheets sheets = read_xlsx({.name = "map.xlsx", .bytes = made.xlsx});
  REQUIRE(sheets.sheets.size() == 2);
  CHECK(sheets.sheets[0].name == "Plate map");
  CHECK(sheets.sheets[0].rows.size() == 1 + run.reactions.size());
  const std::vector<std::string> said = column(sheets.sheets[0], 3);
  CHECK(said.front() == "Role");
  CHECK(std::count(said.begin(), said.end(), "NTC") > 0);
  CHECK(std::count(said.begin(), said.end(), "patient") == 0);  // stays empty: the run does not say it
  CHECK(column(sheets.sheets[1], 1) ==
        std::vector<std::string>{"patient", "standard", "positive control", "negative control", "NTC"});
  const std::vector<std::string> targets = column(sheets.sheets[1], 0);
  for (const PrimerSet& set : panel.sets)
    CHECK(std::count(targets.begin(), targets.end(), set.name) == 1);
  const std::string sheet =
      ZipArchive({.name = "map.xlsx", .bytes = made.xlsx}).read("xl/worksheets/sheet1.xml");
  const std::string rows = std::to_string(run.reactions.size() + 1);
  CHECK(sheet.find("sqref=\"C2:C" + rows + "\"><formula1>'Lists'!$A$1:$A$" + std::to_string(targets.size()) +
                   "</formula1>") != std::string::npos);
  CHECK(sheet.find("sqref=\"D2:D" + rows + "\"><formula1>'Lists'!$B$1:$B$5</formula1>") != std::string::npos);
}

TEST_CASE("a template has columns for what the laboratory notes, and keeps what the plate map given notes") {
  const Run run = sample_run("deletions");
  const std::string first = to_string(*run.reactions[0].well);
  const auto pc = std::find_if(run.reactions.begin(), run.reactions.end(),
                               [](const Reaction& reaction) { return reaction.sample == "PC"; });
  REQUIRE(pc != run.reactions.end());
  const std::string map =
      "well,specimen type,collected,received,order number,requesting unit,extraction batch,Master mix lot,"
      "Master mix expiry,Primer lot,control lot,role\n" +
      first + ",bone marrow,2026-03-01,2026-03-02,O-17,Haematology 2,E-7,00123,2026-12-31,P-1,,\n" +
      to_string(*pc->well) + ",,,,,,,,,,C-7,pc\n";
  const PlateMap given = read_plate_map({.name = "map.csv", .bytes = map});
  const MappedRun mapped = apply_plate_map(run, given);
  for (const Language language : {Language::En, Language::Zh}) {
    CAPTURE(in(language, Words{.en = "en", .zh = "zh"}));
    const auto noted_again = [&](const PlateMap& from) {
      const PlateMapTemplate made =
          write_plate_map_template(mapped.run, roles(mapped.run, mapped.roles), nullptr, from, language);
      return read_plate_map({.name = "map.xlsx", .bytes = made.xlsx});
    };
    const PlateMap again = noted_again(given);
    CHECK(again.issues.empty());
    std::set<std::string> said;  // wells are duplexed: each is said of both targets
    for (const PlateMapRow& row : again.rows) {
      if (row.noted != SampleMetadata{} || !row.extraction_batch.empty())
        said.insert(to_string(row.well) + ' ' + row.noted.specimen + ' ' + row.noted.collected + ' ' +
                    row.noted.received + ' ' + row.noted.order + ' ' + row.noted.requester + ' ' +
                    row.extraction_batch);
      for (const PlateMapLot& lot : row.lots)
        said.insert(to_string(row.well) + ' ' + std::to_string(static_cast<int>(lot.kind)) + ' ' +
                    lot.lot.name + ' ' + lot.lot.lot + ' ' + lot.lot.expiry);
    }
    CHECK(said == std::set<std::string>{first + " bone marrow 2026-03-01 2026-03-02 O-17 Haematology 2 E-7",
                                        first + " 0 Master mix 00123 2026-12-31", first + " 0 Primer P-1 ",
                                        to_string(*pc->well) + " 1 PC C-7 "});
    for (const PlateMapRow& row : noted_again({}).rows) {
      CHECK(row.noted == SampleMetadata{});
      CHECK(row.lots.empty());
    }
  }
}

TEST_CASE("a run without any target gives a template of the wells that were read") {
  Run run;
  for (const Well well : {Well{0, 1}, Well{0, 0}})
    for (const char* dye : {"FAM", "ROX"})
      run.dyes.push_back({.well = well, .dye = dye, .signal = {1}});
  const PlateMapTemplate made = write_plate_map_template(run, {}, nullptr, {}, Language::En);
  const Sheets sheets = read_xlsx({.name = "map.xlsx", .bytes = made.xlsx});
  CHECK(column(sheets.sheets[0], 0) == std::vector<std::string>{"Well", "A1", "A2"});
}

TEST_CASE("what a plate map cannot say of a run is named, and a run without wells has none") {
  Run run = sample_run("deletions");
  run.reactions[1].target = run.reactions[0].target;
  run.reactions[1].well = run.reactions[0].well;
  run.reactions[4].sample += ' ';
  run.reactions[5].sample += "\x01x";
  run.reactions.back().well.reset();
  const PlateMapTemplate made = write_plate_map_template(run, {}, nullptr, {}, Language::En);
  CHECK(losses_in_words("map.xlsx", made.losses, Language::En) ==
        "map.xlsx has no place for: targets without a name, or of one name, in one well (" +
            to_string(*run.reactions[0].well) + "); blanks at the ends of names (" +
            to_string(*run.reactions[4].well) +
            "); characters of names that no cell can hold, such as control characters (" +
            to_string(*run.reactions[5].well) + "); curves without a well (curves: 1).");
  Run table;
  table.reactions.emplace_back().sample = "F1.1";
  CHECK_THROWS_WITH_AS(write_plate_map_template(table, {}, nullptr, {}, Language::En),
                       ": no wells that a plate map could describe", ReportError);
}
