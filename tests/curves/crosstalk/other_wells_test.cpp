// What the other wells of a plate say of a copy, through the analysis of whole plates.
#include "curves/crosstalk/other_wells.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "curves/analysis.hpp"
#include "curves/curve_shapes.hpp"
#include "words/evidence.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;

namespace {

const std::vector<std::string> sets = {"D4-7", "D2-7", "D2-8", "D4-8"};

std::vector<double> rise(double height, double midpoint) {
  return Shape{.lower = 0, .height = height, .midpoint = midpoint, .width = 1.5}.rn();
}

/// 4 sets by 2 replicates down a column for each sample, ALB at midpoint 25 in VIC beside each.
struct DuplexPlate {
  struct Patient {
    std::string sample;
    std::vector<std::string> deleted;  ///< their rise is that of a copy of 20 %, 2 cycles late
    double share = 0;                  ///< of VIC in FAM in all its wells, 2 cycles late
    double other = 25;                 ///< midpoint of ALB
  };
  std::vector<Patient> patients;
  Run run;

  explicit DuplexPlate(std::vector<Patient> made) : patients(std::move(made)) {
    run.inputs = {{.name = "plate.eds", .sha256 = {}}};
    run.cycles = 40;
    for (std::size_t p = 0; p < patients.size(); ++p)
      for (int row = 0; row < 8; ++row) {
        const Patient& patient = patients[p];
        const std::string& set = sets[static_cast<std::size_t>(row / 2)];
        const bool is_deleted = std::ranges::count(patient.deleted, set) > 0;
        const Well well{row, static_cast<int>(p)};
        add(well, patient.sample, set, "FAM",
            rise(3 * (is_deleted ? 0.2 : patient.share), patient.other + 2));
        add(well, patient.sample, "ALB", "VIC", rise(3, patient.other));
      }
  }
  void add(Well well, const std::string& sample, const std::string& target, const std::string& dye,
           const std::vector<double>& signal) {
    Reaction reaction;
    reaction.well = well;
    reaction.sample = sample;
    reaction.target = target;
    reaction.reporter = dye;
    const auto seed = static_cast<double>(run.reactions.size() + 1);
    for (std::size_t i = 0; i < signal.size(); ++i)
      reaction.rn.push_back(2 + signal[i] +
                            0.003 * std::sin(seed * 13.7 * static_cast<double>((i + 1) * (i + 1))));
    reaction.settings.threshold = 0.1;
    reaction.settings.baseline = BaselineWindow{3, 15};
    run.reactions.push_back(std::move(reaction));
  }
  Reaction& reaction(int row, int column, const std::string& target) {
    return *std::ranges::find_if(run.reactions, [&](const Reaction& one) {
      return one.well == Well{row, column} && one.target == target;
    });
  }
  Curve curve(int row, int column, const std::string& target) {
    const std::vector<Curve> curves = analyse_curves(run, {});
    return curves[static_cast<std::size_t>(&reaction(row, column, target) - run.reactions.data())];
  }
};

bool is_denied(const Curve& curve) {
  return std::ranges::count(curve.verdict.reasons, EvidenceCode::CrosstalkDenied, &VerdictReason::code) > 0;
}

}  // namespace

TEST_CASE("an explained curve stays a copy, in whatever wells it stands") {
  DuplexPlate all(
      {{.sample = "P", .deleted = {}, .share = 0.1}, {.sample = "Q", .deleted = {}, .share = 0.1}});
  DuplexPlate patient({{.sample = "P", .deleted = {}, .share = 0.1},
                       {.sample = "Q", .deleted = {}},
                       {.sample = "R", .deleted = {}}});
  DuplexPlate set({{.sample = "P", .deleted = {"D4-7"}}, {.sample = "Q", .deleted = {}}});
  for (DuplexPlate* plate : {&all, &patient, &set}) {
    const Curve curve = plate->curve(0, 0, "D4-7");
    CHECK(curve.verdict.amplified == Amplified::Unclear);
    REQUIRE(curve.crosstalk);
    CHECK(curve.crosstalk->state == CrosstalkState::Copy);
    CHECK(curve.crosstalk->by_itself == Amplified::Yes);
    CHECK_FALSE(is_denied(curve));
  }
}

TEST_CASE("a copy is alone where enough wells of other samples lack it") {
  const auto is_alone = [](auto change) {
    DuplexPlate plate({{.sample = "P", .deleted = {"D4-7"}},
                       {.sample = "Q", .deleted = {}},
                       {.sample = "R", .deleted = {}}});
    change(plate);
    const Curve curve = plate.curve(0, 0, "D4-7");
    REQUIRE(curve.crosstalk);
    return curve.crosstalk->alone;
  };
  const auto each = [](DuplexPlate& plate, int first_row, auto change) {
    for (const int column : {1, 2})
      for (int row = first_row; row < 8; ++row)
        change(row, column, plate.reaction(row, column, sets[static_cast<std::size_t>(row / 2)]),
               plate.reaction(row, column, "ALB"));
  };
  const auto add = [](Reaction& reaction, const std::vector<double>& signal) {
    for (std::size_t i = 0; i < signal.size(); ++i)
      reaction.rn[i] += signal[i];
  };
  CHECK(is_alone([](DuplexPlate&) {}));
  CHECK(is_alone([&](DuplexPlate& plate) {  // four are left
    each(plate, 2, [](int, int, Reaction& set, Reaction&) { set.omitted = true; });
  }));
  CHECK_FALSE(is_alone([&](DuplexPlate& plate) {  // two are left
    each(plate, 1, [](int, int, Reaction& set, Reaction&) { set.omitted = true; });
  }));
  CHECK_FALSE(is_alone([&](DuplexPlate& plate) {  // of one sample
    each(plate, 0, [](int, int column, Reaction& set, Reaction&) { set.omitted = column == 2; });
  }));
  CHECK_FALSE(is_alone([&](DuplexPlate& plate) {  // in which ALB does not rise
    each(plate, 0, [](int, int, Reaction& set, Reaction& reference) { reference.rn = set.rn; });
  }));
  CHECK_FALSE(is_alone([&](DuplexPlate& plate) {  // most show it
    each(plate, 3, [&](int, int, Reaction& set, Reaction&) { add(set, rise(0.6, 27)); });
  }));
  CHECK_FALSE(is_alone([&](DuplexPlate& plate) {  // a flat curve shows it too
    each(plate, 0, [&](int, int, Reaction& set, Reaction&) { add(set, rise(0.2, 27)); });
  }));
  CHECK_FALSE(is_alone([&](DuplexPlate& plate) {  // other dyes
    each(plate, 0, [](int, int, Reaction&, Reaction& reference) { reference.reporter = "JOE"; });
  }));
  CHECK_FALSE(is_alone([&](DuplexPlate& plate) {  // products of their own say nothing
    each(plate, 0, [&](int, int, Reaction& set, Reaction&) { add(set, rise(3, 22)); });
  }));
  for (const double noise : {0.01, 0.5}) {
    CAPTURE(noise);
    CHECK(is_alone([&](DuplexPlate& plate) {
            each(plate, 0, [&](int row, int column, Reaction& set, Reaction&) {
              for (std::size_t i = 0; i < 40; ++i)
                set.rn[i] += noise * std::sin(1.7 * static_cast<double>(8 * column + row) *
                                              static_cast<double>((i + 3) * (i + 3)));
            });
          }) == (noise < 0.1));
  }
}

TEST_CASE("a reference gene beside a strong deletion is its own where it rises alike without one") {
  DuplexPlate plate({{.sample = "P", .deleted = {}}, {.sample = "Q", .deleted = {}}});
  for (const int row : {0, 1}) {  // eight times ALB, two cycles earlier
    std::vector<double>& rn = plate.reaction(row, 0, "D4-7").rn;
    for (std::size_t i = 0; i < 40; ++i)
      rn[i] += rise(24, 23)[i];
  }
  const Curve curve = plate.curve(0, 0, "ALB");
  CHECK(curve.verdict.amplified == Amplified::Yes);
  CHECK_FALSE(curve.crosstalk);
  REQUIRE(is_denied(curve));
  const std::string& words = curve.verdict.reasons.back().words.en;
  CHECK(words.find(" % of FAM would explain it, but it rises alike in other wells") != std::string::npos);

  for (Reaction& reaction : plate.run.reactions)
    reaction.sample.clear();
  CHECK_FALSE(is_denied(plate.curve(0, 0, "ALB")));
  for (Reaction& reaction : plate.run.reactions)
    reaction.sample = reaction.well->column == 0 ? "P" : "Q";

  for (int row = 2; row < 8; ++row)  // without the deletion ALB is five cycles later: a copy after all
    for (std::size_t i = 0; i < 40; ++i)
      plate.reaction(row, 0, "ALB").rn[i] += rise(3, 30)[i] - rise(3, 25)[i];
  const Curve copy = plate.curve(0, 0, "ALB");
  CHECK(copy.verdict.amplified == Amplified::Unclear);
  REQUIRE(copy.crosstalk);
  CHECK(copy.crosstalk->share == doctest::Approx(0.125).epsilon(0.05));
}
