// Small .xls files, record by record, for tests of the readers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crossbreak {

inline std::string bytes_of(std::uint64_t value, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i)
    out += static_cast<char>(value >> (8 * i));
  return out;
}

inline std::string u16(std::uint64_t value) {
  return bytes_of(value, 2);
}

inline std::string u32(std::uint64_t value) {
  return bytes_of(value, 4);
}

inline std::string biff(std::uint16_t id, const std::string& data) {
  return u16(id) + u16(data.size()) + data;
}

/// Row, column and cell format, as every record of a cell begins.
inline std::string cell_at(std::uint16_t row, std::uint16_t column) {
  return u16(row) + u16(column) + u16(0);
}

/// A stream of BIFF8 substreams: the globals with `globals` between BOUNDSHEET and EOF, and one sheet of
/// the given records.
inline std::string workbook_stream(const std::string& globals, const std::string& cells,
                                   std::uint16_t version = 0x0600) {
  const std::string bof = biff(0x0809, u16(version) + u16(0x0005) + std::string(12, '\0'));
  const std::string name = "Results";
  const auto bound = [&](std::size_t offset) {
    return biff(0x0085,
                u32(offset) + std::string(2, '\0') + bytes_of(name.size(), 1) + std::string(1, '\0') + name);
  };
  const std::string end = biff(0x000A, "");
  const std::size_t offset = bof.size() + bound(0).size() + globals.size() + end.size();
  return bof + bound(offset) + globals + end +
         biff(0x0809, u16(version) + u16(0x0010) + std::string(12, '\0')) + cells + end;
}

/// A compound file of version 3 with one stream: in mini sectors below 4096 bytes, in sectors above.
/// Sector 0 is the FAT, 1 the directory, 2 the mini FAT, the content follows.
inline std::string compound_file(std::string_view stream_name, std::string stream) {
  constexpr std::uint32_t end_of_chain = 0xFFFFFFFE;
  const bool is_mini = stream.size() < 4096;
  const std::size_t size = stream.size();
  const std::size_t mini_sectors = is_mini ? (size + 63) / 64 : 0;
  stream.resize((stream.size() + 511) / 512 * 512);
  const std::size_t sectors = stream.size() / 512;

  const auto chain = [&](std::size_t first, std::size_t count, std::string& table) {
    for (std::size_t i = 0; i < count; ++i)
      table += i + 1 < count ? u32(first + i + 1) : u32(end_of_chain);
  };
  std::string fat = u32(0xFFFFFFFD) + u32(end_of_chain) + u32(end_of_chain);
  chain(3, sectors, fat);
  fat.resize(512, '\xFF');
  std::string mini_fat;
  chain(0, mini_sectors, mini_fat);
  mini_fat.resize(512, '\xFF');

  const auto entry = [&](std::string_view name, int type, std::uint32_t child, std::size_t first,
                         std::size_t bytes) {
    std::string out;
    for (const char c : name)
      out += u16(static_cast<unsigned char>(c));
    out.resize(64);
    return out + u16(2 * name.size() + 2) + bytes_of(static_cast<std::uint64_t>(type), 1) + '\0' +
           u32(0xFFFFFFFF) + u32(0xFFFFFFFF) + u32(child) + std::string(36, '\0') + u32(first) + u32(bytes) +
           u32(0);
  };
  std::string directory =
      entry("Root Entry", 5, 1, is_mini && sectors > 0 ? 3 : end_of_chain, is_mini ? stream.size() : 0) +
      entry(stream_name, 2, 0xFFFFFFFF, is_mini ? 0 : 3, size);
  directory.resize(512);

  std::string header = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(16, '\0') + u16(0x3E) + u16(3) +
                       u16(0xFFFE) + u16(9) + u16(6) + std::string(10, '\0') + u32(1) + u32(1) + u32(0) +
                       u32(4096) + u32(2) + u32(1) + u32(end_of_chain) + u32(0) + u32(0);
  header.resize(512, '\xFF');
  return header + fat + directory + mini_fat + stream;
}

}  // namespace crossbreak
