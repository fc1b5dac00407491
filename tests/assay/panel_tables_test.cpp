#include "assay/panel_tables.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "assay/rule_settings.hpp"
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
  const std::string text = check_table(panel, check_panel(panel));
  const std::size_t rules = text.find("Rules\n");
  REQUIRE(rules != std::string::npos);
  CHECK(text.substr(0, rules) ==
        "Panel  version , gene \n\n\n"
        "Oligos\n"
        "  oligo  sequence 5'->3'        nt  GC %  Tm deg C\n"
        "  F      CAACAAGTGACCCATCCTTTG  21  47.6  53.7\n"
        "  R      GTCTCGGCATACAGGGAAGA   20  55.0  55.3\n"
        "  Tm: nearest neighbours, 50 mM Na+, 250 nM (SantaLucia 1998, PNAS 95:1460-1465)\n\n"
        "Primer sets\n"
        "  set   exons lost  primers  3' match, bases\n"
        "  D1-2              F + R    3\n"
        "  3' match: the longest 3' end of one oligo of the set that anneals to another or to itself\n\n");
  CHECK(text.ends_with("\nFindings\n  none\n"));
}

TEST_CASE("the check and the panel print every setting with its rule, value, default and what it rests on") {
  Panel panel = small_panel("CAACAAGTGACCCATCCTTTG", "GTCTCGGCATACAGGGAAGA");
  panel.rules.spread = 0.75;
  panel.rules.late = LateRule::Inconclusive;
  panel.rule_sources["late"] = "our own validation";
  panel.reference->max_ct = 28;
  panel.reference->source = "our own DNA";
  for (const std::string& text : {check_table(panel, check_panel(panel)), panel_table(panel)}) {
    std::map<std::string, std::vector<std::string>> rows;  // by key
    std::istringstream lines(text.substr(text.find("Rules\n")));
    for (std::string line; std::getline(lines, line) && !line.empty();) {
      std::vector<std::string> cells;
      for (std::size_t at = line.find_first_not_of(' '); at < line.size();) {
        const std::size_t end = std::min(line.find("  ", at), line.size());
        cells.push_back(line.substr(at, end - at));
        at = std::min(line.find_first_not_of(' ', end), line.size());
      }
      rows[cells.front()] = cells;
    }
    for (const RuleSetting& setting : rule_settings()) {
      CAPTURE(setting.key);
      REQUIRE(rows.contains(std::string(setting.key)));
      CHECK(rows[std::string(setting.key)].size() == 5);
    }
    using Row = std::vector<std::string>;
    CHECK(rows["setting"] == Row{"setting", "rule", "value", "default", "what it rests on"});
    CHECK(rows["spread"] == Row{"spread", "R9", "0.75", "0.5", "the panel names no source"});
    CHECK(rows["late"] == Row{"late", "R2", "\"inconclusive\"", "\"negative\"", "our own validation"});
    CHECK(rows["second_set_delay"] == Row{"second_set_delay", "contamination", "5.0", "the same",
                                          "inferred: 5 cycles are a factor of 32"});
    CHECK(rows["reference.max_ct"] == Row{"reference.max_ct", "R7", "28.0", "30.0", "our own DNA"});
  }
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

TEST_CASE("what a panel says of itself drives no terminal") {
  Panel panel = small_panel("CAACAAGTGACCCATCCTTTG", "GTCTCGGCATACAGGGAAGA");
  panel.version = "1\x1b]0;t\x07";
  panel.source = "a\u009b31m";
  panel.sensitivity = Words{"\x1b[2J", "\u202e"};
  const std::string text = panel_table(panel);
  CHECK(text.find("version 1\uFFFD]0;t\uFFFD, gene") != std::string::npos);
  CHECK(text.find("\na\uFFFD31m\n") != std::string::npos);
  for (const char* raw : {"\x1b", "\x07", "\u009b", "\u202e"})
    CHECK(text.find(raw) == std::string::npos);
}

TEST_CASE("the whole panel prints: sets, controls, rules with their sources, texts") {
  const std::string text = panel_table(ikzf1_panel());
  for (const char* part :
       {"  D2-8  2-8         F.2b + R-8  FAM", "stated by the paper: positive when Ct < 36",
        "  positive  PC27", "所检{sets}种缺失均未检出\n"}) {
    const std::string wanted = part;
    CAPTURE(wanted);
    CHECK(text.find(wanted) != std::string::npos);
  }
}

TEST_CASE("the panel prints sensitivity, HGVS and class where they are set, and nothing of them where not") {
  Panel panel = small_panel("CAACAAGTGACCCATCCTTTG", "GTCTCGGCATACAGGGAAGA");
  const std::string without = panel_table(panel);
  for (const char* name : {"sensitivity", "HGVS", "class"})
    CHECK(without.find(name) == std::string::npos);
  panel.sensitivity = Words{"1 % of cells", "1%"};
  panel.sets.front().hgvs = "c.(1+1_2-1)_(3+1_4-1)del";
  panel.sets.front().deletion_class = Words{"loss of function", "-"};
  const std::string text = panel_table(panel);
  CHECK(text.find("  sensitivity   1 % of cells\n") != std::string::npos);
  CHECK(text.find("  D1-2 HGVS     c.(1+1_2-1)_(3+1_4-1)del\n") != std::string::npos);
  CHECK(text.find("  D1-2 class    loss of function\n") != std::string::npos);
}
