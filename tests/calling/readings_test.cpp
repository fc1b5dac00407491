#include "calling/readings.hpp"

#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "calling/made_plate.hpp"
#include "words/evidence.hpp"
#include "words/flags.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Forty readings that move.
Curve moving() {
  Curve curve;
  for (int cycle = 1; cycle <= 40; ++cycle)
    curve.rn.push_back(2 + 0.001 * (cycle * 7 % 5));
  curve.delta_rn = curve.rn;
  return curve;
}

Curve without(int first, int last) {
  Curve curve = moving();
  for (int cycle = first; cycle <= last; ++cycle)
    curve.delta_rn[static_cast<std::size_t>(cycle) - 1] = missing;
  return curve;
}

Curve still_from(int first) {
  Curve curve = moving();
  for (std::size_t i = static_cast<std::size_t>(first); i < curve.rn.size(); ++i)
    curve.rn[i] = curve.rn[static_cast<std::size_t>(first) - 1];
  return curve;
}

}  // namespace

TEST_CASE("a whole curve tells up to its last cycle, one without readings nothing") {
  CHECK(last_telling_cycle(moving()) == 40);
  CHECK(last_telling_cycle(without(36, 40)) == 35);
  CHECK(last_telling_cycle(without(1, 40)) == 0);
  CHECK(last_telling_cycle(Curve{}) == 0);
  Curve unreadable = moving();
  unreadable.unreadable = VerdictReason{};
  CHECK(last_telling_cycle(unreadable) == 0);
}

TEST_CASE("a gap that could hide a rise ends what a curve tells, a shorter one and one at the start do not") {
  CHECK(last_telling_cycle(without(28, 30)) == 27);
  CHECK(last_telling_cycle(without(28, 37)) == 27);
  CHECK(last_telling_cycle(without(28, 29)) == 40);
  CHECK(last_telling_cycle(without(1, 6)) == 40);
}

TEST_CASE("readings that stand still to the last bit tell nothing") {
  CHECK(last_telling_cycle(still_from(28)) == 28);
  CHECK(last_telling_cycle(still_from(36)) == 36);
  CHECK(last_telling_cycle(still_from(37)) == 40);  // four alike may be
  CHECK(last_telling_cycle(still_from(1)) == 1);
}

TEST_CASE("where a file gives few digits equal readings prove nothing") {
  Curve coarse = moving();
  for (std::size_t i = 0; i < coarse.rn.size(); ++i)
    coarse.rn[i] = i < 6 ? 2.31 : i % 3 == 0 && i < 20 ? 2.31 : 2.3;
  CHECK(last_telling_cycle(coarse) == 40);
  Curve without_rn = still_from(28);
  without_rn.rn.clear();  // a file that gives delta Rn alone
  CHECK(last_telling_cycle(without_rn) == 40);
}

TEST_CASE("a negative with a gap or with readings that stand still has no result, a positive stands") {
  for (const Curve& odd : {without(28, 37), still_from(26)}) {
    MadePlate plate = sound_plate();
    plate.add_patient("P");
    Curve& curve = plate.add("P", "D4-7", no()).second;
    curve.rn = odd.rn;
    curve.delta_rn = odd.delta_rn;
    plate.add_patient("Q", {{"D4-7", yes(25)}});
    Curve& other = plate.analysed().curves.back();
    other.rn = odd.rn;
    other.delta_rn = odd.delta_rn;
    const Calls calls = called(plate);
    CHECK(patient(calls, "P").call == PatientCallState::Incomplete);
    CHECK(has_flag(patient(calls, "P").flags, Flag::TooFewCycles));
    CHECK(patient(calls, "Q").call == PatientCallState::Deletion);
  }
}

TEST_CASE("readings that differ in the last digits of a float32 alone do not move") {
  Curve curve = still_from(28);
  for (std::size_t i = 28; i < curve.rn.size(); ++i)
    curve.rn[i] *= 1 + (i % 2 == 0 ? 1e-7 : -1e-7);
  CHECK(last_telling_cycle(curve) == 28);
}
