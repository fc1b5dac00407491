#include "call_settings.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>

#include "calling/roles.hpp"
#include "calling/sample_names.hpp"
#include "command.hpp"
#include "data_files.hpp"
#include "files.hpp"
#include "formats/plate_map.hpp"
#include "laboratory.hpp"
#include "pipeline/laboratory_reader.hpp"
#include "pseudonyms.hpp"
#include "run/nearest.hpp"
#include "run_files.hpp"
#include "system.hpp"
#include "unfinished.hpp"
#include "words/joined.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

std::vector<std::string> set_names(const Panel& panel) {
  std::vector<std::string> names;
  for (const PrimerSet& set : panel.sets)
    names.push_back(set.name);
  if (panel.reference)
    names.push_back(panel.reference->target);
  return names;
}

/// Sets of the panel and its reference gene. Throws Error where `set` is none of them; `where` says who named
/// it.
template <class Error>
void check_set(const std::string& where, const std::string& set, const Panel& panel) {
  const std::vector<std::string> names = set_names(panel);
  if (std::find(names.begin(), names.end(), set) != names.end())
    return;
  const auto nearest = nearest_name(set, names);
  throw Error(where + ": the panel has no set '" + set + "'" +
              (nearest ? ", did you mean '" + *nearest + "'?" : ".") + " The sets are " + joined(names));
}

/// Throws Error where `role` is no role and no control of the panel; `where` says who named it.
template <class Error>
GivenRole role_of(const std::string& where, const std::string& role, const Panel& panel) {
  if (const std::optional<GivenRole> given = given_role_named(panel, role))
    return *given;
  const std::vector<std::string> names = given_role_names(panel);
  const auto nearest = nearest_name(role, names);
  throw Error(where + ": '" + role + "' is no role and no control of the panel" +
              (nearest ? ", did you mean '" + *nearest + "'?" : ".") + " The roles are " + joined(names));
}

/// "NAME=SET" of --target; SET is a set of the panel or its reference gene.
std::pair<std::string, std::string> target_and_set(const std::string& text, const Panel& panel) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0)
    throw CommandLineError("--target: expected NAME=SET, found '" + text + "'; the sets are " +
                           joined(set_names(panel)));
  const std::string set = text.substr(equals + 1);
  check_set<CommandLineError>("--target", set, panel);
  return {text.substr(0, equals), set};
}

/// "NAME=ROLE" of --role; ROLE is a role or a control of the panel.
std::pair<std::string, GivenRole> sample_and_role(const std::string& text, const Panel& panel) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0)
    throw CommandLineError("--role: expected NAME=ROLE, found '" + text + "'; the roles are " +
                           joined(given_role_names(panel)));
  return {text.substr(0, equals), role_of<CommandLineError>("--role", text.substr(equals + 1), panel)};
}

/// ", did you mean 'ours.toml'?", of the files beside the one that the settings name and that cannot be read.
std::string nearest_panel_hint(const Laboratory& laboratory) {
  const std::filesystem::path named = path_of(*panel_file(laboratory));
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(named.parent_path(), error))
    if (entry.path().extension() == ".toml" && entry.path().filename() != path_of(laboratory_file_name))
      names.push_back(text_of(entry.path().filename()));
  std::sort(names.begin(), names.end());
  const auto nearest = nearest_name(text_of(named.filename()), names);
  return nearest ? ", did you mean '" + *nearest + "'?" : "";
}

/// What the laboratory's settings say of all its runs stands behind what the command line says of this one.
void add_usual(CallOptions& options, const Laboratory& laboratory, const Panel& panel) {
  for (const auto& [target, set] : laboratory.targets) {
    check_set<InputError>(
        place_of(laboratory, laboratory.lines.targets.at(target)) + "[targets] '" + target + "'", set, panel);
    options.usual_targets.emplace(target, set);
  }
  for (const auto& [sample, role] : laboratory.roles)
    options.usual_roles.emplace(
        sample, role_of<InputError>(
                    place_of(laboratory, laboratory.lines.roles.at(sample)) + "[roles] '" + sample + "'",
                    role, panel));
}

}  // namespace

void add_call_options(po::options_description& options) {
  options.add_options()("panel", po::value<std::string>()->value_name("FILE"),
                        "primer panel (default: the IKZF1 deletions that come with the program)")(
      "target", po::value<std::vector<std::string>>()->value_name("NAME=SET"),
      "what the run calls NAME is the panel's SET; may be repeated")(
      "plate-map", po::value<std::string>()->value_name("FILE"),
      "samples, targets and roles by well: csv, text, xlsx or xls with the columns well, sample, target, "
      "role or "
      "some of them, or a grid as the plate is; an empty cell keeps the file's value")(
      "meta", po::value<std::string>()->value_name("FILE"),
      "what is noted beside the run (TOML): lots of reagents, controls and standards, extraction batch, and "
      "of each sample specimen, days, order and requester; carried into the outputs, never interpreted")(
      "repeats", po::value<std::string>()->value_name("CSV"),
      "RUN.repeats.csv of an earlier plate: its patients are repeats of their first test")(
      "role", po::value<std::vector<std::string>>()->value_name("NAME=ROLE"),
      "what sample NAME is: a role, or a control that the panel lists (--role X=PC47); decides before the "
      "plate "
      "map, the task and the name; may be repeated");
  add_settings_option(options);
}

CallOptions read_call_options(const Arguments& arguments, const Panel& panel, const Laboratory& laboratory) {
  CallOptions options;
  for (const std::string& text : arguments.texts("target"))
    if (!options.target_sets.insert(target_and_set(text, panel)).second)
      throw CommandLineError("--target: '" + text + "' names a target a second time");
  std::set<std::string> samples;
  for (const std::string& text : arguments.texts("role")) {
    const auto given = sample_and_role(text, panel);
    if (!samples.insert(folded_sample_name(given.first)).second)
      throw CommandLineError("--role: '" + text + "' names a sample a second time");
    options.roles.insert(given);
  }
  add_usual(options, laboratory, panel);
  return options;
}

PlateMap read_given_plate_map(const Arguments& arguments) {
  const auto file = arguments.text("plate-map");
  if (!file)
    return {};
  const Source source = read_file(path_of(*file));
  return read_plate_map(source, arguments.text("encoding"));
}

std::vector<std::string> input_files(const Arguments& arguments, const Laboratory& laboratory) {
  std::vector<std::string> files = arguments.files;
  for (const char* option : {"plate-map", "meta", "repeats", "panel", "profile", "pseudonymise"})
    if (const auto file = arguments.text(option))
      files.push_back(*file);
  if (!laboratory.file.empty())
    files.push_back(laboratory.file);
  if (const auto panel = panel_file(laboratory))
    files.push_back(*panel);
  return files;
}

Panel load_panel_in_force(const Arguments& arguments, const Laboratory& laboratory) {
  if (arguments.given("panel") || !laboratory.panel)
    return load_panel(arguments.text("panel"));
  try {
    return load_panel(panel_file(laboratory));
  } catch (const InputError& error) {  // there is no such file to read; what it says wrong, it says itself
    throw InputError(place_of(laboratory, laboratory.lines.panel) + "panel '" + *laboratory.panel +
                     "': " + error.what() + nearest_panel_hint(laboratory));
  }
}

MetadataFile read_given_metadata(const Arguments& arguments) {
  const auto file = arguments.text("meta");
  if (!file)
    return {};
  const Source source = read_file(path_of(*file));
  return read_metadata(source.name, source.bytes);
}

Repeats read_given_repeats(const Arguments& arguments) {
  const auto file = arguments.text("repeats");
  if (!file)
    return {};
  complete_unfinished(arguments, {&*file, 1});
  const Source source = read_file(path_of(*file));
  return read_repeats(source.name, source.bytes);
}

CallSettings read_call_settings(const Arguments& arguments, Laboratory laboratory) {
  CallSettings settings{.run = read_run_settings(arguments),
                        .panel = load_panel_in_force(arguments, laboratory),
                        .options = {},
                        .map = {},
                        .laboratory = {}};
  settings.laboratory = std::move(laboratory);
  quoting_no_names(takes_out_names(arguments), [&] {
    settings.options = read_call_options(arguments, settings.panel, settings.laboratory);
    settings.map = read_given_plate_map(arguments);
    settings.metadata = read_given_metadata(arguments);
    settings.repeats = read_given_repeats(arguments);
  });
  return settings;
}

}  // namespace crossbreak::cli
