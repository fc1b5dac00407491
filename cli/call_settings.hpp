// What a call is asked for on the command line. Shared by call, explain and inspect.
#pragma once

#include <boost/program_options.hpp>

#include "arguments.hpp"
#include "pipeline/settings.hpp"

namespace crossbreak::cli {

/// Adds --panel, --target, --plate-map, --meta, --repeats, --role and --settings.
void add_call_options(boost::program_options::options_description& options);

/// Throws CommandLineError, SettingsError, InputError, AssayError, CallError; with --pseudonymise none quotes
/// what names samples.
CallSettings read_call_settings(const Arguments& arguments, Laboratory laboratory);

/// The runs that are named and all that their call reads besides: no output may replace one.
std::vector<std::string> input_files(const Arguments& arguments, const Laboratory& laboratory);

/// The panel of --panel, else that of the laboratory's settings, else that of the program.
Panel load_panel_in_force(const Arguments& arguments, const Laboratory& laboratory);

/// The parts of it that --target and --role with the settings, and --plate-map, ask for. Throw the same.
CallOptions read_call_options(const Arguments& arguments, const Panel& panel, const Laboratory& laboratory);
PlateMap read_given_plate_map(const Arguments& arguments);
MetadataFile read_given_metadata(const Arguments& arguments);
Repeats read_given_repeats(const Arguments& arguments);

}  // namespace crossbreak::cli
