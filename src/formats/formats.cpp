#include "formats/formats.hpp"

#include <algorithm>
#include <utility>

#include "formats/curve_table.hpp"
#include "formats/eds_7500.hpp"
#include "formats/eds_json.hpp"
#include "formats/eds_quantstudio.hpp"
#include "formats/sds1_export.hpp"
#include "formats/tidy_table.hpp"
#include "formats/v2_export.hpp"
#include "formats/zip_archive.hpp"
#include "run/nearest.hpp"
#include "run/sha256.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

// Specific before general: the first that recognises a file reads it.
// clang-format off: one a line, so that an addition is a line of its own
const Format known[] = {
    eds_json, eds_quantstudio, eds_7500, tidy_table, sds1_export, v2_xlsx, v2_xls, v2_text, curve_table,
};
// clang-format on

/// An arbitrary choice far above any protocol (the 7500 takes 99 in a stage) and above a run whose melt reads
/// cannot be told apart. Baselines are sought by the cube of it: one cell with a cycle of 6155 took a minute.
constexpr int most_cycles = 500;

std::string names() {
  return joined(formats(), ", ", &Format::name);
}

/// Refuses a file that is no run but near one, with what to do. Throws FormatError.
void refuse_near_misses(const Source& source) {
  constexpr std::string_view not_read =
      "RDML, which is not read; give the .eds, or an export of the 7500 software";
  if (!looks_like_zip(source.bytes)) {
    if (source.bytes.substr(0, 500).find("<rdml") != std::string::npos)
      throw FormatError(source.name, not_read);
    return;
  }
  const ZipArchive archive(source);
  for (const std::string& member : archive.members()) {
    if (member.ends_with("rdml_data.xml") || member.ends_with(".rdml"))
      throw FormatError(source.name, not_read);
    for (const char* ending : {".eds", ".xlsx", ".xls", ".txt", ".csv"})
      if (member.ends_with(ending))
        throw FormatError(source.name, "a zip that holds '" + member + "': unpack it and give that file");
  }
}

}  // namespace

std::span<const Format> formats() {
  return known;
}

const Format& detect_format(const Source& source) {
  if (source.bytes.empty())
    throw FormatError(source.name, "the file is empty");
  const auto found = std::find_if(std::begin(known), std::end(known),
                                  [&](const Format& format) { return format.recognises(source); });
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
  return format.part == nullptr ? FilePart::Whole : format.part(source);
}

RunSources sources_of_run(std::vector<Source> sources, const std::optional<std::string>& format_name) {
  const Format& format = format_name ? format_named(*format_name) : detect_format(sources.at(0));
  std::stable_partition(sources.begin(), sources.end(),
                        [&](const Source& source) { return part_of(format, source) != FilePart::Curves; });
  return {.format = &format, .sources = std::move(sources)};
}

Run read_run(const RunSources& sources, const ReadOptions& options) {
  Run run = sources.format->read(sources.sources, options);
  if (run.cycles > most_cycles)
    throw FormatError(sources.sources.front().name, "expected at most " + std::to_string(most_cycles) +
                                                        " cycles, found " + std::to_string(run.cycles));
  run.format = sources.format->name;
  run.inputs.clear();
  for (const Source& source : sources.sources)
    run.inputs.push_back({.name = source.name, .sha256 = sha256_hex(source.bytes)});
  return run;
}

}  // namespace crossbreak
