// Why a curve is an amplification, none, or unclear: the one catalogue of evidence, its codes and sentences.
//
// A new piece of evidence is a value of EvidenceCode and its row in evidence_catalogue. Headers that only
// hold codes declare the enum and do not include this file.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "words/code.hpp"
#include "words/sentence.hpp"

namespace crossbreak {

enum class EvidenceCode : std::uint8_t {
  // Nothing to judge
  SignalLost,
  PassiveReferenceNearZero,
  NoCurve,
  TooFewReadings,
  AllEqual,
  // For an amplification
  Rise,
  ExponentialPhase,
  Plateau,
  NoPlateau,
  Sigmoid,
  // A drift explains the curve
  Flat,
  LinearDrift,
  QuadraticDrift,
  CubicDrift,
  // Against an amplification
  NoRise,
  RiseInNoise,
  RiseNearNoise,
  RiseWithinDrift,
  RiseNearDrift,
  NotKept,
  FallsBack,
  Step,
  Sudden,
  SlowBend,
  SlowGrowth,
  StraightRise,
  NoBaseline,
  PassiveReferenceFalls,
  FarBelowTarget,
  // Of the models
  RisesAfterFall,
  SigmoidNearNoise,
  BendNotProven,
  // Beside the target
  LateBend,
  LateGrowth,
  RisesPastTarget,
  DriftsLikeTarget,
  Saturated,
  // Beside a jump or a dip
  RiseBesideStep,
  RiseBesideDip,
  CtOfJump,
  // Beside another baseline window
  CtOfCollapsedWindow,
  // Beside another dye of the well
  Crosstalk,
  CrosstalkTakenAway,
  CrosstalkDenied,
};

/// One sentence of a piece of evidence. A code has one, or a variant for each way in which it is met.
struct EvidenceEntry {
  EvidenceCode evidence;
  std::string_view code;     ///< in records: snake_case
  std::string_view variant;  ///< empty for the plain sentence; never in a record
  Sentence sentence;
};

inline constexpr auto evidence_catalogue = [] {
  using enum EvidenceCode;
  return std::to_array<EvidenceEntry>({
      // Nothing to judge
      {SignalLost,
       "signal_lost",
       "",
       {"the reporter falls to nothing: not readable", "报告染料信号消失：无法判读"}},
      {PassiveReferenceNearZero,
       "passive_reference_near_zero",
       "",
       {"the passive reference is near zero: not readable", "参比染料接近零：无法判读"}},
      {NoCurve, "no_curve", "", {"no curve to judge", "没有可判读的曲线"}},
      {TooFewReadings,
       "too_few_readings",
       "",
       {"only {readings} readings in {cycles} cycles: too few to judge",
        "{cycles}个循环中仅有{readings}个读数，不足以判读"}},
      {AllEqual,
       "all_equal",
       "",
       {"all readings from cycle {cycle} on are equal: nothing was measured; check the detector",
        "自第{cycle}循环起所有读数相同：未测得任何变化；请检查检测器"}},
      // For an amplification
      {Rise,
       "rise",
       "",
       {"rises {rise} from cycle {cycle}, {times} times its noise",
        "自第{cycle}循环起上升{rise}，为噪声的{times}倍"}},
      {ExponentialPhase,
       "exponential_phase",
       "",
       {"exponential up to cycle {cycle}, {growth} more a cycle",
        "至第{cycle}循环呈指数增长，每循环增加{growth}"}},
      {Plateau, "plateau", "", {"levels off from cycle {cycle}", "自第{cycle}循环起趋于平台"}},
      {NoPlateau, "no_plateau", "", {"still rising at the last cycle", "最后循环仍在上升"}},
      {Sigmoid,
       "sigmoid",
       "",
       {"a sigmoid on its background explains the curve; no drift, kink or step does",
        "背景上的S形曲线可解释该曲线，而漂移、折线或台阶均不能"}},
      // A drift explains the curve
      {Flat, "flat", "", {"flat: noise of {noise} around a constant", "平坦：仅有围绕常数的噪声（{noise}）"}},
      {LinearDrift,
       "linear_drift",
       "",
       {"rises {change} over {cycles} cycles, linear: drift", "{cycles}个循环内上升{change}，呈线性：漂移"}},
      {LinearDrift,
       "linear_drift",
       "falling",
       {"falls {change} over {cycles} cycles, linear: drift", "{cycles}个循环内下降{change}，呈线性：漂移"}},
      {QuadraticDrift,
       "quadratic_drift",
       "",
       {"rises {change} over {cycles} cycles, quadratic: drift",
        "{cycles}个循环内上升{change}，呈二次曲线：漂移"}},
      {QuadraticDrift,
       "quadratic_drift",
       "falling",
       {"falls {change} over {cycles} cycles, quadratic: drift",
        "{cycles}个循环内下降{change}，呈二次曲线：漂移"}},
      {CubicDrift,
       "cubic_drift",
       "",
       {"rises {change} over {cycles} cycles, smooth and without a sharp bend: drift",
        "{cycles}个循环内上升{change}，呈平缓曲线、无明显拐点：漂移"}},
      {CubicDrift,
       "cubic_drift",
       "falling",
       {"falls {change} over {cycles} cycles, smooth and without a sharp bend: drift",
        "{cycles}个循环内下降{change}，呈平缓曲线、无明显拐点：漂移"}},
      // Against an amplification
      {NoRise, "no_rise", "", {"never rises above the line of its background", "始终未升至背景线之上"}},
      {RiseInNoise,
       "rise_in_noise",
       "",
       {"rises {rise} from cycle {cycle}, only {times} times its noise",
        "自第{cycle}循环起上升{rise}，仅为噪声的{times}倍"}},
      {RiseNearNoise,
       "rise_near_noise",
       "",
       {"rises {rise} from cycle {cycle}, only {times} times its noise",
        "自第{cycle}循环起上升{rise}，仅为噪声的{times}倍"}},
      {RiseWithinDrift,
       "rise_within_drift",
       "",
       {"rises {rise} from cycle {cycle}, after having moved by {before} before",
        "自第{cycle}循环起上升{rise}，而此前已变动{before}"}},
      {RiseNearDrift,
       "rise_near_drift",
       "",
       {"rises {rise} from cycle {cycle}, after having moved by {before} before",
        "自第{cycle}循环起上升{rise}，而此前已变动{before}"}},
      {NotKept,
       "not_kept",
       "",
       {"rises {rise} up to cycle {cycle}, but only {share} of it is left at the end",
        "至第{cycle}循环上升{rise}，但末尾仅余{share}"}},
      {FallsBack,
       "falls_back",
       "",
       {"rises {rise} up to cycle {cycle}, and falls back: {share} of it is left at the end",
        "至第{cycle}循环上升{rise}，随后回落：末尾余{share}"}},
      {Step,
       "step",
       "",
       {"rises tenfold within {cycles} cycles up to cycle {cycle}: faster than doubling",
        "至第{cycle}循环止，{cycles}个循环内升高十倍：快于每循环倍增"}},
      {Sudden,
       "sudden",
       "",
       {"rises tenfold within {cycles} cycles up to cycle {cycle}: faster than doubling",
        "至第{cycle}循环止，{cycles}个循环内升高十倍：快于每循环倍增"}},
      {SlowBend,
       "slow_bend",
       "",
       {"grows by only {growth} a cycle up to cycle {cycle}: no clear exponential phase",
        "至第{cycle}循环止每循环仅增长{growth}：无明确的指数期"}},
      {SlowGrowth,
       "slow_growth",
       "",
       {"grows by only {growth} a cycle up to cycle {cycle}: no clear exponential phase",
        "至第{cycle}循环止每循环仅增长{growth}：无明确的指数期"}},
      {StraightRise,
       "straight_rise",
       "",
       {"rises in a straight line for the last {cycles} cycles: no plateau",
        "最后{cycles}个循环呈直线上升，无平台期"}},
      {NoBaseline,
       "no_baseline",
       "",
       {"rises from cycle {cycle}: no baseline before", "自第{cycle}循环即上升，之前无基线"}},
      {PassiveReferenceFalls,
       "passive_reference_falls",
       "",
       {"{share} of the rise in Rn is a fall of the passive reference", "Rn上升的{share}源于参比染料下降"}},
      {FarBelowTarget,
       "far_below_target",
       "",
       {"rises {rise}, only {share} of what this target usually does",
        "上升{rise}，仅为该靶标通常水平的{share}"}},
      // Of the models
      {RisesAfterFall,
       "rises_after_fall",
       "",
       {"rises {rise}, but its background falls by {fall}", "上升{rise}，但其背景下降{fall}"}},
      {SigmoidNearNoise,
       "sigmoid_near_noise",
       "",
       {"a sigmoid rises {rise}, only {times} times the noise", "S形曲线上升{rise}，仅为噪声的{times}倍"}},
      {BendNotProven,
       "bend_not_proven",
       "",
       {"a drift, a kink or a step explains the curve as well as a sigmoid",
        "漂移、折线或台阶与S形曲线同样可解释该曲线"}},
      // Beside the target
      {LateBend,
       "late_bend",
       "",
       {"near the end of the run a bend explains the rise better than the front of an amplification",
        "临近运行末尾，背景弯曲比扩增前沿更能解释该上升"}},
      {LateGrowth,
       "late_growth",
       "",
       {"grows {growth}-fold a cycle up to cycle {cycle}, below a third of the target's usual plateau: not "
        "as an "
        "amplification does",
        "至第{cycle}循环（低于该靶标通常平台的三分之一）每循环增长{growth}倍：不符合扩增"}},
      {RisesPastTarget,
       "rises_past_target",
       "",
       {"still rises at the last cycle, {rise} already, {share} of what this target usually does",
        "最后循环仍在上升，已升高{rise}，为该靶标通常水平的{share}"}},
      {DriftsLikeTarget,
       "drifts_like_target",
       "",
       {"climbs {change} over {cycles} cycles as a drift does, but {share} of what this target usually rises",
        "{cycles}个循环内如漂移般上升{change}，但已达该靶标通常升高的{share}"}},
      {Saturated,
       "saturated",
       "",
       {"stands at {share} of the target's usual plateau from its first cycles on: no baseline to judge",
        "自最初循环起即达该靶标通常平台的{share}：无基线可判读"}},
      // Beside a jump or a dip
      {RiseBesideStep,
       "rise_beside_step",
       "",
       {"jumps by {height} at cycle {cycle}, and beside that rises {rise} from cycle {from}",
        "第{cycle}循环突变{height}，此外自第{from}循环起上升{rise}"}},
      {RiseBesideDip,
       "rise_beside_dip",
       "",
       {"the passive reference dips, and the reporter alone rises {rise} from cycle {cycle}",
        "参比染料信号下降，而报告染料自身自第{cycle}循环起上升{rise}"}},
      {CtOfJump,
       "ct_of_jump",
       "",
       {"amplifies, but a jump by {height} at cycle {cycle} crosses the threshold, not the rise",
        "有扩增，但越过阈值的是第{cycle}循环的突变（{height}），而非扩增上升"}},
      // Beside another baseline window
      {CtOfCollapsedWindow,
       "ct_of_collapsed_window",
       "",
       {"amplifies, but its Ct of {ct} rests on a baseline of its first cycles alone; with the window {own} "
        "it "
        "is {own_ct}",
        "有扩增，但其Ct {ct}仅依据最初几个循环的基线；若窗口为{own}，则为{own_ct}"}},
      // Beside another dye of the well
      {Crosstalk,
       "crosstalk",
       "",
       {"{share} of the rise of {from} in this well explains it, {lag} cycles later: crosstalk into "
        "{reporter}",
        "本孔{from}上升信号的{share}（延后{lag}个循环）即可解释该曲线：串扰至{reporter}"}},
      {Crosstalk,
       "crosstalk",
       "prompt",
       {"{share} of the rise of {from} in this well explains it: crosstalk into {reporter}",
        "本孔{from}上升信号的{share}即可解释该曲线：串扰至{reporter}"}},
      {CrosstalkTakenAway,
       "crosstalk_taken_away",
       "",
       {"no copy of {from}: a product of its own; without the {share} of {from} that the plate shows in "
        "{reporter}, Ct {ct}",
        "并非{from}信号的复制，为自身产物；扣除本板{reporter}中{from}的{share}后，Ct {ct}"}},
      {CrosstalkDenied,
       "crosstalk_denied",
       "",
       {"{share} of {from} would explain it, but it rises alike in other wells of the sample, without "
        "{from}: "
        "no crosstalk",
        "{from}信号的{share}虽可解释该曲线，但同一样本其他无{from}信号的孔中上升相同：并非串扰"}},
      {CrosstalkDenied,
       "crosstalk_denied",
       "shape",
       {"{share} of {from} would nearly explain it, but its shape is its own, and no other set of the sample "
        "shows {from}: no crosstalk",
        "{from}信号的{share}几乎可解释该曲线，但其形状不同，且同一样本的其他组合均未显示{from}：并非串扰"}},
      {CrosstalkDenied,
       "crosstalk_denied",
       "share",
       {"{share} of {from} would explain it, but its replicates would need other shares, and no other set of "
        "the sample shows {from}: no crosstalk",
        "{from}信号的{share}虽可解释该曲线，但各复孔所需比例不同，且同一样本的其他组合均未显示{from}"
        "：并非串扰"}},
  });
}();

/// How many codes there are: a code's variants stand behind one another, so the last row has the last one.
inline constexpr std::size_t evidence_count =
    static_cast<std::size_t>(evidence_catalogue.back().evidence) + 1;

constexpr CodeTable<EvidenceCode, evidence_count> codes_of(EvidenceCode) {
  CodeTable<EvidenceCode, evidence_count> table{};
  for (const EvidenceEntry& entry : evidence_catalogue)
    table[static_cast<std::size_t>(entry.evidence)] = {entry.evidence, entry.code};
  return table;
}

static_assert(std::is_sorted(evidence_catalogue.begin(), evidence_catalogue.end(),
                             [](const EvidenceEntry& a, const EvidenceEntry& b) {
                               return a.evidence < b.evidence;
                             }));
static_assert(std::all_of(evidence_catalogue.begin(), evidence_catalogue.end(),
                          [](const EvidenceEntry& entry) {
                            return agrees_in_both_languages(entry.sentence);
                          }));

/// Evidence whose sentence `names` fill: a code, or {code, variant}. Where the sentence asks for another
/// field, or the code has no such variant, it does not compile.
template <FieldName... names>
class EvidenceWith {
 public:
  consteval EvidenceWith(EvidenceCode evidence, std::string_view variant = {}) {  // NOLINT: meant to convert
    while (row_ < evidence_catalogue.size() &&
           (evidence_catalogue[row_].evidence != evidence || evidence_catalogue[row_].variant != variant))
      ++row_;
    if (row_ == evidence_catalogue.size())
      throw "the catalogue has no such variant of this evidence";
    if (!asks_only_for(evidence_catalogue[row_].sentence.en, {names.view()...}))
      throw "the evidence's sentence asks for a field that is not given";
  }
  constexpr const EvidenceEntry& entry() const { return evidence_catalogue[row_]; }

 private:
  std::size_t row_ = 0;  // not a pointer: with -fsanitize=undefined GCC 12 takes none for a constant
};

}  // namespace crossbreak
