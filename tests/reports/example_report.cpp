#include "example_report.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "words/evidence.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

constexpr int cycles = 40;
constexpr double threshold = 0.2;
constexpr double undetermined = 0;  // in the table below only
constexpr double omitted = -1;
constexpr double unclear = -2;

struct Column {
  const char* sample;
  SampleRole role;
  double ct[5];  // D2-7, D2-8, D4-7, D4-8, ALB
};

constexpr Column columns[] = {
    {"00123", SampleRole::Unknown, {undetermined, undetermined, 24.123456789012345, undetermined, 22.5}},
    {"3E5", SampleRole::Unknown, {undetermined, 31.7, 25.25, undetermined, 22.75}},
    {"1-2", SampleRole::Unknown, {undetermined, undetermined, undetermined, undetermined, 23}},
    {"=1+1", SampleRole::Unknown, {unclear, undetermined, undetermined, undetermined, 22.1}},
    {"张三 <b>&\"';", SampleRole::Unknown, {undetermined, undetermined, undetermined, undetermined, 34.5}},
    {"@SUM(A1)", SampleRole::Unknown, {undetermined, undetermined, undetermined, omitted, 22.9}},
    {"-7", SampleRole::Unknown, {undetermined, 36.4, undetermined, undetermined, 22.3}},
    {"NTC", SampleRole::Ntc, {undetermined, undetermined, undetermined, undetermined, undetermined}},
    {"PC", SampleRole::PositiveControl, {26.1, undetermined, 25.9, 26.3, 22.2}},
    {"NC", SampleRole::NegativeControl, {undetermined, undetermined, undetermined, undetermined, 22.6}},
};

const std::vector<ReportSet> sets = {{"D2-7", "2-7"}, {"D2-8", "2-8"}, {"D4-7", "4-7"}, {"D4-8", "4-8"}};

std::string set_name(std::size_t row) {
  return row < 4 ? sets[row].name : "ALB";
}

WellState state_of(double ct) {
  if (ct == omitted) {
    return WellState::LeftOut;
  }
  if (ct == unclear) {
    return WellState::Inconclusive;
  }
  if (ct == undetermined) {
    return WellState::Negative;
  }
  return ct < 36 ? WellState::Positive : WellState::Late;
}

Reason reason(ReasonCode code, std::optional<double> value, std::optional<double> limit, Words words) {
  return {code, value, limit, std::move(words)};
}

Reason well_reason(WellState state, std::optional<double> ct) {
  switch (state) {
    case WellState::Positive:
      return reason(ReasonCode::R1Positive, ct, 36,
                    {"amplified, Ct below the cut-off", "有扩增曲线，Ct低于判定值"});
    case WellState::Late:
      return reason(ReasonCode::R2Late, ct, 36, {"amplified late: repeat advised", "扩增偏晚，建议复查"});
    case WellState::Inconclusive:
      return reason(ReasonCode::R3UnclearEarly, ct, 36,
                    {"unclear curve below the cut-off", "曲线不明确，Ct低于判定值"});
    case WellState::LeftOut:
      return reason(ReasonCode::R8Omitted, {}, {}, {"omitted by the operator", "操作者已排除"});
    case WellState::Negative:
      break;
  }
  return reason(ReasonCode::R3NoAmplification, {}, 36, {"no amplification", "无扩增"});
}

WellCall well_call(std::size_t column, std::size_t row) {
  const double entry = columns[column].ct[row];
  WellCall well;
  well.reaction = column * 5 + row;
  well.well = {static_cast<int>(row), static_cast<int>(column)};
  well.sample = columns[column].sample;
  well.target = row < 4 ? "IKZF1_" + set_name(row) : "ALB";
  well.set = set_name(row);
  well.task = columns[column].role == SampleRole::Ntc ? "NTC" : "UNKNOWN";
  well.role = columns[column].role;
  well.reporter = "FAM";
  well.quencher = "TAMRA";
  well.state = state_of(entry);
  well.threshold = threshold;
  well.threshold_source = ThresholdSource::File;
  well.baseline = BaselineWindow{3, 15};
  well.baseline_source = BaselineSource::File;
  well.instrument_flags = {{"BADROX", "N"}};
  if (entry > 0) {
    well.amplified = Amplified::Yes;
    well.ct = entry;
    well.ct_status = CtStatus::Value;
    well.ct_instrument = entry;
    well.ct_instrument_status = CtStatus::Value;
    well.verdict_reasons = {{EvidenceCode::Sigmoid, {"a sigmoid rise", "S形上升"}}};
  } else if (entry == unclear) {
    well.amplified = Amplified::Unclear;
    well.ct = 33.25;
    well.ct_status = CtStatus::Value;
    well.ct_instrument_status = CtStatus::Undetermined;
    well.flags = {Flag::UnclearCurve};
    well.verdict_reasons = {{EvidenceCode::LinearDrift,
                             {"rises 0.04 over 20 cycles, linear: drift", "20个循环内线性上升0.04：漂移"}}};
  } else if (entry == undetermined) {
    well.amplified = Amplified::No;
    well.ct_status = CtStatus::Undetermined;
    well.ct_instrument_status = CtStatus::Undetermined;
    well.verdict_reasons = {{EvidenceCode::Flat, {"flat", "平直"}}};
  } else {
    well.flags = {Flag::Omitted};
    well.threshold.reset();
    well.threshold_source.reset();
    well.baseline.reset();
    well.baseline_source.reset();
  }
  if (well.state == WellState::Late) {
    well.flags = {Flag::Late};
  }
  well.reasons = {well_reason(well.state, well.ct)};
  return well;
}

ReportCurve curve_of(const WellCall& well) {
  ReportCurve curve;
  curve.well = well.well;
  curve.target = well.target;
  if (well.state == WellState::LeftOut) {
    return curve;
  }
  const double slope = well.amplified == Amplified::Unclear ? 0.008 : 0.0005;
  const double height = well.amplified == Amplified::Yes ? 2.5 : 0;
  // The logistic crosses the threshold at Ct.
  const double midpoint = well.ct.value_or(30) + 1.5 * std::log(2.5 / threshold - 1);
  for (int c = 1; c <= cycles; ++c) {
    const double ripple = 0.003 * std::sin(2.7 * c + well.well.column);
    const double rise = height / (1 + std::exp(-(c - midpoint) / 1.5)) + slope * c + ripple;
    curve.passive.push_back(1000);
    curve.reporter.push_back(1000 * (1 + rise));
    curve.rn.push_back(1 + rise);
    curve.delta_rn.push_back(rise - 0.0005 * c);
  }
  curve.baseline = Baseline{{3, 15}, 1, 0.0005};
  if (well.amplified == Amplified::Yes) {
    curve.fit = SigmoidParameters{1, 0.0005, 3.5, midpoint, 1.5, 0.002};
    curve.ct_sdm = midpoint - 2;
    curve.ct_cy0 = midpoint - 3;
    curve.efficiency = 0.93;
  }
  return curve;
}

SetResult result_of(WellState state) {
  switch (state) {
    case WellState::Positive:
      return SetResult::Positive;
    case WellState::Inconclusive:
      return SetResult::Inconclusive;
    case WellState::LeftOut:
      return SetResult::Missing;
    case WellState::Late:
    case WellState::Negative:
      break;
  }
  return SetResult::Negative;
}

SetCall set_call(const Calls& calls, std::size_t index) {
  const WellCall& well = calls.wells[index];
  SetCall set;
  set.set = well.set;
  set.result = result_of(well.state);
  set.ct_mean = well.amplified == Amplified::Yes ? well.ct : std::nullopt;
  set.flags = well.flags;
  set.wells = {index};
  set.reasons = well.reasons;
  return set;
}

PatientCall patient_call(const Calls& calls, std::size_t column) {
  PatientCall patient;
  patient.sample = columns[column].sample;
  for (std::size_t row = 0; row < 4; ++row) {
    // Wells are row-major: all of row A first.
    patient.sets.push_back(set_call(calls, row * std::size(columns) + column));
    if (patient.sets.back().result == SetResult::Positive) {
      patient.deletions.push_back(patient.sets.back().set);
    }
    for (const Flag flag : patient.sets.back().flags) {
      patient.flags.push_back(flag);
    }
  }
  patient.reference = set_call(calls, 4 * std::size(columns) + column);
  return patient;
}

void decide(PatientCall& patient, PatientCallState call, bool review, Reason why, Words text) {
  patient.call = call;
  patient.review = review;
  patient.reasons = {std::move(why)};
  patient.text = std::move(text);
}

std::vector<PatientCall> patients_of(const Calls& calls) {
  std::vector<PatientCall> patients;
  for (std::size_t column = 0; column < 7; ++column) {
    patients.push_back(patient_call(calls, column));
  }
  const Words none = {"not detected among the four tested deletions", "所检4种缺失均未检出"};
  decide(patients[0], PatientCallState::Deletion, false,
         reason(ReasonCode::R10Deletion, 1, 1, {"one positive set: D4-7", "一组阳性：D4-7"}),
         {"deletion of IKZF1 exons 4-7 detected", "检出IKZF1第4～7号外显子缺失"});
  decide(patients[1], PatientCallState::Mixed, true,
         reason(ReasonCode::R10Mixed, 2, 2, {"two positive sets: D2-8, D4-7", "两组阳性：D2-8、D4-7"}),
         {"several deletions detected (mixed)", "检出多种外显子缺失（混合型）"});
  patients[1].flags = {Flag::SecondSetWeak};
  decide(patients[2], PatientCallState::NotDetected, false,
         reason(ReasonCode::R11NotDetected, 4, 4, {"all four sets valid and negative", "四组均有效且阴性"}),
         none);
  decide(patients[3], PatientCallState::Inconclusive, true,
         reason(ReasonCode::R3UnclearEarly, 33.25, 36, {"set D2-7 is inconclusive", "D2-7组可疑"}),
         {"inconclusive: repeat advised", "可疑，建议复查"});
  decide(patients[4], PatientCallState::Invalid, true,
         reason(ReasonCode::R7AboveLimit, 34.5, 30, {"ALB Ct 34.5 is above 30", "ALB的Ct 34.5高于30"}),
         {"invalid", "无效"});
  for (SetCall& set : patients[4].sets) {
    set.result = SetResult::Invalid;
  }
  patients[4].reference->result = SetResult::Invalid;
  patients[4].flags = {Flag::ReferenceFailed};
  decide(patients[5], PatientCallState::Incomplete, true,
         reason(ReasonCode::R11Incomplete, 3, 4, {"set D4-8 has no usable well", "D4-8组无可用孔"}),
         {"incomplete", "不完整"});
  decide(
      patients[6], PatientCallState::NotDetected, true,
      reason(ReasonCode::R2Late, 36.4, 36, {"D2-8 amplified late: repeat advised", "D2-8扩增偏晚，建议复查"}),
      none);
  return patients;
}

std::vector<ControlCall> controls_of(const Calls& calls) {
  std::vector<ControlCall> controls;
  for (std::size_t column = 7; column < 10; ++column) {
    for (std::size_t row = 0; row < 4; ++row) {
      const std::size_t index = row * std::size(columns) + column;
      const bool failed = columns[column].role == SampleRole::PositiveControl && !calls.wells[index].ct;
      ControlCall control;
      control.sample = columns[column].sample;
      control.role = columns[column].role;
      control.set = set_name(row);
      control.outcome = failed ? ControlOutcome::Failed : ControlOutcome::Passed;
      control.invalidates = failed;
      control.ct_mean = calls.wells[index].ct;
      control.wells = {index};
      control.reasons = {
          failed ? reason(ReasonCode::R5NotPositive, {}, 32,
                          {"positive control PC is not positive in D2-8", "阳性对照PC在D2-8中不为阳性"})
                 : reason(ReasonCode::R4Passed, {}, {}, {"as expected", "符合预期"})};
      controls.push_back(control);
    }
  }
  return controls;
}

}  // namespace

Report example_report() {
  Report report;
  report.tool.version = "0.1.0";
  ReportInput input;
  input.file = "example.eds";
  input.sha256 = std::string(64, 'a');
  input.format = "eds-7500";
  input.instrument = "Applied Biosystems 7500 Fast";
  input.software = "7500 Software v2.3";
  input.run_date = "2014-03-05T08:30:00Z";
  input.passive_reference = "ROX";
  report.inputs = {input};
  report.panel = {"ikzf1_deletions", "1.0", std::string(64, 'b')};
  report.profile = {"abi7500fast", "1.0", std::string(64, 'c')};
  report.gene = "IKZF1";
  report.sets = sets;
  report.reference = "ALB";
  report.ct_rule = {"cubic (7500 Software v2.x)", "三次插值（7500 Software v2.x）"};
  report.automatic_rule = {"as the 7500 software 2.x (7500 Software v2.x)",
                           "同7500软件2.x（7500 Software v2.x）"};
  report.limits = {"The test cannot see whole-gene loss (D1-8) or rarer deletions.",
                   "本法不能检出整基因缺失（D1-8）及少见缺失。"};

  Calls& calls = report.calls;
  calls.status = RunStatus::Invalid;
  calls.issues = {{IssueCode::EncodingGuessed,
                   Severity::Warning,
                   "example.eds",
                   {"read as GB18030; see --encoding", "按GB18030读取；参见--encoding"}}};
  for (std::size_t row = 0; row < 5; ++row) {
    for (std::size_t column = 0; column < std::size(columns); ++column) {
      calls.wells.push_back(well_call(column, row));
    }
  }
  calls.patients = patients_of(calls);
  calls.controls = controls_of(calls);
  for (const WellCall& well : calls.wells) {
    report.curves.push_back(curve_of(well));
  }
  report.curves.front().rn[4] = std::numeric_limits<double>::quiet_NaN();
  report.curves.front().delta_rn[4] = std::numeric_limits<double>::quiet_NaN();
  return report;
}

}  // namespace crossbreak
