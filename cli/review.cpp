// crossbreak review: the table of its commands.
#include "review.hpp"

#include <algorithm>
#include <set>

#include "arguments.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "release/apply.hpp"
#include "release/standing.hpp"
#include "release/subjects.hpp"
#include "run/nearest.hpp"
#include "words/joined.hpp"
#include "words/labels/release.hpp"
#include "words/labels/review.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

struct ReviewCommand {
  std::string_view name;
  Sentence summary;
  ExitCode (*run)(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
};

constexpr ReviewCommand commands[] = {
    {"status", review_labels.status, run_review_status}, {"decide", review_labels.decide, run_review_decide},
    {"apply", review_labels.apply, run_review_apply},    {"sign", review_labels.sign, run_review_sign},
    {"amend", review_labels.amend, run_review_amend},    {"verify", review_labels.verify, run_review_verify},
    {"keygen", review_labels.keygen, run_review_keygen},
};

void tell_the_way(Language language, std::ostream& out) {
  out << in(language, filled(review_labels.way, field<"typed">(words_of(release_labels.typed_names)))) << '\n'
      << in(language, review_labels.commands) << '\n';
  for (const ReviewCommand& command : commands)
    out << "  " << command.name << std::string(10 - command.name.size(), ' ') << in(language, command.summary)
        << '\n';
}

}  // namespace

Words next_command(const std::string& command) {
  return filled(review_labels.next, field<"command">(command));
}

Words next_apply(const std::vector<std::string>& files, const Report& called,
                 std::span<const ReviewEvent> events) {
  const std::vector<ReviewSubject> without = wells_left_out(called);
  const StandingReview review = standing_of(called, events);
  const bool calls_again =
      std::any_of(review.subjects.begin(), review.subjects.end(), [&](const SubjectStanding& standing) {
        return standing.subject.well &&
               std::find(without.begin(), without.end(), standing.subject) == without.end();
      });
  return next_command("review apply " + joined(files, " ") + " -o DIR" +
                      (calls_again ? " --inputs DIR" : ""));
}

std::vector<Words> invalid_runs(const Report& report) {
  std::vector<Words> said;
  std::set<std::size_t> runs;
  for (const ReportInput& input : report.inputs)
    if (runs.insert(input.run).second && status_of_run(input.run, report.calls) == RunStatus::Invalid) {
      ReviewSubject run;
      run.run = input.run;
      said.push_back(filled(review_labels.run_is, field<"run">(words_of_subject(run, report)),
                            field<"status">(words_of(RunStatus::Invalid))));
    }
  return said;
}

ExitCode run_review(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  const std::string name = arguments.empty() ? "--help" : arguments.front();
  if (name.starts_with('-')) {
    po::options_description options("Options");
    add_language_option(options);
    std::vector<std::string> given = arguments;
    std::erase_if(given, [](const std::string& text) { return text == "--help" || text == "-h"; });
    const Arguments parsed = parse(given, {"crossbreak review [options]", "", {}}, options,
                                   {.name = "files", .at_least = 0, .at_most = 0}, out);
    if (parsed.finished)
      return ExitCode::Done;
    tell_the_way(read_language(parsed, load_laboratory_here(parsed)), out);
    return ExitCode::Done;
  }
  std::vector<std::string> names;
  for (const ReviewCommand& command : commands) {
    if (name == command.name)
      return command.run({arguments.begin() + 1, arguments.end()}, out, err);
    names.emplace_back(command.name);
  }
  const auto nearest = nearest_name(name, names);
  throw CommandLineError("review: expected a command (" + joined(names) + "), found '" + name + "'" +
                         (nearest ? ", did you mean '" + *nearest + "'?" : ""));
}

}  // namespace crossbreak::cli
