#include "formats/zip_archive.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

const std::vector<ZipMember> two_members{{.name = "apldbio/sds/Manifest.mf", .bytes = "spec 1.1.1"},
                                         {.name = "APLDBIO\\SDS\\CALIBRATIONS/background.ini", .bytes = ""}};

Source zipped(std::span<const ZipMember> members) {
  return {.name = "plate.eds", .bytes = write_zip(members)};
}

}  // namespace

TEST_CASE("a member is found whatever its case and its slashes") {
  const Source source = zipped(two_members);
  const ZipArchive archive(source);
  CHECK(archive.members() ==
        std::vector<std::string>{"apldbio/sds/Manifest.mf", "APLDBIO/SDS/CALIBRATIONS/background.ini"});
  CHECK(archive.read("APLDBIO/SDS/manifest.MF") == "spec 1.1.1");
  CHECK(archive.read("apldbio/sds/calibrations/background.ini").empty());
  CHECK(archive.has("apldbio\\sds\\Manifest.mf"));
  CHECK_FALSE(archive.has("apldbio/sds/experiment.xml"));
}

TEST_CASE("the same members give the same zip") {
  CHECK(write_zip(two_members) == write_zip(two_members));
}

TEST_CASE("a zip that cannot be read says why in one line") {
  const Source whole = zipped(two_members);
  const ZipArchive archive(whole);
  CHECK_THROWS_WITH_AS(archive.read("apldbio/sds/plate_setup.xml"),
                       "plate.eds: apldbio/sds/plate_setup.xml: no such member in the file", FormatError);

  const Source cut{.name = "plate.eds", .bytes = whole.bytes.substr(0, whole.bytes.size() / 2)};
  CHECK_THROWS_WITH_AS(ZipArchive{cut}, "plate.eds: damaged or cut-off zip: Not a zip archive", FormatError);

  Source flipped = whole;
  flipped.bytes[flipped.bytes.find("spec 1.1.1")] = 'x';  // stored, not deflated: it is too short
  const ZipArchive wrong(flipped);
  CHECK_THROWS_WITH_AS(
      wrong.read("apldbio/sds/Manifest.mf"),
      "plate.eds: apldbio/sds/Manifest.mf: damaged: its bytes do not match its length and checksum",
      FormatError);

  const std::vector<ZipMember> twins{{.name = "a/b.xml", .bytes = "1"}, {.name = "A\\B.xml", .bytes = "2"}};
  const Source doubled = zipped(twins);
  const ZipArchive ambiguous(doubled);
  CHECK_THROWS_WITH_AS(ambiguous.read("a/b.xml"), "plate.eds: a/b.xml: the file holds 2 members of this name",
                       FormatError);
}

TEST_CASE("a zip beyond the limits is refused before anything is inflated") {
  const std::vector<ZipMember> zeros{{.name = "zeros", .bytes = std::string(100'000, '0')}};
  const Source bomb = zipped(zeros);
  CAPTURE(bomb.bytes.size());
  CHECK_NOTHROW(ZipArchive{bomb});
  CHECK_THROWS_WITH_AS((ZipArchive{bomb, {.part_bytes = 99'999}}),
                       "plate.eds: zeros: expands to 100000 bytes; at most 99999 are read", FormatError);
  CHECK_THROWS_WITH_AS((ZipArchive{zipped(two_members), {.members = 1}}),
                       "plate.eds: a zip of 2 members; at most 1 are read", FormatError);
  const std::string refused = "plate.eds: a zip of " + std::to_string(bomb.bytes.size()) +
                              " bytes that expands to 100000 is not read";
  CHECK_THROWS_WITH_AS((ZipArchive{bomb, {.inflated_bytes = 99'999}}), refused.c_str(), FormatError);
  CHECK_THROWS_WITH_AS((ZipArchive{bomb, {.expansion = 100, .expansion_free_bytes = 1000}}), refused.c_str(),
                       FormatError);
}

TEST_CASE("an encrypted member is refused") {
  // "a.txt" holding "x", traditional PKWARE encryption (general purpose bit 0).
  std::string bytes = write_zip(std::vector<ZipMember>{{.name = "a.txt", .bytes = "x"}});
  bytes[6] = static_cast<char>(bytes[6] | 1);  // local header
  const std::size_t central = bytes.find("PK\x01\x02");
  bytes[central + 8] = static_cast<char>(bytes[central + 8] | 1);
  const Source source{.name = "plate.eds", .bytes = bytes};
  const ZipArchive archive(source);
  CHECK_THROWS_WITH_AS(archive.read("a.txt"), "plate.eds: a.txt: encrypted; save the file without a password",
                       FormatError);
}
