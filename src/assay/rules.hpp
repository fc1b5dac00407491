// The limits and choices of the rules that a laboratory may change: every setting of [rules], said once. The
// reader of panels, `crossbreak panel` and the table in primers/README.md are made from it.
//
// A new setting is a member of Rules with its default and a row in rule_setting_table.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "words/code.hpp"
#include "words/reasons.hpp"

namespace crossbreak {

enum class LateRule { Negative, Inconclusive };  ///< R2

constexpr CodeTable<LateRule, 2> codes_of(LateRule) {
  return {{{LateRule::Negative, "negative"}, {LateRule::Inconclusive, "inconclusive"}}};
}

/// R4, R26: a set without usable NTC asks for review, or is invalid.
enum class NtcDemand { Warning, Required };

constexpr CodeTable<NtcDemand, 2> codes_of(NtcDemand) {
  return {{{NtcDemand::Warning, "warning"}, {NtcDemand::Required, "required"}}};
}

/// R5, R26: a set without usable positive control may pass, asks for review, or is invalid.
enum class ControlDemand { Optional, Warning, Required };

constexpr CodeTable<ControlDemand, 3> codes_of(ControlDemand) {
  return {{{ControlDemand::Optional, "optional"},
           {ControlDemand::Warning, "warning"},
           {ControlDemand::Required, "required"}}};
}

/// R23: a run without passive reference is a note, or asks for review.
enum class PassiveReferenceRule { Optional, Required };

constexpr CodeTable<PassiveReferenceRule, 2> codes_of(PassiveReferenceRule) {
  return {{{PassiveReferenceRule::Optional, "optional"}, {PassiveReferenceRule::Required, "required"}}};
}

/// R11: a planned well without readable signal leaves its set's negative open, or is only left out.
enum class UnreadableRule { Incomplete, LeftOut };

constexpr CodeTable<UnreadableRule, 2> codes_of(UnreadableRule) {
  return {{{UnreadableRule::Incomplete, "incomplete"}, {UnreadableRule::LeftOut, "left_out"}}};
}

struct Rules {
  double ct_cutoff = 36.0;                                  ///< R1: positive strictly below
  LateRule late = LateRule::Negative;                       ///< R2
  int min_cycles = 0;                                       ///< R18; 0: the cut-off, rounded up
  NtcDemand ntc = NtcDemand::Warning;                       ///< R4, R26
  ControlDemand positive_control = ControlDemand::Warning;  ///< R5, R26
  double ntc_margin = 3.3;                                  ///< R20, R21, cycles
  double crowding_margin = 3.3;                             ///< R7, cycles
  UnreadableRule unreadable = UnreadableRule::Incomplete;   ///< R11
  double spread = 0.5;                                      ///< R9, cycles
  double spread_late = 1.0;                                 ///< R9, where the mean is above spread_late_from
  double spread_late_from = 33.0;                           ///< R9
  double instrument_ct_difference = 0.05;                   ///< R13, cycles
  double instrument_ct_contradiction = 0.5;                 ///< R13, cycles
  double crt_cutoff = 0;                                    ///< R13; 0: no limit is put to a Crt
  std::vector<std::string> review_qc_flags = {"BADROX", "EXPFAIL", "OFFSCALE", "AMPNC"};  ///< R15
  int rox_dip_note_from_cycle = 35;                                                       ///< R15
  double threshold_noise = 10;           ///< R23, times the noise of a flat well
  double threshold_plateau_share = 0.5;  ///< R23, of the usual plateau
  PassiveReferenceRule passive_reference = PassiveReferenceRule::Optional;  ///< R23
  int crosstalk_first_cycle = 4;                                            ///< R19
  double crosstalk_max_lag = 5;                                             ///< R19, cycles
  double crosstalk_noise = 5;             ///< R19, times the noise of the curve
  double crosstalk_max_share = 0.45;      ///< R19, of the other dye's rise
  double crosstalk_prompt_lag = 0.5;      ///< R19, cycles
  int crosstalk_wells = 3;                ///< R19
  int crosstalk_samples = 2;              ///< R19
  double crosstalk_margin = 0.02;         ///< R19, of the other dye's rise
  double crosstalk_shown = 0.25;          ///< R19, part of a copy's share
  double crosstalk_same_ct = 1.0;         ///< R19, cycles
  double crosstalk_corrected = 0.02;      ///< R19, of the other dye's rise
  double carry_over_cycles = 11;          ///< R27
  double contamination_strong_ct = 25.0;  ///< a neighbour below this is a strong one
  double contamination_late_ct = 33.0;    ///< an amplification from here on may be a neighbour's template
  double second_set_delay = 5.0;          ///< cycles between the sets of a mixed patient
  double mixed_share = 0.25;              ///< of a plate's patients; above: unusual
  int mixed_share_min_patients = 4;       ///< fewer mixed patients than this on a plate never raise it
};

/// Both ends belong to it.
template <class Number>
struct Range {
  Number least;
  Number greatest;
};

// What lies outside these is a slip of the pen, not an assay: arbitrary, wide on purpose.
inline constexpr Range<double> ct_limit_range{10, 60};  ///< of a cut-off or a control's limit
inline constexpr Range<int> cycle_range{1, 100};        ///< of a run's cycles

struct NumberSetting {
  double Rules::*member;
  Range<double> range;
};

struct WholeNumberSetting {
  int Rules::*member;
  Range<int> range;
};

struct ListSetting {
  std::vector<std::string> Rules::*member;
};

/// A value of an enum.
struct ChoiceSetting {
  std::span<const std::string_view> codes;
  std::size_t (*chosen)(const Rules&);  ///< place in `codes`
  void (*choose)(Rules&, std::size_t);
};

struct RuleSetting {
  std::string_view key;
  std::variant<NumberSetting, WholeNumberSetting, ListSetting, ChoiceSetting> value;
  Rule rule;
  std::string_view meaning;  ///< as in primers/README.md
  std::string_view source;   ///< what the default rests on, or "arbitrary"
};

template <class Enum>
inline constexpr auto code_texts = []() {
  static_assert(stands_in_order<Enum>());
  constexpr auto table = codes_of(Enum{});
  std::array<std::string_view, table.size()> texts;
  for (std::size_t i = 0; i < texts.size(); ++i)
    texts[i] = table[i].second;
  return texts;
}();

template <auto member>
constexpr ChoiceSetting choice_setting() {
  using Enum = std::remove_reference_t<decltype(std::declval<Rules&>().*member)>;
  return {code_texts<Enum>, [](const Rules& rules) { return static_cast<std::size_t>(rules.*member); },
          [](Rules& rules, std::size_t place) { rules.*member = static_cast<Enum>(place); }};
}

constexpr NumberSetting cycles_setting(double Rules::*member) {
  return {member, {0, cycle_range.greatest}};
}

inline constexpr auto rule_setting_table = std::to_array<RuleSetting>({
    {"ct_cutoff", NumberSetting{&Rules::ct_cutoff, ct_limit_range}, Rule::R1,
     "a well is positive strictly below, unrounded",
     "stated by the paper: positive when Ct < 36 and a standard amplification curve appears"},
    {"late", choice_setting<&Rules::late>(), Rule::R2,
     "an amplification at or above the cut-off: `\"negative\"` (flagged) or `\"inconclusive\"`",
     "the paper's rule makes it negative; 15 copies of one published assay gave mean Ct 36.45"},
    {"ntc", choice_setting<&Rules::ntc>(), Rule::R4,
     "a set without usable NTC on the plate: `\"warning\"` (its patients ask for review, R26) or "
     "`\"required\"` (then invalid)",
     "CDC 2019-nCoV panel precedent"},
    {"positive_control", choice_setting<&Rules::positive_control>(), Rule::R5,
     "the same for its positive control, or `\"optional\"`", "inferred: as for the NTC"},
    {"min_cycles", WholeNumberSetting{&Rules::min_cycles, {0, cycle_range.greatest}}, Rule::R18,
     "a negative well without a reading at this cycle or later has no result; 0: the cut-off, rounded up",
     "a deletion that crosses just before the cut-off is not seen earlier"},
    {"ntc_margin", cycles_setting(&Rules::ntc_margin), Rule::R20,
     "cycles by which a positive well, and a reference gene (R21), must be earlier than the earliest NTC "
     "that "
     "amplifies",
     "tenfold: 3.3 cycles at full efficiency; Hellemans et al. 2007, Genome Biol. 8:R19 (qBase) asks for 5"},
    {"crowding_margin", cycles_setting(&Rules::crowding_margin), Rule::R7,
     "a positive so many cycles before the sample's reference gene (mean Ct where it passes), or more, may "
     "crowd it out of its own well; beside a later one, a reference gene that fails asks for review",
     "arbitrary: tenfold as much of it, 3.3 cycles at full efficiency"},
    {"threshold_noise", NumberSetting{&Rules::threshold_noise, {0, 1000}},  // arbitrary: wide on purpose
     Rule::R23, "a threshold below so many times the noise of the target's flat wells asks for review",
     "the quantification limit: Currie 1968, Anal. Chem. 40:586-593"},
    {"threshold_plateau_share", NumberSetting{&Rules::threshold_plateau_share, {0, 1}}, Rule::R23,
     "a threshold above this share of the target's usual plateau asks for review",
     "arbitrary: from half its height on a curve no longer grows exponentially"},
    {"passive_reference", choice_setting<&Rules::passive_reference>(), Rule::R23,
     "a run without passive reference: `\"optional\"` (a note) or `\"required\"` (asks for review)",
     "inferred: the paper does not say whether the mix holds ROX"},
    {"crosstalk_first_cycle", WholeNumberSetting{&Rules::crosstalk_first_cycle, cycle_range}, Rule::R19,
     "a curve is compared with the other dyes of its well from this cycle on",
     "the instrument reports no Ct before cycle 4: the first reads settle"},
    {"crosstalk_max_lag", cycles_setting(&Rules::crosstalk_max_lag), Rule::R19,
     "a copy of another dye's rise lags by at most so many cycles",
     "copies on a published duplex plate lag by 3 to 4 cycles; one more is arbitrary"},
    {"crosstalk_noise", NumberSetting{&Rules::crosstalk_noise, {0, 1000}}, Rule::R19,
     "a copy explains a curve where it leaves at most so many times the curve's noise",
     "arbitrary: it held for simulated copies of 3 to 35 % and for 21 real ones"},
    {"crosstalk_max_share", NumberSetting{&Rules::crosstalk_max_share, {0, 1}}, Rule::R19,
     "a larger share of the other dye's rise is no crosstalk",
     "arbitrary: above the 35 % of the worst calibration tried"},
    {"crosstalk_prompt_lag", cycles_setting(&Rules::crosstalk_prompt_lag), Rule::R19,
     "copies that lag by at most so many cycles tell the share of the dye on the plate",
     "arbitrary: light that passes a filter does not lag"},
    {"crosstalk_wells", WholeNumberSetting{&Rules::crosstalk_wells, {1, 1000}}, Rule::R19,
     "so many such wells tell that share; fewer leave it unknown", "arbitrary: fewer have no median"},
    {"crosstalk_samples", WholeNumberSetting{&Rules::crosstalk_samples, {1, 1000}}, Rule::R19,
     "they are of so many samples", "arbitrary: the wells of one sample may share a deletion"},
    {"crosstalk_margin", NumberSetting{&Rules::crosstalk_margin, {0, 1}}, Rule::R19,
     "a copy within this of the plate's share is negative; any other is unclear", "arbitrary"},
    {"crosstalk_shown", NumberSetting{&Rules::crosstalk_shown, {0, 1}}, Rule::R19,
     "a flat curve that shows less than this part of a copy lacks it: what enough wells of other samples "
     "lack "
     "is a positive control's own product",
     "arbitrary"},
    {"crosstalk_same_ct", cycles_setting(&Rules::crosstalk_same_ct), Rule::R19,
     "a target that has the same Ct, within so many cycles, in wells of the sample where the other dye does "
     "not rise is no copy",
     "as the replicates of a late Ct"},
    {"crosstalk_corrected", NumberSetting{&Rules::crosstalk_corrected, {0, 1}}, Rule::R19,
     "where the plate's share is above, it is taken away from a product of its own before its Ct is read",
     "arbitrary: less moves a Ct by less than its replicates differ"},
    {"carry_over_cycles", cycles_setting(&Rules::carry_over_cycles), Rule::R27,
     "a positive so many cycles behind a neighbouring well of its set, or more, is flagged",
     "inferred: 11 cycles are a factor of 2000, as between contamination_strong_ct and the cut-off"},
    {"unreadable", choice_setting<&Rules::unreadable>(), Rule::R11,
     "a planned well without readable signal, of the set or of the reference gene that speaks for it: the "
     "set's negative has no result (`\"incomplete\"`), or rests on the other wells (`\"left_out\"`). A "
     "positive stands beside it and asks for review. Wells that the operator omitted are always left out",
     "inferred: a planned test that gave no signal was not done; a positive beside it stands"},
    {"spread", cycles_setting(&Rules::spread), Rule::R9,
     "highest minus lowest Ct of replicates; above: flagged",
     "principle: Hellemans et al. 2007, Genome Biol. 8:R19 (qBase); number inferred"},
    {"spread_late", cycles_setting(&Rules::spread_late), Rule::R9,
     "the same where their mean is above `spread_late_from`",
     "principle: Hellemans et al. 2007, Genome Biol. 8:R19 (qBase); number inferred"},
    {"spread_late_from", cycles_setting(&Rules::spread_late_from), Rule::R9, "Ct",
     "inferred: below some 100 copies the sampling of molecules spreads replicates"},
    {"instrument_ct_difference", cycles_setting(&Rules::instrument_ct_difference), Rule::R13,
     "cycles between our Ct and the instrument's; above: flagged",
     "parity with the instrument is exact within 1e-4 cycles, in 3-decimal text within 0.04"},
    {"instrument_ct_contradiction", cycles_setting(&Rules::instrument_ct_contradiction), Rule::R13,
     "the same; above: one of the two was not read from this curve, which asks for review",
     "arbitrary: half a cycle is ten times what rounding explains"},
    {"crt_cutoff", NumberSetting{&Rules::crt_cutoff, {0, ct_limit_range.greatest}}, Rule::R13,
     "an instrument's Crt (relative threshold) below it beside a negative well, or not below it beside a "
     "positive one, asks for review; 0: no limit is put to a Crt",
     "inferred: a Crt is another quantity than the Ct for which the paper states its limit"},
    {"review_qc_flags", ListSetting{&Rules::review_qc_flags}, Rule::R15,
     "instrument flags that ask for review", "7500 software: the flags that ask for a look at the curve"},
    {"rox_dip_note_from_cycle", WholeNumberSetting{&Rules::rox_dip_note_from_cycle, cycle_range}, Rule::R15,
     "a dip of the passive reference that begins after this cycle is a note only",
     "inferred: past the cycle a late dip cannot move a Ct below the cut-off"},
    {"contamination_strong_ct", cycles_setting(&Rules::contamination_strong_ct), Rule::Contamination,
     "a neighbour or positive control below it is strong",
     "inferred: a well some 2000 times stronger than the cut-off can spoil its neighbour"},
    {"contamination_late_ct", cycles_setting(&Rules::contamination_late_ct), Rule::Contamination,
     "an amplification from here on may be a neighbour's template",
     "inferred: what a droplet of a strong neighbour gives"},
    {"second_set_delay", cycles_setting(&Rules::second_set_delay), Rule::Contamination,
     "a second set of a mixed patient this many cycles later, or more, is flagged",
     "inferred: 5 cycles are a factor of 32"},
    {"mixed_share", NumberSetting{&Rules::mixed_share, {0, 1}}, Rule::Contamination,
     "a larger share of mixed patients on a plate is flagged",
     "inferred: 13 of 142 patients (9 %) were mixed in the paper's cohort"},
    {"mixed_share_min_patients",
     WholeNumberSetting{&Rules::mixed_share_min_patients, {1, 1000}},  // arbitrary: a plate has 96 wells
     Rule::Contamination, "fewer mixed patients are never flagged so",
     "inferred: fewer are no share of anything"},
});

}  // namespace crossbreak
