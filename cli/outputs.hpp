// Which outputs a Report is rendered to, under which names. Shared by call and report.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "arguments.hpp"
#include "files.hpp"
#include "pipeline/laboratory.hpp"
#include "record/report.hpp"

namespace crossbreak::cli {

/// Adds --formats, --lang, --csv-bom, -o, --no-curves and --force.
void add_output_options(boost::program_options::options_description& options);

/// Adds --force; add_output_options() has it already.
void add_force_option(boost::program_options::options_description& options);

/// What --force says of outputs that are there read-only.
ReadOnly read_only_of(const Arguments& arguments);

/// Adds --lang; add_output_options() has it already.
void add_language_option(boost::program_options::options_description& options);

/// That of --lang, else of the settings, else English. Throws CommandLineError for a language there is no
/// catalogue for.
Language read_language(const Arguments& arguments, const Laboratory& laboratory = {});

struct OutputChoice {
  std::set<std::string> formats;
  Language language = Language::En;
  bool byte_order_mark = false;
  bool curves_in_record = true;
  bool record_is_there = false;  ///< the whole record is read, or written apart from these outputs
  std::filesystem::path folder;  ///< empty: beside the run
  ReadOnly read_only = ReadOnly::Stays;
};

/// What the command line says, else the settings. Throws CommandLineError for an unknown format or language,
/// InputError for an unknown format of the settings.
OutputChoice read_output_choice(const Arguments& arguments, const Laboratory& laboratory);

/// The same of a reviewed record: with the patients' pages where neither says which outputs are wanted.
OutputChoice read_reviewed_choice(const Arguments& arguments, const Laboratory& laboratory);

/// The formats that the settings choose, or all but the patients' pages. Throws InputError for an unknown
/// one.
std::set<std::string> formats_of(const Laboratory& laboratory);

/// Where the outputs of a run of this file go, in the order they are written.
std::vector<std::filesystem::path> output_paths(const OutputChoice& choice, const std::filesystem::path& run,
                                                const std::string& name);

/// An output that may come of a run.
struct OutputPath {
  std::string format;  ///< as --formats calls it
  std::filesystem::path path;
};

/// Whether a report without curves is not given so.
bool needs_curves(const std::string& format);

/// Where the outputs go in all formats, chosen or not.
std::vector<OutputPath> all_output_paths(const OutputChoice& choice, const std::filesystem::path& run,
                                         const std::string& name);

/// Where the record of a run of this file goes, or would go.
std::filesystem::path record_path(const OutputChoice& choice, const std::filesystem::path& run,
                                  const std::string& name);

/// The chosen outputs, rendered. Throws ReportError where the report lacks what one needs, OutputError where
/// the name of any output of the run, chosen or not, would be too long for the file system.
std::vector<Output> render(const Report& report, const OutputChoice& choice, const std::filesystem::path& run,
                           const std::string& name);

/// RUN.released.csv and RUN.repeats.csv, where render_released() puts them.
std::vector<std::filesystem::path> released_paths(const OutputChoice& choice,
                                                  const std::filesystem::path& run, const std::string& name);

/// What the laboratory's information system may import, RUN.released.csv, and the next plate's worklist,
/// RUN.repeats.csv: of a final or an amended record alone, of any other nothing. They do not depend on the
/// formats chosen.
std::vector<Output> render_released(const Report& report, const OutputChoice& choice,
                                    const std::filesystem::path& run, const std::string& name);

/// The record as the choice wants it: with curves or without.
std::string record_text(const Report& report, const OutputChoice& choice);

/// Throws CommandLineError where an output would replace an input, or two outputs go to one place. Empty
/// names are refused too.
void check_outputs_spare(const std::vector<std::filesystem::path>& outputs,
                         const std::vector<std::string>& inputs);

/// The outputs of one run.
struct PlannedOutputs {
  std::string run;  ///< its file, as the user named it
  std::vector<std::filesystem::path> paths;
};

/// Throws CommandLineError where two runs would write one path, or an output would replace an input.
void check_outputs_differ(const std::vector<PlannedOutputs>& outputs, const std::vector<std::string>& inputs);

}  // namespace crossbreak::cli
