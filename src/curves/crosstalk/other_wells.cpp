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
constexpr int replicates = 2;

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

OtherWells::Says OtherWells::says(const LitPair& asked, const LitPair& copy) const {
  const bool is_left_out = reaction_of(asked.curve).omitted ||
                           !passive_dips(curves_[asked.curve].passive).empty() ||
                           !have_same_dyes(asked, copy);
  if (is_left_out)
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
  return rising >= replicates;
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
