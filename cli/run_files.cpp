#include "run_files.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "command.hpp"
#include "data_files.hpp"
#include "files.hpp"
#include "formats/format.hpp"
#include "formats/text_encoding.hpp"
#include "pipeline/check_settings.hpp"
#include "run/nearest.hpp"
#include "system.hpp"
#include "words/joined.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

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

/// What a path ends with: "run.eds", "monday/run.eds" and so on, up to all of it below the root.
std::vector<std::string> ends_of(const fs::path& path) {
  std::vector<std::string> ends;
  const fs::path below_root = path.relative_path();
  fs::path end;
  for (auto part = below_root.end(); part != below_root.begin();) {
    --part;
    end = end.empty() ? *part : *part / end;
    ends.push_back(text_of(end));
  }
  return ends;
}

/// Each is called by the shortest of its ends that no other of them has, or that only those have that end in
/// the whole of it: their own names are longer.
void tell_apart(std::vector<OpenedFile>& files) {
  std::set<fs::path> paths;
  for (const OpenedFile& file : files)
    paths.insert(spelled_alike(path_of(file.path)));
  std::map<std::string, std::size_t> paths_with;
  for (const fs::path& path : paths)
    for (const std::string& end : ends_of(path))
      ++paths_with[end];
  for (OpenedFile& file : files) {
    if (file.error)
      continue;
    const std::vector<std::string> ends = ends_of(spelled_alike(path_of(file.path)));
    const std::size_t with_all = paths_with.at(ends.back());
    file.source.name = *std::find_if(ends.begin(), ends.end(),
                                     [&](const std::string& end) { return paths_with.at(end) == with_all; });
  }
}

}  // namespace

void add_reading_options(po::options_description& options) {
  const std::string names = joined(formats(), ", ", &Format::name);
  options.add_options()("format", po::value<std::string>()->value_name("NAME"),
                        ("read as this layout instead of looking: " + names).c_str())(
      "encoding", po::value<std::string>()->value_name("NAME"),
      "of a text export, where it cannot be told: UTF-8, UTF-16LE, UTF-16BE, GB18030, Shift-JIS, "
      "Windows-1252")(
      "run", po::value<std::vector<std::string>>()->value_name("NAME|N"),
      "of a file that holds several runs (RDML, a table with a column of plates), the one of this name or "
      "number; may be repeated (default: all, each a run)")(
      "profile", po::value<std::string>()->value_name("FILE"),
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

std::vector<RunFiles> open_runs(const Arguments& arguments, FileNames names) {
  std::vector<OpenedFile> files(arguments.files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    files[i].path = arguments.files[i];
    files[i].folder = text_of(whole_path(path_of(arguments.files[i])).parent_path());
    try {
      files[i].source = read_file(path_of(arguments.files[i]));
    } catch (...) {
      files[i].error = std::current_exception();
    }
  }
  if (names == FileNames::TellApart)
    tell_apart(files);
  std::vector<std::string> runs = arguments.texts("run");
  if (runs == std::vector<std::string>{"all"})
    runs.clear();
  return group_files(std::move(files), arguments.text("format"), arguments.text("encoding"), runs);
}

RunSettings read_run_settings(const Arguments& arguments) {
  RunSettings settings;
  settings.format = arguments.text("format");
  settings.profiles = load_profiles(arguments.text("profile"));
  settings.profile_is_forced = arguments.given("profile");
  settings.encoding = arguments.text("encoding");
  check_encoding(settings.encoding);
  sort_choices(arguments.texts("baseline"), "--baseline", baseline_choice, settings.baseline,
               settings.target_baselines);
  sort_choices(arguments.texts("threshold"), "--threshold", threshold_choice, settings.threshold,
               settings.target_thresholds);
  return settings;
}

}  // namespace crossbreak::cli
