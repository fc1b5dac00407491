// crossbreak review: the table of its commands.
#include "review.hpp"

#include "run/nearest.hpp"
#include "words/joined.hpp"

namespace crossbreak::cli {
namespace {

constexpr Command commands[] = {
    {"sign", "add a signature to a reviewed record", run_review_sign},
    {"amend", "make another record in the place of a final one", run_review_amend},
    {"verify", "check a reviewed record", run_review_verify},
    {"keygen", "make a key to sign with", run_review_keygen},
};

}  // namespace

ExitCode run_review(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  const std::string name = arguments.empty() ? "--help" : arguments.front();
  if (name == "--help" || name == "-h") {
    out << "Usage: crossbreak review COMMAND [options]\n\nCommands:\n";
    for (const Command& command : commands)
      out << "  " << command.name << std::string(10 - std::string(command.name).size(), ' ')
          << command.summary << '\n';
    return ExitCode::Done;
  }
  std::vector<std::string> names;
  for (const Command& command : commands) {
    if (name == command.name)
      return command.run({arguments.begin() + 1, arguments.end()}, out, err);
    names.emplace_back(command.name);
  }
  const auto nearest = nearest_name(name, names);
  throw CommandLineError("review: expected a command (" + joined(names) + "), found '" + name + "'" +
                         (nearest ? ", did you mean '" + *nearest + "'?" : ""));
}

}  // namespace crossbreak::cli
