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

}  // namespace crossbreak
