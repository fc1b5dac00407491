// A file as it would be with one thing changed.
#pragma once

#include <string>

#include <doctest/doctest.h>

namespace crossbreak::tests {

/// The text with the first `from` replaced; the test ends where there is none.
inline std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  return text.replace(at, from.size(), to);
}

}  // namespace crossbreak::tests
