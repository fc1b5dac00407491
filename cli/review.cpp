// crossbreak review: the table of its commands.
#include "review.hpp"

#include "arguments.hpp"
#include "outputs.hpp"
#include "run/nearest.hpp"
#include "words/joined.hpp"
#include "words/labels/review.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

constexpr Command commands[] = {
    {"status", "what is decided, undecided and in conflict", run_review_status},
    {"decide", "add decisions to a review file", run_review_decide},
    {"apply", "make the reviewed record of what was decided", run_review_apply},
    {"sign", "add a signature to a reviewed record", run_review_sign},
    {"amend", "make another record in the place of a final one", run_review_amend},
    {"verify", "check a reviewed record", run_review_verify},
    {"keygen", "make a key to sign with", run_review_keygen},
};

}  // namespace

ExitCode run_review(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  const std::string name = arguments.empty() ? "--help" : arguments.front();
  if (name == "--help" || name == "-h" || name == "--lang") {
    po::options_description options("Options");
    add_language_option(options);
    std::vector<std::string> given = arguments;
    std::erase_if(given, [](const std::string& text) { return text == "--help" || text == "-h"; });
    const Arguments parsed = parse(given, {}, options, {.name = "files", .at_least = 0, .at_most = 0}, out);
    out << in(read_language(parsed), review_labels.way) << "\nCommands:\n";
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
