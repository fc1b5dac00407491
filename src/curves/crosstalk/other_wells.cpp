#include "curves/crosstalk/other_wells.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "curves/signal/rn.hpp"

namespace crossbreak {
namespace {

/// Beyond which chance is no explanation: three sigma (Shewhart 1931, Economic Control of Quality, p. 277).
constexpr double standard_errors = 3;
/// Of one sample and target, that they may bear each other out.
constexpr int replicates_needed = 2;

}  // namespace

const std::string& dye_of(const Reaction& reaction) {
  return reaction.reporter.empty() ? reaction.target : reaction.reporter;
}

const Reaction& OtherWells::reaction_of(std::size_t curve) const {
  return run_.reactions[curves_[curve].reaction];
}

bool OtherWells::have_same_dyes(const LitPair& a, const LitPair& b) const {
  return dye_of(reaction_of(a.curve)) == dye_of(reaction_of(b.curve)) &&
         dye_of(reaction_of(a.from)) == dye_of(reaction_of(b.from));
}

bool OtherWells::are_of_one_sample(const LitPair& a, const LitPair& b) const {
  return reaction_of(a.curve).sample == reaction_of(b.curve).sample;
}

bool OtherWells::are_of_one_target(const LitPair& a, const LitPair& b) const {
  return reaction_of(a.curve).target == reaction_of(b.curve).target;
}

bool OtherWells::is_left_out(const LitPair& asked, const LitPair& copy) const {
  return reaction_of(asked.curve).omitted || !passive_dips(curves_[asked.curve].passive).empty() ||
         !have_same_dyes(asked, copy);
}

OtherWells::Says OtherWells::says(const LitPair& asked, const LitPair& copy) const {
  if (is_left_out(asked, copy))
    return Says::Nothing;
  if (asked.is_copy)
    return Says::Has;
  if (curves_[asked.curve].verdict.amplified != Amplified::No)
    return Says::Nothing;
  const auto shown = share_at_lag(asked.signal, asked.other, limits_.first_cycle, copy.fit->lag);
  if (!shown)
    return Says::Nothing;
  const double limit = limits_.shown * copy.fit->share;
  const double doubt = standard_errors * shown->standard_error;
  return shown->share + doubt < limit   ? Says::Lacks
         : shown->share - doubt > limit ? Says::Has
                                        : Says::Nothing;
}

bool OtherWells::deny(const LitPair& copy) const {
  const std::optional<double> ct = curves_[copy.curve].ct;
  const Reaction& reaction = reaction_of(copy.curve);
  if (!ct || reaction.sample.empty())
    return false;
  std::set<Well> lit;  // by that dye, if only perhaps
  for (const Curve& curve : curves_) {
    const Reaction& other = run_.reactions[curve.reaction];
    if (other.well && dye_of(other) == dye_of(reaction_of(copy.from)) &&
        curve.verdict.amplified != Amplified::No)
      lit.insert(*other.well);
  }
  int rising = 0;
  for (const Curve& curve : curves_) {
    const Reaction& other = run_.reactions[curve.reaction];
    if (other.sample == reaction.sample && other.target == reaction.target && other.well && !other.omitted &&
        !curve.unreadable && !lit.contains(*other.well) && curve.verdict.amplified == Amplified::Yes &&
        curve.ct && std::abs(*curve.ct - *ct) <= limits_.same_ct)
      ++rising;
  }
  return rising >= replicates_needed;
}

bool OtherWells::show_it_nowhere(const LitPair& copy) const {
  if (reaction_of(copy.curve).sample.empty())
    return false;
  int lacking = 0;              // of its sample, another target
  int more_lack = 0;            // of other samples: those that lack it less those that have it
  int more_lack_of_target = 0;  // the same of its target
  for (const LitPair& pair : pairs_) {
    const bool is_own_sample = are_of_one_sample(pair, copy);
    const bool is_own_target = are_of_one_target(pair, copy);
    const Says what = is_own_sample && is_own_target ? Says::Nothing : says(pair, copy);
    if (what == Says::Nothing)
      continue;
    if (is_own_sample && what == Says::Has)
      return false;
    const int more = what == Says::Lacks ? 1 : -1;
    (is_own_sample ? lacking : more_lack) += more;
    if (!is_own_sample && is_own_target)
      more_lack_of_target += more;
  }
  return lacking >= limits_.wells && more_lack > 0 && more_lack_of_target > 0;
}

std::vector<const LitPair*> OtherWells::replicates(const LitPair& copy) const {
  std::vector<const LitPair*> found;
  for (const LitPair& pair : pairs_)
    if (are_of_one_sample(pair, copy) && are_of_one_target(pair, copy) && !is_left_out(pair, copy))
      found.push_back(&pair);
  return found;
}

bool OtherWells::lack(const LitPair& copy) const {
  int having = 0;
  int lacking = 0;
  std::set<std::string> samples;
  for (const LitPair& pair : pairs_) {
    if (are_of_one_sample(pair, copy))
      continue;
    const Says what = says(pair, copy);
    having += what == Says::Has;
    lacking += what == Says::Lacks;
    if (what == Says::Lacks)
      samples.insert(reaction_of(pair.curve).sample);
  }
  return lacking >= limits_.wells && samples.size() >= static_cast<std::size_t>(limits_.samples) &&
         lacking > having;
}

}  // namespace crossbreak
