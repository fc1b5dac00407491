#include "batch/file_look.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "formats/formats.hpp"
#include "formats/zip_archive.hpp"
#include "pipeline/own_output.hpp"
#include "run/ascii.hpp"

namespace crossbreak {
namespace {

bool is_own_output(const Source& source) {
  try {
    refuse_own_output(source);
    return false;
  } catch (const FormatError&) {
    return true;
  }
}

/// The endings that only files of runs have.
bool is_named_as_run(const std::string& name) {
  const std::string lower = lower_case(name);
  return lower.ends_with(".eds") || lower.ends_with(".rdml");
}

bool is_run(const Source& source) {
  const auto known = formats();
  return std::any_of(known.begin(), known.end(),
                     [&](const Format& format) { return format.recognises(source); });
}

/// Whether somebody packed runs. Of many files the first ones tell.
bool is_zip_of_runs(const Source& source) {
  constexpr std::size_t looked_at = 20;  // arbitrary
  if (!looks_like_zip(source.bytes))
    return false;
  try {
    const ZipArchive archive(source);
    std::vector<std::string> members = archive.members();
    if (std::any_of(members.begin(), members.end(), is_named_as_run))
      return true;
    std::erase_if(members, [](const std::string& member) { return member.ends_with('/'); });
    members.resize(std::min(members.size(), looked_at));
    return std::any_of(members.begin(), members.end(), [&](const std::string& member) {
      return is_run({.name = member, .bytes = archive.read(member)});
    });
  } catch (const FormatError&) {
    return false;
  }
}

}  // namespace

FileLook look_at(const Source& source) {
  if (is_own_output(source))
    return {.kind = FileKind::OwnOutput};
  const auto known = formats();
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const Format& format) { return format.recognises(source); });
  if (found == known.end())
    return {.kind = is_named_as_run(source.name) || is_zip_of_runs(source) ? FileKind::Broken
                                                                           : FileKind::Unrelated};
  return {.kind = part_of(*found, source) == FilePart::Whole ? FileKind::Run : FileKind::Half,
          .layout = found->name};
}

}  // namespace crossbreak
