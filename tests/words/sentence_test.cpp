#include "words/sentence.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("a template takes each language's own argument") {
  CHECK(filled(Sentence{"late in {wells}", "{wells}扩增偏晚"}, {{"wells", Words{"A1 and A2", "A1、A2"}}}) ==
        Words{"late in A1 and A2", "A1、A2扩增偏晚"});
}

TEST_CASE("braces in a sample's name are text, whatever stands between them") {
  CHECK(
      filled(Sentence{"{sample} in {set}", "{set}中的{sample}"}, {{"sample", "{set}"}, {"set", "D4-7"}}).en ==
      "{set} in D4-7");
  CHECK(filled(Sentence{"{sample}{", "}"}, {{"sample", "{sample}"}}) == Words{"{sample}{", "}"});
}

TEST_CASE("a name without argument stays as it is") {
  CHECK(filled(Sentence{"{a}{b}{", "{{a}}"}, {{"a", "1"}}) == Words{"1{b}{", "{1}"});
}

TEST_CASE("a list has each language's own mark between its items") {
  CHECK(listed(std::vector<Words>{{"late", "偏晚"}, {"negative", "阴性"}}) ==
        Words{"late, negative", "偏晚、阴性"});
  CHECK(listed(std::vector<std::string>{"D4-7", "D2-7"}) == Words{"D4-7, D2-7", "D4-7、D2-7"});
  CHECK(listed(std::vector<Words>{}) == Words{});
}

TEST_CASE("a sentence asks for its fields, and for no others") {
  static_assert(asks_only_for("{wells} of {set}", {"set", "wells", "more"}));
  static_assert(!asks_only_for("{wells} of {set}", {"wells"}));
  static_assert(!asks_only_for("an open {brace", {"brace"}));
}

TEST_CASE("both languages of a sentence ask for the same fields, and neither is empty") {
  static_assert(agrees_in_both_languages({"{a} before {b}", "{b}在{a}之后"}));
  static_assert(!agrees_in_both_languages({"{a}", "{b}"}));
  static_assert(!agrees_in_both_languages({"{a}", "无"}));
  static_assert(!agrees_in_both_languages({"none", "{a}"}));
  static_assert(!agrees_in_both_languages({"only English", ""}));
}

TEST_CASE("a label's fields are filled by name, each language in its own order") {
  static constexpr Label share = {"{count} of {of}", "{of}个中{count}个"};
  CHECK(filled(share, field<"of">("9"), field<"count">("3")) == Words{"3 of 9", "9个中3个"});
  CHECK(in(Language::En, share) == "{count} of {of}");
  CHECK(in(Language::Zh, share) == "{of}个中{count}个");
}

TEST_CASE("clauses and parentheses have each language's own marks") {
  CHECK(joined_clauses(std::vector<Words>{{"one", "一"}, {"two", "二"}}) == Words{"one; two", "一；二"});
  CHECK(in_parentheses({"mixed", "混合型"}, {"D4-7", "D4-7"}) == Words{"mixed (D4-7)", "混合型（D4-7）"});
  CHECK(in_parentheses("plate.eds") == Words{" (plate.eds)", "（plate.eds）"});
}
