#include "arguments.hpp"

#include <algorithm>
#include <sstream>

#include "pipeline/version.hpp"
#include "reports/wrapped_text.hpp"
#include "run/nearest.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

/// The column in which a line of a list says what its term means, two blanks or more behind it; 0 in a
/// sentence.
std::size_t hanging_column(const std::string& line) {
  const std::size_t blanks = line.rfind("  ");
  return blanks == std::string::npos ? 0 : blanks + 2;
}

void print_help(const Usage& usage, const po::options_description& options, std::ostream& out) {
  out << "Usage: " << usage.synopsis << "\n\n";
  std::istringstream lines(usage.description);
  for (std::string line; std::getline(lines, line);)
    out << wrapped(line, "", std::string(hanging_column(line), ' '));
  out << '\n' << options << "\nExamples:\n";
  for (const std::string& example : usage.examples)
    out << "  " << example << '\n';
}

std::vector<std::string> long_names(const po::options_description& options) {
  std::vector<std::string> names;
  for (const auto& option : options.options())
    names.push_back("--" + option->long_name());
  return names;
}

/// Boost takes whatever follows a long option as its value, the next long option too.
void refuse_options_as_values(const po::parsed_options& parsed, const po::options_description& options) {
  const std::vector<std::string> names = long_names(options);
  for (const auto& option : parsed.options) {
    const bool is_beside = option.position_key < 0 && option.original_tokens.size() == 2;
    if (is_beside && std::ranges::find(names, option.original_tokens[1]) != names.end())
      throw po::error(option.original_tokens[0] + ": expected a value, found the option " +
                      option.original_tokens[1]);
  }
}

/// "--name" of "--name=value".
std::string without_value(const std::string& token) {
  return token.substr(0, token.find('='));
}

/// "crossbreak review sign" of "crossbreak review sign RECORD ...": its words before what they are given. Of
/// a choice between two commands ("crossbreak panel check FILE | show"), what they share.
std::string command_of(const std::string& synopsis) {
  if (synopsis.find(" | ") != std::string::npos)
    return synopsis.substr(0, synopsis.find(' ', synopsis.find(' ') + 1));
  const std::size_t given = synopsis.find_first_not_of("abcdefghijklmnopqrstuvwxyz ");
  return synopsis.substr(0, synopsis.find_last_of(' ', given));
}

}  // namespace

std::optional<std::string> Arguments::text(const std::string& name) const {
  return given(name) ? std::optional(options[name].as<std::string>()) : std::nullopt;
}

std::vector<std::string> Arguments::texts(const std::string& name) const {
  return given(name) ? options[name].as<std::vector<std::string>>() : std::vector<std::string>{};
}

Arguments parse(const std::vector<std::string>& arguments, const Usage& usage,
                const po::options_description& options, const Files& files, std::ostream& out) {
  po::options_description visible = options;
  visible.add_options()("help,h", "show this help")("version", "show the program's version");
  po::options_description all;
  all.add(visible).add_options()("file", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("file", -1);

  Arguments result;
  const std::string hint = "; '" + command_of(usage.synopsis) + " --help' lists the options";
  try {
    namespace style = po::command_line_style;
    const po::parsed_options parsed = po::command_line_parser(arguments)
                                          .options(all)
                                          .positional(positional)
                                          .style(style::unix_style & ~style::allow_guessing)
                                          .run();
    refuse_options_as_values(parsed, visible);
    po::store(parsed, result.options);
    po::notify(result.options);
  } catch (const po::unknown_option& error) {
    const std::string found = without_value(error.get_option_name());
    const auto nearest = nearest_name(found, long_names(visible));
    throw CommandLineError("unknown option " + found + (nearest ? ", did you mean " + *nearest + "?" : "") +
                           hint);
  } catch (const po::error& error) {
    throw CommandLineError(error.what() + hint);
  }

  if (result.given("help")) {
    print_help(usage, visible, out);
    result.finished = true;
    return result;
  }
  if (result.given("version")) {
    out << version_line() << '\n';
    result.finished = true;
    return result;
  }
  result.files = result.texts("file");
  if (result.files.size() < files.at_least)
    throw CommandLineError("expected " + files.name + ", found no file" + hint);
  if (result.files.size() > files.at_most)
    throw CommandLineError("expected " + std::to_string(files.at_most) + ' ' + files.name + ", found " +
                           std::to_string(result.files.size()) + hint);
  return result;
}

std::string version_line() {
  return "crossbreak " + version();
}

}  // namespace crossbreak::cli
