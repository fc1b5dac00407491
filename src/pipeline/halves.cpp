#include "pipeline/halves.hpp"

#include <algorithm>
#include <set>

#include "formats/format_error.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

class Pairer {
 public:
  Pairer(std::span<const Half> results, std::span<const Half> curves, std::span<const Relation> relations,
         std::string_view curves_name)
      : results_(results),
        curves_(curves),
        relations_(relations),
        curves_name_(curves_name),
        results_of_(curves.size()) {
    out_.curves_of.resize(results.size());
    out_.results_refused.resize(results.size());
    out_.curves_refused.resize(curves.size());
  }

  Pairing pair() {
    join([this](std::size_t r, std::size_t c) { return is_proven(r, c) && share_folder(r, c); });
    join([this](std::size_t r, std::size_t c) { return is_proven(r, c); });
    join([this](std::size_t r, std::size_t c) { return !is_refuted(r, c) && share_folder(r, c); });
    for (std::size_t r = 0; r < results_.size(); ++r)
      if (!out_.curves_of[r] && !curves_.empty())
        out_.results_refused[r] = why_no_curves(r);
    for (std::size_t c = 0; c < curves_.size(); ++c)
      if (!results_of_[c] && !results_.empty() && !named_.contains(c))
        out_.curves_refused[c] = why_no_results(c);
    return std::move(out_);
  }

 private:
  const Relation& relation(std::size_t r, std::size_t c) const { return relations_[r * curves_.size() + c]; }
  bool is_proven(std::size_t r, std::size_t c) const { return relation(r, c).kinship == Kinship::Proven; }
  bool is_refuted(std::size_t r, std::size_t c) const { return relation(r, c).kinship == Kinship::Refuted; }
  bool share_folder(std::size_t r, std::size_t c) const { return results_[r].folder == curves_[c].folder; }
  std::string article() const { return curves_name_.starts_with('A') ? "an " : "a "; }
  const std::string& name_of_results(std::size_t r) const { return results_[r].source.name; }
  const std::string& name_of_curves(std::size_t c) const { return curves_[c].source.name; }

  template <class MayJoin>
  std::vector<std::size_t> free_curves(std::size_t r, MayJoin may_join) const {
    std::vector<std::size_t> found;
    for (std::size_t c = 0; c < curves_.size(); ++c)
      if (!results_of_[c] && may_join(r, c))
        found.push_back(c);
    return found;
  }

  template <class MayJoin>
  std::vector<std::size_t> free_results(std::size_t c, MayJoin may_join) const {
    std::vector<std::size_t> found;
    for (std::size_t r = 0; r < results_.size(); ++r)
      if (!out_.curves_of[r] && may_join(r, c))
        found.push_back(r);
    return found;
  }

  /// Every two that are each other's one candidate. A pair that is joined was no other's candidate, so that
  /// the order does not matter.
  template <class MayJoin>
  void join(MayJoin may_join) {
    for (std::size_t r = 0; r < results_.size(); ++r) {
      if (out_.curves_of[r])
        continue;
      const std::vector<std::size_t> candidates = free_curves(r, may_join);
      if (candidates.size() != 1 || free_results(candidates.front(), may_join).size() != 1)
        continue;
      out_.curves_of[r] = candidates.front();
      results_of_[candidates.front()] = r;
    }
  }

  std::string why_no_curves(std::size_t r) {
    const auto not_refuted = [this](std::size_t a, std::size_t b) { return !is_refuted(a, b); };
    const std::vector<std::size_t> candidates = free_curves(r, not_refuted);
    named_.insert(candidates.begin(), candidates.end());
    const auto name_curves = [this](std::size_t c) { return name_of_curves(c); };
    if (candidates.size() > 1)
      return "expected one " + curves_name_ + " export that its Ct prove to be of this run, found " +
             std::to_string(candidates.size()) + " that may be: " + joined(candidates, ", ", name_curves) +
             "; give the two files of the run alone";
    if (candidates.size() == 1) {
      std::vector<std::size_t> rivals = free_results(candidates.front(), not_refuted);
      std::erase(rivals, r);
      if (rivals.empty())
        return "expected " + article() + curves_name_ + " export of this run in its folder, found " +
               name_of_curves(candidates.front()) +
               " in another one, and too few Ct to prove that it is; put both files into one folder";
      return "expected " + article() + curves_name_ + " export that its Ct prove to be of this run, found " +
             name_of_curves(candidates.front()) + ", which may as well be of " +
             joined(rivals, ", ", [this](std::size_t rival) { return name_of_results(rival); }) +
             "; give the two files of the run alone";
    }
    std::vector<std::string> against;
    for (std::size_t c = 0; c < curves_.size(); ++c) {
      named_.insert(c);
      against.push_back(results_of_[c] ? name_of_curves(c) + " is of " + name_of_results(*results_of_[c])
                                       : relation(r, c).against);
    }
    return "no " + curves_name_ + " export given is of this run: " + joined(against, "; ") + "; export " +
           curves_name_ + " of it too and give both files";
  }

  /// Of curves that no results file without partner speaks of.
  std::string why_no_results(std::size_t c) const {
    std::vector<std::string> against;
    for (std::size_t r = 0; r < results_.size(); ++r)
      if (out_.curves_of[r])
        against.push_back(name_of_results(r) + " goes with " + name_of_curves(*out_.curves_of[r]));
      else
        against.push_back(name_of_results(r) + " is " + relation(r, c).against);
    return "no Results export given is of this run: " + joined(against, "; ") +
           "; export Results of it too and give both files";
  }

  std::span<const Half> results_;
  std::span<const Half> curves_;
  std::span<const Relation> relations_;
  std::string curves_name_;
  std::vector<std::optional<std::size_t>> results_of_;  ///< one per curves
  std::set<std::size_t> named_;                         ///< curves that the message of a results file names
  Pairing out_;
};

std::string against_of(const HalvesProof& proof) {
  const std::string ct = proof.all == 1 ? "the Ct" : "the " + std::to_string(proof.all) + " Ct";
  return "expected one threshold that gives " + ct + " of '" + proof.target + "', found " +
         (proof.all == 1     ? std::string("none")
          : proof.given == 0 ? "none that gives more than half of them"
                             : "one that gives " + std::to_string(proof.given));
}

}  // namespace

Relation relation_of(const Format& format, FilePart part, const Half& results, const Half& curves,
                     const ReadOptions& options) {
  std::vector<Source> sources = {results.source};
  sources.insert(sources.end(), results.with.begin(), results.with.end());
  sources.push_back(curves.source);
  Relation relation;
  try {
    const Run run = format.read(sources, options);
    relation.proof = part == FilePart::Dyes ? prove_dyes(run) : prove_halves(run);
    relation.kinship = relation.proof.kinship;
    if (relation.kinship == Kinship::Refuted)
      relation.against = "not the results of " + curves.source.name + ": " + against_of(relation.proof);
  } catch (const FormatError& error) {
    relation.kinship = Kinship::Refuted;
    relation.against = error.what();
    if (const std::string place = results.source.name + ": "; relation.against.starts_with(place))
      relation.against.erase(0, place.size());
  }
  return relation;
}

Pairing pair_halves(std::span<const Half> results, std::span<const Half> curves,
                    std::span<const Relation> relations, std::string_view curves_name) {
  return Pairer(results, curves, relations, curves_name).pair();
}

}  // namespace crossbreak
