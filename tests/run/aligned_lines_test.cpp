#include "run/aligned_lines.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("columns are as wide as their widest cell, and no line ends in blanks of its own") {
  CHECK(aligned_lines({{"a", "bb", "c"}, {"阴性", "b", "long"}}) == "a     bb  c\n阴性  b   long\n");
  CHECK(aligned_lines({{"alone"}, {}}) == "alone\n\n");
  CHECK(aligned_lines({}).empty());
}

TEST_CASE("a long cell stands whole and makes its own line long alone") {
  const std::string wide(2'000'000, 'x');
  CHECK(aligned_lines({{"a", "b"}, {wide, "b"}}) == 'a' + std::string(101, ' ') + "b\n" + wide + "  b\n");
  CHECK(aligned_lines({{"a", "b"}, {std::string(100, 'x'), "b"}}) ==
        'a' + std::string(101, ' ') + "b\n" + std::string(100, 'x') + "  b\n");
}
