// The decision table, whole: every combination of replicates, controls and reference for a set, and of set
// states for a patient, against the oracle.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "calling/oracle.hpp"
#include "calling/patients.hpp"
#include "calling/wells.hpp"
#include "curves/because.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;
using oracle::Choices;
using oracle::Controls;
using oracle::Layout;
using oracle::Reference;
using oracle::Shown;
using oracle::Wells;

namespace {

// ---- making plates of it

Signal signal_of(const Shown& well) {
  const Amplified verdict = well.verdict == 'y'   ? Amplified::Yes
                            : well.verdict == 'n' ? Amplified::No
                                                  : Amplified::Unclear;
  return {verdict, well.ct == 0 ? std::nullopt : std::optional(well.ct)};
}

/// A plate as long as it must be, all wells in one row, two apart.
class LongPlate {
 public:
  void add(const std::string& sample, const Wells& wells, const Reference& reference = {}) {
    add_set(sample, "D4-7", wells, reference);
    if (reference.layout == Layout::OwnWells)
      add_reference(sample, reference.wells);
  }
  /// A reference in wells of its own is left to add_reference().
  void add_set(const std::string& sample, const std::string& set, const Wells& wells,
               const Reference& reference) {
    for (std::size_t i = 0; i < wells.size(); ++i) {
      put(sample, set, wells[i], true);
      if (reference.layout == Layout::Duplexed)
        put(sample, "ALB", reference.wells[std::min(i, reference.wells.size() - 1)], false);
    }
  }
  void add_reference(const std::string& sample, const Wells& wells) {
    for (const Shown& well : wells)
      put(sample, "ALB", well, true);
  }
  Calls called(const Panel& panel) { return testing::called(plate_, panel); }
  /// None of a plate without wells, which as a run of its own could not be called.
  std::vector<WellCall> wells(const Panel& panel) {
    return place_ == 0 ? std::vector<WellCall>{} : call_wells(plate_.input(panel), 0, 0, panel);
  }

 private:
  void put(const std::string& sample, const std::string& target, const Shown& well, bool next) {
    const auto [reaction, curve] = plate_.add(sample, target, signal_of(well));
    if (next)
      ++place_;
    curve.ct_half_threshold = curve.ct_double_threshold = curve.ct;  // sensitivity is not the subject here
    if (well.verdict == 's')
      curve.verdict.reasons = {because(EvidenceCode::AllEqual, field<"cycle">("4"))};
    reaction.well = Well{.row = 0, .column = 2 * place_};
    reaction.reporter = next ? "FAM" : "VIC";
    reaction.omitted = well.use == Shown::Omitted;
    if (well.crosstalk != Shown::NoCrosstalk)
      show_crosstalk(well, curve);
    if (well.use == Shown::Unreadable)
      curve.delta_rn.clear();
    if (well.use == Shown::TooShort)
      curve.delta_rn.resize(35);
    if (well.use == Shown::WrongDye)
      reaction.reporter = next ? "NED" : "CY5";
  }
  static void show_crosstalk(const Shown& well, Curve& curve) {
    const bool is_copy = well.crosstalk == Shown::PlateCopy;
    curve.crosstalk = Crosstalk{.state = is_copy ? CrosstalkState::PlateCopy : CrosstalkState::OwnProduct,
                                .from = 0,
                                .share = 0.1,
                                .plate_share = 0.1};
    if (is_copy)
      return;
    curve.ct_without_crosstalk = curve.ct;
    curve.ct = 26;  // beside it
  }

  MadePlate plate_;
  int place_ = 0;
};

/// One set, and rules that look at nothing else.
Panel panel_of_one_set(const Choices& choices = {}) {
  Panel panel = made_panel();
  panel.sets.resize(1);
  panel.rules.late = choices.late_is_inconclusive ? LateRule::Inconclusive : LateRule::Negative;
  panel.rules.unreadable =
      choices.unreadable_is_incomplete ? UnreadableRule::Incomplete : UnreadableRule::LeftOut;
  return panel;
}

// ---- everything that a well, a reference and the controls may show

const std::vector<Shown> every_well = {{'y', 30},
                                       {'y', 36.0},
                                       {'y', 0},
                                       {'n', 0},
                                       {'n', 30},
                                       {'u', 35.99},
                                       {'u', 36},
                                       {'s', 0},
                                       {'y', 30, Shown::Omitted},
                                       {'y', 30, Shown::Unreadable},
                                       {'n', 0, Shown::TooShort},
                                       {'y', 30, Shown::WrongDye},
                                       {'u', 30, Shown::Used, Shown::PlateCopy},
                                       {'y', 36.0, Shown::Used, Shown::OwnProduct},
                                       {'y', 0, Shown::Used, Shown::OwnProduct}};

const std::vector<Choices> every_choice = {{false, true}, {true, true}, {false, false}, {true, false}};

/// R19 turns a well into one of those without it: what it makes of a well is tried alone, and beside the
/// first kinds and itself.
bool are_tried_together(std::size_t a, std::size_t b) {
  constexpr std::size_t first_kinds = 4;
  const auto has_crosstalk = [](std::size_t kind) {
    return every_well[kind].crosstalk != Shown::NoCrosstalk;
  };
  return a == b || (!has_crosstalk(a) && !has_crosstalk(b)) || std::min(a, b) < first_kinds;
}

std::vector<Wells> replicates_up_to(std::size_t most) {
  std::vector<Wells> all;
  std::vector<std::vector<std::size_t>> longest = {{}};
  for (std::size_t n = 1; n <= most; ++n) {
    std::vector<std::vector<std::size_t>> longer;
    for (const std::vector<std::size_t>& kinds : longest)
      for (std::size_t kind = 0; kind < every_well.size(); ++kind)
        if (std::all_of(kinds.begin(), kinds.end(),
                        [&](std::size_t other) { return are_tried_together(other, kind); })) {
          longer.push_back(kinds);
          longer.back().push_back(kind);
        }
    for (const std::vector<std::size_t>& kinds : longer) {
      Wells& wells = all.emplace_back();
      for (const std::size_t kind : kinds)
        wells.push_back(every_well[kind]);
    }
    longest = std::move(longer);
  }
  return all;
}

const Shown good{'y', 25};
const Shown at_limit{'y', 30.0};
const Shown too_late{'y', 30.5};
const Shown none{'n', 0};
const Shown doubtful{'u', 25};
const Shown omitted{'y', 25, Shown::Omitted};
const Shown unreadable{'u', 0, Shown::Unreadable};
const Shown too_short{'n', 0, Shown::TooShort};
const Shown wrong_dye{'y', 25, Shown::WrongDye};

std::vector<Reference> every_reference() {
  std::vector<Reference> all;
  for (const Wells& wells : std::vector<Wells>{{at_limit},
                                               {too_late},
                                               {none},
                                               {doubtful},
                                               {},
                                               {good, too_late},
                                               {good, none},
                                               {good, doubtful},
                                               {omitted},
                                               {unreadable},
                                               {good, unreadable},
                                               {too_late, unreadable},
                                               {omitted, unreadable},
                                               {too_short},
                                               {good, too_short},
                                               {wrong_dye}})
    all.push_back({Layout::OwnWells, wells});
  for (const Wells& wells : std::vector<Wells>{{at_limit},
                                               {too_late},
                                               {none},
                                               {doubtful},
                                               {omitted},
                                               {unreadable},
                                               {good, none},
                                               {too_late, good},
                                               {good, unreadable},
                                               {none, unreadable},
                                               {too_short},
                                               {wrong_dye}})
    all.push_back({Layout::Duplexed, wells});
  return all;
}

std::vector<Controls> every_control() {
  const std::vector<Wells> blanks = {{},
                                     {{'n', 0}},
                                     {{'n', 20}},
                                     {{'y', 38}},
                                     {{'y', 34}},
                                     {{'u', 34}},
                                     {{'u', 33.2}},
                                     {{'s', 0}},
                                     {{'y', 0}},
                                     {{'n', 0}, {'y', 34}},
                                     {omitted},
                                     {{'n', 0}, {'y', 34, Shown::Unreadable}},
                                     {too_short},
                                     {{'y', 34, Shown::WrongDye}},
                                     {{'u', 34, Shown::Used, Shown::PlateCopy}},
                                     {{'y', 33.2, Shown::Used, Shown::OwnProduct}}};
  const std::vector<Wells> positives = {{},
                                        {{'y', 32.0}},
                                        {{'y', 32.01}},
                                        {{'n', 0}},
                                        {{'u', 25}},
                                        {{'s', 0}},
                                        {{'y', 38}},
                                        {{'y', 0}},
                                        {good, none},
                                        {good, omitted},
                                        {unreadable},
                                        {good, unreadable},
                                        {{'u', 25, Shown::Used, Shown::PlateCopy}},
                                        {{'y', 32.01, Shown::Used, Shown::OwnProduct}}};
  // What R19 and R25 make of a control is one of the others' states: tried beside a good and a bad one.
  const auto is_new = [](const Wells& wells) {
    return std::any_of(wells.begin(), wells.end(), [](const Shown& well) {
      return well.verdict == 's' || well.crosstalk != Shown::NoCrosstalk;
    });
  };
  std::vector<Controls> all;
  for (std::size_t ntc = 0; ntc < blanks.size(); ++ntc)
    for (std::size_t positive = 0; positive < positives.size(); ++positive) {
      constexpr std::size_t good_ntc = 1, bad_ntc = 4, good_positive = 1, bad_positive = 3;
      const bool is_tried =
          (!is_new(blanks[ntc]) && !is_new(positives[positive])) ||
          (!is_new(positives[positive]) && (positive == good_positive || positive == bad_positive)) ||
          (!is_new(blanks[ntc]) && (ntc == good_ntc || ntc == bad_ntc));
      if (is_tried)
        all.push_back({.ntc = blanks[ntc], .positive = positives[positive], .negative = {}});
    }
  for (const Wells& negative : blanks)
    all.push_back({.ntc = blanks[1], .positive = positives[1], .negative = negative});
  for (const Shown& reference :
       {Shown{'y', 33.2}, Shown{'y', 28.2}, Shown{'u', 28.2}, Shown{'y', 25, Shown::Omitted}})
    all.push_back({.ntc = blanks[1], .positive = positives[1], .negative = {}, .ntc_reference = {reference}});
  for (const Wells& wells : {Wells{}, Wells{omitted}, Wells{good}}) {
    all.push_back({.ntc = wells, .positive = positives[1], .negative = {}, .ntc_required = true});
    all.push_back({.ntc = blanks[1], .positive = wells, .negative = {}, .positive_required = true});
  }
  for (const Wells& wells :
       std::vector<Wells>{{{'s', 0}}, {{'s', 0}, {'y', 0}}, {{'s', 0}, {'n', 0}}, {{'u', 34}}})
    all.push_back({.ntc = wells, .positive = positives[1], .negative = {}, .ntc_required = true});
  return all;
}

// ---- a set

/// The patients of one plate: all replicates with all references, or all without any. What a well shows does
/// not hang on the controls, so the wells are called once and judged under every kind of control.
struct Patients {
  struct Patient {
    Wells wells;
    Reference reference;
  };
  std::vector<Patient> patients;
  std::vector<WellCall> wells;
};

Patients patients_with(const std::vector<Wells>& replicates, const std::vector<Reference>& references) {
  Patients made;
  LongPlate plate;
  for (const Reference& reference : references) {
    for (const Wells& wells : replicates) {
      plate.add("P" + std::to_string(made.patients.size()), wells, reference);
      made.patients.push_back({wells, reference});
    }
  }
  made.wells = plate.wells(panel_of_one_set());
  return made;
}

/// Leaves `made` as it was.
void check_patients(Patients& made, const Controls& controls, const Choices& choices) {
  Panel panel = panel_of_one_set(choices);
  panel.rules.ntc = controls.ntc_required ? NtcDemand::Required : NtcDemand::Warning;
  panel.rules.positive_control =
      controls.positive_required ? ControlDemand::Required : ControlDemand::Warning;
  LongPlate plate;
  plate.add("NTC", controls.ntc);
  plate.add_reference("NTC", controls.ntc_reference);
  plate.add("PC", controls.positive);
  plate.add("NC", controls.negative);
  const std::vector<WellCall> control_wells = plate.wells(panel);
  const std::size_t patient_wells = made.wells.size();
  made.wells.insert(made.wells.end(), control_wells.begin(), control_wells.end());
  const std::vector<std::size_t> one_plate = {0};
  const Judgement judgement = judge(made.wells, one_plate, panel);
  made.wells.resize(patient_wells);

  CHECK(std::any_of(judgement.controls.begin(), judgement.controls.end(), [](const ControlCall& control) {
          return control.invalidates;
        }) == oracle::controls_invalidate(controls, choices));
  REQUIRE(judgement.patients.size() == made.patients.size());
  const std::vector<std::string> names = {"positive", "negative", "inconclusive", "invalid", "missing"};
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < made.patients.size(); ++i) {
    const auto& [wells, reference] = made.patients[i];
    const std::string expected = oracle::set_result(wells, reference, controls, choices);
    const SetCall& set = judgement.patients[i].sets.front();
    const std::string& found = names.at(static_cast<std::size_t>(set.result));
    if (found == expected && !set.reasons.empty() && judgement.patients[i].sample == "P" + std::to_string(i))
      continue;
    ++wrong;
    INFO("patient " << i << ": " << found);
    CHECK(expected == found);
  }
  CHECK(wrong == 0);
}

// ---- a patient

/// How a set comes to a result: what its wells and their duplexed reference show.
struct State {
  std::string result;
  Wells wells;
  Shown reference;
  bool plain = false;  ///< nothing about it asks for a look
};

const std::vector<State> every_state = {{"positive", {{'y', 30}}, good, true},
                                        {"negative", {{'n', 0}}, good, true},
                                        {"negative", {{'y', 37}}, good},
                                        {"inconclusive", {{'u', 30}}, good},
                                        {"invalid", {{'n', 0}}, none},
                                        {"missing", {}, {}},
                                        {"missing", {{'n', 0}, unreadable}, good}};

}  // namespace

TEST_CASE("every set of replicates, controls and reference gives what the decision table says") {
  const std::vector<Wells> replicates = replicates_up_to(2);
  REQUIRE(replicates.size() == 15 + 12 * 12 + 3 * (2 * 4 + 1));
  Patients with_reference = patients_with(replicates, every_reference());
  Patients without = patients_with(replicates, {Reference{}});
  REQUIRE(with_reference.patients.size() == 186 * 28);
  std::size_t plates = 0;
  for (const Choices& choices : {Choices{false, true}, Choices{true, true}}) {
    for (const Controls& controls : every_control()) {
      CAPTURE(choices.late_is_inconclusive);
      CAPTURE(plates);
      check_patients(with_reference, controls, choices);
      check_patients(without, controls, choices);
      ++plates;
    }
  }
  CHECK(plates == 2 * (13 * 11 + 3 * 2 + 3 * 2 + 16 + 4 + 6 + 4));
}

TEST_CASE("three replicates and every choice of the panel too, under each kind of control") {
  const Wells negative = {{'n', 0}};
  const Wells strong = {{'y', 25}};
  const Wells contaminated = {{'y', 30}};
  Patients three = patients_with(
      replicates_up_to(3),
      {{Layout::OwnWells, {good}}, {Layout::OwnWells, {good, unreadable}}, {Layout::Duplexed, {good, none}}});
  Patients two = patients_with(replicates_up_to(2), every_reference());
  for (const Choices& choices : every_choice) {
    CAPTURE(choices.late_is_inconclusive);
    CAPTURE(choices.unreadable_is_incomplete);
    for (const Controls& controls : {Controls{negative, strong, {}}, Controls{contaminated, strong, {}},
                                     Controls{negative, negative, {}}}) {
      check_patients(three, controls, choices);
      check_patients(two, controls, choices);
    }
  }
}

TEST_CASE("every combination of set states gives the patient's call of the decision table") {
  const std::vector<std::string> sets = {"D4-7", "D2-7", "D2-8", "D4-8"};
  Panel panel = made_panel();
  panel.rules.contamination_late_ct = 99;
  panel.rules.mixed_share = 1;
  LongPlate plate;
  for (const std::string& set : sets) {
    plate.add_set("NTC", set, {{'n', 0}}, {});
    plate.add_set("PC", set, {{'y', 25}}, {});
  }

  struct Expected {
    oracle::Patient patient;
    bool review = false;
  };
  std::vector<Expected> expected;
  for (std::size_t code = 0; code < std::size_t{7} * 7 * 7 * 7; ++code) {
    const std::string sample = "P" + std::to_string(code);
    std::vector<oracle::NamedSet> results;
    bool plain = true;
    bool tested = false;
    std::size_t rest = code;
    for (const std::string& set : sets) {
      const State& state = every_state[rest % every_state.size()];
      rest /= every_state.size();
      results.push_back({set, state.result});
      plain = plain && state.plain;
      tested = tested || !state.wells.empty();
      plate.add_set(sample, set, state.wells, {Layout::Duplexed, {state.reference}});
    }
    if (!tested)  // not a well: the reference alone, in a well of its own
      plate.add_reference(sample, {good});
    expected.push_back({oracle::patient_call(results), false});
    expected.back().review = !plain || expected.back().patient.call == "mixed";
  }

  const Calls calls = plate.called(panel);
  REQUIRE(calls.patients.size() == 2401);
  const std::vector<std::string> names = {"deletion",     "mixed",   "not_detected",
                                          "inconclusive", "invalid", "incomplete"};
  std::size_t not_detected = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const PatientCall& patient = calls.patients[i];
    CAPTURE(i);
    CHECK(patient.sample == "P" + std::to_string(i));
    CHECK(names.at(static_cast<std::size_t>(patient.call)) == expected[i].patient.call);
    CHECK(patient.deletions == expected[i].patient.deletions);
    CHECK(patient.review == expected[i].review);
    CHECK(patient.next.has_value() == patient.review);
    CHECK(patient.sets.size() == 4);
    CHECK_FALSE(patient.reasons.empty());
    not_detected += patient.call == PatientCallState::NotDetected ? 1u : 0u;
  }
  CHECK(not_detected == 16);
}
