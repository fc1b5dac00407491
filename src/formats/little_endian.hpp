// Numbers in the byte order of Intel, as .xls stores them.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace crossbreak {

static_assert(std::endian::native == std::endian::little, "numbers are copied as they stand in the file");

/// The number at `offset`; the caller has checked that the bytes are there.
template <typename Number>
Number little_endian(std::string_view bytes, std::size_t offset = 0) {
  Number value;
  std::memcpy(&value, bytes.substr(offset, sizeof value).data(), sizeof value);
  return value;
}

}  // namespace crossbreak
