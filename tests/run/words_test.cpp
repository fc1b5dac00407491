#include "run/words.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("a template takes each language's own argument") {
  CHECK(filled({"late in {wells}", "{wells}扩增偏晚"}, {{"wells", Words{"A1 and A2", "A1、A2"}}}) ==
        Words{"late in A1 and A2", "A1、A2扩增偏晚"});
}

TEST_CASE("braces in a sample's name are text, whatever stands between them") {
  CHECK(filled({"{sample} in {set}", "{set}中的{sample}"}, {{"sample", "{set}"}, {"set", "D4-7"}}).en ==
        "{set} in D4-7");
  CHECK(filled({"{sample}{", "}"}, {{"sample", "{sample}"}}) == Words{"{sample}{", "}"});
}

TEST_CASE("a name without argument stays as it is") {
  CHECK(filled({"{a}{b}{", "{{a}}"}, {{"a", "1"}}) == Words{"1{b}{", "{1}"});
}

TEST_CASE("a list has each language's own mark between its items") {
  CHECK(listed(std::vector<Words>{{"late", "偏晚"}, {"negative", "阴性"}}) ==
        Words{"late, negative", "偏晚、阴性"});
  CHECK(listed(std::vector<std::string>{"D4-7", "D2-7"}) == Words{"D4-7, D2-7", "D4-7、D2-7"});
  CHECK(listed(std::vector<Words>{}) == Words{});
}
