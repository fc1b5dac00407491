#include "reports/aligned_lines.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("columns are as wide as their widest cell, and no line ends in blanks of its own") {
  CHECK(aligned_lines({{"a", "bb", "c"}, {"阴性", "b", "long"}}) == "a     bb  c\n阴性  b   long\n");
  CHECK(aligned_lines({{"alone"}, {}}) == "alone\n\n");
  CHECK(aligned_lines({}).empty());
}
