#include "reports/table.hpp"

#include <string>

#include <doctest/doctest.h>

#include "example_report.hpp"

using namespace crossbreak;

namespace {

/// The text without its colours: ESC [ ... m.
std::string without_colour(std::string text) {
  for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) - at + 1);
  }
  return text;
}

}  // namespace

TEST_CASE("the table shows each patient, each set with its Ct, the call and what to look at") {
  CHECK(write_table(example_report(), false) ==
        R"table(IKZF1, example.eds, panel ikzf1_deletions 1.0, crossbreak 0.1.0
RUN INVALID

Patient       D2-7  D2-8     D4-7     D4-8  ALB      Call                         Flags
00123         -     -        + 24.12  -     + 22.50  DELETION D4-7
3E5           -     + 31.70  + 25.25  -     + 22.75  MIXED D2-8 + D4-7  ! review  mixed, second_set_weak
1-2           -     -        -        -     + 23.00  NOT DETECTED
=1+1          ?     -        -        -     + 22.10  INCONCLUSIVE  ! review       unclear_curve
张三 <b>&"';  X     X        X        X     X 34.50  INVALID  ! review            reference_failed
@SUM(A1)      -     -        -        .     + 22.90  INCOMPLETE  ! review         omitted
-7            -     - 36.40  -        -     + 22.30  NOT DETECTED  ! review       late

+ positive   - negative   ? inconclusive   X invalid   . no result   Ct: mean of the wells that amplified

Controls: 11 of 12 passed
  PC D2-8: FAILED, positive control PC is not positive in D2-8

Look at these before using the calls
  ! 3E5: mixed; the second set is much weaker; two positive sets: D2-8, D4-7
  ! =1+1: unclear curve; set D2-7 is inconclusive
  ! 张三 <b>&"';: reference gene failed; ALB Ct 34.5 is above 30
  ! @SUM(A1): set D4-8 has no usable well
  ! -7: late: repeat advised; D2-8 amplified late: repeat advised

Issues
  warning: example.eds: read as GB18030; see --encoding

The test cannot see whole-gene loss (D1-8) or rarer deletions.
)table");
}

TEST_CASE("colour adds nothing but colour") {
  const std::string plain = write_table(example_report(), false);
  const std::string coloured = write_table(example_report(), true);
  CHECK(coloured != plain);
  CHECK(without_colour(coloured) == plain);
}

TEST_CASE("a name cannot steer the terminal, however long it is") {
  Report report = example_report();
  report.calls.patients[0].sample = "\x1b[2J" + std::string(200, 'x');
  const std::string table = write_table(report, false);
  CHECK(table.find('\x1b') == std::string::npos);
  CHECK(table.find("\uFFFD[2Jxxxxxxxxxxxxxxxxxxxxxxx…") != std::string::npos);
}

TEST_CASE("a repeat says so") {
  Report report = example_report();
  report.calls.patients[0].repeat = 1;
  CHECK(write_table(report, false).find("\n00123 (repeat 1)  ") != std::string::npos);
}

TEST_CASE("what to look at leaves out what only confirms the call") {
  Report report = example_report();
  report.calls.patients[3].reasons.push_back(
      {"R12", {}, {}, "stands", {"the call stands at half", "判定不变"}});
  report.calls.patients[3].reasons.push_back(
      {"R12", {}, {}, "flips", {"at half the call would be mixed", "将为混合型"}});
  const std::string table = write_table(report, false);
  CHECK(table.find("the call stands") == std::string::npos);
  CHECK(table.find("at half the call would be mixed") != std::string::npos);
}
