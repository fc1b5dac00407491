// What a call is asked for on the command line. Shared by call, explain and inspect.
#pragma once

#include <boost/program_options.hpp>

#include "arguments.hpp"
#include "pipeline/settings.hpp"

namespace crossbreak::cli {

/// Adds --panel, --target, --plate-map and --role.
void add_call_options(boost::program_options::options_description& options);

/// Throws CommandLineError, SettingsError, InputError, AssayError, CallError.
CallSettings read_call_settings(const Arguments& arguments);

/// The parts of it that --target and --role, and --plate-map, ask for. Throw the same.
CallOptions read_call_options(const Arguments& arguments, const Panel& panel);
PlateMap read_given_plate_map(const Arguments& arguments);

}  // namespace crossbreak::cli
