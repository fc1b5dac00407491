// UTF-8 as tables and writers need it: what goes out is always valid, and columns line up.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace crossbreak {

/// One code point at the front of a text.
struct CodePoint {
  char32_t value = 0xFFFD;  ///< U+FFFD where the bytes are not UTF-8
  std::size_t bytes = 1;    ///< read; one where they are not UTF-8
  bool valid = false;
};

/// Decodes the first code point of a text that is not empty (RFC 3629: no surrogates, no overlong forms).
CodePoint first_code_point(std::string_view text);

/// How many bytes from the first on belong to well-formed code points: all, or those before the first that
/// does not.
std::size_t bytes_of_valid_utf8(std::string_view text);

/// Whether every byte belongs to a well-formed code point.
bool is_utf8(std::string_view text);

/// The text with every byte that is no UTF-8 replaced by U+FFFD. Valid text comes back unchanged.
std::string valid_utf8(std::string_view text);

/// Columns a terminal needs: 2 for East Asian wide and full-width characters, 0 for combining marks and
/// zero-width characters, 1 for the rest (Unicode Standard Annex 11, blocks rather than single characters).
std::size_t display_width(std::string_view text);

/// The text in exactly `columns` columns: blanks added behind, or cut with a closing ellipsis.
std::string padded(std::string_view text, std::size_t columns);

/// Whether the character turns the direction of what follows, so that a text may be shown as another.
bool turns_direction(char32_t character);

/// The text for one line of a terminal: control characters, bidirectional marks included, become U+FFFD.
std::string printable(std::string_view text);

}  // namespace crossbreak
