#include "calling/control_names.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "calling/made_plate.hpp"
#include "shipped_panel.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

const KnownControls& known() {
  static const KnownControls names(made_panel());
  return names;
}

/// "ntc", "positive_control PC"; "patient"; "refused for NAME" where one letter is wrong.
std::string meaning(const KnownControls& names, const std::string& sample) {
  const std::optional<NamedControl> found = names.find(sample);
  if (found)
    return std::string(code_of(found->role)) + (found->control.empty() ? "" : " " + found->control);
  const std::optional<NearlyNamedControl> nearly = names.nearly(sample);
  return nearly ? "refused for " + nearly->name : "patient";
}

std::string meaning(const std::string& sample) {
  return meaning(known(), sample);
}

void check_all(const std::string& expected, const std::vector<std::string>& samples) {
  CHECK_FALSE(samples.empty());
  for (const std::string& sample : samples) {
    CAPTURE(sample);
    CHECK(meaning(sample) == expected);
  }
}

}  // namespace

TEST_CASE("usual names of controls stand for their roles, whatever their case, width and punctuation") {
  check_all("ntc", {"NTC",        "ntc",      "ＮＴＣ",  " N.T.C ",    "NTC1",          "NTC-2",
                    "ntc_01",     "NTC（1）", "NTC #3",  "NTC b",      "NTCb",          "NTC-A",
                    "ＮＴＣ　２", "H2O",      "h2o 1",   "Water",      "water-2",       "Water b",
                    "WATERb",     "Blank",    "BLANK12", "blank ctrl", "No template",   "No-Template Control",
                    "NTC对照",    "空白",     "空白1",   "空白对照1",  "空白对照（2）", "空白 b",
                    "水",         "水2",      "CNTC",    "NTC con",    "ctrl NTC 2"});
  check_all("negative_control", {"NC",
                                 "nc1",
                                 "NC b",
                                 "NC-b",
                                 "NCb",
                                 "NC02",
                                 "Neg",
                                 "NEG.",
                                 "NEG 1",
                                 "neg_b",
                                 "Neg.Con",
                                 "NegCon2",
                                 "CNEG",
                                 "C-NEG",
                                 "Neg. control",
                                 "negative",
                                 "Negative Control 2",
                                 "neg ctrl",
                                 "Control neg",
                                 "阴性",
                                 "阴性对照",
                                 "阴性质控2",
                                 "质控阴性",
                                 "对照 阴性1",
                                 "NC对照"});
  check_all("positive_control PC", {"PC",
                                    "ＰＣ",
                                    "PC1",
                                    "PC 2",
                                    "PC-b",
                                    "PCb",
                                    "P.C.",
                                    "pos",
                                    "POS1",
                                    "Pos 12",
                                    "PosCon",
                                    "CPOS",
                                    "positive",
                                    "Positive control",
                                    "POSITIVE CTRL b",
                                    "阳性",
                                    "阳性对照2",
                                    "阳性质控",
                                    "质控阳性",
                                    "PC对照"});
}

TEST_CASE("a positive control that the panel lists by that very name is that one") {
  check_all("positive_control PC27", {"PC27", "pc-27", "ＰＣ２７", "PC 27", "PC27 b"});
  CHECK(known().find("PC27")->kind == ControlNameKind::Listed);
  CHECK(known().find(" ＰＣ２７ ")->kind == ControlNameKind::Listed);
  for (const char* name : {"pc-27", "PC 27", "P.C.", "N.C.", "n c", "N-T-C"}) {
    CAPTURE(name);
    CHECK(known().find(name)->kind == ControlNameKind::ListedMarked);
  }
  CHECK(known().find("PC1")->kind == ControlNameKind::ListedOneOf);
  CHECK(known().find("PosCon")->kind == ControlNameKind::Usual);
  const KnownControls shipped(tests::ikzf1_panel());
  CHECK(meaning(shipped, "Positive control") == "positive_control Positive control");
  CHECK(meaning(shipped, "阳性对照2") == "positive_control 阳性对照");
  CHECK(meaning(shipped, "PC48") == "positive_control PC48");
  CHECK(meaning(shipped, "无模板对照1") == "ntc");
}

TEST_CASE("without a PC the control of all sets is the usual one, and without any there is none") {
  Panel panel = made_panel();
  panel.controls.positive[0].name = "K562";
  CHECK(control_of_all_sets(panel) == "K562");
  CHECK(meaning(KnownControls(panel), "PosCon") == "positive_control K562");
  CHECK(meaning(KnownControls(panel), "K562") == "positive_control K562");
  CHECK(meaning(KnownControls(panel), "K5621") == "patient");
  panel.controls.positive.erase(panel.controls.positive.begin());
  CHECK(control_of_all_sets(panel).empty());
  CHECK(meaning(KnownControls(panel), "PosCon") == "positive_control");
}

TEST_CASE("a name of the panel takes a number or a letter behind it") {
  Panel panel = made_panel();
  panel.controls.ntc = {"质粒空载", "Mock"};
  const KnownControls names(panel);
  CHECK(meaning(names, "mock-2") == "ntc");
  CHECK(meaning(names, "Mock B") == "ntc");
  CHECK(meaning(names, "质粒空载1") == "ntc");
  CHECK(meaning(names, "P1") == "patient");
}

TEST_CASE("names of the panel that only a mark tells apart count as they stand") {
  Panel panel = made_panel();
  panel.controls.negative = {"K-", "Mix 1"};
  panel.controls.positive[0].name = "K+";
  panel.controls.ntc = {"+", "Mix-1"};
  const KnownControls names(panel);
  CHECK(meaning(names, "K-") == "negative_control");
  CHECK(meaning(names, "ｋ＋") == "positive_control K+");
  CHECK(meaning(names, "+") == "ntc");
  CHECK(meaning(names, "mix 1") == "negative_control");
  CHECK(meaning(names, "Mix-1") == "ntc");
  for (const char* name : {"K", "K1", "K 1", "-", "", "Mix1"}) {
    CAPTURE(name);
    CHECK(meaning(names, name) == "patient");
  }
}

TEST_CASE("patients are no controls, and their names are not refused") {
  check_all("patient",
            {"PC2301456", "NC2026",      "NTC123",      "PC12",     "PC47",       "PC 99",   "PC271",
             "NTS",       "NTX",         "NTC 2024-11", "POSNER",   "Posner",     "Negrete", "Watert1b",
             "Waterman",  "Blankenship", "Negash",      "Conner",   "Conn",       "Picon",   "Ceng",
             "Peng",      "Neng Li",     "Cong",        "Wang",     "Zhang San",  "P-104",   "00123",
             "1-2",       "3E5",         "20231107",    "N1",       "P1",         "C1",      "H2",
             "A_POS",     "M-NEG",       "weak_NEG",    "Ct33_POS", "x20_NEG",    "NEGS12",  "POSN12",
             "POST123",   "BLA123",      "水生",        "阴丽华",   "阳春",       "白水",    "张三",
             "欧阳小明",  "00123 张三",  "对照",        "control",  "con",        "c",       "",
             " ",         "-",           "\xFF",        "Δ1",       "NTC and P1", "QC"});
}

TEST_CASE(
    "a name of four letters or more that is one letter off a control's is refused, and so is the doubtful") {
  check_all("refused for water", {"Watr", "watre", "Wahter", "Watar", "Walter", "Waters", "WATERS", "Watr 2",
                                  "Watr b", "ｗａｔｒ"});
  check_all("refused for blank", {"Blnak", "blanc", "Black", "Blanks"});
  check_all("refused for negative", {"Negatve", "negativ", "Negatvie"});
  check_all("refused for negative control", {"Negatve control", "Negative contrl", "Negative controls"});
  check_all("refused for positive", {"Postive", "possitive", "Positve 1"});
  check_all("refused for neg con", {"NegCom", "neg.cn", "NEG.CN"});
  check_all("refused for neg", {"Negi", "Neng", "NEGA"});
  check_all("refused for NTC", {"NTTC", "Netc"});
  check_all("refused for 阳性 对照", {"阳姓对照", "阳性对照照"});
  check_all("refused for nc control", {"NC contrl"});
}

TEST_CASE("a letter behind a Chinese addition is a mark of its own") {
  CHECK(meaning("neg对照b") == "negative_control");
}

TEST_CASE("a control's own name is no letter off, and a Chinese initial is none") {
  CHECK_FALSE(known().nearly("water").has_value());
  CHECK_FALSE(known().nearly("张 三").has_value());
}

TEST_CASE("a name that says its role twice is that control's, two roles in one are a patient's") {
  check_all("ntc", {"H2O/NTC", "空白对照(NTC)", "水 NTC", "Neg_H2O", "neg h2o", "H2O neg", "阴性 空白"});
  check_all("negative_control", {"阴性对照NC", "NC neg"});
  check_all("positive_control PC", {"阳性对照PC"});
  check_all("patient", {"NTC PC", "PC NTC", "阴性阳性", "阳性阴性"});
}

TEST_CASE("a panel may reserve a single Chinese character, not a single letter") {
  Panel panel = made_panel();
  panel.controls.ntc = {"空", "K"};
  const KnownControls names(panel);
  CHECK(meaning(names, "空") == "ntc");
  CHECK(meaning(names, "空1") == "ntc");
  CHECK(meaning(names, "K1") == "patient");
}
