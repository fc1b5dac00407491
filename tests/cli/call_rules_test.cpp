// crossbreak call, from file to terminal, where the rules only note, flag or warn (R12 to R15): each plate is
// simulated, and edited where the instrument would have had to say something.
#include <set>
#include <sstream>

#include <doctest/doctest.h>

#include "cli/simulated_plate.hpp"

using namespace crossbreak::tests;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t place = text.find(from);
  REQUIRE_MESSAGE(place != std::string::npos, from);
  CHECK_MESSAGE(text.find(from, place + 1) == std::string::npos, "stands there twice: ", from);
  return text.replace(place, from.size(), to);
}

/// The export where the instrument had another Ct for a well, sample and target.
std::string with_instrument_ct(std::string text, const std::string& row, const std::string& ct) {
  const std::string before = row + "\tUNKNOWN\tFAM\tTAMRA\t";
  const std::size_t place = text.find(before, text.find("[Results]"));
  REQUIRE_MESSAGE(place != std::string::npos, row);
  const std::size_t start = place + before.size();
  return text.replace(start, text.find('\t', start) - start, ct);
}

}  // namespace

TEST_CASE("R12: a call that flips at double the threshold says so, from the record to the terminal") {
  const Called called = call_export(export_of(plate + targets + usual_samples()), {"--fail-on", "review"});
  CHECK(called.code == 5);
  CHECK(row_of(called, "CLEAR") ==
        "deletion D4-7\nflags:\nR10 deletion: one positive set: D4-7\n" + stands + instrument_stands);
  CHECK(row_of(called, "EDGE") ==
        "deletion D2-8 review\nflags: threshold_sensitive\n"
        "R10 deletion: one positive set: D2-8\n"
        "R12 flips: at double the threshold the call would be not detected\n" +
            instrument_stands);
  CHECK(line_of(called.table, "CLEAR") == "CLEAR    + 29.96  -     -     -        + 27.66  DELETION D4-7");
  CHECK(line_of(called.table, "EDGE") ==
        "EDGE     -        -     -     + 34.97  + 27.76  DELETION D2-8  ! look at it  threshold_sensitive");
  CHECK(section(called.table, to_look_at) ==
        "  ! EDGE: Look at D2: at double the threshold the set would be negative. (half or double the\n"
        "    threshold would change it)\n");
}

TEST_CASE("R12: every well says which threshold was used, the file's or that of the command line") {
  const std::string text = export_of(plate + targets + usual_samples());
  const auto sources = [](const Called& called) {
    std::set<std::string> found;
    for (const json& well : called.record.at("wells"))
      found.insert(well.at("threshold_source").get<std::string>() +
                   (well.at("threshold") == 0.5 ? " 0.5" : ""));
    return found;
  };
  CHECK(sources(call_export(text)) == std::set<std::string>{"file"});
  const Called other = call_export(text, {"--threshold", "0.5"});
  CHECK(other.code == 0);
  CHECK(sources(other) == std::set<std::string>{"command_line 0.5"});
  CHECK(well_of(other, "A1", "D4-7") ==
        "positive\nflags:\ngenuine amplification, Ct 27.93 below 36\n"
        "the instrument's Ct rests on other settings: compared by the call only\n");
}

TEST_CASE(
    "R13: a Ct of the instrument that differs is flagged, one that its curve contradicts asks for review") {
  // Enough Ct of D4-7 that agree: two odd ones do not speak against the file's threshold.
  std::string text = export_of(plate + targets + patient("CLEAR", "\"D4-7\" = 2000") + patient("NONE") +
                               patient("EDGE", "\"D2-8\" = 45") + patient("OTHER 1", "\"D4-7\" = 2000") +
                               patient("OTHER 2", "\"D4-7\" = 2000") + controls());
  text = with_instrument_ct(text, "A1\tCLEAR\tD4-7", "30.25");
  text = with_instrument_ct(text, "D2\tEDGE\tD2-8", "Undetermined");
  text = with_instrument_ct(text, "E1\tNONE\tD4-7", "34.2");
  CHECK(call_export(text).code == 0);
  const Called called = call_export(text, {"--fail-on", "review"});
  CHECK(called.code == 5);
  CHECK(row_of(called, "CLEAR") ==
        "deletion D4-7\nflags: instrument_ct_differs\nR10 deletion: one positive set: D4-7\n" + stands +
            instrument_stands);
  CHECK(well_of(called, "A1", "D4-7") ==
        "positive\nflags: instrument_ct_differs\ngenuine amplification, Ct 29.85 below 36\n"
        "the instrument says Ct 30.25, we say Ct 29.85: 0.40 cycles apart, more than 0.05\n");
  CHECK(
      row_of(called, "EDGE") ==
      "deletion D2-8 review\nflags: instrument_call_differs instrument_ct_contradicted threshold_sensitive\n"
      "R10 deletion: one positive set: D2-8\n"
      "R12 flips: at double the threshold the call would be not detected\n"
      "R13 call_differs: with the instrument's Ct the call would be inconclusive\n");
  // The curve decides (R3), but one of the two is not of this well.
  CHECK(row_of(called, "NONE") == "not_detected review\nflags: instrument_ct_contradicted\n" + nothing_found +
                                      stands + instrument_stands);
  CHECK(well_of(called, "E1", "D4-7") ==
        "negative\nflags: instrument_ct_contradicted\nno amplification\n"
        "the file says Ct 34.20, its curve gives undetermined\n");
  CHECK(line_of(called.table, "NONE") ==
        "NONE     -        -     -     -        + 27.78  NOT DETECTED  ! look at it   "
        "instrument_ct_contradicted");
  CHECK(
      section(called.table, to_look_at) ==
      "  ! EDGE: Look at D2: at double the threshold the set would be negative. (the instrument's Ct would\n"
      "    change the call; the file's Ct is not that of its curve; half or double the threshold would\n"
      "    change it)\n"
      "  ! NONE: Look at E1: the file says Ct 34.20, its curve gives undetermined. (the file's Ct is not\n"
      "    that of its curve)\n");
}

TEST_CASE("R14, R24: another reporter than the panel's is no result, another quencher is a warning") {
  const std::string design = replaced(plate + targets + usual_samples(), "name = \"D2-8\"\n",
                                      "name = \"D2-8\"\nreporter = \"JOE\"\nquencher = \"None\"\n");
  const Called called = call_export(export_of(design), {"--fail-on", "review"});
  CHECK(called.code == 5);
  CHECK(row_of(called, "NONE") ==
        "incomplete review\nflags: no_ntc no_positive_control reporter_differs set_missing\n"
        "R11 incomplete: no result in D2-8\n"
        "R24 wells: read in another dye than the panel's in H1: no result\n"
        "R26 no_ntc: the plate has no usable NTC for D2-8\n"
        "R26 no_positive_control: the plate has no usable positive control for D2-8\n" +
            stands + instrument_stands);
  CHECK(well_of(called, "D1", "D2-8") ==
        "left_out\nflags: reporter_differs\nread in JOE, where the panel says FAM: no result\n"
        "no Ct, as the instrument says\n");
  CHECK(well_of(called, "C1", "D2-7") ==
        "negative\nflags:\nno amplification\nno Ct, as the instrument says\n");
  CHECK(section(called.table, to_look_at) ==
        "  ! CLEAR, EDGE, NONE: Check the settings of D2-8 in the instrument's software and analyse again:\n"
        "    read in JOE, where the panel says FAM: no result. (a set without a usable NTC; a set without a\n"
        "    usable positive control; another reporter dye than the panel's; no usable well of a set)\n");
  CHECK(section(called.table, "Issues") == of_the_layout +
                                               "  warning: plate.txt: No usable NTC for D2-8.\n"
                                               "  warning: plate.txt: No usable positive control for D2-8.\n"
                                               "  warning: plate.txt: The run's quencher of D2-8 is 'None', "
                                               "the panel's is TAMRA (D1, D2, D3, H1,\n"
                                               "    H2, H3).\n");
}

TEST_CASE("R15: flags of the instrument are kept word for word, and those of the panel ask for review") {
  const std::string whole = export_of(plate + targets + usual_samples());
  const std::size_t results = whole.find("[Results]");
  REQUIRE(results != std::string::npos);
  std::istringstream lines(whole.substr(results));
  std::string text = whole.substr(0, results);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("Well\t"))
      line += "\tBADROX\tTHOLDFAIL";
    else if (line.starts_with("A1\tCLEAR\tD4-7\t"))
      line += "\tY\tN";
    else if (line.starts_with("F1\tNONE\tD4-8\t"))
      line += "\tN\tY";
    else if (line.find('\t') != std::string::npos)
      line += "\tN\tN";
    text += line + '\n';
  }
  const Called called = call_export(text, {"--fail-on", "review"});
  CHECK(called.code == 5);
  CHECK(row_of(called, "CLEAR") ==
        "deletion D4-7 review\nflags: qc_review\n"
        "R10 deletion: one positive set: D4-7\n" +
            stands + instrument_stands);
  CHECK(row_of(called, "NONE") ==
        "not_detected\nflags: qc_note\n" + nothing_found + stands + instrument_stands);
  CHECK(well_of(called, "A1", "D4-7") ==
        "positive\nflags: qc_review\ngenuine amplification, Ct 29.96 below 36\n"
        "the instrument's Ct agrees within 0.05 cycles\n"
        "the instrument's flag BADROX = Y\n");
  CHECK(well_of(called, "F1", "D4-8") ==
        "negative\nflags: qc_note\nno amplification\nno Ct, as the instrument says\n"
        "the instrument's flag THOLDFAIL = Y\n");
  CHECK(
      section(called.table, to_look_at) ==
      "  ! CLEAR: Look at A1: the instrument's flag BADROX = Y. (a quality flag of the instrument that asks\n"
      "    for review)\n"
      "  ! EDGE: Look at D2: at double the threshold the set would be negative. (half or double the\n"
      "    threshold would change it)\n");
}

TEST_CASE("R15: a dip of the passive reference asks for review, after cycle 35 it is a note only") {
  const auto dip = [](const std::string& well, const std::string& cycle) {
    return "[[well]]\nat = \"" + well +
           "\"\noddity = \"rox_dip\"\noddity_size = 0.15\noddity_cycle = " + cycle + "\n";
  };
  const Called called =
      call_export(export_of(plate + targets + usual_samples() + dip("C1", "20") + dip("H1", "38")),
                  {"--fail-on", "review"});
  CHECK(called.code == 5);
  CHECK(row_of(called, "CLEAR") ==
        "deletion D4-7 review\nflags: passive_reference_dip\n"
        "R10 deletion: one positive set: D4-7\n" +
            stands + instrument_stands);
  CHECK(row_of(called, "NONE") ==
        "not_detected\nflags: passive_reference_dip_late\n" + nothing_found + stands + instrument_stands);
  CHECK(section(called.table, to_look_at) ==
        "  ! CLEAR: Look at C1: The passive reference ROX falls by more than a tenth in cycles 20-22.\n"
        "    (passive reference dips)\n"
        "  ! EDGE: Look at D2: at double the threshold the set would be negative. (half or double the\n"
        "    threshold would change it)\n");
  CHECK(
      section(called.table, "Issues") ==
      of_the_layout +
          "  warning: plate.txt: C1: The passive reference ROX falls by more than a tenth in cycles 20-22.\n"
          "  note: plate.txt: H1: The passive reference ROX falls by more than a tenth in cycles 38-40.\n");
}

TEST_CASE("R13: an instrument's Crt asks for a look only where the panel puts a limit that it contradicts") {
  const std::string text = export_of(plate + targets + usual_samples());
  std::string of_crt = text;
  const std::size_t titles = of_crt.find("Well\tSample Name", of_crt.find("[Results]"));
  REQUIRE(titles != std::string::npos);
  for (int times = 0; times < 3; ++times)  // Ct, its mean and its SD
    of_crt.replace(of_crt.find("C\u0442", titles), 3, "Crt");

  const Called as_ct = call_export(text, {"--fail-on", "review"});
  const Called plain = call_export(of_crt, {"--fail-on", "review"});
  CHECK(plain.code == as_ct.code);
  CHECK(plain.table.find("Crt (relative threshold), not Ct") != std::string::npos);
  for (const json& well : plain.record.at("wells"))
    CHECK(well.at("ct_instrument").is_null());
  for (const char* sample : {"CLEAR", "NONE", "EDGE"})
    CHECK(line_of(plain.table, sample) == line_of(as_ct.table, sample));

  const TemporaryFolder folder;
  const auto with_limit = [&](const std::string& limit) {
    const std::string panel =
        content_of(std::filesystem::path(CROSSBREAK_SOURCE_DIR) / "primers/ikzf1_deletions.toml");
    return call_export(
        of_crt,
        {"--fail-on", "review", "--panel",
         folder.write("panel.toml", replaced(panel, "[rules]\n", "[rules]\ncrt_cutoff = " + limit + "\n"))});
  };
  CHECK(line_of(with_limit("36").table, "CLEAR") == line_of(as_ct.table, "CLEAR"));
  const Called contradicted = with_limit("20");
  CHECK(contradicted.code == 5);
  CHECK(row_of(contradicted, "CLEAR").find("deletion D4-7 review\nflags: instrument_crt_contradicted\n") ==
        0);
  CHECK(row_of(contradicted, "NONE").find("not_detected") == 0);
}
