// The records of a BIFF8 stream and the strings in them, which may run over into CONTINUE records.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crossbreak {

/// One record and the CONTINUE records behind it. Views into the stream.
struct BiffRecord {
  std::uint16_t id = 0;
  std::string_view data;                    ///< without the four bytes of id and length
  std::vector<std::string_view> continued;  ///< the data of each CONTINUE record
  std::size_t next = 0;                     ///< offset of the record after them
};

/// The record at `offset`, which lies inside the stream. Throws std::out_of_range where the stream ends
/// inside it.
BiffRecord biff_record(std::string_view stream, std::size_t offset);

/// Reads numbers and strings across the parts of a record. Everything throws std::out_of_range at the end
/// of the last part.
class BiffReader {
 public:
  explicit BiffReader(const BiffRecord& record, std::size_t offset = 0);

  std::uint8_t u8();
  std::uint16_t u16();
  std::uint32_t u32();
  void skip(std::size_t bytes);

  /// A string of `characters` with its flags byte in front; rich text runs and phonetic data behind it
  /// are passed over. Where it runs over into the next part, that part begins with a flags byte of its
  /// own, and the characters there may be of the other width. As UTF-8.
  std::string unicode_string(std::size_t characters);

 private:
  std::string_view part_bytes(std::size_t at_most);

  std::vector<std::string_view> parts_;
  std::size_t part_ = 0;
};

}  // namespace crossbreak
