#include "call_settings.hpp"

#include <algorithm>
#include <utility>

#include "command.hpp"
#include "data_files.hpp"
#include "files.hpp"
#include "run/nearest.hpp"
#include "run_files.hpp"
#include "system.hpp"
#include "words/joined.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

/// "NAME=SET" of --target; SET is a set of the panel or its reference gene.
std::pair<std::string, std::string> target_and_set(const std::string& text, const Panel& panel) {
  std::vector<std::string> names;
  for (const PrimerSet& set : panel.sets)
    names.push_back(set.name);
  if (panel.reference)
    names.push_back(panel.reference->target);
  const std::string list = joined(names);

  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0)
    throw CommandLineError("--target: expected NAME=SET, found '" + text + "'; the sets are " + list);
  const std::string set = text.substr(equals + 1);
  if (std::find(names.begin(), names.end(), set) == names.end()) {
    const auto nearest = nearest_name(set, names);
    throw CommandLineError("--target: the panel has no set '" + set + "'" +
                           (nearest ? ", did you mean '" + *nearest + "'?" : ".") + " The sets are " + list);
  }
  return {text.substr(0, equals), set};
}

}  // namespace

void add_call_options(po::options_description& options) {
  options.add_options()("panel", po::value<std::string>()->value_name("FILE"),
                        "primer panel (default: the IKZF1 deletions that come with the program)")(
      "target", po::value<std::vector<std::string>>()->value_name("NAME=SET"),
      "what the run calls NAME is the panel's SET; may be repeated")(
      "plate-map", po::value<std::string>()->value_name("CSV"),
      "samples, targets and roles by well: well,sample,target,role; an empty cell keeps the file's value");
}

CallSettings read_call_settings(const Arguments& arguments) {
  CallSettings settings{.run = read_run_settings(arguments),
                        .panel = load_panel(arguments.text("panel")),
                        .options = {},
                        .map = {}};
  for (const std::string& text : arguments.texts("target"))
    if (!settings.options.target_sets.insert(target_and_set(text, settings.panel)).second)
      throw CommandLineError("--target: '" + text + "' names a target a second time");
  if (const auto file = arguments.text("plate-map")) {
    const Source source = read_file(path_of(*file));
    settings.map = read_plate_map(source.name, source.bytes);
  }
  return settings;
}

}  // namespace crossbreak::cli
