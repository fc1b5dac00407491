// The laboratory's settings that apply to a run or a record. Shared by all commands that read one.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include <boost/program_options.hpp>

#include "arguments.hpp"
#include "pipeline/laboratory.hpp"

namespace crossbreak::cli {

/// Adds --settings.
void add_settings_option(boost::program_options::options_description& options);

/// The nearest crossbreak.toml: in the folder of `file`, else in the folders above it; nothing where none is.
std::optional<std::filesystem::path> settings_beside(const std::filesystem::path& file);

/// The settings of --settings, else those beside `files` or above them; without file where there are none.
/// Throws CommandLineError where files have different ones, InputError, AssayError; with --pseudonymise no
/// error quotes the settings.
Laboratory load_laboratory(const Arguments& arguments, std::span<const std::string> files);

/// The settings of --settings, else those of the current folder or above it, for a command that reads no run.
/// Throws InputError, AssayError.
Laboratory load_laboratory_here(const Arguments& arguments);

/// The settings' panel, seen from where the program runs; nothing where they name none.
std::optional<std::string> panel_file(const Laboratory& laboratory);

}  // namespace crossbreak::cli
