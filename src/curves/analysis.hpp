// From a Run to its curves: Rn, baseline, delta Rn, threshold, Ct, fits and the verdict.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "curves/sigmoid.hpp"
#include "curves/verdict.hpp"
#include "run/run.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// How the software interpolates Ct. formats.md names the evidence.
enum class CtRule { Cubic, Linear };

/// Which automatic baseline and threshold rules apply.
enum class AutomaticRule {
  Abi7500V2,    ///< 7500 v2.x and StepOne v2.x, recovered exactly
  QuantStudio,  ///< QuantStudio 3, 6, 7 windows; threshold an estimate
  Own,          ///< no family known: our own choice
};

/// --baseline file|auto|START-END, --threshold file|auto|VALUE.
struct BaselineChoice {
  enum class Kind { File, Automatic, Window };
  Kind kind = Kind::File;  ///< File falls back on Automatic where the file is silent
  BaselineWindow window;   ///< for Kind::Window
};
struct ThresholdChoice {
  enum class Kind { File, Automatic, Value };
  Kind kind = Kind::File;  ///< File falls back on Automatic where the file is silent
  double value = 0;        ///< for Kind::Value, in delta Rn, > 0
};

struct CurveSettings {
  CtRule ct_rule = CtRule::Cubic;
  AutomaticRule automatic_rule = AutomaticRule::Abi7500V2;
  std::optional<BaselineChoice> baseline;                    ///< command line, all targets
  std::map<std::string, BaselineChoice> target_baselines;    ///< command line, by target name in the file
  std::optional<ThresholdChoice> threshold;                  ///< command line, all targets
  std::map<std::string, ThresholdChoice> target_thresholds;  ///< command line, by target name in the file
  std::map<std::string, double> panel_thresholds;            ///< fixed ones, by target name in the file
  std::map<std::string, BaselineWindow> panel_baselines;     ///< fixed ones, by target name in the file
  int passive_dip_note_from_cycle = 35;  ///< R15: after this cycle a dip of the passive reference is a note
};

/// The baseline line that was subtracted: Rn[c] ~ intercept + slope * c, c counted from 1.
struct Baseline {
  BaselineWindow window;
  double intercept = 0;
  double slope = 0;  ///< 0 for windows of up to three cycles
};

/// One reaction, analysed. Arrays have one element a cycle; NaN where there is no value.
struct Curve {
  std::size_t reaction = 0;      ///< index into Run::reactions
  std::vector<double> reporter;  ///< empty where the file gives no dyes
  std::vector<double> passive;   ///< the same; empty also without passive reference
  std::vector<double> rn;        ///< empty where neither dyes nor Rn are given
  std::vector<double> delta_rn;  ///< empty where it could not be computed
  std::optional<Baseline> baseline;
  std::optional<BaselineSource> baseline_source;
  std::optional<double> threshold;
  std::optional<ThresholdSource> threshold_source;
  CtStatus ct_status = CtStatus::Absent;  ///< Absent: not computed
  std::optional<double> ct;
  std::optional<double>
      ct_half_threshold;  ///< Ct at half the threshold; absent: undetermined or not computed
  std::optional<double> ct_double_threshold;  ///< the same at twice the threshold
  int crossings = 0;                          ///< upward crossings of the threshold
  Verdict verdict;
  /// Why nothing may be concluded from the dyes, whatever is computed of them. Absent: readable.
  std::optional<VerdictReason> unreadable;
  std::optional<SigmoidParameters> fit;  ///< of a converged fit only
  std::optional<double> ct_sdm;      ///< second-derivative maximum pooled over the target (rise.hpp), cycles
  std::optional<double> ct_cy0;      ///< Guescini 2008, BMC Bioinformatics 9:326, after baselining
  std::optional<double> plateau;     ///< height of the fit above the baseline, delta Rn
  std::optional<double> efficiency;  ///< mean of the target; 1 doubles every cycle
  std::vector<Issue> issues;
};

struct AnalysedRun {
  Run run;
  std::vector<Curve> curves;  ///< one per reaction, in the order of Run::reactions
};

/// Analyses every reaction; rules that need all wells of a target (automatic thresholds,
/// efficiency) see them together. Never throws because data are ugly.
std::vector<Curve> analyse_curves(const Run& run, const CurveSettings& settings);

}  // namespace crossbreak
