#include "simulate/simulated_run.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

#include "assay/profile.hpp"
#include "assay/profile_reader.hpp"
#include "assay/shipped_files.hpp"
#include "file_content.hpp"
#include "formats/eds_7500.hpp"
#include "formats/formats.hpp"
#include "formats/sds1_export.hpp"
#include "formats/v2_export.hpp"

using namespace crossbreak;

namespace {

/// Wells A1 ... each with one FAM target and the copies given.
PlateDesign plate_of(const std::vector<double>& copies, const CurveModel& model = {}) {
  PlateDesign design;
  design.experiment = "Simulated";
  DesignTarget target;
  target.name = "D4-7";
  target.set = "D4-7";
  target.model = model;
  design.targets = {target};
  for (std::size_t i = 0; i < copies.size(); ++i) {
    DesignSample sample;
    sample.name = "P" + std::to_string(i + 1);
    sample.copies["D4-7"] = copies[i];
    design.samples.push_back(sample);
    DesignWell well;
    well.well = *well_at(static_cast<int>(i), design.plate);
    well.sample = i;
    well.targets = {0};
    design.wells.push_back(well);
  }
  return design;
}

Vocabulary vocabulary() {
  return vocabulary_of(shipped_profiles());
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("one copy has Ct 40.4, fifteen have 36.5, at efficiency 1") {
  CHECK(expected_ct({}, 1) == doctest::Approx(40.4));
  CHECK(expected_ct({}, 15) == doctest::Approx(36.493).epsilon(1e-4));
}

TEST_CASE("far below its plateau a curve grows by one plus the efficiency") {
  for (const double efficiency : {1.0, 0.9, 0.75}) {
    CAPTURE(efficiency);
    CurveModel model;
    model.efficiency = efficiency;
    const std::vector<double> rise = noiseless_rise(model, 6, 10, 40);
    CHECK(rise[11] / rise[10] == doctest::Approx(1 + efficiency).epsilon(1e-3));
    CHECK(rise[39] < 6);
  }
  CHECK(noiseless_rise({}, 6, 0, 40) == std::vector<double>(40, 0.0));
}

TEST_CASE("the instrument's automatic threshold and Ct come out where the model puts them") {
  const SimulatedRun simulated = simulate_run(plate_of(std::vector<double>(48, 1000)), 7);
  std::vector<double> differences;
  for (std::size_t i = 0; i < simulated.run.reactions.size(); ++i) {
    REQUIRE(simulated.run.reactions[i].instrument.ct.has_value());
    differences.push_back(*simulated.run.reactions[i].instrument.ct -
                          expected_ct({}, static_cast<double>(simulated.truth[i].copies)));
  }
  // The threshold is the lowest well's reading at a whole cycle: half a cycle either way is its own step.
  CHECK(std::abs(mean(differences)) < 0.5);
  const auto [least, most] = std::minmax_element(differences.begin(), differences.end());
  CHECK(*most - *least < 0.5);
}

TEST_CASE("fifteen copies spread as Poisson says, and lie near Ct 36.5") {
  std::vector<double> copies(40, 15);
  copies.insert(copies.end(), 8, 1000);  // set the threshold, as a positive control does
  std::vector<double> cts;
  double molecules = 0;
  const SimulatedRun simulated = simulate_run(plate_of(copies), 11);
  for (std::size_t i = 0; i < 40; ++i) {
    molecules += static_cast<double>(simulated.truth[i].copies);
    if (simulated.run.reactions[i].instrument.ct)
      cts.push_back(*simulated.run.reactions[i].instrument.ct);
  }
  CHECK(cts.size() == 40);
  CHECK(std::abs(molecules / 40 - 15) < 4 * std::sqrt(15.0 / 40));
  CHECK(std::abs(mean(cts) - 36.5) < 0.5);
}

TEST_CASE("the same seed gives the same bytes, another seed others, and wells do not depend on each other") {
  const PlateDesign design = plate_of({0, 100, 1000});
  CHECK(write_eds(simulate_run(design, 5).run) == write_eds(simulate_run(design, 5).run));
  CHECK(write_eds(simulate_run(design, 5).run) != write_eds(simulate_run(design, 6).run));
  PlateDesign changed = design;
  changed.samples[0].copies["D4-7"] = 5000;
  CHECK(simulate_run(changed, 5).run.dyes.back().signal == simulate_run(design, 5).run.dyes.back().signal);
}

TEST_CASE("truth says role, molecules and what the paper's rule expects of them") {
  PlateDesign design = plate_of({0, 2, 100000});
  design.samples[0].name = "NTC, \"water\"";
  design.samples[0].role = "ntc";
  const SimulatedRun simulated = simulate_run(design, 1);
  CHECK(simulated.run.reactions[0].task == "NTC");
  CHECK(simulated.truth[0].copies == 0);
  CHECK(simulated.truth[0].expected == "negative");
  CHECK(simulated.truth[1].expected == (simulated.truth[1].copies == 0 ? "negative" : "late"));
  CHECK(simulated.truth[2].expected == "positive");
  CHECK(truth_csv({simulated.truth[0]}) ==
        "well,sample,target,role,copies,expected\nA1,\"NTC, \"\"water\"\"\",D4-7,ntc,0,negative\n");
  CHECK(truth_csv({{.well = {0, 0},
                    .sample = "=1+1",
                    .target = "@D4-7",
                    .role = "unknown",
                    .copies = 3,
                    .expected = "late"}}) ==
        "well,sample,target,role,copies,expected\nA1,'=1+1,'@D4-7,unknown,3,late\n");
}

TEST_CASE("an .eds of a simulated run reads back as the run") {
  const SimulatedRun simulated = simulate_run(plate_of({0, 300}), 3);
  const Source source{.name = "plate.eds", .bytes = write_eds(simulated.run)};
  const Run read = eds_7500.read({&source, 1}, {});
  CHECK(read.experiment_name == "Simulated");
  CHECK(read.reactions.size() == 2);
  CHECK(read.reactions[1].settings == simulated.run.reactions[1].settings);
  REQUIRE(find_dye(read, {0, 1}, "FAM") != nullptr);
  CHECK(find_dye(read, {0, 1}, "FAM")->signal == find_dye(simulated.run, {0, 1}, "FAM")->signal);
}

TEST_CASE("each oddity shows in the signals") {
  const auto signals = [](Oddity oddity, const char* dye) {
    PlateDesign design = plate_of({1000});
    design.wells[0].oddity = oddity;
    return find_dye(simulate_run(design, 9).run, {0, 0}, dye)->signal;
  };
  const std::vector<double> fam = signals(Oddity::None, "FAM");
  const std::vector<double> rox = signals(Oddity::None, "ROX");
  const auto ratio = [&](Oddity oddity, std::size_t read) {
    return signals(oddity, "FAM")[read] / fam[read];
  };
  const auto rox_ratio = [&](Oddity oddity, std::size_t read) {
    return signals(oddity, "ROX")[read] / rox[read];
  };
  CHECK(ratio(Oddity::Spike, 25) > 1.1);
  CHECK(ratio(Oddity::Spike, 24) == doctest::Approx(1));
  CHECK(ratio(Oddity::Step, 19) > 1.15);
  CHECK(ratio(Oddity::Step, 18) == doctest::Approx(1));
  CHECK(ratio(Oddity::Drift, 20) > 1.1);
  CHECK(ratio(Oddity::FallingBaseline, 20) < 0.9);
  CHECK(ratio(Oddity::Hook, 39) < 0.8);
  CHECK(ratio(Oddity::Late, 30) < 0.7);
  CHECK(ratio(Oddity::NoPlateau, 36) < 0.95);
  CHECK(ratio(Oddity::Dropout, 9) < 0.01);
  CHECK(rox_ratio(Oddity::Dropout, 9) < 0.01);
  CHECK(rox_ratio(Oddity::Dropout, 8) == doctest::Approx(1));
  CHECK(rox_ratio(Oddity::Evaporation, 39) > 1.3);
  CHECK(rox_ratio(Oddity::RoxDip, 20) == doctest::Approx(0.6));
  CHECK(ratio(Oddity::RoxDip, 20) == doctest::Approx(1));
  CHECK(rox_ratio(Oddity::NoRox, 0) < 0.01);
  CHECK(ratio(Oddity::Saturated, 39) < 0.6);
  for (const char* dye : {"FAM", "TAMRA", "ROX"}) {
    CAPTURE(dye);
    const std::vector<double> stuck = signals(Oddity::Stuck, dye);
    CHECK(stuck == std::vector<double>(40, signals(Oddity::None, dye)[0]));
    const std::vector<double> gappy = signals(Oddity::MissingReads, dye);
    std::vector<std::size_t> missing;
    for (std::size_t read = 0; read < gappy.size(); ++read)
      if (std::isnan(gappy[read]))
        missing.push_back(read);
    CHECK(missing == std::vector<std::size_t>{19, 20, 21});
  }
}

TEST_CASE("missing reads come back as missing from every layout") {
  PlateDesign design = plate_of({300});
  design.wells[0].oddity = Oddity::MissingReads;
  const auto gaps_of = [](const std::vector<double>& signal) {
    return std::count_if(signal.begin(), signal.end(), [](double value) { return std::isnan(value); });
  };
  for (const char* name :
       {"eds", "quantstudio-eds", "json-eds", "text", "csv", "xlsx", "quantstudio-text", "sds1"}) {
    CAPTURE(name);
    const SimulatedFiles files = simulated_files(design, 3, *simulated_layout(name));
    std::vector<Source> sources;
    for (const SimulatedFile& file : files.files)
      sources.push_back({.name = "run" + file.suffix, .bytes = file.bytes});
    const Run read =
        read_run(sources_of_run(std::move(sources)), {.vocabulary = vocabulary(), .encoding = {}});
    REQUIRE(read.reactions.size() == 1);
    const DyeTrace* const fam = find_dye(read, {0, 0}, "FAM");
    const std::vector<double>& curve = fam != nullptr ? fam->signal : read.reactions[0].delta_rn;
    REQUIRE(curve.size() == 40);
    CHECK(gaps_of(curve) == 3);
    CHECK(std::isnan(curve[20]));
  }
}

TEST_CASE("a run without passive reference has no such dye and says so") {
  PlateDesign design = plate_of({1000});
  design.passive_reference.clear();
  const SimulatedRun simulated = simulate_run(design, 1);
  CHECK(simulated.run.passive_reference_status == PassiveReferenceStatus::None);
  CHECK(find_dye(simulated.run, {0, 0}, "ROX") == nullptr);
}

TEST_CASE("a run of SDS v1 is two files, Ct by its linear rule") {
  const SimulatedFiles files = simulated_files(plate_of({0, 300}), 3, *simulated_layout("sds1"));
  REQUIRE(files.files.size() == 2);
  CHECK(files.files[1].suffix == ".delta_rn");
  const std::vector<Source> sources{{"run.csv", files.files[0].bytes},
                                    {"run.delta_rn.csv", files.files[1].bytes}};
  const Run read = sds1_export.read(sources, {});
  CHECK(read.instrument.software == "SDS v1.3.1");
  CHECK(read.reactions.size() == 2);
  CHECK(read.reactions[0].instrument.ct_status == CtStatus::Undetermined);
  CHECK(read.reactions[1].delta_rn.size() == 40);
  CHECK(read.reactions[1].task == "Unknown");
  PlateDesign stepone = plate_of({0});
  stepone.instrument = "steponeplus";
  CHECK_THROWS_WITH_AS(simulated_files(stepone, 3, *simulated_layout("sds1")),
                       "there is no SDS v1 for the StepOnePlus: choose another layout",
                       std::invalid_argument);
}

TEST_CASE("text, csv and xlsx exports read back with the same wells, thresholds and Ct") {
  const PlateDesign design = plate_of({0, 300, 5000});
  const Run run = simulate_run(design, 3).run;
  for (const auto& layout :
       {std::pair{"text", &v2_text}, std::pair{"csv", &v2_text}, std::pair{"xlsx", &v2_xlsx}}) {
    const char* name = layout.first;
    const Format* format = layout.second;
    CAPTURE(name);
    const SimulatedFiles files = simulated_files(design, 3, *simulated_layout(name));
    REQUIRE(files.files.size() == 1);
    const Source source{.name = "run", .bytes = files.files[0].bytes};
    const Run read = format->read({&source, 1}, {.vocabulary = vocabulary(), .encoding = {}});
    REQUIRE(read.reactions.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(read.reactions[i].well == run.reactions[i].well);
      CHECK(read.reactions[i].target == "D4-7");
      CHECK(read.reactions[i].settings.baseline == run.reactions[i].settings.baseline);
      CHECK(read.reactions[i].instrument.ct_status == run.reactions[i].instrument.ct_status);
      CHECK(std::abs(read.reactions[i].instrument.ct.value_or(0) -
                     run.reactions[i].instrument.ct.value_or(0)) <= 0.00051);
      CHECK(std::abs(*read.reactions[i].settings.threshold - *run.reactions[i].settings.threshold) <=
            0.00051);
    }
  }
}

TEST_CASE("layouts have names, and an unknown one is none") {
  CHECK(simulated_layouts().front().name == "eds");
  CHECK(simulated_layout("rdml") == nullptr);
}
