#include "pipeline/read_runs.hpp"

#include <algorithm>
#include <utility>

#include "assay/profile_reader.hpp"
#include "pipeline/check_settings.hpp"

namespace crossbreak {

std::vector<RunFiles> group_files(std::vector<OpenedFile> files, const std::optional<std::string>& format) {
  check_format(format);
  std::vector<RunFiles> runs(files.size());
  std::vector<std::string> names(files.size());
  std::vector<Source> sound;
  std::vector<std::size_t> places;  // of the sound ones
  for (std::size_t i = 0; i < files.size(); ++i) {
    runs[i].place = i;
    names[i] = files[i].source.name;
    try {
      if (files[i].error)
        std::rethrow_exception(files[i].error);
      if (!format)
        detect_format(files[i].source);
      sound.push_back(std::move(files[i].source));
      places.push_back(i);
    } catch (...) {
      runs[i].error = std::current_exception();
    }
  }
  try {
    for (RunSources& sources : group_into_runs(std::move(sound), format)) {
      const auto named = std::find_if(places.begin(), places.end(), [&](std::size_t place) {
        return runs[place].sources.sources.empty() && names[place] == sources.sources.front().name;
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

ReadRun read_profiled_run(const RunFiles& files, const RunSettings& settings) {
  if (files.error)
    std::rethrow_exception(files.error);
  ReadRun read;
  read.run = read_run(files.sources,
                      {.vocabulary = vocabulary_of(settings.profiles), .encoding = settings.encoding});
  read.profile =
      settings.profile_is_forced ? &settings.profiles.front() : profile_of(read.run, settings.profiles);
  read.rules = rules_of(read.run, read.profile);
  if (read.rules.issue)
    read.run.issues.push_back(*std::exchange(read.rules.issue, std::nullopt));
  apply_curve_groups(settings.groups, read.run);
  return read;
}

}  // namespace crossbreak
