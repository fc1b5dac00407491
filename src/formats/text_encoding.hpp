// The bytes of a text file as UTF-8. What they mean is the business of the readers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/format_error.hpp"
#include "formats/source.hpp"
#include "run/issue.hpp"

namespace crossbreak {

struct DecodedText {
  std::string text;           ///< UTF-8 without byte-order mark; line ends as they were
  std::string encoding;       ///< "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Shift-JIS" or "Windows-1252"
  std::vector<Issue> issues;  ///< "encoding_guessed" where nothing in the file proves the encoding
};

/// Decodes by the byte-order mark; else as UTF-16 where every second byte is mostly zero; else as UTF-8
/// where that is valid; else as the first of GB18030, Shift-JIS and Windows-1252 that decodes without
/// error, which is a guess and reported as an Issue that names --encoding. `encoding` overrides all of it.
/// Throws FormatError for an unknown name, for bytes that are not in the encoding, and for zero bytes.
DecodedText decode_text(const Source& source, const std::optional<std::string>& encoding = std::nullopt);

/// A rough UTF-8 rendering of the first bytes, to recognise a layout by its ASCII words: UTF-16 is
/// thinned to its ASCII bytes, everything else is given as it is. Empty for a file that is not text
/// (zip, compound file, zero bytes). Never throws.
std::string text_beginning(const Source& source, std::size_t bytes = 65536);

}  // namespace crossbreak
