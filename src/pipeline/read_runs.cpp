#include "pipeline/read_runs.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "assay/profile_reader.hpp"
#include "pipeline/check_settings.hpp"
#include "pipeline/halves.hpp"
#include "pipeline/likely_halves.hpp"
#include "pipeline/own_output.hpp"
#include "run/make_issue.hpp"
#include "run/nearest.hpp"
#include "words/joined.hpp"

namespace crossbreak {

namespace {

/// The index of the run of that name, else of that number. Throws FormatError.
std::size_t index_of_run(const std::string& file, const std::vector<std::string>& names,
                         const std::string& wanted) {
  if (names.size() == 1 && names.front().empty())
    throw FormatError(file, "its layout holds one run: read it without --run");
  if (const auto named = std::find(names.begin(), names.end(), wanted); named != names.end())
    return static_cast<std::size_t>(named - names.begin());
  std::size_t number = 0;
  const auto [stop, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (error == std::errc{} && stop == wanted.data() + wanted.size() && number >= 1 && number <= names.size())
    return number - 1;
  const std::optional<std::string> nearest = nearest_name(wanted, names);
  throw FormatError(file, "--run: expected one of its " + std::to_string(names.size()) + " runs (" +
                              quoted_list(names) + ") or its number, found '" + wanted + "'" +
                              (nearest ? "; did you mean '" + *nearest + "'?" : ""));
}

/// Those that are wanted, in the order of the file.
std::vector<std::string> chosen_runs(const std::string& file, const std::vector<std::string>& names,
                                     const std::vector<std::string>& wanted) {
  std::set<std::size_t> places;
  for (const std::string& run : wanted)
    if (!places.insert(index_of_run(file, names, run)).second)
      throw FormatError(file, "--run: '" + run + "' is named twice");
  std::vector<std::string> chosen;
  for (const std::size_t place : places)
    chosen.push_back(names[place]);
  return chosen;
}

/// One for each run of the file, in its order, or for each that is wanted.
std::vector<RunFiles> runs_of_file(RunFiles whole, const std::vector<std::string>& wanted,
                                   const ReadOptions& options) {
  const bool is_of_several_files = whole.sources.sources.size() > 1;
  if (whole.error || ((whole.sources.format->runs == nullptr || is_of_several_files) && wanted.empty()))
    return {std::move(whole)};
  std::vector<RunFiles> runs;
  try {
    const Source& source = whole.sources.sources.front();
    std::vector<std::string> names = runs_of(*whole.sources.format, source, options);
    const bool is_one_of_several = names.size() > 1;
    if (!wanted.empty())
      names = chosen_runs(source.name, names, wanted);
    for (std::string& name : names) {
      runs.push_back(whole);
      if (is_one_of_several)
        runs.back().sources.run = std::move(name);
    }
  } catch (...) {
    whole.error = std::current_exception();
    return {std::move(whole)};
  }
  return runs;
}

class Grouping {
 public:
  Grouping(std::vector<OpenedFile> files, const std::optional<std::string>& format, ReadOptions options)
      : files_(std::move(files)),
        options_(std::move(options)),
        runs_(files_.size()),
        parts_(files_.size(), FilePart::Whole) {
    for (std::size_t i = 0; i < files_.size(); ++i)
      look_at(i, format);
  }

  std::vector<RunFiles> group(const std::vector<std::string>& wanted) {
    std::set<const Format*> with_halves;
    for (std::size_t i = 0; i < files_.size(); ++i)
      if (!runs_[i].error && parts_[i] != FilePart::Whole)
        with_halves.insert(runs_[i].sources.format);
    for (const Format* format : with_halves)
      for (const FilePart part : {FilePart::Curves, FilePart::Dyes})
        join_halves(*format, part);
    for (std::size_t i = 0; i < files_.size(); ++i)
      if (!runs_[i].error && !is_taken(i))
        runs_[i].sources.sources.insert(runs_[i].sources.sources.begin(), std::move(files_[i].source));
    // The second file of a run of two is listed with the first, and so is one that its message names.
    std::erase_if(runs_, [](const RunFiles& run) { return !run.error && run.sources.sources.empty(); });
    std::vector<RunFiles> runs;
    for (RunFiles& run : runs_)
      for (RunFiles& each : runs_of_file(std::move(run), wanted, options_))
        runs.push_back(std::move(each));
    return runs;
  }

 private:
  void look_at(std::size_t i, const std::optional<std::string>& format) {
    runs_[i].place = i;
    try {
      if (files_[i].error)
        std::rethrow_exception(files_[i].error);
      refuse_own_output(files_[i].source);
      runs_[i].sources.format = format ? &format_named(*format) : &detect_format(files_[i].source);
      parts_[i] = part_of(*runs_[i].sources.format, files_[i].source);
    } catch (...) {
      runs_[i].error = std::current_exception();
    }
  }

  std::vector<std::size_t> halves_of(const Format& format, FilePart part) const {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < files_.size(); ++i)
      if (!runs_[i].error && runs_[i].sources.format == &format && parts_[i] == part)
        places.push_back(i);
    return places;
  }

  /// Those that can be read; the others keep why not.
  std::vector<Half> read_alone(const Format& format, std::vector<std::size_t>& places) {
    std::vector<Half> halves;
    std::erase_if(places, [&](std::size_t i) {
      const OpenedFile& file = files_[i];
      try {
        format.read(std::span(&file.source, 1), options_);
      } catch (...) {
        runs_[i].error = std::current_exception();
        return true;
      }
      halves.push_back({.source = {.name = name_of(i), .bytes = file.source.bytes},
                        .folder = file.folder,
                        .with = runs_[i].sources.sources});
      return false;
    });
    return halves;
  }

  void join_halves(const Format& format, FilePart part) {
    std::vector<std::size_t> results = halves_of(format, FilePart::Results);
    std::vector<std::size_t> curves = halves_of(format, part);
    if (results.empty() || curves.empty())
      return;
    const std::vector<Half> results_halves = read_alone(format, results);
    const std::vector<Half> curves_halves = read_alone(format, curves);
    const std::vector<Relation> relations =
        relations_of(results_halves, curves_halves, [&](std::size_t r, std::size_t c) {
          return relation_of(format, part, results_halves[r], curves_halves[c], options_);
        });
    const Pairing pairing = pair_halves(results_halves, curves_halves, relations,
                                        part == FilePart::Dyes ? "Multicomponent Data" : format.curves_name);
    for (std::size_t r = 0; r < results.size(); ++r) {
      refuse(results[r], pairing.results_refused[r]);
      if (const std::optional<std::size_t> c = pairing.curves_of[r])
        take(results[r], curves[*c], relations[r * curves.size() + *c]);
    }
    for (std::size_t c = 0; c < curves.size() && !results.empty(); ++c) {
      refuse(curves[c], pairing.curves_refused[c]);
      if (pairing.curves_refused[c].empty())
        taken_.insert(curves[c]);
    }
  }

  void refuse(std::size_t i, const std::string& why) {
    if (!why.empty())
      runs_[i].error = std::make_exception_ptr(FormatError(name_of(i), why));
  }

  std::string name_of(std::size_t i) const {
    return files_[i].path.empty() ? files_[i].source.name : files_[i].path;
  }

  void take(std::size_t results, std::size_t curves, const Relation& relation) {
    runs_[results].sources.sources.push_back(std::move(files_[curves].source));
    if (relation.kinship != Kinship::Proven)
      runs_[results].doubt = relation.proof;
  }

  bool is_taken(std::size_t i) const { return taken_.contains(i); }

  std::vector<OpenedFile> files_;
  ReadOptions options_;
  std::vector<RunFiles> runs_;
  std::vector<FilePart> parts_;
  std::set<std::size_t> taken_;  ///< listed with another file, as its half or in its message
};

Issue doubt_of(const HalvesProof& doubt, const Run& run) {
  if (doubt.all < 3)
    return make_issue(IssueCode::HalvesNotProven, source_name(run));
  return make_issue({IssueCode::HalvesNotProven, "partly"}, source_name(run),
                    field<"given">(std::to_string(doubt.given)), field<"all">(std::to_string(doubt.all)),
                    field<"target">(doubt.target));
}

}  // namespace

std::vector<RunFiles> group_files(std::vector<OpenedFile> files, const std::optional<std::string>& format,
                                  const std::optional<std::string>& encoding,
                                  const std::vector<std::string>& runs) {
  check_format(format);
  return Grouping(std::move(files), format, {.vocabulary = {}, .encoding = encoding}).group(runs);
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
  if (files.doubt)
    read.run.issues.push_back(doubt_of(*files.doubt, read.run));
  apply_curve_groups(settings.groups, read.run);
  return read;
}

}  // namespace crossbreak
