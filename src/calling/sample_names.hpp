// How sample names are compared: what is the same name in another typography, and what is a barcode.
// Names are only compared this way, never rewritten.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crossbreak {

/// The name without full-width forms, ASCII case, blanks at either end and runs of blanks within.
/// "ＮＴＣ", "ntc" and " NTC " fold alike; dashes, digits and everything else stay.
std::string folded_sample_name(std::string_view name);

/// Whether two names are one, folded.
bool is_same_name(std::string_view a, std::string_view b);

/// A sample name that carries a barcode and a person's name in Chinese behind it.
struct BarcodedName {
  std::string barcode;  ///< folded: ASCII letters, digits and dashes, at least one digit
  std::string person;   ///< two to four Chinese characters
};

/// The parts of a name that is a barcode, an optional blank, dash or underscore, and two to four Chinese
/// characters to its end; nothing for any other name.
std::optional<BarcodedName> barcoded_name(std::string_view name);

}  // namespace crossbreak
