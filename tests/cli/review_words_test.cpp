// What crossbreak review says without a command, and that its commands say all of it in Chinese too.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "cli/called_plate.hpp"

using namespace crossbreak::tests;

namespace {

std::string without(std::string text, const std::string& part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part))
    text.erase(at, part.size());
  return text;
}

/// The words of two and more Latin letters in a text, but for those of names, files, options and
/// abbreviations. Hashes, ids and keys are long words that hold digits.
std::set<std::string> english_in(const std::string& text) {
  const std::set<std::string> same_in_both = {
      "CLEAR",    "NONE",   "EDGE", "NTC",  "NC",    "PC",       "ALB",      "Reviewer",   "Second",
      "Approver", "plate",  "txt",  "json", "calls", "released", "amended",  "SHA",        "csv",
      "by",       "review", "sign", "own",  "key",   "meaning",  "reviewed", "crossbreak", "repeats"};
  std::set<std::string> words;
  std::string word;
  for (const char c : text + ' ') {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      word += c;
      continue;
    }
    const bool has_digit =
        std::any_of(word.begin(), word.end(), [](unsigned char letter) { return std::isdigit(letter) != 0; });
    if (word.size() > 1 && !has_digit && !same_in_both.contains(word))
      words.insert(word);
    word.clear();
  }
  return words;
}

/// What a command prints with --lang zh: some Chinese, and no English.
std::string in_chinese(const CalledPlate& plate, std::vector<std::string> arguments, int code = 0) {
  arguments.insert(arguments.end(), {"--lang", "zh"});
  const Printed printed = crossbreak_with(arguments);
  CAPTURE(arguments[1]);
  CAPTURE(printed.out);
  REQUIRE_MESSAGE(printed.code == code, printed.err);
  CHECK(english_in(without(printed.out, plate.folder.path().string())) == std::set<std::string>{});
  CHECK(std::any_of(printed.out.begin(), printed.out.end(), [](unsigned char c) { return c >= 0x80; }));
  return printed.out;
}

bool says(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("crossbreak review tells the way to what is released in ten lines, then its commands") {
  const Printed told = crossbreak_with({"review"});
  CHECK(told.code == 0);
  const std::string way = told.out.substr(0, told.out.find("\n\nCommands:\n") + 1);
  CHECK(std::count(way.begin(), way.end(), '\n') == 10);
  CHECK(way.starts_with("From a called plate to what a LIMS may import:\n  crossbreak call plate.eds\n"));
  for (const char* step : {"review status", "review decide", "review apply", "review sign",
                           "--meaning reviewed", "--meaning approved", "released/plate.released.csv",
                           "Without keys: typed names, identity not verified."})
    CHECK_MESSAGE(says(way, step), step);
  for (const char* command : {"status", "decide", "apply", "sign", "amend", "verify", "keygen"}) {
    CAPTURE(command);
    CHECK(says(told.out, std::string("\n  ") + command + ' '));
    CHECK(crossbreak_with({"review", command, "--help"}).code == 0);
  }
  CHECK(crossbreak_with({"review", "--help"}).out == told.out);
  const Printed unknown = crossbreak_with({"review", "--by", "A. Reviewer"});
  CHECK(unknown.code == 2);
  CHECK(unknown.err == "crossbreak: unknown option --by; 'crossbreak review --help' lists the options\n");
  const Printed of_sign = crossbreak_with({"review", "sign", "plate.calls.json", "--passphrase", "x"});
  CHECK(of_sign.code == 2);
  CHECK(of_sign.err ==
        "crossbreak: unknown option --passphrase; 'crossbreak review sign --help' lists the options\n");
}

TEST_CASE("crossbreak review tells the way and its commands in Chinese") {
  const Printed told = crossbreak_with({"review", "--lang", "zh"});
  CHECK(told.code == 0);
  CHECK(told.out.starts_with("从判定结果到可导入LIMS的结果：\n  crossbreak call plate.eds\n"));
  CHECK(says(told.out, "未使用密钥时：姓名为手工输入，身份未经核实。\n"));
  CHECK(says(told.out, "\n命令：\n  status    查看已决定、未决定和有冲突的项目\n"));
  CHECK(says(told.out, "\n  keygen    生成签名用的密钥\n"));
  CHECK(crossbreak_with({"review", "--lang=zh"}).out == told.out);
  CHECK(crossbreak_with({"review", "--help", "--lang", "zh"}).out == told.out);
  CHECK(crossbreak_with({"review", "--lang", "de"}).code == 2);
}

TEST_CASE("every command of a review speaks Chinese and nothing but Chinese where it is asked to") {
  const CalledPlate plate;
  CHECK(says(in_chinese(plate, {"review", "status", plate.record}, 5), "患者 CLEAR：尚未决定\n"));

  const std::string decided = in_chinese(
      plate, {"review", "decide", plate.record, "--by", "A. Reviewer", "--accept", "all", "--override",
              "NONE/D4-8=invalid", "--repeat", "EDGE=D4-7,D2-8", "--code", "pipetting", "-o", plate.review});
  CHECK(says(decided, "决定人：A. Reviewer（姓名为手工输入，身份未经核实）\n"));
  CHECK(says(in_chinese(plate, {"review", "decide", plate.record, "--by", "A. Reviewer", "--accept", "run",
                                "-o", plate.review}),
             "A. Reviewer此前已作相同决定：未新增事件\n"));
  const std::string status = in_chinese(plate, {"review", "status", plate.record, plate.review});
  CHECK(says(status, "患者 NONE：人工更改（D4-8 = 无效），决定人：A. Reviewer\n"));
  CHECK(says(status, "患者 EDGE：需复检（D4-7、D2-8），决定人：A. Reviewer\n"));

  const std::string others = (plate.folder / "second.review.json").string();
  in_chinese(plate, {"review", "decide", plate.record, "--by", "B. Second", "--accept", "all", "--reject",
                     "CLEAR", "--code", "sample_swap", "-o", others});
  const std::string conflict = in_chinese(plate, {"review", "status", plate.record, plate.review, others}, 5);
  CHECK(says(conflict, "患者 CLEAR：意见冲突\n  "));
  CHECK(says(conflict, "  A. Reviewer：同意（事件 "));
  CHECK(says(conflict, "  B. Second：不予采纳，结果不发出（事件 "));

  const std::string record = plate.released + "/plate.calls.json";
  CHECK(says(in_chinese(plate, {"review", "apply", plate.record, plate.review, "-o", plate.released,
                                "--formats", "json"}),
             "：已审核，尚未签署\n下一步："));
  CHECK(says(in_chinese(plate, {"review", "sign", record, "--by", "A. Reviewer", "--meaning", "reviewed"}),
             "尚待另一人批准签署。\n"));
  CHECK(says(in_chinese(plate, {"review", "sign", record, "--by", "B. Approver", "--meaning", "approved"}),
             "记录状态：最终结果。\n"));
  CHECK(says(in_chinese(plate, {"review", "verify", record}),
             "姓名为手工输入，身份未经核实\n已核对的内容全部相符。"));

  in_chinese(plate, {"review", "decide", plate.record, "--by", "A. Reviewer", "--reject", "CLEAR", "--code",
                     "sample_swap", "-o", plate.review});
  CHECK(says(in_chinese(plate, {"review", "amend", record, plate.review, "--reason", "样本混淆", "-o",
                                (plate.folder / "amended").string(), "--formats", "json"}),
             "：样本混淆\n"));
}

TEST_CASE("calling again without an excluded well, and a new key, are told in Chinese") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all", "--exclude", "A1/D4-7", "--code", "curve_artifact"}).code == 0);
  CHECK(says(in_chinese(plate, {"review", "apply", plate.record, plate.review, "-o", plate.released,
                                "--formats", "json", "--inputs", plate.folder.path().string()}),
             "剔除孔 A1/D4-7后重新判定"));
  ::setenv("CROSSBREAK_PASSPHRASE", "correct horse", 1);
  const Printed made =
      crossbreak_with({"review", "keygen", "-o", (plate.folder / "own.key").string(), "--lang", "zh"});
  ::unsetenv("CROSSBREAK_PASSPHRASE");
  CHECK(made.out.starts_with("公钥："));
  CHECK(says(made.err, "：私钥；请妥善保管，勿将口令告诉他人\n"));
}
