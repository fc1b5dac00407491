// crossbreak call of many plates: folders, lists, several at a time, and on from where it was ended.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "arguments.hpp"
#include "record/report.hpp"
#include "words/code.hpp"

namespace crossbreak::cli {

/// --fail-on: what ends with ReviewNeeded.
enum class FailOn { Nothing, Review, Warnings };

constexpr CodeTable<FailOn, 3> codes_of(FailOn) {
  return {{{FailOn::Nothing, ""}, {FailOn::Review, "review"}, {FailOn::Warnings, "warnings"}}};
}

/// Adds --list, --jobs, --resume, --fail-fast and --shard.
void add_batch_options(boost::program_options::options_description& options);

/// Whether --list stands among what follows the command: then no file need.
bool names_a_list(const std::vector<std::string>& arguments);

/// Whether any of these is given, or a folder among the files.
bool asks_for_batch(const Arguments& arguments);

/// Calls every run of what is named, each into its folder below -o, and writes it as it ends. A file that
/// cannot be used is told and passed over. Ctrl-C ends it behind the plates in hand. Throws CommandLineError,
/// InputError, OutputError.
ExitCode run_batch(const Arguments& arguments, FailOn fail_on, std::ostream& out, std::ostream& err);

}  // namespace crossbreak::cli
