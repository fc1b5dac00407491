// Each member of each layout that is a zip, the others as the writer made them: mutations reach the reader of
// the member, whatever it is packed in.
#include <set>

#include "formats/formats.hpp"
#include "formats/zip_archive.hpp"
#include "harness.hpp"
#include "material.hpp"

namespace crossbreak::fuzz {
namespace {

std::vector<ZipMember> members_of(const std::string& zip) {
  const Source source = {.name = "seed", .bytes = zip};
  const ZipArchive archive(source);
  std::vector<ZipMember> members;
  for (const std::string& name : archive.members())
    members.push_back({.name = name, .bytes = archive.read(name)});
  return members;
}

Harness harness_of(const Format& format, std::vector<ZipMember> members, std::size_t which) {
  const std::string& name = members[which].name;
  const std::string seed = members[which].bytes;
  return {.name = std::string(format.name) + '.' + name.substr(name.rfind('/') + 1),
          .run =
              [&format, members = std::move(members), which](const std::string& bytes) {
                std::vector<ZipMember> changed = members;
                changed[which].bytes = bytes;
                const Source source = {.name = "plate.run", .bytes = write_zip(changed)};
                reads_or_refuses<FormatError>([&] {
                  (void)format.read(std::span(&source, 1),
                                    {.vocabulary = shipped_vocabulary(), .encoding = {}});
                });
              },
          .seeds = [seed] { return std::vector<std::string>{seed}; }};
}

}  // namespace

void add_members(std::vector<Harness>& list) {
  for (const std::string& file : small_run_files()) {
    if (!looks_like_zip(file))
      continue;
    const Format& format = detect_format({.name = "seed", .bytes = file});
    const std::vector<ZipMember> members = members_of(file);
    for (std::size_t i = 0; i < members.size(); ++i)
      list.push_back(harness_of(format, members, i));
  }
}

}  // namespace crossbreak::fuzz
