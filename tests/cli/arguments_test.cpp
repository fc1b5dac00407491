#include "arguments.hpp"

#include <sstream>

#include <doctest/doctest.h>

#include "cli/program.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"

using crossbreak::tests::crossbreak_with;
using crossbreak::tests::Printed;

namespace {

/// What the list below "Commands:" names.
std::vector<std::string> commands_in(const std::string& overview) {
  std::istringstream lines(overview.substr(overview.find("Commands:\n") + 10));
  std::vector<std::string> names;
  for (std::string line; std::getline(lines, line) && line.starts_with("  ");)
    names.push_back(line.substr(2, line.find(' ', 2) - 2));
  return names;
}

/// Every command whose help has options: those of review apart from the others.
std::vector<std::vector<std::string>> all_commands() {
  std::vector<std::vector<std::string>> commands{{}};
  for (const std::string& name : commands_in(crossbreak_with({"--help"}).out))
    if (name != "review")
      commands.push_back({name});
  for (const std::string& name : commands_in(crossbreak_with({"review"}).out))
    commands.push_back({"review", name});
  return commands;
}

}  // namespace

TEST_CASE("--help and --version answer everywhere with exit 0") {
  const std::vector<std::vector<std::string>> commands = all_commands();
  REQUIRE(commands.size() == 1 + 15 + 7);
  for (std::vector<std::string> command : commands) {
    CAPTURE(command.empty() ? "" : command.back());
    const std::string words = command.empty() ? "COMMAND" : crossbreak::joined(command, " ");
    command.emplace_back("--help");
    const Printed help = crossbreak_with(command);
    CHECK(help.code == 0);
    CHECK(help.err.empty());
    CHECK(help.out.starts_with("Usage: crossbreak " + words));
    CHECK(help.out.find("Examples:\n") != std::string::npos);
    command.back() = "--version";
    const Printed version = crossbreak_with(command);
    CHECK(version.code == 0);
    CHECK(version.out == crossbreak::cli::version_line() + "\n");
  }
}

TEST_CASE("no line of a help is wider than 100 columns, but for examples") {
  for (std::vector<std::string> command : all_commands()) {
    command.emplace_back("--help");
    const std::string help = crossbreak_with(command).out;
    std::istringstream lines(help.substr(0, help.find("Examples:\n")));
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      CHECK(crossbreak::display_width(line) <= 100);
    }
  }
}

TEST_CASE("what a list in a help says of its term stands below its beginning") {
  const std::string help = crossbreak_with({"convert", "--help"}).out;
  const std::size_t term = help.find("\n.rdml      RDML 1.3");
  REQUIRE(term != std::string::npos);
  const std::size_t next = help.find('\n', term + 1) + 1;
  CHECK(help.find_first_not_of(' ', next) == next + 11);
}

TEST_CASE("help, with or without a command behind it, is what --help gives") {
  CHECK(crossbreak_with({"help"}).out == crossbreak_with({"--help"}).out);
  const Printed help = crossbreak_with({"help", "report"});
  CHECK(help.code == 0);
  CHECK(help.out == crossbreak_with({"report", "--help"}).out);
  CHECK(help.out.starts_with("Usage: crossbreak report "));
}

TEST_CASE("a wrong command line is exit 2 with the nearest right word") {
  const std::string sample = CROSSBREAK_SOURCE_DIR "/sample_runs/deletions/deletions.eds";
  const struct {
    std::vector<std::string> arguments;
    const char* message;
  } cases[] = {
      {{},
       "expected a command (call, merge, watch, curves, inspect, convert, explain, report, summary, cohort, "
       "codes, fields, "
       "review, "
       "settings, panel, "
       "simulate), found none; "
       "'crossbreak --help' explains"},
      {{"cal", "x.eds"},
       "expected a command (call, merge, watch, curves, inspect, convert, explain, report, summary, cohort, "
       "codes, fields, "
       "review, "
       "settings, panel, "
       "simulate), found 'cal', "
       "did you "
       "mean 'call'?; 'crossbreak --help' explains"},
      {{"help", "cal"},
       "expected a command (call, merge, watch, curves, inspect, convert, explain, report, summary, cohort, "
       "codes, fields, "
       "review, "
       "settings, panel, "
       "simulate), found 'cal', "
       "did you mean 'call'?; 'crossbreak --help' explains"},
      {{"--json", "call", "x.eds"},
       "expected a command before '--json'; 'crossbreak --help' lists the commands"},
      {{"call"}, "expected RUN, found no file; 'crossbreak call --help' lists the options"},
      {{"call", "x.eds", "--formts", "csv"},
       "unknown option --formts, did you mean --formats?; 'crossbreak call --help' lists the options"},
      {{"call", "x.eds", "--panel"},
       "the required argument for option '--panel' is missing; 'crossbreak call --help' lists the options"},
      {{"call", "x.eds", "--combine", "--formats", "csv"},
       "--combine: expected a value, found the option --formats; 'crossbreak call --help' lists the options"},
      {{"call", "x.eds", "--json=yes"},
       "option '--json' does not take any arguments; 'crossbreak call --help' lists the options"},
      {{"call", "x.eds", "--formats", "xlsx,jsn"},
       "--formats: expected some of xlsx, html, json, csv, patients, found 'jsn', did you mean 'json'?"},
      {{"call", "x.eds", "--lang", "de"}, "--lang: expected en or zh, found 'de'"},
      {{"call", "x.eds", "--fail-on", "late"}, "--fail-on: expected review or warnings, found 'late'"},
      {{"call", "x.eds", "--combine", "a/b"}, "--combine: expected a name without '/', found 'a/b'"},
      {{"curves", "x.eds", "--baseline", "15-3"},
       "--baseline: expected file, auto or START-END such as 3-15, found '15-3'"},
      {{"curves", "x.eds", "--threshold", "A=0"},
       "--threshold: expected file, auto or a number above 0, found '0'"},
      {{"curves", "x.eds", "--threshold", "0.1", "--threshold", "auto"},
       "--threshold: given twice for all targets"},
      {{"curves", "x.eds", "--baseline", "A=3-9", "--baseline", "A=auto"},
       "--baseline: given twice for target 'A'"},
      {{"curves", "x.eds", "--threshold", "=0.2"}, "--threshold: expected TARGET=CHOICE, found '=0.2'"},
      {{"curves", "x.eds", "--threshold", "0,2"},
       "--threshold: expected file, auto or a number above 0, found '0,2'"},
      {{"curves", "x.eds", "--format", "eds"},
       "--format: unknown format 'eds'; known are eds-json, eds-quantstudio, eds-7500, tidy-table, sds-v1, "
       "sds-v2, "
       "v2-xlsx, v2-xls, v2-text, curve-table, rdml"},
      {{"curves", "x.eds", "--csv", "-", "--json"},
       "--csv - and --json: both would write to standard output"},
      {{"curves", sample, "--encoding", "latin9"},
       "--encoding: unknown encoding 'latin9'; choose one of UTF-8, UTF-16LE, UTF-16BE, GB18030, Shift-JIS, "
       "Windows-1252"},
      {{"explain", "x.eds"}, "expected --sample ID; 'crossbreak call' lists the patients of a run"},
      {{"report", "a.json", "b.json"},
       "expected 1 RECORD, found 2; 'crossbreak report --help' lists the options"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.message);
    const Printed printed = crossbreak_with(c.arguments);
    CHECK(printed.code == 2);
    CHECK(printed.out.empty());
    CHECK(printed.err == "crossbreak: " + std::string(c.message) + "\n");
  }
}
