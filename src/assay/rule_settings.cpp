#include "assay/rule_settings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <type_traits>
#include <utility>

#include "words/reasons.hpp"

namespace crossbreak {
namespace {

template <class Enum>
constexpr auto codes = [] {
  static_assert(stands_in_order<Enum>());
  constexpr auto table = codes_of(Enum{});
  std::array<std::string_view, table.size()> texts;
  for (std::size_t i = 0; i < texts.size(); ++i)
    texts[i] = table[i].second;
  return texts;
}();

template <auto member>
constexpr ChoiceSetting choice() {
  using Enum = std::remove_reference_t<decltype(std::declval<Rules&>().*member)>;
  return {codes<Enum>, [](const Rules& rules) { return static_cast<std::size_t>(rules.*member); },
          [](Rules& rules, std::size_t place) { rules.*member = static_cast<Enum>(place); }};
}

constexpr NumberSetting cycles(double Rules::*member) {
  return {member, {0, cycle_range.greatest}};
}

constexpr auto settings = std::to_array<RuleSetting>({
    {"ct_cutoff", NumberSetting{&Rules::ct_cutoff, ct_limit_range}, Rule::R1,
     "a well is positive strictly below, unrounded",
     "stated by the paper: positive when Ct < 36 and a standard amplification curve appears"},
    {"late", choice<&Rules::late>(), Rule::R2,
     "an amplification at or above the cut-off: `\"negative\"` (flagged) or `\"inconclusive\"`",
     "the paper's rule makes it negative; 15 copies of one published assay gave mean Ct 36.45"},
    {"ntc", choice<&Rules::ntc>(), Rule::R4,
     "a set without NTC on the plate: `\"warning\"` or `\"required\"` (then invalid)",
     "CDC 2019-nCoV panel precedent"},
    {"positive_control", choice<&Rules::positive_control>(), Rule::R5, "the same for its positive control",
     "inferred: as for the NTC"},
    {"unreadable", choice<&Rules::unreadable>(), Rule::R11,
     "a planned well without readable signal, of the set or of the reference gene that speaks for it: the "
     "set's negative has no result (`\"incomplete\"`), or rests on the other wells (`\"left_out\"`). A "
     "positive stands beside it and asks for review. Wells that the operator omitted are always left out",
     "inferred: a planned test that gave no signal was not done; a positive beside it stands"},
    {"spread", cycles(&Rules::spread), Rule::R9, "highest minus lowest Ct of replicates; above: flagged",
     "principle: Hellemans et al. 2007, Genome Biol. 8:R19 (qBase); number inferred"},
    {"spread_late", cycles(&Rules::spread_late), Rule::R9,
     "the same where their mean is above `spread_late_from`",
     "principle: Hellemans et al. 2007, Genome Biol. 8:R19 (qBase); number inferred"},
    {"spread_late_from", cycles(&Rules::spread_late_from), Rule::R9, "Ct",
     "inferred: below some 100 copies the sampling of molecules spreads replicates"},
    {"instrument_ct_difference", cycles(&Rules::instrument_ct_difference), Rule::R13,
     "cycles between our Ct and the instrument's; above: flagged",
     "parity with the instrument is exact within 1e-4 cycles, in 3-decimal text within 0.04"},
    {"review_qc_flags", ListSetting{&Rules::review_qc_flags}, Rule::R15,
     "instrument flags that ask for review", "7500 software: the flags that ask for a look at the curve"},
    {"rox_dip_note_from_cycle", WholeNumberSetting{&Rules::rox_dip_note_from_cycle, cycle_range}, Rule::R15,
     "a dip of the passive reference that begins after this cycle is a note only",
     "inferred: past the cycle a late dip cannot move a Ct below the cut-off"},
    {"contamination_strong_ct", cycles(&Rules::contamination_strong_ct), Rule::Contamination,
     "a neighbour or positive control below it is strong",
     "inferred: a well some 2000 times stronger than the cut-off can spoil its neighbour"},
    {"contamination_late_ct", cycles(&Rules::contamination_late_ct), Rule::Contamination,
     "an amplification from here on may be a neighbour's template",
     "inferred: what a droplet of a strong neighbour gives"},
    {"second_set_delay", cycles(&Rules::second_set_delay), Rule::Contamination,
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

std::string quoted(std::string_view text) {
  return fmt::format("\"{}\"", text);
}

std::string list_text(const auto& texts) {
  std::vector<std::string> all;
  std::transform(texts.begin(), texts.end(), std::back_inserter(all), quoted);
  return fmt::format("{}", fmt::join(all, ", "));
}

struct ValueText {
  const Rules& rules;
  std::string operator()(const NumberSetting& setting) const { return toml_number(rules.*setting.member); }
  std::string operator()(const WholeNumberSetting& setting) const {
    return std::to_string(rules.*setting.member);
  }
  std::string operator()(const ListSetting& setting) const {
    return fmt::format("[{}]", list_text(rules.*setting.member));
  }
  std::string operator()(const ChoiceSetting& setting) const {
    return quoted(setting.codes[setting.chosen(rules)]);
  }
};

struct PermittedText {
  std::string operator()(const NumberSetting& setting) const {
    return fmt::format("{} to {}", setting.range.least, setting.range.greatest);
  }
  std::string operator()(const WholeNumberSetting& setting) const {
    return fmt::format("whole, {} to {}", setting.range.least, setting.range.greatest);
  }
  std::string operator()(const ListSetting&) const { return "list of texts"; }
  std::string operator()(const ChoiceSetting& setting) const {
    return fmt::format("`{}`", list_text(setting.codes));
  }
};

}  // namespace

std::span<const RuleSetting> rule_settings() {
  return settings;
}

std::string toml_number(double number) {
  return std::floor(number) == number ? fmt::format("{:.1f}", number) : fmt::format("{}", number);
}

std::string value_text(const RuleSetting& setting, const Rules& rules) {
  return std::visit(ValueText{rules}, setting.value);
}

std::string rule_settings_page() {
  std::string page =
      "| key | permitted | default | rule | meaning | what the default rests on |\n"
      "|---|---|---|---|---|---|\n";
  for (const RuleSetting& setting : settings)
    page += fmt::format("| `{}` | {} | `{}` | {} | {} | {} |\n", setting.key,
                        std::visit(PermittedText{}, setting.value), value_text(setting, Rules{}),
                        code_of(setting.rule), setting.meaning, setting.source);
  return page;
}

}  // namespace crossbreak
