#include "formats/title_folding.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("quirk 1: Ct with a Cyrillic te is Ct, and Ct Threshold stays another title") {
  for (const char* title : {"Cт", "CT", "Ct", "ct", "Cq", " Ct ", "CÑ‚", "СТ"}) {
    CAPTURE(title);
    CHECK(folded_title(title) == "ct");
  }
  CHECK(folded_title("Cт Mean") == "ctmean");
  CHECK(folded_title("Ct Threshold") == "ctthreshold");
  CHECK(folded_title("CRT") == "crt");
  CHECK(folded_title("EQ.Ct") == "eq.ct");
}

TEST_CASE("quirk 2: delta Rn is spelt in five ways and is one title") {
  for (const char* title : {"ΔRn", "Delta Rn", "dRn", "DeltaRn", "∆Rn", "△Rn", "Î”Rn"}) {
    CAPTURE(title);
    CHECK(folded_title(title) == "deltarn");
  }
  CHECK(folded_title("Rn") == "rn");
}

TEST_CASE("titles compare without case and blanks") {
  CHECK(folded_title("Well  Position") == folded_title("WELL POSITION "));
  CHECK(folded_title("R²") == folded_title("R(superscript 2)"));
  CHECK(folded_title("CQCONF") == "cqconf");
  CHECK(folded_title("") == "");
}

TEST_CASE("the first character of a folded title is known without folding the rest") {
  for (const std::string title :
       {"Well", " \t Well Position", "\xC2\xA0Well", "ΔRn", "Cт", "CT", "²", "(superscript 2)", "A1", "(", "",
        "  ", "\xC2\xA0", "\xFF", "drn x", "cq"}) {
    CAPTURE(title);
    const std::string folded = folded_title(title);
    CHECK(first_folded(title) == (folded.empty() ? '\0' : folded.front()));
  }
}
