// What the program's exit code says. Scripts branch on the numbers: add, never renumber.
#pragma once

#include <array>
#include <string_view>

#include "words/sentence.hpp"

namespace crossbreak {

enum class ExitCode {
  Done = 0,
  Internal = 1,
  CommandLine = 2,
  UnusableFile = 3,
  RunInvalid = 4,
  ReviewNeeded = 5,
  OutputFailed = 6,
  NotVerified = 7,
};

struct ExitEntry {
  ExitCode exit;
  std::string_view code;  ///< a name for the number
  Sentence words;
};

inline constexpr auto exit_catalogue = std::to_array<ExitEntry>({
    {ExitCode::Done, "done", {"done", "完成"}},
    {ExitCode::Internal, "internal_error", {"internal error", "内部错误"}},
    {ExitCode::CommandLine,
     "command_line",
     {"the command line is wrong, or two runs would write the same output",
      "命令行有误，或两次运行将写入同一输出文件"}},
    {ExitCode::UnusableFile,
     "input_unusable",
     {"a file cannot be used: run, panel, profile, plate map, unknown target, unnamed sample, TAMRA as "
      "passive reference",
      "有文件无法使用：运行文件、检测方案、仪器配置、孔板布局表、未知靶标、未命名样本，或以TAMRA为参比染料"}},
    {ExitCode::RunInvalid,
     "run_invalid",
     {"a run is invalid: a control invalidates at least one set; the calls of sound sets are given",
      "运行无效：有对照使至少一个引物组无效；其余引物组的判定结果仍给出"}},
    {ExitCode::ReviewNeeded,
     "review_needed",
     {"review needed, with --fail-on review; or warnings, with --fail-on warnings; a review that is "
      "undecided "
      "or in conflict",
      "需复核（使用--fail-on review时），或有警告（使用--fail-on warnings时）；审核未完成或意见冲突"}},
    {ExitCode::OutputFailed,
     "output_not_written",
     {"an output could not be written, or would replace what was reviewed",
      "有输出文件无法写入，或写入会覆盖已审核的记录"}},
    {ExitCode::NotVerified,
     "not_verified",
     {"a record, review, signature or audit does not check", "记录、审核文件、签名或审计日志校验不符"}},
});

}  // namespace crossbreak
