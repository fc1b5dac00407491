// What the other wells of a plate say of a copy that would explain a curve.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "curves/crosstalk/copy_fit.hpp"
#include "curves/curve.hpp"
#include "curves/settings.hpp"

namespace crossbreak {

/// Two curves of one well, by their index: the second is of another dye and amplifies beyond doubt.
struct LitPair {
  std::size_t curve = 0;
  std::size_t from = 0;
  std::vector<double> signal;  ///< of the first; NaN where the passive reference dips
  std::vector<double> other;   ///< delta Rn of the second, likewise
  std::optional<CopyFit> fit;  ///< absent: the first does not amplify, or cannot be compared
  bool fits = false;           ///< the second explains the first but for the size of its share
  bool is_copy = false;        ///< the second explains the first
};

/// What tells dyes apart: their names, or the targets' where the file names no dyes.
const std::string& dye_of(const Reaction& reaction);

/// Asks the wells with the same two dyes, but for those that were omitted or have a dip. One *has* the copy
/// where it is explained itself, or where a share above limits.shown of the asked one shows in its flat
/// curve, at the same lag, by three standard errors. One *lacks* it where its flat curve shows less by three
/// standard errors. All others, as those whose own product rises, say nothing.
class OtherWells {
 public:
  /// They must outlive it; their `fit` and `is_copy` are known.
  OtherWells(const Run& run, const CrosstalkLimits& limits, std::span<const Curve> curves,
             std::span<const LitPair> pairs)
      : run_(run), limits_(limits), curves_(curves), pairs_(pairs) {}

  /// The copy is a product of its own, which was not to be told from one in its well: its target amplifies
  /// beyond doubt in at least 2 other wells of its sample where the other dye does not rise, within
  /// limits.same_ct cycles of its Ct. Of a sample with a name.
  bool deny(const LitPair& copy) const;

  /// It shows in no other set: at least limits.wells wells of its sample with another target lack it and none
  /// has it, and more wells of other samples lack it than have it, among those of its target too. Light that
  /// passes the wrong filter knows no sets. Of a sample with a name.
  bool show_it_nowhere(const LitPair& copy) const;

  /// The wells of its sample and target with the same dyes, itself among them, but for those that were
  /// omitted or have a dip.
  std::vector<const LitPair*> replicates(const LitPair& copy) const;

  /// Wells of other samples lack the copy: at least limits.wells of them, of limits.samples samples, and more
  /// than have it.
  bool lack(const LitPair& copy) const;

 private:
  enum class Says { Nothing, Has, Lacks };

  const Reaction& reaction_of(std::size_t curve) const;
  bool have_same_dyes(const LitPair& a, const LitPair& b) const;
  bool are_of_one_sample(const LitPair& a, const LitPair& b) const;
  bool are_of_one_target(const LitPair& a, const LitPair& b) const;
  bool is_left_out(const LitPair& asked, const LitPair& copy) const;
  Says says(const LitPair& asked, const LitPair& copy) const;

  const Run& run_;
  const CrosstalkLimits& limits_;
  std::span<const Curve> curves_;
  std::span<const LitPair> pairs_;
};

}  // namespace crossbreak
