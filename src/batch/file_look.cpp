#include "batch/file_look.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "formats/formats.hpp"
#include "pipeline/own_output.hpp"

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
bool is_named_as_run(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return name.ends_with(".eds") || name.ends_with(".rdml");
}

}  // namespace

FileLook look_at(const Source& source) {
  if (is_own_output(source))
    return {.kind = FileKind::OwnOutput};
  const auto known = formats();
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const Format& format) { return format.recognises(source); });
  if (found == known.end())
    return {.kind = is_named_as_run(source.name) ? FileKind::Broken : FileKind::Unrelated};
  return {.kind = part_of(*found, source) == FilePart::Whole ? FileKind::Run : FileKind::Half,
          .layout = found->name};
}

}  // namespace crossbreak
