#include "assay/patient_text.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "assay/shipped_files.hpp"

using namespace crossbreak;

TEST_CASE("the panel's texts are templates over gene, exons and number of sets") {
  const Panel panel = ikzf1_panel();
  const auto text = [&](const char* call, const std::vector<std::string>& sets) {
    return filled_text(panel, panel.texts.at(call), sets);
  };
  CHECK(text("deletion", {"D4-7"}) ==
        Words{"Deletion of IKZF1 exons 4-7 detected", "检出IKZF1第4～7号外显子缺失"});
  CHECK(text("mixed", {"D2-8", "D4-7"}) ==
        Words{"More than one IKZF1 exon deletion detected (mixed): exons 4-7 and 2-8",
              "检出多种外显子缺失（混合型）：IKZF1第4～7、2～8号外显子"});
  CHECK(text("not_detected", {}) ==
        Words{"IKZF1 deletion not detected among the four tested deletions", "所检4种缺失均未检出"});
  CHECK(text("inconclusive", {}).zh == "可疑，建议复查");
  CHECK(text("invalid", {}).zh == "无效");
  CHECK(text("incomplete", {}).zh == "不完整");
  CHECK(text("limits", {}).en.find("IKZF1plus is not assessed") != std::string::npos);
}
