// A compound file is a small file system: sectors of 512 or 4096 bytes behind a header sector, a table of
// the next sector of each (FAT), a directory of 128-byte entries linked as a tree, and inside the root
// entry's stream a second such level of 64-byte mini sectors for streams below 4096 bytes.
//
//   header @ 30 sector shift   @ 44 number of FAT sectors   @ 48 first directory sector
//          @ 56 mini cutoff    @ 60 first mini FAT sector   @ 68 first DIFAT sector   @ 76 109 FAT sectors
//   entry  @ 0 name, UTF-16    @ 64 bytes of name   @ 66 type   @ 68 left, right, child
//          @ 116 first sector  @ 120 size
#include "formats/compound_file.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "formats/little_endian.hpp"
#include "run/ascii.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view signature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::size_t header_size = 512;
constexpr std::size_t entry_size = 128;
constexpr std::size_t mini_sector_size = 64;
constexpr std::uint32_t end_of_chain = 0xFFFFFFFE;
constexpr std::uint32_t free_sector = 0xFFFFFFFF;  ///< also "no entry" in the directory
constexpr std::size_t header_fat_sectors = 109;
constexpr std::uint8_t stream_entry = 2;
constexpr std::uint8_t root_entry = 5;

// Names we ask for are ASCII; every other character becomes '?'.
std::string entry_name(std::string_view entry) {
  const std::size_t bytes = std::min<std::size_t>(little_endian<std::uint16_t>(entry, 64), 64);
  std::string name;
  for (std::size_t i = 0; i + 2 < bytes; i += 2) {  // the last two bytes are a zero
    const auto unit = little_endian<std::uint16_t>(entry, i);
    name += unit < 128 ? static_cast<char>(unit) : '?';
  }
  return name;
}

void append_numbers(std::vector<std::uint32_t>& out, std::string_view bytes) {
  for (std::size_t i = 0; i + 4 <= bytes.size(); i += 4)
    out.push_back(little_endian<std::uint32_t>(bytes, i));
}

}  // namespace

bool looks_like_compound_file(std::string_view bytes) {
  return bytes.starts_with(signature);
}

CompoundFile::CompoundFile(const Source& source) : source_(source) {
  const std::string_view bytes = source_.bytes;
  if (!looks_like_compound_file(bytes))
    fail("not a compound file");
  if (bytes.size() < header_size)
    fail("the file ends inside its header");
  const auto sector_shift = little_endian<std::uint16_t>(bytes, 30);
  if (sector_shift != 9 && sector_shift != 12)
    fail(fmt::format("expected sectors of 512 or 4096 bytes, found a shift of {}", sector_shift));
  sector_size_ = std::size_t{1} << sector_shift;
  mini_cutoff_ = little_endian<std::uint32_t>(bytes, 56);
  read_allocation_table();
  if (const auto first = little_endian<std::uint32_t>(bytes, 60);
      first != end_of_chain && first != free_sector)
    append_numbers(next_mini_sector_, read_chain(first, "the mini allocation table"));
  read_directory(little_endian<std::uint32_t>(bytes, 48));
}

std::optional<std::string> CompoundFile::stream(std::string_view name) const {
  const auto found = streams_.find(lower_case(std::string(name)));
  if (found == streams_.end())
    return std::nullopt;
  const Entry& entry = found->second;
  const std::string what = fmt::format("the stream {}", name);
  std::string bytes;
  if (entry.size > 0)
    bytes = entry.size < mini_cutoff_ ? read_mini_chain(entry, what) : read_chain(entry.first_sector, what);
  if (bytes.size() < entry.size)
    fail(fmt::format("{} is cut: {} of {} bytes are there", what, bytes.size(), entry.size));
  bytes.resize(entry.size);
  return bytes;
}

// Empty beyond the end of the file; short where the file ends inside the sector.
std::string_view CompoundFile::sector(std::uint32_t index) const {
  const std::size_t offset = (std::size_t{index} + 1) * sector_size_;
  const std::string_view bytes = source_.bytes;
  return offset < bytes.size() ? bytes.substr(offset, sector_size_) : std::string_view();
}

std::string CompoundFile::read_chain(std::uint32_t first, std::string_view what) const {
  std::string bytes;
  std::size_t steps = 0;
  for (std::uint32_t at = first; at != end_of_chain; at = next_sector_[at]) {
    const std::string_view part = sector(at);
    if (at >= next_sector_.size() || part.empty())
      fail(fmt::format("{} leads to sector {}, which the file does not have: cut or damaged", what, at));
    if (++steps > source_.bytes.size() / sector_size_)
      fail(fmt::format("the sectors of {} form a circle", what));
    bytes += part;
  }
  return bytes;
}

void CompoundFile::read_allocation_table() {
  const std::string_view bytes = source_.bytes;
  const auto wanted = little_endian<std::uint32_t>(bytes, 44);
  if (wanted > bytes.size() / sector_size_)
    fail(fmt::format("{} allocation sectors are announced in a file of {} bytes", wanted, bytes.size()));

  std::vector<std::uint32_t> sectors;
  append_numbers(sectors, bytes.substr(76, header_fat_sectors * 4));
  std::uint32_t more = little_endian<std::uint32_t>(bytes, 68);
  while (sectors.size() < wanted) {  // each turn adds at least 127 sectors, so a circle ends too
    const std::string_view part = sector(more);
    if (part.size() < sector_size_)
      fail(fmt::format("the list of allocation sectors leads to sector {}, which the file does not have",
                       more));
    append_numbers(sectors, part.substr(0, sector_size_ - 4));
    more = little_endian<std::uint32_t>(part, sector_size_ - 4);
  }
  sectors.resize(wanted);
  for (const std::uint32_t index : sectors) {
    const std::string_view part = sector(index);
    if (part.empty())
      fail(fmt::format("the allocation table lies in sector {}, which the file does not have", index));
    append_numbers(next_sector_, part);
  }
}

void CompoundFile::read_directory(std::uint32_t first_sector) {
  const std::string directory = read_chain(first_sector, "the directory");
  if (directory.size() < entry_size || directory[66] != root_entry)
    fail("the directory has no root entry");
  const std::string_view root = std::string_view(directory).substr(0, entry_size);
  if (const auto first = little_endian<std::uint32_t>(root, 116);
      first != end_of_chain && first != free_sector)
    mini_stream_ = read_chain(first, "the mini stream");
  take_root_streams(directory, little_endian<std::uint32_t>(root, 76));
}

void CompoundFile::take_root_streams(std::string_view directory, std::uint32_t child) {
  std::vector<bool> seen(directory.size() / entry_size, false);
  std::vector<std::uint32_t> waiting = {child};
  while (!waiting.empty()) {
    const std::uint32_t index = waiting.back();
    waiting.pop_back();
    if (index == free_sector)
      continue;
    if (index >= seen.size())
      fail(fmt::format("the directory leads to entry {}, which it does not have", index));
    if (seen[index])
      fail("the directory forms a circle");
    seen[index] = true;
    const std::string_view entry = directory.substr(std::size_t{index} * entry_size, entry_size);
    waiting.push_back(little_endian<std::uint32_t>(entry, 68));
    waiting.push_back(little_endian<std::uint32_t>(entry, 72));
    if (entry[66] != stream_entry)
      continue;
    // Version 3 keeps the size in four bytes and may leave rubbish in the other four.
    const std::uint64_t size = sector_size_ == 512 ? little_endian<std::uint32_t>(entry, 120)
                                                   : little_endian<std::uint64_t>(entry, 120);
    streams_.emplace(lower_case(entry_name(entry)), Entry{little_endian<std::uint32_t>(entry, 116), size});
  }
}

std::string CompoundFile::read_mini_chain(const Entry& entry, std::string_view what) const {
  std::string bytes;
  std::size_t steps = 0;
  for (std::uint32_t at = entry.first_sector; at != end_of_chain; at = next_mini_sector_[at]) {
    const std::size_t offset = std::size_t{at} * mini_sector_size;
    if (at >= next_mini_sector_.size() || offset >= mini_stream_.size())
      fail(fmt::format("{} leads to mini sector {}, which the file does not have: cut or damaged", what, at));
    if (++steps > mini_stream_.size() / mini_sector_size + 1)
      fail(fmt::format("the mini sectors of {} form a circle", what));
    bytes += std::string_view(mini_stream_).substr(offset, mini_sector_size);
  }
  return bytes;
}

void CompoundFile::fail(const std::string& message) const {
  throw FormatError(source_.name, message);
}

}  // namespace crossbreak
