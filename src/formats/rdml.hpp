// RDML, the exchange format of real-time PCR data (Lefever et al. 2009, Nucleic Acids Res. 37:2065-2069):
// 1.0 to 1.4 in, 1.3 out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "formats/format.hpp"
#include "words/roles.hpp"

namespace crossbreak {

/// RDML keeps one fluorescence a cycle and target, and no passive reference: it becomes Rn, or delta Rn where
/// backgroundDeterminationMethod says "baseline subtracted". A baseline line (bgFluor, bgFluorSlp) gives
/// delta Rn beside Rn; quantFluor is the threshold. Ct that are negative, no number, or the number of cycles
/// and more are Undetermined.
extern const Format rdml;

/// Rn[c] ~ intercept + slope * c, c counted from 1.
struct RdmlLine {
  double intercept = 0;
  double slope = 0;
};

/// What RDML holds of a reaction beside what a Run does.
struct RdmlReaction {
  std::optional<RdmlLine> baseline;
  std::optional<SampleRole> role;  ///< absent: the type of sample is that of the task
  bool is_reference = false;       ///< the target is a reference gene
};

/// Who wrote a file, as its <id> says.
inline constexpr std::string_view rdml_publisher = "crossbreak";

/// Whether a text is an xs:dateTime, as runDate wants it: "2007-11-02T16:33:34Z", with or without zone.
bool is_rdml_time(std::string_view text);

/// A zip with rdml_data.xml, valid against RDML 1.3; the same run gives the same bytes. `more` is empty or
/// holds one per reaction. Written are Rn, else delta Rn where no reaction has Rn, and of the instrument's
/// results Ct alone. Names that RDML's ids cannot tell apart (one sample of several quantities, one target in
/// two dyes, no name) stand in an annotation or cross-reference of crossbreak's. Throws std::invalid_argument
/// where a reaction lies in no well, where a well has one target twice or two samples, and for text that XML
/// cannot hold.
std::string write_rdml(const Run& run, std::span<const RdmlReaction> more = {});

}  // namespace crossbreak
