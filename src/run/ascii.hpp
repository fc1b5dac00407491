// Upper and lower case of the letters A to Z alone, whatever the locale: names of formats, members and
// columns.
#pragma once

#include <string>

namespace crossbreak {

constexpr char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr char upper_case(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// The text with each of its letters A to Z so; all other bytes as they are, UTF-8 included.
inline std::string lower_case(std::string text) {
  for (char& c : text)
    c = lower_case(c);
  return text;
}

inline std::string upper_case(std::string text) {
  for (char& c : text)
    c = upper_case(c);
  return text;
}

}  // namespace crossbreak
