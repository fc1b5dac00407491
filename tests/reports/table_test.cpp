#include "reports/table.hpp"

#include <string>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "full_plate.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/reasons.hpp"

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
  CHECK(write_table(example_report(), Language::En, false) ==
        R"table(IKZF1, example.eds, panel ikzf1_deletions 1.0, crossbreak 0.1.0
RUN INVALID

Patient       D2-7  D2-8     D4-7     D4-8  ALB      Call                             Flags
00123         -     -        + 24.12  -     + 22.50  DELETION D4-7
3E5           -     + 31.70  + 25.25  -     + 22.75  MIXED D2-8 + D4-7  ! look at it  second_set_weak
1-2           -     -        -        -     + 23.00  NOT DETECTED
=1+1          ?     -        -        -     + 22.10  INCONCLUSIVE  ! look at it       unclear_curve
张三 <b>&"';  X     X        X        X     X 34.50  INVALID  ! look at it            reference_failed
@SUM(A1)      -     -        -        .     + 22.90  INCOMPLETE  ! look at it         omitted
-7            -     - 36.40  -        -     + 22.30  NOT DETECTED  ! look at it       late

+ positive   - negative   ? inconclusive   X invalid   . no result   Ct: mean of the wells that amplified

Controls: 11 of 12 passed
  PC D2-8: FAILED, positive control PC is not positive in D2-8

Look at these before using the calls
  ! 3E5: the second set is much weaker; two positive sets: D2-8, D4-7
  ! =1+1: unclear curve; set D2-7 is inconclusive
  ! 张三 <b>&"';: reference gene failed; ALB Ct 34.5 is above 30
  ! @SUM(A1): set D4-8 has no usable well
  ! -7: late: repeat advised; D2-8 amplified late: repeat advised

Issues
  warning: example.eds: read as GB18030; see --encoding

The test cannot see whole-gene loss (D1-8) or rarer deletions.
)table");
}

TEST_CASE("of runs called together each control names its plate") {
  const auto controls = [](Language language, const std::string& heading) {
    const std::string table = write_table(two_plates(), language, false);
    const std::size_t start = table.find(heading);
    return table.substr(start, table.find("\n\n", start) - start);
  };
  CHECK(controls(Language::En, "Controls") ==
        "Controls: 28 of 30 passed\n"
        "  PC D2-8 (2026-03-05 IKZF1 plate 12.eds): FAILED, positive control PC is not positive in D2-8\n"
        "  PC D2-8 (plate 13.eds): FAILED, positive control PC is not positive in D2-8");
  CHECK(controls(Language::Zh, "对照：") ==
        "对照：30项中28项合格\n"
        "  PC D2-8（2026-03-05 IKZF1 plate 12.eds）：不合格，阳性对照PC在D2-8中不为阳性\n"
        "  PC D2-8（plate 13.eds）：不合格，阳性对照PC在D2-8中不为阳性");
}

TEST_CASE("the table in Chinese has no English words") {
  Report report = example_report();
  report.calls.patients[1].flags = {Flag::SecondSetWeak, Flag::Spread};
  CHECK(write_table(report, Language::Zh, false) ==
        R"table(IKZF1，example.eds，检测方案 ikzf1_deletions 1.0，crossbreak 0.1.0
运行无效

患者          D2-7  D2-8     D4-7     D4-8  ALB      判定结果                      标记
00123         -     -        + 24.12  -     + 22.50  检出缺失 D4-7
3E5           -     + 31.70  + 25.25  -     + 22.75  混合型 D2-8 + D4-7  ! 需复核  第二组引物信号明显偏弱；复孔Ct相差过大
1-2           -     -        -        -     + 23.00  未检出
=1+1          ?     -        -        -     + 22.10  可疑  ! 需复核                曲线形态不明确
张三 <b>&"';  X     X        X        X     X 34.50  无效  ! 需复核                内参基因不合格
@SUM(A1)      -     -        -        .     + 22.90  不完整  ! 需复核              有孔被操作者剔除
-7            -     - 36.40  -        -     + 22.30  未检出  ! 需复核              扩增偏晚：建议复查

+ 阳性   - 阴性   ? 可疑   X 无效   . 无结果   Ct：有扩增各孔的均值

对照：12项中11项合格
  PC D2-8：不合格，阳性对照PC在D2-8中不为阳性

使用判定结果前请先复核
  ! 3E5：第二组引物信号明显偏弱；两组阳性：D2-8、D4-7
  ! =1+1：曲线形态不明确；D2-7组可疑
  ! 张三 <b>&"';：内参基因不合格；ALB的Ct 34.5高于30
  ! @SUM(A1)：D4-8组无可用孔
  ! -7：扩增偏晚：建议复查；D2-8扩增偏晚，建议复查

运行提示
  警告：example.eds：按GB18030读取；参见--encoding

本法不能检出整基因缺失（D1-8）及少见缺失。
)table");
}

TEST_CASE("colour adds nothing but colour") {
  const std::string plain = write_table(example_report(), Language::En, false);
  const std::string coloured = write_table(example_report(), Language::En, true);
  CHECK(coloured != plain);
  CHECK(without_colour(coloured) == plain);
}

TEST_CASE("a name cannot steer the terminal, however long it is") {
  Report report = example_report();
  report.calls.patients[0].sample = "\x1b[2J" + std::string(200, 'x');
  const std::string table = write_table(report, Language::En, false);
  CHECK(table.find('\x1b') == std::string::npos);
  CHECK(table.find("\uFFFD[2Jxxxxxxxxxxxxxxxxxxxxxxx…") != std::string::npos);
}

TEST_CASE("a repeat says so") {
  Report report = example_report();
  report.calls.patients[0].repeat = 1;
  CHECK(write_table(report, Language::En, false).find("\n00123 (repeat 1)  ") != std::string::npos);
}

TEST_CASE("what to look at leaves out what only confirms the call") {
  Report report = example_report();
  report.calls.patients[3].reasons.push_back(
      {ReasonCode::R12Stands, {}, {}, {"the call stands at half", "判定不变"}});
  report.calls.patients[3].reasons.push_back(
      {ReasonCode::R12Flips, {}, {}, {"at half the call would be mixed", "将为混合型"}});
  const std::string table = write_table(report, Language::En, false);
  CHECK(table.find("the call stands") == std::string::npos);
  CHECK(table.find("at half the call would be mixed") != std::string::npos);
}
