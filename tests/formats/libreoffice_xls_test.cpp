// A workbook in the old binary format that somebody else wrote: LibreOffice, from our own xlsx.
#include <cmath>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

#include "file_content.hpp"
#include "formats/formats.hpp"
#include "formats/v2_export.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak;

namespace {

/// LibreOffice turns some decimals into the double next to the nearest one.
bool to_the_last_digit(const std::vector<double>& a, const std::vector<double>& b) {
  bool same = a.size() == b.size();
  for (std::size_t i = 0; same && i < a.size(); ++i)
    same = a[i] == b[i] || a[i] == std::nextafter(b[i], a[i]);
  return same;
}

Run run_of_eight_wells() {
  Run run;
  run.instrument = {.type_id = "sds7500",
                    .type_name = {},
                    .block_type = "96alum",
                    .serial_number = {},
                    .software = {},
                    .spec_version = {}};
  run.experiment_name = "Plate 7";
  run.run_ended = "2009-06-29 15:29:11 PM EDT";
  run.passive_reference_status = PassiveReferenceStatus::Dye;
  run.passive_reference = "ROX";
  run.cycles = 40;
  for (int index = 0; index < 8; ++index) {
    Reaction reaction;
    reaction.well = well_at(index, run.plate);
    reaction.sample = index % 2 == 0 ? "患者 7" : "10000";
    reaction.target = "D4-7";
    reaction.task = "UNKNOWN";
    reaction.reporter = "FAM";
    reaction.quencher = "None";
    reaction.omitted = index == 3;
    reaction.settings = {.threshold = 1.0 / 7,
                         .automatic_threshold = true,
                         .baseline = BaselineWindow{3, 15},
                         .automatic_baseline = index != 2};
    reaction.instrument.ct_status = index == 5 ? CtStatus::Undetermined : CtStatus::Value;
    if (index != 5)
      reaction.instrument.ct = 24 + index / 3.0;
    reaction.flags = {{.name = "HIGHSD", .value = index == 6 ? "Y" : "N"}};
    for (int cycle = 0; cycle < run.cycles; ++cycle) {
      reaction.rn.push_back(0.3 + cycle / 700.0 + index);
      reaction.delta_rn.push_back(cycle / 900.0 - 0.01);
    }
    run.dyes.push_back({.well = *reaction.well, .dye = "FAM", .signal = reaction.rn});
    run.dyes.push_back({.well = *reaction.well, .dye = "ROX", .signal = reaction.delta_rn});
    run.reactions.push_back(std::move(reaction));
  }
  return run;
}

}  // namespace

TEST_CASE("an xls that LibreOffice made from our xlsx holds the same run") {
  const tests::TemporaryFolder folder;
  const Run wrote = run_of_eight_wells();
  const std::string workbook = folder.write("plate.xlsx", write_v2_xlsx(wrote));
  const std::string command = "soffice --headless -env:UserInstallation=file://" +
                              (folder / "profile").string() + " --convert-to xls --outdir " +
                              folder.path().string() + " " + workbook + " > /dev/null 2>&1";
  REQUIRE_MESSAGE(std::system(command.c_str()) == 0, "LibreOffice (soffice) is needed for this test");
  const Source source{.name = "plate.xls", .bytes = tests::content_of(folder / "plate.xls")};

  CHECK(detect_format(source).name == "v2-xls");
  const Run run = v2_xls.read({&source, 1}, {});
  CHECK(run.issues.empty());
  CHECK(run.cycles == 40);
  CHECK(run.experiment_name == "Plate 7");
  CHECK(run.run_ended == wrote.run_ended);
  CHECK(run.passive_reference == "ROX");
  REQUIRE(run.reactions.size() == 8);
  for (std::size_t i = 0; i < 8; ++i) {
    CAPTURE(i);
    CHECK(run.reactions[i].well == wrote.reactions[i].well);
    CHECK(run.reactions[i].sample == wrote.reactions[i].sample);
    CHECK(run.reactions[i].omitted == wrote.reactions[i].omitted);
    CHECK(run.reactions[i].settings == wrote.reactions[i].settings);
    CHECK(run.reactions[i].instrument == wrote.reactions[i].instrument);
    CHECK(run.reactions[i].flags == wrote.reactions[i].flags);
    CHECK(to_the_last_digit(run.reactions[i].rn, wrote.reactions[i].rn));
    CHECK(to_the_last_digit(run.reactions[i].delta_rn, wrote.reactions[i].delta_rn));
  }
  REQUIRE(run.dyes.size() == 16);
  CHECK(to_the_last_digit(find_dye(run, {0, 7}, "ROX")->signal, wrote.dyes[15].signal));
}
