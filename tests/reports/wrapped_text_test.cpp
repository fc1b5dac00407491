#include "reports/wrapped_text.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

std::string times(std::size_t count, std::string_view text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i)
    all += text;
  return all;
}

}  // namespace

TEST_CASE("a short sentence is one line") {
  CHECK(wrapped("a  short one", "  ") == "  a  short one\n");
  CHECK(wrapped("", "") == "\n");
}

TEST_CASE("a long sentence breaks at blanks, and later lines stand further in") {
  const std::string word(49, 'x');
  CHECK(wrapped(word + ' ' + word + ' ' + word, " ") == " " + word + ' ' + word + "\n   " + word + '\n');
}

TEST_CASE("where all lines of a sentence stand alike, later ones stand no further in") {
  const std::string word(49, 'x');
  CHECK(wrapped(word + ' ' + word + ' ' + word, "", "") == word + ' ' + word + '\n' + word + '\n');
}

TEST_CASE("a word that is longer than a line is not cut") {
  const std::string word(150, 'x');
  CHECK(wrapped(word + " y", "") == word + "\n  y\n");
}

TEST_CASE("Chinese breaks between any two characters, each two columns wide") {
  CHECK(wrapped(times(60, "孔"), "") == times(50, "孔") + "\n  " + times(10, "孔") + '\n');
  CHECK(wrapped(times(49, "孔") + "Ct 25", "") == times(49, "孔") + "Ct\n  25\n");
}

TEST_CASE("no line begins with a closing mark or ends with an opening one") {
  CHECK(wrapped(times(50, "孔") + "，孔", "") == times(49, "孔") + "\n  孔，孔\n");
  CHECK(wrapped(times(49, "孔") + "（孔", "") == times(49, "孔") + "\n  （孔\n");
}
