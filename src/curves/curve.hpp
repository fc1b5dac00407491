// What the analysis makes of one reaction: signals, baseline, threshold, Ct, fit and verdict, as values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "run/run.hpp"
#include "words/ct_rules.hpp"
#include "words/curve_states.hpp"
#include "words/words.hpp"

namespace crossbreak {

enum class EvidenceCode : std::uint8_t;  // words/evidence.hpp

/// The baseline line that was subtracted: Rn[c] ~ intercept + slope * c, c counted from 1.
struct Baseline {
  BaselineWindow window;
  double intercept = 0;
  double slope = 0;  ///< 0 for windows of up to three cycles
};

/// A four-parameter logistic (Rutledge 2004, Nucleic Acids Res. 32:e178) on a straight drift, on Rn:
/// f(c) = lower + drift * c + (upper - lower) / (1 + exp(-(c - midpoint) / width)).
struct SigmoidParameters {
  double lower = 0;
  double drift = 0;
  double upper = 0;
  double midpoint = 0;
  double width = 1;
  double residual_sd = 0;  ///< unit of Rn
};

/// One piece of evidence for a verdict, made by because(): LinearDrift, "rises 0.04 over 40 cycles, linear:
/// drift".
struct VerdictReason {
  EvidenceCode code;
  Words words;
  bool operator==(const VerdictReason&) const = default;
};

/// Is it an amplification? See verdict/verdict.hpp.
struct Verdict {
  Amplified amplified = Amplified::Unclear;
  std::vector<VerdictReason> reasons;  ///< never empty once judged
};

/// What a curve shows of another dye's rise in its well: see crosstalk/crosstalk.hpp.
struct Crosstalk {
  CrosstalkState state = CrosstalkState::Copy;
  std::size_t from = 0;               ///< index into Run::reactions of the other dye's
  double share = 0;                   ///< of its rise, in this curve; of an own product the plate's
  double lag = 0;                     ///< cycles from its rise to the copy
  std::optional<double> plate_share;  ///< as the copies of the plate show it; absent: too few
  bool alone = false;  ///< of a copy: wells of other samples lack it (crosstalk/other_wells.hpp)
  Amplified by_itself = Amplified::Unclear;  ///< of a copy: the verdict on the curve alone
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
  CtRule ct_rule = CtRule::Cubic;  ///< how it is interpolated: as was asked for, or as the file's Ct prove
  /// Ct with our own baseline window where a drift has shrunk the one that was used to its first cycles: the
  /// two must tell the same (verdict/doubtful_ct.hpp). Absent: the window is no such one, or ours gives no
  /// Ct.
  std::optional<double> ct_own_window;
  std::optional<Crosstalk> crosstalk;  ///< absent: none is seen
  /// Ct of an own product less the plate's share of the other dye; absent: undetermined, or nothing is taken
  /// away. It decides then, and ct_half_threshold and ct_double_threshold are those of the same curve.
  std::optional<double> ct_without_crosstalk;
  std::optional<double>
      ct_half_threshold;  ///< Ct at half the threshold; absent: undetermined or not computed
  std::optional<double> ct_double_threshold;  ///< the same at twice the threshold
  int crossings = 0;                          ///< upward crossings of the threshold
  std::optional<double>
      noise_sd;  ///< residual SD about the baseline within its window, Rn; absent: no window
  Verdict verdict;
  /// Why nothing may be concluded from the dyes, whatever is computed of them. Absent: readable.
  std::optional<VerdictReason> unreadable;
  std::optional<SigmoidParameters> fit;  ///< of a converged fit only
  std::optional<double> ct_sdm;   ///< second-derivative maximum pooled over the target (ct/rise.hpp), cycles
  std::optional<double> ct_cy0;   ///< Guescini 2008, BMC Bioinformatics 9:326, after baselining
  std::optional<double> plateau;  ///< height of the fit above the baseline, delta Rn
  std::optional<double> efficiency;  ///< mean of the target; 1 doubles every cycle
  std::vector<Issue> issues;
};

struct AnalysedRun {
  Run run;
  std::vector<Curve> curves;  ///< one per reaction, in the order of Run::reactions
};

}  // namespace crossbreak
