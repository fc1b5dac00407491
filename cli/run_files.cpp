#include "run_files.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include "assay/profile_reader.hpp"
#include "command.hpp"
#include "curves/signal/issues.hpp"
#include "data_files.hpp"
#include "files.hpp"
#include "formats/text_encoding.hpp"
#include "run/nearest.hpp"
#include "system.hpp"
#include "words/joined.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number value{};
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size())
    return std::nullopt;
  return value;
}

BaselineChoice baseline_choice(const std::string& text) {
  using Kind = BaselineChoice::Kind;
  if (text == "file")
    return {.kind = Kind::File, .window = {}};
  if (text == "auto")
    return {.kind = Kind::Automatic, .window = {}};
  const std::size_t dash = text.find('-');
  const auto start = number_of<int>(std::string_view(text).substr(0, dash));
  const auto end =
      dash == std::string::npos ? std::nullopt : number_of<int>(std::string_view(text).substr(dash + 1));
  if (!start || !end || *start < 1 || *end < *start)
    throw CommandLineError("--baseline: expected file, auto or START-END such as 3-15, found '" + text + "'");
  return {.kind = Kind::Window, .window = {.start = *start, .end = *end}};
}

ThresholdChoice threshold_choice(const std::string& text) {
  using Kind = ThresholdChoice::Kind;
  if (text == "file")
    return {.kind = Kind::File, .value = 0};
  if (text == "auto")
    return {.kind = Kind::Automatic, .value = 0};
  const auto value = number_of<double>(text);
  if (!value || !std::isfinite(*value) || *value <= 0)
    throw CommandLineError("--threshold: expected file, auto or a number above 0, found '" + text + "'");
  return {.kind = Kind::Value, .value = *value};
}

/// Sorts "VALUE" and "TARGET=VALUE" into the choice for all targets and those for one.
template <class Choice>
void sort_choices(const std::vector<std::string>& texts, const char* option,
                  Choice (*read)(const std::string&), std::optional<Choice>& all,
                  std::map<std::string, Choice>& of_target) {
  for (const std::string& text : texts) {
    const std::size_t equals = text.rfind('=');
    if (equals == 0)
      throw CommandLineError(std::string(option) + ": expected TARGET=CHOICE, found '" + text + "'");
    const bool fresh = equals == std::string::npos
                           ? !std::exchange(all, read(text)).has_value()
                           : of_target.emplace(text.substr(0, equals), read(text.substr(equals + 1))).second;
    if (!fresh)
      throw CommandLineError(
          std::string(option) + ": given twice for " +
          (equals == std::string::npos ? "all targets" : "target '" + text.substr(0, equals) + "'"));
  }
}

CtRule ct_rule(const SoftwareRules& rules) {
  return rules.ct == "linear" ? CtRule::Linear : CtRule::Cubic;
}

AutomaticRule automatic_rule(const SoftwareRules& rules) {
  if (rules.automatic == "abi7500-v2")
    return AutomaticRule::Abi7500V2;
  return rules.automatic == "quantstudio" ? AutomaticRule::QuantStudio : AutomaticRule::Own;
}

bool has_target(const Run& run, const std::string& target) {
  return std::any_of(run.reactions.begin(), run.reactions.end(),
                     [&](const Reaction& reaction) { return reaction.target == target; });
}

}  // namespace

void add_reading_options(po::options_description& options) {
  const std::string names = joined(formats(), ", ", &Format::name);
  options.add_options()("format", po::value<std::string>()->value_name("NAME"),
                        ("read as this layout instead of looking: " + names).c_str())(
      "encoding", po::value<std::string>()->value_name("NAME"),
      "of a text export, where it cannot be told: UTF-8, UTF-16LE, UTF-16BE, GB18030, Shift-JIS, "
      "Windows-1252")("profile", po::value<std::string>()->value_name("FILE"),
                      "instrument profile (default: found from the run)");
}

void add_curve_options(po::options_description& options) {
  options.add_options()("baseline", po::value<std::vector<std::string>>()->value_name("CHOICE"),
                        "baseline window: file (default; automatic where the file has none), auto, "
                        "START-END, or TARGET=CHOICE; may be repeated")(
      "threshold", po::value<std::vector<std::string>>()->value_name("CHOICE"),
      "threshold in delta Rn: file (default; automatic where the file has none), auto, VALUE, or "
      "TARGET=CHOICE; may be repeated");
}

std::vector<RunFiles> open_runs(const Arguments& arguments) {
  const std::optional<std::string> format_name = arguments.text("format");
  if (format_name) {
    try {
      format_named(*format_name);
    } catch (const FormatError& error) {
      throw CommandLineError(error.what());
    }
  }

  std::vector<RunFiles> runs;
  std::vector<Source> sound;
  std::vector<std::size_t> places;  // of the sound ones in `runs`
  for (const std::string& file : arguments.files) {
    runs.push_back({.path = path_of(file), .sources = {}, .error = nullptr});
    try {
      Source source = read_file(path_of(file));
      if (!format_name)
        detect_format(source);
      sound.push_back(std::move(source));
      places.push_back(runs.size() - 1);
    } catch (...) {
      runs.back().error = std::current_exception();
    }
  }
  try {
    for (RunSources& sources : group_into_runs(std::move(sound), format_name)) {
      const auto named = std::find_if(places.begin(), places.end(), [&](std::size_t place) {
        return runs[place].sources.sources.empty() &&
               runs[place].path.filename() == sources.sources.front().name;
      });
      runs.at(*named).sources = std::move(sources);
    }
  } catch (...) {
    for (const std::size_t place : places)
      runs[place].error = std::current_exception();
  }
  // The second file of a run of two has given its bytes away: the run is listed once.
  std::erase_if(runs, [](const RunFiles& run) { return !run.error && run.sources.sources.empty(); });
  return runs;
}

Reader::Reader(const Arguments& arguments)
    : profiles_(load_profiles(arguments.text("profile"))), profile_is_forced_(arguments.given("profile")) {
  options_.vocabulary = vocabulary_of(profiles_);
  options_.encoding = arguments.text("encoding");
  try {
    decode_text({.name = "--encoding", .bytes = {}}, options_.encoding);
  } catch (const FormatError& error) {
    throw CommandLineError(error.what());
  }
  sort_choices(arguments.texts("baseline"), "--baseline", baseline_choice, choices_.baseline,
               choices_.target_baselines);
  sort_choices(arguments.texts("threshold"), "--threshold", threshold_choice, choices_.threshold,
               choices_.target_thresholds);
}

ReadRun Reader::read(const RunFiles& files) const {
  if (files.error)
    std::rethrow_exception(files.error);
  ReadRun result;
  result.run = read_run(files.sources, options_);
  result.profile = profile_is_forced_ ? &profiles_.front() : profile_of(result.run, profiles_);
  result.rules = rules_of(result.run, result.profile);
  if (result.rules.issue)
    result.run.issues.push_back(*std::exchange(result.rules.issue, std::nullopt));
  return result;
}

CurveSettings Reader::curve_settings(const ReadRun& read) const {
  CurveSettings settings = choices_;
  settings.ct_rule = ct_rule(read.rules.rules);
  settings.automatic_rule = automatic_rule(read.rules.rules);
  return settings;
}

bool ends_behind(BaselineWindow window, const Run& run) {
  return run.cycles > 0 && window.end > run.cycles;
}

void Reader::check_windows(const std::vector<const Run*>& runs) const {
  const auto check = [&](const BaselineChoice& choice, const std::string& target) {
    for (const Run* run : runs)
      if (choice.kind == BaselineChoice::Kind::Window && ends_behind(choice.window, *run) &&
          (target.empty() || has_target(*run, target)))
        throw CommandLineError("--baseline " + (target.empty() ? "" : target + "=") + text_of(choice.window) +
                               ": " + source_name(*run) + " has " + std::to_string(run->cycles) +
                               " cycles; give a window within 1-" + std::to_string(run->cycles));
  };
  if (choices_.baseline)
    check(*choices_.baseline, "");
  for (const auto& [target, choice] : choices_.target_baselines)
    check(choice, target);
}

std::vector<std::string> Reader::named_targets() const {
  std::set<std::string> names;
  for (const auto& [target, choice] : choices_.target_baselines)
    names.insert(target);
  for (const auto& [target, choice] : choices_.target_thresholds)
    names.insert(target);
  return {names.begin(), names.end()};
}

void check_targets_exist(const std::vector<std::string>& names, const std::string& option,
                         const std::vector<const Run*>& runs) {
  std::set<std::string> targets;
  for (const Run* run : runs)
    for (const Reaction& reaction : run->reactions)
      targets.insert(reaction.target);
  const std::vector<std::string> known(targets.begin(), targets.end());
  for (const std::string& name : names) {
    if (targets.contains(name))
      continue;
    const auto nearest = nearest_name(name, known);
    throw CommandLineError(option + ": no run has a target '" + name + "'" +
                           (nearest ? ", did you mean '" + *nearest + "'?" : ".") + " The targets are " +
                           quoted_list(known));
  }
}

}  // namespace crossbreak::cli
