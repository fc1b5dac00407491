#include "calling/contamination.hpp"

#include <tuple>

#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

/// A late patient in C3 and another sample's well somewhere.
Calls called_beside(const std::string& well, const std::string& sample, const std::string& set, Signal signal,
                    Signal late = yes(34)) {
  MadePlate plate;
  plate.add("C3", "late", "D4-7", late);
  plate.add(well, sample, set, signal);
  return called(plate);
}

bool is_flagged(const Calls& calls, Flag flag) {
  const PatientCall& late = patient(calls, "late");
  const bool flagged = has_flag(late.flags, flag);
  CHECK(has_flag(set_of(late, "D4-7").flags, flag) == flagged);
  return flagged;
}

}  // namespace

TEST_CASE("a late well beside another sample's strong well of the same set is flagged, and both are named") {
  for (const char* well : {"B2", "B3", "B4", "C2", "C4", "D2", "D3", "D4"}) {
    CAPTURE(well);
    const Calls calls = called_beside(well, "strong", "D4-7", yes(24.9));
    CHECK(is_flagged(calls, Flag::ContaminationNeighbour));
    const Reason& why =
        reason(set_of(patient(calls, "late"), "D4-7").reasons, ReasonCode::ContaminationNeighbour);
    CHECK(why.words.en ==
          "C3 late (Ct 34.00), beside strong " + std::string(well) + ": may be a neighbour's template");
    CHECK(has_reason(patient(calls, "late").reasons, ReasonCode::ContaminationNeighbour));
    CHECK(why.value == 34);
    CHECK(why.limit == 33);
    CHECK(patient(calls, "late").deletions == std::vector<std::string>{"D4-7"});
    CHECK(patient(calls, "late").review);
    CHECK_FALSE(has_flag(patient(calls, "strong").flags, Flag::ContaminationNeighbour));
  }
}

TEST_CASE(
    "no suspicion where the neighbour is far, weak, of another set, of the same sample or no amplification") {
  CHECK_FALSE(is_flagged(called_beside("C5", "strong", "D4-7", yes(20)), Flag::ContaminationNeighbour));
  CHECK_FALSE(is_flagged(called_beside("E3", "strong", "D4-7", yes(20)), Flag::ContaminationNeighbour));
  CHECK_FALSE(is_flagged(called_beside("C4", "weak", "D4-7", yes(25)), Flag::ContaminationNeighbour));
  CHECK_FALSE(is_flagged(called_beside("C4", "strong", "D2-7", yes(20)), Flag::ContaminationNeighbour));
  CHECK_FALSE(is_flagged(called_beside("C4", "late", "D4-7", yes(20)), Flag::ContaminationNeighbour));
  CHECK_FALSE(
      is_flagged(called_beside("C4", "drift", "D4-7", no_but_crossing(20)), Flag::ContaminationNeighbour));
}

TEST_CASE("no suspicion where the well itself is not late or no amplification") {
  CHECK_FALSE(
      is_flagged(called_beside("C4", "strong", "D4-7", yes(22), yes(32.99)), Flag::ContaminationNeighbour));
  CHECK_FALSE(is_flagged(called_beside("C4", "strong", "D4-7", yes(20), no_but_crossing(35)),
                         Flag::ContaminationNeighbour));
  CHECK_FALSE(is_flagged(called_beside("C4", "strong", "D4-7", yes(20), yes_without_ct()),
                         Flag::ContaminationNeighbour));
  CHECK(is_flagged(called_beside("C4", "strong", "D4-7", yes(20), yes(37)), Flag::ContaminationNeighbour));
}

TEST_CASE("a late well is flagged where the set's positive control is strong, near or far") {
  const Calls calls = called_beside("H12", "PC", "D4-7", yes(20));
  CHECK(is_flagged(calls, Flag::ContaminationPositiveControl));
  CHECK_FALSE(is_flagged(calls, Flag::ContaminationNeighbour));
  CHECK(reason(set_of(patient(calls, "late"), "D4-7").reasons, ReasonCode::ContaminationPositiveControl)
            .words.en == "C3 late (Ct 34.00), and the set's positive control is strong (H12)");
  CHECK_FALSE(is_flagged(called_beside("H12", "PC", "D4-7", yes(26)), Flag::ContaminationPositiveControl));
  CHECK_FALSE(is_flagged(called_beside("H12", "PC", "D2-7", yes(20)), Flag::ContaminationPositiveControl));
}

TEST_CASE("positive controls, standards, the reference gene and other plates raise no suspicion") {
  MadePlate plate;
  plate.add("A1", "P", "D4-7", yes(20), "FAM");
  plate.add("A1", "P", "ALB", yes(20), "VIC");
  plate.add("A2", "PC", "D4-7", yes(34));
  for (const auto& [well, quantity] : {std::pair("B1", 1000.0), std::pair("H12", 100.0)}) {
    Reaction& standard = plate.add(well, "S", "D4-7", yes(34)).first;
    standard.task = "STANDARD";
    standard.quantity = quantity;
  }
  plate.add("B2", "Q", "ALB", yes(34));
  MadePlate other("other.eds");
  other.add("A2", "R", "D4-7", yes(34));
  for (const WellCall& well : called({plate, other}).wells) {
    CAPTURE(to_string(well.well));
    CHECK_FALSE(has_flag(well.flags, Flag::ContaminationNeighbour));
    CHECK_FALSE(has_flag(well.flags, Flag::ContaminationPositiveControl));
  }
}

TEST_CASE(
    "contamination is looked for on a panel without reference gene, and a left-out well is a source too") {
  Panel panel = made_panel();
  panel.reference.reset();
  MadePlate plate;
  plate.add("C3", "late", "D4-7", yes(34));
  plate.add("C4", "strong", "D4-7", yes(20));
  CHECK(is_flagged(called(plate, panel), Flag::ContaminationNeighbour));
  plate.run().reactions[1].omitted = true;
  CHECK(is_flagged(called(plate, panel), Flag::ContaminationNeighbour));
  plate.analysed().curves[1].verdict.amplified = Amplified::Unclear;
  CHECK(is_flagged(called(plate, panel), Flag::ContaminationNeighbour));
  plate.run().reactions[1].omitted = false;
  CHECK_FALSE(is_flagged(called(plate, panel), Flag::ContaminationNeighbour));
  plate.analysed().curves[1].verdict.amplified = Amplified::No;
  CHECK_FALSE(is_flagged(called(plate, panel), Flag::ContaminationNeighbour));
}

TEST_CASE("a patient far behind a neighbour whose well was omitted may be carried over") {
  MadePlate plate = sound_plate();
  plate.add("C3", "late", "D4-7", yes(31));
  plate.add("C4", "strong", "D4-7", yes(16)).first.omitted = true;
  CHECK(is_flagged(called(plate), Flag::ContaminationNeighbour));
}

TEST_CASE("the weaker set of a mixed patient is flagged from five cycles on") {
  for (const double delay : {4.99, 5.0}) {
    CAPTURE(delay);
    MadePlate plate;
    plate.add_controls();
    plate.add_patient("P", {{"D2-7", yes(25)}, {"D4-8", yes(25 + delay)}, {"D4-7", yes(26)}});
    const Calls calls = called(plate);
    const PatientCall& call = patient(calls, "P");
    CHECK(call.call == PatientCallState::Mixed);
    CHECK(has_flag(call.flags, Flag::SecondSetWeak) == (delay >= 5));
    CHECK(has_flag(set_of(call, "D4-8").flags, Flag::SecondSetWeak) == (delay >= 5));
    CHECK_FALSE(has_flag(set_of(call, "D4-7").flags, Flag::SecondSetWeak));
    if (delay >= 5)
      CHECK(reason(call.reasons, ReasonCode::ContaminationSecondSetWeak).words.en ==
            "D4-8 (A23) is 5.00 cycles later than D2-7, at least 5");
  }
}

TEST_CASE("an unusual share of mixed patients is an issue of the plate, with the wells named") {
  const auto plate_of = [](int mixed, int others) {
    MadePlate plate;
    plate.add_controls();
    for (int i = 0; i < mixed; ++i)
      plate.add_patient("mixed " + std::to_string(i), {{"D4-7", yes(27)}, {"D2-7", yes(27)}});
    for (int i = 0; i < others; ++i)
      plate.add_patient("other " + std::to_string(i));
    return called(plate);
  };
  const Calls unusual = plate_of(4, 11);
  CHECK(codes(unusual.issues) == std::vector<std::string>{"many_mixed"});
  CHECK(unusual.issues[0].words.en ==
        "4 of 15 patients of the plate are mixed (A17, A19, A27, A29, A37, A39, A47, A49), share 0.27 above "
        "0.25.");
  CHECK(has_flag(patient(unusual, "mixed 3").flags, Flag::ManyMixed));
  CHECK_FALSE(has_flag(patient(unusual, "other 0").flags, Flag::ManyMixed));
  CHECK(patient(unusual, "mixed 3").call == PatientCallState::Mixed);
  CHECK(plate_of(4, 12).issues.empty());
  CHECK(plate_of(3, 0).issues.empty());
}

TEST_CASE("a positive eleven cycles behind its neighbour may be carried over, however early it is") {
  CHECK(is_flagged(called_beside("C4", "strong", "D4-7", yes(18), yes(29)), Flag::ContaminationNeighbour));
  CHECK_FALSE(
      is_flagged(called_beside("C4", "strong", "D4-7", yes(18), yes(28.99)), Flag::ContaminationNeighbour));
  CHECK_FALSE(
      is_flagged(called_beside("C5", "strong", "D4-7", yes(18), yes(31)), Flag::ContaminationNeighbour));
  CHECK_FALSE(
      is_flagged(called_beside("C4", "strong", "D2-7", yes(18), yes(31)), Flag::ContaminationNeighbour));
  const Calls calls = called_beside("C4", "strong", "D4-7", yes(18), yes(31));
  const PatientCall& call = patient(calls, "late");
  CHECK(reason(call.reasons, ReasonCode::R27CarryOver).words ==
        Words{"C3 is 13.00 cycles behind its neighbour C4, at least 11: may be carried over",
              "C3比邻孔C4晚13.00个循环，达到限值11：可能为携带污染"});
}

TEST_CASE("of two strong neighbours the stronger is told, wherever it lies") {
  for (const auto& [left, right, told] :
       std::vector<std::tuple<double, double, std::string>>{{18, 17, "C4"}, {17, 18, "C2"}}) {
    MadePlate plate;
    plate.add("C3", "late", "D4-7", yes(31));
    plate.add("C2", "left", "D4-7", yes(left));
    plate.add("C4", "right", "D4-7", yes(right));
    const Calls calls = called(plate);
    CHECK(
        reason(patient(calls, "late").reasons, ReasonCode::R27CarryOver).words.en.find("neighbour " + told) !=
        std::string::npos);
  }
}
