#include "run/person_name.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

bool is_one(std::string_view a, std::string_view b) {
  return folded_person(a) == folded_person(b);
}

bool looks_alike(std::string_view a, std::string_view b) {
  return folded_look(a) == folded_look(b);
}

std::string why_not(std::string_view name) {
  return why_no_person_name(name).value_or("");
}

}  // namespace

TEST_CASE("case, width, blanks and dashes do not tell people apart") {
  CHECK(is_one("A. Reviewer", "a.REVIEWER"));
  CHECK(is_one("A. Reviewer", "Ａ．　Reviewer"));
  CHECK(is_one("Li-Ming", "Li–Ming"));
  CHECK(is_one("J. Groß", "J. GROSS"));
  CHECK(is_one("ÉLISE", "e\u0301lise"));
  CHECK_FALSE(is_one("A. Reviewer", "B. Reviewer"));
  CHECK_FALSE(is_one("Neil Li", "Nell Li"));
  CHECK_FALSE(is_one("Élise", "Elise"));
  CHECK_FALSE(is_one("李明", "李朋"));
  CHECK_FALSE(is_one("王士", "王土"));
}

TEST_CASE("characters that cannot be seen do not tell people apart") {
  for (const char* unseen :
       {"\u00AD", "\u034F",     "\u061C",     "\u115F",     "\u1160", "\u17B4", "\u17B5", "\u180B", "\u180E",
        "\u180F", "\u2000",     "\u200B",     "\u200D",     "\u200F", "\u2028", "\u2029", "\u202E", "\u202F",
        "\u2060", "\u2064",     "\u206F",     "\u2800",     "\u3000", "\u3164", "\uFE00", "\uFE0F", "\uFEFF",
        "\uFFA0", "\U000E0001", "\U000E0041", "\U000E01EF", "\t",     "\n",     "\x7F"}) {
    CAPTURE(unseen);
    CHECK(is_one("A. Reviewer", "A. Rev" + std::string(unseen) + "iewer"));
    CHECK_FALSE(has_visible_text(" " + std::string(unseen) + " "));
    CHECK(why_not(unseen) == "a person's name on one line");
  }
  CHECK(has_visible_text("."));
  CHECK(has_visible_text("管"));
  CHECK_FALSE(has_visible_text(""));
}

TEST_CASE("letters of another script that look like Latin ones are those") {
  CHECK(is_one("A. Cope", "\u0410. \u0421\u043E\u0440\u0435"));  // Cyrillic
  CHECK(is_one("B. HOTEK", "\u0412. \u041D\u041E\u0422\u0415\u041A"));
  CHECK(is_one("A. Kok", "\u0391. \u039A\u03BF\u03BA"));  // Greek
  CHECK(is_one("Bob", "B\u043Eb"));
  CHECK_FALSE(is_one("Иван", "Павел"));
}

TEST_CASE(
    "spellings of a sample's name look alike whatever their dashes, blanks, scripts and unseen letters") {
  for (const char* dash : {"\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "\uFF0D"}) {
    CAPTURE(dash);
    CHECK(looks_alike("24-0107", "24" + std::string(dash) + "0107"));
  }
  for (const char* blank : {"\u00A0", "\u2009", "\u2800", "\u3000", "\t", "  "}) {
    CAPTURE(blank);
    CHECK(looks_alike("P 1", "P" + std::string(blank) + "1"));
    CHECK(looks_alike("P1", blank + std::string("P1") + blank));
  }
  for (const char* unseen : {"\u200B", "\u200D", "\u200E", "\u2060", "\uFEFF", "\x7F"}) {
    CAPTURE(unseen);
    CHECK(looks_alike("24-0108", "24-0108" + std::string(unseen)));
    CHECK(looks_alike("P 1", "P " + std::string(unseen) + " 1"));
  }
  CHECK(looks_alike("A-0109", "\u0410-0109"));  // Cyrillic
  CHECK(looks_alike("P1", "\u03A11"));          // Greek
  CHECK(looks_alike("M\u00FCller", "Mu\u0308ller"));
  CHECK(looks_alike("p1", "Ｐ１"));
  CHECK(looks_alike("\u00C4 1", "\u00E4 1"));
}

TEST_CASE("samples that a blank, an accent or a look-alike of one script tells apart do not look alike") {
  CHECK_FALSE(looks_alike("1 2", "12"));
  CHECK_FALSE(looks_alike("P1", "Pl"));
  CHECK_FALSE(looks_alike("P1", "PI"));
  CHECK_FALSE(looks_alike("PO", "P0"));
  CHECK_FALSE(looks_alike("24-0107", "240107"));
  CHECK_FALSE(looks_alike("24-0107", "24_0107"));
  CHECK_FALSE(looks_alike("M\u00FCller", "Muller"));
  CHECK_FALSE(looks_alike("i", "\u0131"));      // Latin, without its dot
  CHECK_FALSE(looks_alike("66", "\u04116"));    // Cyrillic, like a digit
  CHECK_FALSE(looks_alike("3x5", "3\u00D75"));  // a sign, like a letter
  CHECK_FALSE(looks_alike("王士", "王土"));
  CHECK_FALSE(looks_alike("Иван", "Павел"));
}

TEST_CASE("a name is written in one script, or in Latin and East Asian ones") {
  for (const char* name : {"A. Reviewer", "李明", "李明 (Li Ming)", "Иван Петров", "Νίκος", "山田 たろう",
                           "Zoë O'Neill-Łuk", "محمد", "Person 2"}) {
    CAPTURE(name);
    CHECK(why_not(name).empty());
  }
  const std::string wanted = "a person's name in one script, since letters of others look alike";
  CHECK(why_not("A. Revi\u0435wer") == wanted);
  CHECK(why_not("\u0391. Reviewer") == wanted);
  CHECK(why_not("\u0391. \u0421ope") == wanted);
  CHECK(why_not("李 \u0410") == wanted);
}

TEST_CASE("a name that would read as two people, or leave its line, is none") {
  CHECK(why_not("A. Reviewer;B. Approver") == "a person's name without ';', which joins names");
  CHECK(why_not("A.\nReviewer") == "a person's name on one line");
  CHECK(why_not("A. \u202EReviewer") == "a person's name on one line");
  CHECK(why_not("A. \xFFReviewer") == "a person's name on one line");
}
