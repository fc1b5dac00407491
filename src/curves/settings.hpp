// What may be asked of the analysis of curves: rules, baselines and thresholds.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "run/run.hpp"
#include "words/ct_rules.hpp"

namespace crossbreak {

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

/// R19: when a curve passes for a copy of another dye's rise in its well. The settings of the panel, from
/// which their sources are told (assay/rules.hpp).
struct CrosstalkLimits {
  int first_cycle = 4;      ///< of the readings that are compared
  double max_lag = 5;       ///< cycles from a rise to its copy
  double noise = 5;         ///< a copy leaves at most so many noise SD of the curve
  double max_share = 0.45;  ///< of the other dye's rise
  double prompt_lag = 0.5;  ///< copies with at most this lag tell the plate's share
  int wells = 3;            ///< so many of them at least ...
  int samples = 2;          ///< ... of so many samples
  double margin = 0.02;     ///< a copy within this of the plate's share is no more than that
  double shown = 0.25;      ///< a flat curve that shows less than this part of a copy lacks it
  double same_ct = 1.0;     ///< cycles: a Ct within this, where the other dye does not rise, needs no copy
  double corrected = 0.02;  ///< a larger share of the plate is taken away from other curves
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
  CrosstalkLimits crosstalk;             ///< R19
};

}  // namespace crossbreak
