// crossbreak call, from file to terminal, where a positive may be another sample's template.
#include <doctest/doctest.h>

#include "cli/simulated_plate.hpp"

using namespace crossbreak::tests;

namespace {

const std::string two_positive =
    "2 positive sets: D2-7, D2-8; two deleted alleles or subclones, or contamination: a second look\n";

}  // namespace

TEST_CASE("a late well beside a strong one, or below a strong positive control, may be contamination") {
  const Called called =
      call_export(export_of(plate + targets + patient("STRONG", "\"D4-7\" = 100000") + patient("NONE") +
                            patient("BESIDE", "\"D4-7\" = 70") + patient("LATE", "\"D4-8\" = 70") +
                            patient("TWO", "\"D2-7\" = 10000, \"D2-8\" = 70") + controls("100000")),
                  {"--fail-on", "review"});
  CHECK(called.code == 5);
  CHECK(row_of(called, "STRONG") ==
        "deletion D4-7\nflags:\nR10 deletion: one positive set: D4-7\n" + stands + instrument_stands);
  CHECK(row_of(called, "BESIDE") ==
        "deletion D4-7 review\nflags: contamination_neighbour threshold_sensitive\n"
        "R10 deletion: one positive set: D4-7\n"
        "R12 flips: at double the threshold the call would be not detected\n" +
            instrument_stands +
            "contamination neighbour: A2 late (Ct 34.94), beside strong A1: may be a neighbour's template\n");
  CHECK(row_of(called, "LATE") ==
        "deletion D4-8 review\nflags: contamination_positive_control threshold_sensitive\n"
        "R10 deletion: one positive set: D4-8\n"
        "R12 flips: at double the threshold the call would be not detected\n" +
            instrument_stands +
            "contamination positive_control: F2 late (Ct 34.40), and the set's positive control is strong "
            "(F4)\n");
  CHECK(row_of(called, "TWO") ==
        "mixed D2-7 D2-8 review\nflags: second_set_weak threshold_sensitive\nR10 mixed: " + two_positive +
            "R12 flips: at double the threshold the call would be deletion (D2-7)\n" + instrument_stands +
            "contamination second_set_weak: D2-8 (D3) is 7.08 cycles later than D2-7, at least 5\n");
  CHECK(line_of(called.table, "BESIDE") ==
        "BESIDE   + 34.94  -        -        -        + 27.75  DELETION D4-7  ! look at it      "
        "contamination_neighbour, threshold_sensitive");
  CHECK(
      section(called.table, to_look_at) ==
      "  ! BESIDE: Repeat D4-7 away from strong wells: A2 late (Ct 34.94), beside strong A1: may be a\n"
      "    neighbour's template. (late beside a strong well: contamination?; half or double the threshold\n"
      "    would change it)\n"
      "  ! TWO: Repeat D2-8: D2-8 (D3) is 7.08 cycles later than D2-7, at least 5. (the second set is much\n"
      "    weaker; half or double the threshold would change it)\n"
      "  ! LATE: Repeat D4-8 away from strong wells: F2 late (Ct 34.40), and the set's positive control is\n"
      "    strong (F4). (late, positive control strong: contamination?; half or double the threshold would\n"
      "    change it)\n");
}

TEST_CASE("four mixed patients of six are unusually many: a warning of the run and a review of each") {
  const std::string copies = "\"D4-7\" = 4000, \"D2-8\" = 4000";
  const std::string three = patient("M1", copies) + patient("M2", copies) + patient("M3", copies);
  const std::string others = patient("N1") + patient("N2") + controls();
  const Called called = call_export(export_of(plate + targets + three + patient("M4", copies) + others),
                                    {"--fail-on", "review"});
  CHECK(called.code == 5);
  CHECK(called.record.at("run").at("status") == "valid_with_warnings");
  for (const char* mixed : {"M1", "M2", "M3", "M4"}) {
    CAPTURE(mixed);
    CHECK(row_of(called, mixed) ==
          "mixed D4-7 D2-8 review\nflags: many_mixed\n"
          "R10 mixed: 2 positive sets: D4-7, D2-8; two deleted alleles or subclones, or contamination: a "
          "second look\n" +
              stands + instrument_stands +
              "contamination many_mixed: 4 of 6 patients of the plate are mixed (A1, D1, A2, D2, E1, H1, E2, "
              "H2), share 0.67 above 0.25\n");
  }
  CHECK(row_of(called, "N1") == "not_detected\nflags:\n" + nothing_found + stands + instrument_stands);
  CHECK(section(called.table, "Issues") == of_the_layout +
                                               "  warning: plate.txt: 4 of 6 patients of the plate are mixed "
                                               "(A1, D1, A2, D2, E1, H1, E2, H2), share\n"
                                               "    0.67 above 0.25.\n");

  const Called few = call_export(export_of(plate + targets + three + others));
  CHECK(few.record.at("run").at("status") == "valid");
  CHECK(
      row_of(few, "M3") ==
      "mixed D4-7 D2-8 review\nflags:\n"
      "R10 mixed: 2 positive sets: D4-7, D2-8; two deleted alleles or subclones, or contamination: a second "
      "look\n" +
          stands + instrument_stands);
}
