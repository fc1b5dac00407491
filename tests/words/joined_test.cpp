#include "words/joined.hpp"

#include <array>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("texts are joined with what stands between them, empty ones too") {
  CHECK(joined(std::vector<std::string>{}) == "");
  CHECK(joined(std::vector<std::string>{"D2-8"}) == "D2-8");
  CHECK(joined(std::vector<std::string>{"D2-8", "D4-7", "D4-8"}) == "D2-8, D4-7, D4-8");
  CHECK(joined(std::set<std::string>{"b", "a"}, " + ") == "a + b");
  CHECK(joined(std::vector<std::string>{"", "target", ""}, ",") == ",target,");
}

TEST_CASE("what is joined may be a part of each item") {
  struct Set {
    std::string name;
  };
  CHECK(joined(std::array{Set{"D2-8"}, Set{"D4-7"}}, "; ", &Set::name) == "D2-8; D4-7");
  CHECK(joined(std::array{1, 2}, "、", [](int number) { return std::to_string(number); }) == "1、2");
}

TEST_CASE("names are listed between quotes") {
  CHECK(quoted_list(std::vector<std::string>{}) == "");
  CHECK(quoted_list(std::vector<std::string>{"Setup", "Results"}) == "'Setup', 'Results'");
}
