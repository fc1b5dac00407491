// What a call is asked for on the command line. Shared by call and explain.
#pragma once

#include <boost/program_options.hpp>

#include "arguments.hpp"
#include "pipeline/settings.hpp"

namespace crossbreak::cli {

/// Adds --panel, --target and --plate-map.
void add_call_options(boost::program_options::options_description& options);

/// Throws CommandLineError, SettingsError, InputError, AssayError, CallError.
CallSettings read_call_settings(const Arguments& arguments);

}  // namespace crossbreak::cli
