#include "call_origin.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "assay/panel_reader.hpp"
#include "call_settings.hpp"
#include "command.hpp"
#include "data_files.hpp"
#include "files.hpp"
#include "formats/formats.hpp"
#include "laboratory.hpp"
#include "pipeline/call.hpp"
#include "record/pseudonyms.hpp"
#include "release/release_error.hpp"
#include "run/sha256.hpp"
#include "run_files.hpp"
#include "system.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

/// The *.toml of a folder that with `more` behind it has this hash; nothing where there is none.
std::optional<std::string> file_with_hash(const fs::path& folder, const std::string& sha256,
                                          const std::string& more = {}) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".toml" && entry.is_regular_file(error) &&
        sha256_hex(read_file(entry.path()).bytes + more) == sha256)
      return text_of(entry.path());
  return std::nullopt;
}

void check_hash(const std::string& what, const std::string& file, const std::string& expected,
                const std::string& found) {
  if (expected != found)
    throw VerificationError(file + ": is not the " + what + " that was called: expected SHA-256 " + expected +
                            ", found " + found);
}

/// A run file in the folder: in its own below it where the record tells several of one name apart by that.
fs::path input_in(const fs::path& folder, const std::string& file) {
  std::error_code error;
  const fs::path whole = folder / path_of(file);
  return fs::exists(whole, error) ? whole : folder / path_of(file).filename();
}

/// The file of an input: "plate.rdml" of "plate.rdml [Run002]".
std::string file_of_input(const std::string& input, const CallOrigin& origin) {
  for (const CallOption& option : origin.options)
    if (const std::string mark = input_name({}, option.value); option.name == "run" && input.ends_with(mark))
      return input.substr(0, input.size() - mark.size());
  return input;
}

/// Of the runs of a folder's files those that the record is of.
std::vector<RunFiles> runs_of_record(std::vector<RunFiles> files, const Report& report) {
  std::set<std::string> called;
  for (const ReportInput& input : report.inputs)
    called.insert(input.file);
  std::erase_if(files, [&](const RunFiles& run) {
    return !run.sources.run.empty() &&
           !called.contains(input_name(run.sources.sources.front().name, run.sources.run));
  });
  return files;
}

/// `file` where its bytes have this hash; nothing where it is none, or another.
std::optional<std::string> with_hash(const std::optional<std::string>& file, const std::string& sha256) {
  std::error_code error;
  if (!file || !fs::is_regular_file(path_of(*file), error) ||
      sha256_hex(read_file(path_of(*file)).bytes) != sha256)
    return std::nullopt;
  return file;
}

/// The command line of the call.
std::vector<std::string> arguments_of(const CalledRecord& called, const fs::path& folder,
                                      const Laboratory& in_force) {
  const Report& report = called.report;
  std::vector<std::string> arguments;
  std::map<fs::path, std::string> files;  // to what the record calls them
  for (const ReportInput& input : report.inputs) {
    const std::string file = file_of_input(input.file, report.origin);
    const fs::path path = input_in(folder, file);
    const auto [known, added] = files.emplace(path, file);
    if (!added && file != input.file && known->second == file)  // another run of one file
      continue;
    if (!added)
      throw InputError(text_of(path) + ": is the only one in " + text_of(folder) +
                       " for two inputs of the record; expected them in folders below it, " + input.file +
                       " and the other");
    check_hash("run file", text_of(path), input.sha256, sha256_hex(read_file(path).bytes));
    arguments.push_back(text_of(path));
  }
  for (const CallOption& option : report.origin.options)
    if (option.name != "panel" && option.name != "profile" && option.name != "combine" &&
        option.name != "run")
      arguments.push_back("--" + option.name + "=" + option.value);
  const auto asked = [&](const char* name) {
    return std::any_of(report.origin.options.begin(), report.origin.options.end(),
                       [&](const CallOption& option) { return option.name == name; });
  };
  if (load_panel(std::nullopt).sha256 == report.panel.sha256) {
    arguments.push_back("--panel=" + text_of(shipped_panel_file()));
  } else {
    auto panel = file_with_hash(folder, report.panel.sha256);
    if (!panel)
      panel = with_hash(panel_file(in_force), report.panel.sha256);
    if (!panel)
      throw InputError(text_of(folder) + ": expected the panel " + report.panel.id + " " +
                       report.panel.version + " of the record (SHA-256 " + report.panel.sha256 +
                       ") among its *.toml files, found none");
    arguments.push_back("--panel=" + *panel);
  }
  if (asked("profile")) {
    const std::string titles = load_common_columns().bytes;  // a profile's hash is of both
    auto profile = file_with_hash(folder, report.profile.sha256, titles);
    if (!profile)
      profile = file_with_hash(data_folder() / "instrument_profiles", report.profile.sha256, titles);
    if (!profile)
      throw InputError(text_of(folder) + ": expected the profile " + report.profile.id +
                       " of the record (SHA-256 " + report.profile.sha256 +
                       ") among its *.toml files, found none");
    arguments.push_back("--profile=" + *profile);
  }
  const auto add_file = [&](const char* option, const char* what, const std::optional<std::string>& name,
                            const std::string& sha256) {
    if (!name)
      return;
    const fs::path path = folder / path_of(*name).filename();
    check_hash(what, text_of(path), sha256, sha256_hex(read_file(path).bytes));
    arguments.push_back(std::string("--") + option + "=" + text_of(path));
  };
  add_file("plate-map", "plate map", report.origin.map, report.origin.map_sha256);
  add_file("meta", "metadata of the run", report.origin.metadata, report.origin.metadata_sha256.value_or(""));
  add_file("repeats", "worklist of repeats", report.origin.repeats, report.origin.repeats_sha256);
  if (const std::string& settings = report.release.policy.settings_sha256; !settings.empty()) {
    auto file = file_with_hash(folder, settings);
    if (!file && in_force.sha256 == settings)
      file = in_force.file;
    if (!file)
      throw InputError(text_of(folder) + ": expected the laboratory's settings of the record (SHA-256 " +
                       settings + ") among its *.toml files, found none");
    arguments.push_back("--settings=" + *file);
  }
  return arguments;
}

void check_same(const CalledRecord& called, const Report& again) {
  const Report& before = called.report;
  check_hash("panel", again.panel.id, before.panel.sha256, again.panel.sha256);
  check_hash("profile", again.profile.id, before.profile.sha256, again.profile.sha256);
  const bool same_runs =
      std::equal(before.inputs.begin(), before.inputs.end(), again.inputs.begin(), again.inputs.end());
  if (!same_runs)
    throw VerificationError(called.name + ": its run files are not read as they were when it was called");
}

}  // namespace

void add_run(const std::string& run, CallOrigin& origin) {
  origin.options.push_back({"run", run});
  std::sort(origin.options.begin(), origin.options.end(), [](const CallOption& a, const CallOption& b) {
    return std::pair(a.name, a.value) < std::pair(b.name, b.value);
  });
}

CallOrigin origin_of(const Arguments& arguments, const CallSettings& settings) {
  CallOrigin origin;
  for (const char* name : {"encoding", "format"})
    if (const auto text = arguments.text(name))
      origin.options.push_back({name, *text});
  for (const char* name : {"baseline", "target", "threshold"})
    for (const std::string& text : arguments.texts(name))
      origin.options.push_back({name, text});
  for (const char* name : {"panel", "profile"})
    if (const auto file = arguments.text(name))
      origin.options.push_back({name, text_of(path_of(*file).filename())});
  for (const auto& [sample, given] : settings.options.roles)
    origin.options.push_back(
        {"role", sample + "=" + (given.control.empty() ? std::string(code_of(given.role)) : given.control)});
  std::sort(origin.options.begin(), origin.options.end(), [](const CallOption& a, const CallOption& b) {
    return std::pair(a.name, a.value) < std::pair(b.name, b.value);
  });
  if (!settings.map.name.empty()) {
    origin.map = settings.map.name;
    origin.map_sha256 = settings.map.sha256;
  }
  if (!settings.metadata.name.empty()) {
    origin.metadata = settings.metadata.name;
    origin.metadata_sha256 = settings.metadata.sha256;
  }
  if (!settings.repeats.name.empty()) {
    origin.repeats = settings.repeats.name;
    origin.repeats_sha256 = settings.repeats.sha256;
  }
  return origin;
}

Report call_again(const CalledRecord& called, const fs::path& folder, const Laboratory& in_force,
                  std::span<const ReviewSubject> without) {
  if (pseudonyms_of(called.report))
    throw InputError(called.name +
                     ": is pseudonymised and names no file that it could be called again from: exclude the "
                     "wells in the record that has the names, then 'crossbreak report --pseudonymise' it");
  po::options_description options("Options");
  add_call_options(options);
  add_curve_options(options);
  add_reading_options(options);
  std::ostringstream unused;
  const Arguments parsed = parse(arguments_of(called, folder, in_force), {}, options, {}, unused);
  const Laboratory laboratory = parsed.given("settings") ? load_laboratory(parsed, {}) : Laboratory{};
  CallSettings settings = read_call_settings(parsed, laboratory);
  for (const ReviewSubject& subject : without)
    settings.excluded.push_back({.run = subject.run, .well = *subject.well, .target = subject.target});
  const bool combined = std::any_of(called.report.inputs.begin(), called.report.inputs.end(),
                                    [](const ReportInput& input) { return input.run > 0; });
  const std::vector<RunFiles> files = runs_of_record(
      open_runs(parsed, combined ? FileNames::TellApart : FileNames::AsTheyStand), called.report);
  Report again = call_prepared(prepare_runs(files, settings), settings);
  check_same(called, again);
  again.origin = called.report.origin;
  again.origin.before = called.sha256;
  again.release.policy = called.report.release.policy;
  return again;
}

}  // namespace crossbreak::cli
