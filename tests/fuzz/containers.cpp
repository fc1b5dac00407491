// What runs, plate maps and clinical tables come in: zips, workbooks, compound files.
#include <array>
#include <bit>
#include <cstdint>

#include "formats/compound_file.hpp"
#include "formats/plate_map.hpp"
#include "formats/workbook_bytes.hpp"
#include "formats/xls.hpp"
#include "formats/xlsx.hpp"
#include "formats/zip_archive.hpp"
#include "harness.hpp"
#include "material.hpp"

namespace crossbreak::fuzz {
namespace {

using namespace std::string_literals;

constexpr std::string_view workbook_stream_name = "Workbook";

Source file_of(const std::string& bytes) {
  return {.name = "plate.run", .bytes = bytes};
}

void open_zip(const std::string& bytes) {
  const Source source = file_of(bytes);
  reads_or_refuses<FormatError>([&] {
    const ZipArchive archive(source);
    for (const std::string& member : archive.members())
      reads_or_refuses<FormatError>([&] {
        const std::string whole = archive.read(member);
        if (!whole.starts_with(archive.beginning(member, 100)))
          broken("a member that begins otherwise than it is");
      });
  });
}

void open_compound_file(const std::string& bytes) {
  const Source source = file_of(bytes);
  reads_or_refuses<FormatError>([&] {
    const CompoundFile file(source);
    for (const char* name : {"Workbook", "Book", ""})
      reads_or_refuses<FormatError>([&] {
        if (file.stream(name).value_or("").size() > bytes.size())
          broken("a stream that is longer than its file");
      });
  });
}

void open_xls(const std::string& bytes) {
  reads_or_refuses<FormatError>([&] { (void)read_xls(file_of(bytes)); });
}

void open_xlsx(const std::string& bytes) {
  reads_or_refuses<FormatError>([&] { (void)read_xlsx(file_of(bytes)); });
}

std::string narrow(const std::string& text) {
  return u16(text.size()) + "\0"s + text;
}

std::string real(double value) {
  return bytes_of(std::bit_cast<std::uint64_t>(value), 8);
}

/// One record of each kind that is read: strings shared, old, rich and run over, numbers, formulas, merged
/// cells.
std::string stream_seed() {
  const std::string strings =
      biff(0x00FC, u32(3) + u32(3) + narrow("Well") + narrow("Sample Name") + u16(9) + "\0abc"s) +
      biff(0x003C, "\0defghi"s);
  const std::string cells =
      biff(0x00FD, cell_at(0, 0) + u32(0)) + biff(0x00FD, cell_at(0, 1) + u32(1)) +
      biff(0x00FD, cell_at(0, 2) + u32(2)) + biff(0x0204, cell_at(1, 0) + narrow("A1")) +
      biff(0x00D6, cell_at(1, 1) + narrow("rich") + u16(1) + u32(0)) +
      biff(0x0203, cell_at(1, 2) + real(24.5)) + biff(0x027E, cell_at(2, 0) + u32((2530U << 2U) | 3U)) +
      biff(0x00BD, u16(2) + u16(1) + u16(0) + u32((7U << 2U) | 2U) + u16(0) + u32((8U << 2U) | 2U) + u16(2)) +
      biff(0x0006, cell_at(3, 0) + real(2.5) + std::string(8, '\0')) +
      biff(0x0006, cell_at(3, 1) + "\0\0\0\0\0\0\xFF\xFF"s + std::string(8, '\0')) +
      biff(0x0207, narrow("text")) + biff(0x0205, cell_at(3, 2) + "\x2A\x01"s) +
      biff(0x00E5, u16(1) + u16(3) + u16(4) + u16(0) + u16(1));
  const std::string formats = biff(0x0022, u16(0)) + biff(0x041E, u16(164) + narrow("0.00%")) +
                              biff(0x00E0, u16(0) + u16(164) + std::string(16, '\0'));
  return workbook_stream(formats + strings, cells);
}

std::vector<std::string> zips() {
  std::vector<std::string> seeds = small_run_files();
  std::erase_if(seeds, [](const std::string& bytes) { return !looks_like_zip(bytes); });
  return seeds;
}

std::vector<std::string> workbooks() {
  return {small_files(*simulated_layout("xlsx")).front().bytes};
}

std::vector<std::string> old_workbooks() {
  return {compound_file(workbook_stream_name, stream_seed()),
          compound_file(workbook_stream_name, stream_seed() + std::string(5000, '\0'))};
}

}  // namespace

void add_containers(std::vector<Harness>& list) {
  list.push_back({.name = "zip", .run = open_zip, .seeds = zips});
  list.push_back({.name = "xlsx", .run = open_xlsx, .seeds = workbooks, .is_zip = true});
  list.push_back({.name = "compound-file", .run = open_compound_file, .seeds = old_workbooks});
  list.push_back({.name = "xls", .run = open_xls, .seeds = old_workbooks});
  list.push_back(
      {.name = "xls-stream",
       .run =
           [](const std::string& bytes) {
             open_xls(compound_file(workbook_stream_name, bytes.substr(0, 60000)));  // all its FAT can chain
           },
       .seeds = [] { return std::vector<std::string>{stream_seed()}; }});
}

}  // namespace crossbreak::fuzz
