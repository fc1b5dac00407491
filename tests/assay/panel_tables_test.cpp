#include "assay/panel_tables.hpp"

#include <doctest/doctest.h>

#include "assay/shipped_files.hpp"

using namespace crossbreak;

namespace {

/// Two oligos and one set, to be varied.
Panel small_panel(std::string forward, std::string reverse) {
  Panel panel;
  panel.oligos = {{"F", std::move(forward), "made up"}, {"R", std::move(reverse), "made up"}};
  PrimerSet set;
  set.name = "D1-2";
  set.pairs = {{"F", "R"}};
  panel.sets = {set};
  panel.reference.emplace();
  panel.controls.ntc = {"NTC"};
  panel.controls.positive = {{.name = "PC", .sets = {"D1-2"}, .max_ct = 32}};
  return panel;
}

}  // namespace

TEST_CASE("the check prints as a table") {
  const Panel panel = small_panel("CAACAAGTGACCCATCCTTTG", "GTCTCGGCATACAGGGAAGA");
  CHECK(check_table(panel, check_panel(panel)) ==
        "Panel  version , gene \n\n\n"
        "Oligos\n"
        "  oligo  sequence 5'->3'        nt  GC %  Tm deg C\n"
        "  F      CAACAAGTGACCCATCCTTTG  21  47.6  53.7\n"
        "  R      GTCTCGGCATACAGGGAAGA   20  55.0  55.3\n"
        "  Tm: nearest neighbours, 50 mM Na+, 250 nM (SantaLucia 1998, PNAS 95:1460-1465)\n\n"
        "Primer sets\n"
        "  set   exons lost  primers  3' match, bases\n"
        "  D1-2              F + R    3\n"
        "  3' match: the longest 3' end of one oligo of the set that anneals to another or to itself\n\n"
        "Findings\n"
        "  none\n");
}

TEST_CASE("columns line up on the screen, where a Chinese character takes two columns") {
  Panel panel = small_panel("CAACAAGTGACCCATCCTTTG", "GTCTCGGCATACAGGGAAGA");
  panel.controls.ntc = {"NTC", "空白对照"};
  panel.controls.negative = {"NC"};
  panel.controls.positive[0].name = "阳性对照１";
  const std::string text = panel_table(panel);
  const std::string controls =
      "  control   sample names   must be positive in  Ct at most\n"
      "  NTC       NTC, 空白对照                       \n"
      "  negative  NC                                  \n"
      "  positive  阳性对照１     D1-2                 32\n";
  CHECK(text.substr(text.find("  control "), controls.size()) == controls);
}

TEST_CASE("the whole panel prints: sets, controls, rules with their sources, texts") {
  const std::string text = panel_table(ikzf1_panel());
  for (const char* part :
       {"  D2-8  2-8         F.2b + R-8  FAM       TAMRA", "stated by the paper: positive when Ct < 36",
        "  positive  PC27", "所检{sets}种缺失均未检出\n"}) {
    const std::string wanted = part;
    CAPTURE(wanted);
    CHECK(text.find(wanted) != std::string::npos);
  }
}
