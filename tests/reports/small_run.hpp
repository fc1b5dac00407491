// A run of three curves for tests of what needs no calls: curves and inspection.
#pragma once

#include "curves/analysis.hpp"
#include "words/evidence.hpp"
#include "words/issues.hpp"

namespace crossbreak {

inline AnalysedRun small_run() {
  AnalysedRun analysed;
  Run& run = analysed.run;
  run.inputs = {{"plate.eds", std::string(64, '1')}};
  run.format = "eds-7500";
  run.instrument.type_id = "sds7500fast";
  run.instrument.type_name = "Applied Biosystems 7500 Fast";
  run.instrument.software = "7500 Software v2.3";
  run.run_started = "2014-03-05T08:30:00Z";
  run.run_state = "COMPLETE";
  run.passive_reference_status = PassiveReferenceStatus::Dye;
  run.passive_reference = "ROX";
  run.cycles = 3;
  run.program = {{"CYCLING", 40, {{95, 15, false}, {60, 60, true}}}};

  Reaction positive;
  positive.well = Well{0, 0};
  positive.sample = "=1+1";
  positive.target = "2-7";
  positive.task = "UNKNOWN";
  positive.reporter = "FAM";
  positive.quencher = "TAMRA";
  positive.rn = {1, 1.1, 1.9};
  positive.settings.threshold = 0.2;
  positive.settings.baseline = BaselineWindow{3, 15};
  positive.instrument.ct_status = CtStatus::Value;
  positive.instrument.ct = 24.1;
  positive.flags = {{"BADROX", "Y"}};
  Reaction negative = positive;
  negative.well = Well{0, 1};
  negative.sample = "NTC, \"clean\"";
  negative.task = "NTC";
  negative.instrument = {};
  negative.instrument.ct_status = CtStatus::Undetermined;
  negative.flags = {{"BADROX", "N"}};
  Reaction omitted = negative;
  omitted.well = Well{0, 2};
  omitted.omitted = true;
  omitted.rn.clear();
  omitted.settings = {};
  omitted.instrument = {};
  omitted.flags.clear();
  run.reactions = {positive, negative, omitted};
  run.dyes = {{{0, 0}, "FAM", {1, 1.1, 1.9}}, {{0, 0}, "ROX", {1, 1, 1}}, {{0, 1}, "FAM", {1, 1, 1}}};
  run.issues = {
      {IssueCode::EncodingGuessed, Severity::Warning, "plate.eds", {"read as GB18030", "按GB18030读取"}}};

  Curve up;
  up.reaction = 0;
  up.baseline = Baseline{{3, 15}, 1, 0.0005};
  up.baseline_source = BaselineSource::File;
  up.threshold = 0.2;
  up.threshold_source = ThresholdSource::File;
  up.ct_status = CtStatus::Value;
  up.ct = 24.123456789012345;
  up.verdict = {Amplified::Yes, {{EvidenceCode::Sigmoid, {"a sigmoid rise", "S形上升"}}}};
  up.ct_sdm = 25;
  up.ct_cy0 = 23.5;
  up.efficiency = 0.93;
  Curve flat;
  flat.reaction = 1;
  flat.threshold = 0.2;
  flat.threshold_source = ThresholdSource::Automatic;
  flat.ct_status = CtStatus::Undetermined;
  flat.verdict = {
      Amplified::No,
      {{EvidenceCode::Flat, {"flat", "平直"}}, {EvidenceCode::RiseNearNoise, {"noise, 0.01", "噪声"}}}};
  flat.issues = {
      {IssueCode::CurveIncomplete, Severity::Note, "plate.eds: A2", {"3 cycles only", "仅3个循环"}}};
  Curve none;
  none.reaction = 2;
  analysed.curves = {up, flat, none};
  return analysed;
}

}  // namespace crossbreak
