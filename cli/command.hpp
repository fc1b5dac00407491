// What every subcommand is: arguments in, exit code out. One file each; main.cpp lists them.
#pragma once

#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "words/exits.hpp"

namespace crossbreak::cli {

/// The command line is wrong: exit 2.
class CommandLineError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A file cannot be opened or read: exit 3.
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An output could not be written: exit 6.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Command {
  const char* name;
  const char* summary;
  ExitCode (*run)(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
};

/// Throws OutputError where not all that was printed until now could be written.
void flush_output(std::ostream& out);

/// Of several runs: the first of Internal, OutputFailed, UnusableFile, RunInvalid and ReviewNeeded that
/// occurred, else Done.
ExitCode gravest(const std::vector<ExitCode>& codes);

/// How the program ends by the exception in flight: the one place where errors become exit codes. Call in a
/// catch block.
ExitCode exit_code_in_flight();

/// Writes "crossbreak: message" for the exception in flight and returns its exit code. Call in a catch block.
ExitCode report_exception(std::ostream& err);

ExitCode run_call(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_codes(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_cohort(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_convert(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_curves(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_explain(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_fields(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_inspect(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_merge(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_panel(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_report(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_settings(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_simulate(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_summary(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_watch(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

/// The whole program without its process: what main() runs, and tests.
ExitCode run_program(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace crossbreak::cli
