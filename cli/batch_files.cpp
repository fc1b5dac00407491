#include "batch_files.hpp"

#include <algorithm>
#include <sstream>
#include <tbb/parallel_for.h>

#include "command.hpp"
#include "files.hpp"
#include "pipeline/read_runs.hpp"
#include "run/sha256.hpp"
#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

std::string shown(const FoundFile& file) {
  return text_of(file.below);
}

/// Those of a folder find one another there.
JoinedHalves join_halves(const fs::path& folder, const std::vector<const FoundFile*>& halves,
                         const std::optional<std::string>& format,
                         const std::optional<std::string>& encoding) {
  JoinedHalves joined;
  std::vector<OpenedFile> files;
  std::map<std::string, std::size_t> places;  // by file name
  for (const FoundFile* half : halves) {
    places.emplace(text_of(half->path.filename()), files.size());
    OpenedFile& file = files.emplace_back();
    file.path = shown(*half);
    file.folder = text_of(folder);
    try {
      file.source = read_file(half->path);
    } catch (...) {
      file.error = std::current_exception();
    }
  }
  std::set<std::size_t> listed;
  for (const RunFiles& run : group_files(std::move(files), format, encoding)) {
    listed.insert(run.place);
    for (std::size_t k = 1; k < run.sources.sources.size(); ++k)
      joined.partners[run.place].push_back(places.at(run.sources.sources[k].name));
    if (run.error)
      try {
        std::rethrow_exception(run.error);
      } catch (...) {
        joined.problems[run.place] = message_in_flight();
      }
  }
  for (std::size_t i = 0; i < halves.size(); ++i)
    if (!listed.contains(i))
      joined.joined.insert(i);
  return joined;
}

using Halves = std::map<fs::path, std::vector<std::size_t>>;  ///< places of a folder's halves, by folder

/// Sorts files into runs.
class Sorting {
 public:
  Sorting(std::vector<FoundFile>& found, const Halves& halves, const std::map<fs::path, JoinedHalves>& joined)
      : found_(found) {
    for (const auto& [folder, places] : halves)
      take_halves(places, joined.at(folder));
    for (const FoundFile& file : found_)
      if (is_plate_map(file.path))
        maps_.emplace(file.path, file.sha256);
      else
        stems_.insert(file.path.parent_path() / path_of(stem_of(file.path)));
  }

  BatchFiles sort() {
    for (std::size_t i = 0; i < found_.size(); ++i)
      sort(i);
    return std::move(out_);
  }

 private:
  void take_halves(const std::vector<std::size_t>& places, const JoinedHalves& joined) {
    for (const auto& [first, others] : joined.partners)
      for (const std::size_t other : others)
        partners_[places[first]].push_back(places[other]);
    for (const std::size_t i : joined.joined)
      joined_.insert(places[i]);
    for (const auto& [i, problem] : joined.problems)
      found_[places[i]].problem = problem;
  }

  void sort(std::size_t i) {
    const FoundFile& file = found_[i];
    if (joined_.contains(i))
      return;
    if (file.problem.empty() && is_plate_map(file.path))
      return sort_map(i);
    if (!file.is_named && file.problem.empty()) {
      if (file.look.kind == FileKind::OwnOutput)
        ++out_.own_outputs;
      if (file.look.kind == FileKind::Unrelated)
        ++out_.unrelated;
      if (file.look.kind == FileKind::OwnOutput || file.look.kind == FileKind::Unrelated)
        return;
    }
    BatchRun& run = add(i);
    std::string contents = file.sha256;
    const auto partners = partners_.find(i);
    run.is_half_alone = file.look.kind == FileKind::Half && partners == partners_.end();
    if (partners != partners_.end())
      for (const std::size_t other : partners->second) {
        run.files.push_back(text_of(found_[other].path));
        run.shown.push_back(shown(found_[other]));
        contents += found_[other].sha256;
      }
    fs::path map = file.path.parent_path() / path_of(stem_of(file.path));
    map += path_of(plate_map_ending);
    std::error_code error;
    if (const auto found = maps_.find(map); found != maps_.end()) {
      run.map = text_of(map);
      contents += found->second;
    } else if (file.is_named && fs::is_regular_file(map, error)) {
      run.map = text_of(map);
      contents += sha256_hex(read_file(map).bytes);
    }
    run.content = sha256_hex(contents);
  }

  /// One beside its run is read with it.
  void sort_map(std::size_t i) {
    std::string run = text_of(found_[i].path.filename());
    run.resize(run.size() - plate_map_ending.size());
    if (stems_.contains(found_[i].path.parent_path() / path_of(run)))
      return;
    BatchRun& lost = add(i);
    lost.content = sha256_hex(found_[i].sha256);
    lost.problem = shown(found_[i]) + ": a plate map without its run: expected a run named '" + run +
                   "' beside it, found none";
  }

  BatchRun& add(std::size_t i) {
    const FoundFile& file = found_[i];
    BatchRun& run = out_.runs.emplace_back();
    run.folder = file.below.parent_path();
    run.name = text_of(run.folder / path_of(stem_of(file.path)));
    run.files = {text_of(file.path)};
    run.shown = {shown(file)};
    run.problem = file.problem;
    return run;
  }

  std::vector<FoundFile>& found_;
  std::map<fs::path, std::string> maps_;  ///< SHA-256 of the plate maps found
  std::set<fs::path> stems_;              ///< paths of all other files without their endings
  std::map<std::size_t, std::vector<std::size_t>> partners_;  ///< of a half that names the outputs
  std::set<std::size_t> joined_;  ///< halves that another file's run or message has
  BatchFiles out_;
};

/// Second exports too, which are called where the first cannot be: but they may share its name, since it then
/// has no outputs.
void refuse_equal_names(std::vector<BatchRun>& runs) {
  std::map<std::string, std::string> files;
  const auto take = [&](BatchRun& run, const std::string& for_whom) {
    if (!run.problem.empty())
      return;
    const auto [entry, is_new] = files.emplace(run.name, for_whom);
    if (!is_new && entry->second != for_whom)
      run.problem = run.shown.front() + ": its outputs would take the place of those of " + entry->second +
                    ", another run of this name; rename one of the two";
  };
  for (BatchRun& run : runs)
    take(run, run.shown.front());
  for (BatchRun& run : runs)
    for (BatchRun& second : run.second)
      take(second, run.shown.front());
}

}  // namespace

std::vector<std::string> second_files(const BatchRun& run) {
  std::vector<std::string> files;
  for (const BatchRun& second : run.second)
    files.insert(files.end(), second.shown.begin(), second.shown.end());
  return files;
}

BatchFiles BatchSearch::find(const std::vector<std::string>& named, const PassOver& passes_over) {
  FoundFiles found = search_files(named, passes_over);
  std::vector<FoundFile>& files = found.files;
  tbb::parallel_for(std::size_t{0}, files.size(), [&](std::size_t i) { looks_.look_at(files[i]); });
  std::set<std::string_view> layouts;
  Halves halves;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].look.layout.empty())
      layouts.insert(files[i].look.layout);
    if (files[i].problem.empty() && files[i].look.kind == FileKind::Half)
      halves[files[i].path.parent_path()].push_back(i);
  }
  for (const auto& [folder, places] : halves) {
    std::vector<const FoundFile*> of_folder;
    std::vector<std::string> now;
    for (const std::size_t i : places) {
      of_folder.push_back(&files[i]);
      now.push_back(shown(files[i]) + '\n' + files[i].sha256);
    }
    if (JoinedHalves& known = halves_[folder]; known.halves != now) {
      known = join_halves(folder, of_folder, format_, encoding_);
      known.halves = std::move(now);
    }
  }
  BatchFiles sorted = Sorting(files, halves, halves_).sort();
  sorted.folders = std::move(found.folders);
  sorted.unrelated += found.unrelated;
  sorted.linked_folders = found.linked_folders;
  if (layouts.size() > 1)
    join_second_exports(sorted.runs);
  refuse_equal_names(sorted.runs);
  return sorted;
}

RunIdentity BatchSearch::read_identity(const BatchRun& run) const {
  std::vector<OpenedFile> files;
  for (const std::string& file : run.files)
    files.push_back({.source = read_file(path_of(file)), .error = nullptr});
  const std::vector<RunFiles> runs = group_files(std::move(files), format_, encoding_);
  return identity_of(
      read_profiled_run(runs.at(0), settings_of_(path_of(run.files.front()).parent_path())).run);
}

void BatchSearch::join_second_exports(std::vector<BatchRun>& runs) {
  std::vector<RunIdentity> identities(runs.size());
  std::vector<std::string> folders;
  for (const BatchRun& run : runs)
    folders.push_back(text_of(run.folder));
  tbb::parallel_for(std::size_t{0}, runs.size(), [&](std::size_t i) {
    if (!runs[i].problem.empty())
      return;
    if (const auto known = identities_.find(runs[i].content); known != identities_.end()) {
      identities[i] = known->second;
      return;
    }
    try {
      identities[i] = read_identity(runs[i]);
    } catch (const std::exception&) {  // nothing is known of a run that cannot be read: its turn will say why
      identities[i] = {};
    }
  });
  for (std::size_t i = 0; i < runs.size(); ++i)
    identities_.insert_or_assign(runs[i].content, identities[i]);
  const std::vector<std::optional<std::size_t>> first = second_exports(identities, folders);
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (first[i])
      runs[*first[i]].second.push_back(runs[i]);
  std::vector<BatchRun> called;
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (!first[i])
      called.push_back(std::move(runs[i]));
  runs = std::move(called);
}

std::vector<std::string> read_list(const std::string& file) {
  std::istringstream lines(read_file(path_of(file)).bytes);
  std::vector<std::string> named;
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('\r'))
      line.pop_back();
    if (!line.empty())
      named.push_back(line);
  }
  return named;
}

}  // namespace crossbreak::cli
