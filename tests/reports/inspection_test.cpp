#include "reports/inspection.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include <doctest/doctest.h>

#include "run/make_issue.hpp"
#include "small_run.hpp"
#include "words/issues.hpp"

using namespace crossbreak;
using nlohmann::json;

namespace {

ChosenRules cubic() {
  ChosenRules chosen;
  chosen.rules.versions = "v2.x";
  chosen.rules.ct = CtRule::Cubic;
  chosen.rules.automatic = AutomaticRule::Abi7500V2;
  return chosen;
}

}  // namespace

TEST_CASE("inspect shows what stands in a file") {
  const Run run = small_run().run;
  Profile profile;
  profile.id = "abi7500fast";
  CHECK(write_inspection_text(inspect_run(run, &profile, cubic())) ==
        "plate.eds\n"
        "  SHA-256             1111111111111111111111111111111111111111111111111111111111111111\n"
        "  format              eds-7500\n"
        "\n"
        "Instrument\n"
        "  type                Applied Biosystems 7500 Fast (sds7500fast)\n"
        "  profile             abi7500fast\n"
        "  software            7500 Software v2.3\n"
        "  rules               Ct cubic, automatic abi7500-v2 (v2.x)\n"
        "\n"
        "Run\n"
        "  started             2014-03-05T08:30:00Z\n"
        "  state               COMPLETE\n"
        "  cycles              3\n"
        "  CYCLING             40 x 95 °C 15 s, 60 °C 60 s (read)\n"
        "\n"
        "Plate\n"
        "  wells               8 x 12, 3 with a target\n"
        "  omitted             A3\n"
        "  passive reference   ROX\n"
        "\n"
        "Targets\n"
        "  2-7                 UNKNOWN, dyes FAM / TAMRA, threshold 0.2, window 3-15, A1\n"
        "  2-7                 NTC, dyes FAM / TAMRA, threshold -, 0.2, window -, 3-15, A2, A3\n"
        "\n"
        "Signals\n"
        "  dye FAM             2 wells\n"
        "  dye ROX             1 well\n"
        "  Rn                  2 of 3 curves\n"
        "  ΔRn                 0 of 3 curves\n"
        "  instrument's Ct     1 of 3 curves\n"
        "  Undetermined        1 of 3 curves\n"
        "\n"
        "Quality flags of the instrument\n"
        "  BADROX              N: A2; Y: A1\n"
        "\n"
        "For a call\n"
        "  nothing is missing\n"
        "\n"
        "Issues\n"
        "  warning: plate.eds: read as GB18030\n");
}

TEST_CASE("inspect says what a call would lack") {
  const auto missing = [](const Run& run) { return inspect_run(run, nullptr, cubic()).missing; };
  Run run = small_run().run;

  SUBCASE("results only") {
    run.dyes.clear();
    for (Reaction& reaction : run.reactions) {
      reaction.rn.clear();
    }
    CHECK(missing(run) == std::vector<std::string>{"No amplification curves."});
    const Issue said = make_issue({IssueCode::CurvesMissing, "sds1"}, "plate.eds");
    run.issues.push_back(said);
    CHECK(missing(run) == std::vector<std::string>{said.words.en});
  }
  SUBCASE("one well without signal") {
    run.dyes.clear();
    run.reactions[1].rn.clear();
    CHECK(missing(run) == std::vector<std::string>{"No amplification curve in A2."});
  }
  SUBCASE("names") {
    run.reactions[0].sample = " ";
    run.reactions[1].target = "";
    CHECK(missing(run) ==
          std::vector<std::string>{"No sample name in A1: name the samples, or give a --plate-map.",
                                   "No target in A2: name the targets, or give a --plate-map."});
  }
  SUBCASE("no wells") {
    run.reactions.resize(1);
    run.reactions[0].well.reset();
    CHECK(missing(run) ==
          std::vector<std::string>{
              "Curves have no well positions: this layout serves `crossbreak curves`, not `call`."});
  }
  SUBCASE("no reactions") {
    run.reactions.clear();
    CHECK(missing(run) ==
          std::vector<std::string>{
              "No well has a target: set up the plate in the instrument's software and export again."});
  }
  SUBCASE("TAMRA as passive reference") {
    run.passive_reference = "TAMRA";
    CHECK(missing(run) ==
          std::vector<std::string>{"A passive reference that is one: TAMRA is the quencher of the probes."});
  }
}

TEST_CASE("inspect shows a panel's view of the samples, and a blank name has none") {
  Run run = small_run().run;
  Panel panel;
  panel.id = "made";
  panel.controls.ntc = {"NTC"};
  run.reactions[0].task = "STANDARD";
  Reaction unnamed = run.reactions[0];
  unnamed.sample = " ";
  unnamed.well.reset();
  run.reactions.push_back(unnamed);
  Inspection inspection = inspect_run(run, nullptr, cubic());
  add_samples(inspection, {}, panel, {});
  REQUIRE(inspection.samples.size() == 2);
  CHECK(inspection.samples[1].wells == std::vector<Well>{{0, 1}, {0, 2}});
  const std::string text = write_inspection_text(inspection);
  CHECK(text.find("\nSamples, by panel made\n"
                  "  =1+1                patient: with the task STANDARD, but no standard curve; A1\n"
                  "  NTC, \"clean\"        NTC: by its task NTC; A2, A3\n"
                  "\nSignals\n") != std::string::npos);
  const json samples = json::parse(write_inspection_json(inspection)).at("samples");
  CHECK(samples[0]["task_standard"] == true);
  CHECK(samples[1] == json{{"sample", "NTC, \"clean\""},
                           {"role", "ntc"},
                           {"role_source", "task"},
                           {"control", nullptr},
                           {"task", "NTC"},
                           {"task_standard", false},
                           {"wells", {"A2", "A3"}}});
}

TEST_CASE("inspect says each role that one sample has, where each comes from, and that a call refuses it") {
  Run run = small_run().run;
  const Reaction patient = run.reactions[0];
  run.reactions.assign(5, patient);
  for (std::size_t i = 0; i < run.reactions.size(); ++i)
    run.reactions[i].well = Well{0, static_cast<int>(i)};
  run.reactions[2].task = "STANDARD";
  run.reactions[3].task = "NTC";
  std::vector<std::optional<SampleRole>> mapped(run.reactions.size());
  mapped[1] = SampleRole::Unknown;
  Panel panel;
  panel.id = "made";
  Inspection inspection = inspect_run(run, nullptr, cubic());
  add_samples(inspection, mapped, panel, {});
  CHECK(write_inspection_text(inspection)
            .find("\nSamples, by panel made\n"
                  "  =1+1                patient: nothing says otherwise; A1, A5\n"
                  "  =1+1                patient: by the plate map; A2\n"
                  "  =1+1                patient: with the task STANDARD, but no standard curve; A3\n"
                  "  =1+1                NTC: by its task NTC; A4\n") != std::string::npos);
  REQUIRE(!inspection.missing.empty());
  CHECK(
      inspection.missing.back() ==
      "Samples whose roles are plain: plate.eds: A4: sample '=1+1' is ntc here and unknown in plate.eds: A1; "
      "correct the tasks or names, or give the roles in --plate-map CSV or with --role '=1+1=ROLE'.");
}

TEST_CASE("inspect as JSON holds the same, well by well") {
  Run run = small_run().run;
  run.reactions[0].sample = "";
  ChosenRules chosen = cubic();
  chosen.issue = Issue{IssueCode::SoftwareUnknown, Severity::Warning, "plate.eds", {"no rules", "无规则"}};
  const json document = json::parse(write_inspection_json(inspect_run(run, nullptr, chosen)));
  CHECK(document["schema"] == "crossbreak/inspection/1");
  CHECK(document["inputs"][0]["file"] == "plate.eds");
  CHECK(document["instrument"]["profile"] == nullptr);
  CHECK(document["instrument"]["rules"]["ct"] == "cubic");
  CHECK(document["run"]["passive_reference"] == "ROX");
  CHECK(document["run"]["program"][0]["steps"][1]["collects"] == true);
  CHECK(document["signals"]["dyes"][0] == json{{"dye", "FAM"}, {"wells", 2}});
  REQUIRE(document["reactions"].size() == 3);
  CHECK(document["reactions"][0]["sample"] == nullptr);
  CHECK(document["reactions"][0]["threshold"] == 0.2);
  CHECK(document["reactions"][0]["ct_instrument"] == 24.1);
  CHECK(document["reactions"][0]["instrument_flags"][0] == json{{"name", "BADROX"}, {"value", "Y"}});
  CHECK(document["reactions"][2]["omitted"] == true);
  CHECK(document["missing_for_call"].size() == 1);
  CHECK(document["issues"][1]["code"] == "software_unknown");
}
