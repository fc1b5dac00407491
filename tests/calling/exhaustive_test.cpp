// The decision table, whole: every combination of replicates, controls and reference for a set, and of set
// states for a patient, against an oracle written from assay.md section 3 alone. The oracle shares no code
// and no types with the rules.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "calling/patients.hpp"
#include "calling/wells.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

// ---- what a well may show, in the words of the table

struct Shown {
  char verdict = 'n';  // y, n, u
  double ct = 0;       // 0: none
  bool left_out = false;
  bool omitted = false;  // of the left out: by the operator; else unreadable
};

const std::vector<Shown> every_well = {{'y', 30}, {'y', 36.0},  {'y', 0},  {'n', 0},
                                       {'n', 30}, {'u', 35.99}, {'u', 36}, {'y', 30, true, true}};

using Wells = std::vector<Shown>;

// ---- the oracle

std::string oracle_well(const Shown& well) {
  if (well.left_out)
    return "left out";
  if (well.verdict == 'n')
    return "negative";
  if (well.verdict == 'y')
    return well.ct == 0 ? "inconclusive" : well.ct < 36 ? "positive" : "late";
  return well.ct != 0 && well.ct < 36 ? "inconclusive" : "negative";
}

std::string oracle_replicates(const Wells& wells, bool late_is_inconclusive) {
  std::vector<std::string> states;
  for (const Shown& well : wells)
    if (oracle_well(well) != "left out")
      states.push_back(oracle_well(well));
  if (states.empty())
    return "missing";
  for (const std::string& state : states)
    if (state != states.front())
      return "inconclusive";
  if (states.front() == "late")
    return late_is_inconclusive ? "inconclusive" : "negative";
  return states.front();
}

bool oracle_any(const Wells& wells, const std::string& state) {
  for (const Shown& well : wells)
    if (oracle_well(well) == state)
      return true;
  return false;
}

bool oracle_usable(const Wells& wells) {
  for (const Shown& well : wells)
    if (!well.left_out)
      return true;
  return false;
}

/// "a patient passes when the mean of its reference Ct <= limit and no replicate's verdict is no"
bool oracle_reference_passes(const Wells& wells) {
  double sum = 0;
  int count = 0;
  for (const Shown& well : wells) {
    if (well.left_out)
      continue;
    if (well.verdict == 'n')
      return false;
    if (well.verdict == 'y' && well.ct != 0) {
      sum += well.ct;
      ++count;
    }
  }
  return count > 0 && sum / count <= 30;
}

enum class Layout { NoReference, OwnWells, Duplexed };

struct Reference {
  Layout layout = Layout::NoReference;
  Wells wells;  // duplexed: of the set's wells in turn, the last again for the rest
};

bool oracle_reference_blocks(const Reference& reference, const Wells& set) {
  if (reference.layout == Layout::NoReference)
    return false;
  if (reference.layout == Layout::OwnWells)
    return !oracle_reference_passes(reference.wells);
  for (std::size_t i = 0; i < set.size(); ++i)
    if (!set[i].left_out &&
        !oracle_reference_passes({reference.wells[std::min(i, reference.wells.size() - 1)]}))
      return true;
  return false;
}

struct Controls {
  Wells ntc;
  Wells positive;
  Wells negative;
  bool ntc_required = false;
  bool positive_required = false;
};

bool oracle_set_invalid(const Controls& controls) {
  return oracle_any(controls.ntc, "positive") || oracle_any(controls.negative, "positive") ||
         (controls.ntc_required && !oracle_usable(controls.ntc)) ||
         (controls.positive_required && !oracle_usable(controls.positive));
}

bool oracle_positive_control_fails(const Controls& controls, bool late_is_inconclusive) {
  if (!oracle_usable(controls.positive))
    return false;
  if (oracle_replicates(controls.positive, late_is_inconclusive) != "positive")
    return true;
  double sum = 0;
  int count = 0;
  for (const Shown& well : controls.positive)
    if (!well.left_out) {
      sum += well.ct;
      ++count;
    }
  return sum / count > 32;
}

std::string oracle_set(const Wells& wells, const Reference& reference, const Controls& controls,
                       bool late_is_inconclusive) {
  const std::string result = oracle_replicates(wells, late_is_inconclusive);
  if (result == "missing")
    return result;
  if (oracle_set_invalid(controls))
    return "invalid";
  const bool control_fails = oracle_positive_control_fails(controls, late_is_inconclusive);
  if (result == "positive")
    return control_fails ? "inconclusive" : "positive";
  if (result == "negative")
    return control_fails || oracle_reference_blocks(reference, wells) ? "invalid" : "negative";
  return result;
}

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
    for (std::size_t i = 0; i < wells.size(); ++i) {
      put(sample, "D4-7", wells[i], true);
      if (reference.layout == Layout::Duplexed)
        put(sample, "ALB", reference.wells[std::min(i, reference.wells.size() - 1)], false);
    }
    if (reference.layout == Layout::OwnWells)
      add_reference(sample, reference.wells);
  }
  void add_set(const std::string& sample, const std::string& set, const Shown& well, const Shown& reference) {
    put(sample, set, well, true);
    put(sample, "ALB", reference, false);
  }
  void add_reference(const std::string& sample, const Wells& wells) {
    for (const Shown& well : wells)
      put(sample, "ALB", well, true);
  }
  Calls called(const Panel& panel) { return testing::called(plate_, panel); }
  std::vector<WellCall> wells(const Panel& panel) { return call_wells(plate_.input(), 0, 0, panel, {}); }

 private:
  void put(const std::string& sample, const std::string& target, const Shown& well, bool next) {
    const auto [reaction, curve] = plate_.add(sample, target, signal_of(well));
    if (next)
      ++place_;
    curve.ct_half_threshold = curve.ct_double_threshold = curve.ct;  // sensitivity is not the subject here
    reaction.well = Well{.row = 0, .column = 2 * place_};
    reaction.reporter = next ? "FAM" : "VIC";
    reaction.omitted = well.left_out && well.omitted;
    if (well.left_out && !well.omitted)
      curve.delta_rn.clear();
  }
  MadePlate plate_;
  int place_ = 0;
};

std::vector<Wells> replicates_up_to(std::size_t most) {
  std::vector<Wells> all;
  std::vector<Wells> longest = {{}};
  for (std::size_t n = 1; n <= most; ++n) {
    std::vector<Wells> longer;
    for (const Wells& wells : longest)
      for (const Shown& well : every_well) {
        longer.push_back(wells);
        longer.back().push_back(well);
      }
    all.insert(all.end(), longer.begin(), longer.end());
    longest = longer;
  }
  return all;
}

const Shown good{'y', 25};
const Shown at_limit{'y', 30.0};
const Shown too_late{'y', 30.5};
const Shown none{'n', 0};
const Shown doubtful{'u', 25};
const Shown omitted{'y', 25, true, true};

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
                                               {omitted}})
    all.push_back({Layout::OwnWells, wells});
  for (const Wells& wells : std::vector<Wells>{
           {at_limit}, {too_late}, {none}, {doubtful}, {omitted}, {good, none}, {too_late, good}})
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
                                     {{'y', 0}},
                                     {{'n', 0}, {'y', 34}},
                                     {{'y', 34, true, true}}};
  const std::vector<Wells> positives = {{},
                                        {{'y', 32.0}},
                                        {{'y', 32.01}},
                                        {{'n', 0}},
                                        {{'u', 25}},
                                        {{'y', 38}},
                                        {{'y', 0}},
                                        {{'y', 25}, {'n', 0}},
                                        {{'y', 25}, {'y', 25, true, true}},
                                        {{'y', 25, true, false}}};
  std::vector<Controls> all;
  for (const Wells& ntc : blanks)
    for (const Wells& positive : positives)
      all.push_back({.ntc = ntc, .positive = positive, .negative = {}});
  for (const Wells& negative : blanks)
    all.push_back({.ntc = blanks[1], .positive = positives[1], .negative = negative});
  for (const Wells& wells : {Wells{}, Wells{{'y', 25, true, true}}, Wells{{'y', 25}}}) {
    all.push_back({.ntc = wells, .positive = positives[1], .negative = {}, .ntc_required = true});
    all.push_back({.ntc = blanks[1], .positive = wells, .negative = {}, .positive_required = true});
  }
  return all;
}

/// One set, and rules that look at nothing else.
Panel panel_of_one_set() {
  Panel panel = made_panel();
  panel.sets.resize(1);
  return panel;
}

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
void check_patients(Patients& made, const Controls& controls, bool late_is_inconclusive) {
  Panel panel = panel_of_one_set();
  panel.rules.late = late_is_inconclusive ? LateRule::Inconclusive : LateRule::Negative;
  panel.rules.ntc = controls.ntc_required ? ControlDemand::Required : ControlDemand::Optional;
  panel.rules.positive_control =
      controls.positive_required ? ControlDemand::Required : ControlDemand::Optional;
  LongPlate plate;
  plate.add("NTC", controls.ntc);
  plate.add("PC", controls.positive);
  plate.add("NC", controls.negative);
  const std::vector<WellCall> control_wells = plate.wells(panel);
  const std::size_t patient_wells = made.wells.size();
  made.wells.insert(made.wells.end(), control_wells.begin(), control_wells.end());
  const std::vector<std::size_t> one_plate = {0};
  const Judgement judgement = judge(made.wells, one_plate, panel);
  made.wells.resize(patient_wells);

  const bool invalid =
      oracle_set_invalid(controls) || oracle_positive_control_fails(controls, late_is_inconclusive);
  CHECK(std::any_of(judgement.controls.begin(), judgement.controls.end(),
                    [](const ControlCall& control) { return control.invalidates; }) == invalid);
  REQUIRE(judgement.patients.size() == made.patients.size());
  const std::vector<std::string> names = {"positive", "negative", "inconclusive", "invalid", "missing"};
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < made.patients.size(); ++i) {
    const auto& [wells, reference] = made.patients[i];
    const std::string expected = oracle_set(wells, reference, controls, late_is_inconclusive);
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

}  // namespace

TEST_CASE("every set of replicates, controls and reference gives what the decision table says") {
  const std::vector<Wells> replicates = replicates_up_to(2);
  REQUIRE(replicates.size() == 8 + 64);
  Patients with_reference = patients_with(replicates, every_reference());
  Patients without = patients_with(replicates, {Reference{}});
  REQUIRE(with_reference.patients.size() == 72 * 16);
  std::size_t plates = 0;
  for (const bool late_is_inconclusive : {false, true}) {
    for (const Controls& controls : every_control()) {
      CAPTURE(late_is_inconclusive);
      CAPTURE(plates);
      check_patients(with_reference, controls, late_is_inconclusive);
      check_patients(without, controls, late_is_inconclusive);
      ++plates;
    }
  }
  CHECK(plates == 2 * (9 * 10 + 9 + 6));
}

TEST_CASE("three replicates too, under each kind of control") {
  const Wells negative = {{'n', 0}};
  const Wells strong = {{'y', 25}};
  const Wells contaminated = {{'y', 30}};
  Patients patients =
      patients_with(replicates_up_to(3), {{Layout::OwnWells, {good}}, {Layout::Duplexed, {good, none}}});
  for (const bool late_is_inconclusive : {false, true})
    for (const Controls& controls : {Controls{negative, strong, {}}, Controls{contaminated, strong, {}},
                                     Controls{negative, negative, {}}})
      check_patients(patients, controls, late_is_inconclusive);
}

TEST_CASE("every combination of set states gives the patient's call of the decision table") {
  struct State {
    std::string name;
    bool tested;
    Shown set;
    Shown reference;
  };
  const std::vector<State> states = {
      {"positive", true, {'y', 30}, good}, {"negative", true, {'n', 0}, good},
      {"late", true, {'y', 37}, good},     {"inconclusive", true, {'u', 30}, good},
      {"invalid", true, {'n', 0}, none},   {"missing", false, {}, {}}};
  const std::vector<std::string> sets = {"D4-7", "D2-7", "D2-8", "D4-8"};
  Panel panel = made_panel();
  panel.rules.contamination_late_ct = 99;
  panel.rules.mixed_share = 1;
  LongPlate plate;
  plate.add("NTC", {{'n', 0}});

  struct Expected {
    std::string call;
    std::vector<std::string> deletions;
    bool review = false;
  };
  std::vector<Expected> expected;
  for (std::size_t code = 0; code < 6 * 6 * 6 * 6; ++code) {
    const std::string sample = "P" + std::to_string(code);
    std::vector<std::string> found;
    Expected expect;
    std::size_t rest = code;
    for (const std::string& set : sets) {
      const State& state = states[rest % 6];
      rest /= 6;
      found.push_back(state.name);
      if (state.tested)
        plate.add_set(sample, set, state.set, state.reference);
      if (state.name == "positive")
        expect.deletions.push_back(set);
    }
    const auto count = [&](const std::string& name) { return std::count(found.begin(), found.end(), name); };
    if (expect.deletions.size() >= 2)
      expect.call = "mixed";
    else if (expect.deletions.size() == 1)
      expect.call = "deletion";
    else if (count("inconclusive") > 0)
      expect.call = "inconclusive";
    else if (count("invalid") > 0)
      expect.call = "invalid";
    else if (count("missing") > 0)
      expect.call = "incomplete";
    else
      expect.call = "not_detected";
    const bool all_plain = count("positive") + count("negative") == 4;
    expect.review = expect.call == "mixed" || !all_plain;
    if (count("missing") == 4) {  // not a well: the reference alone, in a well of its own
      plate.add_reference(sample, {good});
    }
    expected.push_back(expect);
  }

  const Calls calls = plate.called(panel);
  REQUIRE(calls.patients.size() == 1296);
  const std::vector<std::string> names = {"deletion",     "mixed",   "not_detected",
                                          "inconclusive", "invalid", "incomplete"};
  std::size_t not_detected = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const PatientCall& patient = calls.patients[i];
    CAPTURE(i);
    CHECK(patient.sample == "P" + std::to_string(i));
    CHECK(names.at(static_cast<std::size_t>(patient.call)) == expected[i].call);
    CHECK(patient.deletions == expected[i].deletions);
    CHECK(patient.review == expected[i].review);
    CHECK(patient.sets.size() == 4);
    CHECK_FALSE(patient.reasons.empty());
    not_detected += patient.call == PatientCallState::NotDetected ? 1u : 0u;
  }
  CHECK(not_detected == 16);
}
