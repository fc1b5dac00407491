// Streams inside a compound file, the container of .xls.
// After Microsoft, [MS-CFB] Compound File Binary File Format.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/format_error.hpp"
#include "formats/source.hpp"

namespace crossbreak {

/// The bytes begin with the signature of a compound file.
bool looks_like_compound_file(std::string_view bytes);

/// Opens a compound file of version 3 or 4. Every sector chain is followed at most once around, so that a
/// damaged file is refused and never walked forever; no allocation exceeds the size of the file.
class CompoundFile {
 public:
  /// Keeps a reference to `source`, which must outlive it. Throws FormatError.
  explicit CompoundFile(const Source& source);

  /// The bytes of a stream in the root storage, its name compared without case; absent: there is none.
  /// Throws FormatError where the stream is damaged or cut.
  std::optional<std::string> stream(std::string_view name) const;

 private:
  struct Entry {
    std::uint32_t first_sector = 0;
    std::uint64_t size = 0;
  };

  std::string_view sector(std::uint32_t index) const;
  std::string read_chain(std::uint32_t first, std::string_view what) const;
  void read_allocation_table();
  void read_directory(std::uint32_t first_sector);
  void take_root_streams(std::string_view directory, std::uint32_t child);
  std::string read_mini_chain(const Entry& entry, std::string_view what) const;
  [[noreturn]] void fail(const std::string& message) const;

  const Source& source_;
  std::size_t sector_size_ = 512;
  std::vector<std::uint32_t> next_sector_;       ///< FAT
  std::vector<std::uint32_t> next_mini_sector_;  ///< mini FAT
  std::uint32_t mini_cutoff_ = 4096;             ///< shorter streams live in mini sectors
  std::string mini_stream_;
  std::map<std::string, Entry> streams_;  ///< of the root storage, by folded name
};

}  // namespace crossbreak
