#include "batch_files.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <tbb/parallel_for.h>

#include "batch/file_look.hpp"
#include "batch/same_run.hpp"
#include "command.hpp"
#include "files.hpp"
#include "formats/text_encoding.hpp"
#include "formats/zip_archive.hpp"
#include "pipeline/laboratory_reader.hpp"
#include "pipeline/read_runs.hpp"
#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

/// A file that was named or found, in the order of the batch.
struct Candidate {
  fs::path path;   ///< to be opened
  fs::path below;  ///< seen from the folder of all runs
  bool is_named = false;
  FileLook look = {};
  std::string problem = {};  ///< why it cannot be looked at, a whole message
};

std::string message_in_flight() {
  try {
    throw;
  } catch (const std::exception& error) {
    return error.what();
  }
}

/// The deepest folder that holds all that is named.
fs::path folder_of_all(const std::vector<std::string>& named) {
  fs::path all;
  for (const std::string& name : named) {
    const fs::path whole = whole_path(path_of(name));
    const fs::path folder = fs::is_directory(whole) ? whole : whole.parent_path();
    if (all.empty()) {
      all = folder;
      continue;
    }
    fs::path shared;
    for (auto a = all.begin(), b = folder.begin(); a != all.end() && b != folder.end() && *a == *b; ++a, ++b)
      shared /= *a;
    all = shared;
  }
  return all;
}

/// What the first bytes already tell of a film or a program, so that it is not read whole.
bool may_be_run(const fs::path& path) {
  constexpr std::string_view compound_file = "\xD0\xCF\x11\xE0";
  constexpr std::size_t looked_at = 65536;
  Source beginning{.name = {}, .bytes = std::string(looked_at, '\0')};
  std::ifstream file(path, std::ios::binary);
  file.read(beginning.bytes.data(), static_cast<std::streamsize>(looked_at));
  beginning.bytes.resize(static_cast<std::size_t>(file.gcount()));
  return looks_like_zip(beginning.bytes) || beginning.bytes.starts_with(compound_file) ||
         !text_beginning(beginning).empty();
}

bool is_plate_map(const fs::path& path) {
  return text_of(path.filename()).ends_with(plate_map_ending);
}

class Search {
 public:
  explicit Search(fs::path all) : all_(std::move(all)) {}

  void take(const std::string& name) {
    const fs::path path = path_of(name);
    std::error_code error;
    if (!fs::exists(path, error))
      throw InputError(name + ": no such file");
    if (fs::is_directory(path, error))
      search(path);
    else
      add(path, true);
  }

  std::vector<Candidate> found;
  std::size_t unrelated = 0;
  std::size_t linked_folders = 0;

 private:
  void search(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
      entries.push_back(*entry);
    if (error) {
      found.push_back(
          {.path = folder,
           .below = below(folder),
           .problem = text_of(below(folder)) + ": the folder cannot be read: " + error.message()});
      return;
    }
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& entry : entries) {
      const bool is_folder = entry.is_directory(error);
      if (is_folder && entry.is_symlink(error))
        ++linked_folders;
      else if (is_folder)
        search(entry.path());
      else if (entry.path().filename() == path_of(laboratory_file_name))
        continue;
      else if (!entry.is_regular_file(error) || text_of(entry.path().filename()).starts_with('.'))
        ++unrelated;
      else
        add(entry.path(), false);
    }
  }

  fs::path below(const fs::path& path) const {
    const fs::path folder = whole_path(fs::absolute(path).parent_path());
    return (folder / path.filename()).lexically_relative(all_);
  }

  void add(const fs::path& path, bool is_named) {
    if (seen_.insert(whole_path(path)).second)
      found.push_back({.path = path, .below = below(path), .is_named = is_named});
  }

  fs::path all_;
  std::set<fs::path> seen_;
};

void look_at_file(Candidate& candidate) {
  if (!candidate.problem.empty() || is_plate_map(candidate.path))
    return;
  try {
    std::error_code error;
    if (!candidate.is_named && fs::file_size(candidate.path, error) == 0)
      candidate.look = look_at({.name = text_of(candidate.path.filename()), .bytes = {}});
    else if (candidate.is_named || may_be_run(candidate.path))
      candidate.look = look_at(read_file(candidate.path));
  } catch (...) {
    candidate.problem = message_in_flight();
  }
}

/// Sorts candidates into runs.
class Sorting {
 public:
  Sorting(std::vector<Candidate> found, const std::optional<std::string>& format,
          const std::optional<std::string>& encoding)
      : found_(std::move(found)), format_(format), encoding_(encoding) {}

  BatchFiles sort() {
    for (std::size_t i = 0; i < found_.size(); ++i)
      if (found_[i].problem.empty() && found_[i].look.kind == FileKind::Half)
        halves_[found_[i].path.parent_path()].push_back(i);
    join_halves();
    for (std::size_t i = 0; i < found_.size(); ++i)
      sort(i);
    return std::move(out_);
  }

 private:
  std::string shown(std::size_t i) const { return text_of(found_[i].below); }

  /// Those of a folder find one another there.
  void join_halves() {
    for (const auto& [folder, places] : halves_) {
      std::vector<OpenedFile> files;
      for (const std::size_t i : places) {
        OpenedFile& file = files.emplace_back();
        file.path = shown(i);
        file.folder = text_of(folder);
        try {
          file.source = read_file(found_[i].path);
        } catch (...) {
          file.error = std::current_exception();
        }
      }
      std::set<std::size_t> listed;
      for (const RunFiles& run : group_files(std::move(files), format_, encoding_)) {
        const std::size_t first = places[run.place];
        listed.insert(first);
        for (std::size_t k = 1; k < run.sources.sources.size(); ++k)
          for (const std::size_t i : places)
            if (text_of(found_[i].path.filename()) == run.sources.sources[k].name)
              partners_[first].push_back(i);
        if (run.error)
          try {
            std::rethrow_exception(run.error);
          } catch (...) {
            found_[first].problem = message_in_flight();
          }
      }
      for (const std::size_t i : places)
        if (!listed.contains(i))
          joined_.insert(i);
    }
  }

  void sort(std::size_t i) {
    const Candidate& candidate = found_[i];
    if (joined_.contains(i))
      return;
    if (candidate.problem.empty() && is_plate_map(candidate.path))
      return sort_map(i);
    if (!candidate.is_named && candidate.problem.empty()) {
      if (candidate.look.kind == FileKind::OwnOutput)
        ++out_.own_outputs;
      if (candidate.look.kind == FileKind::Unrelated)
        ++out_.unrelated;
      if (candidate.look.kind == FileKind::OwnOutput || candidate.look.kind == FileKind::Unrelated)
        return;
    }
    BatchRun& run = add(i);
    for (const std::size_t partner : partners_[i]) {
      run.files.push_back(text_of(found_[partner].path));
      run.shown.push_back(shown(partner));
    }
    fs::path map = candidate.path.parent_path() / path_of(stem_of(candidate.path));
    map += path_of(plate_map_ending);
    std::error_code error;
    if (fs::is_regular_file(map, error))
      run.map = text_of(map);
  }

  /// One beside its run is read with it.
  void sort_map(std::size_t i) {
    std::string run = text_of(found_[i].path.filename());
    run.resize(run.size() - plate_map_ending.size());
    const bool has_run = std::any_of(found_.begin(), found_.end(), [&](const Candidate& other) {
      return !is_plate_map(other.path) && other.path.parent_path() == found_[i].path.parent_path() &&
             stem_of(other.path) == run;
    });
    if (!has_run)
      add(i).problem = shown(i) + ": a plate map without its run: expected a run named '" + run +
                       "' beside it, found none";
  }

  BatchRun& add(std::size_t i) {
    const Candidate& candidate = found_[i];
    const fs::path folder = candidate.below.parent_path();
    out_.runs.push_back({.name = text_of(folder / path_of(stem_of(candidate.path))),
                         .folder = folder,
                         .files = {text_of(candidate.path)},
                         .shown = {shown(i)},
                         .map = {},
                         .second = {},
                         .export_of = {},
                         .problem = candidate.problem});
    return out_.runs.back();
  }

  std::vector<Candidate> found_;
  const std::optional<std::string>& format_;
  const std::optional<std::string>& encoding_;
  std::map<fs::path, std::vector<std::size_t>> halves_;       ///< by folder
  std::map<std::size_t, std::vector<std::size_t>> partners_;  ///< of a half that names the outputs
  std::set<std::size_t> joined_;  ///< halves that another file's run or message has
  BatchFiles out_;
};

/// Nothing is known of a run that cannot be read: its own turn will say why.
RunIdentity identity_of_files(const BatchRun& run, const std::optional<std::string>& format,
                              const std::optional<std::string>& encoding, const RunSettings& settings) {
  std::vector<OpenedFile> files;
  for (const std::string& file : run.files)
    files.push_back({.source = read_file(path_of(file)), .error = nullptr});
  const std::vector<RunFiles> runs = group_files(std::move(files), format, encoding);
  return identity_of(read_profiled_run(runs.at(0), settings).run);
}

void join_second_exports(std::vector<BatchRun>& runs, const std::optional<std::string>& format,
                         const std::optional<std::string>& encoding, const ReadingSettings& settings_of) {
  std::vector<RunIdentity> identities(runs.size());
  std::vector<std::string> folders;
  for (const BatchRun& run : runs)
    folders.push_back(text_of(run.folder));
  tbb::parallel_for(std::size_t{0}, runs.size(), [&](std::size_t i) {
    if (!runs[i].problem.empty())
      return;
    try {
      identities[i] = identity_of_files(runs[i], format, encoding,
                                        settings_of(path_of(runs[i].files.front()).parent_path()));
    } catch (const std::exception&) {
      identities[i] = {};
    }
  });
  const std::vector<std::optional<std::size_t>> first = second_exports(identities, folders);
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (first[i]) {
      runs[i].export_of = runs[*first[i]].shown.front();
      std::vector<std::string>& second = runs[*first[i]].second;
      second.insert(second.end(), runs[i].shown.begin(), runs[i].shown.end());
    }
}

void refuse_equal_names(std::vector<BatchRun>& runs) {
  std::map<std::string, std::string> files;
  for (BatchRun& run : runs) {
    if (!run.problem.empty() || run.export_of)
      continue;
    const auto [entry, is_new] = files.emplace(run.name, run.shown.front());
    if (!is_new)
      run.problem = run.shown.front() + ": its outputs would take the place of those of " + entry->second +
                    ", another run of this name; rename one of the two";
  }
}

}  // namespace

BatchFiles find_batch_files(const std::vector<std::string>& named, const std::optional<std::string>& format,
                            const std::optional<std::string>& encoding, const ReadingSettings& settings_of) {
  Search search(folder_of_all(named));
  for (const std::string& name : named)
    search.take(name);
  std::vector<Candidate>& found = search.found;
  tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t i) { look_at_file(found[i]); });
  std::set<std::string_view> layouts;
  for (const Candidate& candidate : found)
    if (!candidate.look.layout.empty())
      layouts.insert(candidate.look.layout);
  BatchFiles files = Sorting(std::move(found), format, encoding).sort();
  files.unrelated += search.unrelated;
  files.linked_folders = search.linked_folders;
  if (layouts.size() > 1)
    join_second_exports(files.runs, format, encoding, settings_of);
  refuse_equal_names(files.runs);
  return files;
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
