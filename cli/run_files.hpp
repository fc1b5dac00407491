// The run files and settings that a user names. Shared by call, curves, explain and inspect.
#pragma once

#include <vector>

#include <boost/program_options.hpp>

#include "arguments.hpp"
#include "assay/profile.hpp"
#include "assay/profile_choice.hpp"
#include "curves/analysis.hpp"
#include "formats/formats.hpp"
#include "pipeline/read_runs.hpp"
#include "pipeline/settings.hpp"

namespace crossbreak::cli {

/// Adds --format, --encoding, --run and --profile.
void add_reading_options(boost::program_options::options_description& options);

/// Adds --baseline and --threshold.
void add_curve_options(boost::program_options::options_description& options);

/// What records and messages call the files.
enum class FileNames {
  AsTheyStand,  ///< without folder
  TellApart,    ///< with as many of their folders as tell them from each other: for runs called together
};

/// Reads the files and sorts them into runs, in the order given. RunFiles::place counts Arguments::files.
/// Throws SettingsError where --format names no layout. Of a file of several runs each is one, or those of
/// --run.
std::vector<RunFiles> open_runs(const Arguments& arguments, FileNames names = FileNames::AsTheyStand);

/// Throws CommandLineError, SettingsError, InputError, AssayError.
RunSettings read_run_settings(const Arguments& arguments);

}  // namespace crossbreak::cli
