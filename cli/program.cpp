// The table of subcommands, and the one place where errors become exit codes.
#include <algorithm>
#include <array>
#include <exception>
#include <new>

#include "arguments.hpp"
#include "assay/assay_error.hpp"
#include "calling/call_error.hpp"
#include "command.hpp"
#include "formats/format.hpp"
#include "formats/format_error.hpp"
#include "pipeline/settings_error.hpp"
#include "record/record.hpp"
#include "release/keys.hpp"
#include "release/release_error.hpp"
#include "release/sign.hpp"
#include "reports/summary.hpp"
#include "reports/workbook/workbook_error.hpp"
#include "run/nearest.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"

namespace crossbreak::cli {
namespace {

constexpr Command commands[] = {
    {"call", "call the deletions of every patient on a plate", run_call},
    {"merge", "put the shards of a batch together", run_merge},
    {"watch", "call runs as they come into a folder", run_watch},
    {"curves", "Ct and verdict of every well and target", run_curves},
    {"inspect", "what is in a run file", run_inspect},
    {"convert", "write a run for other programs", run_convert},
    {"explain", "why a patient was called so", run_explain},
    {"report", "render the outputs again from a record", run_report},
    {"summary", "count deletions over many records", run_summary},
    {"cohort", "join calls to a clinical table: tables and curves", run_cohort},
    {"codes", "what the codes of records and exits mean", run_codes},
    {"fields", "what stands in a record", run_fields},
    {"review", "from a call to a released result", run_review},
    {"settings", "what a laboratory's settings say for a run", run_settings},
    {"panel", "check or show a primer panel", run_panel},
    {"simulate", "make a run with known truth", run_simulate},
};

void print_overview(std::ostream& out) {
  out << "Usage: crossbreak COMMAND [options]\n\n"
         "Reads the runs of an ABI 7500 real-time PCR instrument and decides, patient by patient, which "
         "exons\n"
         "of the gene IKZF1 are deleted.\n\nCommands:\n";
  for (const Command& command : commands)
    out << "  " << command.name << std::string(10 - std::string(command.name).size(), ' ') << command.summary
        << '\n';
  out << "\n'crossbreak COMMAND --help' explains a command; 'crossbreak --version' names the version.\n\n"
         "Examples:\n  # after a plate run\n  crossbreak call plate.eds\n";
}

ExitCode run_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  const std::string name = arguments.empty() ? "" : arguments.front();
  if (name == "help" && arguments.size() > 1)
    return run_command({arguments[1], "--help"}, out, err);
  if (name == "--help" || name == "-h" || name == "help") {
    print_overview(out);
    return ExitCode::Done;
  }
  if (name == "--version") {
    out << version_line() << '\n';
    return ExitCode::Done;
  }
  for (const Command& command : commands)
    if (name == command.name)
      return command.run({arguments.begin() + 1, arguments.end()}, out, err);

  if (name.starts_with("-"))
    throw CommandLineError("expected a command before '" + name +
                           "'; 'crossbreak --help' lists the commands");
  std::vector<std::string> names;
  for (const Command& command : commands)
    names.emplace_back(command.name);
  const auto nearest = nearest_name(name, names);
  throw CommandLineError(
      "expected a command (" + joined(names) + "), found " + (name.empty() ? "none" : "'" + name + "'") +
      (nearest ? ", did you mean '" + *nearest + "'?" : "") + "; 'crossbreak --help' explains");
}

}  // namespace

void flush_output(std::ostream& out) {
  if (!out.flush())
    throw OutputError("standard output cannot be written");
}

ExitCode gravest(const std::vector<ExitCode>& codes) {
  constexpr std::array order = {ExitCode::Internal,     ExitCode::OutputFailed, ExitCode::NotVerified,
                                ExitCode::UnusableFile, ExitCode::RunInvalid,   ExitCode::ReviewNeeded};
  for (const ExitCode code : order)
    if (std::find(codes.begin(), codes.end(), code) != codes.end())
      return code;
  return ExitCode::Done;
}

namespace {

/// One kind of error, and how the program ends by it.
struct ErrorKind {
  bool (*is_in_flight)();
  ExitCode code;
};

template <class Error>
constexpr ErrorKind ends_with(ExitCode code) {
  return {[] {
            try {
              throw;
            } catch (const Error&) {
              return true;
            } catch (...) {
              return false;
            }
          },
          code};
}

/// The first that is in flight counts; what is none of them is an error of the program's own.
constexpr ErrorKind error_kinds[] = {
    ends_with<CommandLineError>(ExitCode::CommandLine),  ends_with<SettingsError>(ExitCode::CommandLine),
    ends_with<UnknownSuccession>(ExitCode::CommandLine), ends_with<SigningRefused>(ExitCode::CommandLine),
    ends_with<DecisionError>(ExitCode::CommandLine),     ends_with<InputError>(ExitCode::UnusableFile),
    ends_with<FormatError>(ExitCode::UnusableFile),      ends_with<AssayError>(ExitCode::UnusableFile),
    ends_with<CallError>(ExitCode::UnusableFile),        ends_with<ReportError>(ExitCode::UnusableFile),
    ends_with<KeyError>(ExitCode::UnusableFile),         ends_with<std::bad_alloc>(ExitCode::UnusableFile),
    ends_with<OutputError>(ExitCode::OutputFailed),      ends_with<WorkbookError>(ExitCode::OutputFailed),
    ends_with<UndecidedError>(ExitCode::ReviewNeeded),   ends_with<VerificationError>(ExitCode::NotVerified),
};

/// Of a message that quotes a text of a file, which may be of any length, what people can read.
std::string readable(std::string_view message) {
  constexpr std::size_t most = 2000;  // bytes, arbitrary
  if (message.size() <= most)
    return printable(message);
  constexpr std::size_t most_behind_the_first = 3;  // bytes of one character; of more, they are no UTF-8
  std::size_t longest = most;
  while (longest > most - most_behind_the_first &&
         (static_cast<unsigned char>(message[longest]) & 0xC0U) == 0x80U)  // within a character
    --longest;
  return printable(message.substr(0, longest)) + " ...";
}

}  // namespace

ExitCode exit_code_in_flight() {
  for (const ErrorKind& kind : error_kinds)
    if (kind.is_in_flight())
      return kind.code;
  return ExitCode::Internal;
}

ExitCode report_exception(std::ostream& err) {
  const ExitCode code = exit_code_in_flight();
  try {
    throw;
  } catch (const std::bad_alloc&) {
    err << "crossbreak: too large: this computer has not the memory for what was given\n";
  } catch (const std::exception& error) {
    err << "crossbreak: " << (code == ExitCode::Internal ? "internal error: " : "") << readable(error.what())
        << '\n';
  } catch (...) {
    err << "crossbreak: internal error\n";
  }
  return code;
}

ExitCode run_program(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  try {
    const ExitCode code = run_command(arguments, out, err);
    flush_output(out);
    return code;
  } catch (...) {
    return report_exception(err);
  }
}

}  // namespace crossbreak::cli
