#include "curves/crosstalk/crosstalk.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "curves/because.hpp"
#include "curves/crosstalk/copy_fit.hpp"
#include "curves/crosstalk/other_wells.hpp"
#include "curves/crosstalk/own_shape.hpp"
#include "curves/ct/ct.hpp"
#include "curves/signal/median.hpp"
#include "curves/signal/rn.hpp"
#include "curves/signal/rounding.hpp"
#include "curves/verdict/curve_shape.hpp"
#include "run/make_issue.hpp"
#include "run/number_text.hpp"
#include "words/cycles.hpp"
#include "words/evidence.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

using Dyes = std::pair<std::string, std::string>;  // in which, of which
using Denial = EvidenceWith<"share", "from">;

/// Of one sample and set, that they may bear each other out.
constexpr std::size_t least_replicates = 2;

/// How much of a dye shows in another, as the plate's copies tell.
struct PlateShare {
  double share = 0;
  std::vector<std::size_t> copies;  ///< indices of curves
};

std::string share_text(double share, int decimals) {
  return fixed_text(100 * share, decimals) + " %";
}

class CrosstalkOfRun {
 public:
  CrosstalkOfRun(const Run& run, const CrosstalkLimits& limits, std::span<Curve> curves)
      : run_(run), limits_(limits), curves_(curves) {
    std::map<Well, std::vector<std::size_t>> wells;
    for (std::size_t i = 0; i < curves.size(); ++i)
      if (reaction_of(i).well)
        wells[*reaction_of(i).well].push_back(i);
    for (const auto& [well, members] : wells)
      for (const std::size_t curve : members)
        for (const std::size_t from : members)
          if (is_lit(curve, from))
            compare(curve, from);
    ask_other_wells();
    find_shares();
  }

  void judge() {
    std::map<std::size_t, std::vector<const LitPair*>> by_curve;
    for (const LitPair& pair : pairs_)
      if (pair.fit)
        by_curve[pair.curve].push_back(&pair);
    for (const auto& [curve, pairs] : by_curve) {
      const auto closest =
          std::min_element(pairs.begin(), pairs.end(), [](const LitPair* a, const LitPair* b) {
            return std::pair(!a->is_copy, a->fit->residual_sd) < std::pair(!b->is_copy, b->fit->residual_sd);
          });
      if ((*closest)->is_copy)
        judge_copy(**closest);
      else
        take_away(curve, pairs);
    }
    tell_shares();
  }

 private:
  const Reaction& reaction_of(std::size_t curve) const { return run_.reactions[curves_[curve].reaction]; }
  Dyes dyes_of(const LitPair& pair) const {
    return {dye_of(reaction_of(pair.curve)), dye_of(reaction_of(pair.from))};
  }

  /// Whether another dye rises in the same well, if only perhaps: one that a dip or a hook makes doubtful
  /// sheds its light all the same.
  bool is_lit(std::size_t curve, std::size_t from) const {
    return curve != from && dye_of(reaction_of(curve)) != dye_of(reaction_of(from)) &&
           !curves_[curve].unreadable && !curves_[from].unreadable &&
           curves_[from].verdict.amplified != Amplified::No && !curves_[from].delta_rn.empty();
  }

  /// The noise of one reading; no less than a file's rounding, which is even over a unit of the last digit.
  double noise_of(std::size_t curve) const {
    return std::max(measure_shape(signal_of(run_, curves_[curve])).noise_sd,
                    half_last_digit(reaction_of(curve)) / std::sqrt(3.0));
  }

  std::vector<double> without_dips(std::size_t curve, std::span<const double> signal) const {
    std::vector<double> kept(signal.begin(), signal.end());
    for (const int cycle : passive_dips(curves_[curve].passive))
      if (const auto i = static_cast<std::size_t>(cycle - 1); i < kept.size())
        kept[i] = std::numeric_limits<double>::quiet_NaN();
    return kept;
  }

  void compare(std::size_t curve, std::size_t from) {
    LitPair pair{.curve = curve,
                 .from = from,
                 .signal = without_dips(curve, signal_of(run_, curves_[curve])),
                 .other = without_dips(from, curves_[from].delta_rn),
                 .fit = {}};
    if (curves_[curve].verdict.amplified != Amplified::No)
      pair.fit =
          fit_copy(pair.signal, pair.other, {.first_cycle = limits_.first_cycle, .max_lag = limits_.max_lag});
    if (pair.fit) {
      pair.fits = pair.fit->beats_a_line && pair.fit->residual_sd <= limits_.noise * noise_of(curve);
      pair.is_copy = pair.fits && pair.fit->share <= limits_.max_share;
    }
    pairs_.push_back(std::move(pair));
  }

  /// All are asked before any is believed, so that their order is nothing.
  void ask_other_wells() {
    const OtherWells others(run_, limits_, curves_, pairs_);
    constexpr Denial alike = EvidenceCode::CrosstalkDenied;
    std::vector<std::pair<LitPair*, Denial>> denied;
    for (LitPair& pair : pairs_) {
      if (!pair.is_copy)
        continue;
      if (others.deny(pair))
        denied.emplace_back(&pair, alike);
      else if (const std::optional<Denial> own = own_product_of_set(pair, others))
        denied.emplace_back(&pair, *own);
      else if (others.lack(pair))
        alone_.insert(&pair);
    }
    for (const auto& [pair, denial] : denied) {
      pair->is_copy = false;
      curves_[pair->curve].verdict.reasons.push_back(because(denial,
                                                             field<"share">(share_text(pair->fit->share, 1)),
                                                             field<"from">(dye_of(reaction_of(pair->from)))));
    }
  }

  /// Why a copy that only its set shows is the set's own product: each of its replicates, two at least, rises
  /// in a shape of its own; or their shares differ by more than those of one plate do.
  std::optional<Denial> own_product_of_set(const LitPair& copy, const OtherWells& others) const {
    const std::vector<const LitPair*> replicates = others.replicates(copy);
    if (replicates.size() < least_replicates || std::ranges::count(replicates, &copy) == 0 ||
        !others.show_it_nowhere(copy))
      return std::nullopt;
    std::vector<double> shares;
    for (const LitPair* one : replicates)
      if (one->fits)
        shares.push_back(one->fit->share);
    if (std::ranges::all_of(replicates, [this](const LitPair* one) { return has_own_shape(*one); }))
      return Denial{EvidenceCode::CrosstalkDenied, "shape"};
    const auto [least, most] = std::ranges::minmax(shares);
    if (shares.size() == replicates.size() && most - least > limits_.margin)
      return Denial{EvidenceCode::CrosstalkDenied, "share"};
    return std::nullopt;
  }

  bool has_own_shape(const LitPair& pair) const {
    if (!pair.is_copy)
      return curves_[pair.curve].verdict.amplified == Amplified::Yes;
    const auto shape = own_shape(pair.signal, pair.other, noise_of(pair.from),
                                 {.first_cycle = limits_.first_cycle, .max_lag = limits_.max_lag}, *pair.fit);
    return shape && shape->is_proven();
  }

  void find_shares() {
    struct Copies {
      std::vector<double> shares;
      std::vector<std::size_t> curves;
      std::set<Well> wells;
      std::set<std::string> samples;
    };
    std::map<Dyes, Copies> found;
    for (const LitPair& pair : pairs_) {
      const Reaction& reaction = reaction_of(pair.curve);
      if (!pair.is_copy || pair.fit->lag > limits_.prompt_lag || reaction.omitted ||
          !passive_dips(curves_[pair.curve].passive).empty())
        continue;
      Copies& copies = found[dyes_of(pair)];
      copies.shares.push_back(pair.fit->share);
      copies.curves.push_back(pair.curve);
      copies.wells.insert(*reaction.well);
      copies.samples.insert(reaction.sample);
    }
    for (auto& [dyes, copies] : found)
      if (copies.wells.size() >= static_cast<std::size_t>(limits_.wells) &&
          copies.samples.size() >= static_cast<std::size_t>(limits_.samples))
        shares_[dyes] = {.share = median(copies.shares), .copies = std::move(copies.curves)};
  }

  std::optional<double> share_of(const Dyes& dyes) const {
    const auto found = shares_.find(dyes);
    return found == shares_.end() ? std::nullopt : std::optional(found->second.share);
  }

  void judge_copy(const LitPair& pair) {
    Curve& curve = curves_[pair.curve];
    const std::optional<double> usual = share_of(dyes_of(pair));
    const bool is_usual = usual && std::abs(pair.fit->share - *usual) <= limits_.margin;
    curve.crosstalk = Crosstalk{.state = is_usual ? CrosstalkState::PlateCopy : CrosstalkState::Copy,
                                .from = curves_[pair.from].reaction,
                                .share = pair.fit->share,
                                .lag = pair.fit->lag,
                                .plate_share = usual,
                                .alone = alone_.contains(&pair),
                                .by_itself = curve.verdict.amplified};
    const auto share = share_text(pair.fit->share, 1);
    const auto lag = fixed_text(pair.fit->lag, 1);
    constexpr EvidenceWith<"share", "from", "lag", "reporter"> lagging = EvidenceCode::Crosstalk;
    constexpr EvidenceWith<"share", "from", "lag", "reporter"> prompt = {EvidenceCode::Crosstalk, "prompt"};
    curve.verdict = {Amplified::Unclear,
                     {because(pair.fit->lag > limits_.prompt_lag ? lagging : prompt, field<"share">(share),
                              field<"from">(dye_of(reaction_of(pair.from))), field<"lag">(lag),
                              field<"reporter">(dye_of(reaction_of(pair.curve))))}};
  }

  /// Less the plate's share of every other dye that has one.
  void take_away(std::size_t index, std::span<const LitPair* const> pairs) {
    Curve& curve = curves_[index];
    std::vector<double> rn = curve.rn;
    std::vector<double> delta_rn = curve.delta_rn;
    const LitPair* most = nullptr;
    double most_share = 0;
    for (const LitPair* pair : pairs) {
      const std::optional<double> share = share_of(dyes_of(*pair));
      if (!share || *share <= limits_.corrected)
        continue;
      const std::vector<double> other = bridged(curves_[pair->from].delta_rn);
      for (std::vector<double>* signal : {&rn, &delta_rn})
        for (std::size_t i = 0; i < std::min(signal->size(), other.size()); ++i)
          (*signal)[i] -= *share * other[i];
      if (*share > most_share) {
        most = pair;
        most_share = *share;
      }
    }
    if (most == nullptr)
      return;
    curve.crosstalk = Crosstalk{.state = CrosstalkState::OwnProduct,
                                .from = curves_[most->from].reaction,
                                .share = most_share,
                                .lag = 0,
                                .plate_share = most_share};
    if (curve.threshold && !delta_rn.empty()) {
      const auto ct_at = [&](double threshold) {
        return threshold_cycle(curve.ct_rule, rn, delta_rn, threshold).ct;
      };
      curve.ct_without_crosstalk = ct_at(*curve.threshold);
      curve.ct_half_threshold = ct_at(*curve.threshold / 2);
      curve.ct_double_threshold = ct_at(*curve.threshold * 2);
    }
    curve.verdict.reasons.push_back(
        because(EvidenceCode::CrosstalkTakenAway, field<"from">(dye_of(reaction_of(most->from))),
                field<"share">(share_text(most_share, 1)), field<"reporter">(dye_of(reaction_of(index))),
                field<"ct">(ct_in_words(curve.ct_without_crosstalk))));
  }

  void tell_shares() {
    for (const auto& [dyes, plate] : shares_) {
      std::set<Well> wells;
      for (const std::size_t copy : plate.copies)
        wells.insert(*reaction_of(copy).well);
      curves_[plate.copies.front()].issues.push_back(
          make_issue(IssueCode::Crosstalk, source_name(run_), field<"from">(dyes.second),
                     field<"reporter">(dyes.first), field<"share">(share_text(plate.share, 0)),
                     field<"wells">(joined(wells, ", ", [](const Well& well) { return to_string(well); }))));
    }
  }

  const Run& run_;
  const CrosstalkLimits& limits_;
  std::span<Curve> curves_;
  std::vector<LitPair> pairs_;
  std::set<const LitPair*> alone_;
  std::map<Dyes, PlateShare> shares_;
};

}  // namespace

void judge_crosstalk(const Run& run, const CrosstalkLimits& limits, std::span<Curve> curves) {
  CrosstalkOfRun(run, limits, curves).judge();
}

}  // namespace crossbreak
