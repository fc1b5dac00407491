#include "formats/formats.hpp"

#include <algorithm>
#include <utility>

#include "formats/curve_table.hpp"
#include "formats/eds_7500.hpp"
#include "formats/eds_json.hpp"
#include "formats/eds_quantstudio.hpp"
#include "formats/input_account.hpp"
#include "formats/rdml.hpp"
#include "formats/sds1_export.hpp"
#include "formats/sds2_export.hpp"
#include "formats/tidy_table.hpp"
#include "formats/v2_export.hpp"
#include "formats/zip_archive.hpp"
#include "run/input_limits.hpp"
#include "run/nearest.hpp"
#include "run/sha256.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

// Specific before general: the first that recognises a file reads it.
// clang-format off: one a line, so that an addition is a line of its own
const Format known[] = {
    eds_json, eds_quantstudio, eds_7500, tidy_table,  sds1_export, sds2_export,
    v2_xlsx,  v2_xls,          v2_text,  curve_table, rdml,
};
// clang-format on

std::string names() {
  return joined(formats(), ", ", &Format::name);
}

/// Refuses a file that is no run but near one, with what to do. Throws FormatError.
void refuse_near_misses(const Source& source) {
  if (names_sds1(source))
    throw FormatError(
        source.name,
        "an SDS v1.x file that is neither a Results nor a Delta Rn export: its logs and its exports "
        "of Rn, components and raw spectra are in no layout known here; export Results and Delta Rn "
        "and give both files");
  if (!looks_like_zip(source.bytes))
    return;
  const ZipArchive archive(source);
  for (const std::string& member : archive.members())
    for (const char* ending : {".eds", ".rdml", ".xlsx", ".xls", ".txt", ".csv"})
      if (member.ends_with(ending))
        throw FormatError(source.name, "a zip that holds '" + member + "': unpack it and give that file");
}

void check_names(const std::string& file, const Run& run) {
  const auto check = [&](const Reaction& reaction, const std::string& what, const std::string& found) {
    if (found.size() > most_name_bytes)
      throw FormatError(file, (reaction.well ? "well " + to_string(*reaction.well) + ": " : std::string()) +
                                  "expected the name of a " + what + " of at most " +
                                  std::to_string(most_name_bytes) + " bytes, found " +
                                  std::to_string(found.size()));
  };
  for (const Reaction& reaction : run.reactions) {
    check(reaction, "sample", reaction.sample);
    check(reaction, "target", reaction.target);
  }
}

}  // namespace

std::span<const Format> formats() {
  return known;
}

const Format& detect_format(const Source& source) {
  if (source.bytes.empty())
    throw FormatError(source.name, "the file is empty");
  const auto found = within_memory(source.name, [&] {
    return std::find_if(std::begin(known), std::end(known),
                        [&](const Format& format) { return format.recognises(source); });
  });
  if (found == std::end(known))
    refuse_near_misses(source);
  if (found == std::end(known))
    throw FormatError(source.name, std::string(looks_like_zip(source.bytes) ? "a zip, but" : "the file is") +
                                       " in no layout known here (tried " + names() +
                                       "); give the .eds of the run, or an export of it with its curves (of "
                                       "SDS v1.x both Results and Delta Rn)");
  return *found;
}

const Format& format_named(std::string_view name) {
  const auto found = std::find_if(std::begin(known), std::end(known),
                                  [&](const Format& format) { return format.name == name; });
  if (found != std::end(known))
    return *found;
  std::vector<std::string> candidates;
  for (const Format& format : formats())
    candidates.emplace_back(format.name);
  const std::optional<std::string> nearest = nearest_name(name, candidates);
  throw FormatError("--format",
                    "unknown format '" + std::string(name) + "'" +
                        (nearest ? "; did you mean '" + *nearest + "'?" : "; known are " + names()));
}

FilePart part_of(const Format& format, const Source& source) {
  return format.part == nullptr ? FilePart::Whole
                                : within_memory(source.name, [&] { return format.part(source); });
}

RunSources sources_of_run(std::vector<Source> sources, const std::optional<std::string>& format_name) {
  const Format& format = format_name ? format_named(*format_name) : detect_format(sources.at(0));
  std::stable_sort(sources.begin(), sources.end(),
                   [&](const Source& a, const Source& b) { return part_of(format, a) < part_of(format, b); });
  return {.format = &format, .sources = std::move(sources)};
}

std::vector<std::string> runs_of(const Format& format, const Source& source, const ReadOptions& options) {
  return format.runs == nullptr ? std::vector<std::string>(1)
                                : within_memory(source.name, [&] { return format.runs(source, options); });
}

std::string input_name(const std::string& file, const std::string& run) {
  return run.empty() ? file : file + " [" + run + "]";
}

Run read_run(const RunSources& sources, const ReadOptions& options) {
  ReadOptions asked = options;
  asked.run = sources.run;
  const std::string& name = sources.sources.front().name;
  Run run = within_memory(name, [&] { return sources.format->read(sources.sources, asked); });
  if (run.cycles > most_cycles)
    throw FormatError(name, "expected at most " + std::to_string(most_cycles) + " cycles, found " +
                                std::to_string(run.cycles));
  check_names(name, run);
  run.format = sources.format->name;
  run.inputs.clear();
  for (const Source& source : sources.sources)
    run.inputs.push_back({.name = input_name(source.name, sources.run), .sha256 = sha256_hex(source.bytes)});
  return run;
}

}  // namespace crossbreak
