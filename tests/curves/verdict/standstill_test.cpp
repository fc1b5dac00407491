// A detector that hangs or is clipped, against readings that are equal because they are rounded.
#include "curves/verdict/standstill.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "curves/verdict/hard_curves.hpp"
#include "curves/verdict/verdict.hpp"
#include "words/evidence.hpp"

using namespace crossbreak;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Doubles every cycle from 0.5 on, with noise, up to what the detector can show.
std::vector<double> clipped_in(int cycle, unsigned seed = 1) {
  hard_curves::Random random(seed);
  std::vector<double> rn;
  for (int c = 1; c <= 40; ++c)
    rn.push_back(std::min(0.5 + 5 * std::exp2(c - cycle) + 0.005 * hard_curves::normal(random), 5.4));
  return rn;
}

}  // namespace

TEST_CASE("the readings at the end that are equal are counted, over missing ones too") {
  const Standstill end = standstill_of(std::vector<double>{1, 2, 3, 3, missing, 3});
  CHECK(end.cycle == 3);
  CHECK(end.readings == 3);
  CHECK_FALSE(end.is_floor);
  CHECK(end.steps == 1);
  CHECK(standstill_of(std::vector<double>{1, 2, 12, 12}).steps == 5.5);

  const Standstill equal = standstill_of(std::vector<double>(40, 0.7));
  CHECK(equal.cycle == 1);
  CHECK(equal.readings == 40);
  CHECK(equal.steps == 0);
  CHECK(standstill_of(std::vector<double>{missing, missing}).readings == 0);
  CHECK(standstill_of({}).cycle == 1);
}

TEST_CASE("a detector that is clipped early leaves no negative, whatever the noise before") {
  for (int cycle = 1; cycle <= 14; ++cycle)
    for (unsigned seed = 1; seed <= 50; ++seed) {
      CAPTURE(cycle);
      CAPTURE(seed);
      const std::vector<double> rn = clipped_in(cycle, seed);
      const Verdict verdict = judge(rn, measure_shape(rn));
      CHECK(verdict.amplified != Amplified::No);
      if (cycle <= 4)
        CHECK(verdict.reasons.front().code == EvidenceCode::AllEqual);
    }
}

TEST_CASE("a reporter that is clipped is seen through a passive reference that is not") {
  const std::vector<double> reporter = clipped_in(3);
  hard_curves::Random random(2);
  std::vector<double> passive, rn;
  for (const double reading : reporter) {
    passive.push_back(1 + 0.01 * hard_curves::normal(random));
    rn.push_back(reading / passive.back());
  }
  CurveContext context;
  CHECK(judge(rn, measure_shape(rn), context).reasons.front().code != EvidenceCode::AllEqual);
  context.reporter = reporter;
  context.passive = passive;
  const Verdict verdict = judge(rn, measure_shape(rn), context);
  CHECK(verdict.amplified == Amplified::Unclear);
  CHECK(verdict.reasons.front().code == EvidenceCode::AllEqual);
}

TEST_CASE("a detector that hangs in the middle of the run leaves no negative") {
  hard_curves::Random random(3);
  std::vector<double> rn;
  for (int c = 1; c <= 40; ++c)
    rn.push_back(0.5 + 0.005 * hard_curves::normal(random));
  CHECK(judge(rn, measure_shape(rn)).amplified == Amplified::No);
  const double lowest = *std::min_element(rn.begin(), rn.end());
  std::vector<double> hanging = rn;
  std::fill(hanging.begin() + 20, hanging.end(), hanging[19] + (hanging[19] == lowest ? 0.001 : 0.0));
  const Verdict verdict = judge(hanging, measure_shape(hanging));
  CHECK(verdict.amplified == Amplified::Unclear);
  CHECK(verdict.reasons.front().code == EvidenceCode::AllEqual);
}

TEST_CASE("readings that are rounded coarsely, or cut off at zero, are no standstill") {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    hard_curves::Random random(seed);
    std::vector<double> rounded, floored;
    for (int c = 1; c <= 40; ++c) {
      const double reading = 0.5 + 0.004 * hard_curves::normal(random);
      rounded.push_back(std::round(reading * 100) / 100);
      floored.push_back(c < 4 ? 0.01 * (5 - c) : std::max(reading - 0.6, 0.0));
    }
    const Standstill end = standstill_of(rounded);
    const bool is_equal_from_start = end.cycle <= 4;
    if (!is_equal_from_start)
      CHECK(judge(rounded, measure_shape(rounded)).amplified == Amplified::No);
    CHECK(standstill_of(floored).is_floor);
  }
}

TEST_CASE("Rn that software has clipped leaves no negative, whatever the reporter does") {
  hard_curves::Random random(4);
  std::vector<double> rn, passive, reporter;
  for (int c = 1; c <= 40; ++c) {
    rn.push_back(c < 28 ? 2.3 + 0.005 * hard_curves::normal(random) : 2.43 + (c % 2 == 0 ? 1e-7 : -1e-7));
    passive.push_back(1 + 0.01 * hard_curves::normal(random));
    reporter.push_back(rn.back() * passive.back());
  }
  CurveContext context;
  context.reporter = reporter;
  context.passive = passive;
  CHECK(judge(rn, measure_shape(rn), context).amplified != Amplified::No);
}
