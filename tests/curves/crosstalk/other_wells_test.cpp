// What the other wells of a plate say of a copy, through the analysis of whole plates.
#include "curves/crosstalk/other_wells.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
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

namespace {

/// A plate on which only D4-7 of P rises beside VIC, to about a fifth of it: its two replicates, by width and
/// height as a share of VIC's.
struct Replicate {
  double width = 1.5;
  double share = 0.2;
};

Curve lone_rise(const Replicate& first, const Replicate& second,
                const std::function<void(DuplexPlate&)>& change) {
  DuplexPlate plate(
      {{.sample = "P", .deleted = {}}, {.sample = "Q", .deleted = {}}, {.sample = "R", .deleted = {}}});
  for (const int row : {0, 1}) {
    const Replicate& one = row == 0 ? first : second;
    const std::vector<double> own =
        Shape{.lower = 0, .height = 3 * one.share, .midpoint = 27, .width = one.width}.rn();
    for (std::size_t i = 0; i < own.size(); ++i)
      plate.reaction(row, 0, "D4-7").rn[i] += own[i];
  }
  if (change)
    change(plate);
  return plate.curve(0, 0, "D4-7");
}

void show(Reaction& reaction, double share) {
  for (std::size_t i = 0; i < reaction.rn.size(); ++i)
    reaction.rn[i] += rise(3 * share, 27)[i];
}

}  // namespace

TEST_CASE(
    "a rise that only its set shows is its own where its replicates have another shape than the other dye") {
  const Replicate wider{.width = 1.8};
  const Curve own = lone_rise(wider, wider, {});
  CHECK(own.verdict.amplified == Amplified::Yes);
  CHECK_FALSE(own.crosstalk);
  REQUIRE(is_denied(own));
  CHECK(
      own.verdict.reasons.back().words.en.ends_with(" % of VIC would nearly explain it, but its shape is its "
                                                    "own, and no other set of the sample shows VIC: no "
                                                    "crosstalk"));

  const auto stays_a_copy = [](const Curve& curve) {
    CHECK(curve.verdict.amplified == Amplified::Unclear);
    REQUIRE(curve.crosstalk);
    CHECK(curve.crosstalk->state == CrosstalkState::Copy);
    CHECK_FALSE(is_denied(curve));
  };
  stays_a_copy(lone_rise({}, {}, {}));                           // of VIC's shape
  stays_a_copy(lone_rise(wider, {}, {}));                        // one of them
  stays_a_copy(lone_rise(wider, wider, [](DuplexPlate& plate) {  // nothing bears it out
    plate.reaction(1, 0, "D4-7").omitted = true;
  }));
  stays_a_copy(lone_rise(wider, wider, [](DuplexPlate& plate) {  // the other replicate is flat
    plate.reaction(1, 0, "D4-7").rn = plate.reaction(2, 0, "D2-7").rn;
  }));
  stays_a_copy(lone_rise(wider, wider, [](DuplexPlate& plate) {  // another set of the sample shows VIC
    show(plate.reaction(6, 0, "D4-8"), 0.1);
  }));
  stays_a_copy(lone_rise(wider, wider, [](DuplexPlate& plate) {  // too few wells of the sample lack it
    for (int row = 4; row < 8; ++row)
      plate.reaction(row, 0, sets[static_cast<std::size_t>(row / 2)]).omitted = true;
  }));
  stays_a_copy(lone_rise(wider, wider, [](DuplexPlate& plate) {  // the set shows it in half of the others
    for (const int row : {0, 1})
      show(plate.reaction(row, 1, "D4-7"), 0.2);
  }));
  stays_a_copy(lone_rise(wider, wider, [](DuplexPlate& plate) {  // no other sample tells
    for (Reaction& reaction : plate.run.reactions)
      reaction.omitted = reaction.well->column > 0;
  }));
  stays_a_copy(lone_rise(wider, wider, [](DuplexPlate& plate) {  // samples without a name
    for (Reaction& reaction : plate.run.reactions)
      reaction.sample.clear();
  }));
}

TEST_CASE(
    "a rise that only its set shows is its own where its replicates are other shares of the other dye") {
  const Curve own = lone_rise({.share = 0.19}, {.share = 0.22}, {});
  CHECK(own.verdict.amplified == Amplified::Yes);
  CHECK_FALSE(own.crosstalk);
  REQUIRE(is_denied(own));
  CHECK(
      own.verdict.reasons.back().words.en.ends_with(" % of VIC would explain it, but its replicates would "
                                                    "need other shares, and no other set of the sample "
                                                    "shows VIC: no crosstalk"));
  CHECK(is_denied(lone_rise({.share = 0.44}, {.share = 0.47}, {})));  // which is too much for a copy
  CHECK_FALSE(is_denied(lone_rise({.share = 0.2}, {.share = 0.21}, {})));
}
