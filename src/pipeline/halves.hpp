// Which halves of runs belong together. An SDS v1.x Delta Rn names neither run nor date, and an export of
// dyes only the instrument and the time: what joins curves to their Results is that their wells and targets
// are the same and that they give their Ct, never a name or the order in which files are given.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/format.hpp"
#include "pipeline/halves_proof.hpp"

namespace crossbreak {

/// One file of a run of several.
struct Half {
  Source source;                  ///< named as the user named it, for messages
  std::string folder;             ///< where it lies; compared exactly
  std::vector<Source> with = {};  ///< of a Results file: what has been joined to it before
};

/// What the contents of two halves say of each other.
struct Relation {
  Kinship kinship = Kinship::Possible;
  HalvesProof proof;
  std::string against;  ///< of Refuted: "not the results of x.csv: ...", what was wanted and what was found
};

/// Reads the two as one run. Both must be readable alone. `part` is what `curves` is: of Dyes the proof rests
/// on the dyes alone.
Relation relation_of(const Format& format, FilePart part, const Half& results, const Half& curves,
                     const ReadOptions& options);

/// What became of the halves, by their indices.
struct Pairing {
  std::vector<std::optional<std::size_t>> curves_of;  ///< one per results; absent: it has no partner
  /// Why one has no partner, without its name; empty for a half that has one, for a half to which no other
  /// was given (its reader judges it), and for curves that the message of a results file names.
  std::vector<std::string> results_refused;
  std::vector<std::string> curves_refused;
};

/// Joins halves of one layout. `relations` holds one per pair, results by results; `curves_name` is what
/// people call the file of the curves ("Delta Rn").
///
/// Within a folder the proven pair is joined, then the proven one across folders; then, within a folder, two
/// that nothing contradicts, if neither could have another partner there. Each time only where it is the one
/// candidate of both. Nothing else is joined.
Pairing pair_halves(std::span<const Half> results, std::span<const Half> curves,
                    std::span<const Relation> relations, std::string_view curves_name);

}  // namespace crossbreak
