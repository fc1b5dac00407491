#include "assay/panel_check.hpp"

#include <doctest/doctest.h>

#include "assay/melting_temperature.hpp"
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

TEST_CASE("the panel's oligos have the length, GC and Tm that the assay's page computes") {
  struct Expected {
    const char* name;
    int length_nt;
    double gc_percent;
    double tm_c;
  };
  const PanelCheck check = check_panel(ikzf1_panel());
  const std::vector<Expected> expected{{"F.2a", 21, 47.6, 53.7},
                                       {"F.2b", 24, 41.7, 53.9},
                                       {"F.4", 21, 57.1, 56.6},
                                       {"R-7", 20, 45.0, 53.4},
                                       {"R-8", 20, 55.0, 55.3}};
  REQUIRE(check.oligos.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(expected[i].name);
    CHECK(check.oligos[i].name == expected[i].name);
    CHECK(check.oligos[i].length_nt == expected[i].length_nt);
    CHECK(check.oligos[i].gc_percent == doctest::Approx(expected[i].gc_percent).epsilon(0.0011));
    CHECK(std::abs(check.oligos[i].tm_c - expected[i].tm_c) < 0.05001);  // the page rounds to 0.1 deg C
  }
}

TEST_CASE("Tm rises with salt and with concentration, and is the same read from either strand") {
  const double tm = melting_temperature_c("AAAGAACCCTCAGGCATTCA");
  CHECK(melting_temperature_c("TGAATGCCTGAGGGTTCTTT") == doctest::Approx(tm).epsilon(1e-12));
  CHECK(melting_temperature_c("AAAGAACCCTCAGGCATTCA", {.sodium_molar = 0.1, .strands_molar = 250e-9}) > tm);
  CHECK(melting_temperature_c("AAAGAACCCTCAGGCATTCA", {.sodium_molar = 0.05, .strands_molar = 500e-9}) > tm);
}

TEST_CASE("a 3' end is matched with the reverse complement of its partner") {
  CHECK(three_prime_match("TTTTTGGCC", "AAGGCCAA") == 6);  // against TTGGCCTT
  CHECK(three_prime_match("CCCCCAAAA", "GGTTTTGG") == 6);  // against CCAAAACC
  CHECK(three_prime_match("CCCCC", "CCCCC") == 0);
  CHECK(three_prime_match("ACGT", "ACGT") == 4);
}

TEST_CASE("the IKZF1 panel gives nothing to look at") {
  CHECK(check_panel(ikzf1_panel()).findings == std::vector<PanelFinding>{});
}

TEST_CASE("what deserves a look is found and named") {
  const auto findings = [](const Panel& panel) {
    std::string text;
    for (const PanelFinding& finding : check_panel(panel).findings)
      text += finding.place + ": " + finding.text + '\n';
    return text;
  };
  CHECK(findings(small_panel("CAACAAGTGACCCATCCTTTG", "GTCTCGGCATACAGGGAAGA")) == "");
  CHECK(findings(small_panel("CAACAAGTGACCCATCCTTTG", "TTATAATTATTATAA")) ==
        "oligo R: 15 nt; usual are 18 to 30\noligo R: 0.0 % GC; usual are 40 to 60 %\n"
        "set D1-2: Tm of F and R differ by 33.0 deg C; usual are up to 5\n"
        "set D1-2: the last 7 bases of R anneal to itself\n");
  Panel panel = small_panel("CAACAAGTGACCCATCCTTTG", "GTCTCGGCATACAGGGAAGA");
  panel.oligos.push_back({"F.9", "GGAGTCTGTGAAGGTCACACC", "made up"});
  panel.reference.reset();
  panel.controls.ntc.clear();
  panel.controls.positive[0].max_ct = 37;
  panel.controls.positive[0].sets.clear();
  CHECK(findings(panel) ==
        "oligo F.9: no set uses it\npanel: no reference gene: reports say that DNA adequacy is not assessed\n"
        "controls: no sample name is reserved for no-template controls: only task and plate map tell them\n"
        "set D1-2: no positive control must be positive in it\n"
        "control PC: max_ct 37 is above the cut-off 36: the limit never acts\n");
}
