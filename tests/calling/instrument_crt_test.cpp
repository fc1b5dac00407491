// R13 on the instrument's Crt: a limit is put to it only by a panel, and it never decides.
#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "calling/rules.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

Panel panel_with_limit(double crt_cutoff) {
  Panel panel = made_panel();
  panel.rules.crt_cutoff = crt_cutoff;
  return panel;
}

InstrumentResult crt(std::optional<double> value) {
  InstrumentResult result;
  result.crt_status = value ? CtStatus::Value : CtStatus::Undetermined;
  result.crt = value;
  return result;
}

/// A patient whose only well of D4-7 has this signal and this result of the instrument.
MadePlate plate_with(Signal signal, const InstrumentResult& instrument) {
  MadePlate plate;
  plate.add_controls();
  const auto [reaction, curve] = plate.add("P", "D4-7", signal);
  reaction.instrument = instrument;
  for (const char* set : {"D4-8", "D2-7", "D2-8"})
    plate.add("P", set, no());
  plate.add("P", "ALB", yes(24));
  return plate;
}

const WellCall& well_of(const Calls& calls) {
  return calls.wells[set_of(patient(calls, "P"), "D4-7").wells.front()];
}

bool speaks_of_crt(const std::vector<Reason>& reasons) {
  return has_reason(reasons, ReasonCode::R13CrtAgrees) || has_reason(reasons, ReasonCode::R13CrtContradicted);
}

}  // namespace

TEST_CASE("without a limit of the panel's a Crt changes nothing, whatever it is") {
  REQUIRE(made_panel().rules.crt_cutoff == 0);
  for (const Signal signal : {yes(28), yes(36.5), no()}) {
    MadePlate none = plate_with(signal, {});
    const Calls before = called(none);
    for (const std::optional<double> value :
         {std::optional<double>(), std::optional(1.0), std::optional(50.0)}) {
      MadePlate plate = plate_with(signal, crt(value));
      const Calls calls = called(plate);
      CHECK(patient(calls, "P").call == patient(before, "P").call);
      CHECK(patient(calls, "P").flags == patient(before, "P").flags);
      CHECK(well_of(calls).reasons == well_of(before).reasons);
      CHECK_FALSE(speaks_of_crt(well_of(calls).reasons));
    }
  }
}

TEST_CASE("a Crt on the other side of the panel's limit asks for a look, and the curve decides") {
  const Panel panel = panel_with_limit(30);
  const struct {
    Signal signal;
    std::optional<double> crt;
    bool contradicts;
  } cases[] = {{yes(28), 29.99, false}, {yes(28), 30.0, true}, {yes(28), {}, true},   {no(), {}, false},
               {no(), 30.0, false},     {no(), 29.99, true},   {yes(36.5), 29, true}, {yes(36.5), 31, false}};
  for (const auto& one : cases) {
    CAPTURE(one.signal.ct.value_or(0));
    CAPTURE(one.crt.value_or(0));
    MadePlate without = plate_with(one.signal, {});
    MadePlate plate = plate_with(one.signal, crt(one.crt));
    const Calls calls = called(plate, panel);
    const PatientCall& call = patient(calls, "P");
    CHECK(call.call == patient(called(without, panel), "P").call);
    CHECK(has_flag(well_of(calls).flags, Flag::InstrumentCrtContradicted) == one.contradicts);
    CHECK(has_flag(call.flags, Flag::InstrumentCrtContradicted) == one.contradicts);
    CHECK(has_reason(well_of(calls).reasons, ReasonCode::R13CrtAgrees) == !one.contradicts);
    if (one.contradicts)
      CHECK(call.review);
  }
}

TEST_CASE("what a Crt says is said in both languages, with the well to look at") {
  MadePlate early = plate_with(no(), crt(25.5));
  const Calls calls = called(early, panel_with_limit(30));
  CHECK(reason(well_of(calls).reasons, ReasonCode::R13CrtContradicted).words ==
        Words{"by its curve the well is negative, but not by the instrument's Crt 25.50 with the limit 30 "
              "for Crt",
              "按曲线该孔为阴性，而仪器结果Crt 25.50按Crt界限30判断与之不符"});
  CHECK(
      patient(calls, "P").next.value().en ==
      "Look at " + to_string(well_of(calls).well) +
          ": by its curve the well is negative, but not by the instrument's Crt 25.50 with the limit 30 for "
          "Crt.");
  MadePlate none = plate_with(no(), crt({}));
  CHECK(reason(well_of(called(none, panel_with_limit(30))).reasons, ReasonCode::R13CrtAgrees).words ==
        Words{"the instrument's Crt undetermined, with the limit 30 for Crt, says the same",
              "仪器结果Crt 未测出，按Crt界限30判断，与之一致"});
}

TEST_CASE("a well without result is not compared by its Crt") {
  for (const WellState state : {WellState::Inconclusive, WellState::LeftOut})
    CHECK_FALSE(rule_instrument_crt(state, crt(25), panel_with_limit(30).rules).has_value());
  CHECK_FALSE(rule_instrument_crt(WellState::Negative, {}, panel_with_limit(30).rules).has_value());
}

TEST_CASE("a control that passes by its curve and not by its Crt is warned of") {
  MadePlate plate;
  plate.add_controls();
  const auto [reaction, curve] = plate.add("NTC", "D4-7", no());
  reaction.instrument = crt(25);
  const std::string well = to_string(*reaction.well);
  plate.add_patient("P");
  const Calls calls = called(plate, panel_with_limit(30));
  const ControlCall& ntc = control(calls, "NTC", "D4-7");
  CHECK(ntc.outcome == ControlOutcome::Warning);
  CHECK(reason(ntc.reasons, ReasonCode::R13ControlCrtContradicted).words.en ==
        "NTC passes in D4-7 by its curve, but not by the instrument's Crt of " + well);
  CHECK(calls.status == RunStatus::ValidWithWarnings);
}
