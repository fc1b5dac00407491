#include <cmath>
#include <limits>
#include <random>
#include <rapidcheck.h>
#include <stdexcept>

#include <doctest/doctest.h>

#include "flipped_bits.hpp"
#include "formats/random_run.hpp"
#include "formats/v2_export.hpp"

using namespace crossbreak;

namespace {

struct Layout {
  const char* name;
  std::string (*write)(const Run&);
  const Format* format;
  double tolerance;  ///< absolute: half of the last of three decimals, or none
};

const Layout layouts[] = {
    {"text", write_v2_text, &v2_text, 0.0005000001},
    {"csv", write_v2_csv, &v2_text, 0.0005000001},
    {"xlsx", write_v2_xlsx, &v2_xlsx, 0},
};

Run read_back(const Layout& layout, const Run& run) {
  const Source source{.name = "plate", .bytes = layout.write(run)};
  RC_ASSERT(layout.format->recognises(source));
  return layout.format->read({&source, 1}, {});
}

bool near(double a, double b, double tolerance) {
  return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= tolerance;
}

bool near(const std::vector<double>& a, const std::vector<double>& b, double tolerance) {
  bool same = a.size() == b.size();
  for (std::size_t i = 0; same && i < a.size(); ++i)
    same = near(a[i], b[i], tolerance);
  return same;
}

bool near(std::optional<double> a, std::optional<double> b, double tolerance) {
  return a.has_value() == b.has_value() && (!a || near(*a, *b, tolerance));
}

std::vector<double> curve(int cycles) {
  return *rc::gen::container<std::vector<double>>(
      static_cast<std::size_t>(cycles),
      rc::gen::map(rc::gen::inRange(-30'000'000, 30'000'000), [](int value) { return value / 7.0e4; }));
}

Run random_export(bool with_curves) {
  using rc::gen::inRange;
  Run run;
  run.plate = *rc::gen::element(Plate{}, Plate{.rows = 16, .columns = 24});
  run.instrument.block_type = run.plate == Plate{} ? "96fast" : "384-Well Block";
  run.instrument.type_id = *rc::gen::element<std::string>("sds7500", "sds7500fast", "steponeplus");
  run.chemistry = "TAQMAN";
  run.experiment_name = *rc::gen::element<std::string>("Plate 7, \"left\"", "患者一", "= 1 + 1", "a = b");
  run.run_ended = "2009-06-29 15:29:11 PM EDT";
  run.passive_reference_status = PassiveReferenceStatus::Dye;
  run.passive_reference = "ROX";
  const int cycles = *inRange(2, 50);
  run.cycles = with_curves ? cycles : 0;
  const std::string targets[] = {"D4-7", *rc::gen::element<std::string>("ALB", "白蛋白", "=ALB, <&>")};
  const std::string reporters[] = {"FAM", "VIC"};
  for (int index = *inRange(0, 5); index < run.plate.size(); index += *inRange(1, 60)) {
    const int count = *inRange(1, 3);
    const std::string sample = *names();
    for (int k = 0; k < count; ++k) {
      Reaction reaction;
      reaction.well = well_at(index, run.plate);
      reaction.sample = sample;
      reaction.target = targets[k];
      reaction.reporter = reporters[k];
      reaction.quencher = "None";
      reaction.task = *rc::gen::element<std::string>("UNKNOWN", "NTC", "STANDARD");
      if (reaction.task == "STANDARD")
        reaction.quantity = *inRange(1, 1'000'000) / 1000.0;
      reaction.comments = *rc::gen::element<std::string>("", "see page 3, \"top\"");
      reaction.omitted = *rc::gen::arbitrary<bool>();
      reaction.settings = {.threshold = *inRange(1, 5000) / 3000.0,
                           .automatic_threshold = *rc::gen::arbitrary<bool>(),
                           .baseline = BaselineWindow{.start = 1, .end = *inRange(1, cycles + 1)},
                           .automatic_baseline = *rc::gen::arbitrary<bool>()};
      if (*rc::gen::arbitrary<bool>()) {
        reaction.instrument.ct_status = CtStatus::Value;
        reaction.instrument.ct = *inRange(1000, 40000) / 999.0;
        reaction.instrument.ct_mean = 30.25;
      } else {
        reaction.instrument.ct_status = CtStatus::Undetermined;
      }
      reaction.instrument.amp_status = *rc::gen::element<std::string>("Amp", "No Amp");
      reaction.flags = {{.name = "BADROX", .value = *rc::gen::element<std::string>("Y", "N")},
                        {.name = "NOISE", .value = "N"}};
      if (with_curves) {
        reaction.rn = curve(cycles);
        reaction.delta_rn = curve(cycles);
        run.dyes.push_back({.well = *reaction.well, .dye = reaction.reporter, .signal = curve(cycles)});
      }
      run.reactions.push_back(std::move(reaction));
    }
    if (with_curves)
      run.dyes.push_back({.well = *well_at(index, run.plate), .dye = "ROX", .signal = curve(cycles)});
  }
  return run;
}

void check_same(const Run& wrote, const Run& read, double tolerance) {
  RC_ASSERT(read.plate == wrote.plate);
  RC_ASSERT(read.cycles == wrote.cycles);
  RC_ASSERT(read.instrument.type_id == wrote.instrument.type_id);
  RC_ASSERT(read.instrument.block_type == wrote.instrument.block_type);
  RC_ASSERT(read.experiment_name == wrote.experiment_name);
  RC_ASSERT(read.run_ended == wrote.run_ended);
  RC_ASSERT(read.passive_reference == wrote.passive_reference);
  RC_ASSERT(read.reactions.size() == wrote.reactions.size());
  for (std::size_t i = 0; i < wrote.reactions.size(); ++i) {
    const Reaction& a = wrote.reactions[i];
    const Reaction& b = read.reactions[i];
    RC_ASSERT(b.well == a.well);
    RC_ASSERT(b.sample == a.sample);
    RC_ASSERT(b.target == a.target);
    RC_ASSERT(b.task == a.task);
    RC_ASSERT(b.reporter == a.reporter);
    RC_ASSERT(b.quencher == a.quencher);
    RC_ASSERT(b.quantity == a.quantity);
    RC_ASSERT(b.comments == a.comments);
    RC_ASSERT(b.omitted == a.omitted);
    RC_ASSERT(b.flags == a.flags);
    RC_ASSERT(near(a.settings.threshold, b.settings.threshold, tolerance));
    RC_ASSERT(b.settings.automatic_threshold == a.settings.automatic_threshold);
    RC_ASSERT(b.settings.automatic_baseline == a.settings.automatic_baseline);
    RC_ASSERT(b.settings.baseline == a.settings.baseline);
    RC_ASSERT(b.instrument.ct_status == a.instrument.ct_status);
    RC_ASSERT(near(a.instrument.ct, b.instrument.ct, tolerance));
    RC_ASSERT(near(a.instrument.ct_mean, b.instrument.ct_mean, tolerance));
    RC_ASSERT(b.instrument.amp_status == a.instrument.amp_status);
    RC_ASSERT(near(a.rn, b.rn, tolerance));
    RC_ASSERT(near(a.delta_rn, b.delta_rn, tolerance));
    if (wrote.cycles > 0)
      RC_ASSERT(b.rn_decimals == (tolerance > 0 ? std::optional(3) : std::nullopt));
  }
  RC_ASSERT(read.dyes.size() == wrote.dyes.size());
  for (const DyeTrace& trace : wrote.dyes) {
    const DyeTrace* same = find_dye(read, trace.well, trace.dye);
    RC_ASSERT(same != nullptr);
    RC_ASSERT(near(trace.signal, same->signal, tolerance));
  }
}

Run tiny_run() {
  Run run;
  run.instrument.type_id = "sds7500";
  run.passive_reference_status = PassiveReferenceStatus::None;
  run.cycles = 2;
  Reaction reaction;
  reaction.well = Well{0, 0};
  reaction.sample = "P1, \"left\"";
  reaction.target = "D4-7";
  reaction.rn = {1.25, 2.0 / 3};
  reaction.delta_rn = {-0.00049, std::numeric_limits<double>::quiet_NaN()};
  reaction.settings.automatic_threshold = true;
  reaction.settings.baseline = BaselineWindow{3, 15};
  run.reactions.push_back(reaction);
  return run;
}

}  // namespace

TEST_CASE("a v2 export that was written reads back the same: text, csv and xlsx") {
  for (const Layout& layout : layouts) {
    CAPTURE(layout.name);
    CHECK(rc::check([&] {
      const Run run = random_export(*rc::gen::inRange(0, 4) > 0);
      check_same(run, read_back(layout, run), layout.tolerance);
    }));
  }
}

TEST_CASE("v2 text is what the 7500 software writes, csv the same with commas") {
  CHECK(write_v2_text(tiny_run()) ==
        "* Instrument Type = sds7500\n"
        "* Passive Reference = \n"
        "\n[Sample Setup]\n"
        "Well\tSample Name\tSample Color\tBiogroup Name\tBiogroup Color\tTarget Name\tTarget "
        "Color\tTask\tReporter\t"
        "Quencher\tQuantity\tComments\n"
        "A1\t\"P1, \"\"left\"\"\"\t\t\t\tD4-7\t\t\t\t\t\t\n"
        "\n[Amplification Data]\n"
        "Well\tCycle\tTarget Name\tRn\tΔRn\n"
        "A1\t1\tD4-7\t1.250\t-0.000\n"
        "A1\t2\tD4-7\t0.667\t\n"
        "\n[Results]\n"
        "Well\tSample Name\tTarget Name\tTask\tReporter\tQuencher\tCт\tCт Mean\tCт SD\tQuantity\tQuantity "
        "Mean\t"
        "Quantity SD\tAutomatic Ct Threshold\tCt Threshold\tAutomatic Baseline\tBaseline Start\tBaseline "
        "End\tTm1\tTm2\t"
        "Tm3\tComments\n"
        "A1\t\"P1, \"\"left\"\"\"\tD4-7\t\t\t\t\t\t\t\t\t\ttrue\t\t\t3\t15\t\t\t\t\n");
  CHECK(write_v2_csv(tiny_run()).find("\nA1,\"P1, \"\"left\"\"\",D4-7,,,,,,,,,,TRUE,,,3,15,,,,\n") !=
        std::string::npos);
}

TEST_CASE("Ct that a workbook keeps rounded are known by their digits, beside Rn in full digits") {
  Run run = tiny_run();
  run.reactions.push_back(run.reactions[0]);
  run.reactions[1].well = Well{0, 1};
  for (const double ct : {15.046, 27.1}) {
    Reaction& reaction = run.reactions[ct < 20 ? 0 : 1];
    reaction.instrument.ct_status = CtStatus::Value;
    reaction.instrument.ct = static_cast<double>(static_cast<float>(ct));
  }
  const Source source{.name = "plate.xlsx", .bytes = write_v2_xlsx(run)};
  const Run read = v2_xlsx.read({&source, 1}, {});
  REQUIRE(read.reactions.size() == 2);
  for (const Reaction& reaction : read.reactions) {
    CHECK(reaction.instrument.ct_decimals == 3);
    CHECK_FALSE(reaction.rn_decimals.has_value());
  }
}

TEST_CASE("the same run gives the same xlsx") {
  CHECK(write_v2_xlsx(tiny_run()) == write_v2_xlsx(tiny_run()));
}

TEST_CASE("a run that a v2 export cannot hold is refused") {
  Run run = tiny_run();
  run.reactions[0].well.reset();
  CHECK_THROWS_WITH_AS(write_v2_text(run), "cannot be exported: 'P1, \"left\"' lies in no well",
                       std::invalid_argument);
  run = tiny_run();
  run.reactions[0].sample = "P1\n";
  CHECK_THROWS_WITH_AS(write_v2_csv(run), "cannot be exported: 'P1\n' holds a tab or a line end",
                       std::invalid_argument);
  run.reactions[0].sample = "P\x01";
  CHECK_THROWS_WITH_AS(write_v2_xlsx(run),
                       "cannot be exported: 'P\x01' holds a control character, or one that XML cannot",
                       std::invalid_argument);
  run.reactions[0].sample = "P\uFFFE";
  CHECK_THROWS_WITH_AS(write_v2_xlsx(run),
                       "cannot be exported: 'P\uFFFE' holds a control character, or one that XML cannot",
                       std::invalid_argument);
}

TEST_CASE("v2 exports with flipped bytes are refused or read, never worse") {
  std::mt19937 random(20261121);
  for (const Layout& layout : layouts) {
    const std::string whole = layout.write(tiny_run());
    for (int round = 0; round < 1000; ++round) {
      Source source{.name = "plate", .bytes = whole};
      for (int flip = 0; flip < 3; ++flip)
        tests::flip_a_bit(source.bytes, random);
      CAPTURE(round);
      try {
        (void)layout.format->recognises(source);
        (void)layout.format->read({&source, 1}, {});
      } catch (const FormatError& error) {
        CHECK(std::string(error.what()).starts_with("plate"));
      }
    }
  }
}
