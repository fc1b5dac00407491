// The command line of one subcommand: Boost.Program_options without its surprises, and help with examples.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "command.hpp"

namespace crossbreak::cli {

/// What the top of a subcommand's help says.
struct Usage {
  std::string synopsis;               ///< "crossbreak call RUN... [options]"
  std::string description;            ///< paragraphs, in lines as long as they like; wrapped when printed
  std::vector<std::string> examples;  ///< whole commands, each with a "# what it does" line before it
};

/// How many files a subcommand takes.
struct Files {
  std::string name = "RUN";
  std::size_t at_least = 1;
  std::size_t at_most = static_cast<std::size_t>(-1);
};

struct Arguments {
  bool finished = false;  ///< --help or --version was answered: nothing is left to do
  boost::program_options::variables_map options;
  std::vector<std::string> files;

  bool given(const std::string& name) const { return options.count(name) > 0; }
  std::optional<std::string> text(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;
};

/// Parses what follows the subcommand. Names are never guessed from abbreviations; an unknown one is
/// answered with the nearest. Throws CommandLineError.
Arguments parse(const std::vector<std::string>& arguments, const Usage& usage,
                const boost::program_options::options_description& options, const Files& files,
                std::ostream& out);

/// "crossbreak 1.2.3"
std::string version_line();

}  // namespace crossbreak::cli
