// Whether the Ct of a results file were read from the curves of another file: the only thing that ties two
// halves of a run together where the curves' file names no run.
#pragma once

#include <cstddef>
#include <string>

#include "run/run.hpp"

namespace crossbreak {

enum class Kinship {
  Proven,    ///< one threshold gives nine in ten of a target's Ct, and three at least
  Possible,  ///< too few Ct to tell, or only some of them come out
  Refuted,   ///< the Ct were read from other curves
};

struct HalvesProof {
  Kinship kinship = Kinship::Possible;
  // The target that says most: of Proven and Possible the one of which most Ct come out, of Refuted the one
  // of which most do not.
  std::string target;     ///< empty where no target has a Ct
  std::size_t all = 0;    ///< its Ct, those of flat noise left out
  std::size_t given = 0;  ///< of these, by the best threshold; 0 where none gives more than half of them
};

/// `run` has the results of one file and the delta Rn of another. Both rules of interpolation are tried.
///
/// A target's threshold is free, so that its first Ct proves nothing; of the others, over all targets, fewer
/// than half must fail to come out for Possible, and more than half must come out for Proven. A curve that
/// crosses three times or more is noise, of which the software's crossing is not always predictable.
HalvesProof prove_halves(const Run& run);

/// The same where the other file holds the dyes: from their Rn, with the file's window or an automatic one.
/// Each rule of windows is tried too.
HalvesProof prove_dyes(const Run& run);

}  // namespace crossbreak
