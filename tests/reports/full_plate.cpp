#include "full_plate.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <string>

#include "run/number_text.hpp"
#include "words/evidence.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

constexpr int cycles = 45;
constexpr double threshold = 0.2;
constexpr std::array sets = {"D4-7", "D4-8", "D2-7", "D2-8"};

/// One patient's plan: Ct by set and replicate; 0: none.
struct Story {
  const char* name;
  PatientCallState call;
  double ct[4][2];
  double reference_ct = 23.4;
  std::optional<Flag> flag = {};
};

constexpr PatientCallState deletion = PatientCallState::Deletion;
constexpr PatientCallState not_detected = PatientCallState::NotDetected;
const std::array<Story, 9> stories = {{
    {"2026-00417", deletion, {{24.18, 24.31}, {}, {}, {}}},
    {"2026-00418", not_detected, {}},
    {"2026-00421",
     PatientCallState::Mixed,
     {{25.12, 25.2}, {}, {}, {31.47, 31.93}},
     22.9,
     Flag::SecondSetWeak},
    {"2026-00422", not_detected, {}},
    {"王秀英 0425", PatientCallState::Inconclusive, {{}, {}, {35.12, 0}, {}}, 24.1, Flag::ReplicatesSplit},
    {"</script><img src=x onerror=alert(1)>", not_detected, {}},
    {"2026-00430", PatientCallState::Invalid, {}, 34.61, Flag::ReferenceFailed},
    {"1-2", not_detected, {{}, {}, {}, {37.35, 37.8}}, 23.0, Flag::Late},
    {"2026-00433", deletion, {{}, {}, {27.4, 27.55}, {}}},
}};
const Story ntc = {"NTC", not_detected, {}, 0};
const Story positive_control = {"PC", deletion, {{26.1, 26.2}, {26.3, 26.25}, {25.9, 26.0}, {}}, 22.4};
const Story negative_control = {"NC", not_detected, {}, 22.7};

/// Deterministic everywhere, unlike the library's distributions: a linear congruential generator, uniform
/// in -0.5 to 0.5.
class Noise {
 public:
  double next() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state_ >> 11U) / 9007199254740992.0 - 0.5;
  }

 private:
  std::uint64_t state_ = 7;
};

class FullPlate {
 public:
  explicit FullPlate(Plate plate) : plate_(plate), samples_(plate.columns * plate.rows / 8) {}

  Report build();

 private:
  const Story& story_of(int sample) const {
    const std::array<const Story*, 3> controls = {&ntc, &positive_control, &negative_control};
    const int from_end = samples_ - 1 - sample;
    return from_end < 3 ? *controls[static_cast<std::size_t>(2 - from_end)]
                        : stories[static_cast<std::size_t>(sample) % stories.size()];
  }
  SampleRole role_of(int sample) const {
    switch (samples_ - 1 - sample) {
      case 0:
        return SampleRole::NegativeControl;
      case 1:
        return SampleRole::PositiveControl;
      case 2:
        return SampleRole::Ntc;
      default:
        return SampleRole::Unknown;
    }
  }
  std::string name_of(int sample) const {
    const std::string name = story_of(sample).name;
    const int lap = role_of(sample) == SampleRole::Unknown ? sample / static_cast<int>(stories.size()) : 0;
    return lap == 0 ? name : name + "/" + std::to_string(lap);
  }
  void add_wells(Report& report);
  void add_curve(Report& report, const WellCall& well, double height);
  SetCall set_call(const Report& report, int sample, const std::string& set) const;
  void add_patient(Report& report, int sample) const;
  void add_controls(Report& report, int sample) const;

  Plate plate_;
  int samples_;
  Noise noise_;
  std::vector<double> passive_;  // of the well at hand
};

void FullPlate::add_curve(Report& report, const WellCall& well, double height) {
  ReportCurve curve;
  curve.well = well.well;
  curve.target = well.target;
  curve.passive = passive_;
  const double midpoint = well.ct.value_or(60) + 1.7 * std::log(height / threshold - 1);
  const double level = 0.6 + 0.1 * noise_.next();
  const double slope = 0.0008 * noise_.next();
  curve.baseline = Baseline{{3, 15}, level, slope};
  for (int c = 1; c <= cycles; ++c) {
    const double rise = height / (1 + std::exp(-(c - midpoint) / 1.7));
    const double rn = level + slope * c + rise + 0.006 * noise_.next();
    const double passive = curve.passive[static_cast<std::size_t>(c - 1)];
    curve.reporter.push_back(rn * passive);
    curve.rn.push_back(rn * passive / passive);
    curve.delta_rn.push_back(curve.rn.back() - level - slope * c);
  }
  if (well.ct) {
    curve.fit = SigmoidParameters{level, slope, level + height, midpoint, 1.7, 0.0018};
    curve.ct_sdm = midpoint - 2.2;
    curve.ct_cy0 = midpoint - 3.4;
    curve.efficiency = 0.94;
  }
  report.curves.push_back(std::move(curve));
}

void FullPlate::add_wells(Report& report) {
  for (int row = 0; row < plate_.rows; ++row) {
    for (int column = 0; column < plate_.columns; ++column) {
      const int sample = column + plate_.columns * (row / 8);
      const Story& story = story_of(sample);
      passive_.clear();
      for (int c = 1; c <= cycles; ++c) {
        passive_.push_back(11800 + 40.0 * column + 90 * noise_.next());
      }
      for (const bool is_reference : {false, true}) {
        WellCall well;
        well.reaction = report.calls.wells.size();
        well.well = {row, column};
        well.sample = name_of(sample);
        well.role = role_of(sample);
        well.set = is_reference ? "ALB" : sets[static_cast<std::size_t>(row % 8 / 2)];
        well.target = is_reference ? "ALB" : "IKZF1_" + well.set;
        well.task = well.role == SampleRole::Ntc ? "NTC" : "UNKNOWN";
        well.reporter = is_reference ? "VIC" : "FAM";
        well.quencher = "TAMRA";
        well.threshold = threshold;
        well.threshold_source = ThresholdSource::File;
        well.baseline = BaselineWindow{3, 15};
        well.baseline_source = BaselineSource::File;
        well.instrument_flags = {{"BADROX", "N"}, {"EXPFAIL", "N"}};
        const double ct = is_reference ? story.reference_ct : story.ct[row % 8 / 2][row % 2];
        well.ct_status = ct > 0 ? CtStatus::Value : CtStatus::Undetermined;
        well.ct_instrument_status = well.ct_status;
        well.amplified = ct > 0 ? Amplified::Yes : Amplified::No;
        well.state = ct <= 0 ? WellState::Negative : ct < 36 ? WellState::Positive : WellState::Late;
        if (ct > 0) {
          well.ct = ct + 0.2 * noise_.next();
          well.ct_instrument = *well.ct + 0.004 * noise_.next();
          well.verdict_reasons = {
              {EvidenceCode::Sigmoid,
               {"a sigmoid rise of 2.4 above the baseline with a plateau", "S形上升2.4，有平台"}},
              {EvidenceCode::Rise, {"the rise is 400 times its scatter", "上升为其离散的400倍"}}};
          well.reasons = {{ReasonCode::R1Positive,
                           well.ct,
                           36,
                           {"amplified, Ct " + fixed_text(*well.ct, 2) + " is below 36",
                            "有扩增，Ct " + fixed_text(*well.ct, 2) + " 低于36"}}};
        } else {
          well.verdict_reasons = {
              {EvidenceCode::Flat,
               {"flat: rises 0.004, within its scatter", "平直：上升0.004，在离散范围内"}}};
          well.reasons = {{ReasonCode::R3NoAmplification, {}, 36, {"no amplification", "无扩增"}}};
        }
        if (story.call == PatientCallState::Inconclusive && !is_reference && well.ct) {
          well.amplified = Amplified::Unclear;
          well.state = WellState::Inconclusive;
          well.ct_instrument.reset();
          well.ct_instrument_status = CtStatus::Undetermined;
          well.flags = {Flag::InstrumentCtDiffers, Flag::UnclearCurve};
          well.verdict_reasons = {{EvidenceCode::FarBelowTarget,
                                   {"rises 0.4, a sixth of the positives of its set, without a plateau",
                                    "上升0.4，为该组阳性孔的六分之一，无平台"}}};
          well.reasons = {
              {ReasonCode::R3UnclearEarly,
               well.ct,
               36,
               {"unclear curve, Ct below the cut-off: look at it", "曲线不明确，Ct低于判定值：请查看"}}};
        }
        if (well.state == WellState::Late) {
          well.flags = {Flag::Late};
        }
        add_curve(report, well, is_reference ? 1.6 : well.state == WellState::Inconclusive ? 0.5 : 2.4);
        report.calls.wells.push_back(std::move(well));
      }
    }
  }
}

SetCall FullPlate::set_call(const Report& report, int sample, const std::string& set) const {
  SetCall call;
  call.set = set;
  double sum = 0;
  int positive = 0;
  for (std::size_t i = 0; i < report.calls.wells.size(); ++i) {
    const WellCall& well = report.calls.wells[i];
    if (well.set == set && well.well.column + plate_.columns * (well.well.row / 8) == sample) {
      call.wells.push_back(i);
      positive += well.ct.has_value();
      sum += well.ct.value_or(0);
    }
  }
  const auto count = static_cast<int>(call.wells.size());
  call.result = positive == count ? SetResult::Positive
                : positive == 0   ? SetResult::Negative
                                  : SetResult::Inconclusive;
  if (positive > 0) {
    call.ct_mean = sum / positive;
  }
  if (call.ct_mean > 36.0) {
    call.result = SetResult::Negative;
    call.flags = {Flag::Late};
    call.reasons = {
        {ReasonCode::R2Late, call.ct_mean, 36, {"amplified late: repeat advised", "扩增偏晚，建议复查"}}};
  } else if (call.result == SetResult::Inconclusive) {
    call.flags = {Flag::ReplicatesSplit};
    call.reasons = {
        {ReasonCode::R8Split,
         1,
         2,
         {"1 of 2 replicates is positive: repeat in triplicate", "2个复孔中1个阳性：请做三复孔复查"}}};
  } else if (call.result == SetResult::Positive) {
    call.reasons = {
        {ReasonCode::R8Positive, positive, count, {"both replicates are positive", "两个复孔均为阳性"}}};
  }
  return call;
}

void FullPlate::add_patient(Report& report, int sample) const {
  const Story& story = story_of(sample);
  PatientCall patient;
  patient.sample = name_of(sample);
  patient.call = story.call;
  patient.review = story.call != deletion && story.call != not_detected;
  if (story.flag) {
    patient.flags = {*story.flag};
  }
  for (const char* set : sets) {
    patient.sets.push_back(set_call(report, sample, set));
    if (story.call == PatientCallState::Invalid) {
      patient.sets.back().result = SetResult::Invalid;
    } else if (patient.sets.back().result == SetResult::Positive) {
      patient.deletions.emplace_back(set);
    }
  }
  patient.reference = set_call(report, sample, "ALB");
  switch (story.call) {
    case PatientCallState::Deletion:
      patient.text = {"Deletion of IKZF1 exons " + patient.deletions.front().substr(1) + " detected",
                      "检出IKZF1第" + patient.deletions.front().substr(1) + "号外显子缺失"};
      patient.reasons = {{ReasonCode::R10Deletion, 1, 1, {"one positive set", "一组阳性"}}};
      break;
    case PatientCallState::Mixed:
      patient.text = {"Several deletions detected (mixed): exons 4-7 and 2-8",
                      "检出多种外显子缺失（混合型）：4～7、2～8"};
      patient.reasons = {{ReasonCode::R10Mixed,
                          2,
                          2,
                          {"two positive sets: a second look is asked for", "两组阳性：需复核"}}};
      break;
    case PatientCallState::Inconclusive:
      patient.text = {"Inconclusive, repeat advised", "可疑，建议复查"};
      break;
    case PatientCallState::Invalid:
      patient.text = {"Invalid", "无效"};
      patient.reasons = {
          {ReasonCode::R7AboveLimit,
           story.reference_ct,
           30,
           {"ALB Ct 34.61 is above 30: negatives cannot stand", "ALB的Ct 34.61高于30：阴性结果不成立"}}};
      break;
    case PatientCallState::NotDetected:
    case PatientCallState::Incomplete:
      patient.text = {"Not detected among the four tested deletions", "所检4种缺失均未检出"};
  }
  report.calls.patients.push_back(std::move(patient));
}

void FullPlate::add_controls(Report& report, int sample) const {
  for (const char* set : {"D4-7", "D4-8", "D2-7", "D2-8", "ALB"}) {
    const SetCall call = set_call(report, sample, set);
    ControlCall control;
    control.sample = name_of(sample);
    control.role = role_of(sample);
    control.set = set;
    control.ct_mean = call.ct_mean;
    control.wells = call.wells;
    control.invalidates = control.role == SampleRole::PositiveControl && call.result != SetResult::Positive;
    control.outcome = control.invalidates ? ControlOutcome::Failed : ControlOutcome::Passed;
    control.reasons = {
        control.invalidates
            ? Reason{ReasonCode::R5NotPositive,
                     {},
                     32,
                     {"positive control PC is not positive in D2-8", "阳性对照PC在D2-8中不为阳性"}}
            : Reason{ReasonCode::R4Passed, {}, {}, {"as expected", "符合预期"}}};
    report.calls.controls.push_back(std::move(control));
  }
}

Report FullPlate::build() {
  Report report;
  report.tool.version = "0.1.0";
  report.inputs = {{"2026-03-05 IKZF1 plate 12.eds", std::string(64, 'a'), "eds-7500",
                    "Applied Biosystems 7500 Fast", "7500 Software v2.3", "2026-03-05T08:30:00Z", 0, plate_,
                    "ROX", "", ""}};
  report.panel = {"ikzf1_deletions", "1.0", std::string(64, 'b')};
  report.profile = {"abi7500fast", "1.0", std::string(64, 'c')};
  report.gene = "IKZF1";
  for (const std::string set : sets) {
    report.sets.push_back({set, set.substr(1)});
  }
  report.reference = "ALB";
  report.ct_rule = {"cubic (7500 Software v2.x)", "三次插值（7500 Software v2.x）"};
  report.automatic_rule = {"as the 7500 software 2.x (7500 Software v2.x)",
                           "同7500软件2.x（7500 Software v2.x）"};
  report.limits = {
      "The test cannot see whole-gene loss (D1-8), D2-3 and rarer deletions, breakpoints outside the "
      "primers' "
      "reach, or sequence variants. IKZF1plus: not assessed.",
      "本法不能检出整基因缺失（D1-8）、D2-"
      "3及其他少见缺失、引物范围之外的断点和序列变异。IKZF1plus：未评估。"};
  report.calls.status = RunStatus::Invalid;
  add_wells(report);
  for (int sample = 0; sample < samples_; ++sample) {
    if (role_of(sample) == SampleRole::Unknown) {
      add_patient(report, sample);
    } else {
      add_controls(report, sample);
    }
  }
  return report;
}

}  // namespace

Report full_plate(Plate plate) {
  return FullPlate(plate).build();
}

Report wild_plate() {
  Report report = full_plate({8, 12});
  for (std::size_t i = 0; i < report.calls.wells.size(); ++i) {
    if (to_string(report.calls.wells[i].well) != "B1" || report.calls.wells[i].set != "D4-7") {
      continue;
    }
    report.calls.wells[i].state = WellState::LeftOut;
    ReportCurve& curve = report.curves[i];
    for (std::size_t cycle = 20; cycle < curve.passive.size(); ++cycle) {
      curve.passive[cycle] /= 1000;
      curve.rn[cycle] *= 1000;
      curve.delta_rn[cycle] = curve.rn[cycle] - curve.baseline->intercept -
                              curve.baseline->slope * static_cast<double>(cycle + 1);
    }
  }
  return report;
}

Report two_plates() {
  Report both = full_plate({8, 12});
  const Report second = both;
  const std::size_t first_wells = both.calls.wells.size();
  const auto moved = [first_wells](std::vector<std::size_t> wells) {
    for (std::size_t& well : wells) {
      well += first_wells;
    }
    return wells;
  };
  both.inputs.push_back(second.inputs.front());
  both.inputs.back().file = "plate 13.eds";
  both.inputs.back().run = 1;
  for (WellCall well : second.calls.wells) {
    well.run = 1;
    well.input = 1;
    both.calls.wells.push_back(well);
  }
  both.curves.insert(both.curves.end(), second.curves.begin(), second.curves.end());
  for (ControlCall control : second.calls.controls) {
    control.run = 1;
    control.wells = moved(control.wells);
    both.calls.controls.push_back(control);
  }
  for (PatientCall& patient : both.calls.patients) {
    for (SetCall& set : patient.sets) {
      const auto wells = moved(set.wells);
      set.wells.insert(set.wells.end(), wells.begin(), wells.end());
    }
  }
  return both;
}

}  // namespace crossbreak
