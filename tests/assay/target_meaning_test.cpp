#include "assay/target_meaning.hpp"

#include <string>

#include <doctest/doctest.h>

#include "assay/shipped_files.hpp"

using namespace crossbreak;

namespace {

const Panel& ikzf1() {
  static const Panel panel = ikzf1_panel();
  return panel;
}

}  // namespace

TEST_CASE("each way to write D2-7 means D2-7") {
  for (const char* name :
       {"D2-7",           "IKZF1_D2-7", "2-7",       "△2-7",          "Δ2–7",       "∆2-7",
        "del2-7",         "缺失2～7",   "２－７",    "2~7",           "IKZFl_D2-7", "IKZFl D2-7",
        "ikzf1-del(2-7)", "IKZF1 △2—7", "2-7缺失",   "IKZF1 del 2-7", "D2_7",       "第2～7号外显子缺失",
        " d2-7 ",         "IKZF1:Δ2-7", "IKZF1(2-7)"}) {
    CAPTURE(name);
    const TargetMeaning meaning = meaning_of_target(ikzf1(), name);
    CHECK(meaning.kind == TargetMeaning::Kind::Set);
    CHECK(meaning.set == "D2-7");
    CHECK_FALSE(meaning.pair.has_value());
  }
}

TEST_CASE("a primer pair means its set and says which pair") {
  for (const char* name : {"F.2a/R-7", "F2a+R7", "IKZF1 F.2a-R-7", "Ｆ.2a／R-7", "R-7/F.2a"}) {
    CAPTURE(name);
    const TargetMeaning meaning = meaning_of_target(ikzf1(), name);
    CHECK(meaning.set == "D2-7");
    CHECK(meaning.pair == 0);
  }
  CHECK(meaning_of_target(ikzf1(), "F.2a/R-8").kind == TargetMeaning::Kind::Unknown);
}

TEST_CASE("the reference gene is known by its names") {
  for (const char* name : {"ALB", "alb", "Albumin", "白蛋白", "ＡＬＢ"}) {
    CAPTURE(name);
    CHECK(meaning_of_target(ikzf1(), name).kind == TargetMeaning::Kind::Reference);
  }
}

TEST_CASE("a name the panel cannot place is unknown, with the nearest there is") {
  const auto nearest = [](const char* name) {
    const TargetMeaning meaning = meaning_of_target(ikzf1(), name);
    CHECK(meaning.kind == TargetMeaning::Kind::Unknown);
    CHECK(meaning.set.empty());
    return meaning.nearest;
  };
  CHECK(nearest("D4-7x") == "D4-7");
  CHECK(nearest("D27") == "D2-7");
  CHECK(nearest("ALBU") == "ALB");
  CHECK(nearest("IKZF1_D2-9") == "D2-7");
  CHECK(nearest("BCR-ABL1 p190") == "");
  CHECK(nearest("IKZF1") == "");
  CHECK(nearest("") == "");
}

TEST_CASE("exons as older papers count them are explained, never mapped") {
  const TargetMeaning meaning = meaning_of_target(ikzf1(), "Δ3–6");
  CHECK(meaning.kind == TargetMeaning::Kind::Unknown);
  CHECK(meaning.nearest == "D4-7");
  CHECK(meaning.note ==
        "older papers count exons otherwise and write 'D3-6' for D4-7; it is never mapped silently");
}

TEST_CASE("a name that a spreadsheet turned into a date says so") {
  for (const char* name :
       {"7-Feb", "2月7日", "2-Jul", "Feb-7", "02. Jul", "2025-02-07", "2025-02-07 00:00:00", "2/7/2025",
        "07.02.2025", "45695", "45695.0", "7-Feb-25", "2025年2月7日", "７-Feb"}) {
    CAPTURE(name);
    const TargetMeaning meaning = meaning_of_target(ikzf1(), name);
    CHECK(meaning.kind == TargetMeaning::Kind::Unknown);
    CHECK(meaning.nearest == "D2-7");
    CHECK(meaning.spreadsheet_date ==
          "'" + std::string(name) +
              "' is a date: a spreadsheet has turned a name such as '2-7' into it; format the "
              "column as text and enter the name again");
  }
  CHECK(meaning_of_target(ikzf1(), "8-Apr").nearest == "D4-8");
  CHECK(meaning_of_target(ikzf1(), "9-Sep").spreadsheet_date.find("'9-9'") != std::string::npos);
}
