// Validity by the published schema is checked by validate_asm.py, what calls it holds by
// cli/convert_command_test.cpp.
#include "reports/asm_json.hpp"

#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

#include "record/record.hpp"
#include "reports/conversion_losses.hpp"
#include "small_run.hpp"

using namespace crossbreak;
using nlohmann::json;

namespace {

const AsmRequest request{.tool = {.name = "crossbreak", .version = "1.2.3"},
                         .file_name = "out.asm.json",
                         .run_path = "runs/plate.eds",
                         .utc_offset = {}};

json written(const Run& run, const AsmRequest& how = request) {
  return json::parse(write_asm_json(run, nullptr, how)).at("qpcr aggregate document");
}

json measurement(const json& document, std::size_t well) {
  return document.at("qpcr document")
      .at(well)
      .at("measurement aggregate document")
      .at("measurement document")
      .at(0);
}

json processed(const json& of) {
  return of.at("processed data aggregate document").at("processed data document").at(0);
}

}  // namespace

TEST_CASE("an ASM file says of a well what its run file says") {
  const json document = written(small_run().run);
  REQUIRE(document.at("qpcr document").size() == 3);
  const json aggregate = document.at("qpcr document").at(0).at("measurement aggregate document");
  CHECK(aggregate.at("plate well count") == json{{"value", 96}, {"unit", "#"}});
  CHECK(aggregate.at("well volume") == json{{"value", 100}, {"unit", "μL"}});  // a Fast block
  CHECK(aggregate.at("container type") == "PCR reaction block");
  CHECK(aggregate.at("experimental data identifier") == "plate.eds");  // the experiment has no name

  const json first = measurement(document, 0);
  CHECK(first.at("measurement identifier") == "1111111111111111_0");
  CHECK(first.at("measurement time") == "2014-03-05T08:30:00+00:00");
  CHECK(first.at("target DNA description") == "2-7");
  CHECK(first.at("sample document").at("sample identifier") == "=1+1");
  CHECK(first.at("sample document").at("sample role type") == "unknown sample role");
  CHECK(first.at("sample document").at("well location identifier") == "A1");
  CHECK(first.at("sample document").at("location identifier") == "1");
  CHECK(first.at("reporter data cube").at("data").at("measures") == json::parse("[[1, 1.1, 1.9]]"));
  CHECK(first.at("passive reference data cube").at("data").at("dimensions") == json::parse("[[1, 2, 3]]"));
  const json control = first.at("device control aggregate document").at("device control document").at(0);
  CHECK(control.at("reporter dye setting") == "FAM");
  CHECK(control.at("quencher dye setting") == "TAMRA");
  CHECK(control.at("passive reference dye setting") == "ROX");
  CHECK(control.at("total cycle number setting") == json{{"value", 3}, {"unit", "(unitless)"}});

  const json data = processed(first);
  CHECK(data.at("cycle threshold result (qPCR)") == json{{"value", 24.1}, {"unit", "(unitless)"}});
  CHECK(data.at("normalized reporter data cube").at("data").at("measures") == json::parse("[[1, 1.1, 1.9]]"));
  CHECK_FALSE(data.contains("baseline corrected reporter data cube"));
  const json& processing = data.at("data processing document");
  CHECK(processing.at("cycle threshold value setting (qPCR)").at("value") == 0.2);
  CHECK(processing.at("baseline determination end cycle setting") == json{{"value", 15}, {"unit", "#"}});
  CHECK(processing.at("custom information document").at("BADROX") == "Y");
  CHECK(processing.at("custom information document").at("omit") == false);
}

TEST_CASE("an ASM file leaves out what a well lacks, and tells undetermined from not given") {
  const json document = written(small_run().run);
  const json ntc = measurement(document, 1);
  CHECK(ntc.at("sample document").at("sample role type") == "control sample role");
  CHECK_FALSE(processed(ntc).contains("cycle threshold result (qPCR)"));
  CHECK(processed(ntc).at("custom information document").at("ct status") == "undetermined");
  const json omitted = measurement(document, 2);
  CHECK(processed(omitted).at("data processing document").at("custom information document").at("omit") ==
        true);
  CHECK(processed(omitted).at("custom information document").at("ct status") == "absent");
  CHECK_FALSE(omitted.contains("reporter data cube"));
  CHECK_FALSE(document.contains("calculated data aggregate document"));
}

TEST_CASE("targets of one well are measurements of one document, each with an identifier of its own") {
  Run run = small_run().run;
  run.reactions[1].well = run.reactions[0].well;
  run.reactions[0].instrument.ct_mean = 24.2;
  run.reactions[0].instrument.ct_sd = 0.1;
  const json document = written(run);
  REQUIRE(document.at("qpcr document").size() == 2);
  CHECK(document.at("qpcr document")
            .at(0)
            .at("measurement aggregate document")
            .at("measurement document")
            .at(1)
            .at("measurement identifier") == "1111111111111111_1");
  const json calculated = document.at("calculated data aggregate document").at("calculated data document");
  REQUIRE(calculated.size() == 2);
  CHECK(calculated.at(0).at("calculated data name") == "ct mean");
  CHECK(calculated.at(0).at("calculated result") == json{{"value", 24.2}, {"unit", "(unitless)"}});
  CHECK(calculated.at(0).at("calculated data identifier") == "1111111111111111_3");
  CHECK(calculated.at(1)
            .at("data source aggregate document")
            .at("data source document")
            .at(0)
            .at("data source identifier") == "1111111111111111_0");
}

TEST_CASE("an ASM file names the device, the run file and the program") {
  Run run = small_run().run;
  run.instrument.serial_number = "275001";
  const json document = written(run);
  CHECK(document.at("device system document").at("model number") == "Applied Biosystems 7500 Fast");
  CHECK(document.at("device system document").at("equipment serial number") == "275001");
  const json& system = document.at("data system document");
  CHECK(system.at("ASM file identifier") == "out.asm.json");
  CHECK(system.at("file name") == "plate.eds");
  CHECK(system.at("UNC path") == "runs/plate.eds");
  CHECK(system.at("software name") == "7500 Software");
  CHECK(system.at("software version") == "2.3");
  CHECK(system.at("ASM converter version") == "1.2.3");
  CHECK(document.at("custom information document").at("issues").at(0).at("code") == "encoding_guessed");
}

TEST_CASE("a well holds what its block does, and experiments have the model's names") {
  const auto aggregate = [](const Run& run) {
    return written(run).at("qpcr document").at(0).at("measurement aggregate document");
  };
  Run run = small_run().run;
  run.instrument.type_id = "sds7500";
  run.instrument.block_type = "96-Well Block (0.2mL)";
  CHECK(aggregate(run).at("well volume").at("value") == 200);
  run.plate = {.rows = 16, .columns = 24};
  CHECK(aggregate(run).at("well volume").at("value") == 40);
  const struct {
    const char* stated;
    const char* name;
  } cases[] = {{"", "qPCR experiment"},
               {"Comparative Cт (ΔΔCт)", "comparative CT qPCR experiment"},
               {"Standard Curve", "standard curve qPCR experiment"},
               {"Relative Standard Curve", "relative standard curve qPCR experiment"},
               {"Presence/Absence", "presence-absence qPCR experiment"},
               {"Melt Curve", "melt curve qPCR experiment"},
               {"Allelic Discrimination", "Allelic Discrimination"}};
  for (const auto& c : cases) {
    run.experiment_type = c.stated;
    CHECK(aggregate(run).at("experiment type") == c.name);
  }
}

TEST_CASE("a run without a time beyond doubt, or without wells, is no ASM file") {
  Run run = small_run().run;
  run.run_started = "2014-03-05T08:30:00";
  CHECK_THROWS_WITH_AS(
      written(run),
      "plate.eds: the time of the run, '2014-03-05T08:30:00', does not tell its offset from UTC, "
      "which ASM wants: give it with --utc-offset (China: --utc-offset +08:00)",
      ReportError);
  AsmRequest in_china = request;
  in_china.utc_offset = "+08:00";
  CHECK(measurement(written(run, in_china), 0).at("measurement time") == "2014-03-05T08:30:00+08:00");
  run.run_started.clear();
  CHECK_THROWS_WITH_AS(written(run, in_china),
                       "plate.eds: says no time of the run, which each measurement of an ASM file has",
                       ReportError);
  for (Reaction& reaction : run.reactions)
    reaction.well.reset();
  CHECK_THROWS_WITH_AS(written(run),
                       "plate.eds: no well with a target, and each measurement of an ASM file has one",
                       ReportError);
}

TEST_CASE("what an ASM file has no place for is named") {
  Run run = small_run().run;
  run.reactions[0].flags = {{"BADROX", "Y"}, {"BADROX", "N"}};
  run.reactions[2].well.reset();
  CHECK(losses_in_words("out.asm.json", losses_of_asm(run), Language::En) ==
        "out.asm.json has no place for: the cycling program; the state of the run ('COMPLETE'); flags of the "
        "instrument that occur twice (A1); curves without a well (curves: 1).");
}
