#include "laboratory.hpp"

#include "command.hpp"
#include "files.hpp"
#include "pipeline/laboratory_reader.hpp"
#include "pseudonyms.hpp"
#include "system.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {

void add_settings_option(po::options_description& options) {
  options.add_options()("settings", po::value<std::string>()->value_name("FILE"),
                        "the laboratory's settings (default: crossbreak.toml beside the file read, or in the "
                        "nearest folder above it); 'crossbreak settings' shows what is in force");
}

std::optional<fs::path> settings_beside(const fs::path& file) {
  std::error_code error;
  for (fs::path folder = whole_path(fs::absolute(file)).parent_path();; folder = folder.parent_path()) {
    fs::path settings = folder / laboratory_file_name;
    if (fs::exists(fs::symlink_status(settings, error)))  // a link to nothing is read, and fails
      return settings;
    if (folder == folder.parent_path())
      return std::nullopt;
  }
}

Laboratory load_laboratory(const Arguments& arguments, std::span<const std::string> files) {
  std::optional<fs::path> found;
  std::string found_for;
  if (const auto given = arguments.text("settings")) {
    found = path_of(*given);
  } else {
    for (const std::string& file : files) {
      const std::optional<fs::path> beside = settings_beside(path_of(file));
      if (!found_for.empty() && beside != found)
        throw CommandLineError(found_for + " and " + file + " lie under different settings, " +
                               (found ? text_of(*found) : "none") + " and " +
                               (beside ? text_of(*beside) : "none") +
                               "; read them one by one, or name the settings with --settings");
      found = beside;
      found_for = file;
    }
  }
  if (!found)
    return {};
  const Source source = read_file(*found);
  return quoting_no_names(takes_out_names(arguments),
                          [&] { return read_laboratory(text_of(*found), source.bytes); });
}

Laboratory load_laboratory_here(const Arguments& arguments) {
  const std::string here[] = {std::string(laboratory_file_name)};  // it need not be there
  return load_laboratory(arguments, here);
}

std::optional<std::string> panel_file(const Laboratory& laboratory) {
  if (!laboratory.panel)
    return std::nullopt;
  return text_of(path_of(laboratory.file).parent_path() / path_of(*laboratory.panel));
}

}  // namespace crossbreak::cli
